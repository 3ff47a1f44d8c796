import {
  type ClearingResult,
  type FinancingAgent,
  type FinancingModeDefinition,
  financingModes,
  type RoundOptions,
  runMarketRound,
  type SettlementResult,
} from '@bagehot/financing';
import { type Decimal, decimal, sum } from '@bagehot/kernel';

/** A round with prices. */
export interface OneRound {
  readonly prices: readonly Decimal[];
  readonly clearing: ClearingResult;
  readonly settlement: SettlementResult;
  /** 2 quanta of every good. */
  readonly tolerance: Decimal;
  /** As they leave the round, by ascending id. */
  readonly after: readonly FinancingAgent[];
}

export type OneRoundOptions = Omit<RoundOptions, 'mode' | 'modes' | 'missingGoods'>;

/** Undefined where no price forms. */
export function oneRound(
  agents: readonly FinancingAgent[],
  mode: string | FinancingModeDefinition,
  options: OneRoundOptions = {},
): OneRound | undefined {
  const named = typeof mode === 'string' ? { mode } : { mode: mode.id, modes: financingModes.register(mode) };
  const { equilibrium, clearing, settlement, agents: after } = runMarketRound(agents, { ...options, ...named });
  if (clearing === null || settlement === null) return undefined;
  const prices = equilibrium.prices as readonly Decimal[];
  const tolerance = sum(prices)
    .times(2)
    .times(decimal(`1e-${options.quantityScale ?? 12}`));
  return { prices, clearing, settlement, tolerance, after };
}

/** The entry of a list that is known to be there. */
export function at<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new Error(`there is no entry ${index}`);
  return list[index] as T;
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
