import { createAgents, createRules, type ExchangeAgent, MONEY } from '@bagehot/exchange';
import { createExchange, type ExchangeConfig, type ExchangeEvent, type ExchangeTrade } from '@bagehot/exchange/spatial';
import { exchanges } from '@bagehot/exchange/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, totalUtility } from './oracle.js';
import { play, TICKS } from './played.js';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

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

describe('whatever the money mode, and while people forage, too', () => {
  it('both gain by every trade, at the λ then in force, and it takes from one what it gives the other', () => {
    fc.assert(
      fc.property(exchanges({ rules: { moneyMode: 'kkt_lambda', regime: 'mixed' } }), (config) => {
        const rules = createRules(config.rules);
        const { goods } = rules;
        const books = new Books(config, goods);
        const people = new Map(
          createAgents(
            config.agents.map(({ x: _x, y: _y, ...agent }) => agent),
            rules,
          ).map((agent): [number, ExchangeAgent] => [agent.id, agent]),
        );
        const totals = (): readonly number[] =>
          [...goods, MONEY].map((good) => total([...books.held.values()].map((held) => held.get(good) ?? Number.NaN)));
        for (const event of play(config).events) {
          if (event.kind === 'ExchangeTrade') {
            const before = totals();
            const lambdas = [event.sellerLambda, event.buyerLambda];
            const told = [event.trade.sellerGain, event.trade.buyerGain];
            for (const [k, [id, change]] of sides(event).entries()) {
              const inventory = Object.fromEntries(books.held.get(id) ?? []);
              const lambdaMoney = lambdas[k] ?? Number.NaN;
              const gain = gainOf({ ...(people.get(id) as ExchangeAgent), inventory, lambdaMoney }, change, rules);
              expect(gain).toBe(told[k]);
              expect(gain).toBeGreaterThan(rules.params.improvementEpsilon);
            }
            books.note(event);
            expect(totals()).toEqual(before);
          } else books.note(event);
        }
      }),
      { numRuns: 20 },
    );
  });
});
