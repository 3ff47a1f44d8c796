import {
  createExchangeRegistry,
  createUtility,
  type ExchangeAgentInput,
  type QuotedAgent,
  ratioBounds,
  searchBlock,
  type UtilityFn,
} from '@bagehot/exchange';
import {
  checkBlockSearch,
  checkMoneyMode,
  checkMoneyUtility,
  checkPartnerScore,
  checkPurchaseLimit,
  checkRegime,
  checkUtility,
  tastes,
} from '@bagehot/exchange/testing';
import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';

const registry = createExchangeRegistry();
const goods = ['A', 'B'];

/** Units of A and B that are of use together only. */
const pairs: UtilityFn = {
  type: 'pairs',
  goods,
  u: (bundle) => Math.min(bundle[0] ?? 0, bundle[1] ?? 0),
  mu: (bundle) => ((bundle[0] ?? 0) < (bundle[1] ?? 0) ? [1, 1e-6] : [1e-6, 1]),
  bounds(bundle, x, y) {
    return ratioBounds(this.mu(bundle), x, y);
  },
};

function present<Definition>(definition: Definition | undefined): Definition {
  if (definition === undefined) throw new Error('no such name');
  return definition;
}

const asInput = ({ id, inventory, lambdaMoney, M0, utility }: QuotedAgent): ExchangeAgentInput => ({
  id,
  inventory,
  lambdaMoney,
  M0,
  utility,
});

describe('the laws hold', () => {
  it('of the utilities that come with the package', () => {
    for (const spec of sample(tastes(), { numRuns: 60, seed: 7 })) {
      const utility = createUtility(spec);
      checkUtility(utility, { numRuns: 20 });
      expect(utility.goods).toEqual(goods);
    }
  });

  it('of regimes, also of one with a gate', () => {
    const names = registry.names('regime');
    expect(names).toEqual(['barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated']);
    checkRegime({ name: 'bread_for_money', pairs: () => ['A<->M'], select: 'first' }, { numRuns: 30 });
    checkRegime(
      {
        name: 'even_with_even',
        pairs: () => ['A<->B', 'A<->M'],
        select: 'best',
        gate: (i, j) => (i.id % 2 === j.id % 2 ? ['A<->B', 'A<->M'] : ['A<->M']),
      },
      { numRuns: 30 },
    );
  });

  it('of everything that comes with the package, under another name', () => {
    const few = { numRuns: 8 };
    for (const name of registry.names('regime'))
      checkRegime({ ...present(registry.find('regime', name)), name: `own ${name}` }, few);
    for (const name of registry.names('moneyMode'))
      checkMoneyMode({ ...present(registry.find('moneyMode', name)), name: `own ${name}` }, few);
    for (const name of registry.names('moneyUtility'))
      checkMoneyUtility(present(registry.find('moneyUtility', name)), few);
    for (const name of registry.names('partnerScore'))
      checkPartnerScore({ ...present(registry.find('partnerScore', name)), name: `own ${name}` }, few);
    expect(registry.names('blockSearch')).toEqual(['minimum', 'maximum', 'nash']);
    for (const name of registry.names('blockSearch'))
      checkBlockSearch(
        {
          name: `own ${name}`,
          search: (seller, buyer, pair, params) =>
            searchBlock(asInput(seller), asInput(buyer), pair, {
              goods: ['A', 'B', 'C'],
              regime: 'mixed',
              params: { ...params, tradeExecutionMode: name },
            }),
        },
        few,
      );
  });

  it('of a search, a score, a money mode, a form of utility, a limit', () => {
    checkBlockSearch({ name: 'never', search: () => null }, { numRuns: 10 });
    checkPartnerScore({ name: 'surplus', score: (_i, _j, { trade }) => trade()?.totalSurplus ?? 0 }, { numRuns: 20 });
    checkMoneyMode({ name: 'fixed' }, { numRuns: 10 });
    checkMoneyMode({ name: 'estimated', estimatesLambda: true }, { numRuns: 30 });
    checkMoneyUtility({ name: 'root', u: (money) => Math.sqrt(money), mu: (money) => 1 / Math.sqrt(money + 1) });
    checkPurchaseLimit({ limit: ({ inventory }) => Math.floor((inventory['M'] ?? 0) / 2) }, { numRuns: 20 });
  });

  it("of a utility of one's own", () => {
    checkUtility(pairs);
  });
});

describe('a breach is told', () => {
  it('of a utility that draws lots, gives NaN, or writes into the bundle', () => {
    let calls = 0;
    expect(() => checkUtility({ ...pairs, u: () => calls++ })).toThrow(/the same bundle/u);
    expect(() => checkUtility({ ...pairs, u: () => Number.NaN })).toThrow(/no number is NaN/u);
    expect(() => checkUtility({ ...pairs, mu: () => [1] })).toThrow(/one marginal utility per good/u);
    const writer = (bundle: ArrayLike<number>): number => {
      if (bundle instanceof Float64Array) bundle[0] = (bundle[0] ?? 0) + 1;
      return 1;
    };
    expect(() => checkUtility({ ...pairs, u: writer })).toThrow(/only read/u);
  });

  it('of a regime that changes its mind or whose gate depends on who is named first', () => {
    let calls = 0;
    const fickle = { name: 'fickle', select: 'best' as const };
    expect(() => checkRegime({ ...fickle, pairs: () => (calls++ % 2 === 0 ? ['A<->M'] : ['B<->M']) })).toThrow(
      /whenever it is asked/u,
    );
    expect(() => checkRegime({ ...fickle, pairs: () => ['A<->M'], gate: () => ['B<->M'] }, { numRuns: 20 })).toThrow(
      /PORT_ANSWER_INVALID|must be one of/u,
    );
  });

  it('of a search that gives too much, a score that is not symmetric, a λ below 0, a limit of half a unit', () => {
    expect(() => checkBlockSearch({ name: 'greedy', search: () => ({ dX: 1e6, dY: 1 }) }, { numRuns: 5 })).toThrow(
      /blockSearch greedy must be null, or a block/u,
    );
    expect(() => checkPartnerScore({ name: 'lower', score: (i) => i.id }, { numRuns: 5 })).toThrow(/both ways/u);
    const below0 = { old: 1, new: -1, hats: [], hat: 1, clamped: false, clampType: null };
    const sinking = (agents: readonly { readonly id: number }[]) => new Map(agents.map(({ id }) => [id, below0]));
    expect(() => checkMoneyMode({ name: 'sinking', update: sinking }, { numRuns: 5 })).toThrow(
      /must be a finite number above 0/u,
    );
    expect(() => checkPurchaseLimit({ limit: () => 0.5 }, { numRuns: 5 })).toThrow(/whole number of at least 0/u);
    expect(() => checkMoneyUtility({ name: 'falling', u: (money) => -money, mu: () => 1 })).toThrow(/not worth less/u);
  });
});
