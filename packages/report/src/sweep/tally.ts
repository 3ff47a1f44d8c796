import { type Decimal, decimal, quotient } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { Interval } from '../interval.js';
import { toNumber } from '../metric-tree.js';
import { type PairRow, RATE_DECIMALS, type RunRow } from './row.js';

/** A sum over rows of a sweep. */
export interface Tally<Row> {
  add(row: Row): void;
}

/** Standard errors to either side of a mean. */
const ERRORS = 2;
/** A standard error is drawn, not told: so many decimals are plenty. */
const ERROR_DECIMALS = 6;

/** Values counted and added up, exactly: units of 10^-20. */
export class Sum {
  count = 0;
  total = 0n;

  add(units: bigint): void {
    this.count++;
    this.total += units;
  }

  /** Rounded half-even at 24 decimals; undefined of nothing. */
  get mean(): Decimal | undefined {
    return this.count === 0 ? undefined : quotient(fromUnits(this.total, RATE_DECIMALS), decimal(this.count));
  }
}

/** The same with squares, for how far a mean may be off. */
export class Sample {
  readonly #sum: Sum = new Sum();
  #squares = 0n;

  add(units: bigint): void {
    this.#sum.add(units);
    this.#squares += units * units;
  }

  get count(): number {
    return this.#sum.count;
  }

  get mean(): Decimal | undefined {
    return this.#sum.mean;
  }

  /** Two standard errors to either side of the mean; undefined of fewer than two values. */
  get errors(): Interval | undefined {
    const { mean, count } = this;
    if (mean === undefined || count < 2) return undefined;
    const { total } = this.#sum;
    const spread = fromUnits(BigInt(count) * this.#squares - total * total, 2 * RATE_DECIMALS);
    const error = Math.sqrt(
      toNumber(
        quotient(
          spread,
          decimal(count)
            .times(count)
            .times(count - 1),
        ),
      ),
    );
    const reach = decimal((ERRORS * error).toFixed(ERROR_DECIMALS));
    return { lower: mean.minus(reach), upper: mean.plus(reach) };
  }
}

/** Pairs counted and added up. */
export class PairTally implements Tally<PairRow> {
  pairs = 0;
  improved = 0;
  unchanged = 0;
  worsened = 0;
  rescues = 0;
  induced = 0;
  /** Default rates of the control and of the treatment, and their difference, over completed pairs. */
  readonly control: Sum = new Sum();
  readonly treated: Sum = new Sum();
  readonly reduction: Sum = new Sum();
  /** Over the pairs whose relief is defined. */
  readonly relief: Sample = new Sample();

  add({ rates, rescues, induced }: PairRow): void {
    this.pairs++;
    if (rates === undefined) return;
    this.rescues += rescues;
    this.induced += induced;
    this.control.add(rates.control);
    this.treated.add(rates.treated);
    this.reduction.add(rates.reduction);
    if (rates.relief !== undefined) this.relief.add(rates.relief);
    if (rates.reduction > 0n) this.improved++;
    else if (rates.reduction < 0n) this.worsened++;
    else this.unchanged++;
  }

  get completed(): number {
    return this.reduction.count;
  }

  /** Completed pairs without a relief: nothing defaulted in the control and something in the treatment. */
  get undefinedRelief(): number {
    return this.completed - this.relief.count;
  }
}

/** Runs counted and added up. */
export class RunTally implements Tally<RunRow> {
  runs = 0;
  /** Default rates of the completed runs. */
  readonly rate: Sample = new Sample();

  add({ rate }: RunRow): void {
    this.runs++;
    if (rate !== undefined) this.rate.add(rate);
  }

  get completed(): number {
    return this.rate.count;
  }
}
