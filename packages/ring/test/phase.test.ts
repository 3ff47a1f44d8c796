import {
  type AgentId,
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type Decimal,
  decimal,
} from '@bagehot/kernel';
import { formatQuanta, quanta } from '@bagehot/kernel/quanta';
import { createRing, type RingEngine, type RingEvent, type RingPorts, runRing, type TradingPhase } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { linesOf } from './scenario-run.js';

/** H1 owes H2 100 on day 1 and has 40; H2 owes H3 100 on day 2. */
const WORLD = {
  agents: ['H1', 'H2', 'H3'],
  cash: { H1: '40' },
  payables: [
    { debtor: 'H1', creditor: 'H2', amount: 100, dueDay: 1, alias: 'A' },
    { debtor: 'H2', creditor: 'H3', amount: 100, dueDay: 2, alias: 'B' },
  ],
};

/** Whoever is short today borrows the gap until tomorrow at 1 %. */
const discountWindow: TradingPhase = {
  name: 'discount-window',
  init: ({ ledger }) => ledger.open('window', { mayOverdraw: true }),
  trade({ ledger, contracts, alive, dues }, day) {
    for (const agent of alive()) {
      const shortfall = dues(agent, day).minus(ledger.cash(agent));
      if (!shortfall.gt(0)) continue;
      ledger.transaction(() => {
        ledger.transfer({ day, kind: 'DiscountLoan', asset: 'cash', from: 'window', to: agent, amount: shortfall });
        contracts.issue({
          kind: 'loan',
          debtor: agent,
          creditor: 'window',
          amount: shortfall.times('1.01').round(2),
          dueDay: day + 1,
        });
      });
    }
  },
};

function start(
  phases: readonly TradingPhase[],
  ports: Partial<RingPorts> = {},
): { ring: RingEngine; log: RingEvent[] } {
  const ledger = createLedger({ moneyDecimals: 2 });
  const events = createEventLog<RingEvent>();
  const ring = createRing(WORLD, {
    ledger,
    contracts: createContracts(ledger),
    random: createRandom(7),
    events,
    phases,
    rules: { check: 'daily', quietDays: 0 },
    ...ports,
  });
  return { ring, log: events.events as RingEvent[] };
}

/** The day's events without markers, as records. */
function dayOf(log: readonly RingEvent[], day: number): readonly Record<string, unknown>[] {
  return linesOf(log)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((record) => record['day'] === day && !/^(Phase|Subphase|Day)/.test(String(record['kind'])));
}

