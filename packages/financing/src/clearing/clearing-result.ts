import { type Decimal, ONE } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { AgentOrders } from '../agent-orders.js';
import { gapQuanta, slackUnits } from '../gaps.js';
import { type PriceGrid, rowValue } from '../price-grid.js';
import type { ClearingQuanta, OrdersQuanta } from '../round-quanta.js';
import { buysOf, type Rows, sellsOf } from '../signed-rows.js';
import { ratio } from './ratio.js';

/** What became of an agent's orders: one entry per good. */
export interface AgentClearing extends AgentOrders {
  readonly executedBuys: readonly Decimal[];
  readonly executedSells: readonly Decimal[];
  /** Requested less executed. */
  readonly unmetBuys: readonly Decimal[];
  readonly unmetSells: readonly Decimal[];
  /** Executed over requested, half-even to 12 decimals; 1 where nothing was requested. */
  readonly fillRateBuys: readonly Decimal[];
  readonly fillRateSells: readonly Decimal[];
  /** Desired less executed purchases. */
  readonly liquidityGap: readonly Decimal[];
  /** Desired less executed sales. */
  readonly sellGap: readonly Decimal[];
  /** What the bound on purchases leaves, in the numeraire; may be below 0 by the tolerance. */
  readonly valueFeasibilitySlack: Decimal;
}

/** What became of the orders of a good. */
export interface GoodClearing {
  readonly good: number;
  /** Null for a good that has left the round. */
  readonly price: Decimal | null;
  /** Bought, which is what was sold. */
  readonly volume: Decimal;
  readonly desiredDemand: Decimal;
  readonly desiredSupply: Decimal;
  /** Desired demand less volume. */
  readonly liquidityGap: Decimal;
  /** Desired supply less volume. */
  readonly sellGap: Decimal;
  /** Requested less executed. */
  readonly unmetDemand: Decimal;
  readonly unmetSupply: Decimal;
}

/** A market after clearing. */
export interface ClearingResult {
  /** By ascending id. */
  readonly agents: readonly AgentClearing[];
  readonly goods: readonly GoodClearing[];
  /** Passes of each stage. */
  readonly passes: readonly number[];
  /** Volume over volume and unmet demand, half-even to 12 decimals; 1 where there is neither. */
  readonly clearingEfficiency: Decimal;
  /** The liquidity gaps at the round's prices. */
  readonly liquidityGapValue: Decimal;
}

/** The named face of a clearing. */
export function clearingResult(
  market: Rows,
  prices: PriceGrid,
  orders: OrdersQuanta,
  clearing: ClearingQuanta,
  namedPrices: readonly (Decimal | null)[],
  rows: readonly AgentOrders[],
): ClearingResult {
  const gaps = gapQuanta(orders, clearing);
  const { volume } = clearing;
  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
  const named = (amounts: readonly bigint[], g: number): Decimal =>
    fromUnits(amounts[g] as bigint, market.quantityScale);
  return Object.freeze({
    agents: Object.freeze(rows.map((row, r) => agentClearing(market, prices, orders, clearing.executed, row, r))),
    goods: Object.freeze(
      namedPrices.map((price, good) =>
        Object.freeze({
          good,
          price,
          volume: named(volume, good),
          desiredDemand: named(gaps.desiredDemand, good),
          desiredSupply: named(gaps.desiredSupply, good),
          liquidityGap: named(gaps.liquidityGap, good),
          sellGap: named(gaps.sellGap, good),
          unmetDemand: named(gaps.unmetDemand, good),
          unmetSupply: named(gaps.unmetSupply, good),
        }),
      ),
    ),
    passes: Object.freeze(clearing.passes.slice()),
    clearingEfficiency: ratio(total(volume), total(volume) + total(gaps.unmetDemand)),
    liquidityGapValue: fromUnits(rowValue(prices, gaps.liquidityGap, 0), prices.decimals + market.quantityScale),
  });
}

function agentClearing(
  market: Rows,
  prices: PriceGrid,
  orders: OrdersQuanta,
  executed: readonly bigint[],
  row: AgentOrders,
  r: number,
): AgentClearing {
  const cells = Array.from({ length: market.goods }, (_, g) => r * market.goods + g);
  const rate = (cell: number, sign: bigint): Decimal => {
    const requested = sign * (orders.requested[cell] as bigint);
    return requested > 0n ? ratio(sign * (executed[cell] as bigint), requested) : ONE;
  };
  const unmet = cells.map((cell) => (orders.requested[cell] as bigint) - (executed[cell] as bigint));
  const gap = cells.map((cell) => (orders.desired[cell] as bigint) - (executed[cell] as bigint));
  const decimals = prices.decimals + market.quantityScale;
  return Object.freeze({
    ...row,
    executedBuys: buysOf(market, executed, r),
    executedSells: sellsOf(market, executed, r),
    unmetBuys: buysOf(market, unmet, 0),
    unmetSells: sellsOf(market, unmet, 0),
    fillRateBuys: Object.freeze(cells.map((cell) => rate(cell, 1n))),
    fillRateSells: Object.freeze(cells.map((cell) => rate(cell, -1n))),
    liquidityGap: buysOf(market, gap, 0),
    sellGap: sellsOf(market, gap, 0),
    valueFeasibilitySlack: fromUnits(slackUnits(prices, orders, executed, r), decimals),
  });
}
