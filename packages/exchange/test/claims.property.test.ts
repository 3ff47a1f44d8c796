import {
  createAgents,
  createRules,
  type ExchangeAgent,
  MONEY,
  type RulesInput,
  runRounds,
  type Trade,
} from '@bagehot/exchange';
import {
  createExchange,
  type Exchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangeTrade,
} from '@bagehot/exchange/spatial';
import { exchangeAgents, exchanges, matchingParams } from '@bagehot/exchange/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, totalUtility } from './oracle.js';

const TICKS = 30;

interface Played {
  readonly exchange: Exchange;
  readonly events: readonly ExchangeEvent[];
}

function play(config: ExchangeConfig, ticks = TICKS): Played {
  const events: ExchangeEvent[] = [];
  const exchange = createExchange(config, { events: { emit: (event) => void events.push(event) }, strict: true });
  exchange.run(ticks);
  return { exchange, events };
}

/** What happens, without what regimes say about themselves. */
function happenings({ events }: Played): readonly ExchangeEvent[] {
  const kinds = ['ModeChanged', 'Paired', 'Unpaired', 'ExchangeTrade', 'Harvested', 'Regrown', 'LambdaUpdated'];
  return events.filter(({ kind }) => kinds.includes(kind));
}

const tradesOf = ({ events }: Played): readonly Trade[] =>
  events.flatMap((event) => (event.kind === 'ExchangeTrade' ? [event.trade] : []));
const isBarter = ({ pairType }: Trade): boolean => !pairType.endsWith(`<->${MONEY}`);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The same market with other rules. */
function under(config: ExchangeConfig, rules: RulesInput): ExchangeConfig {
  const before = config.rules as RulesInput;
  return { ...config, rules: { ...before, ...rules, params: { ...before.params, ...rules.params } } };
}

/** Holdings told again from the events alone. */
class Books {
  readonly held: Map<number, Map<string, number>>;
  readonly taken: Map<string, number>;

  constructor({ agents }: ExchangeConfig, goods: readonly string[]) {
    this.held = new Map(
      agents.map(({ id, inventory }) => [id, new Map([...goods, MONEY].map((good) => [good, inventory[good] ?? 0]))]),
    );
    this.taken = new Map(
      [...goods, MONEY].map((good) => [good, total(agents.map(({ inventory }) => inventory[good] ?? 0))]),
    );
  }

  add(id: number, good: string, amount: number): void {
    const one = this.held.get(id);
    one?.set(good, (one.get(good) ?? Number.NaN) + amount);
  }

  note(event: ExchangeEvent): void {
    if (event.kind === 'Harvested') {
      this.add(event.agent, event.good, event.amount);
      this.taken.set(event.good, (this.taken.get(event.good) ?? 0) + event.amount);
    }
    if (event.kind !== 'ExchangeTrade') return;
    for (const [id, changes] of sides(event)) for (const [good, change] of changes) this.add(id, good, change);
  }
}

/** What a trade changes, by agent: the seller first. */
function sides({ trade: { pairType, sellerId, buyerId, dX, dY } }: ExchangeTrade) {
  const [x = '', y = ''] = pairType.split('<->');
  const seller = new Map([
    [x, -dX],
    [y, dY],
  ]);
  const buyer = new Map([
    [x, dX],
    [y, -dY],
  ]);
  return [
    [sellerId, seller],
    [buyerId, buyer],
  ] as const;
}

