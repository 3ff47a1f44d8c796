import { decimal, ONE, ZERO } from '@bagehot/kernel';
import { type Frontier, findFrontier } from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const number = (text: string | null): number => Number(text);

/** A search in a world where everything up to a threshold is safe and nothing above it is. */
function search(threshold: number, iterations = 6, low = '0.1', high = '4'): Frontier {
  return findFrontier({ path: 'params.kappa', low, high, iterations }, (value) => ({
    rate: { part: Number(value) <= threshold ? ZERO : ONE, whole: ONE },
    run: value,
  })).frontier;
}

it('brackets the threshold, as closely as its steps allow', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 3.99, noNaN: true }), fc.nat(12), (threshold, iterations) => {
      const { feasible, safe, unsafe, steps } = search(threshold, iterations);
      expect(feasible).toBe(true);
      expect(number(safe)).toBeLessThanOrEqual(threshold);
      expect(number(unsafe)).toBeGreaterThan(threshold);
      // Values tried have six decimals.
      expect(number(unsafe) / number(safe)).toBeLessThanOrEqual(40 ** (1 / 2 ** iterations) + 3e-5);
      expect(steps).toHaveLength(2 + iterations);
      expect(new Set(steps.map(({ value }) => value)).size).toBe(steps.length);
    }),
    { numRuns: 60 },
  );
});

it('ends at a value that was tried and found safe, next to one that was not, in any world', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.boolean()), (answers) => {
      const { frontier, run } = findFrontier({ path: 'params.kappa' }, (value) => {
        const { value: isSafe } = answers.next();
        return { rate: { part: isSafe === true ? ZERO : ONE, whole: ONE }, run: value };
      });
      const { feasible, safe, unsafe, steps } = frontier;
      const rates = new Map(steps.map(({ value, rate }) => [value, rate]));
      if (safe !== null) expect([rates.get(safe), run]).toEqual(['0', safe]);
      if (unsafe !== null) expect(rates.get(unsafe)).toBe('1');
      expect(safe !== null).toBe(feasible);
      if (safe !== null && unsafe !== null) expect(number(safe)).toBeLessThan(number(unsafe));
    }),
    { numRuns: 100 },
  );
});

it('stops at the high end where all is safe', () => {
  expect(search(4)).toEqual({
    feasible: true,
    safe: '4',
    unsafe: null,
    steps: [
      { value: '0.1', rate: '0' },
      { value: '4', rate: '0' },
    ],
  });
});

it('goes below the low end where that is too much, four times', () => {
  // 0.1, 0.066667, 0.044445, 0.02963, 0.019753.
  expect(search(0.03, 0)).toMatchObject({ feasible: true, safe: '0.02963', unsafe: '0.044445' });
  const { feasible, safe, unsafe, steps } = search(0.01);
  expect([feasible, safe, unsafe, steps.length]).toEqual([false, null, '0.019753', 5]);
});

it('takes the tolerance itself as safe, exactly, and a run without an end as not', () => {
  const rates = [decimal('0.02'), decimal('0.02').plus('1e-30'), null];
  const [at, above, none] = rates.map(
    (part) =>
      findFrontier({ path: 'params.kappa' }, () => ({ rate: part === null ? null : { part, whole: ONE }, run: 0 }))
        .frontier,
  );
  expect([at?.feasible, above?.feasible, none?.feasible]).toEqual([true, false, false]);
  expect(none?.steps[0]).toEqual({ value: '0.1', rate: null });
});
