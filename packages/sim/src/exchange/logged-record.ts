import { SimError } from '../errors.js';
import { issuesOf } from '../schema-issues.js';
import type { LoggedKinds, LoggedOpening, LoggedRecord, OtherRecord } from './logged-kinds.js';
import { loggedForms, loggedHead, loggedOpening } from './schema.js';

/** @throws SimError `INVALID_RECORD` unless a log can begin so */
export function readOpening(line: string): LoggedOpening {
  return parsed(loggedOpening, jsonOf(line, 1), 1);
}

/**
 * @param place - of the line, from 1
 * @throws SimError `INVALID_RECORD` for what is no record of an exchange, or follows no record before it
 */
export function readLogged(line: string, place: number): LoggedRecord | OtherRecord {
  const value = jsonOf(line, place);
  const { kind, day: tick, seq } = parsed(loggedHead, value, place);
  if (seq !== place - 1)
    throw broken(place, `seq must be ${place - 1}, but is ${seq}: records are missing, added or out of order`);
  if (!isRead(kind)) return { kind: 'other', day: tick };
  return { ...parsed<object>(loggedForms[kind], value, place), kind, day: tick } as LoggedRecord;
}

function isRead(kind: string): kind is keyof LoggedKinds {
  return Object.hasOwn(loggedForms, kind);
}

/** A schema of values of this type. */
interface Form<Value> {
  safeParse(value: unknown): { readonly success: true; readonly data: Value } | { readonly success: false };
}

function parsed<Value>(schema: Form<Value> & Parameters<typeof issuesOf>[0], value: unknown, place: number): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = issuesOf(schema, value);
  throw broken(place, `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is no record'}`.trimStart());
}

function jsonOf(line: string, place: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw broken(place, 'is no JSON');
  }
}

function broken(line: number, reason: string): SimError<'INVALID_RECORD'> {
  return new SimError('INVALID_RECORD', { line, reason }, `record ${line}: ${reason}`);
}
