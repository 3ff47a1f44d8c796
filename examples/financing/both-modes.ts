/** One market under both modes: who carries little may buy little, or buys for what is at home and pays with it. */
import { compareModes, type ModeComparison } from '@bagehot/financing';

// The first has six of each good, but took along little. The second came to sell good 0.
const agents = [
  { id: 1, alpha: ['0.5', '0.5'], home: [5, 6], personal: [1, 0] },
  { id: 2, alpha: ['0.2', '0.8'], home: [0, 0], personal: [9, 1] },
  { id: 3, alpha: ['0.8', '0.2'], home: [0, 2], personal: [0, 6] },
];

export const comparison: ModeComparison = compareModes(agents);
console.log(`prices ${comparison.equilibrium.prices?.join(' and ')}, in both modes`);
for (const { mode, clearing, settlement } of comparison.rounds) {
  const of = (what: 'desiredDemand' | 'volume' | 'liquidityGap'): string =>
    (clearing?.goods ?? []).map((good) => good[what].toFixed(3)).join(' and ');
  console.log(
    `${mode}: of ${of('desiredDemand')} wanted ${of('volume')} are bought, and the gap is ${of('liquidityGap')}`,
  );
  for (const { id, balance, deliveredHome } of settlement?.agents ?? [])
    if (balance.lt('-0.001'))
      console.log(
        `  ${id} owes ${balance.times(-1).toFixed(3)} and hands over ${deliveredHome.map((each) => each.toFixed(3)).join(' and ')}`,
      );
}
