import {
  type CallMarketService,
  CENTRAL_BANK,
  type ClearingBook,
  type ClearingOutcome,
  createCallMarket,
  ratioRule,
} from '@bagehot/central-bank';
import { type ContractRegister, createContracts, createLedger, decimal, type Ledger } from '@bagehot/kernel';
import { fromUnits, quanta } from '@bagehot/kernel/quanta';
import { expect } from 'vitest';
import type { Fault, Step } from './market-history.js';
import { settleSlowly } from './settlement-twin.js';

/** Names that plain objects would reorder or lose among them. */
const AGENTS: readonly string[] = ['A', '10', '__proto__', '2', 'constructor'];

const DECIMALS = 2;
const SESSIONS = 2;
const ROLLOVER = { max: 1, penalty: '0.01' };
const ABORT = new Error('abort');
const LOST = new Error('the rule lost its way');

/** Inputs nobody may submit, and what is said of them. */
const BAD: readonly (readonly [(market: CallMarketService) => unknown, string])[] = [
  [(market) => market.supplyReserves('nobody', 1), 'InvalidAgentIDError'],
  [(market) => market.supplyReserves('toString', 1), 'InvalidAgentIDError'],
  [(market) => market.requestLoan({ borrowerId: '', amount: 1 }), 'InvalidAgentIDError'],
  [(market) => market.requestLoan({ borrowerId: 'A', amount: '-0.01' }), 'InvalidAmountError'],
  [(market) => market.supplyReserves('A', '0.005'), 'InvalidAmountError'],
  [(market) => market.supplyReserves('A', Number.NaN), 'InvalidAmountError'],
  [(market) => market.requestLoan({ borrowerId: 'A', amount: 1, maxRate: '0.0000000000001' }), 'InvalidRateError'],
  [(market) => market.processMarketClearing('five'), 'InvalidPolicyRateError'],
  [(market) => market.beginTick(-1), 'InvalidTickError'],
  [(market) => market.beginTick(1.5), 'InvalidTickError'],
  [(market) => market.getLoanResponse('R0'), 'UnknownRequestError'],
  [(market) => market.reinstate('nobody'), 'InvalidAgentIDError'],
  [(market) => market.restore({ kind: 'call-market' }), 'SnapshotError'],
];

/** A market, and what section 7 and the laws of conservation say of it. */
export class MarketModel {
  ledger: Ledger;
  contracts: ContractRegister;
  market: CallMarketService;
  #fault: Fault = 'none';
  /** What was minted less what was spent, in cents. */
  #circulation = 0n;
  readonly #netting: boolean;

  constructor(netting: boolean) {
    this.#netting = netting;
    this.ledger = createLedger({ moneyDecimals: DECIMALS });
    this.contracts = createContracts(this.ledger);
    this.ledger.issue('reserves', CENTRAL_BANK);
    for (const agent of AGENTS) this.ledger.open(agent);
    this.market = this.#open();
    for (const agent of AGENTS) this.#pay(CENTRAL_BANK, agent, 5000);
  }

  /** Everything there is, as bytes. */
  text(): string {
    return JSON.stringify([this.ledger.snapshot(), this.contracts.snapshot(), this.market.snapshot()]);
  }

  /** Does a step, or finds that it is refused and changes nothing. */
  take(step: Step): void {
    switch (step.op) {
      case 'supply':
      case 'request':
        this.#submit(step.op, AGENTS[step.agent] as string, step.amount, step.limit);
        return;
      case 'clear':
        this.#clear(step.rate, step.fault);
        return;
      case 'tick':
        this.#tick(this.market.snapshot().tick + step.by);
        return;
      case 'mint':
        this.#pay(CENTRAL_BANK, AGENTS[step.agent] as string, step.amount);
        return;
      case 'spend':
        this.#pay(AGENTS[step.agent] as string, CENTRAL_BANK, step.amount);
        return;
      case 'bad': {
        const [submit, name] = BAD[step.which % BAD.length] as (typeof BAD)[number];
        this.#refused(() => submit(this.market), name);
        return;
      }
      case 'record':
        this.#record(step.loan, step.percent);
        return;
      case 'reinstate': {
        const agent = AGENTS[step.agent] as string;
        this.market.reinstate(agent);
        expect(this.market.barredBorrowers()).not.toContain(agent);
        return;
      }
      case 'restore':
        if (quanta(this.ledger).depth === 0) this.#restore();
        return;
      default:
        this.#transaction(step.op === 'aborted', step.steps);
    }
  }

