import { type Decimal, decimal, ONE, ZERO } from '@bagehot/kernel';
import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, boolean, constantFrom, oneof, property, record } from 'fast-check';
import { FinancingError } from '../errors.js';
import { type MarketRound, runMarketRound } from '../market-round-result.js';
import { type BoundsContext, type FinancingModeDefinition, financingModes, type ModeBounds } from '../modes.js';
import { deliver } from '../settlement/deliver.js';
import type { SettlementContext, SettlementOutcome, SettlementPolicy } from '../settlement/settlement-policy.js';
import { type DrawnMarket, type MarketShape, markets } from './market.js';

/** How a law is tried on markets. */
export interface FinancingLawOptions {
  /** What the markets are made of. @defaultValue half of them leave nobody out, the rest are whatever chance makes */
  readonly shape?: MarketShape;
  /** Markets drawn. @defaultValue 100 */
  readonly numRuns?: number;
}

/** How the laws of a mode are tried. */
export interface ModeLawOptions extends FinancingLawOptions {
  /** What debts are settled by, for a mode that goes with one settlement only. @defaultValue `deliver` */
  readonly settlement?: SettlementPolicy;
}

/** Markets of a shape, or of both kinds. */
export function drawnMarkets(shape: MarketShape | undefined): Arbitrary<DrawnMarket> {
  return shape === undefined ? oneof(markets(), markets({ interior: true })) : markets(shape);
}

/**
 * The laws of a financing mode: three numbers, of which `fixed` and `claimLimit` are at least 0 and `salesCoefficient` lies between 0 and 1; the same for the same
 * agent; nobody may buy for more than it owns; budgets to size orders with are at least 0; and a round under it can be cleared and settled.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 * @see financing specification, section 9
 */
