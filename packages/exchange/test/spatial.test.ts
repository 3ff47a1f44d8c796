import {
  createExchangeRegistry,
  createRules,
  ExchangeError,
  type ExchangeErrorDetails,
  type RulesInput,
} from '@bagehot/exchange';
import {
  createExchange,
  type EventLevel,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangeSnapshot,
} from '@bagehot/exchange/spatial';
import { createPairSearch, exchanges } from '@bagehot/exchange/testing';
import { createEventLog, createLedger, decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const likesA = { type: 'linear', params: { vA: 3, vB: 1 } };
const likesB = { type: 'linear', params: { vA: 1, vB: 3 } };

/** Two neighbours who want each other's goods, and a third one with an apple tree. */
function village(rules: RulesInput = { regime: 'mixed' }): ExchangeConfig {
  return {
    side: 6,
    rules,
    agents: [
      { id: 7, x: 0, y: 0, inventory: { A: 0, B: 20, M: 100 }, utility: likesA },
      { id: 3, x: 1, y: 0, inventory: { A: 20, B: 0, M: 50 }, utility: likesB },
      { id: 5, x: 5, y: 5, inventory: {}, utility: likesA },
    ],
    resources: [{ x: 5, y: 5, good: 'A', amount: 3 }],
  };
}

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const { problems }: ExchangeErrorDetails = error.details;
    return problems.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

describe('createExchange', () => {
  it('tells every problem of a configuration at once', () => {
    const config = {
      ...village(),
      side: 2,
      agents: [
        { id: 1, x: 0, y: 0, inventory: { A: -1 }, utility: likesA },
        { id: 1, x: 9, y: 0.5, inventory: {}, utility: likesA },
      ],
      resources: [
        { x: 0, y: 0, good: 'Q', amount: 1 },
        { x: 0, y: 0, good: 'A', amount: 0 },
      ],
      schedule: { type: 'global_cycle', forageTicks: 0, tradeTicks: 1, startMode: 'trade' },
    } as const;
    expect(problemsOf(() => createExchange(config, { level: 'loud' as EventLevel }))).toEqual([
      'HOLDING_INVALID agents[0].inventory.A',
      'DUPLICATE_AGENT_ID agents[1].id',
      'INVALID_OPTION agents[1]',
      'UNKNOWN_GOOD resources[0].good',
      'HOLDING_INVALID resources[1].amount',
      'INVALID_OPTION resources[1]',
      'INVALID_OPTION schedule.forageTicks',
      'INVALID_OPTION level',
    ]);
  });

  it('lets nobody have the name of an issuer', () => {
    const agentName = (id: number): string => (id === 3 ? 'nature' : `H${id}`);
    expect(problemsOf(() => createExchange(village(), { agentName }))).toEqual(['DUPLICATE_AGENT_ID agents[1].id']);
  });
});

describe('the ledger of an exchange', () => {
  it('has goods from nature and money in minor units from the mint', () => {
    const { ledger } = createExchange(village({ regime: 'mixed', params: { moneyScale: 7 } }));
    expect(ledger.quantum.toString()).toBe('1');
    expect(ledger.balance('nature', 'good/A').toNumber()).toBe(-20);
    expect(ledger.cash('mint').toNumber()).toBe(-150);
    expect(ledger.cash('7').toNumber()).toBe(100);
  });

  it('is shared: money is counted in minor units, and what is less than one stays', () => {
    const ledger = createLedger({ moneyDecimals: 3 });
    ledger.issue('cash', 'bank');
    ledger.open('3');
    ledger.transfer({ day: 0, kind: 'gift', asset: 'cash', from: 'bank', to: '3', amount: decimal('0.019') });
    const config = village({ regime: 'money_only', params: { moneyScale: 100 } });
    const exchange = createExchange(config, { ledger, strict: true });
    expect(ledger.cash('7').toString()).toBe('1');
    expect(exchange.agents.map(({ id, inventory: { M } }) => [id, M])).toEqual([
      [3, 51],
      [5, 0],
      [7, 100],
    ]);
    exchange.run(10);
    const fractions = ['3', '5', '7'].map((name) => ledger.cash(name).times(1000).toNumber() % 10);
    expect(fractions).toEqual([9, 0, 0]);
    expect([...ledger.journal].filter((entry) => entry.op === 'transfer' && entry.kind === 'trade').length % 2).toBe(0);
  });

  it('refuses money of which a minor unit is no whole number of quanta, and stays as it was', () => {
    const ledger = createLedger({ moneyDecimals: 2 });
    const config = village({ params: { moneyScale: 3 } });
    expect(problemsOf(() => createExchange(config, { ledger }))).toEqual(['MONEY_SCALE_OFF_GRID params.moneyScale']);
    expect(ledger.agents()).toEqual([]);
  });

  it('is seen anew at each tick: what others have changed counts', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    const exchange = createExchange(village(), { ledger, strict: true });
    ledger.transfer({ day: 0, kind: 'tax', asset: 'good/B', from: '7', to: 'nature', amount: decimal(20) });
    ledger.transfer({ day: 0, kind: 'tax', asset: 'cash', from: '7', to: 'CB', amount: decimal(100) });
    exchange.run(5);
    expect(exchange.agents.find(({ id }) => id === 7)?.inventory).toEqual({ A: 0, B: 0, M: 0 });
  });

  it('owes what a buyer’s money does not cover', () => {
    const granted: number[] = [];
    const log = createEventLog<ExchangeEvent>();
    const rules: RulesInput = {
      regime: 'money_only',
      purchaseLimit: { limit: () => 500 },
      tradeCredit: {
        markup: 0,
        grant(_trade, credit) {
          granted.push(credit);
          return `loan-${granted.length}`;
        },
      },
    };
    const poor = village(rules).agents.map((agent) => ({ ...agent, inventory: { ...agent.inventory, M: 0 } }));
    createExchange({ ...village(rules), agents: poor }, { events: log, strict: true }).run(3);
    const contracts = log.of('ExchangeTrade').map(({ contract, trade }) => [contract, trade.credit]);
    expect(contracts[0]).toEqual(['loan-1', granted[0]]);
    expect(granted[0]).toBeGreaterThan(0);
  });
});

