import { type LiquidityReader, liquidityReader } from '@bagehot/central-bank';
import type { TradeCreditPorts, TradePayment, TradePromise } from '@bagehot/financing';
import type { ContractId, EventSink } from '@bagehot/kernel';
import { type Accounts, type Column, lazyDecimal, quanta, type Register } from '@bagehot/kernel/quanta';
import type { Economy } from '../economy.js';
import type { CreditTerms } from './round-credit.js';
import type { TradeCreditGranted } from './trade-credit-event.js';

/**
 * Money and promises of a financing round on an economy's ledger and register: payments are transfers of cash, promises are payables. What it does falls into
 * the running transaction, and is taken back with it.
 */
export class RoundLedger implements TradeCreditPorts {
  readonly moneyDecimals: number;
  readonly #events: EventSink<TradeCreditGranted>;
  /** Ledger indices by id. */
  readonly #people: ReadonlyMap<number, number>;
  readonly #terms: CreditTerms;
  readonly #accounts: Accounts;
  readonly #register: Register;
  readonly #cash: Column;
  readonly #reader: LiquidityReader;
  readonly #purchase: number;
  readonly #credit: number;
  /** Contracts that were issued here. */
  readonly #promised: Set<number>;

  /** @param promised - open promises of before */
  constructor(
    economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
    people: ReadonlyMap<number, number>,
    terms: CreditTerms,
    promised: readonly ContractId[],
  ) {
    const { ledger, contracts, events } = economy;
    const { moneyDecimals, reserveDays } = terms;
    const accounts = quanta(ledger);
    const register = quanta(contracts);
    this.moneyDecimals = moneyDecimals;
    this.#events = events;
    this.#people = people;
    this.#terms = terms;
    this.#accounts = accounts;
    this.#register = register;
    this.#cash = accounts.column('cash');
    this.#reader = liquidityReader({ ledger, contracts, asset: 'cash' }, { reserveDays });
    this.#purchase = accounts.label('purchase');
    this.#credit = accounts.label('trade-credit');
    this.#promised = new Set(promised.map((contract) => register.indexOf(contract)));
  }

  spare(id: number): bigint {
    return this.#reader.spare(this.#indexOf(id), this.#accounts.day);
  }

  pay({ debtor, creditor, amount }: TradePayment): void {
    this.#cash.move(this.#purchase, this.#indexOf(debtor), this.#indexOf(creditor), amount);
  }

  owe({ debtor, creditor, credit, face }: TradePromise): void {
    const accounts = this.#accounts;
    const [buyer, seller] = [this.#indexOf(debtor), this.#indexOf(creditor)];
    const { day } = accounts;
    const dueDay = day + this.#terms.termDays;
    const contract = this.#register.issue('payable', buyer, seller, face, dueDay, this.#credit);
    this.#promised.add(contract);
    accounts.onRollback(() => this.#promised.delete(contract));
    this.#events.emit({
      kind: 'TradeCreditGranted',
      day,
      buyer: accounts.nameOf(buyer),
      seller: accounts.nameOf(seller),
      contract: this.#register.idOf(contract),
      credit: lazyDecimal(credit, this.moneyDecimals),
      face: lazyDecimal(face, this.moneyDecimals),
      dueDay,
    });
  }

  outstanding(id: number): bigint {
    let owed = 0n;
    for (const contract of this.#register.owedBy(this.#indexOf(id)))
      if (this.#promised.has(contract)) owed += this.#register.amountOf(contract);
    return owed;
  }

  /** Nothing for those who are short today. */
  room(id: number): bigint | null {
    if (this.#reader.need(this.#indexOf(id), this.#accounts.day) > 0n) return 0n;
    const { maxDebt } = this.#terms;
    if (maxDebt === null) return null;
    const owed = this.outstanding(id);
    return owed < maxDebt ? maxDebt - owed : 0n;
  }

  /** Open promises, in the order in which they arose. */
  openPromises(): readonly ContractId[] {
    const register = this.#register;
    return [...this.#promised]
      .filter((contract) => register.isOpen(contract))
      .map((contract) => register.idOf(contract));
  }

  #indexOf(id: number): number {
    return this.#people.get(id) as number;
  }
}
