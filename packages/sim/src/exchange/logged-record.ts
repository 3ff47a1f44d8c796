import * as z from 'zod';
import { SimError } from '../errors.js';
import { issuesOf } from '../schema-issues.js';

type Two = readonly [number, number];

/** The first record of a log. */
export interface LoggedOpening {
  readonly kind: 'ExchangeOpened';
  readonly day: number;
  readonly goods: readonly string[];
  readonly agents: number;
  readonly regime: string;
  readonly level: 'minimal' | 'standard' | 'debug';
}

interface LoggedKinds {
  readonly TickState: { readonly mode: string; readonly regime: string; readonly active_pairs: readonly string[] };
  readonly ModeChanged: { readonly from: string; readonly to: string };
  readonly Paired: { readonly agents: Two };
  readonly Unpaired: { readonly agents: Two };
  readonly IntegrityRepaired: { readonly agent: number };
  readonly Harvested: { readonly agent: number; readonly cell: Two; readonly good: string; readonly amount: number };
  readonly Regrown: { readonly cell: Two; readonly good: string; readonly amount: number; readonly left: number };
  readonly LambdaUpdated: { readonly agent: number; readonly old: number; readonly new: number };
  readonly ExchangeTrade: {
    readonly seller_lambda: number;
    readonly buyer_lambda: number;
    readonly trade: {
      readonly pair_type: string;
      readonly seller_id: number;
      readonly buyer_id: number;
      readonly dX: number;
      readonly dY: number;
      readonly price: number;
      readonly seller_gain: number;
      readonly buyer_gain: number;
      readonly total_surplus: number;
      readonly credit?: number | undefined;
    };
  };
  readonly AgentSnapshot: {
    readonly agent: number;
    readonly cell: Two;
    readonly holdings: readonly number[];
    readonly lambda: number;
    readonly partner: number | null;
  };
  readonly ResourceSnapshot: {
    readonly cells: readonly { readonly cell: Two; readonly good: string; readonly amount: number }[];
  };
}

/** A record of one kind, as far as a replay reads it. */
export type LoggedOf<Kind extends keyof LoggedKinds> = LoggedKinds[Kind] & {
  readonly kind: Kind;
  readonly day: number;
};

/** A record that a replay reads. */
export type LoggedRecord = { readonly [Kind in keyof LoggedKinds]: LoggedOf<Kind> }[keyof LoggedKinds];

/** A record of which a replay reads only when it was told. */
export interface OtherRecord {
  readonly kind: 'other';
  readonly day: number;
}

// Other fields are left alone.
const day = z.int().min(-1);
const count = z.int().min(0);
const two = z.tuple([count, count]);

const opened: z.ZodType<LoggedOpening> = z.object({
  kind: z.literal('ExchangeOpened'),
  day,
  goods: z.array(z.string()).min(1),
  agents: count,
  regime: z.string(),
  level: z.enum(['minimal', 'standard', 'debug']),
});

const FORMS: { readonly [Kind in keyof LoggedKinds]: z.ZodType<LoggedKinds[Kind]> } = {
  TickState: z.object({ mode: z.string(), regime: z.string(), active_pairs: z.array(z.string()) }),
  ModeChanged: z.object({ from: z.string(), to: z.string() }),
  Paired: z.object({ agents: two }),
  Unpaired: z.object({ agents: two }),
  IntegrityRepaired: z.object({ agent: count }),
  Harvested: z.object({ agent: count, cell: two, good: z.string(), amount: count }),
  Regrown: z.object({ cell: two, good: z.string(), amount: count, left: count }),
  LambdaUpdated: z.object({ agent: count, old: z.number(), new: z.number() }),
  ExchangeTrade: z.object({
    seller_lambda: z.number(),
    buyer_lambda: z.number(),
    trade: z.object({
      pair_type: z.string(),
      seller_id: count,
      buyer_id: count,
      dX: count,
      dY: count,
      price: z.number(),
      seller_gain: z.number(),
      buyer_gain: z.number(),
      total_surplus: z.number(),
      credit: count.optional(),
    }),
  }),
  AgentSnapshot: z.object({
    agent: count,
    cell: two,
    holdings: z.array(z.int()),
    lambda: z.number(),
    partner: count.nullable(),
  }),
  ResourceSnapshot: z.object({ cells: z.array(z.object({ cell: two, good: z.string(), amount: count })) }),
};

const head = z.object({ kind: z.string(), day, seq: count });

/** @throws SimError `INVALID_RECORD` unless a log can begin so */
export function readOpening(line: string): LoggedOpening {
  return parsed(opened, jsonOf(line, 1), 1);
}

/**
 * @param place - of the line, from 1
 * @throws SimError `INVALID_RECORD` for what is no record of an exchange, or follows no record before it
 */
export function readLogged(line: string, place: number): LoggedRecord | OtherRecord {
  const value = jsonOf(line, place);
  const { kind, day: tick, seq } = parsed(head, value, place);
  if (seq !== place - 1)
    throw broken(place, `seq must be ${place - 1}, but is ${seq}: records are missing, added or out of order`);
  if (!isRead(kind)) return { kind: 'other', day: tick };
  return { ...parsed<object>(FORMS[kind], value, place), kind, day: tick } as LoggedRecord;
}

function isRead(kind: string): kind is keyof LoggedKinds {
  return Object.hasOwn(FORMS, kind);
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, place: number): Value {
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
