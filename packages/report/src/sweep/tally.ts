import { type Decimal, decimal, quotient } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { type PairRow, RATE_DECIMALS, type RunRow } from './row.js';

/** A mean of units of 10^-20, rounded half-even at 24 decimals; undefined of nothing. */
function meanOf(total: bigint, count: number): Decimal | undefined {
  return count === 0 ? undefined : quotient(fromUnits(total, RATE_DECIMALS), decimal(count));
}

/** A sum over rows of a sweep. */
export interface Tally<Row> {
  add(row: Row): void;
}

/** Pairs counted and added up, exactly. */
export class PairTally implements Tally<PairRow> {
  pairs = 0;
  completed = 0;
  improved = 0;
  unchanged = 0;
  worsened = 0;
  /** Completed pairs whose relief is defined. */
  defined = 0;
  rescues = 0;
  induced = 0;
  #control = 0n;
  #treated = 0n;
  #relief = 0n;

  add({ rates, rescues, induced }: PairRow): void {
    this.pairs++;
    if (rates === undefined) return;
    this.completed++;
    this.rescues += rescues;
    this.induced += induced;
    this.#control += rates.control;
    this.#treated += rates.treated;
    if (rates.reduction > 0n) this.improved++;
    else if (rates.reduction < 0n) this.worsened++;
    else this.unchanged++;
    if (rates.relief === undefined) return;
    this.defined++;
    this.#relief += rates.relief;
  }

  /** Mean default rate of the control over completed pairs. */
  get meanControl(): Decimal | undefined {
    return meanOf(this.#control, this.completed);
  }

  /** Mean default rate of the treatment over completed pairs. */
  get meanTreated(): Decimal | undefined {
    return meanOf(this.#treated, this.completed);
  }

  /** Mean of control less treatment over completed pairs. */
  get meanReduction(): Decimal | undefined {
    return meanOf(this.#control - this.#treated, this.completed);
  }

  /** Mean relief over the pairs that have one. */
  get meanRelief(): Decimal | undefined {
    return meanOf(this.#relief, this.defined);
  }

  /** Completed pairs without a relief: nothing defaulted in the control and something in the treatment. */
  get undefinedRelief(): number {
    return this.completed - this.defined;
  }
}

/** Runs counted and added up, exactly. */
export class RunTally implements Tally<RunRow> {
  runs = 0;
  completed = 0;
  #rate = 0n;

  add({ rate }: RunRow): void {
    this.runs++;
    if (rate === undefined) return;
    this.completed++;
    this.#rate += rate;
  }

  /** Mean default rate over completed runs. */
  get meanRate(): Decimal | undefined {
    return meanOf(this.#rate, this.completed);
  }
}