  /** The laws that hold between any two steps. */
  check(): void {
    const balances = AGENTS.map((agent) => this.#balance(agent));
    expect(balances.every((balance) => balance >= 0n)).toBe(true);
    expect(balances.reduce((sum, balance) => sum + balance, 0n)).toBe(this.#circulation);
    expect(this.#balance(CENTRAL_BANK)).toBe(-this.#circulation);
    const { loans } = this.market.snapshot();
    const recorded = loans.flatMap(({ contract, borrowerId, dueTick, legs }) => {
      const claims = new Map<string, bigint>();
      for (const { lenderId, amount, interest } of legs) {
        const due = cents(amount) + cents(interest);
        if (due > 0n) claims.set(lenderId, (claims.get(lenderId) ?? 0n) + due);
      }
      return claims.size === 0 ? [] : [[contract, borrowerId, dueTick, [...claims]]];
    });
    const registered = this.contracts
      .snapshot()
      .contracts.map(({ id, debtor, dueDay, claims }) => [
        id,
        debtor,
        dueDay,
        claims.map(([holder, face]) => [holder, cents(face)]),
      ]);
    expect(registered).toEqual(recorded);
  }

  #submit(op: 'supply' | 'request', agent: string, amount: number, limit: string | undefined): void {
    const { market } = this;
    const text = String(decimal(amount).times('0.01'));
    const { supplies, requests } = market.pendingOrders();
    const other = (op === 'supply' ? requests : supplies).some(({ agentId }) => agentId === agent);
    const own = op === 'supply' ? supplies : requests;
    const offered = own.filter(({ agentId }) => agentId === agent).reduce((sum, one) => sum + cents(one.amount), 0n);
    const submit = (): unknown =>
      op === 'supply'
        ? market.supplyReserves(agent, text, limit)
        : market.requestLoan({ borrowerId: agent, amount: text, ...(limit === undefined ? {} : { maxRate: limit }) })
            .status;
    const before = this.text();
    if (amount === 0 || (op === 'request' && market.barredBorrowers().includes(agent))) {
      expect(submit()).toBe(op === 'supply' ? undefined : 'rejected');
      expect(this.text()).toBe(before);
    } else if (other) {
      this.#refused(submit, 'OppositeSideError');
    } else if (op === 'supply' && offered + BigInt(amount) > this.#balance(agent)) {
      this.#refused(submit, 'InsufficientReservesError');
    } else {
      expect(submit()).toBe(op === 'supply' ? undefined : 'pending');
      const after = market.pendingOrders();
      expect((op === 'supply' ? after.supplies : after.requests).length).toBe(own.length + 1);
    }
  }

  #clear(rate: string, fault: Fault): void {
    const { market } = this;
    const { tick, settledTick, sessions } = market.snapshot();
    if (settledTick === tick && sessions === SESSIONS) {
      this.#refused(() => market.processMarketClearing(rate), 'AlreadyClearedError');
      return;
    }
    if (fault !== 'none') {
      market.beginTick();
      this.#clearFaultily(rate, fault);
    }
    const { requests } = market.pendingOrders();
    // The session begins its tick itself where nobody has, and then lenders may have more, or less.
    const isBegun = market.snapshot().settledTick === tick;
    const indicative = market.indicativeClearing(rate);
    const expected = [indicative.callRate, indicative.volume].map(String);
    const callRate = market.processMarketClearing(rate);
    const report = market.lastClearing();
    if (report === null) throw new Error('no session');
    const volume = cents(report.volume);
    if (isBegun) expect([callRate, report.volume].map(String)).toEqual(expected);
    const responses = requests.map(({ orderId }) => market.getLoanResponse(orderId));
    const loanIds = new Set(responses.map(({ loanId }) => loanId));
    const loans = market.openLoans().filter(({ loanId }) => loanIds.has(loanId));
    for (const amounts of [
      responses.map(({ amountGranted }) => amountGranted),
      report.draws.map(({ drawn }) => drawn),
      loans.map(({ principal }) => principal),
      loans.flatMap(({ legs }) => legs.map(({ amount }) => amount)),
    ])
      expect(amounts.reduce((sum, amount) => sum + cents(amount), 0n)).toBe(volume);
    expect(market.pendingOrders()).toEqual({ supplies: [], requests: [] });
  }

  /** A session of a rule that is at fault changes nothing; then the rule is itself again. */
  #clearFaultily(rate: string, fault: Exclude<Fault, 'none'>): void {
    const name = { throws: LOST.name, lies: 'ClearingInvariantError', steals: 'KernelError' }[fault];
    if (fault === 'steals' && this.market.indicativeClearing(rate).indicative) return;
    this.#fault = fault;
    this.#refused(() => this.market.processMarketClearing(rate), name);
  }