describe("a phase of the user's own", () => {
  it('is logged without any effort of its own', () => {
    const { ring, log } = start([discountWindow]);
    ring.runDay();
    ring.runDay();
    expect(dayOf(log, 1)).toEqual([
      { kind: 'CashTransferred', day: 1, from: 'window', to: 'H1', amount: '60', cause: 'DiscountLoan' },
      {
        kind: 'PayableCreated',
        day: 1,
        contract: 'L1',
        debtor: 'H1',
        creditor: 'window',
        amount: '60.6',
        due_day: 2,
        origin: 'loan',
      },
      { kind: 'CashTransferred', day: 1, from: 'H1', to: 'H2', amount: '100', cause: 'settlement' },
      {
        kind: 'PayableSettled',
        day: 1,
        contract: 'P1',
        alias: 'A',
        debtor: 'H1',
        creditor: 'H2',
        amount: '100',
      },
    ]);
  });

  it('may move any asset, and sees the same in indices and quanta', () => {
    const seen: unknown[] = [];
    const { ring, log } = start([
      {
        name: 'goods',
        init: ({ ledger }) => ledger.issue('good/A', 'nature', { decimals: 0 }),
        trade({ ledger, aliasOf, hasDefaulted, quanta: face, alive, dues, money }, day) {
          if (day === 0)
            ledger.transfer({ day, kind: 'harvest', asset: 'good/A', from: 'nature', to: 'H1', amount: decimal(3) });
          seen.push([aliasOf('P2'), hasDefaulted('H1')]);
          const { accounts, grid } = { accounts: quanta(ledger), grid: quanta(ledger).grid };
          expect(face.alive().map((agent) => accounts.nameOf(agent))).toEqual(alive());
          for (const agent of face.alive()) {
            const name = accounts.nameOf(agent);
            expect(formatQuanta(grid, face.dues(agent, day))).toBe(dues(name, day).toFixed());
            expect(formatQuanta(grid, face.money(agent))).toBe(money(name).toFixed());
          }
          expect(face.hasDefaulted(accounts.indexOf('H1'))).toBe(hasDefaulted('H1'));
        },
      },
    ]);
    for (let day = 0; day < 3; day++) ring.runDay();
    expect(seen).toEqual([
      ['B', false],
      ['B', false],
      ['B', true],
    ]);
    expect(dayOf(log, 0)).toContainEqual({
      ...{ kind: 'Transferred', day: 0, asset: 'good/A', from: 'nature', to: 'H1', amount: '3', cause: 'harvest' },
    });
  });

  it('has its loans settled like any other contract', () => {
    const { ring, log } = start([discountWindow]);
    runRing(ring, { maxDays: 30 });
    expect(dayOf(log, 2).map(({ kind, contract, cause }) => [kind, contract ?? cause])).toContainEqual([
      'PayableCreated',
      'L2',
    ]);
    expect(ring.outcome).toBe('max-days');
    // Debt that is rolled over at 1 % a day never ends.
    expect(log.filter(({ kind }) => kind === 'AgentDefaulted')).toEqual([]);
  });

  it('makes proportional payment the default at B2, not at C', () => {
    const rule = (at: 'B2' | 'C'): number => {
      const { ring, log } = start([{ name: 'idle', at, trade: () => undefined }], { schedule: extraDebt });
      ring.runDay();
      ring.runDay();
      return log.filter(({ kind }) => kind === 'PartialSettlement').length;
    };
    const extraDebt = [
      { day: 0, action: { kind: 'create_payable', from: 'H1', to: 'H3', amount: 60, dueDay: 1 } as const },
    ];
    expect(rule('B2')).toBe(2);
    expect(rule('C')).toBe(1);
  });

  it('sees the outcome of settlement by contract and by debtor', () => {
    const seen: unknown[] = [];
    const { ring } = start([
      {
        name: 'observer',
        trade: () => undefined,
        afterSettlement: (_, day, { contracts, debtors }) => {
          for (const { contract, debtor, due, paid } of contracts) seen.push([day, contract, debtor, +due, +paid]);
          for (const { debtor, recoveryRate } of debtors) seen.push([day, debtor, recoveryRate.toFixed()]);
        },
      },
    ]);
    runRing(ring, { maxDays: 30 });
    expect(seen).toEqual([
      [1, 'P1', 'H1', 100, 40],
      [1, 'H1', '0.4'],
      [2, 'P2', 'H2', 100, 40],
      [2, 'H2', '0.4'],
    ]);
  });

  it('may forgive a debt, which the log tells', () => {
    const { ring, log } = start([
      {
        name: 'jubilee',
        trade({ contracts }, day) {
          if (day === 0) contracts.reduce('P1', decimal(70));
          if (day === 1) contracts.remove('P2');
        },
      },
    ]);
    runRing(ring, { maxDays: 30 });
    expect(log.filter(({ kind }) => kind === 'ClaimReduced').map((event) => linesOf([event])[0])).toEqual([
      '{"kind":"ClaimReduced","day":0,"contract":"P1","holder":"H2","face":"70","cause":"reduce"}',
      '{"kind":"ClaimReduced","day":1,"contract":"P2","holder":"H3","face":"100","cause":"remove"}',
    ]);
    expect(ring.defaulted()).toEqual([]);
  });

  it('may owe several at once, which the log tells claim by claim', () => {
    const { ring, log } = start([
      {
        name: 'club-loan',
        trade({ ledger, contracts }, day) {
          const at = (name: string): number => quanta(ledger).indexOf(name);
          const claims = [
            { holder: at('H2'), face: 3000n },
            { holder: at('H3'), face: 2000n },
          ];
          if (day === 0) quanta(contracts).issueShared('club', at('H1'), claims, 5);
        },
      },
    ]);
    runRing(ring, { maxDays: 30 });
    const told = log.filter((event) => 'contract' in event && event.contract === 'club:1');
    expect(linesOf(told).slice(0, 2)).toEqual([
      '{"kind":"PayableCreated","day":0,"contract":"club:1","debtor":"H1","creditor":"H2","amount":"30","due_day":5,"origin":"club"}',
      '{"kind":"ClaimAdded","day":0,"contract":"club:1","debtor":"H1","holder":"H3","face":"20"}',
    ]);
  });

  it('keeps the run going while it has business left', () => {
    const { ring } = start([{ name: 'busy', trade: () => undefined, isQuiet: (_, day) => day >= 9 }]);
    expect(runRing(ring, { maxDays: 30 })).toBe('stable');
    expect(ring.daysRun).toBe(10);
  });

  it('brings agents along that actions can name, and that are not in alive()', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    const seen: (readonly AgentId[])[] = [];
    createRing(
      {
        agents: [
          { id: 'CB', kind: 'central_bank' },
          { id: 'H1', kind: 'household' },
        ],
        initialActions: [{ kind: 'mint_cash', to: 'dealer_short', amount: 5 }],
      },
      {
        ledger,
        contracts: createContracts(ledger),
        random: createRandom(1),
        phases: [
          {
            name: 'market',
            agents: [{ id: 'dealer_short', kind: 'dealer' }],
            init: (system) => seen.push(system.alive()),
            trade: () => undefined,
          },
        ],
      },
    );
    expect(seen).toEqual([['H1']]);
    expect(Number(ledger.cash('dealer_short'))).toBe(5);
  });

  it('has a name of its own, under which a snapshot keeps its state', () => {
    const keeper = (name: string): TradingPhase => ({ name, trade: () => undefined, snapshot: () => ({ of: name }) });
    expect(() => start([keeper('fund'), keeper('window'), keeper('fund')])).toThrow(
      expect.objectContaining({
        code: 'INVALID_WORLD',
        details: { field: 'phases[2].name', reason: 'must be a name that no other phase of the run has' },
      }),
    );
    expect(start([keeper('fund'), keeper('window')]).ring.snapshot().phases).toEqual([
      ['fund', { of: 'fund' }],
      ['window', { of: 'window' }],
    ]);
  });
});

