import { createContracts, createLedger, decimal, KernelError } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { TradingPhase } from '@bagehot/ring';
import {
  checkEconomy,
  dailyInvariants,
  type EconomyState,
  economyInvariants,
  type PlacedPhase,
  type RandomEconomy,
  runEconomy,
} from '@bagehot/sim/testing';
import { describe, expect, it } from 'vitest';

const base = {
  version: 1,
  name: 'laws',
  model: 'economy',
  seed: 3,
  people: { count: 6 },
  ring: { kappa: '1', q_total: 90, inequality: { concentration: '1' }, maturity: { days: 3, mu: 0.5 } },
  moneyMarket: { policyRate: '0.05', rule: 'ratio', supply: { reserveDays: 0 } },
  liquidity: { policy: 'borrow-first' },
  facilities: { collateral: { haircut: 0.1 } },
  run: { max_days: 8 },
} as const;

function economy(change: object = {}, ownPhases: readonly PlacedPhase[] = []): RandomEconomy {
  return { document: { ...base, ...change } as unknown as RandomEconomy['document'], ownPhases };
}

/** The law that a run breaks. */
function broken(
  own: TradingPhase,
  place: number,
  options: Parameters<typeof checkEconomy>[0] = {},
  change: object = {},
): string {
  try {
    runEconomy(economy(change), {
      ...checkEconomy(options),
      phases: (phases) => [...phases.slice(0, place), own, ...phases.slice(place)],
    });
  } catch (error) {
    if (error instanceof KernelError && error.code === 'INVARIANT_VIOLATED') return error.message;
    throw error;
  }
  return 'none';
}

