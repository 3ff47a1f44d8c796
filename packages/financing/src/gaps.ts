import type { PriceGrid } from './price-grid.js';
import type { ClearingQuanta, OrdersQuanta } from './round-quanta.js';

/** What became of the orders of each good, in quanta. */
export interface GapQuanta {
  readonly desiredDemand: readonly bigint[];
  readonly desiredSupply: readonly bigint[];
  /** Desired demand less volume: what the mode, the stocks carried and the capacity together prevent. */
  readonly liquidityGap: readonly bigint[];
  /** Desired supply less volume. */
  readonly sellGap: readonly bigint[];
  /** What was asked for and not had. */
  readonly unmetDemand: readonly bigint[];
  /** What was offered and not taken. */
  readonly unmetSupply: readonly bigint[];
}

/**
 * The liquidity gaps of a round, per good. An agent's own gaps are the differences of its desired and executed orders.
 *
 * @see financing specification, section 8
 */
export function gapQuanta(
  orders: Pick<OrdersQuanta, 'desired' | 'requested'>,
  { volume }: Pick<ClearingQuanta, 'volume'>,
): GapQuanta {
  const goods = volume.length;
  const desired = sidesOf(orders.desired, goods);
  const requested = sidesOf(orders.requested, goods);
  const beyond = (amounts: readonly bigint[]): bigint[] => amounts.map((amount, g) => amount - (volume[g] as bigint));
  return {
    desiredDemand: desired.buys,
    desiredSupply: desired.sells,
    liquidityGap: beyond(desired.buys),
    sellGap: beyond(desired.sells),
    unmetDemand: beyond(requested.buys),
    unmetSupply: beyond(requested.sells),
  };
}

/** Total purchases and sales of each good. */
function sidesOf(signed: readonly bigint[], goods: number): { readonly buys: bigint[]; readonly sells: bigint[] } {
  const buys = new Array<bigint>(goods).fill(0n);
  const sells = new Array<bigint>(goods).fill(0n);
  for (let cell = 0; cell < signed.length; cell++) {
    const amount = signed[cell] as bigint;
    const g = cell % goods;
    if (amount > 0n) buys[g] = (buys[g] as bigint) + amount;
    else if (amount < 0n) sells[g] = (sells[g] as bigint) - amount;
  }
  return { buys, sells };
}

/**
 * What a row's bound on purchases leaves, in value units.
 *
 * @see financing specification, section 6
 */
export function slackUnits(
  prices: PriceGrid,
  { fixed, coefficient, coefficientOne }: Pick<OrdersQuanta, 'fixed' | 'coefficient' | 'coefficientOne'>,
  executed: ArrayLike<bigint>,
  row: number,
): bigint {
  const { units } = prices;
  let bought = 0n;
  let sold = 0n;
  for (let g = 0; g < units.length; g++) {
    const value = (units[g] as bigint) * (executed[row * units.length + g] as bigint);
    if (value > 0n) bought += value;
    else sold -= value;
  }
  return (fixed[row] as bigint) + ((coefficient[row] as bigint) * sold) / coefficientOne - bought;
}
