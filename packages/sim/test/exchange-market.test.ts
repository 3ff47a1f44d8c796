import type { RingAction } from '@bagehot/ring';
import { createEconomy, exchangeMarket, simulate } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { BREAD, people, runGoods } from './goods-run.js';

const mint = (to: string, amount: number): RingAction => ({ kind: 'mint_cash', to, amount: String(amount) });
const owe = (from: string, to: string, amount: number, dueDay: number): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount: String(amount),
  dueDay,
});

describe('an exchange on a ring', () => {
  it('trades with the money of the ledger before debts are settled', () => {
    const { economy, result, market } = runGoods(people(mint('H2', 12), owe('H1', 'H3', 9, 0)));
    // H1 earns what it owes on the same day.
    expect(result.defaulted).toEqual([]);
    expect(economy.events.of('ExchangeTrade').map(({ day, trade }) => [day, trade.dX, trade.dY])).toEqual([[0, 4, 12]]);
    const { ledger } = economy;
    expect(['H1', 'H2', 'H3'].map((name) => Number(ledger.cash(name)))).toEqual([3, 0, 9]);
    expect(ledger.balance('H2', 'good/bread').toFixed()).toBe('4');
    expect(market.exchange.agents.map(({ inventory }) => inventory['bread'])).toEqual([6, 4]);
    expect(result.stopped).toBe('stable');
  });

  it('keeps a run from being quiet on a day with a trade, and only then', () => {
    // Nobody owes anything: two quiet days end a run.
    expect(runGoods(people(), {}).result.days).toBe(2);
    expect(runGoods(people(mint('H2', 12)), {}).result.days).toBe(3);
  });

  it('does not offer what is owed today, nor within the days of reserve', () => {
    const traded = (dueDay: number, reserveDays: number): readonly unknown[] =>
      runGoods(people(mint('H2', 12), owe('H2', 'H3', 6, dueDay)), { reserveDays })
        .economy.events.of('ExchangeTrade')
        .map(({ day, trade }) => [day, trade.dY]);
    // Owed today: 6 stay, and are paid.
    expect(traded(0, 0)).toEqual([[0, 6]]);
    expect(traded(1, 1)).toEqual([[0, 6]]);
    // Nobody looks ahead: all is spent.
    expect(traded(1, 0)).toEqual([[0, 12]]);
    expect(runGoods(people(mint('H2', 12), owe('H2', 'H3', 6, 1))).result.defaulted).toEqual(['H2']);
  });

  it('mints an endowment in money from whoever issues the cash', () => {
    const agents = BREAD.agents.map((agent) => ({ ...agent, inventory: { ...agent.inventory, M: 7 } }));
    const { economy } = runGoods(people(mint('H2', 2)), { config: { ...BREAD, agents } });
    expect(economy.ledger.cash('CB').toFixed()).toBe('-16');
    expect(economy.events.of('ExchangeTrade')[0]?.trade.dY).toBe(9);
  });

  it('has no place for who has defaulted, who keeps what it has', () => {
    const world = people(mint('H2', 12), owe('H1', 'H3', 50, 0));
    const { economy, result, market } = runGoods(world);
    expect(result.defaulted).toEqual(['H1']);
    // Sold for 12 before B3; its money went to its creditor, its bread is still there, and nobody gets it any more.
    expect(economy.ledger.cash('H3').toFixed()).toBe('12');
    expect(economy.ledger.balance('H1', 'good/bread').toFixed()).toBe('6');
    const later = runGoods(people(mint('H2', 12), owe('H1', 'H3', 50, 0), mint('H3', 5)), {
      config: { ...BREAD, agents: BREAD.agents.map((agent) => (agent.id === 2 ? { ...agent, id: 3 } : agent)) },
    });
    expect(later.economy.events.of('ExchangeTrade').map(({ day }) => day)).toEqual([0]);
    expect(market.exchange.agents[0]?.pairedWith).toBeNull();
  });

  it('plays several ticks a day, all of which are told on that day', () => {
    const params = { ...BREAD.rules?.params, dAMax: 1 };
    const config = { ...BREAD, rules: { ...BREAD.rules, params } } as typeof BREAD;
    const once = runGoods(people(mint('H2', 12)), { config });
    expect(once.economy.events.of('ExchangeTrade').map(({ day }) => day)).toEqual([0, 1, 2, 3]);
    const thrice = runGoods(people(mint('H2', 12)), { config, ticksPerDay: 3 });
    expect(thrice.economy.events.of('ExchangeTrade').map(({ day }) => day)).toEqual([0, 0, 0, 1]);
    expect(thrice.market.exchange.tick).toBe(3 * thrice.result.days);
  });

  it('runs its ticks on days when one only forages, and nothing is traded', () => {
    const schedule = { type: 'global_cycle', forageTicks: 2, tradeTicks: 1, startMode: 'forage' } as const;
    const { economy } = runGoods(people(mint('H2', 12), owe('H3', 'H1', 1, 6)), { config: { ...BREAD, schedule } });
    expect(economy.events.of('ExchangeTrade').map(({ day }) => day)).toEqual([2]);
    expect(economy.events.of('TickState').map(({ mode }) => mode)).toEqual([
      ...['forage', 'forage', 'trade', 'forage', 'forage', 'trade', 'forage'],
    ]);
  });

  it('counts in minor units of the economy’s money; a rest of less stays where it is', () => {
    const rules = { ...BREAD.rules, params: { ...BREAD.rules?.params, moneyScale: 4 } } as typeof BREAD.rules;
    const config = { ...BREAD, rules } as typeof BREAD;
    const world = people({ kind: 'mint_cash', to: 'H2', amount: '2.38' });
    const { economy } = runGoods(world, { config, moneyDecimals: 2 });
    // 9 quarters are there: at the first price that works, a unit for 9 of them, bread is worth 8 to H1.
    const [trade] = economy.events.of('ExchangeTrade');
    expect([trade?.trade.dX, trade?.trade.dY]).toEqual([1, 9]);
    expect(economy.ledger.cash('H2').toFixed()).toBe('0.13');
    const economy3 = createEconomy({ seed: 1, moneyDecimals: 0 });
    expect(() => exchangeMarket(economy3, config)).toThrow(expect.objectContaining({ code: 'MONEY_SCALE_OFF_GRID' }));
  });

  it('is refused with people that the world does not know, or options that are none', () => {
    const economy = createEconomy({ seed: 1 });
    const stranger = { ...BREAD, agents: BREAD.agents.map((agent) => ({ ...agent, id: agent.id + 2 })) };
    const market = exchangeMarket(economy, stranger);
    expect(() => market.exchange).toThrow(expect.objectContaining({ code: 'INCOMPLETE_ECONOMY' }));
    expect(() => simulate(economy, people(), { maxDays: 1, phases: [market] })).toThrow(/but H4 is none/u);
    expect(() => exchangeMarket(economy, BREAD, { ticksPerDay: 0 })).toThrow(/ticksPerDay must be a whole number/u);
    expect(() => exchangeMarket(economy, BREAD, { reserveDays: 0.5 })).toThrow(/reserveDays must be a whole number/u);
    expect(() => exchangeMarket(economy, { ...BREAD, side: 0 })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });

  it('leaves a ring alone where nobody has anything to trade', () => {
    const world = people(mint('H2', 12), owe('H2', 'H3', 5, 1), owe('H3', 'H1', 4, 2));
    const idle = { ...BREAD, agents: BREAD.agents.map((agent) => ({ ...agent, inventory: {} })) };
    const { records } = runGoods(world, { config: idle });
    const plain = createEconomy({ seed: 7 });
    simulate(plain, world, { maxDays: 12 });
    // `nature` is opened, too.
    const own = ['TickState', 'SubphaseB2_Dealer', 'AgentCreated'];
    const kinds = records.map(({ kind }) => String(kind)).filter((kind) => !own.includes(kind));
    const plainKinds = plain.events.events.map(({ kind }) => kind).filter((kind) => kind !== 'AgentCreated');
    expect(kinds).toEqual(plainKinds);
  });
});