describe('the laws of an economy', () => {
  it('hold after every part of every day of a run, with and without its journal', () => {
    for (const journal of ['full', 'none'] as const)
      expect(runEconomy(economy(), { journal, ...checkEconomy() }).result.stopped).toBe('max-days');
  });

  it('have the names of the specification', () => {
    expect(economyInvariants.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 12 }, (_, k) => `E${k + 1}`),
      'paid once',
    ]);
    expect(dailyInvariants.map(({ name }) => name)).toEqual(['E12']);
  });

  it('tell what broke them, after which phase and on which day', () => {
    const levy: TradingPhase = {
      name: 'levy',
      trade({ ledger }, day) {
        if (day === 1)
          ledger.transfer({ day, kind: 'levy', asset: 'cash', from: 'H1', to: 'CB', amount: ledger.quantum });
      },
    };
    expect(broken(levy, 1)).toBe(
      'E5: after levy of day 1: -1 quanta of cash came from CB for "levy", which is no reason unless checkEconomy is given it among its moneyReasons',
    );
    expect(broken(levy, 1, { moneyReasons: ['levy'] })).toBe('none');
  });

  it('are broken by a debt of the dead, an overdue one, money that waits and a loan that is in no book', () => {
    const issue = (kind: string, due: number): TradingPhase => ({
      name: 'notary',
      at: due < 0 ? 'C' : 'B2',
      trade({ contracts, alive }, day) {
        const [debtor = '', creditor = ''] = alive();
        if (day === 0) contracts.issue({ kind, debtor, creditor, amount: decimal(1), dueDay: day + Math.max(due, 0) });
      },
    });
    expect(broken(issue('payable', -1), 4)).toMatch(/^E7: after notary of day 0/);
    expect(broken(issue('call-loan', 2), 1)).toMatch(/^E9: after notary of day 0: call-loan:\d+ .* in no record/);
    expect(broken(issue('facility-loan', 2), 1)).toMatch(/^E8: after notary of day 0/);
    const waiting: TradingPhase = {
      name: 'waiting',
      trade({ ledger, alive }, day) {
        ledger.open('clearing-house');
        const [from = ''] = alive();
        ledger.transfer({ day, kind: 'wait', asset: 'cash', from, to: 'clearing-house', amount: ledger.quantum });
      },
    };
    expect(broken(waiting, 1)).toMatch(/^E4: after waiting of day 0: clearing-house holds 1 quanta of cash/);
    const ghost: TradingPhase = {
      name: 'ghost',
      trade({ contracts, alive, hasDefaulted, ledger }, day) {
        const debtor = ledger.agents().find((agent) => hasDefaulted(agent));
        const [creditor = ''] = alive();
        if (debtor !== undefined)
          contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(1), dueDay: day + 1 });
      },
    };
    const short = { ring: { ...base.ring, kappa: '3' }, liquidity: { policy: 'none' } };
    expect(broken(ghost, 1, {}, short)).toMatch(/^E11: after ghost of day \d+: H\d has defaulted, and owes P\d+/);
  });

  it('are broken by a loan of the central bank that is paid twice', () => {
    const eager: TradingPhase = {
      name: 'eager',
      trade({ ledger, alive }, day) {
        const [from = ''] = alive();
        ledger.transfer({ day, kind: 'FacilityRepayment', asset: 'cash', from, to: 'CB', amount: ledger.quantum });
      },
    };
    expect(broken(eager, 1)).toBe(
      'paid once: after eager of day 0: the central bank was paid 1 quanta more on its loans than was due to it',
    );
  });

  it('see a ledger whose columns, claims, signs and journal are not in order', () => {
    const ledger = createLedger({ moneyDecimals: 2 });
    const contracts = createContracts(ledger);
    ledger.issue('cash', 'CB');
    ledger.issue('good/bread', 'nature', { decimals: 0 });
    for (const agent of ['H1', 'H2']) ledger.open(agent);
    ledger.transfer({ day: 0, kind: 'CashMinted', asset: 'cash', from: 'CB', to: 'H1', amount: decimal(9) });
    contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'H2', amount: decimal(5), dueDay: 3 });
    const fine: EconomyState = {
      day: 1,
      phase: 'test',
      ledger,
      contracts,
      settledUntil: 0,
      isCutShort: false,
      hasDefaulted: () => false,
      callLoans: undefined,
      sessions: [],
      facilities: [],
      flows: new Map([['cash', { opening: 900n, byReason: new Map() }]]),
      told: new Map(),
      isReason: () => true,
      untold: () => undefined,
      misPaid: () => undefined,
      journal: null,
    };
    const firstBroken = (state: EconomyState) =>
      economyInvariants.find((invariant) => invariant.check(state) !== undefined)?.name;
    expect(firstBroken(fine)).toBeUndefined();
    expect(firstBroken({ ...fine, flows: new Map([['cash', { opening: 899n, byReason: new Map() }]]) })).toBe('E5');
    expect(firstBroken({ ...fine, told: new Map([['FacilityLending', 1n]]) })).toBe('E5');
    expect(
      firstBroken({ ...fine, flows: new Map([...fine.flows, ['good/bread', { opening: 1n, byReason: new Map() }]]) }),
    ).toBe('E6');
    expect(firstBroken({ ...fine, settledUntil: 3 })).toBe('E7');
    expect(firstBroken({ ...fine, untold: () => 'something' })).toBe('E12');
    expect(firstBroken({ ...fine, misPaid: () => 'something' })).toBe('paid once');
    // Past every check: elementary steps are for replaying, and ask nothing.
    const accounts = quanta(ledger);
    const cash = accounts.column('cash');
    const [h1, h2] = [accounts.indexOf('H1'), accounts.indexOf('H2')];
    accounts.begin(true);
    cash.move(0, h2, h1, 1n);
    expect(firstBroken(fine)).toBe('E3');
    accounts.rollback();
    cash.restore(h1, 901n);
    expect(firstBroken(fine)).toBe('E1');
    cash.restore(h1, 900n);
    quanta(contracts).steps.reduce(0, h2, 500n, 0);
    expect(firstBroken(fine)).toBe('E2');
  });
});

describe('money that defaulted agents leave behind', () => {
  it('does not stay with custody when a claim is given back while it is paid', () => {
    const run = economy(
      {
        seed: 0,
        people: { count: 3 },
        ring: { kappa: '1', q_total: 40, inequality: { concentration: '1' }, maturity: { days: 1, mu: 0 } },
        moneyMarket: { policyRate: '0', supply: { reserveDays: 0, reoffer: 0 } },
        liquidity: { policy: 'sell-first', horizonDays: 1 },
        facilities: { lendingSpread: '0.01', autoDeposit: false, collateral: { haircut: 0.25 } },
        run: { max_days: 2, default_handling: 'expel-agent', estate: 'pro-rata' },
      },
      [{ kind: 'levy', place: 0 }],
    );
    runEconomy(run, checkEconomy({ moneyReasons: ['levy'] }));
  });

  it('is passed on by custody as soon as it gets any, also between settlements', () => {
    const run = economy({
      seed: 501,
      people: { count: 3 },
      ring: { kappa: '1', q_total: 40, inequality: { concentration: '1' }, maturity: { days: 1, mu: 0 } },
      moneyMarket: { policyRate: '0', supply: { reserveDays: 0, reoffer: 0 } },
      liquidity: { policy: 'sell-first', horizonDays: 1 },
      facilities: { lendingSpread: '0.01', term: 2, autoDeposit: false, collateral: { haircut: 0.25 } },
      run: { max_days: 3, default_handling: 'expel-agent', estate: 'pro-rata' },
    });
    runEconomy(run, checkEconomy());
  });
});
