import { CLEARING_HOUSE, type ClearingRule, createCallMarket, orderBookRule, ratioRule } from '@bagehot/central-bank';
import { decimal, sum, ZERO } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGENTS,
  claimsOf,
  type NettedDay,
  type NettedEconomy,
  nettedDays,
  nettedEconomy,
  placeOrders,
  reopened,
} from './netted-days.js';

const rules = fc.constantFrom<() => ClearingRule>(
  () => ratioRule({ spreadSensitivity: '0.5' }),
  () => ratioRule({ spreadSensitivity: '0.5', legRule: 'proportional' }),
  () => orderBookRule({ pricing: 'pairwise', rationing: 'time' }),
);

/** Ledger, register and market as one text. */
function stateOf({ ledger, contracts, market }: NettedEconomy): string {
  return JSON.stringify([ledger.snapshot(), contracts.snapshot(), market.snapshot()]);
}

function balancesOf({ ledger }: NettedEconomy): readonly string[] {
  return AGENTS.map((agent) => ledger.balance(agent, 'reserves').toString());
}

/** Nobody is below zero, the clearing house is empty, and what the register says is due is what the loans say. */
function checkBooks({ ledger, contracts, market }: NettedEconomy): void {
  for (const agent of AGENTS) expect(ledger.balance(agent, 'reserves').gte(0)).toBe(true);
  if (ledger.agents().includes(CLEARING_HOUSE)) expect(ledger.balance(CLEARING_HOUSE, 'reserves').eq(ZERO)).toBe(true);
  expect(quanta(ledger).column('reserves').sum()).toBe(0n);
  const snapshots = new Map(market.snapshot().loans.map((loan) => [loan.number, loan]));
  const open = market.openLoans();
  expect(open.length).toBe(snapshots.size);
  const carried = open.flatMap(({ contract }) => (contract === null ? [] : [contract]));
  const all = AGENTS.flatMap((agent) => contracts.owedBy(agent)).filter(({ kind }) => kind === 'call-loan');
  expect(new Set(carried)).toEqual(new Set(all.map(({ id }) => id)));
  for (const { loanId, contract } of open) {
    if (contract === null) continue;
    const claims = new Map<string, ReturnType<typeof decimal>>();
    for (const { lenderId, amount, interest, paid } of snapshots.get(Number(loanId.slice(1)))?.legs ?? []) {
      const due = decimal(amount).plus(interest);
      if (due.gt(0)) claims.set(lenderId, (claims.get(lenderId) ?? ZERO).plus(due).minus(paid));
    }
    const registered = contracts.get(contract)?.claims ?? [];
    expect(registered.map(({ holder, face }) => [holder, face.toString()])).toEqual(
      [...claims].filter(([, face]) => face.gt(0)).map(([holder, face]) => [holder, face.toString()]),
    );
  }
}

function run(economy: NettedEconomy, days: readonly NettedDay[], first: number): void {
  for (const [k, day] of days.entries()) {
    placeOrders(economy, day, first + k);
    economy.market.processMarketClearing(day.policyRate);
    economy.market.settleDue();
  }
}

