import { createAgent, FinancingError, interiorWeights, normalizeWeights, participantsOf } from '@bagehot/financing';
import { sum } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const baker = { id: 1, alpha: ['0.3', '0.7'], home: [2, 0], personal: [3, 0] };

/** The error a call throws, which must be one of the package. */
function errorOf(call: () => unknown): FinancingError {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an agent', () => {
  it('is read exactly and cannot be changed', () => {
    const agent = createAgent(baker);
    expect(agent.alpha.map(String)).toEqual(['0.3', '0.7']);
    expect(agent.personal.map(String)).toEqual(['3', '0']);
    expect(String(agent.tripDistance)).toBe('0');
    expect(Object.isFrozen(agent) && Object.isFrozen(agent.alpha)).toBe(true);
  });

  it.each([
    ['WEIGHTS_NOT_NORMALISED', { alpha: ['0.3', '0.6'] }, 'agent.alpha'],
    ['WEIGHTS_NOT_NORMALISED', { alpha: ['0.3000000000001', '0.6999999999999'] }, 'agent.alpha[0]'],
    ['WEIGHT_NEGATIVE', { alpha: ['-0.3', '1.3'] }, 'agent.alpha[0]'],
    ['DIMENSION_MISMATCH', { home: [1] }, 'agent.home'],
    ['NEGATIVE_QUANTITY', { personal: [1, -1] }, 'agent.personal[1]'],
    ['QUANTITY_OFF_GRID', { home: ['0.0000000000001', 0] }, 'agent.home[0]'],
    ['INVALID_OPTION', { home: [Number.NaN, 0] }, 'agent.home[0]'],
    ['INVALID_OPTION', { id: -1 }, 'agent.id'],
    ['INVALID_OPTION', { id: 0.5 }, 'agent.id'],
    ['TRAVEL_COST_NEGATIVE', { tripDistance: -1 }, 'agent.tripDistance'],
  ])('is refused with %s for %j', (code, wrong, path) => {
    const error = errorOf(() => createAgent({ ...baker, ...wrong }));
    expect(error.code).toBe(code);
    expect(error.details.path).toBe(path);
    expect(error.message).toContain(path);
  });

  it('tells all problems at once', () => {
    const error = errorOf(() => createAgent({ id: 1.5, alpha: ['-1', '3'], home: [-1], personal: [1, Number.NaN] }));
    expect(error.details.problems.map(({ code }) => code)).toEqual([
      'INVALID_OPTION',
      'WEIGHT_NEGATIVE',
      'WEIGHTS_NOT_NORMALISED',
      'DIMENSION_MISMATCH',
      'NEGATIVE_QUANTITY',
      'INVALID_OPTION',
    ]);
  });

  it('takes stocks on the grid it is given', () => {
    expect(() => createAgent({ ...baker, home: ['0.05', 0] }, { quantityScale: 2 })).not.toThrow();
    expect(errorOf(() => createAgent({ ...baker, home: ['0.005', 0] }, { quantityScale: 2 })).code).toBe(
      'QUANTITY_OFF_GRID',
    );
    expect(errorOf(() => createAgent(baker, { quantityScale: 19 })).details.path).toBe('quantityScale');
  });
});

describe('agents as columns', () => {
  it('stand in the order of their ids', () => {
    const columns = participantsOf([
      createAgent({ ...baker, id: 7 }),
      createAgent({ ...baker, id: 2, personal: [5, 1] }),
    ]);
    expect([...columns.ids]).toEqual([2, 7]);
    expect([...columns.personal]).toEqual([5_000_000_000_000n, 1_000_000_000_000n, 3_000_000_000_000n, 0n]);
    expect([...columns.weights]).toEqual([3e11, 7e11, 3e11, 7e11]);
  });

  it('are wide where 64 bits do not do', () => {
    const columns = participantsOf([createAgent({ ...baker, home: ['1e30', 0] })]);
    expect(columns.home[0]).toBe(10n ** 42n);
    expect(columns.personal[0]).toBe(3_000_000_000_000n);
  });

  it('are refused with every problem', () => {
    const agents = [
      createAgent(baker),
      createAgent(baker),
      createAgent({ id: 3, alpha: [1], home: [1], personal: [1] }),
    ];
    const error = errorOf(() => participantsOf(agents));
    expect(error.details.problems.map(({ code, path }) => [code, path])).toEqual([
      ['DUPLICATE_AGENT_ID', 'agents[1].id'],
      ['DIMENSION_MISMATCH', 'agents[2].alpha'],
    ]);
  });
});

describe('weights', () => {
  const raw = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 })
    .filter((list) => list.some((n) => n > 0));

  it('add up to exactly 1, in the proportions given', () => {
    fc.assert(
      fc.property(raw, fc.integer({ min: 0, max: 12 }), (numbers, places) => {
        const weights = normalizeWeights(numbers, places);
        expect(String(sum(weights))).toBe('1');
        const whole = numbers.reduce((a, b) => a + b);
        for (const [g, weight] of weights.entries())
          expect(Math.abs(Number(weight) - (numbers[g] as number) / whole)).toBeLessThan(
            10 ** -places * (1 + 1e-9) + 1e-15,
          );
      }),
    );
  });

  it('can be kept inside, unlike by lifting the small ones', () => {
    expect(interiorWeights(['0.02', '0.49', '0.49']).map(String)).toEqual(['0.067', '0.4665', '0.4665']);
    fc.assert(
      fc.property(raw, (numbers) => {
        const weights = interiorWeights(numbers);
        expect(String(sum(weights))).toBe('1');
        for (const weight of weights) expect(Number(weight)).toBeGreaterThan(0.05 - 1e-11);
      }),
    );
  });

  it('are refused when there is nothing to share or too much to keep', () => {
    expect(errorOf(() => normalizeWeights([0, 0])).code).toBe('WEIGHTS_NOT_NORMALISED');
    expect(errorOf(() => normalizeWeights([1, -1])).details.path).toBe('weights[1]');
    expect(errorOf(() => interiorWeights([1, 1], '0.6')).details.path).toBe('min');
    expect(errorOf(() => interiorWeights([1, 1], 'much')).details.path).toBe('min');
    expect(errorOf(() => normalizeWeights(['half', -1])).details.problems.map(({ code }) => code)).toEqual([
      'INVALID_OPTION',
      'WEIGHT_NEGATIVE',
    ]);
  });
});
