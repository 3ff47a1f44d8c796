import {
  type BoundsContext,
  computeFinancingBounds,
  createAgent,
  type FinancingModeDefinition,
  financingModes,
  generateOrders,
  type ModeBounds,
} from '@bagehot/financing';
import { decimal, ONE, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { problemsOf, refused } from './refused.js';

const baker = createAgent({ id: 7, alpha: ['0.25', '0.75'], home: [2, 1], personal: [4, 0] });
const PRICES = ['1', '3'];

function modeOf(bounds: Partial<ModeBounds>, rest: Partial<FinancingModeDefinition> = {}): FinancingModeDefinition {
  const all = { fixed: ZERO, salesCoefficient: ONE, claimLimit: ZERO, ...bounds };
  return { id: 'CUSTOM', bounds: () => all, ...rest };
}

describe('the modes', () => {
  it('are two, and a list with one more is another list', () => {
    const more = financingModes.register(modeOf({}));
    expect(financingModes.ids()).toEqual(['PERSONAL', 'TOTAL_WEALTH']);
    expect(more.ids()).toEqual(['PERSONAL', 'TOTAL_WEALTH', 'CUSTOM']);
    expect(more.get('CUSTOM').id).toBe('CUSTOM');
    expect(Object.isFrozen(more) && Object.isFrozen(more.ids()) && Object.isFrozen(more.get('CUSTOM'))).toBe(true);
  });

  it('have names of their own, and are found by no other', () => {
    expect(refused(() => financingModes.register({ ...modeOf({}), id: 'PERSONAL' })).code).toBe('MODE_EXISTS');
    expect(refused(() => financingModes.register({ ...modeOf({}), id: '' })).code).toBe('INVALID_OPTION');
    expect(refused(() => financingModes.register(JSON.parse('{"id":"CUSTOM"}'))).details.path).toBe('mode.bounds');
    const unknown = refused(() => financingModes.get('BARTER'));
    expect(unknown.code).toBe('UNKNOWN_MODE');
    expect(unknown.message).toContain('PERSONAL, TOTAL_WEALTH');
  });
});

describe('a mode that is an instance of a class', () => {
  class HomeCredit implements FinancingModeDefinition {
    readonly id = 'HOME_CREDIT';
    readonly share = decimal('0.5');

    bounds({ homeWealth }: BoundsContext): ModeBounds {
      return { fixed: homeWealth.times(this.share), salesCoefficient: ONE, claimLimit: null };
    }

    sizingBudget({ effectiveBudget }: BoundsContext): ModeBounds['fixed'] {
      return effectiveBudget.times(this.share);
    }
  }

  it('is registered with its methods', () => {
    const mode = financingModes.register(new HomeCredit()).get('HOME_CREDIT');
    expect(String(computeFinancingBounds(baker, PRICES, mode).fixed)).toBe('2.5');
    expect(String(generateOrders(baker, PRICES, mode).desiredBuys)).toBe('0,1.125');
  });
});

describe('the bounds of an agent', () => {
  it('are balanced trade in PERSONAL and all it owns in TOTAL_WEALTH', () => {
    const personal = computeFinancingBounds(baker, PRICES, 'PERSONAL', { travelCost: '0.5' });
    expect(JSON.parse(JSON.stringify(personal))).toEqual({
      mode: 'PERSONAL',
      personalWealth: '4',
      totalWealth: '9',
      travelCostDeduction: '0.5',
      outstanding: '0',
      effectiveBudget: '8.5',
      fixed: '0',
      salesCoefficient: '1',
      claimLimit: '0',
      sellCapacity: ['4', '0'],
    });
    const total = computeFinancingBounds(baker, PRICES, 'TOTAL_WEALTH');
    expect([total.fixed, total.salesCoefficient, total.claimLimit].map(String)).toEqual(['9', '0', 'null']);
  });

  it('are shown everything there is to know', () => {
    const seen: BoundsContext[] = [];
    const mode = modeOf(
      {},
      {
        bounds(context) {
          seen.push(context);
          return { fixed: ZERO, salesCoefficient: ONE, claimLimit: null };
        },
      },
    );
    computeFinancingBounds(baker, [1, '3.5'], mode, { travelCost: Number.POSITIVE_INFINITY, outstanding: '1.25' });
    const [context] = seen;
    expect(context?.agent).toEqual({ id: 7, alpha: baker.alpha, home: baker.home, personal: baker.personal });
    expect(context?.prices.map(String)).toEqual(['1', '3.5']);
    expect([context?.personalWealth, context?.homeWealth, context?.totalWealth].map(String)).toEqual([
      '4',
      '5.5',
      '8.25',
    ]);
    expect([context?.travelCostDeduction, context?.effectiveBudget, context?.outstanding].map(String)).toEqual([
      'Infinity',
      '0',
      '1.25',
    ]);
  });

  it('leave out what is owed from earlier rounds, down to nothing', () => {
    const { outstanding, totalWealth, fixed, effectiveBudget } = computeFinancingBounds(baker, PRICES, 'TOTAL_WEALTH', {
      outstanding: 2,
      travelCost: '0.0000000000000000001',
    });
    expect([outstanding, totalWealth, fixed].map(String)).toEqual(['2', '9', '7']);
    expect(String(effectiveBudget)).toBe('6.9999999999999999999');
    const overdue = computeFinancingBounds(baker, PRICES, 'TOTAL_WEALTH', { outstanding: 20 });
    expect([overdue.fixed, overdue.effectiveBudget].map(String)).toEqual(['0', '0']);
    const poor = generateOrders(baker, PRICES, 'PERSONAL', 0, { outstanding: 20 });
    expect([poor.desiredBuys, poor.desiredSells].map(String)).toEqual(['0,0', '4,0']);
  });

  it('are what the mode says, whichever decimal it hands back', () => {
    const fixedBy = (fixed: (context: BoundsContext) => ModeBounds['fixed']): string => {
      const bounds = (context: BoundsContext): ModeBounds => ({
        fixed: fixed(context),
        salesCoefficient: ZERO,
        claimLimit: null,
      });
      return String(computeFinancingBounds(baker, PRICES, modeOf({}, { bounds })).fixed);
    };
    expect(fixedBy(({ totalWealth }) => totalWealth)).toBe('9');
    expect(fixedBy(({ homeWealth }) => homeWealth)).toBe('5');
    expect(fixedBy(({ personalWealth }) => personalWealth)).toBe('4');
    expect(fixedBy(({ effectiveBudget }) => effectiveBudget)).toBe('9');
    expect(fixedBy(({ homeWealth }) => homeWealth.times('0.1'))).toBe('0.5');
    // Finer than 10^-12, the unit of values at these prices: cut.
    expect(fixedBy(() => decimal('0.12345678901299'))).toBe('0.123456789012');
  });

  it.each([
    ['fixed', { fixed: decimal(-1) }, 'CUSTOM.fixed[agent 7]'],
    ['claimLimit', { claimLimit: decimal('-0.5') }, 'CUSTOM.claimLimit[agent 7]'],
    ['salesCoefficient', { salesCoefficient: decimal('1.01') }, 'CUSTOM.salesCoefficient[agent 7]'],
    ['salesCoefficient', { salesCoefficient: decimal('-0.01') }, 'CUSTOM.salesCoefficient[agent 7]'],
    ['sizingBudget', {}, 'CUSTOM.sizingBudget[agent 7]'],
  ])('are refused when %s is out of its range: %j', (field, wrong, path) => {
    const mode = modeOf(wrong, field === 'sizingBudget' ? { sizingBudget: () => decimal(-1) } : {});
    expect(problemsOf(() => computeFinancingBounds(baker, PRICES, mode))).toEqual([['MODE_BOUND_INVALID', path]]);
  });

  it.each(['fixed', 'salesCoefficient', 'claimLimit'])('are refused when %s is missing', (field) => {
    const all = { fixed: '0', salesCoefficient: '1', claimLimit: null };
    const others = JSON.stringify({ ...all, [field]: undefined });
    const mode = { id: 'CUSTOM', bounds: () => JSON.parse(others) };
    expect(problemsOf(() => computeFinancingBounds(baker, PRICES, mode))).toEqual([
      ['MODE_BOUND_INVALID', `CUSTOM.${field}[agent 7]`],
    ]);
  });

  it('are all refused when the mode returns nothing', () => {
    const mode = { id: 'CUSTOM', bounds: () => JSON.parse('null') };
    expect(problemsOf(() => computeFinancingBounds(baker, PRICES, mode))).toEqual(
      ['fixed', 'claimLimit', 'salesCoefficient'].map((field) => ['MODE_BOUND_INVALID', `CUSTOM.${field}[agent 7]`]),
    );
  });

  it('are refused when they allow more than the agent owns', () => {
    const leveraged = modeOf({ fixed: decimal('5.000000000001') });
    expect(problemsOf(() => computeFinancingBounds(baker, PRICES, leveraged))).toEqual([
      ['MODE_BOUND_EXCEEDS_ENDOWMENT', 'CUSTOM.bounds[agent 7]'],
    ]);
    expect(() => computeFinancingBounds(baker, PRICES, modeOf({ fixed: decimal(5) }))).not.toThrow();
    expect(() =>
      computeFinancingBounds(baker, PRICES, modeOf({ fixed: decimal(7), salesCoefficient: decimal('0.5') })),
    ).not.toThrow();
  });
});

describe('the orders of an agent', () => {
  it('can be sized by the mode', () => {
    const own = modeOf({}, { sizingBudget: ({ personalWealth }) => personalWealth });
    expect(String(generateOrders(baker, PRICES, own).desiredBuys)).toBe('0,1');
    const fine = modeOf({}, { sizingBudget: () => decimal('4.00000000000000000000000000001') });
    expect(String(generateOrders(baker, PRICES, fine).desiredBuys)).toBe('0,1');
    expect(String(generateOrders(baker, PRICES, 'PERSONAL').desiredBuys)).toBe('0,2.25');
  });

  it('leave out goods without a price', () => {
    const orders = generateOrders(
      { id: 1, alpha: ['0.2', '0.5', '0.3'], home: [0, 0, 0], personal: [10, 0, 0] },
      ['1', null, '2'],
      'PERSONAL',
    );
    expect([orders.desiredBuys, orders.desiredSells].map(String)).toEqual(['0,0,3', '6,0,0']);
  });

  it('are refused with every problem of the question', () => {
    expect(
      problemsOf(() =>
        generateOrders({ ...baker, home: [-1, 0] }, ['2', '0', '-1'], 'BARTER', Number.NaN, {
          outstanding: -1,
          quantityScale: 19,
        }),
      ),
    ).toEqual([
      ['UNKNOWN_MODE', 'mode'],
      ['INVALID_OPTION', 'quantityScale'],
      ['NEGATIVE_QUANTITY', 'agent.home[0]'],
      ['DIMENSION_MISMATCH', 'prices'],
      ['NUMERAIRE_NOT_ONE', 'prices[0]'],
      ['PRICE_NOT_POSITIVE', 'prices[1]'],
      ['PRICE_NOT_POSITIVE', 'prices[2]'],
      ['TRAVEL_COST_NEGATIVE', 'travelCost'],
      ['INVALID_OPTION', 'outstanding'],
    ]);
  });
});