describe('what is told is what happens', () => {
  it('holdings follow from trades and harvests alone, and nature and the mint have given just that, tick by tick', () => {
    fc.assert(
      fc.property(exchanges(), (config) => {
        let told: ExchangeEvent[] = [];
        const exchange = createExchange(config, { events: { emit: (event) => void told.push(event) } });
        const { ledger, goods } = exchange;
        const books = new Books(config, goods);
        for (let tick = 0; tick < TICKS; tick++) {
          told = [];
          exchange.runTick();
          for (const event of told) books.note(event);
          for (const { id, inventory } of exchange.agents)
            expect(inventory).toEqual(Object.fromEntries(books.held.get(id) ?? []));
          const given = [...goods.map((good) => ledger.balance('nature', `good/${good}`)), ledger.cash('mint')];
          expect(given.map((balance) => 0 - Number(balance))).toEqual([...books.taken.values()]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('both gain what a trade says, by their utilities before and after, and the sum of utilities rises by that', () => {
    const still = exchanges({ rules: { moneyMode: 'quasilinear' } }).map((config) => ({ ...config, resources: [] }));
    fc.assert(
      fc.property(still, (config) => {
        const rules = createRules(config.rules);
        const now = new Map(
          createAgents(
            config.agents.map(({ x: _x, y: _y, ...agent }) => agent),
            rules,
          ).map((agent): [number, ExchangeAgent] => [agent.id, agent]),
        );
        const welfare = (): number => total([...now.values()].map((agent) => totalUtility(agent, rules)));
        const before = welfare();
        const size = total([...now.values()].map((agent) => Math.abs(totalUtility(agent, rules))));
        let surplus = 0;
        const played = play(config);
        for (const event of played.events) {
          if (event.kind !== 'ExchangeTrade') continue;
          const told = [event.trade.sellerGain, event.trade.buyerGain];
          for (const [k, [id, change]] of sides(event).entries()) {
            const agent = now.get(id) as ExchangeAgent;
            const gain = gainOf(agent, change, rules);
            expect(gain).toBe(told[k]);
            expect(gain).toBeGreaterThan(rules.params.improvementEpsilon);
            const inventory = { ...agent.inventory };
            for (const [good, amount] of change) inventory[good] = (inventory[good] ?? 0) + amount;
            now.set(id, { ...agent, inventory });
          }
          surplus += event.trade.totalSurplus;
        }
        const rounding = 1e-11 * (1 + size + surplus);
        expect(Math.abs(welfare() - before - surplus)).toBeLessThanOrEqual(rounding);
        expect(played.exchange.agents.map(({ inventory }) => inventory)).toEqual(
          Array.from(now.values(), ({ inventory }) => inventory),
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('the liquidity gate on a grid', () => {
  const gated = exchanges({ rules: { regime: 'mixed_liquidity_gated' } });
  const gate = (minQuotes: number): RulesInput => ({ params: { liquidityGate: { kind: 'depth', minQuotes } } });

  it('for no quotes at all never opens', () => {
    fc.assert(
      fc.property(gated, (config) => {
        expect(tradesOf(play(under(config, gate(0)))).filter(isBarter)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('for more quotes than people is always open: everything happens as under mixed', () => {
    fc.assert(
      fc.property(gated, (config) => {
        const open = play(under(config, gate(config.agents.length + 1)));
        expect(happenings(open)).toEqual(happenings(play(under(config, { regime: 'mixed' }))));
      }),
      { numRuns: 40 },
    );
  });

  it('without money and with two goods leaves barter: everything happens as under barter_only', () => {
    const poor = fc
      .record({ config: gated, minQuotes: fc.integer({ min: 1, max: 4 }) })
      .filter(({ config }) => (config.rules as RulesInput).goods?.length === 2);
    fc.assert(
      fc.property(poor, ({ config, minQuotes }) => {
        const agents = config.agents.map((agent) => ({ ...agent, inventory: { ...agent.inventory, M: 0 } }));
        const open = play(under({ ...config, agents }, gate(minQuotes)));
        const barter = play(under({ ...config, agents }, { regime: 'barter_only' }));
        expect(happenings(open)).toEqual(happenings(barter));
      }),
      { numRuns: 40 },
    );
  });
});

describe('names and places mean nothing', () => {
  it('people may be listed in any order and numbered otherwise, as long as the order of their numbers stays', () => {
    const markets = fc.record({
      agents: exchangeAgents({ agents: [2, 7] }),
      params: matchingParams(),
      regime: fc.constantFrom('barter_only', 'money_only', 'mixed', 'mixed_liquidity_gated'),
      turn: fc.nat(6),
    });
    fc.assert(
      fc.property(markets, ({ agents, params, regime, turn }) => {
        const other = [...agents.slice(turn), ...agents.slice(0, turn)].map(({ id, ...rest }) => ({
          ...rest,
          id: 7 + 3 * id,
        }));
        const renamed = runRounds(agents, { regime, params }, { maxRounds: 12 }).trades.map((trades) =>
          trades.map((trade) => ({ ...trade, sellerId: 7 + 3 * trade.sellerId, buyerId: 7 + 3 * trade.buyerId })),
        );
        expect(runRounds(other, { regime, params }, { maxRounds: 12 }).trades).toEqual(renamed);
      }),
      { numRuns: 60 },
    );
  });

  it('a village that is moved on a larger grid does the same there', () => {
    fc.assert(
      fc.property(exchanges(), fc.nat(30), fc.nat(30), (config, dx, dy) => {
        const moved = play(shifted(config, dx, dy, config.side + 30));
        const back = happenings(moved).map((event) =>
          'cell' in event ? { ...event, cell: [event.cell[0] - dx, event.cell[1] - dy] } : event,
        );
        expect(back).toEqual(happenings(play(config)));
      }),
      { numRuns: 20 },
    );
  });

  it('two villages out of sight of each other do what each does alone', () => {
    const pair = exchanges({ mostAgents: 7 }).chain((config) =>
      fc.record({ config: fc.constant(config), far: exchanges({ mostAgents: 7 }) }),
    );
    fc.assert(
      fc.property(pair, ({ config, far: { agents, resources = [] } }) => {
        // The other village has the same rules, and so the same goods.
        const { goods = [] } = config.rules as RulesInput;
        const utility = config.agents[0]?.utility ?? { type: '' };
        const others = agents.map(({ inventory, ...agent }) => ({
          ...agent,
          id: agent.id + 1000,
          inventory: Object.fromEntries([...goods, MONEY].map((good) => [good, inventory[good] ?? 0])),
          utility,
        }));
        const fields = resources.filter(({ good }) => goods.includes(good));
        const far = shifted({ ...config, agents: others, resources: fields }, 1000, 1000, 1100);
        const both: ExchangeConfig = {
          ...config,
          side: 1100,
          agents: [...config.agents, ...far.agents],
          resources: [...(config.resources ?? []), ...(far.resources ?? [])],
        };
        const isFar = (id: number): boolean => id >= 1000;
        const together = tradesOf(play(both));
        expect(together.filter(({ buyerId }) => !isFar(buyerId))).toEqual(tradesOf(play(config)));
        expect(together.filter(({ buyerId }) => isFar(buyerId))).toEqual(tradesOf(play(far)));
        expect(together.filter(({ buyerId, sellerId }) => isFar(buyerId) !== isFar(sellerId))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function shifted(config: ExchangeConfig, dx: number, dy: number, side: number): ExchangeConfig {
  const move = <Thing extends { readonly x: number; readonly y: number }>(thing: Thing): Thing => ({
    ...thing,
    x: thing.x + dx,
    y: thing.y + dy,
  });
  return { ...config, side, agents: config.agents.map(move), resources: (config.resources ?? []).map(move) };
}
