import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import { lazyDecimal } from '@bagehot/kernel/quanta';
import { interestOf } from '../call-market/loans.js';
import type { Money } from '../money.js';
import { RATE_DP } from '../numbers.js';
import type { Collateral } from '../protocols/collateral.js';
import type { MoneyMarketEvent } from '../protocols/events.js';
import type { FacilityAccount } from '../protocols/facilities.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import { dueOf, FacilityBook, type FacilityRecord, outstandingOf } from './facility-book.js';
import { FacilityMemo } from './facility-memo.js';
import type { FacilityTerms } from './facility-terms.js';

/** Kind of the contract behind each account with the central bank. */
const CONTRACT_OF = { FacilityLending: 'facility-loan', FacilityDeposit: 'facility-deposit' } as const;

/** What lending, deposits and repayments share: money, terms, records, and how things are told. */
export class FacilityDesk {
  readonly money: Money;
  readonly terms: FacilityTerms;
  readonly collateral: Collateral | undefined;
  readonly loans: FacilityBook;
  readonly deposits: FacilityBook;
  readonly memo: FacilityMemo;
  readonly #emit: ((event: MoneyMarketEvent) => void) | undefined;

  constructor(
    money: Money,
    terms: FacilityTerms,
    collateral: Collateral | undefined,
    events: MoneyMarketPorts['events'],
  ) {
    this.money = money;
    this.terms = terms;
    this.collateral = collateral;
    this.loans = new FacilityBook(money);
    this.deposits = new FacilityBook(money);
    this.memo = new FacilityMemo(money);
    this.#emit = events && ((event) => events.emit(event));
  }

  /** Index of the central bank. */
  get bank(): number {
    return this.money.column.issuer;
  }

  /** Interest of an amount over the term, half-even. */
  interestOf(amount: bigint, rate: bigint): bigint {
    const { term, ticksPerYear } = this.terms;
    return interestOf(amount, rate, term, ticksPerYear);
  }

  name(agent: number): AgentId {
    return this.money.accounts.nameOf(agent);
  }

  amount(units: bigint): Decimal {
    return lazyDecimal(units, this.money.grid.decimals);
  }

  rate(units: bigint): Decimal {
    return lazyDecimal(units, RATE_DP);
  }

  contractId({ contract }: FacilityRecord): ContractId | null {
    return contract === -1 ? null : this.money.register.idOf(contract);
  }

  /** A record as others see it. */
  account(record: FacilityRecord, id: string): FacilityAccount {
    return {
      id,
      agentId: this.name(record.agent),
      principal: this.amount(record.principal),
      rate: this.rate(record.rate),
      interest: this.amount(record.interest),
      outstanding: this.amount(outstandingOf(record)),
      due: this.amount(dueOf(record)),
      originTick: record.originTick,
      dueTick: record.dueTick,
      contract: this.contractId(record),
    };
  }

  /**
   * Opens a loan or a deposit: whoever gets the principal owes it with interest one term later, to whoever gave it.
   *
   * @param kind - of the event, and of the entry on the ledger
   * @param principal - more than 0
   * @param rate - in units of 10^-12
   */
  open(
    kind: keyof typeof CONTRACT_OF,
    agent: number,
    principal: bigint,
    rate: bigint,
    interest: bigint,
  ): FacilityRecord {
    const { money, bank } = this;
    const isLoan = kind === 'FacilityLending';
    const [debtor, creditor] = isLoan ? [agent, bank] : [bank, agent];
    const originTick = money.tick();
    const dueTick = originTick + this.terms.term;
    this.move(kind, creditor, debtor, principal);
    const whole = principal + interest;
    const contract = whole > 0n ? money.register.issue(CONTRACT_OF[kind], debtor, creditor, whole, dueTick) : -1;
    const book = isLoan ? this.loans : this.deposits;
    const { next: number } = book;
    const record = { number, agent, principal, rate, interest, originTick, dueTick, contract, paid: 0n, seized: 0n };
    book.open(record);
    this.tell(() => ({
      kind,
      day: originTick,
      agentId: this.name(agent),
      amount: this.amount(principal),
      rate: this.rate(rate),
      dueTick,
    }));
    return record;
  }

  /** Passes money on, if there is any and it has somewhere to go. */
  move(reason: string, from: number, to: number, amount: bigint): void {
    if (amount > 0n && from !== to) this.money.column.move(this.money.accounts.label(reason), from, to, amount);
  }

  /** Tells an event, made only if somebody listens, when the transaction is committed. */
  tell(make: () => MoneyMarketEvent): void {
    if (this.#emit !== undefined) this.money.accounts.defer(this.#emit, make());
  }
}