describe('hooks of a composed economy', () => {
  it('settles only what it is asked to, and counts the same in dues', () => {
    const { ring, log } = start([], { settles: ({ debtor }) => debtor !== 'H1' });
    expect(Number(ring.system.dues('H1', 1))).toBe(0);
    expect(Number(ring.system.dues('H2', 2))).toBe(100);
    runRing(ring, { maxDays: 30 });
    expect(log.flatMap((event) => (event.kind === 'AgentDefaulted' ? [event.agent] : []))).toEqual(['H2']);
  });

  it('leaves whole kinds of contracts to others, whatever else it is asked', () => {
    const kinds = new Set<string>();
    const settlesKind = (kind: string) => {
      kinds.add(kind);
      return false;
    };
    const { ring } = start([], { settlesKind, settles: () => true });
    expect(Number(ring.system.dues('H1', 1))).toBe(0);
    runRing(ring, { maxDays: 30 });
    expect(ring.defaulted()).toEqual([]);
    expect([...kinds]).toEqual(['payable']);
  });

  it('lets a shortfall be mended before anything is distributed', () => {
    const asked: string[] = [];
    const ledger = createLedger({ moneyDecimals: 2 });
    const ring = createRing(WORLD, {
      ledger,
      contracts: createContracts(ledger),
      random: createRandom(7),
      rules: { check: 'daily' },
      beforeShortfall(debtor, day) {
        asked.push(`${debtor} on ${day}`);
        ledger.transfer({ day, kind: 'collateral', asset: 'cash', from: 'CB', to: debtor, amount: decimal(60) });
      },
    });
    expect(runRing(ring, { maxDays: 30 })).toBe('stable');
    expect(asked).toEqual(['H1 on 1']);
    expect(ring.defaulted()).toEqual([]);
  });

  it('tells who was paid inside the payment, so that custody can pass it on', () => {
    const paid: [string, string, Decimal][] = [];
    const ledger = createLedger({ moneyDecimals: 2 });
    const ring = createRing(WORLD, {
      ledger,
      contracts: createContracts(ledger),
      random: createRandom(7),
      afterPayment(contract, holder, amount) {
        paid.push([contract, holder, amount]);
        if (holder === 'H2') ledger.transfer({ day: 1, kind: 'custody', asset: 'cash', from: 'H2', to: 'H3', amount });
      },
    });
    runRing(ring, { maxDays: 30 });
    expect(paid.map(([contract, holder, amount]) => [contract, holder, Number(amount)])).toEqual([['P1', 'H2', 40]]);
    expect(Number(ledger.cash('H3'))).toBe(40);
  });
});
