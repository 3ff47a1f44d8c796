import {
  bestTrade,
  createAgents,
  createRules,
  createTraders,
  type ExchangeAgent,
  type PairType,
  pairTrade,
  type Rules,
  type Trade,
} from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { close, type GoldenAgent, paramsOf } from './golden-input.js';

interface GoldenTrade {
  readonly seller: number;
  readonly buyer: number;
  readonly dX: number;
  readonly dY: number;
  readonly seller_gain: string;
  readonly buyer_gain: string;
  readonly total: string;
}

interface MatchingCase {
  readonly id: string;
  readonly goods: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly agents: readonly [GoldenAgent, GoldenAgent];
  readonly trades: Readonly<Record<string, Readonly<Record<PairType, GoldenTrade | null>>>>;
  readonly best: Readonly<Record<string, Readonly<Record<string, PairType | null>>>>;
  readonly estimate: Readonly<Record<string, { readonly score: string; readonly pair: PairType | null }>>;
  readonly brute: Readonly<
    Record<PairType, { readonly feasible_blocks: number; readonly max_total: string; readonly max_nash: string }>
  >;
}

function rulesOf(one: MatchingCase, regime: string, search = 'minimum', gate: 'depth' | 'pairwise' = 'depth'): Rules {
  const params = { ...paramsOf(one.params), tradeExecutionMode: search, liquidityGate: { kind: gate } };
  return createRules({ goods: one.goods, regime, params });
}

function agentsOf(one: MatchingCase, rules: Rules): readonly [ExchangeAgent, ExchangeAgent] {
  const [i, j] = createAgents(
    one.agents.map(({ id, inventory, utility, lambda_money }) => ({
      id,
      inventory,
      utility,
      lambdaMoney: lambda_money,
    })),
    rules,
  );
  if (i === undefined || j === undefined) throw new Error('two agents');
  return [i, j];
}

/** The recorded trade where ours agrees with it, so that only what differs is shown. */
function agreeing(ours: Trade | null, recorded: GoldenTrade | null): unknown {
  if (ours === null || recorded === null) return ours;
  const { sellerId: seller, buyerId: buyer, dX, dY, sellerGain, buyerGain, totalSurplus } = ours;
  expect(ours.price).toBe(dY / dX);
  return {
    seller,
    buyer,
    dX,
    dY,
    seller_gain: close(sellerGain, recorded.seller_gain) ? recorded.seller_gain : sellerGain,
    buyer_gain: close(buyerGain, recorded.buyer_gain) ? recorded.buyer_gain : buyerGain,
    total: close(totalSurplus, recorded.total) ? recorded.total : totalSurplus,
  };
}

describe('matching of two agents', () => {
  for (const one of goldenCases<MatchingCase>('exchange/matching.json', 'cases'))
    describe(one.id, () => {
      for (const [search, trades] of Object.entries(one.trades))
        it(`trades, ${search}`, () => {
          const rules = rulesOf(one, 'mixed', search);
          const [i, j] = agentsOf(one, rules);
          const pairs = Object.keys(trades) as PairType[];
          expect([...pairs].sort()).toEqual(rules.pairs.rows.map(({ name }) => name).sort());
          const ours = pairs.map((pair) => [pair, agreeing(pairTrade(j, i, pair, rules), trades[pair] ?? null)]);
          expect(Object.fromEntries(ours)).toEqual(trades);
        });

      for (const [search, regimes] of Object.entries(one.best))
        it(`best trade, ${search}`, () => {
          const ours = Object.keys(regimes).map((key) => {
            const [regime = '', gate] = key.split(':');
            const rules = rulesOf(one, regime, search, gate === 'pairwise' ? 'pairwise' : 'depth');
            const options = gate === undefined ? {} : { barterOpen: gate !== 'thick' };
            const trade = bestTrade(...agentsOf(one, rules), rules, options);
            const recorded = trade === null ? null : (one.trades[search]?.[trade.pairType] ?? null);
            expect(agreeing(trade, recorded)).toEqual(recorded);
            return [key, trade?.pairType ?? null];
          });
          expect(Object.fromEntries(ours)).toEqual(regimes);
        });

      it('partner scores', () => {
        for (const [regime, { score, pair }] of Object.entries(one.estimate)) {
          const rules = rulesOf(one, regime);
          const traders = createTraders(agentsOf(one, rules), rules);
          const ours = traders.score(0, 1, true);
          expect(close(ours, score) ? score : ours, regime).toBe(score);
          expect(traders.overlapPair(0, 1, true)?.name ?? null, regime).toBe(pair);
          expect(traders.score(1, 0, true)).toBe(ours);
        }
      });

      it('blocks by which both gain', () => {
        for (const [pair, brute] of Object.entries(one.brute)) {
          const rules = rulesOf(one, 'mixed');
          const count = countBlocks(agentsOf(one, rules), pair, rules);
          expect(count.blocks, pair).toBe(brute.feasible_blocks);
          expect(close(count.total, brute.max_total) ? brute.max_total : count.total, pair).toBe(brute.max_total);
          expect(close(count.product, brute.max_nash) ? brute.max_nash : count.product, pair).toBe(brute.max_nash);
        }
      });
    });
});

interface BlockCount {
  readonly blocks: number;
  readonly total: number;
  readonly product: number;
}

/** Every block between two agents, whatever their quotes: how many there are, and the largest surplus and product of gains. */
function countBlocks([i, j]: readonly [ExchangeAgent, ExchangeAgent], pairName: string, rules: Rules): BlockCount {
  const { params } = rules;
  const pair = rules.pairs.find(pairName);
  if (pair === undefined) throw new Error(`no pair ${pairName}`);
  let blocks = 0;
  let total = 0;
  let product = 0;
  const names = [...rules.goods, 'M'];
  const x = names[pair.x] ?? '';
  const y = names[pair.y] ?? '';
  for (const [seller, buyer] of [
    [i, j],
    [j, i],
  ] as const) {
    const held = seller.inventory[x] ?? 0;
    const pays = buyer.inventory[y] ?? 0;
    for (let dX = 1; dX <= Math.min(held, params.dAMax); dX++)
      for (let dY = 1; dY <= pays; dY++) {
        const sold = gainOf(seller, { [x]: -dX, [y]: dY }, rules);
        const bought = gainOf(buyer, { [x]: dX, [y]: -dY }, rules);
        if (!(sold > params.improvementEpsilon && bought > params.improvementEpsilon)) continue;
        blocks++;
        total = Math.max(total, sold + bought);
        product = Math.max(product, sold * bought);
      }
  }
  return { blocks, total, product };
}

/** What a change of holdings is worth, by differences. */
function gainOf(agent: ExchangeAgent, change: Readonly<Record<string, number>>, { goods, params }: Rules): number {
  const { utility, inventory, lambdaMoney, M0 } = agent;
  const before = goods.map((good) => inventory[good] ?? 0);
  const after = before.map((amount, index) => amount + (change[goods[index] ?? ''] ?? 0));
  const inGoods = utility.u(after) - utility.u(before);
  const { M: moreMoney = 0 } = change;
  if (moreMoney === 0) return inGoods;
  if (params.moneyUtilityForm === 'linear') return inGoods + (lambdaMoney * moreMoney) / params.moneyScale;
  const { M: money = 0 } = inventory;
  const worth = (amount: number): number => lambdaMoney * Math.log(Math.max(amount / params.moneyScale + M0, 1e-12));
  return inGoods + worth(money + moreMoney) - worth(money);
}
