import type {
  CallMarketConfig,
  MoneyMarketEvent,
  RolledLoan,
  SettledLoan,
  SettlementReport,
} from '@bagehot/central-bank';
import type { Decimal, EventLog } from '@bagehot/kernel';
import { createEventLog, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import type { ClearingCase, Repayment } from './clearing-cases.js';
import { type MarketEconomy, marketEconomy } from './market-fixtures.js';

function configOf({ config }: ClearingCase): CallMarketConfig {
  const { sensitivity, ticksPerYear, term, legRule, rollover } = config;
  return {
    spreadSensitivity: sensitivity,
    ticksPerYear,
    term,
    legRule,
    ...(rollover === undefined ? {} : { rollover }),
  };
}

/** Number in an id: 7 of `R7`. */
const numberOf = (id: string): number => Number(id.slice(1));

/** The session, as the file writes it. */
function sessionOf(one: ClearingCase, economy: MarketEconomy, log: EventLog<MoneyMarketEvent>): ClearingCase['expect'] {
  const { market } = economy;
  const { moneyDp } = one.config;
  const money = (amount: Decimal | undefined): string => (amount as Decimal).toFixed(moneyDp);
  for (const { lender, amount } of one.supplies) market.supplyReserves(lender, amount);
  for (const { borrower, amount } of one.requests)
    expect(market.requestLoan({ borrowerId: borrower, amount }).status).toBe('pending');
  economy.spend(one.spentBeforeClearing);
  const indicative = market.indicativeClearing(one.config.policyRate).callRate.toString();
  const callRate = market.processMarketClearing(one.config.policyRate).toString();
  expect(indicative).toBe(callRate);
  const report = market.lastClearing();
  if (report === null) throw new Error('no session');
  const { supplied, requested, volume, grants, draws } = report;
  for (const [k, { granted, loanId }] of grants.entries()) {
    const response = market.getLoanResponse(`R${k + 1}`);
    const status = granted.eq(0) ? 'unfilled' : granted.eq(one.requests[k]?.amount as string) ? 'granted' : 'prorated';
    expect([
      response.status,
      response.amountGranted.toString(),
      response.loanId,
      response.interestRate?.toString(),
    ]).toEqual([status, granted.toString(), loanId, loanId === null ? undefined : callRate]);
  }
  expect(report.indicative).toBe(volume.eq(0));
  return {
    effectiveSupplies: draws.map(({ effective }) => money(effective)),
    totalSupplied: money(supplied),
    totalRequested: money(requested),
    liquidityRatio: report.liquidityRatio?.toString() ?? null,
    spread: report.spread.toString(),
    callRate,
    volume: money(volume),
    unmet: money(requested.minus(volume)),
    unlent: money(supplied.minus(volume)),
    short: log.of('InsufficientLiquidity').length > 0,
    grants: grants.map(({ granted }) => money(granted)),
    draws: draws.map(({ drawn }) => money(drawn)),
    loans: market.openLoans().map(({ requestId, borrowerId, principal, legs }) => ({
      request: numberOf(requestId) - 1,
      borrower: borrowerId,
      principal: money(principal),
      legs: legs.map(({ lenderId, supplyId, amount }) => ({
        lender: lenderId,
        supply: numberOf(supplyId) - 1,
        amount: money(amount),
      })),
    })),
    balances: economy.balances(one.expect.balances),
  };
}

/** The settlement, as the file writes it. */
function maturityOf(one: ClearingCase, economy: MarketEconomy): ClearingCase['maturity'] {
  const { moneyDp, term, rollover } = one.config;
  const money = (amount: Decimal): string => amount.toFixed(moneyDp);
  const { spentBeforeSettlement } = one.maturity;
  economy.spend(spentBeforeSettlement);
  const report = economy.market.beginTick(term);
  const repaymentOf = (status: Repayment['status'], loan: SettledLoan | RolledLoan): Repayment => ({
    request: numberOf(loan.requestId) - 1,
    borrower: loan.borrowerId,
    status,
    principal: money(loan.principal),
    interest: money(loan.interest),
    due: money(loan.due),
    paid: money(loan.paid),
    legs: loan.legs.map((leg) => ({
      lender: leg.lenderId,
      principal: money(leg.amount),
      interest: money(leg.interest),
      received: money(leg.received),
      principalLoss: money(leg.principalLoss),
      interestForgone: money(leg.interestForgone),
      ...(status === 'rolled' ? { rolled: money(leg.rolled) } : {}),
    })),
    ...('newRate' in loan ? { rolled: money(loan.rolled), newRate: loan.newRate.toString() } : {}),
  });
  const repayments = endsOf(report).map(([status, loan]) => repaymentOf(status, loan));
  expect(economy.market.openLoans()).toHaveLength(report.rolled.length);
  expect(report.rolled.length === 0 || rollover !== undefined).toBe(true);
  return {
    ...(spentBeforeSettlement === undefined ? {} : { spentBeforeSettlement }),
    repayments,
    lossByLender: Object.fromEntries(Array.from(report.lossByLender, ([lender, loss]) => [lender, money(loss)])),
    balances: economy.balances(one.maturity.balances),
  };
}

/** The loans of a report in loan order. */
function endsOf(report: SettlementReport): readonly (readonly [Repayment['status'], SettledLoan])[] {
  return [
    ...report.repaid.map((loan) => ['repaid', loan] as const),
    ...report.rolled.map((loan) => ['rolled', loan] as const),
    ...report.defaulted.map((loan) => ['defaulted', loan] as const),
  ].sort(([, a], [, b]) => numberOf(a.loanId) - numberOf(b.loanId));
}

/** What the file says of a loan that rolled nothing over, beside one of the same borrower that did: that nothing went on. */
function withoutNothing(repayment: Repayment): Repayment {
  if (repayment.status !== 'repaid' || repayment.rolled === undefined) return repayment;
  const { rolled, newRate: _, ...rest } = repayment;
  expect(Number(rolled)).toBe(0);
  return {
    ...rest,
    legs: rest.legs.map(({ rolled: none, ...leg }) => {
      expect(Number(none)).toBe(0);
      return leg;
    }),
  };
}

/** Numbers of equal value read the same. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, field: unknown) =>
    (key === 'callRate' || key === 'spread' || key === 'newRate' || key === 'liquidityRatio') &&
    typeof field === 'string'
      ? decimal(field).toString()
      : field,
  );
}

describe('sessions of the ratio rule and what becomes of their loans', () => {
  for (const one of goldenCases<ClearingCase>('central-bank/clearing.json', 'cases'))
    it(`${one.id}${one.note === undefined ? '' : `: ${one.note}`}`, () => {
      const log = createEventLog<MoneyMarketEvent>();
      const economy = marketEconomy(one.balances, configOf(one), { moneyDecimals: one.config.moneyDp, events: log });
      expect(plain(sessionOf(one, economy, log))).toEqual(plain(one.expect));
      const repayments = one.maturity.repayments.map(withoutNothing);
      expect(plain(maturityOf(one, economy))).toEqual(plain({ ...one.maturity, repayments }));
    });
});
