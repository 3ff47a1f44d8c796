/** A sweep over a parameter of one's own: twelve rings, each lived through with every premium. */
import { type PairedArms, pairedArms } from '@bagehot/sim';
import { run } from './composed-day.js';

const premiums = ['0', '0.01', '0.05', '0.1', '0.2', '0.4'];

export const result: PairedArms<string, 'defaultRate' | 'kept'> = pairedArms({
  seeds: 12,
  arms: Object.fromEntries(premiums.map((premium) => [`premium ${premium}`, premium])),
  play: (premium, seed) => {
    const { economy, metrics } = run(premium, seed);
    return { defaultRate: metrics.defaultRate, kept: economy.ledger.cash('pot') };
  },
});

for (const arm of result.arms) {
  const { mean, interval, down } = result.difference('premium 0', arm, 'defaultRate');
  const rate = result.mean(arm, 'defaultRate').mean?.toFixed(3);
  const change = `${mean?.toFixed(3)} (${interval?.lower.toFixed(3)} to ${interval?.upper.toFixed(3)})`;
  const kept = result.mean(arm, 'kept').mean?.toFixed(0);
  console.log(`${arm}: default rate ${rate}, ${change}, lower in ${down} of 12 rings; the pot keeps ${kept}`);
}
