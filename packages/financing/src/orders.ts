import { boundsQuanta } from './bounds.js';
import type { FinancingModeDefinition } from './modes.js';
import { WEIGHT_DECIMALS } from './participants.js';
import type { OrdersQuanta } from './round-quanta.js';
import { valueDecimals } from './valuation.js';
import type { ValuedMarket } from './valued-market.js';

/**
 * What everybody would trade, and what the mode lets it ask for. The ideal bundle spends each weight's share of the budget; what is carried beyond it is
 * offered, what is missing is wanted, in whole quanta towards zero. Purchases beyond the bound are scaled down together.
 *
 * @throws FinancingError `MODE_BOUND_INVALID`, `MODE_BOUND_EXCEEDS_ENDOWMENT`
 * @see financing specification, section 5
 */
export function ordersQuanta(market: ValuedMarket, mode: FinancingModeDefinition): OrdersQuanta {
  const { participants, weights, prices } = market;
  const { goods, count, personal } = participants;
  const bounds = boundsQuanta(market, mode);
  const { fixed, coefficient, coefficientOne, claimLimit, sizing } = bounds;
  // Quanta of the ideal bundle are weight * budget / this: both in their own units, and a value over a price is a quantity.
  const unit = 10n ** BigInt(WEIGHT_DECIMALS + bounds.sizingDecimals - valueDecimals(prices, participants));
  const divisors = prices.units.map((price) => price * unit);
  const desired = new Array<bigint>(count * goods).fill(0n);
  const requested = new Array<bigint>(count * goods).fill(0n);
  for (let row = 0; row < count; row++) {
    const start = row * goods;
    const budget = sizing[row] as bigint;
    let wanted = 0n;
    let offered = 0n;
    for (let g = 0; g < goods; g++) {
      const price = prices.units[g] as bigint;
      if (price === 0n) continue;
      const order = netOrder(
        BigInt(weights[start + g] as number) * budget,
        divisors[g] as bigint,
        personal[start + g] as bigint,
      );
      desired[start + g] = order;
      requested[start + g] = order;
      if (order > 0n) wanted += price * order;
      else offered -= price * order;
    }
    const limit = (fixed[row] as bigint) + ((coefficient[row] as bigint) * offered) / coefficientOne;
    if (wanted <= limit) continue;
    for (let cell = start; cell < start + goods; cell++) {
      const order = desired[cell] as bigint;
      if (order > 0n) requested[cell] = (order * limit) / wanted;
    }
  }
  return { desired, requested, fixed, coefficient, coefficientOne, claimLimit };
}

/** Ideal less carried, in whole quanta towards zero: a purchase if more than 0, a sale if less. */
function netOrder(numerator: bigint, divisor: bigint, carried: bigint): bigint {
  const ideal = numerator / divisor;
  if (ideal >= carried) return ideal - carried;
  return (ideal * divisor === numerator ? ideal : ideal + 1n) - carried;
}
