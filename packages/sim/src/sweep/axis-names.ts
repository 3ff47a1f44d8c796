import { FIXED_COLUMNS } from './sweep-columns.js';
import type { Sweep } from './sweep-plan.js';

/** Fields that every reader of the specification knows by a short name. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['params.kappa', 'kappa'],
  ['params.inequality.concentration', 'concentration'],
  ['params.maturity.mu', 'mu'],
  ['params.inequality.monotonicity', 'monotonicity'],
  ['balanced.outside_mid_ratio', 'outside_mid_ratio'],
]);

/**
 * Names of a sweep's axes in tables and summaries, in the order of `Sweep.axes`: `kappa`, `concentration`, `mu`, `monotonicity` and `outside_mid_ratio` for the
 * fields so called, else the last part of the path where no other column has that name, else the whole path.
 */
export function axisNames({ axes }: Pick<Sweep, 'axes'>): readonly string[] {
  const short = axes.map((path) => KNOWN.get(path) ?? path.slice(path.lastIndexOf('.') + 1));
  return axes.map((path, k) => {
    const name = short[k] as string;
    const isAlone = short.indexOf(name) === short.lastIndexOf(name);
    return isAlone && !FIXED_COLUMNS.has(name) ? name : path;
  });
}