  #tick(tick: number): void {
    const { market } = this;
    const { loans, settledTick } = market.snapshot();
    const opening = new Map(AGENTS.map((agent) => [agent, this.#balance(agent)]));
    const due = settledTick === tick ? [] : loans.filter(({ dueTick }) => dueTick <= tick);
    const twin = settleSlowly(opening, due, { netting: this.#netting, rollover: ROLLOVER }, cents);
    const barred = new Set([...market.barredBorrowers(), ...twin.defaulters]);
    const report = market.beginTick(tick);
    expect(new Map(AGENTS.map((agent) => [agent, this.#balance(agent)]))).toEqual(twin.balances);
    expect(report.repaid.length + report.rolled.length + report.defaulted.length).toBe(twin.ends.length);
    expect(new Set(market.barredBorrowers())).toEqual(barred);
    const again = this.text();
    const { repaid, rolled, defaulted } = market.beginTick(tick);
    expect([repaid, rolled, defaulted]).toEqual([[], [], []]);
    expect(this.text()).toBe(again);
  }

  #record(which: number, percent: number): void {
    const loans = this.market.openLoans();
    const loan = loans[which % Math.max(loans.length, 1)];
    if (loan === undefined || loan.contract === null) return;
    const due = loan.principal.plus(loan.interest);
    const paid = due.times(percent).div(100).round(DECIMALS);
    const report = this.market.recordSettlement(loan.contract, paid);
    const [end] = [...(report?.repaid ?? []), ...(report?.defaulted ?? [])];
    expect([end?.loanId, String(end?.paid), report?.repaid.length]).toEqual([
      loan.loanId,
      String(paid),
      paid.eq(due) ? 1 : 0,
    ]);
    expect(this.market.recordSettlement(loan.contract, 0)).toBe(null);
  }

  #transaction(fails: boolean, steps: readonly Step[]): void {
    const before = this.text();
    const circulation = this.#circulation;
    try {
      this.ledger.transaction(() => {
        for (const step of steps) {
          this.take(step);
          this.check();
        }
        if (fails) throw ABORT;
      });
    } catch (error) {
      if (error !== ABORT) throw error;
      this.#circulation = circulation;
      expect(this.text()).toBe(before);
    }
  }

  /** Goes on with a copy made from the snapshots. */
  #restore(): void {
    const before = this.text();
    const [ledger, contracts, market] = JSON.parse(before) as [never, never, unknown];
    this.ledger = createLedger({ from: ledger });
    this.contracts = createContracts(this.ledger, contracts);
    this.market = this.#open();
    this.market.restore(market);
    expect(this.text()).toBe(before);
  }

  #refused(body: () => unknown, name: string): void {
    const before = this.text();
    let said: unknown;
    try {
      body();
    } catch (error) {
      said = error;
    }
    expect((said as Error | undefined)?.name).toBe(name);
    expect(this.text()).toBe(before);
  }

  #open(): CallMarketService {
    const inner = ratioRule({ spreadSensitivity: '0.1' });
    const clear = (book: ClearingBook): ClearingOutcome => {
      const fault = this.#fault;
      this.#fault = 'none';
      const outcome = inner.clear(book);
      if (fault === 'throws') throw LOST;
      if (fault === 'lies')
        return { ...outcome, grants: outcome.grants.map((grant) => grant + 1n), volume: outcome.volume + 1n };
      if (fault === 'steals') for (const agent of AGENTS) this.#move(agent, CENTRAL_BANK, this.#balance(agent));
      return outcome;
    };
    return createCallMarket(
      {
        rule: { name: 'faulty ratio', clear },
        ticksPerYear: 1,
        term: 2,
        sessionsPerTick: SESSIONS,
        rollover: ROLLOVER,
        netting: this.#netting,
      },
      { ledger: this.ledger, contracts: this.contracts },
    );
  }

  #pay(from: string, to: string, amount: number): void {
    const least = from === CENTRAL_BANK ? BigInt(amount) : this.#balance(from);
    const paid = BigInt(amount) < least ? BigInt(amount) : least;
    this.#move(from, to, paid);
    this.#circulation += from === CENTRAL_BANK ? paid : -paid;
  }

  #move(from: string, to: string, amount: bigint): void {
    if (amount > 0n)
      this.ledger.transfer({ day: 0, kind: 'test', asset: 'reserves', from, to, amount: fromUnits(amount, DECIMALS) });
  }

  #balance(agent: string): bigint {
    return cents(this.ledger.balance(agent, 'reserves'));
  }
}

/** An amount in quanta. */
function cents(amount: { toString(): string }): bigint {
  return BigInt(decimal(amount.toString()).times(100).toString());
}
