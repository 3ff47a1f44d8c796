import { InvalidPolicyRateError, InvalidTickError, NonMonotonicTickError } from '../errors.js';
import { type AmountInput, formatRate, rateOf, readRateUnits } from '../numbers.js';
import type { PolicyRate } from '../protocols/central-bank.js';
import { refused } from '../refusal.js';

/** A rate in units of 10^-12 since a tick. */
export interface RateEntry {
  readonly rate: bigint;
  readonly tick: number;
}

/** Where a policy rate may lie, in units of 10^-12, both ends included. */
export interface RateBounds {
  readonly min: bigint;
  readonly max: bigint;
}

/** Policy rates by the tick since which they hold, ticks strictly increasing from 0. */
export class RateHistory {
  readonly #bounds: RateBounds;
  #entries: RateEntry[];

  constructor(bounds: RateBounds, entries: readonly RateEntry[]) {
    this.#bounds = bounds;
    this.#entries = [...entries];
  }

  /** From tick 0 on; a copy. */
  get entries(): readonly RateEntry[] {
    return [...this.#entries];
  }

  /** The rate since the last change. */
  get last(): RateEntry {
    return this.#entries[this.#entries.length - 1] as RateEntry;
  }

  /** Puts other entries in place of all. */
  replace(entries: readonly RateEntry[]): void {
    this.#entries = [...entries];
  }

  /**
   * Sets the rate: in place of the last entry when that is of the same tick, after it otherwise.
   *
   * @param onChange - called before anything changes, with what takes the change back as long as no other followed
   * @throws InvalidPolicyRateError, InvalidTickError, NonMonotonicTickError
   */
  set(rate: AmountInput, tick: number, onChange: (undo: () => void) => void): void {
    const entry = { rate: readPolicyRate(rate, this.#bounds), tick: readTick(tick) };
    const { last } = this;
    if (tick < last.tick) {
      const [details, message] = refused('tick', tick, `at least ${last.tick}, the tick of the last policy rate`);
      throw new NonMonotonicTickError('NON_MONOTONIC_TICK', { ...details, last: last.tick }, message);
    }
    const at = this.#entries.length - (tick === last.tick ? 1 : 0);
    onChange(() => {
      this.#entries.length = at;
      if (tick === last.tick) this.#entries.push(last);
    });
    this.#entries[at] = entry;
  }

  /**
   * The rate that holds at a tick.
   *
   * @throws InvalidTickError
   */
  at(tick: number): RateEntry {
    readTick(tick);
    let [low, high] = [0, this.#entries.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#entries[middle] as RateEntry).tick <= tick) low = middle;
      else high = middle - 1;
    }
    return this.#entries[low] as RateEntry;
  }
}

/**
 * A policy rate in units of 10^-12.
 *
 * @throws InvalidPolicyRateError when it is no rate, has more than 12 decimals or lies outside the bounds
 */
function readPolicyRate(rate: AmountInput, { min, max }: RateBounds): bigint {
  const units = readRateUnits(rate);
  if (units === undefined || units < min || units > max) {
    const allowed = `a rate of at most 12 decimals from ${formatRate(min)} to ${formatRate(max)}`;
    throw new InvalidPolicyRateError('INVALID_POLICY_RATE', ...refused('policyRate', rate, allowed));
  }
  return units;
}

function readTick(tick: number): number {
  if (!Number.isSafeInteger(tick) || tick < 0)
    throw new InvalidTickError('INVALID_TICK', ...refused('tick', tick, 'a safe integer of at least 0'));
  return tick;
}

/** An entry as others see it: a frozen copy. */
export function policyRateOf({ rate, tick }: RateEntry): PolicyRate {
  return Object.freeze({ rate: rateOf(rate), tick });
}