describe('a tick', () => {
  /** A search that fails in its n-th call. */
  function failing(after: number): RulesInput {
    let calls = 0;
    const registry = createExchangeRegistry().blockSearch({
      name: 'brittle',
      search(seller, buyer, pair) {
        calls++;
        if (calls > after) throw new Error('out of order');
        const [x = '', y = ''] = pair.split('<->');
        const canPay = (seller.inventory[x] ?? 0) >= 1 && (buyer.inventory[y] ?? 0) >= 1;
        return canPay && pair === 'A<->B' && seller.id === 3 ? { dX: 1, dY: 1 } : null;
      },
    });
    return { registry, regime: 'mixed', params: { tradeExecutionMode: 'brittle' } };
  }

  it('that fails has not happened', () => {
    const log = createEventLog<ExchangeEvent>();
    const exchange = createExchange(village(failing(20)), { events: log });
    exchange.runTick();
    expect(() => exchange.run(9)).toThrow('out of order');
    const { tick } = exchange;
    expect(tick).toBeGreaterThan(0);
    const copy = createExchange(village(failing(0)), {}, exchange.snapshot());
    expect(copy.snapshot()).toEqual(exchange.snapshot());
    expect(log.events.filter(({ day }) => day >= tick)).toEqual([]);
    expect(() => exchange.runTick()).toThrow('out of order');
    expect(exchange.tick).toBe(tick);
  });

  it('is taken back with the transaction it is part of', () => {
    fc.assert(
      fc.property(exchanges(), fc.nat(10), (config, first) => {
        const ledger = createLedger({ moneyDecimals: 4 });
        const exchange = createExchange(config, { ledger, strict: true });
        exchange.run(first);
        const [before, books] = [exchange.snapshot(), ledger.snapshot()];
        expect(() =>
          ledger.transaction(() => {
            exchange.run(10);
            throw new Error('no');
          }),
        ).toThrow('no');
        expect(exchange.snapshot()).toEqual(before);
        expect(ledger.snapshot()).toEqual(books);
        exchange.run(10);
        const straight = createExchange(config, { ledger: createLedger({ moneyDecimals: 4 }) });
        straight.run(first + 10);
        expect(exchange.snapshot()).toEqual(straight.snapshot());
      }),
      { numRuns: 10 },
    );
  });

  it('cannot be run or told from inside', () => {
    const found: string[][] = [];
    const rules = failing(100);
    const registry = createExchangeRegistry().partnerScore({
      name: 'nosy',
      score() {
        found.push([...problemsOf(() => exchange.runTick()), ...problemsOf(() => exchange.snapshot())]);
        return 0;
      },
    });
    const exchange = createExchange(village({ ...rules, registry, params: { partnerScore: 'nosy' } }));
    exchange.runTick();
    expect(found[0]).toEqual(['INVALID_OPTION runTick', 'INVALID_OPTION snapshot']);
  });
});

