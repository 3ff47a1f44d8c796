import { deliver, type FinancingConfig, type RoundCompleted } from '@bagehot/financing';
import { decimal, type EventRecord, type EventSink, recordLine } from '@bagehot/kernel';
import type { ExplicitWorld, RingRules, TradingPhase } from '@bagehot/ring';
import {
  balanceRows,
  createEconomy,
  createRecordStream,
  type Economy,
  type FinancingMarket,
  type FinancingMarketOptions,
  financingMarket,
  type RunResult,
  type RunSnapshot,
  replayBalances,
  restoreEconomy,
  SimError,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const PEOPLE = ['H1', 'H2', 'H3', 'H4'];

const world: ExplicitWorld = {
  agents: [{ id: 'CB', kind: 'central_bank' }, ...PEOPLE.map((id) => ({ id, kind: 'household' as const }))],
  initialActions: [
    { kind: 'mint_cash', to: 'H1', amount: '1' },
    { kind: 'mint_cash', to: 'H2', amount: '5' },
  ],
};

/** All live in the market. 1 and 2 own the numeraire and leave it at home, 3 and 4 own the other good; all want as much of both. */
const VILLAGE: FinancingConfig = {
  mode: 'TOTAL_WEALTH',
  grid: { width: 2, height: 2 },
  goods: ['grain', 'wine'],
  departure: 'never',
  agents: [
    { id: 1, alpha: ['0.5', '0.5'], home: [6, 0], personal: [0, 0], homePosition: [0, 0], loadFraction: 0 },
    { id: 2, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 0], loadFraction: 0 },
    { id: 3, alpha: ['0.5', '0.5'], home: [0, 6], personal: [0, 0], homePosition: [1, 1] },
    { id: 4, alpha: ['0.5', '0.5'], home: [0, 4], personal: [0, 0], homePosition: [1, 1] },
  ],
};

interface Run {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly records: readonly EventRecord[];
  readonly market: FinancingMarket;
  readonly rounds: readonly RoundCompleted[];
  readonly snapshots: readonly RunSnapshot[];
}

interface Setting {
  readonly world?: ExplicitWorld;
  readonly config?: Partial<FinancingConfig>;
  readonly options?: FinancingMarketOptions;
  readonly rules?: RingRules;
  readonly maxDays?: number;
  readonly from?: RunSnapshot;
}

function run({ world: own = world, config, options, rules, maxDays = 6, from }: Setting = {}): Run {
  const records: EventRecord[] = [];
  const rounds: RoundCompleted[] = [];
  const snapshots: RunSnapshot[] = [];
  const sinks: EventSink<never>[] = [
    createRecordStream((record) => records.push(record), from && { seq: from.economy.eventCount }),
  ];
  const economy = from === undefined ? createEconomy({ seed: 3, sinks }) : restoreEconomy(from.economy, { sinks });
  const market = financingMarket(
    economy,
    { ...VILLAGE, ...config },
    { rounds: { emit: (event) => rounds.push(event) }, ...options },
  );
  const sheets: unknown[] = [];
  const result = simulate(economy, own, {
    maxDays,
    mode: 'step',
    phases: [market],
    rules: { check: 'daily', ...rules },
    onDay: (day, view) => {
      sheets.push(...balanceRows(view.system, day));
      snapshots.push(JSON.parse(JSON.stringify(view.snapshot())));
    },
    ...(from === undefined ? {} : { from }),
  });
  if (from === undefined) expect([...replayBalances(records)]).toEqual(sheets);
  return { economy, result, records, market, rounds, snapshots };
}

const credit: FinancingMarketOptions = { tradeCredit: { termDays: 2 } };

