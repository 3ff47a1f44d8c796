import { decimal, sum } from '@bagehot/kernel';
import type { RingWorld } from '@bagehot/ring';
import {
  balanceCells,
  balanceRows,
  createEconomy,
  type Economy,
  parseScenario,
  type RunSnapshot,
  replayBalances,
  runRecords,
  runScenario,
  type SecondaryMarketConfig,
  type SimEvent,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf, RING } from './scenario-text.js';

/** H2 owes 30 tomorrow, has nothing, and holds a claim of 40 on H1 that falls due on day 5. */
const world: RingWorld = {
  agents: ['H1', 'H2', 'H3'],
  cash: { H1: 40 },
  payables: [
    { debtor: 'H1', creditor: 'H2', amount: 40, dueDay: 5 },
    { debtor: 'H2', creditor: 'H3', amount: 30, dueDay: 1 },
  ],
};

const ONE_BUCKET: SecondaryMarketConfig = {
  ticketization: 'whole',
  buckets: [{ id: 'all', minDays: 1, maxDays: null }],
  anchors: { all: { mid: 1, spread: '0.2' } },
  maxArrivals: 'all',
  sellProbability: 1,
  buying: false,
};

interface Run {
  readonly economy: Economy;
  of<K extends SimEvent['kind']>(kind: K): readonly Extract<SimEvent, { kind: K }>[];
  cash(agent: string): string;
}

function runWith(config: SecondaryMarketConfig, capital: Readonly<Record<string, string>>, maxDays = 2): Run {
  const economy = createEconomy({ seed: 1 });
  const cash = new Map(Object.entries(capital));
  const market = secondaryMarket(economy, { ...ONE_BUCKET, ...config, capital: { mode: 'given', cash } });
  simulate(economy, world, { maxDays, phases: [market], rules: { check: 'daily' } });
  return {
    economy,
    of: (kind) => economy.events.of(kind) as never,
    cash: (agent) => economy.ledger.cash(agent).toFixed(),
  };
}

/** Bid of a dealer without tickets and with 50 to spend: M + O X / (2 (X + 2)) - O / (2 (X + 1)) for X = 50, on the grid of 12 decimals. */
const BID_OF_50 = '1.09419306184';

describe('a claim that is one ticket', () => {
  it('is sold at the unit price times its face, and counts as one in the dealer’s inventory', () => {
    const { of, cash } = runWith({}, { dealer_all: '50' });
    const [trade] = of('Trade');
    expect(trade).toMatchObject({ trader: 'H2', isPassThrough: false, inventoryAfter: 1, ticket: 'P1#0' });
    expect(trade?.price.toFixed()).toBe(BID_OF_50);
    expect(trade?.quantity.toFixed()).toBe('40');
    expect(trade?.amount.toFixed()).toBe('43.7677224736');
    expect(cash('dealer_all')).toBe('6.2322775264');
    // 43.7677224736 less the debt of 30.
    expect(cash('H2')).toBe('13.7677224736');
  });

  it('goes to the value-based trader, at its price times the face, when the dealer cannot pay for it', () => {
    const { of, cash } = runWith({}, { dealer_all: '10' });
    expect(of('Trade')[0]).toMatchObject({ isPassThrough: true, vbt: 'vbt_all' });
    expect(of('Trade')[0]?.amount.toFixed()).toBe('36');
    expect(
      of('CapitalInjected')
        .find(({ reason }) => reason === 'vbt')
        ?.amount.toFixed(),
    ).toBe('36');
    expect(cash('dealer_all')).toBe('10');
  });

  it('is handed on at the mid times its face when it ages', () => {
    const buckets = [
      { id: 'near', minDays: 1, maxDays: 3 },
      { id: 'far', minDays: 4, maxDays: null },
    ];
    const anchors = { near: { mid: '0.9', spread: '0.2' }, far: { mid: 1, spread: '0.2' } };
    const rich = runWith({ buckets, anchors }, { dealer_far: '50', dealer_near: '40' }, 3);
    expect(rich.of('Rebucket')[0]).toMatchObject({ holderType: 'dealer' });
    expect(rich.of('Rebucket')[0]?.price.toFixed()).toBe('0.9');
    expect([rich.cash('dealer_near'), rich.cash('dealer_far')]).toEqual(['4', '42.2322775264']);
    // One unit would do for a unit ticket, but 36 are asked for: the value-based trader takes it.
    const poor = runWith({ buckets, anchors }, { dealer_far: '50', dealer_near: '35' }, 3);
    expect(poor.of('Rebucket')[0]).toMatchObject({ holderType: 'dealer-to-vbt' });
    const minted = runWith({ buckets, anchors, money: 'minted' }, { dealer_far: '50' }, 3);
    expect(minted.of('Rebucket')[0]).toMatchObject({ holderType: 'dealer' });
    expect([minted.cash('dealer_near'), minted.cash('dealer_far')]).toEqual(['0', '50']);
  });
});

