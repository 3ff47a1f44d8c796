import { CLEARING_HOUSE, type Money } from '../money.js';
import { Circles, netPositions } from './circles.js';
import type { MarketTerms } from './config.js';
import { type DueBorrower, DueLoans } from './due-loans.js';
import { throughLenders } from './lender-claims.js';
import { claimOf, grantLoan, type Leg, type Loan } from './loans.js';
import { type LegLoss, lossOf, planRollover, type Rollover, shareAmongLegs } from './shortfall.js';

/** What became of a loan that was settled. */
export interface LoanEnd {
  readonly loan: Loan;
  readonly status: 'repaid' | 'rolled' | 'defaulted';
  /** What each leg got in all, renewals before included. */
  readonly received: readonly bigint[];
  readonly cause?: 'renewal' | 'netting';
  /** By leg: principal that goes on. */
  readonly rest?: readonly bigint[];
  readonly next?: Loan;
}

/** What settling came to. */
export interface Settled {
  /** In loan order. */
  readonly ends: readonly LoanEnd[];
  /** New loans of those rolled over. */
  readonly rolled: readonly Loan[];
  /** In order of default. */
  readonly defaulters: readonly number[];
}

/** Reasons of the movements a settlement makes. */
const REPAID = 'CallLoanRepaid';
const ROLLED = 'CallLoanRolled';
const DEFAULTED = 'CallLoanDefaulted';

/** Everything a leg gets when its loan is paid in full. */
export function fullReceipts({ legs }: Loan): readonly bigint[] {
  return legs.map((leg) => leg.paid + claimOf(leg));
}

/** What each leg of a defaulted loan loses. */
export function lossesOf({ loan, received }: LoanEnd): readonly LegLoss[] {
  return loan.legs.map((leg, k) => lossOf(leg, received[k] as bigint));
}

/** What became of a loan that somebody else has settled by paying so much of what was due, shared over its claims. */
export function recordedEnd(loan: Loan, paid: bigint): LoanEnd {
  if (paid === loan.due) return { loan, status: 'repaid', received: fullReceipts(loan) };
  const parts = throughLenders(paid, loan);
  return { loan, status: 'defaulted', received: loan.legs.map((leg, k) => leg.paid + (parts[k] as bigint)) };
}

/**
 * Settles loans as they are due: whoever can pays in full, walk after walk; then circles, if netting is on; then the first borrower who cannot pay rolls its
 * loans over, or defaults.
 */
export class Settlement {
  readonly #money: Money;
  readonly #terms: MarketTerms;
  readonly #tick: number;
  readonly #due: DueLoans;
  readonly #circles: Circles;
  readonly #ends: LoanEnd[] = [];
  readonly #rolled: Loan[] = [];
  readonly #defaulters: number[] = [];
  #nextLoan: number;

