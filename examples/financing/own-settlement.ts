/** A settlement of one's own: debts are paid in the numeraire from home, as far as it goes; what is missing is forgiven. */
import { deliver, type MarketRound, runMarketRound, type SettlementPolicy } from '@bagehot/financing';
import { allocateQuanta } from '@bagehot/kernel/quanta';

const inTheNumeraire: SettlementPolicy = {
  id: 'in-the-numeraire',
  settle({ participants: { goods, count, home }, prices, debtors, creditors }) {
    const deliveries = new Array<bigint>(goods * count).fill(0n);
    const receipts = new Array<bigint>(goods * count).fill(0n);
    const price = prices.units[0] ?? 1n;
    let pool = 0n;
    for (const { row, amount } of debtors) {
      const owned = home[row * goods] ?? 0n;
      const wanted = amount / price;
      deliveries[row * goods] = wanted < owned ? wanted : owned;
      pool += deliveries[row * goods] ?? 0n;
    }
    const shares = allocateQuanta(
      pool,
      creditors.map(({ amount }) => amount),
    );
    for (const [k, { row }] of creditors.entries()) receipts[row * goods] = shares[k] ?? 0n;
    // No residuals are named, so the package writes off what is left of each balance, and checks that this adds up to nothing.
    return { deliveries: { home: deliveries }, receipts };
  },
};

const agents = [
  { id: 1, alpha: ['0.5', '0.5'], home: ['0.5', 3], personal: ['1.5', 0] },
  { id: 2, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 1] },
  { id: 3, alpha: ['0.9', '0.1'], home: [0, 0], personal: [2, 4] },
];

export const rounds: readonly MarketRound[] = [deliver, inTheNumeraire].map((settlement) =>
  runMarketRound(agents, { mode: 'TOTAL_WEALTH', settlement }),
);
for (const [k, { settlement }] of rounds.entries())
  for (const { id, balance, deliveredHome, received, rounding } of settlement?.agents ?? []) {
    const [gives, gets] = [deliveredHome, received].map((bundle) =>
      bundle.map((each) => each.toFixed(3)).join(' and '),
    );
    console.log(
      `${k === 0 ? 'in kind' : 'in grain'}: ${id} at ${balance.toFixed(3)} gives ${gives}, gets ${gets}, left ${rounding.toFixed(3)}`,
    );
  }