describe('rounds of goods on a ring', () => {
  it('trade among the people of the world, settled in kind unless said otherwise', () => {
    const { economy, rounds } = run();
    expect(economy.events.of('TradeCreditGranted')).toEqual([]);
    expect(economy.events.of('CashTransferred')).toEqual([]);
    expect(rounds.map(({ day, round }) => [day, round])).toEqual([0, 1, 2, 3, 4, 5].map((day) => [day, day + 1]));
    for (const [person, wine] of [
      ['H1', '3'],
      ['H2', '2'],
      ['H3', '3'],
      ['H4', '2'],
    ] as const)
      expect(String(economy.ledger.balance(person, 'good/wine'))).toBe(wine);
    // In kind, at home.
    expect(String(economy.ledger.balance('H3/home', 'good/grain'))).toBe('3');
  });

  it('are paid in money as far as it goes, and owed beyond it, until the ring settles the rest', () => {
    const { economy, result } = run({ options: credit });
    expect(
      economy.events
        .of('TradeCreditGranted')
        .slice(0, 1)
        .map((event) => JSON.parse(JSON.stringify(event))),
    ).toEqual([
      {
        kind: 'TradeCreditGranted',
        day: 0,
        buyer: 'H1',
        seller: 'H3',
        contract: 'P1',
        credit: '2',
        face: '2',
        dueDay: 2,
      },
    ]);
    expect(
      economy.events
        .of('PayableCreated')
        .slice(0, 1)
        .map(({ contract, origin }) => [contract, origin]),
    ).toEqual([['P1', 'trade-credit']]);
    expect(
      economy.events
        .of('CashTransferred')
        .slice(0, 2)
        .map(({ day, from, to, amount, cause }) => [day, from, to, String(amount), cause]),
    ).toEqual([
      [0, 'H1', 'H3', '1', 'purchase'],
      [0, 'H2', 'H4', '2', 'purchase'],
    ]);
    // Nobody gives back what it has bought: the seller bears what is not paid.
    expect(result.defaulted).toEqual(['H1']);
    expect(economy.events.of('AgentDefaulted').map(({ day }) => day)).toEqual([2]);
    expect(Number(economy.ledger.balance('H1', 'good/wine'))).toBeGreaterThanOrEqual(3);
  });

  it('leave out whoever has defaulted, who keeps what it has', () => {
    const { economy, rounds } = run({ options: credit });
    expect(rounds.map(({ market }) => Array.from(market.participants.ids))).toEqual([
      ...Array.from({ length: 3 }, () => [1, 2, 3, 4]),
      ...Array.from({ length: 3 }, () => [2, 3, 4]),
    ]);
    expect(String(economy.ledger.balance('H1/home', 'good/grain'))).toBe('6');
  });

  it('keep back the money for what is owed within the days of reserve, and refuse credit to those who are short', () => {
    const owing: ExplicitWorld = {
      ...world,
      initialActions: [
        ...world.initialActions,
        { kind: 'create_payable', from: 'H2', to: 'H3', amount: '4', dueDay: 1 },
      ],
    };
    const paid = (reserveDays: number): unknown[] =>
      run({ world: owing, options: { ...credit, reserveDays }, maxDays: 1 })
        .economy.events.of('CashTransferred')
        .map(({ from, amount }) => [from, String(amount)]);
    expect(paid(0)).toEqual([
      ['H1', '1'],
      ['H2', '2'],
    ]);
    expect(paid(1)).toEqual([
      ['H1', '1'],
      ['H2', '1'],
    ]);

    const short: ExplicitWorld = {
      ...world,
      initialActions: [
        ...world.initialActions,
        { kind: 'create_payable', from: 'H1', to: 'H3', amount: '1.5', dueDay: 0 },
      ],
    };
    const { economy, rounds } = run({ world: short, options: credit, maxDays: 1 });
    expect(economy.events.of('TradeCreditGranted').filter(({ buyer }) => buyer === 'H1')).toEqual([]);
    expect(rounds[0]?.market.orders?.requested.slice(0, 2)).toEqual([0n, 0n]);
    expect(rounds[0]?.market.orders?.requested.slice(2, 4)).not.toEqual([0n, 0n]);
  });

  it('hold people to what they may owe at most', () => {
    const none = run({ options: { tradeCredit: { termDays: 2, maxDebt: 0 } } }).economy;
    expect(none.events.of('TradeCreditGranted')).toEqual([]);
    expect(none.events.of('CashTransferred').length).toBeGreaterThan(0);
    const some = run({ options: { tradeCredit: { termDays: 9, maxDebt: '0.5' } } }).economy;
    for (const person of PEOPLE) {
      const owed = some.events
        .of('TradeCreditGranted')
        .filter(({ buyer }) => buyer === person)
        .reduce((total, { face }) => total + Number(face), 0);
      expect(owed).toBeLessThanOrEqual(0.5);
    }
  });

  it('bound purchases by the wealth less what is owed for goods, and by nothing else that is owed', () => {
    const { rounds } = run({ options: { ...credit, numerairePrice: 2 } });
    const bounds = (day: number): unknown[] | undefined => {
      const market = rounds[day]?.market;
      const one = market?.prices && 10n ** BigInt(market.prices.decimals + market.participants.quantityScale);
      return market?.orders?.fixed.map((units) => Number(units) / Number(one));
    };
    // A debt of 3 grain is 6 money, of which H1 has 1 and H2, who owes 2 grain, 4: it owes 5, which is 2.5 grain, of 6 grain and 3 wine.
    expect(bounds(0)).toEqual([6, 4, 6, 4]);
    expect(bounds(1)).toEqual([6.5, 6, 3, 2]);
    const owing: ExplicitWorld = {
      ...world,
      initialActions: [
        ...world.initialActions,
        { kind: 'create_payable', from: 'H3', to: 'H4', amount: '3', dueDay: 9 },
      ],
    };
    const ring = run({ world: owing, options: credit }).rounds[0]?.market;
    expect(ring?.valuation?.outstanding).toBe(undefined);
  });

  it('make paper that its seller may sell to a dealer on the same day', () => {
    const needy: ExplicitWorld = {
      ...world,
      initialActions: [
        { kind: 'mint_cash', to: 'H2', amount: '40' },
        { kind: 'create_payable', from: 'H3', to: 'H4', amount: '0.5', dueDay: 0 },
      ],
    };
    const economy = createEconomy({ seed: 3 });
    const goods = financingMarket(economy, VILLAGE, credit);
    const dealers = secondaryMarket(economy, { ticketSize: 1, maxArrivals: 'all' });
    const { defaulted } = simulate(economy, needy, { maxDays: 1, phases: [goods, dealers] });
    const sold = economy.events.of('Trade').filter(({ side }) => side === 'SELL');
    expect(sold.map(({ day, trader, contract }) => [day, trader, contract])).toEqual([[0, 'H3', 'P2']]);
    expect(defaulted).toEqual([]);
  });

  it('make a day with volume an active one', () => {
    const economy = createEconomy({ seed: 3 });
    const traded: number[] = [];
    const market = financingMarket(economy, VILLAGE, {
      rounds: {
        emit: ({ day, market: { clearing } }) => {
          if (clearing?.volume.some((volume) => volume > 0n)) traded.push(day);
        },
      },
    });
    const { days, stopped } = simulate(economy, world, { maxDays: 20, quietDays: 3, phases: [market] });
    expect(stopped).toBe('stable');
    expect(traded[0]).toBe(0);
    expect(days).toBe((traded.at(-1) as number) + 1 + 3);
  });

  it('forget a debt that was undone', () => {
    let undone = false;
    const economy = createEconomy({ seed: 3 });
    const goods = financingMarket(economy, VILLAGE, credit);
    const clumsy: TradingPhase = {
      name: 'clumsy',
      init: (system) => goods.init?.(system),
      trade({ ledger, contracts }, day) {
        expect(() =>
          ledger.transaction(() => {
            goods.trade(undefined as never, day);
            expect(contracts.owedBy('H1').length).toBe(1);
            throw new Error('another time');
          }),
        ).toThrow('another time');
        // The next contract gets the number of the one that was undone.
        contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'H2', amount: decimal(1), dueDay: 9 });
        expect(goods.snapshot?.()).toMatchObject({ promised: [] });
        undone = true;
      },
    };
    simulate(economy, world, { maxDays: 1, phases: [clumsy] });
    expect(undone).toBe(true);
  });

  it('go on from a snapshot as if nothing had happened', () => {
    const whole = run({ options: { ...credit, tradeCredit: { termDays: 3, markup: '0.02' } } });
    for (const day of [0, 1, 3]) {
      const from = whole.snapshots[day] as RunSnapshot;
      const rest = run({ options: { ...credit, tradeCredit: { termDays: 3, markup: '0.02' } }, from });
      expect(rest.records.map(recordLine)).toEqual(whole.records.slice(from.economy.eventCount).map(recordLine));
      expect(rest.snapshots.at(-1)).toEqual(whole.snapshots.at(-1));
    }
  });

  it('are the same under both settlements where nobody runs debts', () => {
    const config: Partial<FinancingConfig> = {
      mode: 'PERSONAL',
      agents: VILLAGE.agents.map((agent) => ({ ...agent, loadFraction: 1 })),
    };
    const [inKind, inMoney] = [run({ config }), run({ config, options: credit })];
    expect(inKind.rounds.some(({ market }) => market.clearing?.volume.some((volume) => volume > 0n))).toBe(true);
    expect(inMoney.records.map(recordLine)).toEqual(inKind.records.map(recordLine));
  });

  it('leave the stations empty', () => {
    for (const options of [{}, credit]) {
      const { ledger } = run({ options }).economy;
      for (const station of ['market', 'settlement'])
        for (const asset of ['good/grain', 'good/wine', 'cash'])
          expect(String(ledger.balance(station, asset))).toBe('0');
    }
  });
});