  /** @param loans - those due, in loan order */
  constructor(money: Money, terms: MarketTerms, tick: number, loans: readonly Loan[], nextLoan: number) {
    this.#money = money;
    this.#terms = terms;
    this.#tick = tick;
    this.#nextLoan = nextLoan;
    this.#due = new DueLoans(
      money,
      loans.filter(({ due }) => due > 0n),
    );
    this.#circles = new Circles(this.#due, money.column);
    for (const loan of loans)
      if (loan.due === 0n) this.#ends.push({ loan, status: 'repaid', received: fullReceipts(loan) });
  }

  /** Runs to the end. Called once, inside a transaction. */
  run(): Settled {
    for (;;) {
      for (let borrower = this.#due.next(); borrower !== undefined; borrower = this.#due.next()) this.#pay(borrower);
      if (this.#terms.netting && this.#payCircle()) continue;
      const borrower = this.#due.firstUnsettled();
      if (borrower === undefined) break;
      const balance = this.#money.column.get(borrower.agent);
      const available = balance > 0n ? balance : 0n;
      if (!this.#rollOver(borrower, available)) this.#default(borrower, available);
    }
    this.#ends.sort((a, b) => a.loan.number - b.loan.number);
    return { ends: this.#ends, rolled: this.#rolled, defaulters: this.#defaulters };
  }

  #pay(borrower: DueBorrower): void {
    this.#settle(borrower);
    const label = this.#money.accounts.label(REPAID);
    for (const loan of borrower.loans) {
      for (const leg of loan.legs) this.#move(label, borrower.agent, leg.lender, claimOf(leg));
      this.#money.register.remove(loan.contract, label);
      this.#ends.push({ loan, status: 'repaid', received: fullReceipts(loan) });
    }
  }

  #payCircle(): boolean {
    const { accounts, register, column } = this.#money;
    const members = this.#circles.find();
    if (members.length === 0) return false;
    for (const member of members) this.#settle(member);
    const label = accounts.label(REPAID);
    const house = accounts.open(CLEARING_HOUSE);
    const net = netPositions(members);
    for (const [agent, amount] of net) if (amount < 0n) column.move(label, agent, house, -amount);
    for (const [agent, amount] of net) if (amount > 0n) this.#move(label, house, agent, amount);
    for (const { loans } of members)
      for (const loan of loans) {
        register.remove(loan.contract, label);
        this.#ends.push({ loan, status: 'repaid', received: fullReceipts(loan), cause: 'netting' });
      }
    return true;
  }

  #rollOver(borrower: DueBorrower, available: bigint): boolean {
    const { rollover } = this.#terms;
    const plan = rollover && planRollover(available, borrower.loans, rollover.max);
    if (rollover === undefined || plan === undefined || !this.#collect(borrower, plan)) return false;
    this.#settle(borrower);
    const { accounts, register } = this.#money;
    const label = accounts.label(ROLLED);
    for (const [k, loan] of borrower.loans.entries()) {
      const receipts = plan.receipts[k] as readonly bigint[];
      const rest = plan.rest[k] as readonly bigint[];
      for (const [j, leg] of loan.legs.entries())
        if ((receipts[j] as bigint) > 0n) this.#move(label, borrower.agent, leg.lender, receipts[j] as bigint);
      register.remove(loan.contract, label);
      const received = loan.legs.map((leg, j) => leg.paid + (receipts[j] as bigint));
      if (rest.every((amount) => amount === 0n)) {
        this.#ends.push({ loan, status: 'repaid', received });
        continue;
      }
      const next = this.#renew(loan, rest, rollover.penalty);
      this.#rolled.push(next);
      this.#ends.push({ loan, status: 'rolled', received, rest, next });
    }
    return true;
  }

  /**
   * At negative rates a lender may owe for its leg, by a quantum of rounding or because another loan of the borrower costs more than this one; what it owes
   * comes in first. If somebody has not got it, there is no rollover.
   */
  #collect({ agent, loans }: DueBorrower, { receipts }: Rollover): boolean {
    const owed = new Map<number, bigint>();
    for (const [k, { legs }] of loans.entries())
      for (const [j, { lender }] of legs.entries()) {
        const receipt = receipts[k]?.[j] as bigint;
        if (receipt < 0n) owed.set(lender, (owed.get(lender) ?? 0n) - receipt);
      }
    const { accounts, column } = this.#money;
    for (const [lender, amount] of owed) if (!column.covers(lender, amount)) return false;
    const label = accounts.label(ROLLED);
    for (const [lender, amount] of owed) {
      column.move(label, lender, agent, amount);
      this.#circles.received(lender, -amount);
    }
    return true;
  }

  #renew(loan: Loan, rest: readonly bigint[], penalty: bigint): Loan {
    const legs: Omit<Leg, 'interest' | 'paid'>[] = [];
    for (const [k, { lender, supply, rate }] of loan.legs.entries()) {
      const amount = rest[k] as bigint;
      if (amount > 0n)
        legs.push(rate === undefined ? { lender, supply, amount } : { lender, supply, amount, rate: rate + penalty });
    }
    const { number: _, request, borrower } = loan;
    const { ticksPerYear, term } = this.#terms;
    return grantLoan(
      this.#money,
      {
        number: this.#nextLoan++,
        request,
        borrower,
        rate: loan.rate + penalty,
        originTick: this.#tick,
        dueTick: this.#tick + term,
        rollovers: loan.rollovers + 1,
        legs,
      },
      ticksPerYear,
    );
  }

  #default(borrower: DueBorrower, available: bigint): void {
    this.#settle(borrower);
    this.#defaulters.push(borrower.agent);
    const { accounts, register } = this.#money;
    const label = accounts.label(DEFAULTED);
    const shares = shareAmongLegs(available, borrower.loans);
    for (const [k, loan] of borrower.loans.entries()) {
      const parts = shares[k] as readonly bigint[];
      for (const [j, leg] of loan.legs.entries()) this.#move(label, borrower.agent, leg.lender, parts[j] as bigint);
      register.remove(loan.contract, label);
      const received = loan.legs.map((leg, j) => leg.paid + (parts[j] as bigint));
      this.#ends.push({ loan, status: 'defaulted', received });
    }
  }

  #settle(borrower: DueBorrower): void {
    borrower.settled = true;
    this.#circles.settled(borrower);
  }

  #move(label: number, from: number, to: number, amount: bigint): void {
    if (amount === 0n) return;
    this.#money.column.move(label, from, to, amount);
    this.#due.received(to);
    this.#circles.received(to, amount);
  }
}
