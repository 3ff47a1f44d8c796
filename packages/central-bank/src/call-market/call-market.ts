import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import { AlreadyClearedError } from '../errors.js';
import { optionProblems } from '../input-reading.js';
import { type Money, moneyOf } from '../money.js';
import { type AmountInput, rateOf } from '../numbers.js';
import type {
  CallLoan,
  CallLoanRequest,
  CallLoanResponse,
  CallMarketService,
  SupplyOptions,
} from '../protocols/call-market.js';
import type { ClearingReport, SettlementReport } from '../protocols/call-market-reports.js';
import type { CallMarketSnapshot } from '../protocols/call-market-snapshot.js';
import type { RequestOrder } from '../protocols/clearing.js';
import type { MoneyMarketEvent } from '../protocols/events.js';
import type { MoneyMarketPorts, MoneyMarketWarning } from '../protocols/ports.js';
import { type CallMarketConfig, type MarketTerms, readConfig } from './config.js';
import { renewalEvents, sessionEvents, settlementEvents } from './market-events.js';
import { readState } from './market-restore.js';
import { takeSnapshot } from './market-snapshot.js';
import { MarketWarnings } from './market-warnings.js';
import { Naming } from './naming.js';
import { clearNetted, type NettedClearing, postNetted } from './netted-clearing.js';
import { namedLoan, reportSession, reportSettlement } from './reports.js';
import { pendingOrders, pendingResponse, rejectedResponse, responseTo } from './responses.js';
import { clearOrders, postSession, type Session, type SessionTerms } from './session.js';
import { recordedEnd, type Settled, Settlement } from './settlement.js';
import { emptyState, type MarketState } from './state.js';
import {
  readAgent,
  readAmount,
  readLimit,
  readPolicyRate,
  readRenewed,
  requireClaims,
  requireReserves,
  requireSide,
} from './submission.js';
import { readTick, setDay, type TickRules } from './ticks.js';

/**
 * A market for reserves: agents offer and ask, a session clears the orders by a rule, and the loans that come of it are repaid, rolled over or lost. Balances
 * are the ledger's, loans are contracts of the register; whatever fails changes neither them nor the market.
 *
 * A loan is paid to those who granted it: a market that settles its loans itself does not follow claims that lenders pass on. Where another engine settles, as a ring
 * does, whoever holds a claim is paid.
 *
 * @param from - a snapshot to continue from
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem found
 * @throws SnapshotError `INVALID_SNAPSHOT`
 * @example
 * const market = createCallMarket({ spreadSensitivity: '0.1' }, { ledger, contracts });
 * market.supplyReserves('F1', 500);
 * market.requestLoan({ borrowerId: 'F3', amount: 1000 });
 * market.processMarketClearing('0.05'); // 0.1: half of what was asked for is there
 * @see central bank specification, sections 7 to 9
 */
export function createCallMarket(
  config: CallMarketConfig,
  ports: MoneyMarketPorts,
  from?: CallMarketSnapshot,
): CallMarketService {
  const terms = readConfig(config);
  const money = moneyOf(ports);
  if (money.grid.decimals !== money.accounts.grid.decimals) {
    const problems = optionProblems();
    problems.add(
      'INVALID_CONFIG',
      'asset',
      money.asset,
      `on the money grid of ${money.accounts.grid.decimals} decimals`,
    );
    problems.check();
  }
  const market = new LedgerCallMarket(terms, money, ports);
  if (from !== undefined) market.restore(from);
  return market;
}

class LedgerCallMarket implements CallMarketService {
  readonly #terms: MarketTerms;
  readonly #money: Money;
  readonly #ports: MoneyMarketPorts;
  readonly #ticks: TickRules;
  readonly #naming: Naming;
  readonly #warnings: MarketWarnings;
  #state: MarketState;
  #report: { readonly of: Session; readonly report: ClearingReport } | undefined;

  constructor(terms: MarketTerms, money: Money, ports: MoneyMarketPorts) {
    this.#terms = terms;
    this.#money = money;
    this.#state = emptyState(money.accounts);
    this.#ports = ports;
    this.#ticks = { money, clock: ports.clock, term: terms.term };
    this.#naming = new Naming(money, terms.prefix);
    this.#warnings = new MarketWarnings(money, terms.warnings);
  }

  get warnings(): readonly MoneyMarketWarning[] {
    return this.#warnings.list();
  }

