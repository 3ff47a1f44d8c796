import { type DecimalInput, decimal, type EventRecord } from '@bagehot/kernel';
import type { ExplicitWorld, RingAction, TradingPhase } from '@bagehot/ring';
import {
  balanceRows,
  composeDay,
  createEconomy,
  createRecordStream,
  type DayParts,
  type Economy,
  type RunOptions,
  type RunResult,
  replayBalances,
  type SimError,
  type SimEvent,
  simulate,
} from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import { describe, expect, it } from 'vitest';
import { BREAD } from './goods-run.js';
import { runWhole, WHOLE } from './whole-economy.js';

const mint = (to: string, amount: DecimalInput): RingAction => ({ kind: 'mint_cash', to, amount });
const owe = (from: string, to: string, amount: DecimalInput, dueDay: number): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount,
  dueDay,
});

/** So many people, H1 and so on. */
function village(count: number, ...initialActions: readonly RingAction[]): ExplicitWorld {
  const people = Array.from({ length: count }, (_, k) => ({ id: `H${k + 1}`, kind: 'household' as const }));
  return { agents: [{ id: 'CB', kind: 'central_bank' }, ...people], initialActions };
}

interface Run {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly records: readonly EventRecord[];
}

/** A composed day, again and again, with every law checked after every part of it. */
function run(
  world: ExplicitWorld,
  parts: DayParts,
  { own = [], ...options }: Partial<RunOptions> & { readonly own?: readonly TradingPhase[] } = {},
): Run {
  const records: EventRecord[] = [];
  const economy = createEconomy({ seed: 5, sinks: [createRecordStream((record) => records.push(record))] });
  const phases = [...composeDay(economy, parts), ...own];
  const laws = checkEconomy();
  const result = simulate(economy, world, {
    maxDays: 6,
    phases,
    ...options,
    rules: { check: 'daily', ...options.rules },
    onStart(view) {
      laws.onStart(view);
      options.onStart?.(view);
    },
    afterPhase(phase, day) {
      laws.afterPhase(phase, day);
      options.afterPhase?.(phase, day);
    },
    onDay(day, view) {
      laws.onDay(day, view);
      options.onDay?.(day, view);
    },
  });
  return { economy, result, records };
}

/** Events of a kind, by day. */
function daysOf({ economy }: Run, kind: SimEvent['kind']): readonly number[] {
  return economy.events.of(kind).map(({ day }) => day);
}

const cash = ({ economy }: Run, agent: string): string => economy.ledger.cash(agent).toFixed();

