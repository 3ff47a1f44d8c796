import type { Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { type BondPricing, type BondQuote, facePricing, quoteBond } from '../bond-pricing.js';
import { bondColumn, bondsOf, bondsOutstanding, priceOf } from '../bonds.js';
import { InsufficientBondsError, InvalidQuantityError, MoneyMarketError } from '../errors.js';
import type { Money } from '../money.js';
import { type AmountInput, formatAmount, rateOf } from '../numbers.js';
import type {
  BalanceSheet,
  CentralBankService,
  CentralBankSnapshot,
  FacilityPositions,
  OpenMarketOperationResult,
  PolicyRate,
} from '../protocols/central-bank.js';
import type { MoneyMarketEvent } from '../protocols/events.js';
import type { MoneyMarketWarning } from '../protocols/ports.js';
import type { TreasuryService } from '../protocols/treasury.js';
import { refused } from '../refusal.js';
import { balanceSheetOf } from './balance-sheet.js';
import { type Books, bought, sold } from './books.js';
import { NOTHING_DONE } from './nothing-done.js';
import { type Deal, dealFor, settleDeal, tellSettled } from './open-market.js';
import {
  type CentralBankOptions,
  type CentralBankPorts,
  type CentralBankTerms,
  moneyIssuedBy,
  readCentralBankOptions,
} from './options.js';
import { policyRateOf, RateHistory } from './rate-history.js';
import { readSnapshot, takeSnapshot } from './snapshot.js';

/**
 * The central bank of a ledger: the one that issues its money.
 *
 * @param from - a snapshot to continue from; bonds are then what it and the ledger say
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @throws SnapshotError `INVALID_SNAPSHOT`
 * @example
 * const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 1 }, ports);
 * bank.conductOpenMarketOperations(treasury, 1000);
 * @see central bank specification, section 4
 */
export function createCentralBank(
  options: CentralBankOptions,
  ports: CentralBankPorts,
  from?: CentralBankSnapshot,
): CentralBankService {
  const { id, initialBonds, ...rest } = options;
  const money = moneyIssuedBy(id, ports);
  const held = bondsOf(money.accounts, money.column.issuer);
  const withBonds = from === undefined && initialBonds !== undefined ? { ...rest, initialBonds } : rest;
  const terms = readCentralBankOptions(withBonds, money, held);
  if (terms.initialBonds !== undefined && held === 0) issueTo(money, terms.initialBonds.quantity);
  const bank = new LedgerCentralBank(money, ports, terms);
  if (from !== undefined) bank.restore(from);
  return bank;
}

/** The treasury issues bonds that the central bank has had before. */
function issueTo({ accounts, column, tick }: Money, quantity: number): void {
  if (quantity === 0) return;
  const bonds = bondColumn(accounts);
  bonds.moveOn(tick(), accounts.label('opening'), bonds.issuer, column.issuer, BigInt(quantity), -1);
}

class LedgerCentralBank implements CentralBankService {
  readonly warnings: readonly MoneyMarketWarning[];
  readonly #money: Money;
  readonly #terms: CentralBankTerms;
  readonly #pricing: BondPricing;
  readonly #history: RateHistory;
  readonly #emit: (event: MoneyMarketEvent) => void;
  #books: Books;

  constructor(money: Money, { pricing = facePricing, events }: CentralBankPorts, terms: CentralBankTerms) {
    this.warnings = terms.warnings;
    this.#money = money;
    this.#terms = terms;
    this.#pricing = pricing;
    this.#history = new RateHistory(terms.bounds, [{ rate: terms.initialPolicyRate, tick: 0 }]);
    this.#emit = (event) => events?.emit(event);
    const bookValue = terms.initialBonds?.bookValue ?? BigInt(this.#holdings()) * terms.faceValue;
    this.#books = { bookValue, omoCash: 0n, realisedGains: 0n, netBought: 0 };
  }

  setPolicyRate(rate: AmountInput, tick: number): void {
    const { accounts } = this.#money;
    const previousRate = rateOf(this.#history.last.rate);
    this.#history.set(rate, tick, (undo) => accounts.onRollback(undo));
    accounts.defer(this.#emit, {
      kind: 'PolicyRateSet',
      day: tick,
      rate: rateOf(this.#history.last.rate),
      previousRate,
    });
  }

  getPolicyRate(): PolicyRate {
    return policyRateOf(this.#history.last);
  }

  policyRateAt(tick: number): PolicyRate {
    return policyRateOf(this.#history.at(tick));
  }

  policyRateHistory(): readonly PolicyRate[] {
    return Object.freeze(this.#history.entries.map(policyRateOf));
  }

  bondHoldings(): { readonly quantity: number; readonly bookValue: Decimal } {
    return Object.freeze({ quantity: this.#holdings(), bookValue: this.#amount(this.#books.bookValue) });
  }

  bondPrice(quantityToBuy: number = 1): Decimal {
    return priceOf(this.#quote(quantityToBuy).units);
  }

  omoCashPosition(): Decimal {
    return this.#amount(this.#books.omoCash);
  }

  realisedGains(): Decimal {
    return this.#amount(this.#books.realisedGains);
  }

  balanceSheet(facilities?: FacilityPositions): BalanceSheet {
    return balanceSheetOf(this.#money, this.#books, facilities);
  }

  conductOpenMarketOperations(treasury: TreasuryService, quantityToBuy: number): OpenMarketOperationResult {
    const { accounts } = this.#money;
    let isDone = false;
    try {
      if (quantityToBuy === 0) return NOTHING_DONE;
      const deal = this.#deal(treasury, quantityToBuy);
      return accounts.transaction(() => {
        accounts.defer(() => {
          isDone = true;
        }, undefined);
        return this.#operate(deal);
      });
    } catch (error) {
      // A sink that throws when it is told of a finished operation does not make it fail.
      if (!isDone) accounts.defer(this.#emit, failure(error, quantityToBuy, this.#money.tick()));
      throw error;
    }
  }

  snapshot(): CentralBankSnapshot {
    const state = { history: this.#history.entries, holdings: this.#holdings(), books: this.#books };
    return takeSnapshot(state, this.#money.grid);
  }

  restore(snapshot: unknown): void {
    const { accounts, grid } = this.#money;
    const { history, books } = readSnapshot(snapshot, grid, this.#terms.bounds, this.#holdings());
    const before = this.#history.entries;
    accounts.onRollback(() => this.#history.replace(before));
    this.#history.replace(history);
    this.#setBooks(books);
  }

  #quote(quantityToBuy: number): BondQuote {
    const held = this.#holdings();
    if (!Number.isSafeInteger(quantityToBuy) || !Number.isSafeInteger(held + quantityToBuy))
      throw new InvalidQuantityError(
        'INVALID_QUANTITY',
        ...refused('quantityToBuy', quantityToBuy, 'a safe integer, as the bonds held afterwards'),
      );
    return quoteBond(this.#pricing, {
      tick: this.#money.tick(),
      faceValue: toDecimal(this.#money.grid, this.#terms.faceValue),
      quantity: quantityToBuy,
      netBought: this.#books.netBought + quantityToBuy,
      outstanding: bondsOutstanding(this.#money.accounts),
    });
  }

  #deal(treasury: TreasuryService, quantityToBuy: number): Deal {
    const quote = this.#quote(quantityToBuy);
    const held = this.#holdings();
    const quantity = -quantityToBuy;
    if (quantity > held)
      throw new InsufficientBondsError(
        'INSUFFICIENT_BONDS',
        { quantity, held },
        `the central bank cannot sell ${quantity} bonds, since it holds ${held}`,
      );
    return dealFor(treasury, quantityToBuy, quote, this.#money);
  }

  /** Inside the transaction. */
  #operate(deal: Deal): OpenMarketOperationResult {
    const { accounts, grid } = this.#money;
    const { quantity, cash } = deal;
    const held = this.#holdings();
    settleDeal(deal, this.#money);
    const before = this.#books;
    const isPurchase = deal.direction === 'sold';
    this.#setBooks(isPurchase ? bought(before, quantity, cash) : sold(before, quantity, held, cash));
    const result: OpenMarketOperationResult = Object.freeze({
      success: true,
      bondsTransacted: isPurchase ? quantity : -quantity,
      cashTransferred: this.#amount(isPurchase ? cash : -cash),
      price: priceOf(deal.quote.units),
      priceSource: deal.quote.source,
      realisedGain: this.#amount(this.#books.realisedGains - before.realisedGains),
      message: `${isPurchase ? 'bought' : 'sold'} ${quantity} bonds for ${formatAmount(cash, grid)}`,
    });
    accounts.defer(this.#emit, {
      kind: 'OpenMarketOperation',
      day: this.#money.tick(),
      quantity: result.bondsTransacted,
      price: priceOf(deal.quote.units),
      priceSource: deal.quote.source,
      cash: result.cashTransferred,
      bookValueAfter: this.#amount(this.#books.bookValue),
      holdingsAfter: this.#holdings(),
      realisedGain: result.realisedGain,
    });
    tellSettled(deal, this.#money);
    return result;
  }

  #setBooks(books: Books): void {
    const before = this.#books;
    this.#money.accounts.onRollback(() => {
      this.#books = before;
    });
    this.#books = books;
  }

  #holdings(): number {
    return bondsOf(this.#money.accounts, this.#money.column.issuer);
  }

  #amount(quanta: bigint): Decimal {
    return toDecimal(this.#money.grid, quanta);
  }
}

/** What is told of an operation that failed. A quantity that is none is told as 0. */
function failure(error: unknown, quantity: number, day: number): MoneyMarketEvent {
  const code = error instanceof MoneyMarketError ? error.code : 'UNEXPECTED';
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'OpenMarketOperationFailed',
    day,
    quantity: Number.isSafeInteger(quantity) ? quantity : 0,
    code,
    message,
  };
}
