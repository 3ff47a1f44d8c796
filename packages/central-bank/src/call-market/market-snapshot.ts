import type { Money } from '../money.js';
import { formatAmount, formatRate } from '../numbers.js';
import type {
  CallMarketSnapshot,
  LoanSnapshot,
  OrderSnapshot,
  SessionSnapshot,
} from '../protocols/call-market-snapshot.js';
import type { RequestOrder, SupplyOrder } from '../protocols/clearing.js';
import type { Loan } from './loans.js';
import type { Session } from './session.js';
import type { MarketState } from './state.js';

/** The state as plain JSON. */
export function takeSnapshot(state: MarketState, money: Money): CallMarketSnapshot {
  const { orders, open, last, nextLoan, barred, settledTick, sessions } = state;
  return {
    kind: 'call-market',
    version: 1,
    tick: money.tick(),
    settledTick: settledTick === -1 ? null : settledTick,
    sessions,
    counters: { supply: orders.firstSupply, request: orders.firstRequest, loan: nextLoan },
    supplies: orders.supplies.map((order, k) => {
      const renewed = orders.renewals[k] as bigint;
      const supply = supplyOf(order, money);
      return renewed === 0n ? supply : { ...supply, renewed: formatAmount(renewed, money.grid) };
    }),
    requests: orders.requests.map((order) => requestOf(order, money)),
    loans: open.list().map((loan) => loanOf(loan, money)),
    barred: Array.from(barred, ([agent, tick]) => [money.accounts.nameOf(agent), tick] as const),
    last: last === null ? null : sessionOf(last, money),
  };
}

function orderOf(agentId: string, units: bigint, limit: bigint | null, { grid }: Money): OrderSnapshot {
  return { agentId, amount: formatAmount(units, grid), limitRate: limit === null ? null : formatRate(limit) };
}

function supplyOf({ agent, units, minRate }: SupplyOrder, money: Money): OrderSnapshot {
  return orderOf(agent, units, minRate, money);
}

function requestOf({ agent, units, maxRate }: RequestOrder, money: Money): OrderSnapshot {
  return orderOf(agent, units, maxRate, money);
}

function loanOf(loan: Loan, { accounts, register, grid }: Money): LoanSnapshot {
  const { number, request, borrower, rate, originTick, dueTick, rollovers, legs, contract } = loan;
  return {
    number,
    request,
    borrowerId: accounts.nameOf(borrower),
    rate: formatRate(rate),
    originTick,
    dueTick,
    rollovers,
    legs: legs.map((leg) => ({
      lenderId: accounts.nameOf(leg.lender),
      supply: leg.supply,
      amount: formatAmount(leg.amount, grid),
      interest: formatAmount(leg.interest, grid),
      paid: formatAmount(leg.paid, grid),
      ...(leg.rate === undefined ? {} : { rate: formatRate(leg.rate) }),
    })),
    contract: contract === -1 ? null : register.idOf(contract),
  };
}

function sessionOf(session: Session, money: Money): SessionSnapshot {
  const { tick, number, rule, offers, book, outcome, loans, rates, unlent } = session;
  const { callRate, spread, liquidityRatio, grants, draws, legs, ratePerLeg } = outcome;
  const { grid } = money;
  return {
    tick,
    session: number,
    rule,
    policyRate: formatRate(book.policyRate),
    callRate: formatRate(callRate),
    spread: formatRate(spread),
    liquidityRatio: liquidityRatio === null ? null : formatRate(liquidityRatio),
    supplies: book.supplies.map(({ units }, k) => ({
      ...supplyOf(offers[k] as SupplyOrder, money),
      effective: formatAmount(units, grid),
      drawn: formatAmount(draws[k] as bigint, grid),
      ...(unlent === undefined ? {} : { unlent: formatAmount(unlent[k] as bigint, grid) }),
    })),
    requests: book.requests.map((order, k) => ({
      ...requestOf(order, money),
      granted: formatAmount(grants[k] as bigint, grid),
      loan: loans[k] === 0 ? null : (loans[k] as number),
      rate: loans[k] === 0 ? null : formatRate(rates?.[k] ?? callRate),
    })),
    legs: legs.map(({ request, supply, units }) => [request, supply, formatAmount(units, grid)] as const),
    ...(ratePerLeg === undefined ? {} : { ratePerLeg: ratePerLeg.map(formatRate) }),
  };
}
