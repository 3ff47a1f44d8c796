import { type Decimal, decimal, decimalPlaces, ONE, ZERO } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { AgentContext } from './agent-context.js';
import type { FinancingModeDefinition, ModeBounds } from './modes.js';
import { Problems } from './problems.js';
import type { OrdersQuanta } from './round-quanta.js';
import { valueDecimals, valueUnits } from './valuation.js';
import type { ValuedMarket } from './valued-market.js';

/** What a mode lets everybody do, in value units. */
export interface BoundsQuanta extends Pick<OrdersQuanta, 'fixed' | 'coefficient' | 'coefficientOne' | 'claimLimit'> {
  /** What each row's ideal bundle may cost, in units of 10^-sizingDecimals. */
  readonly sizing: readonly bigint[];
  readonly sizingDecimals: number;
}

/**
 * Asks the mode for everybody's bounds and checks them: `fixed` and limits are cut to whole value units, downwards.
 *
 * @throws FinancingError with every problem found: `MODE_BOUND_INVALID` for a bound out of its range, `MODE_BOUND_EXCEEDS_ENDOWMENT` for one that lets somebody
 * buy for more than all it has
 * @see financing specification, section 9
 */
export function boundsQuanta(market: ValuedMarket, mode: FinancingModeDefinition): BoundsQuanta {
  const { participants, valuation } = market;
  const { count } = participants;
  const reader = new BoundReader(mode.id, valueDecimals(market.prices, participants));
  const fixed = new Array<bigint>(count);
  const claimLimit = new Array<bigint | null>(count);
  const coefficients = new Array<Decimal>(count);
  const budgets = mode.sizingBudget === undefined ? undefined : new Array<Decimal>(count);
  for (let row = 0; row < count; row++) {
    const context = new AgentContext(market, row);
    reader.turnTo(context, participants.ids[row] as number);
    // A mode that returns nothing is told what it should have returned.
    const bounds: Partial<ModeBounds> = mode.bounds(context) ?? {};
    fixed[row] = reader.value('fixed', bounds.fixed);
    claimLimit[row] = bounds.claimLimit === null ? null : reader.value('claimLimit', bounds.claimLimit);
    coefficients[row] = reader.share('salesCoefficient', bounds.salesCoefficient);
    if (budgets !== undefined) budgets[row] = reader.amount('sizingBudget', mode.sizingBudget?.(context));
  }
  reader.problems.check();
  const { units: coefficient, decimals } = commonUnits(coefficients, 0);
  const coefficientOne = 10n ** BigInt(decimals);
  checkBacking({ fixed, coefficient, coefficientOne }, market, mode.id);
  const { units: sizing, decimals: sizingDecimals } =
    budgets === undefined
      ? { units: valuation.effectiveBudget, decimals: valuation.budgetDecimals }
      : commonUnits(budgets, valuation.budgetDecimals);
  return { fixed, claimLimit, coefficient, coefficientOne, sizing, sizingDecimals };
}

/** No leverage: with all it carries sold, nobody may buy for more than it owns. */
function checkBacking(
  { fixed, coefficient, coefficientOne }: Pick<BoundsQuanta, 'fixed' | 'coefficient' | 'coefficientOne'>,
  { participants, valuation }: ValuedMarket,
  mode: string,
): void {
  const problems = new Problems();
  for (let row = 0; row < participants.count; row++) {
    const carried = (coefficient[row] as bigint) * (valuation.personalWealth[row] as bigint);
    const room = ((valuation.totalWealth[row] as bigint) - (fixed[row] as bigint)) * coefficientOne;
    if (carried > room)
      problems.add(
        'MODE_BOUND_EXCEEDS_ENDOWMENT',
        `${mode}.bounds[agent ${participants.ids[row]}]`,
        `fixed ${fixed[row]} value units, coefficient ${coefficient[row]} / ${coefficientOne}`,
        `such that fixed + salesCoefficient * personalWealth is at most the total wealth, ${valuation.totalWealth[row]} value units`,
      );
  }
  problems.check();
}

/** Reads what a mode has returned for one agent after the other. A decimal that is the same object as the last one is not read twice. */
class BoundReader {
  readonly problems = new Problems();
  readonly #mode: string;
  readonly #decimals: number;
  #context: AgentContext | undefined;
  #id = 0;
  #last: Decimal | undefined;
  #lastUnits = 0n;
  #lastShare: Decimal | undefined;

  constructor(mode: string, decimals: number) {
    this.#mode = mode;
    this.#decimals = decimals;
  }

  turnTo(context: AgentContext, id: number): void {
    this.#context = context;
    this.#id = id;
  }

  /** Whole value units of an amount of at least 0. */
  value(field: string, bound: Decimal | undefined): bigint {
    if (bound !== undefined) {
      if (bound === this.#last) return this.#lastUnits;
      const own = this.#context?.unitsIfOwn(bound);
      if (own !== undefined) return own;
    }
    const amount = readAmount(bound);
    if (amount === undefined) {
      this.#refuse(field, bound, 'a decimal of at least 0');
      return 0n;
    }
    this.#last = bound;
    this.#lastUnits = valueUnits(amount, this.#decimals, 'floor');
    return this.#lastUnits;
  }

  /** A number from 0 to 1. */
  share(field: string, bound: Decimal | undefined): Decimal {
    if (bound !== undefined && bound === this.#lastShare) return bound;
    const share = readAmount(bound);
    if (share === undefined || share.gt(ONE)) {
      this.#refuse(field, bound, 'a decimal from 0 to 1');
      return ZERO;
    }
    this.#lastShare = share;
    return share;
  }

  /** A decimal of at least 0. */
  amount(field: string, bound: Decimal | undefined): Decimal {
    const amount = readAmount(bound);
    if (amount === undefined) this.#refuse(field, bound, 'a decimal of at least 0');
    return amount ?? ZERO;
  }

  #refuse(field: string, bound: unknown, allowed: string): void {
    this.problems.add('MODE_BOUND_INVALID', `${this.#mode}.${field}[agent ${this.#id}]`, bound, allowed);
  }
}

/** A decimal of at least 0. Modes are anybody's code: what is none must not get further. */
export function readAmount(bound: Decimal | undefined): Decimal | undefined {
  try {
    const amount = decimal(bound ?? Number.NaN);
    return amount.s > 0 || amount.eq(ZERO) ? amount : undefined;
  } catch {
    return undefined;
  }
}

/** All amounts exactly, in units fine enough for every one. */
export function commonUnits(
  amounts: readonly Decimal[],
  atLeast: number,
): { readonly units: readonly bigint[]; readonly decimals: number } {
  let decimals = atLeast;
  for (const amount of amounts) decimals = Math.max(decimals, decimalPlaces(amount));
  let last: Decimal | undefined;
  let lastUnits = 0n;
  const units = amounts.map((amount) => {
    if (amount !== last) {
      last = amount;
      lastUnits = unitsOf(amount, decimals) as bigint;
    }
    return lastUnits;
  });
  return { units, decimals };
}