describe('a wrong market for rounds of goods', () => {
  const codeOf = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return error instanceof SimError ? error.code : (error as { code: string }).code;
    }
    return 'none';
  };
  const made = (config: Partial<FinancingConfig>, options?: FinancingMarketOptions): string =>
    codeOf(() => financingMarket(createEconomy({ seed: 1 }), { ...VILLAGE, ...config }, options));

  it('is refused where it is written', () => {
    expect(made({ mode: 'ALL' })).toBe('UNKNOWN_MODE');
    expect(made({}, { tradeCredit: { termDays: 0 } })).toBe('INVALID_OPTIONS');
    expect(made({}, { ...credit, reserveDays: -1 })).toBe('INVALID_OPTIONS');
    expect(made({}, { tradeCredit: { termDays: 1, maxDebt: -1 } })).toBe('INVALID_OPTIONS');
    expect(made({}, { tradeCredit: { termDays: 1, markup: -1 } })).toBe('INVALID_OPTION');
    expect(made({}, { ...credit, numerairePrice: 0 })).toBe('INVALID_OPTION');
    expect(made({ settlement: deliver }, credit)).toBe('INVALID_OPTIONS');
  });

  it('is refused when its people are none of the world', () => {
    const stranger = VILLAGE.agents.map((agent) => ({ ...agent, id: agent.id + 1 }));
    expect(codeOf(() => run({ config: { agents: stranger } }))).toBe('INVALID_MARKET');
  });

  it('is not there before its run', () => {
    expect(codeOf(() => financingMarket(createEconomy({ seed: 1 }), VILLAGE).financing)).toBe('INCOMPLETE_ECONOMY');
  });
});
