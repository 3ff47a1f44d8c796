import { type Decimal, decimal, exp, ln, max, min, quotient, type RandomSource } from '@bagehot/kernel';
import type { DesignPoints, RangeAxis } from './sweep-design.js';

/** Digits of a sampled value. */
const SAMPLE_DECIMALS = 6;
/** A draw has 53 bits, as many as a fraction of a `number`. */
const DRAWS = 2 ** 53;
const HALF_EVEN = 2;

/**
 * A Latin hypercube: in each axis one value per stratum, in random order.
 *
 * Stratum k of N gives `from + (to - from) (k + u) / N` with u uniform in [0, 1), rounded half-even to 6 decimals; on a logarithmic axis the same between the
 * logarithms. Each axis draws from a stream of its own, `sim/lhs/<path>`, so that adding one leaves the others as they are.
 *
 * @see ring specification, section 13
 */
export function latinHypercube(axes: readonly RangeAxis[], samples: number, random: RandomSource): DesignPoints {
  const columns = axes.map((axis) => sampleAxis(axis, samples, random.stream(`sim/lhs/${axis.path}`)));
  return { count: samples, at: (k) => columns.map((column) => column[k] as string) };
}

function sampleAxis(axis: RangeAxis, samples: number, random: RandomSource): readonly string[] {
  const from = decimal(axis.from);
  const to = decimal(axis.to);
  const values: string[] = [];
  for (let stratum = 0; stratum < samples; stratum++) {
    const draw = random.nextInt(0, DRAWS - 1);
    const value =
      axis.log === true ? logSample(from, to, stratum, draw, samples) : sample(from, to, stratum, draw, samples);
    // Rounding may leave the range only where an end has more decimals than a sample.
    values.push(min(max(value, from), to).toFixed());
  }
  return random.shuffle(values);
}

/** One exact division. */
function sample(from: Decimal, to: Decimal, stratum: number, draw: number, samples: number): Decimal {
  const parts = decimal(samples).times(DRAWS);
  const passed = decimal(stratum).times(DRAWS).plus(draw);
  return quotient(from.times(parts).plus(to.minus(from).times(passed)), parts, { decimals: SAMPLE_DECIMALS });
}

/** Logarithms are the kernel's, which are the same on every engine. */
function logSample(from: Decimal, to: Decimal, stratum: number, draw: number, samples: number): Decimal {
  const low = ln(from.toNumber());
  const high = ln(to.toNumber());
  const passed = (stratum + draw / DRAWS) / samples;
  return decimal(exp(low + (high - low) * passed)).round(SAMPLE_DECIMALS, HALF_EVEN);
}
