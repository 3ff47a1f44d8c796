import type { Decimal } from '@bagehot/kernel';
import { fromUnits, type MoneyGrid, moneyGrid } from '@bagehot/kernel/quanta';
import { InvalidTickError } from '../errors.js';
import { optionProblems, readAmount } from '../input-reading.js';
import { type AmountInput, readRateUnits } from '../numbers.js';
import { type Averaging, neededAverageOf, type PeriodRates, remainingOf, settleAveraging } from './averaging.js';

/** How long a period lasts, and what it pays and costs. */
export interface MaintenanceTerms {
  /** Ticks over which balances are averaged; a safe integer of at least 1. */
  readonly periodTicks: number;
  /** Paid on what is required and held, a fraction per year. */
  readonly remunerationRate: AmountInput;
  /**
   * Paid on what is held beyond; may be negative.
   *
   * @defaultValue 0
   */
  readonly excessRate?: AmountInput;
  /** Of the lending facility: what is missing costs so much, and the penalty spread. */
  readonly lendingRate: AmountInput;
  /**
   * As in the euro area.
   *
   * @defaultValue '0.025'
   */
  readonly penaltySpread?: AmountInput;
  /** @defaultValue 360 */
  readonly ticksPerYear?: number;
  /**
   * Digits after the point of the money.
   *
   * @defaultValue 2
   */
  readonly moneyDecimals?: number;
}

/** Where a holder stands in a period. */
export interface RequirementStatus {
  /** Still to be held, all remaining ticks together. */
  readonly remaining: Decimal;
  /** To be held in each remaining tick, rounded up; null when there is none left. */
  readonly neededAverage: Decimal | null;
}

/** What a period came to. Sums are over its ticks, not averages. */
export interface PeriodSettlement {
  readonly average: Decimal;
  readonly shortfallSum: Decimal;
  readonly excessSum: Decimal;
  readonly remuneration: Decimal;
  readonly excessRemuneration: Decimal;
  readonly penalty: Decimal;
}

/** A reserve requirement that has to be met on average. Pure. */
export interface MaintenancePeriod {
  readonly periodTicks: number;
  /**
   * Where a holder stands after its balances so far.
   *
   * @param requirement - per tick
   * @param balances - at the end of each tick, from the first one; at most as many as there are ticks
   * @throws InvalidAmountError `INVALID_AMOUNT`, InvalidTickError `INVALID_TICK` for too many balances
   */
  status(requirement: AmountInput, balances: readonly AmountInput[]): RequirementStatus;
  /**
   * What the holder gets and pays at the end.
   *
   * @throws as `status`; InvalidTickError `INVALID_TICK` unless there is a balance for every tick
   */
  settle(requirement: AmountInput, balances: readonly AmountInput[]): PeriodSettlement;
}

/**
 * The arithmetic of reserve requirements with averaging.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @see central bank specification, section 11.4
 */
export function maintenancePeriod(terms: MaintenanceTerms): MaintenancePeriod {
  const { periodTicks } = terms;
  const { grid, rates } = readTerms(terms);
  const decimalOf = (units: bigint): Decimal => fromUnits(units, grid.decimals);
  const averaging = (requirement: AmountInput, balances: readonly AmountInput[]): Averaging => {
    if (balances.length > periodTicks) throw wrongCount(balances, `at most ${periodTicks}`);
    let sum = 0n;
    for (const [i, balance] of balances.entries()) sum += readAmount(`balances[${i}]`, balance, grid);
    return { requirement: readAmount('requirement', requirement, grid), periodTicks, ticks: balances.length, sum };
  };
  return {
    periodTicks,
    status: (requirement, balances) => {
      const state = averaging(requirement, balances);
      const needed = neededAverageOf(state);
      return { remaining: decimalOf(remainingOf(state)), neededAverage: needed === null ? null : decimalOf(needed) };
    },
    settle: (requirement, balances) => {
      if (balances.length !== periodTicks) throw wrongCount(balances, `${periodTicks}, one a tick`);
      const sum = settleAveraging(averaging(requirement, balances), rates);
      return {
        average: decimalOf(sum.average),
        shortfallSum: decimalOf(sum.shortfall),
        excessSum: decimalOf(sum.excess),
        remuneration: decimalOf(sum.remuneration),
        excessRemuneration: decimalOf(sum.excessRemuneration),
        penalty: decimalOf(sum.penalty),
      };
    },
  };
}

function readTerms(terms: MaintenanceTerms): { readonly grid: MoneyGrid; readonly rates: PeriodRates } {
  const { periodTicks, ticksPerYear = 360, moneyDecimals = 2 } = terms;
  const problems = optionProblems();
  const rate = (field: string, input: AmountInput): bigint => {
    const units = readRateUnits(input);
    if (units === undefined)
      problems.add('INVALID_CONFIG', field, input, 'a decimal with at most 12 digits after the point');
    return units ?? 0n;
  };
  for (const [field, count] of Object.entries({ periodTicks, ticksPerYear }))
    if (!Number.isSafeInteger(count) || count < 1)
      problems.add('INVALID_CONFIG', field, count, 'a safe integer of at least 1');
  const rates: PeriodRates = {
    remuneration: rate('remunerationRate', terms.remunerationRate),
    excess: rate('excessRate', terms.excessRate ?? '0'),
    penalty: rate('lendingRate', terms.lendingRate) + rate('penaltySpread', terms.penaltySpread ?? '0.025'),
    ticksPerYear,
  };
  problems.check();
  return { grid: moneyGrid(moneyDecimals), rates };
}

function wrongCount(balances: readonly AmountInput[], allowed: string): InvalidTickError {
  const details = { field: 'balances', value: `${balances.length} of them`, allowed };
  return new InvalidTickError(
    'INVALID_TICK',
    details,
    `there must be ${allowed} balances, but there are ${balances.length}`,
  );
}
