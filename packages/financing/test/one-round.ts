import {
  type ClearingOptions,
  type ClearingResult,
  clearMarket,
  type FinancingAgent,
  type FinancingAgentInput,
  type FinancingModeDefinition,
  generateOrders,
  type PriceOptions,
  type SettlementResult,
  settle,
  solveEquilibrium,
} from '@bagehot/financing';
import { type Decimal, type DecimalInput, decimal, sum } from '@bagehot/kernel';

/** A round as the specification writes it down, step by step through the public functions. */
export interface OneRound {
  readonly prices: readonly Decimal[];
  readonly clearing: ClearingResult;
  readonly settlement: SettlementResult;
  /** 2 quanta of every good. */
  readonly tolerance: Decimal;
  /** As they leave the round, by ascending id. */
  readonly after: readonly FinancingAgent[];
}

export interface OneRoundOptions extends ClearingOptions, Pick<PriceOptions, 'solver'> {
  /** Cost per step. */
  readonly travelCost?: DecimalInput;
  readonly quantityScale?: number;
}

/** Undefined where no price forms, or not for every good. */
export function oneRound(
  agents: readonly FinancingAgent[],
  mode: string | FinancingModeDefinition,
  { travelCost = 0, quantityScale = 12, solver, ...clearingOptions }: OneRoundOptions = {},
): OneRound | undefined {
  const equilibrium = solveEquilibrium(agents, { quantityScale, ...(solver === undefined ? {} : { solver }) });
  if (equilibrium.status !== 'converged') return undefined;
  const prices = equilibrium.prices as readonly Decimal[];
  const orders = agents.map((agent) => {
    const cost = travelCost === 'Infinity' ? (agent.tripDistance.eq(0) ? 0 : travelCost) : undefined;
    return generateOrders(agent, prices, mode, cost ?? agent.tripDistance.times(decimal(travelCost)), {
      quantityScale,
    });
  });
  const clearing = clearMarket(orders, prices, { ...clearingOptions, quantityScale });
  const settlement = settle(agents, clearing, prices, undefined, { quantityScale });
  const after = byId(agents).map((agent, row) => {
    const { home, personal } = at(settlement.agents, row);
    return { ...agent, home, personal };
  });
  const tolerance = sum(prices)
    .times(2)
    .times(decimal(`1e-${quantityScale}`));
  return { prices, clearing, settlement, tolerance, after };
}

/** The entry of a list that is known to be there. */
export function at<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new Error(`there is no entry ${index}`);
  return list[index] as T;
}

export function byId<T extends { readonly id: number }>(agents: readonly T[]): readonly T[] {
  return agents.slice().sort((a, b) => a.id - b.id);
}

/** Value of a bundle. */
export function value(prices: readonly Decimal[], bundle: readonly Decimal[]): Decimal {
  return sum(bundle.map((amount, g) => amount.times(at(prices, g))));
}

/** Value of all somebody owns. */
export function wealth(
  prices: readonly Decimal[],
  { home, personal }: Pick<FinancingAgent, 'home' | 'personal'>,
): Decimal {
  return value(prices, home).plus(value(prices, personal));
}

/** What there is of each good, in all places. */
export function endowment(agents: readonly Pick<FinancingAgentInput, 'home' | 'personal'>[]): readonly string[] {
  const goods = agents[0]?.home.length ?? 0;
  return Array.from({ length: goods }, (_, g) =>
    String(sum(agents.flatMap(({ home, personal }) => [decimal(at(home, g)), decimal(at(personal, g))]))),
  );
}
