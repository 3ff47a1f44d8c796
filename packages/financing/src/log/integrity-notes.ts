import type { Decimal } from '@bagehot/kernel';
import type { Problems } from '../problems.js';
import type { FinancingLogRow } from './log-schema.js';
import type { Amounts } from './row-figures.js';

/** Notes where a row, or a round as a whole, contradicts itself. What a log does not tell is null, and contradicts nothing. */
export class IntegrityNotes {
  readonly #path: string;
  readonly #problems: Problems;

  /** @param path - such as `round 3, agent 7` */
  constructor(path: string, problems: Problems) {
    this.#path = path;
    this.#problems = problems;
  }

  /** Notes that a field is wrong. @param allowed - read after "must be" */
  wrong(field: string, found: unknown, allowed: string): void {
    const shown = Array.isArray(found) ? JSON.stringify(found) : found;
    this.#problems.add('LOG_INTEGRITY', `${this.#path}, ${field}`, shown, allowed);
  }

  /** A value that follows from others. @param why - such as `requested less executed` */
  equal(field: keyof FinancingLogRow, found: Decimal | null, expected: Decimal | null, why: string): void {
    if (found !== null && expected !== null && !found.eq(expected)) this.wrong(field, found, `${expected}, ${why}`);
  }

  /** A value that others bound. */
  atMost(field: keyof FinancingLogRow, found: Decimal | null, bound: Decimal | null, why: string): void {
    if (found !== null && bound !== null && found.gt(bound)) this.wrong(field, found, `at most ${bound}, ${why}`);
  }

  /** Amounts per good that follow from others. */
  equalAmounts(field: keyof FinancingLogRow, found: Amounts, expected: Amounts, why: string): void {
    if (found === null || expected === null) return;
    for (const [g, amount] of found.entries()) {
      const right = expected[g];
      if (right !== undefined && !amount.eq(right)) this.wrong(`${field}[${g}]`, amount, `${right}, ${why}`);
    }
  }

  /** Amounts per good that others bound. */
  amountsAtMost(field: keyof FinancingLogRow, found: Amounts, bound: Amounts, why: string): void {
    if (found === null || bound === null) return;
    for (const [g, amount] of found.entries()) {
      const most = bound[g];
      if (most !== undefined && amount.gt(most)) this.wrong(`${field}[${g}]`, amount, `at most ${most}, ${why}`);
    }
  }

  /** Amounts per good that cannot be negative. */
  notNegative(field: keyof FinancingLogRow, found: Amounts): void {
    for (const [g, amount] of (found ?? []).entries())
      if (amount.lt(0)) this.wrong(`${field}[${g}]`, amount, 'at least 0');
  }
}
