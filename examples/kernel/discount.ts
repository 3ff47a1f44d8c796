/** What 100 in 90 days is worth today at 5 % a year, compounded continuously; and back from the price to the yield. */
import { type Decimal, decimal, exp, ln } from '@bagehot/kernel';

// The same last digit on every machine, which Math.exp and Math.log do not promise.
const years = 90 / 365;
export const price: Decimal = decimal(exp(-0.05 * years))
  .times(100)
  .round(2);
export const yieldPerYear: Decimal = decimal(-ln(Number(price) / 100) / years).round(4);

console.log(`worth ${price} today, which yields ${yieldPerYear.times(100)} % a year`);
