import { ProblemList } from '@bagehot/kernel';
import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { SnapshotError } from './errors.js';
import type { Money } from './money.js';
import { readQuanta, readRateUnits } from './numbers.js';

/**
 * Reads the fields of a snapshot and collects everything that is wrong with them, so that nothing is changed before all of it is known to be right. Amounts
 * and rates are texts.
 */
export class SnapshotFields {
  readonly #problems: ProblemList<'INVALID_SNAPSHOT'> = new ProblemList(
    (code, details, message) => new SnapshotError(code, details, message),
  );

  /** A record with these fields and no others but optional ones; an empty one where it is none. */
  record(
    value: unknown,
    path: string,
    fields: readonly string[],
    optional: readonly string[] = [],
  ): ReadonlyMap<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse(path, value, 'a record');
      return new Map();
    }
    const found = new Map(Object.entries(value));
    for (const field of fields) if (!found.has(field)) this.refuse(`${path}.${field}`, undefined, 'given');
    for (const field of found.keys())
      if (!fields.includes(field) && !optional.includes(field))
        this.refuse(`${path}.${field}`, found.get(field), 'left out');
    return found;
  }

  /** A list; an empty one where it is none. */
  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.refuse(path, value, 'a list');
    return [];
  }

  /** Null, or what `read` makes of the value. */
  nullable<T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T | null {
    return value === null ? null : read(value, path);
  }

  /** Exactly this value. */
  exactly(value: unknown, path: string, wanted: string | number): void {
    if (value !== wanted) this.refuse(path, value, String(wanted));
  }

  /** A text that is not empty. */
  text(value: unknown, path: string): string {
    if (typeof value === 'string' && value !== '') return value;
    this.refuse(path, value, 'a text');
    return '';
  }

  /** The index of an agent of the ledger. */
  agent(value: unknown, path: string, { accounts }: Pick<Money, 'accounts'>): number {
    const agent = typeof value === 'string' ? accounts.find(value) : -1;
    if (agent === -1) this.refuse(path, value, 'an agent of the ledger');
    return agent;
  }

  /** A whole number of at least `least`. */
  count(value: unknown, path: string, least = 0): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    this.refuse(path, value, `a whole number of at least ${least}`);
    return least;
  }

  /** An amount as text, in quanta. */
  amount(value: unknown, path: string, grid: MoneyGrid, signed = false): bigint {
    const units = typeof value === 'string' ? readQuanta(value, grid) : undefined;
    if (units !== undefined && (signed || units >= 0n)) return units;
    this.refuse(path, value, `the text of an amount${signed ? '' : ' of at least 0'} on the money grid`);
    return 0n;
  }

  /** A rate as text, in units. */
  rate(value: unknown, path: string): bigint {
    const units = typeof value === 'string' ? readRateUnits(value) : undefined;
    if (units !== undefined) return units;
    this.refuse(path, value, 'the text of a rate');
    return 0n;
  }

  /** Notes something wrong. */
  refuse(path: string, value: unknown, allowed: string): void {
    const shown = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    this.#problems.add('INVALID_SNAPSHOT', path, shown, allowed);
  }

  /** @throws SnapshotError with every problem noted, unless there is none */
  check(): void {
    this.#problems.check();
  }
}
