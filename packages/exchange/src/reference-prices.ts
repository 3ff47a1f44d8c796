import type { Decimal } from '@bagehot/kernel';
import { divRound, fromUnits } from '@bagehot/kernel/quanta';
import { type Good, MONEY } from './goods.js';
import type { Trade } from './trade.js';

/** Decimals of a mean price. */
const PRICE_DECIMALS = 12;

/**
 * What a unit of each good has cost on average in some trades for money: all that was agreed to be paid over all units sold, in minor units, to 12 decimals, half-even.
 *
 * @returns of the goods that were sold for money; barter does not count
 * @see one-economy specification, section 8
 */
export function meanPrices(trades: Iterable<Trade>): ReadonlyMap<Good, Decimal> {
  const sums = new Map<Good, { paid: bigint; sold: bigint }>();
  for (const { pairType, dX, dY } of trades) {
    const [good = '', payment] = pairType.split('<->');
    if (payment !== MONEY) continue;
    const sum = sums.get(good) ?? { paid: 0n, sold: 0n };
    sum.paid += BigInt(dY);
    sum.sold += BigInt(dX);
    sums.set(good, sum);
  }
  const unit = 10n ** BigInt(PRICE_DECIMALS);
  return new Map(
    Array.from(sums, ([good, { paid, sold }]) => [
      good,
      fromUnits(divRound(paid * unit, sold, 'half-even'), PRICE_DECIMALS),
    ]),
  );
}
