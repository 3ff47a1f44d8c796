import type { SweepRow } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { WorstPairs } from '../src/sweep/worst-pairs.js';

/** A row whose arms reduce the default rate by so much. */
function row(index: number, reductions: Readonly<Record<string, string | null>>): SweepRow {
  const comparisons = Object.entries(reductions).map(([name, reduction]) => ({
    name,
    comparison: { delta_reduction: reduction },
  }));
  return { index, comparisons } as unknown as SweepRow;
}

describe('the pairs that were made most worse', () => {
  it('are those of the largest rise, the first of equals, each run with the arm that is worst', () => {
    const worst = new WorstPairs(3);
    worst.add(row(0, { a: '-0.1', b: '-0.25' }));
    worst.add(row(1, { a: '0.5', b: null }));
    worst.add(row(2, { a: '-0.3', b: '-0.30' }));
    worst.add(row(3, { a: '-0.25', b: '0' }));
    worst.add(row(4, { a: '-0.25000000000000000001', b: '-0.2' }));
    expect(worst.pairs.map(({ index, treatment }) => [index, treatment])).toEqual([
      [2, 'a'],
      [4, 'a'],
      [0, 'b'],
    ]);
  });
});
