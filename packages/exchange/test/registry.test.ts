import {
  activePairs,
  bestTrade,
  createAgents,
  createExchangeRegistry,
  createRules,
  createTraders,
  createUtility,
  type ExchangeAgentInput,
  type ExchangeRegistry,
  matchRound,
  rank,
  type Trade,
} from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const registry = createExchangeRegistry();

const linear = (vA: number, vB: number) => ({ type: 'linear', params: { vA, vB } });
const ada: ExchangeAgentInput = { id: 1, inventory: { A: 6, B: 0, M: 20 }, utility: linear(1, 3) };
const ben: ExchangeAgentInput = { id: 2, inventory: { A: 0, B: 6, M: 20 }, utility: linear(3, 1) };

describe('a registry', () => {
  it('is a value: what is added is in the new one only', () => {
    const more = registry.regime({ name: 'bread_only', pairs: () => ['A<->M'], select: 'first' });
    expect(more.names('regime')).toEqual([...registry.names('regime'), 'bread_only']);
    expect(() => createRules({ registry, regime: 'bread_only' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NAME' }),
    );
    expect(activePairs('both', { registry: more, regime: 'bread_only' })).toEqual(['A<->M']);
    expect(activePairs('forage', { registry: more, regime: 'bread_only' })).toEqual([]);
  });

  it('refuses names that are taken, and none at all', () => {
    const taken: readonly ((r: ExchangeRegistry) => unknown)[] = [
      (r) => r.regime({ name: 'mixed', pairs: () => [], select: 'best' }),
      (r) => r.moneyMode({ name: 'quasilinear' }),
      (r) => r.moneyUtility({ name: 'log', u: () => 0, mu: () => 0 }),
      (r) => r.blockSearch({ name: 'nash', search: () => null }),
      (r) => r.partnerScore({ name: 'exact', score: () => 0 }),
      (r) =>
        r.utility({
          type: 'ces',
          params: { safeParse: () => ({ success: true, data: 0 }) },
          create: () => {
            throw new Error('not asked');
          },
        }),
    ];
    for (const register of taken)
      expect(() => register(registry)).toThrow(
        expect.objectContaining({ code: 'DUPLICATE_NAME', name: 'DuplicateNameError' }),
      );
    expect(() => registry.moneyMode({ name: '' })).toThrow(expect.objectContaining({ code: 'DEFINITION_INVALID' }));
    expect(() => createRules({ regime: 'none' })).toThrow(expect.objectContaining({ name: 'UnknownNameError' }));
    expect(() => registry.pairType({ name: 'A<->B', good: 'A', payment: 'C' })).toThrow(/pairType.name/u);
    expect(() => registry.pairType({ name: 'M<->A', good: 'M', payment: 'A' })).toThrow(/other than money/u);
  });

  it('needs nothing for another good', () => {
    const goods = ['A', 'B', 'C'];
    expect(activePairs('trade', { goods, regime: 'mixed' })).toEqual([
      'A<->B',
      'A<->C',
      'B<->C',
      'A<->M',
      'B<->M',
      'C<->M',
    ]);
    expect(activePairs('trade', { goods, regime: 'mixed_liquidity_gated' })).toHaveLength(6);
    expect(createRules({ goods }).pairs.rows.map(({ priority }) => priority)).toEqual([3, 4, 5, 0, 1, 2]);
  });

  it('takes pair types that do not follow from the goods, and other priorities', () => {
    const more = registry
      .pairType({ name: 'B<->A', good: 'B', payment: 'A' })
      .pairType({ name: 'A<->B', good: 'A', payment: 'B', priority: -1 })
      .regime({ name: 'backwards', pairs: () => ['B<->A'], select: 'first' });
    const { pairs } = createRules({ registry: more });
    expect(pairs.rows.map(({ name, priority }) => [name, priority])).toEqual([
      ['A<->B', -1],
      ['A<->M', 0],
      ['B<->M', 1],
      ['B<->A', Number.MAX_SAFE_INTEGER],
    ]);
    expect(bestTrade(ada, ben, { registry: more, regime: 'backwards' })).toMatchObject({
      pairType: 'B<->A',
      sellerId: 2,
      buyerId: 1,
    });
    const trade = (pairType: Trade['pairType']): Trade => ({
      pairType,
      sellerId: 1,
      buyerId: 2,
      dX: 1,
      dY: 1,
      price: 1,
      sellerGain: 1,
      buyerGain: 1,
      totalSurplus: 2,
    });
    expect(rank([trade('A<->M'), trade('A<->B')], { registry: more }).map(({ pairType }) => pairType)).toEqual([
      'A<->B',
      'A<->M',
    ]);
    expect(rank([trade('X<->Y'), trade('A<->B')]).map(({ pairType }) => pairType)).toEqual(['A<->B', 'X<->Y']);
  });

  it('names pair types a regime cannot have', () => {
    const more = registry
      .regime({ name: 'odd', pairs: () => ['A<->Z'], select: 'best' })
      .regime({ name: 'twice', pairs: () => ['A<->M', 'A<->M'], select: 'best' });
    expect(() => createRules({ registry: more, regime: 'odd' })).toThrow(
      /must be one of A<->B, A<->M, B<->M, but is A<->Z/u,
    );
    expect(() => createRules({ registry: more, regime: 'twice' })).toThrow(/names each pair type once/u);
  });
});

describe("things of one's own", () => {
  it('a utility is read with its schema and used', () => {
    const schema = {
      safeParse: (input: unknown) => {
        const { cap } = input as { readonly cap?: unknown };
        return typeof cap === 'number'
          ? { success: true as const, data: { cap } }
          : { success: false as const, error: { issues: [{ path: ['cap'], message: 'a number' }] } };
      },
    };
    const more = registry.utility({
      type: 'capped',
      params: schema,
      create: ({ cap }, goods) => ({
        type: 'capped',
        goods,
        u: (bundle) => Math.min(cap, bundle[0] ?? 0) + (bundle[1] ?? 0),
        mu: (bundle) => [(bundle[0] ?? 0) < cap ? 1 : 0, 1],
        bounds: (bundle) => ((bundle[0] ?? 0) < cap ? [1, 1] : [0, 0]),
      }),
    });
    const capped = { id: 0, inventory: { A: 9 }, utility: { type: 'capped', params: { cap: 2 } } };
    const [agent] = createAgents([capped], { registry: more });
    expect(agent?.utility.u([5, 1])).toBe(3);
    expect(() => createAgents([{ ...capped, utility: { type: 'capped' } }], { registry: more })).toThrow(
      /agents\[0\].utility.params.cap must be as its schema says \(a number\), but is missing/u,
    );
    expect(bestTrade(capped, ben, { registry: more })).toMatchObject({ pairType: 'A<->B', sellerId: 0 });
  });

  it('a utility may have a schema of zod', () => {
    const more = registry.utility({
      type: 'first_only',
      params: z.object({ worth: z.number().positive() }),
      create: ({ worth }, goods) => ({
        type: 'first_only',
        goods,
        u: (bundle) => worth * (bundle[0] ?? 0),
        mu: () => [worth, 0],
        bounds: (_bundle, x) => (x === 0 ? [9, 9] : [0, 0]),
      }),
    });
    const spec = (worth: unknown) => createUtility({ type: 'first_only', params: { worth } }, { registry: more });
    expect(spec(2).u([3, 4])).toBe(6);
    expect(() => spec(-1)).toThrow(/utility.params.worth must be as its schema says \(.+\), but is -1/u);
  });

  it('a search is used, and what it finds is checked', () => {
    const all = registry.blockSearch({
      name: 'all',
      search: (seller, buyer, pair) =>
        pair === 'A<->M' && buyer.quotes.get(pair)?.bid === 3 ? { dX: seller.inventory['A'] ?? 0, dY: 12 } : null,
    });
    const params = { tradeExecutionMode: 'all', dAMax: 6 };
    expect(bestTrade(ada, ben, { registry: all, regime: 'mixed', params })).toMatchObject({
      dX: 6,
      dY: 12,
      sellerGain: 6,
      buyerGain: 6,
    });
    for (const found of [
      { dX: 7, dY: 12 },
      { dX: 1, dY: 30 },
      { dX: 1, dY: 0 },
      { dX: 0.5, dY: 1 },
      { dX: 1, dY: 1 },
    ]) {
      const wrong = registry.blockSearch({
        name: 'wrong',
        search: (_s, _b, pair) => (pair === 'A<->M' ? found : null),
      });
      expect(() =>
        bestTrade(ada, ben, { registry: wrong, regime: 'money_only', params: { tradeExecutionMode: 'wrong' } }),
      ).toThrow(expect.objectContaining({ code: 'PORT_ANSWER_INVALID' }));
    }
  });

  it('a gate decides between two', () => {
    const more = registry.regime({
      name: 'friends',
      pairs: () => ['A<->B', 'A<->M'],
      select: 'first',
      gate: (i, j) => (i.id + j.id === 3 ? ['A<->M'] : []),
    });
    const rules = createRules({ registry: more, regime: 'friends' });
    expect(bestTrade(ben, ada, rules)?.pairType).toBe('A<->M');
    expect(bestTrade(ada, { ...ben, id: 7 }, rules)).toBeNull();
    const traders = createTraders(createAgents([ada, ben], rules), rules);
    expect(traders.overlapPair(0, 1, true)?.name).toBe('A<->M');
    const wrong = registry.regime({ name: 'wrong', pairs: () => ['A<->M'], select: 'best', gate: () => ['A<->B'] });
    expect(() => bestTrade(ada, ben, { registry: wrong, regime: 'wrong' })).toThrow(
      /wrong.gate must be one of A<->M, but is A<->B/u,
    );
  });

  it('a score orders the pairs of a round', () => {
    const more = registry.partnerScore({ name: 'by_id', score: (i, j) => i.id + j.id });
    const rules = { registry: more, regime: 'money_only', params: { partnerScore: 'by_id' } };
    const cid = { ...ben, id: 5 };
    const { trades } = matchRound([ada, ben, cid], rules, { by: 'overlap' });
    expect(trades.map(({ sellerId, buyerId }) => [sellerId, buyerId])).toEqual([[1, 5]]);
    const nothing = registry.partnerScore({ name: 'nothing', score: () => Number.NaN });
    expect(() =>
      matchRound([ada, ben], { ...rules, registry: nothing, params: { partnerScore: 'nothing' } }, { by: 'overlap' }),
    ).toThrow(/partnerScore nothing must be a number, but is NaN/u);
  });

  it('a money mode may say where λ starts', () => {
    const more = registry.moneyMode({ name: 'by_id', init: ({ id }) => id });
    const rules = createRules({ registry: more, moneyMode: 'by_id' });
    expect(createAgents([ada, { ...ben, lambdaMoney: 9 }], rules).map(({ lambdaMoney }) => lambdaMoney)).toEqual([
      1, 9,
    ]);
    expect(() => createAgents([{ ...ada, id: 0 }], rules)).toThrow(
      /moneyMode by_id.init must be a finite number above 0/u,
    );
  });

  it('which pair type is traded may be said in the params', () => {
    const of = (pairSelection: 'first' | 'best' | 'regime', regime: string) =>
      bestTrade(ada, ben, { regime, params: { pairSelection } })?.pairType;
    expect(of('first', 'mixed')).toBe('A<->B');
    expect(of('regime', 'mixed')).toBe(of('best', 'mixed'));
  });
});
