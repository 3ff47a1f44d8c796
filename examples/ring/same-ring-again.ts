/** What chance decided about a ring, kept as data: the same ring without a seed, and a poorer one with the same debts. */
import { createRandom } from '@bagehot/kernel';
import { type GeneratedRing, generateRing, type RingParams } from '@bagehot/ring';

const params: RingParams = { agents: 6, maturityDays: 3, kappa: 2, concentration: '0.5', mu: 1, totalDebt: 600 };
export const first: GeneratedRing = generateRing(params, createRandom(42).stream('ring'));
const draws = JSON.parse(JSON.stringify(first.draws));
export const again: GeneratedRing = generateRing({ ...params, draws }, createRandom(0));
export const poorer: GeneratedRing = generateRing({ ...params, draws, kappa: 4 }, createRandom(0));

for (const { debtor, creditor, amount, dueDay } of first.payables)
  console.log(`${debtor} owes ${creditor} ${amount} on day ${dueDay}`);
const { totalCash, hhi, mismatchDays } = first.statistics;
console.log(`cash ${totalCash}, concentration ${hhi.toFixed(4)}, ${mismatchDays.toFixed(2)} days too early`);
console.log(`the poorer one has cash of ${poorer.statistics.totalCash}`);