describe('the edges of an economy', () => {
  it('no person alive: the run stops, goods market included', () => {
    // All three fail on day 1, a day before the market for goods would have had its third tick.
    const collapse = run(
      village(3, mint('H2', 3), owe('H1', 'H2', 90, 1), owe('H2', 'H3', 90, 1), owe('H3', 'H1', 90, 1)),
      { exchange: BREAD, dealer: { maxArrivals: 'all' }, moneyMarket: {} },
    );
    expect(collapse.result).toMatchObject({ stopped: 'collapsed', days: 2, defaulted: ['H1', 'H2', 'H3'] });
    expect(daysOf(collapse, 'TickState')).toEqual([0, 1]);
    expect(collapse.records.at(-1)).toMatchObject({ kind: 'RunStopped', outcome: 'collapsed', day: 1 });
    expect(daysOf(collapse, 'SystemCollapsed')).toEqual([1]);
  });

  it('borrower is also an old lender of today: it receives in the session, and never draws and is granted in one', () => {
    const world = village(
      4,
      mint('H2', 50),
      owe('H1', 'H3', 40, 0),
      owe('H2', 'H3', 60, 1),
      mint('H4', 200),
      owe('H4', 'H1', 100, 3),
    );
    // H4 keeps out on day 0, when H2 lends to H1; on day 1 H2 is short itself, and H1 owes it money.
    const late: TradingPhase = {
      name: 'late money',
      agents: [{ id: 'purse', kind: 'household' }],
      trade({ ledger }, day) {
        const [from, to] = day === 0 ? ['H4', 'purse'] : ['purse', 'H4'];
        if (day <= 1) ledger.transfer({ day, kind: 'purse', asset: 'cash', from, to, amount: decimal(200) });
      },
    };
    const economy = createEconomy({ seed: 5 });
    const laws = checkEconomy();
    const phases = [
      late,
      ...composeDay(economy, { moneyMarket: { supply: { reserveDays: 0 } }, liquidity: { policy: 'borrow-only' } }),
    ];
    const { defaulted } = simulate(economy, world, { maxDays: 4, phases, rules: { check: 'daily' }, ...laws });
    const granted = economy.events.of('CallLoanGranted');
    const on = (day: number): readonly string[] =>
      granted
        .filter((loan) => loan.day === day)
        .map(({ borrowerId, legs }) => `${legs.map(({ lenderId }) => lenderId)} to ${borrowerId}`);
    expect(on(0)).toEqual(['H2 to H1']);
    expect(on(1)).toEqual(['H3,H4 to H1', 'H4 to H2']);
    const [repaid] = economy.events.of('CallLoanRepaid');
    expect(repaid).toMatchObject({ day: 1, borrowerId: 'H1', legs: [{ lenderId: 'H2' }] });
    expect(defaulted).toEqual([]);
    for (const seed of [1, 2, 3]) {
      const loans = new Map<unknown, readonly [Set<unknown>, Set<unknown>]>();
      for (const { kind, day, borrower_id, legs } of runWhole({ ...WHOLE, seed }).records) {
        if (kind !== 'CallLoanGranted') continue;
        const [lenders, borrowers] = loans.get(day) ?? [new Set(), new Set()];
        borrowers.add(borrower_id);
        for (const leg of legs as readonly EventRecord[]) lenders.add(leg['lender_id']);
        loans.set(day, [lenders, borrowers]);
      }
      expect(loans.size).toBeGreaterThan(0);
      for (const [lenders, borrowers] of loans.values())
        expect([...borrowers].filter((one) => lenders.has(one))).toEqual([]);
    }
  });

  it('all lenders withdraw: the rate is indicative, at the policy rate and all of the sensitivity', () => {
    const panic = run(village(3, mint('H1', 90), owe('H2', 'H3', 40, 1)), {
      moneyMarket: { policyRate: '0.03', spreadSensitivity: '0.2', withdraw: { fromDay: 0, share: 1 } },
      liquidity: { policy: 'borrow-first' },
    });
    const [, session] = panic.economy.events.of('CallMarketCleared');
    expect(session).toMatchObject({ day: 1, indicative: true, loans: 0 });
    expect([session?.callRate, session?.supplied, session?.volume].map(String)).toEqual(['0.23', '0', '0']);
    expect(panic.economy.events.of('CallLoanGranted')).toEqual([]);
    expect(panic.result.defaulted).toEqual(['H2']);
  });

  it('negative policy rate: less than the principal may be due, and where nothing is due there is no contract', () => {
    const world = village(3, mint('H1', 90), owe('H2', 'H3', 40, 0), owe('H3', 'H2', 40, 5));
    const borrowed = (term: number): { readonly kinds: readonly string[]; readonly run: Run } => {
      const kinds: string[] = [];
      const lent = run(
        world,
        {
          moneyMarket: { policyRate: '-0.1', ticksPerYear: 1, term, withdraw: { fromDay: 1, share: 1 } },
          liquidity: { policy: 'borrow-first' },
        },
        {
          maxDays: 20,
          mode: 'step',
          onDay: (day, { economy }) => {
            if (day === 0) kinds.push(...economy.contracts.owedBy('H2').map(({ kind, amount }) => `${kind} ${amount}`));
          },
        },
      );
      expect(lent.economy.events.of('CallLoanGranted').map(({ principal }) => principal.toFixed())).toEqual(['40']);
      return { kinds, run: lent };
    };
    expect(borrowed(6).kinds).toEqual(['call-loan 16']);
    for (const term of [10, 12]) {
      const { kinds, run: lent } = borrowed(term);
      expect(kinds).toEqual([]);
      // It ends with its term, unpaid and owed by nobody.
      expect(daysOf(lent, 'CallLoanRepaid')).toEqual([term]);
      expect(cash(lent, 'H1')).toBe('50');
    }
  });

  it("loan due on the day the lender defaults: paid to the lender's estate", () => {
    const world = village(
      4,
      mint('H2', 60),
      mint('H4', 80),
      owe('H4', 'H1', 80, 1),
      owe('H1', 'H3', 40, 0),
      owe('H2', 'H3', 5, 1),
    );
    const parts: DayParts = {
      moneyMarket: { withdraw: { fromDay: 1, share: 1 } },
      liquidity: { policy: 'borrow-first' },
    };
    const surprise: TradingPhase = {
      name: 'surprise',
      trade({ contracts }, day) {
        if (day === 1)
          contracts.issue({ kind: 'payable', debtor: 'H2', creditor: 'H3', amount: decimal(95), dueDay: 1 });
      },
    };
    const due = '40.005555555556';
    for (const estate of ['retain', 'pro-rata'] as const) {
      const failed = run(world, parts, { rules: { estate }, own: [surprise] });
      expect(failed.result.defaulted).toEqual(['H2']);
      const told = failed.records.map(({ kind, contract, day }) => `${day} ${kind} ${contract ?? ''}`.trim());
      const [loan] = failed.economy.events.of('CallLoanRepaid');
      expect([loan?.day, loan?.paid.toFixed(), loan?.legs.map(({ lenderId }) => lenderId)]).toEqual([1, due, ['H2']]);
      expect(told.findIndex((line) => line.startsWith('1 AgentDefaulted'))).toBeLessThan(
        told.findIndex((line) => line.startsWith('1 CallLoanRepaid')),
      );
      // H3 got the 20 that were left of H2's money; the rest is the estate's, or its creditors'.
      const [kept, shared] = estate === 'retain' ? [due, '60'] : ['0', '100.005555555556'];
      expect([cash(failed, 'H2'), cash(failed, 'H3')]).toEqual([kept, shared]);
    }
  });

  it('claim on oneself after a release or a purchase: extinguished', () => {
    const world = village(3, mint('H3', 15), owe('H1', 'H2', 20, 4), owe('H2', 'H3', 8, 0));
    const parts: DayParts = {
      dealer: { maxArrivals: 1 },
      moneyMarket: { withdraw: { fromDay: 0, share: 1 } },
      liquidity: { policy: 'borrow-only' },
      facilities: { collateral: {} },
    };
    const owed: string[] = [];
    // H2 pledges what H1 owes it, gets it back the next day, and lets H1 have it: a half for money, the rest for nothing.
    const buyer: TradingPhase = {
      name: 'buyer',
      trade({ ledger, contracts }, day) {
        if (day !== 2) return;
        const [claim] = contracts.heldBy('H2');
        if (claim === undefined) throw new Error('H2 holds nothing');
        expect(contracts.heldBy('CB/custody')).toEqual([]);
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'price', asset: 'cash', from: 'H3', to: 'H2', amount: decimal(1) });
          contracts.transfer(claim.id, { from: 'H2', to: 'H1', face: decimal(10) });
        });
        owed.push(...contracts.owedBy('H1').map(({ amount }) => amount.toFixed()));
        contracts.transfer(claim.id, { from: 'H2', to: 'H1', face: decimal(10) });
        owed.push(...contracts.owedBy('H1').map(({ amount }) => amount.toFixed()));
      },
    };
    // After the window has closed on day 0: it repays with that.
    const gift: TradingPhase = {
      name: 'gift',
      trade({ ledger }, day) {
        if (day === 0) ledger.transfer({ day, kind: 'gift', asset: 'cash', from: 'H3', to: 'H2', amount: decimal(10) });
      },
    };
    const { economy, result } = run(world, parts, { own: [gift, buyer] });
    expect(economy.events.of('ClaimPledged').map(({ agent, day }) => [agent, day])).toEqual([['H2', 0]]);
    expect(economy.events.of('ClaimReleased').map(({ agent, day }) => [agent, day])).toEqual([['H2', 1]]);
    expect(owed).toEqual(['10']);
    expect(economy.events.of('ObligationExtinguished').map(({ debtor, amount }) => [debtor, amount.toFixed()])).toEqual(
      [
        ['H1', '10'],
        ['H1', '10'],
      ],
    );
    expect(result.defaulted).toEqual([]);
  });

  it('fail-fast: the composed day is rolled back to the start of the failing settlement', () => {
    const states: string[] = [];
    const economy = createEconomy({ seed: 5 });
    const state = (): string => stateOf(economy);
    const phases = composeDay(economy, {
      exchange: BREAD,
      dealer: { maxArrivals: 'all' },
      moneyMarket: {},
      liquidity: { policy: 'borrow-first' },
      facilities: { collateral: null, cap: 5 },
    });
    const world = village(
      4,
      mint('H2', 12),
      mint('H4', 30),
      owe('H1', 'H3', 60, 1),
      owe('H4', 'H3', 10, 1),
      owe('H3', 'H4', 5, 1),
    );
    const laws = checkEconomy();
    const { stopped, halt, days } = simulate(economy, world, {
      maxDays: 5,
      phases,
      rules: { defaultHandling: 'fail-fast', check: 'daily' },
      ...laws,
      afterPhase(phase, day) {
        laws.afterPhase(phase, day);
        if (phase === 'window') states[day] = state();
      },
    });
    expect([stopped, halt?.day, days]).toEqual(['halted', 1, 2]);
    expect(economy.events.of('CallLoanGranted').map(({ day }) => day)).toContain(1);
    expect(state()).toBe(states[1]);
  });

  it('payable smaller than a ticket: a stub, which can be pledged and not sold', () => {
    const world = (face: number): ExplicitWorld =>
      village(3, mint('H3', 40), owe('H3', 'H1', face, 3), owe('H1', 'H2', 3, 0));
    const parts: DayParts = {
      dealer: { ticketSize: 10, dealerShare: 1, maxArrivals: 'all', buying: false },
      moneyMarket: { withdraw: { fromDay: 0, share: 1 } },
      liquidity: { policy: 'sell-first' },
      facilities: { collateral: {} },
    };
    const stub = run(world(4), parts);
    expect(stub.economy.events.of('Trade')).toEqual([]);
    expect(stub.economy.events.of('ClaimPledged').map(({ agent, face }) => [agent, face.toFixed()])).toEqual([
      ['H1', '4'],
    ]);
    expect(stub.result.defaulted).toEqual([]);
    const ticket = run(world(10), parts);
    expect(ticket.economy.events.of('Trade').map(({ trader, side }) => [trader, side])).toEqual([['H1', 'SELL']]);
    expect(ticket.economy.events.of('ClaimPledged')).toEqual([]);
  });

  it('trade payable due after the last day: stays open, is listed, and a stable run waits for it', () => {
    const world = village(3, mint('H2', 12), mint('H3', 40), owe('H3', 'H2', 40, 8));
    const parts: DayParts = { exchange: BREAD, tradeCredit: { termDays: 9, maxDebt: 18 } };
    let sheet: readonly string[] = [];
    const short = run(world, parts, {
      maxDays: 4,
      onDay: (day, { system }) => {
        sheet = balanceRows(system, day).map(({ agent, payables }) => `${agent} ${payables}`);
      },
    });
    expect(short.result.stopped).toBe('max-days');
    const [owed] = short.economy.contracts.owedBy('H2');
    expect(owed).toMatchObject({ kind: 'payable', creditor: 'H1', dueDay: 9 });
    expect(sheet).toContain(`H2 ${owed?.amount}`);
    const replayed = [...replayBalances(short.records)].filter(({ day, agent }) => day === 3 && agent === 'H2');
    expect(replayed.map(({ payables }) => payables.toFixed())).toEqual([owed?.amount.toFixed()]);
    const long = run(world, parts, { maxDays: 40 });
    expect([long.result.stopped, long.result.days > 9]).toEqual(['stable', true]);
    expect(daysOf(long, 'PayableSettled')).toEqual([8, 9]);
  });

  it.each([
    [{ backstop: { spread: '0.6' } }, 'backstop', ['dealer']],
    [{ dealer: {}, dealerFunding: { leverage: 2 } }, 'dealerFunding', ['moneyMarket']],
    [{ tradeCredit: { termDays: 2, maxDebt: 5 } }, 'tradeCredit', ['exchange', 'financing']],
  ] as readonly (readonly [DayParts, string, readonly string[]])[])(
    'a section without what it stands on is refused, with both: %j',
    (parts, path, missing) => {
      let refused: unknown;
      try {
        composeDay(createEconomy({ seed: 1 }), parts);
      } catch (error) {
        refused = error;
      }
      expect(refused).toMatchObject({ code: 'SCENARIO_INVALID' });
      const { problems } = (refused as SimError<'SCENARIO_INVALID'>).details;
      expect(problems.map((problem) => [problem.path, problem.missing])).toEqual([[path, missing]]);
    },
  );

  it('exchange that forages today: it has its tick, but no trade and no credit', () => {
    const schedule = { type: 'global_cycle', forageTicks: 2, tradeTicks: 1, startMode: 'forage' } as const;
    const forage = run(
      village(3, mint('H2', 6), owe('H3', 'H1', 1, 3)),
      { exchange: { ...BREAD, schedule }, tradeCredit: { termDays: 2, maxDebt: 18 } },
      { maxDays: 4, mode: 'step' },
    );
    expect(forage.economy.events.of('TickState').map(({ mode }) => mode)).toEqual([
      'forage',
      'forage',
      'trade',
      'forage',
    ]);
    expect(daysOf(forage, 'ExchangeTrade')).toEqual([2]);
    expect(daysOf(forage, 'TradeCreditGranted')).toEqual([2]);
  });

  it('a phase throws: what it did is undone, the run stops, and its log is complete up to the phase before', () => {
    const raid: TradingPhase = {
      name: 'raid',
      trade({ ledger, contracts }, day) {
        if (day < 2) return;
        ledger.transfer({ day, kind: 'raid', asset: 'cash', from: 'H1', to: 'H2', amount: decimal(1) });
        contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'H2', amount: decimal(1), dueDay: day + 1 });
        throw new Error('the vault is shut');
      },
    };
    const states: string[] = [];
    let economy: Economy | undefined;
    const raided = run(
      village(3, mint('H1', 90), owe('H2', 'H3', 40, 2), owe('H1', 'H2', 50, 4)),
      { exchange: BREAD, dealer: {}, moneyMarket: {}, liquidity: { policy: 'borrow-first' }, facilities: {} },
      {
        own: [raid],
        failingPhase: 'stop',
        phaseEnds: true,
        onStart: (view) => {
          economy = view.economy;
        },
        afterPhase: () => {
          if (economy !== undefined) states.push(stateOf(economy));
        },
      },
    );
    expect(raided.result).toMatchObject({ stopped: 'error', halt: { phase: 'raid', day: 2 } });
    // Everything up to the window is there, and nothing after it: neither in the books nor in the log.
    expect(stateOf(raided.economy)).toBe(states.at(-1));
    expect(raided.records.at(-2)).toMatchObject({ kind: 'PhaseEnd', day: 2, phase: 'window' });
    expect(raided.records.at(-1)).toMatchObject({ kind: 'RunStopped', outcome: 'error' });
    expect(daysOf(raided, 'CallLoanGranted')).toContain(2);
    expect(raided.records.map(({ seq }) => seq)).toEqual(raided.records.map((_, k) => k));
  });
});

/** What everybody has and owes. */
function stateOf(economy: Economy): string {
  return JSON.stringify([balances(economy), openDebts(economy)]);
}

/** Everybody's holdings that are not nothing. */
function balances({ ledger }: Economy): readonly string[] {
  return ledger
    .agents()
    .flatMap((agent) => ledger.assets().map((asset) => `${agent} ${asset} ${ledger.balance(agent, asset)}`))
    .filter((line) => !line.endsWith(' 0'));
}

/** All debts there are. */
function openDebts({ contracts, ledger }: Economy): readonly string[] {
  return ledger.agents().flatMap((agent) => contracts.owedBy(agent).map((contract) => JSON.stringify(contract)));
}
