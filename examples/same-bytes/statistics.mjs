/** Tests and intervals of random pairs: p-values to their last digit. */
import { createRandom, decimal } from '@bagehot/kernel';
import { normalCdf, pairStatistics, studentTCdf } from '@bagehot/sim';

export function text() {
  const random = createRandom(2026).stream('same-bytes/statistics');
  const lines = [];
  for (let i = 0; i < 3000; i++) {
    const x = random.nextInt(-(2 ** 24), 2 ** 24) / 2 ** 20;
    lines.push(`${studentTCdf(x, random.nextInt(1, 400))} ${normalCdf(x)}`);
  }
  const rate = () => decimal(random.nextInt(0, 100)).times('0.01');
  for (let i = 0; i < 40; i++) {
    const pairs = Array.from({ length: random.nextInt(0, 70) }, (_, seed) => {
      const params = { kappa: String(random.nextInt(1, 3)) };
      return { params, seed, controlRate: rate(), treatmentRate: rate(), rescues: 0, induced: 0 };
    });
    lines.push(JSON.stringify(pairStatistics(pairs, { seed: i, resamples: 400 })));
  }
  return lines.join('\n');
}
