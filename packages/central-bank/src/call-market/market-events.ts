import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import type { ClearingReport } from '../protocols/call-market-reports.js';
import type { SupplyOrder } from '../protocols/clearing.js';
import type {
  CallLoanEnded,
  CallLoanGranted,
  CallMarketCleared,
  InsufficientLiquidity,
  LenderLoss,
  MoneyMarketEvent,
  SupplyReduced,
} from '../protocols/events.js';
import type { Leg, Loan } from './loans.js';
import type { Naming } from './naming.js';
import type { NettedOutcome } from './netted-book.js';
import type { Session } from './session.js';
import { type LoanEnd, lossesOf } from './settlement.js';

/** The events of a session, in the order of the central bank specification, section 12. */
export function* sessionEvents(
  session: Session,
  report: ClearingReport,
  granted: readonly Loan[],
  naming: Naming,
): Generator<MoneyMarketEvent> {
  yield* reducedSupplies(session, naming);
  if (session.outcome.supplied < session.outcome.requested) yield insufficientLiquidity(session, naming);
  yield cleared(session, report, granted.length);
  for (const loan of granted) yield loanGranted(session.tick, loan, naming);
}

/** The events of a settlement: what became of each loan, in loan order, then what was lost, by borrower and lender. */
export function* settlementEvents(
  tick: number,
  ends: readonly LoanEnd[],
  defaulters: readonly number[],
  naming: Naming,
): Generator<MoneyMarketEvent> {
  const lost = new Map<number, LoanEnd[]>(defaulters.map((borrower) => [borrower, []]));
  for (const end of ends) {
    yield loanEnded(tick, end, naming);
    if (end.status === 'defaulted') lost.get(end.loan.borrower)?.push(end);
  }
  for (const [borrower, own] of lost) yield* lenderLosses(tick, borrower, own, naming);
}

/** What a netted session tells beside its own: the loans that new ones have paid, and what moved. */
export function* renewalEvents(
  tick: number,
  { gross, moved, discharged, passes }: NettedOutcome,
  ends: readonly LoanEnd[],
  naming: Naming,
): Generator<MoneyMarketEvent> {
  for (const end of ends) yield loanEnded(tick, end, naming);
  yield {
    kind: 'NettedSession',
    day: tick,
    gross: naming.amount(gross),
    net: naming.amount(moved),
    renewed: naming.amount(discharged.reduce((sum, amount) => sum + amount, 0n)),
    passes,
  };
}

function* reducedSupplies({ tick, offers, book }: Session, naming: Naming): Generator<SupplyReduced> {
  if (offers === book.supplies) return;
  for (const [k, { seq, agent, units }] of offers.entries()) {
    const { units: effective } = book.supplies[k] as SupplyOrder;
    if (effective === units) continue;
    yield {
      kind: 'SupplyReduced',
      day: tick,
      supplyId: naming.supply(seq),
      lenderId: agent,
      offered: naming.amount(units),
      effective: naming.amount(effective),
    };
  }
}

function insufficientLiquidity({ tick, outcome }: Session, naming: Naming): InsufficientLiquidity {
  const { supplied, requested, liquidityRatio, callRate } = outcome;
  return {
    kind: 'InsufficientLiquidity',
    day: tick,
    supplied: naming.amount(supplied),
    requested: naming.amount(requested),
    shortfall: naming.amount(requested - supplied),
    ratio: naming.rate(liquidityRatio ?? halfEvenDiv(supplied * RATE_ONE, requested)),
    callRate: naming.rate(callRate),
  };
}

function cleared({ tick, outcome }: Session, report: ClearingReport, loans: number): CallMarketCleared {
  const { session, rule, policyRate, callRate, spread, liquidityRatio, supplied, requested, volume, indicative } =
    report;
  return {
    kind: 'CallMarketCleared',
    day: tick,
    session,
    rule,
    policyRate,
    callRate,
    spread,
    liquidityRatio,
    supplied,
    requested,
    volume,
    loans,
    legs: outcome.legs.length,
    indicative,
  };
}

function loanGranted(tick: number, loan: Loan, naming: Naming): CallLoanGranted {
  const { number, request, borrower, principal, rate, dueTick, legs } = loan;
  return {
    kind: 'CallLoanGranted',
    day: tick,
    loanId: naming.loan(number),
    requestId: naming.request(request),
    borrowerId: naming.agent(borrower),
    principal: naming.amount(principal),
    rate: naming.rate(rate),
    dueTick,
    legs: legs.map(({ lender, supply, amount }) => ({
      lenderId: naming.agent(lender),
      supplyId: naming.supply(supply),
      amount: naming.amount(amount),
    })),
  };
}

const ENDED = { repaid: 'CallLoanRepaid', rolled: 'CallLoanRolled', defaulted: 'CallLoanDefaulted' } as const;

function loanEnded(tick: number, end: LoanEnd, naming: Naming): CallLoanEnded {
  const { loan, status, received, cause, next } = end;
  const losses = status === 'defaulted' ? lossesOf(end) : [];
  return {
    kind: ENDED[status],
    day: tick,
    loanId: naming.loan(loan.number),
    borrowerId: naming.agent(loan.borrower),
    principal: naming.amount(loan.principal),
    interest: naming.amount(loan.interest),
    paid: naming.amount(received.reduce((sum, amount) => sum + amount, 0n)),
    legs: loan.legs.map(({ lender, amount, interest }, k) => ({
      lenderId: naming.agent(lender),
      amount: naming.amount(amount),
      interest: naming.amount(interest),
      received: naming.amount(received[k] as bigint),
      principalLoss: naming.amount(losses[k]?.principalLoss ?? 0n),
    })),
    ...(cause === undefined ? {} : { cause }),
    ...(next === undefined ? {} : { newLoanId: naming.loan(next.number), rolled: naming.amount(next.principal) }),
    ...(status === 'defaulted'
      ? { loss: naming.amount(losses.reduce((sum, { principalLoss }) => sum + principalLoss, 0n)) }
      : {}),
  };
}

/** One per lender of a defaulter, in order of its first leg. */
function* lenderLosses(
  tick: number,
  borrower: number,
  ends: readonly LoanEnd[],
  naming: Naming,
): Generator<LenderLoss> {
  const losses = new Map<number, { principal: bigint; interest: bigint }>();
  for (const end of ends)
    for (const [k, { principalLoss, interestForgone }] of lossesOf(end).entries()) {
      const { lender } = end.loan.legs[k] as Leg;
      const { principal, interest } = losses.get(lender) ?? { principal: 0n, interest: 0n };
      losses.set(lender, { principal: principal + principalLoss, interest: interest + interestForgone });
    }
  for (const [lender, { principal, interest }] of losses) {
    if (principal === 0n && interest === 0n) continue;
    yield {
      kind: 'LenderLoss',
      day: tick,
      lenderId: naming.agent(lender),
      borrowerId: naming.agent(borrower),
      principalLoss: naming.amount(principal),
      interestForgone: naming.amount(interest),
    };
  }
}
