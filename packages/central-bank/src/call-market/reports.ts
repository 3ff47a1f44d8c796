import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import type { CallLoan } from '../protocols/call-market.js';
import type {
  ClearingReport,
  RequestResult,
  RolledLoan,
  SettledLeg,
  SettledLoan,
  SettlementReport,
  SupplyResult,
} from '../protocols/call-market-reports.js';
import type { ClearingBook, ClearingOutcome, RequestOrder, SupplyOrder } from '../protocols/clearing.js';
import type { Loan } from './loans.js';
import type { Naming } from './naming.js';
import type { Session } from './session.js';
import { type LoanEnd, lossesOf } from './settlement.js';

/** A session whose names and decimals are made when they are read. */
class NamedSession implements ClearingReport {
  readonly #session: Session;
  readonly #naming: Naming;
  #grants: readonly RequestResult[] | undefined;
  #draws: readonly SupplyResult[] | undefined;

  constructor(session: Session, naming: Naming) {
    this.#session = session;
    this.#naming = naming;
  }

  get tick(): number {
    return this.#session.tick;
  }

  get session(): number {
    return this.#session.number;
  }

  get rule(): string {
    return this.#session.rule;
  }

  get policyRate(): Decimal {
    return this.#naming.rate(this.book.policyRate);
  }

  get callRate(): Decimal {
    return this.#naming.rate(this.outcome.callRate);
  }

  get spread(): Decimal {
    return this.#naming.rate(this.outcome.spread);
  }

  get liquidityRatio(): Decimal | null {
    const { liquidityRatio } = this.outcome;
    return liquidityRatio === null ? null : this.#naming.rate(liquidityRatio);
  }

  get supplied(): Decimal {
    return this.#naming.amount(this.outcome.supplied);
  }

  get requested(): Decimal {
    return this.#naming.amount(this.outcome.requested);
  }

  get volume(): Decimal {
    return this.#naming.amount(this.outcome.volume);
  }

  get indicative(): boolean {
    return this.outcome.indicative;
  }

  get book(): ClearingBook {
    return this.#session.book;
  }

  get outcome(): ClearingOutcome {
    return this.#session.outcome;
  }

  get grants(): readonly RequestResult[] {
    this.#grants ??= this.book.requests.map((order, k) => this.#grantOf(order, k));
    return this.#grants;
  }

  get draws(): readonly SupplyResult[] {
    this.#draws ??= this.book.supplies.map((order, k) => this.#drawOf(order, k));
    return this.#draws;
  }

  #grantOf({ seq, agent, units }: RequestOrder, k: number): RequestResult {
    const naming = this.#naming;
    const loan = this.#session.loans[k] ?? 0;
    return {
      requestId: naming.request(seq),
      borrowerId: agent,
      requested: naming.amount(units),
      granted: naming.amount(this.outcome.grants[k] as bigint),
      loanId: loan === 0 ? null : naming.loan(loan),
    };
  }

  #drawOf({ seq, agent, units }: SupplyOrder, k: number): SupplyResult {
    const naming = this.#naming;
    const { units: offered } = this.#session.offers[k] as SupplyOrder;
    const drawn = this.outcome.draws[k] as bigint;
    const effective = naming.amount(units);
    return {
      supplyId: naming.supply(seq),
      lenderId: agent,
      // A session may have hundreds of offers, which mostly stand as they were made.
      offered: offered === units ? effective : naming.amount(offered),
      effective,
      drawn: naming.amount(drawn),
      unlent: naming.amount(this.#session.unlent?.[k] ?? units - drawn),
    };
  }
}

/** A session as it is told outside. */
export function reportSession(session: Session, naming: Naming): ClearingReport {
  return new NamedSession(session, naming);
}

/** Loans that were settled, each made when its list is first read. */
class NamedSettlement implements SettlementReport {
  readonly tick: number;
  readonly #ends: readonly LoanEnd[];
  readonly #naming: Naming;
  #repaid: readonly SettledLoan[] | undefined;
  #rolled: readonly RolledLoan[] | undefined;
  #defaulted: readonly SettledLoan[] | undefined;
  #losses: ReadonlyMap<AgentId, Decimal> | undefined;

  constructor(tick: number, ends: readonly LoanEnd[], naming: Naming) {
    this.tick = tick;
    this.#ends = ends;
    this.#naming = naming;
  }

