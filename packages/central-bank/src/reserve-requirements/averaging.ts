import { divRound, halfEvenDiv } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';

/** A requirement that holds on average, in quanta, and the balances so far. */
export interface Averaging {
  /** Per tick, in quanta. */
  readonly requirement: bigint;
  /** Ticks of the period. */
  readonly periodTicks: number;
  /** End-of-tick balances so far: how many, and their sum in quanta. */
  readonly ticks: number;
  readonly sum: bigint;
}

/** What is still to be held in the period, all remaining ticks together: max(0, R * P - sum). */
export function remainingOf({ requirement, periodTicks, sum }: Averaging): bigint {
  const rest = requirement * BigInt(periodTicks) - sum;
  return rest > 0n ? rest : 0n;
}

/** What has to be held in each of the remaining ticks, rounded up; null when there is none left. */
export function neededAverageOf(state: Averaging): bigint | null {
  const left = state.periodTicks - state.ticks;
  return left <= 0 ? null : divRound(remainingOf(state), BigInt(left), 'ceiling');
}

/** Rates of a period, in units of 10^-12 a year. */
export interface PeriodRates {
  readonly remuneration: bigint;
  readonly excess: bigint;
  readonly penalty: bigint;
  readonly ticksPerYear: number;
}

/** What a finished period comes to, in quanta; sums are over its ticks. */
export interface PeriodSum {
  readonly average: bigint;
  readonly shortfall: bigint;
  readonly excess: bigint;
  readonly remuneration: bigint;
  readonly excessRemuneration: bigint;
  readonly penalty: bigint;
}

/** Settles a finished period; every amount is rounded half-even, once. */
export function settleAveraging({ requirement, periodTicks, sum }: Averaging, rates: PeriodRates): PeriodSum {
  const required = requirement * BigInt(periodTicks);
  const shortfall = sum < required ? required - sum : 0n;
  const excess = sum > required ? sum - required : 0n;
  const interest = (units: bigint, rate: bigint): bigint =>
    halfEvenDiv(units * rate, RATE_ONE * BigInt(rates.ticksPerYear));
  return {
    average: halfEvenDiv(sum, BigInt(periodTicks)),
    shortfall,
    excess,
    remuneration: interest(required - shortfall, rates.remuneration),
    excessRemuneration: interest(excess, rates.excess),
    penalty: interest(shortfall, rates.penalty),
  };
}
