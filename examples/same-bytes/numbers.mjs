/** Draws, roots, logarithms and shares: what the packages compute with, in one text that the seed alone decides. */
import { allocate, createRandom, decimal, exp, ln, pow } from '@bagehot/kernel';

export function text() {
  const random = createRandom(2026).stream('same-bytes/numbers');
  const lines = [];
  for (let i = 0; i < 5000; i++) {
    const base = random.nextInt(1, 2 ** 40) / 2 ** 20;
    const power = random.nextInt(-(2 ** 20), 2 ** 20) / 2 ** 18;
    lines.push(`${pow(base, power)} ${ln(base)} ${exp(power)}`);
  }
  for (let i = 0; i < 200; i++) {
    const weights = Array.from({ length: random.nextInt(1, 12) }, () => decimal(random.nextInt(0, 1000)).plus('0.001'));
    lines.push(
      allocate(decimal(random.nextInt(1, 1e9)).times('0.01'), weights, { quantum: decimal('0.01') }).join(' '),
    );
  }
  return lines.join('\n');
}
