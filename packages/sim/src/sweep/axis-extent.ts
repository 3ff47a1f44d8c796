import { decimal } from '@bagehot/kernel';
import { isNumber } from '../statistics/level-order.js';
import { simpleDesigns } from './design-parts.js';
import type { FieldValue, SweepDesign } from './sweep-design.js';

/** What an axis may take over all designs of a sweep. */
export interface AxisExtent {
  /** Those that are listed, in the order of the plan. */
  readonly values: readonly FieldValue[];
  /** Ends of what is sampled, as texts. */
  readonly ranges: readonly (readonly [from: string, to: string])[];
  /** Is whatever is sampled sampled in logarithms? */
  readonly log: boolean;
  /** Are all values plain decimals, as numbers or as texts? */
  readonly isNumeric: boolean;
}

/** The extent of the axis that varies a field. */
export function axisExtent(design: SweepDesign, path: string): AxisExtent {
  const values: FieldValue[] = [];
  const ranges: (readonly [string, string])[] = [];
  const logs: boolean[] = [];
  for (const { design: one } of simpleDesigns(design)) {
    if (one.kind === 'latin-hypercube') {
      for (const axis of one.axes)
        if (axis.path === path) {
          ranges.push([decimal(axis.from).toFixed(), decimal(axis.to).toFixed()]);
          logs.push(axis.log === true);
        }
    } else for (const axis of one.axes) if (axis.path === path) values.push(...axis.values);
  }
  const isNumeric = values.every((value) => typeof value !== 'boolean' && value !== null && isNumber(String(value)));
  return { values, ranges, log: logs.length > 0 && logs.every(Boolean), isNumeric };
}
