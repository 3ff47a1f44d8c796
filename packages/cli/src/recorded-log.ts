import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EventRecord } from '@bagehot/kernel';
import { CommandError, EXIT } from './exit-code.js';
import { readInput } from './scenario-file.js';

/**
 * The records of a log, one a line.
 *
 * @throws CommandError with exit code 2 naming the line that is no record, or does not follow the one before it
 */
export function* readRecords(file: string, log: string): Generator<EventRecord> {
  const lines = log.split('\n');
  // Every line ends with a line feed; what follows the last one is nothing.
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const record = parse(line);
    if (record === undefined) throw new CommandError(EXIT.badInput, `${file}:${index + 1}: is no record of an event`);
    if (record['seq'] !== index)
      throw new CommandError(
        EXIT.badInput,
        `${file}:${index + 1}: seq must be ${index}, but is ${record['seq']}: records are missing, added or out of order`,
      );
    yield record;
  }
}

function parse(line: string): EventRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const { seq, day, kind } = Object(value) as Readonly<Record<string, unknown>>;
    const isRecord = Number.isInteger(seq) && Number.isInteger(day) && typeof kind === 'string';
    return isRecord ? (value as EventRecord) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the manifest beside a log says differently; nothing when there is none. So a change of a record that moves nothing is found too.
 *
 * @param sha256 - of the log
 */
export function manifestDifferences(file: string, sha256: string): readonly string[] {
  const manifestFile = path.join(path.dirname(file), 'manifest.json');
  if (path.basename(file) !== 'events.jsonl' || !existsSync(manifestFile)) return [];
  const expected = hashIn(manifestFile);
  return expected === sha256
    ? []
    : [`${manifestFile} tells of another log: events_sha256 is ${expected}, the log's is ${sha256}`];
}

function hashIn(file: string): unknown {
  try {
    return (Object(JSON.parse(readInput(file))) as Readonly<Record<string, unknown>>)['events_sha256'];
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(EXIT.badInput, `${file} is no JSON`);
    throw error;
  }
}
