import type { Decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { ratio } from '../clearing/ratio.js';
import type { EquilibriumReason, EquilibriumStatus } from '../equilibrium/equilibrium.js';
import type { RoundCompleted } from '../events.js';
import { gapQuanta } from '../gaps.js';
import { rowValue } from '../price-grid.js';

/** What a round of trade came to. Lists have one entry per good; values are in units of the numeraire. */
export interface TradeFigures {
  /** Null for a good that has left the round. */
  readonly prices: readonly (Decimal | null)[];
  /** Bought, which is what was sold. */
  readonly volume: readonly Decimal[];
  readonly desiredDemand: readonly Decimal[];
  readonly desiredSupply: readonly Decimal[];
  /** Desired demand less volume. */
  readonly liquidityGap: readonly Decimal[];
  readonly tradedValue: Decimal;
  readonly liquidityGapValue: Decimal;
  /** Volume over volume and unmet demand, half-even to 12 decimals; 1 where there is neither. */
  readonly clearingEfficiency: Decimal;
  /** What debtors owed before settlement: purchases beyond sales. */
  readonly debtValue: Decimal;
}

/** A round in figures. */
export interface FinancingRoundFigures {
  readonly round: number;
  readonly status: EquilibriumStatus;
  readonly reason: EquilibriumReason | null;
  /** People in the market. */
  readonly participants: number;
  /** Null where no price formed. */
  readonly trade: TradeFigures | null;
  /** Mean utility of everybody at the end of the round. */
  readonly meanUtility: number;
}

/** A round's trade in figures; null where no price formed. */
export function tradeFigures({ market }: Pick<RoundCompleted, 'market'>): TradeFigures | null {
  const { participants, equilibrium, prices, orders, clearing, settlement } = market;
  if (prices === null || orders === null || clearing === null || equilibrium.prices === null) return null;
  const { quantityScale } = participants;
  const gaps = gapQuanta(orders, clearing);
  const decimals = prices.decimals + quantityScale;
  const quantities = (quanta: readonly bigint[]): readonly Decimal[] =>
    Object.freeze(quanta.map((amount) => fromUnits(amount, quantityScale)));
  const value = (quanta: readonly bigint[]): Decimal => fromUnits(rowValue(prices, quanta, 0), decimals);
  const total = (quanta: readonly bigint[]): bigint => quanta.reduce((sum, amount) => sum + amount, 0n);
  const [traded, unmet] = [total(clearing.volume), total(gaps.unmetDemand)];
  const debt = (settlement?.balance ?? []).reduce((sum, balance) => (balance < 0n ? sum - balance : sum), 0n);
  return Object.freeze({
    prices: equilibrium.prices,
    volume: quantities(clearing.volume),
    desiredDemand: quantities(gaps.desiredDemand),
    desiredSupply: quantities(gaps.desiredSupply),
    liquidityGap: quantities(gaps.liquidityGap),
    tradedValue: value(clearing.volume),
    liquidityGapValue: value(gaps.liquidityGap),
    clearingEfficiency: ratio(traded, traded + unmet),
    debtValue: fromUnits(debt, decimals),
  });
}