describe('what an exchange tells', () => {
  const kindsAt = (level: EventLevel): readonly string[] => {
    const log = createEventLog<ExchangeEvent>();
    createExchange(village(), { events: log, level }).run(12);
    return [...new Set(log.events.map(({ kind }) => kind))].sort();
  };

  it('grows with the level', () => {
    const standard = kindsAt('standard');
    expect(kindsAt('off')).toEqual([]);
    expect(kindsAt('minimal')).toEqual(['ExchangeTrade', 'TickState']);
    expect(standard).toEqual(expect.arrayContaining(['AgentSnapshot', 'Decision', 'Harvested', 'Paired', 'TickState']));
    expect(standard).not.toContain('Moved');
    expect(kindsAt('debug')).toEqual(expect.arrayContaining([...standard, 'PreferenceRanked', 'TradeAttempted']));
  });

  it('begins with everybody as they are, unless that is not wanted', () => {
    const days = (snapshotInitial: boolean): number[] => {
      const log = createEventLog<ExchangeEvent>();
      createExchange(village(), { events: log, snapshotInitial });
      return log.events.map(({ day }) => day);
    };
    expect(days(true)).toEqual([-1, -1, -1, -1]);
    expect(days(false)).toEqual([]);
  });
});

describe('a snapshot', () => {
  function changed(change: (copy: { -readonly [Key in keyof ExchangeSnapshot]: ExchangeSnapshot[Key] }) => void) {
    const exchange = createExchange(village());
    exchange.run(3);
    const copy = JSON.parse(JSON.stringify(exchange.snapshot()));
    change(copy);
    return problemsOf(() => createExchange(village(), {}, copy));
  }

  it('of something else is refused', () => {
    expect(changed((copy) => Object.assign(copy, { kind: 'financing' }))).toEqual(['INVALID_SNAPSHOT snapshot.kind']);
    expect(changed((copy) => Object.assign(copy, { side: 7, goods: ['A', 'C'], tick: -1 }))).toEqual([
      'INVALID_SNAPSHOT snapshot.goods',
      'INVALID_SNAPSHOT snapshot.side',
      'INVALID_SNAPSHOT snapshot.tick',
    ]);
    expect(changed((copy) => Object.assign(copy, { agents: [] }))).toEqual(['INVALID_SNAPSHOT snapshot.agents']);
    expect(changed((copy) => Reflect.deleteProperty(copy, 'ledger'))).toEqual(['INVALID_SNAPSHOT snapshot.ledger']);
    expect(changed((copy) => Object.assign(copy.ledger as object, { agents: 5 }))).toEqual([
      'INVALID_SNAPSHOT snapshot.ledger',
    ]);
  });

  it('of a state that cannot be is refused', () => {
    const found = changed((copy) => {
      const [first, second, third] = copy.agents;
      Object.assign(first as object, { pairedWith: 5, position: [9, 0], lambdaMoney: 0 });
      Object.assign(second as object, { committedTo: [0, 0], targetAgent: 99 });
      Object.assign(third as object, { cooldowns: [[3, -2]] });
      Object.assign(copy.resources[0] as object, { amount: 4, lastHarvested: 3 });
    });
    expect(found).toEqual([
      'INVALID_SNAPSHOT snapshot.agents[0].position',
      'INVALID_SNAPSHOT snapshot.agents[0].lambdaMoney',
      'INVALID_SNAPSHOT snapshot.agents[1].targetAgent',
      'INVALID_SNAPSHOT snapshot.agents[1].committedTo',
      'INVALID_SNAPSHOT snapshot.agents[2].cooldowns',
      'INVALID_SNAPSHOT snapshot.resources[0].amount',
      'INVALID_SNAPSHOT snapshot.resources[0].lastHarvested',
      'INVALID_SNAPSHOT snapshot.agents[0].pairedWith',
      'INVALID_SNAPSHOT snapshot.agents[2].pairedWith',
    ]);
  });

  it('needs a shared ledger that knows the goods and people', () => {
    const { ledger: _own, ...state } = createExchange(village()).snapshot();
    expect(problemsOf(() => createExchange(village(), { ledger: createLedger({ moneyDecimals: 0 }) }, state))).toEqual([
      'INVALID_SNAPSHOT ledger',
    ]);
  });
});

it('the search for partners finds the same in buckets and among all', () => {
  fc.assert(
    fc.property(exchanges({ mostAgents: 40, mostSide: 20 }), (config) => {
      const rules = createRules(config.rules);
      const found = createPairSearch({ ...config, rules }, true)();
      expect(found).toEqual(createPairSearch({ ...config, rules }, false)());
    }),
    { numRuns: 15 },
  );
});
