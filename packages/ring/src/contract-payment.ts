import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import type { DueContract } from './day-dues.js';
import type { Estates } from './estate.js';
import { holderAmounts, Settled } from './movements.js';
import { type Payments, PaymentTally } from './payment.js';
import type { MeansOfPayment } from './rules.js';
import { unpaidClaims } from './unpaid-claims.js';

/** Called inside the transaction of a payment, once per holder who received something. */
export type AfterPayment = (contract: ContractId, holder: AgentId, amount: Decimal) => void;

/** The claims of a contract and what each is paid. */
export interface ClaimShares {
  readonly holders: readonly number[];
  readonly faces: readonly bigint[];
  readonly shares: readonly bigint[];
}

/** Pays contracts and tells what came of it. */
export class ContractPayments {
  /** Contracts paid in full today, in order. */
  settled: number[] = [];
  readonly #books: Books;
  readonly #payments: Payments;
  readonly #estates: Estates;
  readonly #afterPayment: AfterPayment | undefined;

  constructor(books: Books, payments: Payments, estates: Estates, afterPayment: AfterPayment | undefined) {
    this.#books = books;
    this.#payments = payments;
    this.#estates = estates;
    this.#afterPayment = afterPayment;
  }

  /** Shares a payment over the claims of a contract in proportion to face, ties to the older claim. */
  share(contract: number, paid: bigint): ClaimShares {
    const { holders, faces } = this.#books.claimsOf(contract);
    const due = this.#books.register.amountOf(contract);
    return { holders, faces, shares: paid === due ? faces : allocateQuanta(paid, faces) };
  }

  /** Pays a contract in full, as one transaction. */
  settle(due: DueContract): void {
    const { contractIndex } = due;
    this.#books.transact(() => {
      const claims = this.share(contractIndex, this.#books.register.amountOf(contractIndex));
      this.payClaims(due, claims);
      this.close(due, claims);
    });
  }

  /** Pays the shares to the holders; who has an estate shares it on at once. */
  payClaims(due: DueContract, { holders, shares }: ClaimShares, tally?: PaymentTally): void {
    const books = this.#books;
    for (let k = 0; k < holders.length; k++) {
      const share = shares[k] as bigint;
      if (share === 0n) continue;
      const holder = holders[k] as number;
      if (!this.#estates.hasEstate(holder)) {
        this.#payments.pay(due.debtorIndex, holder, share, books.labels.settlement, tally);
        this.received(due, holder, share);
        continue;
      }
      const own = new PaymentTally();
      this.#payments.pay(due.debtorIndex, holder, share, books.labels.settlement, own);
      tally?.addAll(own);
      this.received(due, holder, share, own.methods);
    }
  }

  /** Notes what a holder received, however it was paid. */
  received(due: DueContract, holder: number, share: bigint, means?: readonly MeansOfPayment[]): void {
    const books = this.#books;
    due.paidQuanta += share;
    this.#afterPayment?.(books.id(due.contractIndex), books.name(holder), books.money(share));
    this.#estates.received(holder, share, means);
  }

  /** A contract paid in full goes. */
  close(due: DueContract, { holders, shares }: ClaimShares): void {
    const books = this.#books;
    const { contractIndex, debtorIndex } = due;
    books.register.remove(contractIndex, books.labels.PayableSettled);
    books.impact = true;
    this.settled.push(contractIndex);
    if (books.events !== undefined)
      books.emit(new Settled(books.day, books, contractIndex, debtorIndex, holders, shares));
  }

  /** A contract that was not paid in full goes too: its rest is what its debtor failed to pay. */
  fail(due: DueContract, claims: ClaimShares, tally: PaymentTally): void {
    const books = this.#books;
    const { contractIndex, debtorIndex } = due;
    const { holders, shares } = claims;
    const amount = books.register.amountOf(contractIndex);
    if (books.events !== undefined) {
      const paid = tally.total;
      const facts = {
        day: books.day,
        contract: books.id(contractIndex),
        debtor: books.name(debtorIndex),
        creditor: books.name(holders[0] as number),
        amountPaid: books.money(paid),
        shortfall: books.money(amount - paid),
        originalAmount: books.money(amount),
      };
      if (paid > 0n) {
        const received = holderAmounts(books, holders, shares);
        books.emit({
          kind: 'PartialSettlement',
          ...facts,
          distribution: tally.methods.map((method, k) => ({
            method,
            amount: books.money(tally.amounts[k] as bigint),
          })),
          ...(received === undefined ? {} : { holders: received }),
        });
      }
      books.emit({ kind: 'ObligationDefaulted', ...facts });
    }
    for (const [holder, unpaid] of unpaidClaims(claims, books.claimsOf(contractIndex)))
      this.#estates.list(debtorIndex, holder, unpaid);
    books.register.remove(contractIndex, books.labels.ObligationDefaulted);
  }

  /** Pays what there is of a contract that cannot be paid in full. */
  payShort(due: DueContract, claims: ClaimShares): void {
    const tally = new PaymentTally();
    this.payClaims(due, claims, tally);
    this.fail(due, claims, tally);
  }
}