export function checkFinancingMode(mode: FinancingModeDefinition, options: ModeLawOptions = {}): void {
  const { shape, numRuns = 100, settlement = deliver } = options;
  const drawn = record({ market: drawnMarkets(shape), debt: constantFrom('0', '0', '0.25', '3') });
  const modes = financingModes.register(watchedMode(mode));
  assert(
    property(drawn, ({ market: { agents, travelCost }, debt }) => {
      const outstanding = (): Decimal => decimal(debt);
      const policy: SettlementPolicy = {
        id: settlement.id,
        settle: (context) => settlement.settle(context),
        ...(debt === '0' ? {} : { outstanding }),
        ...(settlement.debtLimit === undefined
          ? {}
          : { debtLimit: (id: number) => settlement.debtLimit?.(id) ?? null }),
      };
      const round = (): MarketRound =>
        lawful(MODE_LAWS, () =>
          runMarketRound(agents, { mode: `${mode.id}, watched`, modes, travelCost, settlement: policy }),
        );
      const first = lawText(round());
      const again = lawText(round());
      if (first !== again) throw brokenLaw('the same market has the same round', first, again);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** By the code of the refusal. */
type Laws = ReadonlyMap<string, string>;

const MODE_LAWS: Laws = new Map([['MODE_BOUND_EXCEEDS_ENDOWMENT', 'nobody may buy for more than it owns']]);

/** Does something of which a refusal by the package means a broken law. */
function lawful<Result>(laws: Laws, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    const law = error instanceof FinancingError ? laws.get(error.code) : undefined;
    if (law === undefined) throw error;
    throw brokenLaw(law, (error as Error).message);
  }
}

function watchedMode(mode: FinancingModeDefinition): FinancingModeDefinition {
  const { settlement } = mode;
  return {
    id: `${mode.id}, watched`,
    ...(settlement === undefined ? {} : { settlement }),
    bounds(context) {
      const bounds = mode.bounds(context);
      checkBounds(bounds, context);
      const first = lawText(bounds);
      const again = lawText(mode.bounds(context));
      if (first !== again) throw brokenLaw('the same agent has the same bounds', first, again);
      return bounds;
    },
    ...(mode.sizingBudget === undefined
      ? {}
      : {
          sizingBudget(context) {
            const budget = mode.sizingBudget?.(context);
            if (budget === undefined || !isAtLeast0(budget)) throw brokenLaw('a budget is at least 0', budget);
            const again = mode.sizingBudget?.(context);
            if (lawText(again) !== lawText(budget))
              throw brokenLaw('the same agent has the same budget', budget, again);
            return budget;
          },
        }),
  };
}

function checkBounds(bounds: ModeBounds, { agent }: BoundsContext): void {
  const whose = { agent: agent.id };
  const { fixed, salesCoefficient, claimLimit } = bounds;
  if (!isAtLeast0(fixed)) throw brokenLaw('fixed is at least 0', fixed, whose);
  if (!isAtLeast0(salesCoefficient) || salesCoefficient.gt(ONE))
    throw brokenLaw('the sales coefficient lies between 0 and 1', salesCoefficient, whose);
  if (claimLimit !== null && !isAtLeast0(claimLimit))
    throw brokenLaw('the claim limit is at least 0, or null', claimLimit, whose);
}

function isAtLeast0(value: Decimal | undefined): value is Decimal {
  return value !== undefined && typeof value?.gte === 'function' && value.gte(ZERO);
}

const SETTLEMENT_LAWS: Laws = new Map([
  ['CONSERVATION_VIOLATED', 'of each good as much is received as is delivered'],
  ['SELL_CAPACITY_VIOLATED', 'nobody gives what it has not'],
  ['LEDGER_UNBALANCED', 'residuals add up to 0'],
  ['DIMENSION_MISMATCH', 'a column has an entry for everybody'],
]);

/**
 * The laws of a settlement policy: nobody gives what it has not; of each good as much is received as is delivered; residuals add up to 0; what it is shown is only read;
 * debts carried and limits of debts are at least 0, and the same whenever they are asked for; and the same rounds are settled in the same way.
 *
 * @param create - makes a new policy for a new course of rounds
 * @throws Error telling the law, and the smallest market found that breaks it
 * @see financing specification, section 7
 */
export function checkSettlementPolicy(create: () => SettlementPolicy, options: FinancingLawOptions = {}): void {
  const { shape, numRuns = 100 } = options;
  const drawn = record({ market: drawnMarkets(shape), twice: boolean() });
  assert(
    property(drawn, ({ market, twice }) => {
      const course = (): string => {
        const settlement = watchedPolicy(create());
        const rules = { mode: 'TOTAL_WEALTH', settlement, travelCost: market.travelCost };
        return lawText(
          lawful(SETTLEMENT_LAWS, () => {
            const first = runMarketRound(market.agents, rules);
            return twice ? [first, runMarketRound(first.agents, rules)] : [first];
          }),
        );
      };
      const one = course();
      const other = course();
      if (one !== other) throw brokenLaw('the same rounds are settled in the same way', one, other);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

function watchedPolicy(policy: SettlementPolicy): SettlementPolicy {
  return {
    id: policy.id,
    settle(context): SettlementOutcome {
      const before = shown(context);
      const outcome = policy.settle(context);
      const after = shown(context);
      if (before !== after) throw brokenLaw('what a settlement is shown is only read', before, after);
      return outcome;
    },
    ...(policy.outstanding === undefined
      ? {}
      : {
          outstanding(id) {
            const debt = policy.outstanding?.(id);
            if (debt === undefined || !isAtLeast0(debt)) throw brokenLaw('a debt is at least 0', debt, { agent: id });
            const again = policy.outstanding?.(id);
            if (lawText(again) !== lawText(debt)) throw brokenLaw('a debt is the same again', debt, again);
            return debt;
          },
        }),
    ...(policy.debtLimit === undefined
      ? {}
      : {
          debtLimit(id) {
            const limit = policy.debtLimit?.(id) ?? null;
            if (limit !== null && !isAtLeast0(limit))
              throw brokenLaw('a limit of debts is at least 0, or null', limit, { agent: id });
            const again = policy.debtLimit?.(id) ?? null;
            if (lawText(again) !== lawText(limit)) throw brokenLaw('a limit of debts is the same again', limit, again);
            return limit;
          },
        }),
  };
}

function shown({ participants, prices, executed, balance, debtors, creditors }: SettlementContext): string {
  const { home, personal } = participants;
  return lawText([Array.from(home), Array.from(personal), prices.units, executed, balance, debtors, creditors]);
}