  requestLoan(request: CallLoanRequest): CallLoanResponse {
    const { borrowerId, amount, maxRate } = request;
    const { orders, barred } = this.#state;
    const borrower = readAgent(this.#money, 'borrowerId', borrowerId);
    const units = readAmount(this.#money, 'amount', amount);
    const limit = readLimit('maxRate', maxRate);
    if (units === 0n) return rejectedResponse(units, 'nothing was asked for', this.#naming);
    const since = barred.get(borrower);
    if (since !== undefined) return rejectedResponse(units, `barred since its default in tick ${since}`, this.#naming);
    requireSide(this.#money, borrower, orders.lends(borrower));
    const order: RequestOrder = { seq: orders.nextRequest, agent: borrowerId, units, maxRate: limit };
    orders.request(order, borrower);
    if (this.#money.accounts.depth > 0) this.#money.accounts.onRollback(() => orders.takeRequestBack());
    if (limit !== null) this.#warnings.limitGiven(this.#terms.rule);
    return pendingResponse(order, this.#naming);
  }

  supplyReserves(lenderId: AgentId, amount: AmountInput, minRate?: AmountInput, options: SupplyOptions = {}): void {
    const { orders, open } = this.#state;
    const lender = readAgent(this.#money, 'lenderId', lenderId);
    const units = readAmount(this.#money, 'amount', amount);
    const renewed = readRenewed(this.#money, options.renewed ?? 0, this.#terms.settlement);
    const limit = readLimit('minRate', minRate);
    if (units === 0n && renewed === 0n) return;
    requireSide(this.#money, lender, orders.borrows(lender));
    requireReserves(this.#money, orders, lender, units);
    if (renewed > 0n) {
      const claims = open.claimsBy(this.#money.tick()).get(lender) ?? 0n;
      requireClaims(this.#money, orders, lender, renewed, claims);
    }
    orders.supply({ seq: orders.nextSupply, agent: lenderId, units, minRate: limit }, lender, renewed);
    if (this.#money.accounts.depth > 0) this.#money.accounts.onRollback(() => orders.takeSupplyBack());
    if (limit !== null) this.#warnings.limitGiven(this.#terms.rule);
  }

  processMarketClearing(policyRate: AmountInput): Decimal {
    const rate = readPolicyRate(policyRate);
    const tick = readTick(this.#ticks, undefined, this.#state.settledTick);
    const { sessionsPerTick } = this.#terms;
    if (this.#sessionsIn(tick) >= sessionsPerTick)
      throw new AlreadyClearedError(
        'ALREADY_CLEARED',
        { tick, sessions: sessionsPerTick },
        `tick ${tick} has had its sessions, ${sessionsPerTick}`,
      );
    const session = this.#money.accounts.transaction(() => {
      this.#begin(tick);
      return this.#clear(tick, rate);
    });
    return rateOf(session.outcome.callRate);
  }

  indicativeClearing(policyRate: AmountInput): ClearingReport {
    const tick = this.#money.tick();
    const number = this.#sessionsIn(tick) + 1;
    const at = { tick, number, policyRate: readPolicyRate(policyRate) };
    const { orders } = this.#state;
    const session =
      this.#terms.settlement === 'netted'
        ? this.#clearNetted(at).session
        : clearOrders(orders, this.#money, this.#terms, at);
    return reportSession(session, this.#naming);
  }

  beginTick(tick?: number): SettlementReport {
    const now = readTick(this.#ticks, tick, this.#state.settledTick);
    return this.#money.accounts.transaction(() => this.#begin(now));
  }

  settleDue(): SettlementReport {
    const tick = readTick(this.#ticks, undefined, this.#state.settledTick);
    return this.#money.accounts.transaction(() => this.#settle(tick));
  }

  getLoanResponse(requestId: string): CallLoanResponse {
    return responseTo(requestId, this.#state.orders, this.#state.last, this.#naming);
  }

  pendingOrders(): ReturnType<typeof pendingOrders> {
    return pendingOrders(this.#state.orders, this.#naming);
  }

  lastClearing(): ClearingReport | null {
    const { last } = this.#state;
    if (last === null) return null;
    if (this.#report?.of !== last) this.#report = { of: last, report: reportSession(last, this.#naming) };
    return this.#report.report;
  }

  openLoans(): readonly CallLoan[] {
    const { register } = this.#money;
    return this.#state.open
      .list()
      .map((loan) => namedLoan(loan, this.#naming, loan.contract === -1 ? null : register.idOf(loan.contract)));
  }

  barredBorrowers(): readonly AgentId[] {
    return Array.from(this.#state.barred.keys(), (agent) => this.#naming.agent(agent));
  }

  reinstate(borrowerId: AgentId): void {
    const borrower = readAgent(this.#money, 'borrowerId', borrowerId);
    if (!this.#state.barred.has(borrower)) return;
    const barred = new Map(this.#state.barred);
    barred.delete(borrower);
    this.#change({ barred });
  }

  recordSettlement(contract: ContractId, paid: AmountInput): SettlementReport | null {
    const { register, accounts } = this.#money;
    const index = register.find(contract);
    const loan = this.#state.open.find(index);
    if (loan === undefined) return null;
    const units = readAmount(this.#money, 'paid', paid, loan.due);
    return accounts.transaction(() => {
      if (register.isOpen(index)) register.remove(index, accounts.label('CallLoanRecorded'));
      const end = recordedEnd(loan, units);
      const defaulters = end.status === 'defaulted' ? [loan.borrower] : [];
      return this.#finish(this.#money.tick(), { ends: [end], rolled: [], defaulters });
    });
  }

  snapshot(): CallMarketSnapshot {
    return takeSnapshot(this.#state, this.#money);
  }

  restore(snapshot: unknown): void {
    const { state, tick } = readState(snapshot, this.#money);
    setDay(this.#ticks, tick);
    this.#change(state);
  }

  /** Settles what is due by a tick that has not begun. Called inside a transaction, as what follows. */
  #begin(tick: number): SettlementReport {
    if (this.#state.settledTick === tick) return reportSettlement(tick, [], this.#naming);
    setDay(this.#ticks, tick);
    this.#change({ settledTick: tick, sessions: 0 });
    return this.#terms.settlement === 'netted' ? reportSettlement(tick, [], this.#naming) : this.#settle(tick);
  }

  #settle(tick: number): SettlementReport {
    const { open, nextLoan } = this.#state;
    const settlement = new Settlement(this.#money, this.#terms, tick, open.dueBy(tick), nextLoan);
    return this.#finish(tick, settlement.run());
  }

  /** Takes what a settlement came to into the state, and tells it. */
  #finish(tick: number, { ends, rolled, defaulters }: Settled): SettlementReport {
    const { open, nextLoan } = this.#state;
    open.remove(ends.map(({ loan }) => loan));
    open.add(rolled);
    if (rolled.length > 0) this.#change({ nextLoan: nextLoan + rolled.length });
    if (this.#terms.barDefaulters) for (const agent of defaulters) this.#bar(agent, tick);
    this.#emit(() => settlementEvents(tick, ends, defaulters, this.#naming));
    return reportSettlement(tick, ends, this.#naming);
  }

  #clear(tick: number, policyRate: bigint): Session {
    const { orders, open, nextLoan, sessions } = this.#state;
    const at = { tick, number: sessions + 1, policyRate };
    const cleared = this.#terms.settlement === 'netted' ? this.#clearNetted(at) : undefined;
    const renewal = cleared && postNetted(cleared, this.#money);
    const { session, granted } = postSession(
      cleared?.session ?? clearOrders(orders, this.#money, this.#terms, at),
      orders,
      this.#money,
      this.#terms,
      nextLoan,
      cleared !== undefined,
    );
    open.remove(renewal?.ends.map(({ loan }) => loan) ?? []);
    open.replace(renewal?.changed ?? []);
    open.add(granted);
    this.#change({
      orders: orders.next(),
      last: session,
      nextLoan: nextLoan + granted.length,
      sessions: sessions + 1,
    });
    const report = reportSession(session, this.#naming);
    this.#emit(() => sessionEvents(session, report, granted, this.#naming));
    if (cleared !== undefined && renewal !== undefined)
      this.#emit(() => renewalEvents(tick, cleared.netted, renewal.ends, this.#naming));
    if (session.outcome.supplied < session.outcome.requested) this.#warnings.shortOf(report);
    return session;
  }

  #clearNetted(at: SessionTerms): NettedClearing {
    const { orders, open } = this.#state;
    const due = open.dueBy(at.tick).filter((loan) => loan.due > 0n);
    return clearNetted(orders, this.#money, this.#terms, at, due, open.claimsBy(at.tick));
  }

  #bar(agent: number, tick: number): void {
    const { barred } = this.#state;
    const before = barred.get(agent);
    this.#money.accounts.onRollback(() => {
      if (before === undefined) barred.delete(agent);
      else barred.set(agent, before);
    });
    barred.set(agent, tick);
  }

  #sessionsIn(tick: number): number {
    const { settledTick, sessions } = this.#state;
    return settledTick === tick ? sessions : 0;
  }

  /** Replaces parts of the state; taken back with a running transaction. */
  #change(parts: Partial<MarketState>): void {
    const before = this.#state;
    this.#money.accounts.onRollback(() => {
      this.#state = before;
    });
    this.#state = { ...before, ...parts };
  }

  /** Tells events after the commit. They are not even made where nobody listens. */
  #emit(events: () => Iterable<MoneyMarketEvent>): void {
    const { events: sink } = this.#ports;
    if (sink === undefined) return;
    this.#money.accounts.defer(() => {
      for (const event of events()) sink.emit(event);
    }, undefined);
  }
}