  get repaid(): readonly SettledLoan[] {
    this.#repaid ??= this.#of('repaid').map((end) => settledLoan(end, this.#naming));
    return this.#repaid;
  }

  get rolled(): readonly RolledLoan[] {
    this.#rolled ??= this.#of('rolled').map((end) => rolledLoan(end, this.#naming));
    return this.#rolled;
  }

  get defaulted(): readonly SettledLoan[] {
    this.#defaulted ??= this.#of('defaulted').map((end) => settledLoan(end, this.#naming));
    return this.#defaulted;
  }

  get lossByLender(): ReadonlyMap<AgentId, Decimal> {
    this.#losses ??= lossByLender(this.#of('defaulted'), this.#naming);
    return this.#losses;
  }

  #of(status: LoanEnd['status']): readonly LoanEnd[] {
    return this.#ends.filter((end) => end.status === status);
  }
}

/** A settlement as it is told outside. */
export function reportSettlement(tick: number, ends: readonly LoanEnd[], naming: Naming): SettlementReport {
  return new NamedSettlement(tick, ends, naming);
}

function lossByLender(ends: readonly LoanEnd[], naming: Naming): ReadonlyMap<AgentId, Decimal> {
  const losses = new Map<number, bigint>();
  for (const end of ends)
    for (const [k, { principalLoss }] of lossesOf(end).entries()) {
      const { lender } = end.loan.legs[k] as Loan['legs'][number];
      if (principalLoss > 0n) losses.set(lender, (losses.get(lender) ?? 0n) + principalLoss);
    }
  return new Map(Array.from(losses, ([lender, loss]) => [naming.agent(lender), naming.amount(loss)]));
}

function settledLoan(end: LoanEnd, naming: Naming): SettledLoan {
  const { loan, received, cause } = end;
  const { number, request, borrower, principal, interest } = loan;
  const due = principal + interest;
  return {
    loanId: naming.loan(number),
    requestId: naming.request(request),
    borrowerId: naming.agent(borrower),
    principal: naming.amount(principal),
    interest: naming.amount(interest),
    due: naming.amount(due > 0n ? due : 0n),
    paid: naming.amount(received.reduce((sum, amount) => sum + amount, 0n)),
    legs: settledLegs(end, naming),
    ...(cause === undefined ? {} : { cause }),
  };
}

function rolledLoan(end: LoanEnd, naming: Naming): RolledLoan {
  const { number, principal, rate } = end.next as Loan;
  const news = { rolled: naming.amount(principal), newLoanId: naming.loan(number), newRate: naming.rate(rate) };
  return { ...settledLoan(end, naming), ...news };
}

/** What each leg of a loan came to. */
function settledLegs(end: LoanEnd, naming: Naming): readonly SettledLeg[] {
  const { loan, received, rest, status } = end;
  const losses = status === 'defaulted' ? lossesOf(end) : [];
  return loan.legs.map(({ lender, supply, amount, interest }, k) => ({
    lenderId: naming.agent(lender),
    supplyId: naming.supply(supply),
    amount: naming.amount(amount),
    interest: naming.amount(interest),
    received: naming.amount(received[k] as bigint),
    principalLoss: naming.amount(losses[k]?.principalLoss ?? 0n),
    interestForgone: naming.amount(losses[k]?.interestForgone ?? 0n),
    rolled: naming.amount(rest?.[k] ?? 0n),
  }));
}

/** An open loan as it is told outside. */
export function namedLoan(loan: Loan, naming: Naming, contract: ContractId | null): CallLoan {
  const { number, request, borrower, principal, interest, rate, originTick, dueTick, rollovers } = loan;
  // Whoever asks for the loans that are open seldom looks at who granted them.
  let legs: CallLoan['legs'] | undefined;
  return {
    loanId: naming.loan(number),
    requestId: naming.request(request),
    borrowerId: naming.agent(borrower),
    principal: naming.amount(principal),
    interest: naming.amount(interest),
    rate: naming.rate(rate),
    originTick,
    dueTick,
    rollovers,
    get legs() {
      legs ??= loan.legs.map(({ lender, supply, amount }) => ({
        lenderId: naming.agent(lender),
        supplyId: naming.supply(supply),
        amount: naming.amount(amount),
      }));
      return legs;
    },
    contract,
  };
}
