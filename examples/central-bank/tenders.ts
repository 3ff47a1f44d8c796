/** The European Central Bank's two textbook tenders: a fixed rate, where everybody is cut alike, and a variable rate, where the best bids come first. */
import { runTender, type TenderBid, type TenderResult } from '@bagehot/central-bank';

const wanted: readonly TenderBid[] = [
  { bidder: 'Bank 1', amount: 30 },
  { bidder: 'Bank 2', amount: 40 },
  { bidder: 'Bank 3', amount: 70 },
];
export const fixed: TenderResult = runTender(
  { type: 'fixed', direction: 'provide', rate: '0.03', amount: 105 },
  wanted,
);
console.log(`fixed: ${fixed.allotments.join(', ')}; everybody gets ${fixed.marginalPercentage} of its bid`);

// What each of the three banks bids at each rate.
const schedule: Record<string, readonly [number, number, number]> = {
  '0.0310': [0, 5, 5],
  '0.0309': [0, 5, 5],
  '0.0308': [0, 5, 5],
  '0.0307': [5, 5, 10],
  '0.0306': [5, 10, 15],
  '0.0305': [10, 10, 15],
  '0.0304': [5, 5, 5],
  '0.0303': [5, 0, 10],
};
export const bids: readonly TenderBid[] = Object.entries(schedule).flatMap(([rate, amounts]) =>
  amounts.map((amount, k) => ({ bidder: `Bank ${k + 1}`, amount, rate })),
);
export const variable: TenderResult = runTender(
  { type: 'variable', direction: 'provide', amount: 94, pricing: 'multiple' },
  bids,
);
export const byBank: Map<string, number> = new Map();
for (const [k, { bidder }] of bids.entries())
  byBank.set(bidder, (byBank.get(bidder) ?? 0) + Number(variable.allotments[k]));
console.log(
  `variable: ${[...byBank.values()].join(', ')}; ${variable.marginalPercentage} of the bids at ${variable.marginalRate}`,
);
