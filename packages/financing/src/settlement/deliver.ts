import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { Participants } from '../participants.js';
import { rowValue } from '../price-grid.js';
import type { SettlementContext, SettlementParty, SettlementPolicy } from './settlement-policy.js';

/**
 * Settlement in kind, in the round itself: debtors hand over goods they owned before the round, home stocks first, then what they carried and did not sell,
 * each in proportion to its stock. The goods of all debtors are shared among the creditors in proportion to their claims and put at their homes.
 *
 * @see financing specification, section 7
 */
export const deliver: SettlementPolicy = {
  id: 'deliver',
  settle(context) {
    const { participants, debtors, creditors } = context;
    const cells = participants.goods * participants.count;
    const home = new Array<bigint>(cells).fill(0n);
    const personal = new Array<bigint>(cells).fill(0n);
    for (const debtor of debtors) handOver(context, debtor, home, personal);
    return { deliveries: { home, personal }, receipts: shared(participants, creditors, home, personal) };
  },
};

function handOver(
  { participants, prices, executed }: SettlementContext,
  { row, amount }: SettlementParty,
  home: bigint[],
  personal: bigint[],
): void {
  const { goods } = participants;
  const start = row * goods;
  const stored = rowValue(prices, participants.home, row);
  if (amount < stored) {
    for (let g = 0; g < goods; g++)
      if (prices.units[g] !== 0n) home[start + g] = ((participants.home[start + g] as bigint) * amount) / stored;
    return;
  }
  const unsold = new Array<bigint>(goods);
  let value = 0n;
  for (let g = 0; g < goods; g++) {
    const price = prices.units[g] as bigint;
    const traded = executed[start + g] as bigint;
    const carried = participants.personal[start + g] as bigint;
    if (price !== 0n) home[start + g] = participants.home[start + g] as bigint;
    unsold[g] = traded < 0n ? carried + traded : carried;
    value += price * (unsold[g] as bigint);
  }
  if (value === 0n) return;
  // Bounds hold within the tolerance, so a debt may be larger than its cover by as much.
  const rest = amount - stored < value ? amount - stored : value;
  for (let g = 0; g < goods; g++)
    if (prices.units[g] !== 0n) personal[start + g] = ((unsold[g] as bigint) * rest) / value;
}

function shared(
  { goods, count }: Participants,
  creditors: readonly SettlementParty[],
  home: readonly bigint[],
  personal: readonly bigint[],
): bigint[] {
  const receipts = new Array<bigint>(goods * count).fill(0n);
  const claims = creditors.map(({ amount }) => amount);
  for (let g = 0; g < goods; g++) {
    let pool = 0n;
    for (let cell = g; cell < home.length; cell += goods) pool += (home[cell] as bigint) + (personal[cell] as bigint);
    const shares = allocateQuanta(pool, claims);
    for (const [k, { row }] of creditors.entries()) receipts[row * goods + g] = shares[k] as bigint;
  }
  return receipts;
}