describe('minted money', () => {
  it('makes what a seller gets, by a movement of its own, and leaves market makers as they were', () => {
    const { of, cash, economy } = runWith({ money: 'minted' }, { dealer_all: '50' });
    expect(of('Trade')[0]?.amount.toFixed()).toBe('43.7677224736');
    expect(cash('dealer_all')).toBe('50');
    expect(cash('CB')).toBe('-133.7677224736');
    expect(of('CashTransferred').filter(({ from, to }) => from === 'CB' || to === 'CB')).toMatchObject([
      { from: 'CB', to: 'H2', cause: 'minted' },
    ]);
    expect(
      [...economy.ledger.journal].filter((entry) => entry.op === 'transfer' && entry.kind === 'minted'),
    ).toHaveLength(1);
  });

  it('destroys what a buyer pays', () => {
    // H1 owes nothing before day 5 and buys back no debt of its own: it buys what H2 sold, if anything; here the dealer opens with H3's debt to H1.
    const economy = createEconomy({ seed: 1 });
    const market = secondaryMarket(economy, {
      ...ONE_BUCKET,
      money: 'minted',
      buying: true,
      sellProbability: 0,
      capital: { mode: 'given', cash: new Map([['dealer_all', '50']]) },
    });
    const { metrics } = simulate(
      economy,
      {
        agents: [
          { id: 'CB', kind: 'central_bank' },
          { id: 'H1', kind: 'household' },
          { id: 'H2', kind: 'household' },
        ],
        initialActions: [
          { kind: 'mint_cash', to: 'H1', amount: 100 },
          { kind: 'create_payable', from: 'H2', to: 'dealer_all', amount: 20, dueDay: 9 },
        ],
      },
      { maxDays: 1, phases: [market], rules: { check: 'daily' } },
    );
    const [trade] = economy.events.of('Trade');
    expect(trade).toMatchObject({ side: 'BUY', trader: 'H1', isPassThrough: false });
    expect(economy.ledger.cash('H1').toFixed()).toBe(
      decimal(100)
        .minus(trade?.amount ?? 0)
        .toFixed(),
    );
    expect(economy.ledger.cash('dealer_all').toFixed()).toBe('50');
    expect(economy.events.of('CashTransferred')).toMatchObject([{ from: 'H1', to: 'CB', cause: 'burned' }]);
    expect(metrics.market?.outsideMoneyNet.toFixed()).toBe(
      decimal(0)
        .minus(trade?.amount ?? 0)
        .toFixed(),
    );
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    const scenario = parseScenario({
      version: 1,
      generator: 'ring_explorer_v1',
      params: { n_agents: 12, seed: 8, kappa: 2, q_total: 900, maturity: { days: 8, mu: '0.5' } },
      dealer: {
        enabled: true,
        ticketization: 'whole',
        money: 'minted',
        order_flow: { N_max: 3 },
        trader_policy: { sell_horizon: 8 },
      },
    });
    let text = '';
    const whole = runScenario(scenario, {
      onDay: (day, run) => {
        if (day === 0) text = JSON.stringify(run.snapshot());
      },
    });
    const from = JSON.parse(text) as RunSnapshot;
    const rest = runScenario(scenario, { from });
    expect([...runRecords(rest.economy.events.events)].map((record) => ({ ...record, seq: 0 }))).toEqual(
      [...runRecords(whole.economy.events.events)]
        .slice(from.economy.eventCount)
        .map((record) => ({ ...record, seq: 0 })),
    );
    expect(rest.economy.events.of('Trade').length).toBeGreaterThan(0);
  });

  it('is allowed with whole tickets only', () => {
    expect(() => secondaryMarket(createEconomy({ seed: 1 }), { money: 'minted' })).toThrow(
      expect.objectContaining({ code: 'INVALID_MARKET' }),
    );
    expect(() =>
      secondaryMarket(createEconomy({ seed: 1 }), { money: 'minted', ticketization: 'whole', crossing: true }),
    ).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }));
    expect(problemsOf(`${RING}dealer: { enabled: true, money: minted }\n`)).toEqual(['E_VALUE dealer.money (line 7)']);
    expect(problemsOf(`${RING}dealer: { enabled: true, money: minted, ticketization: whole }\n`)).toEqual([]);
  });

  it('moves total cash by exactly what is recorded as minted and burned, and the log rebuilds every balance sheet', () => {
    const file = fc.record({
      version: fc.constant(1),
      generator: fc.constant('ring_explorer_v1'),
      params: fc.record({
        n_agents: fc.integer({ min: 3, max: 8 }),
        seed: fc.integer({ min: 0, max: 2 ** 40 }),
        kappa: fc.constantFrom('0.5', '1', '3'),
        q_total: fc.integer({ min: 40, max: 900 }),
        maturity: fc.record({ days: fc.integer({ min: 1, max: 10 }), mu: fc.constantFrom('0', '0.5', '1') }),
      }),
      dealer: fc.record({
        enabled: fc.constant(true),
        ticketization: fc.constant('whole'),
        money: fc.constantFrom('minted', 'ledger'),
        vbt_funding: fc.constant('funded'),
        order_flow: fc.record({ pi_sell: fc.constantFrom('0.3', '1'), N_max: fc.constantFrom(3, 'all') }),
        trader_policy: fc.record({ sell_horizon: fc.integer({ min: 0, max: 10 }), buying: fc.boolean() }),
      }),
      run: fc.record({ rollover_enabled: fc.boolean(), max_days: fc.constant(20) }),
    });
    fc.assert(
      fc.property(file, (input) => {
        const live: string[] = [];
        const { economy } = runScenario(parseScenario(input), {
          onDay: (day, { system }) =>
            live.push(...Array.from(balanceRows(system, day), (row) => balanceCells(row).join())),
        });
        const { events, ledger } = economy;
        const replayed = Array.from(replayBalances(runRecords(events.events)), (row) => balanceCells(row).join());
        expect(replayed).toEqual(live);
        const moved = (cause: string) =>
          sum(events.of('CashTransferred').flatMap((event) => (event.cause === cause ? [event.amount] : [])));
        const opened = sum(events.of('CashMinted').map(({ amount }) => amount));
        expect(ledger.cash('CB').neg().toFixed()).toBe(opened.plus(moved('minted')).minus(moved('burned')).toFixed());
        if (input.dealer.money === 'ledger') expect(moved('minted').plus(moved('burned')).toFixed()).toBe('0');
      }),
      { numRuns: 40 },
    );
  });
});
