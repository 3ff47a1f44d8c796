import type { Decimal } from '@bagehot/kernel';
import { escapeText, Html } from './html.js';
import { toNumber } from './metric-tree.js';
import { at, stroke } from './svg.js';

/** A lower and an upper end. */
export interface Interval {
  readonly lower: Decimal;
  readonly upper: Decimal;
}

/** A mean as a dot, and its interval as a line with an end to either side. */
export interface IntervalMark {
  readonly mean: Decimal;
  readonly interval: Interval | undefined;
  /** Height of the dot. */
  readonly y: number;
  readonly x: (value: number) => number;
  /** What it says when it is pointed at. */
  readonly title: string;
  /** `w-open` is a ring instead of a dot. @defaultValue `w-dot` */
  readonly kind?: 'w-dot' | 'w-open';
  /** @defaultValue 4.5 */
  readonly radius?: number;
}

/** Draws a mean and its interval. */
export function intervalMark({
  mean,
  interval,
  y,
  x,
  title,
  kind = 'w-dot',
  radius = 4.5,
}: IntervalMark): readonly Html[] {
  const middle = x(toNumber(mean));
  const marks: Html[] = [];
  if (interval !== undefined) {
    const ends = [x(toNumber(interval.lower)), x(toNumber(interval.upper))] as const;
    marks.push(stroke(ends[0], y, ends[1], y, 'w'));
    // An end inside the dot would only make it look frayed.
    const seen = ends.filter((end) => Math.abs(end - middle) > radius + 1);
    marks.push(...seen.map((end) => stroke(end, y - 4, end, y + 4, 'w')));
  }
  const place = `cx="${at(middle)}" cy="${at(y)}" r="${at(radius)}"`;
  return [...marks, new Html(`<circle class="${kind}" ${place}><title>${escapeText(title)}</title></circle>`)];
}