describe('a market in netted mode', () => {
  it('keeps its books: nobody below zero, the clearing house empty, claims as loans have them', () => {
    fc.assert(
      fc.property(nettedDays, rules, (days, rule) => {
        const economy = nettedEconomy({ rule: rule() });
        for (const [k, day] of days.entries()) {
          placeOrders(economy, day, 1 + k);
          const before = sum(AGENTS.map((agent) => economy.ledger.balance(agent, 'reserves')));
          economy.market.processMarketClearing(day.policyRate);
          checkBooks(economy);
          economy.market.settleDue();
          checkBooks(economy);
          const after = sum(AGENTS.map((agent) => economy.ledger.balance(agent, 'reserves')));
          expect(after.eq(before)).toBe(true);
          for (const agent of AGENTS) expect(claimsOf(economy.contracts, agent, 1 + k).eq(ZERO)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does what a gross market does when nothing is due', () => {
    fc.assert(
      fc.property(nettedDays, rules, ([day], rule) => {
        if (day === undefined) return;
        const netted = nettedEconomy({ rule: rule() });
        const gross = nettedEconomy({ rule: rule(), settlement: 'gross' });
        const rates = [netted, gross].map((economy) => {
          placeOrders(economy, day, 1);
          return economy.market.processMarketClearing(day.policyRate).toString();
        });
        expect(rates[0]).toBe(rates[1]);
        const named = ({ market }: NettedEconomy) => {
          const { grants = [], draws = [], outcome } = market.lastClearing() ?? {};
          return [
            grants.map(({ granted }) => granted.toString()),
            draws.map(({ drawn, unlent }) => [drawn.toString(), unlent.toString()]),
            outcome,
          ];
        };
        expect(named(netted)).toEqual(named(gross));
        expect(balancesOf(netted)).toEqual(balancesOf(gross));
        expect(netted.contracts.snapshot().contracts).toEqual(gross.contracts.snapshot().contracts);
      }),
      { numRuns: 100 },
    );
  });

  it('changes nothing when a session fails, at whatever pass', () => {
    fc.assert(
      fc.property(nettedDays, fc.nat(3), (days, passes) => {
        const inner = ratioRule({ spreadSensitivity: '0.5' });
        let left = Number.POSITIVE_INFINITY;
        const rule: ClearingRule = {
          name: 'failing',
          clear: (book) => {
            if (left-- <= 0) throw new Error('the rule failed');
            return inner.clear(book);
          },
        };
        const economy = nettedEconomy({ rule });
        const [last] = days.slice(-1);
        if (last === undefined) return;
        run(economy, days.slice(0, -1), 1);
        placeOrders(economy, last, days.length);
        const before = stateOf(economy);
        const events = economy.log.events.length;
        left = passes;
        try {
          economy.market.processMarketClearing(last.policyRate);
        } catch (error) {
          expect(String(error)).toContain('the rule failed');
          expect(stateOf(economy)).toBe(before);
          expect(economy.log.events.length).toBe(events);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is taken back with the transaction around it, and then does the same again', () => {
    fc.assert(
      fc.property(nettedDays, (days) => {
        const economy = nettedEconomy();
        const [last] = days.slice(-1);
        if (last === undefined) return;
        run(economy, days.slice(0, -1), 1);
        const before = stateOf(economy);
        const day = (): void => run(economy, [last], days.length);
        expect(() =>
          economy.ledger.transaction(() => {
            day();
            throw new Error('undone');
          }),
        ).toThrow('undone');
        expect(stateOf(economy)).toBe(before);
        day();
        const twin = nettedEconomy();
        run(twin, days, 1);
        expect(balancesOf(economy)).toEqual(balancesOf(twin));
        expect(JSON.stringify(economy.log.events)).toBe(JSON.stringify(twin.log.events));
      }),
      { numRuns: 100 },
    );
  });

  it('goes on from a snapshot between orders and session as if nothing had been', () => {
    fc.assert(
      fc.property(nettedDays, fc.nat(3), (days, at) => {
        const pause = at % days.length;
        const economy = nettedEconomy();
        run(economy, days.slice(0, pause), 1);
        placeOrders(economy, days[pause] as NettedDay, 1 + pause);
        const copy = reopened(economy);
        expect(copy.market.snapshot()).toEqual(economy.market.snapshot());
        const since = economy.log.events.length;
        for (const one of [economy, copy]) {
          one.market.processMarketClearing((days[pause] as NettedDay).policyRate);
          one.market.settleDue();
          run(one, days.slice(pause + 1), 2 + pause);
        }
        expect(JSON.stringify(copy.log.events)).toBe(JSON.stringify(economy.log.events.slice(since)));
        expect(copy.market.snapshot()).toEqual(economy.market.snapshot());
        expect(balancesOf(copy)).toEqual(balancesOf(economy));
      }),
      { numRuns: 80 },
    );
  });
});

describe('offers of what is due', () => {
  /** A0 has lent 40 to A1, due in tick 2 with interest of 10 %. */
  function lent(): NettedEconomy {
    const economy = nettedEconomy({ ticksPerYear: 1 });
    economy.market.beginTick(1);
    economy.market.supplyReserves('A0', 40);
    economy.market.requestLoan({ borrowerId: 'A1', amount: 40 });
    economy.market.processMarketClearing('0.1');
    economy.market.beginTick(2);
    return economy;
  }

  it('renew a loan without money', () => {
    const { market, ledger, log } = lent();
    market.supplyReserves('A0', 0, undefined, { renewed: 44 });
    market.requestLoan({ borrowerId: 'A1', amount: 44 });
    expect(market.pendingOrders().supplies[0]?.renewed?.toString()).toBe('44');
    market.processMarketClearing('0.1');
    expect([ledger.balance('A0', 'reserves'), ledger.balance('A1', 'reserves')].map(String)).toEqual(['60', '140']);
    const [repaid] = log.of('CallLoanRepaid');
    expect([repaid?.cause, repaid?.paid.toString()]).toEqual(['renewal', '44']);
    const [, session] = log.of('NettedSession');
    expect([session?.gross, session?.net, session?.renewed, session?.passes].map(String)).toEqual([
      '88',
      '0',
      '44',
      '1',
    ]);
    expect(market.openLoans().map(({ loanId, principal }) => [loanId, principal.toString()])).toEqual([['L2', '44']]);
    expect(market.settleDue().repaid).toEqual([]);
  });

  it('leave the rest of a loan to be settled', () => {
    const { market, ledger, contracts } = lent();
    market.supplyReserves('A0', 0, undefined, { renewed: 20 });
    market.requestLoan({ borrowerId: 'A1', amount: 44 });
    market.processMarketClearing('0.1');
    expect(contracts.get(market.openLoans()[0]?.contract ?? '')?.amount.toString()).toBe('24');
    const { repaid } = market.settleDue();
    expect(repaid.map(({ paid, cause }) => [paid.toString(), cause])).toEqual([['44', undefined]]);
    expect([ledger.balance('A0', 'reserves'), ledger.balance('A1', 'reserves')].map(String)).toEqual(['84', '116']);
  });

  it('tell what money was not lent', () => {
    const { market } = lent();
    market.supplyReserves('A0', 10, undefined, { renewed: 44 });
    market.requestLoan({ borrowerId: 'A1', amount: 46 });
    market.processMarketClearing('0.1');
    const [draw] = market.lastClearing()?.draws ?? [];
    expect([draw?.offered, draw?.effective, draw?.drawn, draw?.unlent].map(String)).toEqual(['54', '54', '46', '8']);
  });

  it('are refused beyond what is due, and where loans are settled gross', () => {
    const { market, ledger, contracts } = lent();
    const named = (action: () => void): string => {
      try {
        action();
      } catch (error) {
        return (error as Error).name;
      }
      return 'taken';
    };
    const offer = (renewed: number) => named(() => market.supplyReserves('A0', 0, undefined, { renewed }));
    expect([offer(45), offer(-1), offer(40), offer(5), offer(4)]).toEqual([
      'InsufficientReservesError',
      'InvalidAmountError',
      'taken',
      'InsufficientReservesError',
      'taken',
    ]);
    const gross = createCallMarket({ id: 'gross', spreadSensitivity: 0 }, { ledger, contracts });
    expect(named(() => gross.supplyReserves('A0', 1, undefined, { renewed: 1 }))).toBe('InvalidAmountError');
  });
});
