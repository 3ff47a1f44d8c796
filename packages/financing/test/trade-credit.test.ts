import {
  type FinancingError,
  type MarketRound,
  runMarketRound,
  type TradeCreditPorts,
  type TradeCreditTerms,
  type TradePayment,
  type TradePromise,
  tradeCredit,
} from '@bagehot/financing';
import { checkSettlementPolicy } from '@bagehot/financing/testing';
import { describe, expect, it } from 'vitest';
import { refused } from './refused.js';

/** 1 and 2 own the numeraire and left it at home, 3 and 4 carry the other good; all want as much of both, so that its price is 1. */
const FOUR = [
  { id: 1, alpha: ['0.5', '0.5'], home: [6, 0], personal: [0, 0] },
  { id: 2, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0] },
  { id: 3, alpha: ['0.5', '0.5'], home: [0, 0], personal: [0, 6] },
  { id: 4, alpha: ['0.5', '0.5'], home: [0, 0], personal: [0, 4] },
] as const;

interface Books extends TradeCreditPorts {
  readonly payments: readonly TradePayment[];
  readonly promises: readonly TradePromise[];
}

/** Money and promises of people who begin with so much money each, by id. */
function booksOf(
  cash: Readonly<Record<number, bigint>>,
  { moneyDecimals = 2, room }: { moneyDecimals?: number; room?: TradeCreditPorts['room'] } = {},
): Books {
  const [payments, promises]: [TradePayment[], TradePromise[]] = [[], []];
  const paid = (id: number): bigint =>
    payments.reduce((total, { debtor, amount }) => (debtor === id ? total + amount : total), 0n);
  return {
    moneyDecimals,
    payments,
    promises,
    spare: (id) => (cash[id] ?? 0n) - paid(id),
    pay: (payment) => payments.push(payment),
    owe: (promise) => promises.push(promise),
    outstanding: (id) => promises.reduce((total, { debtor, face }) => (debtor === id ? total + face : total), 0n),
    ...(room === undefined ? {} : { room }),
  };
}

function round(books: Books, terms: TradeCreditTerms = {}, mode = 'TOTAL_WEALTH'): MarketRound {
  return runMarketRound(FOUR, { mode, settlement: tradeCredit(terms, books) });
}

describe('a round settled in money and trade credit', () => {
  it('turns debts into money, walks debtors and creditors by id, pays what can be spared and promises the rest', () => {
    const books = booksOf({ 1: 100n, 2: 500n });
    const { settlement } = round(books);
    // At a price of 1 the owner of 6 owes 3 and the owner of 4 owes 2; the sellers are owed 3 and 2.
    expect(settlement?.agents.map(({ balance }) => String(balance))).toEqual(['-3', '-2', '3', '2']);
    expect(books.payments).toEqual([
      { debtor: 1, creditor: 3, amount: 100n },
      { debtor: 2, creditor: 4, amount: 200n },
    ]);
    expect(books.promises).toEqual([{ debtor: 1, creditor: 3, credit: 200n, face: 200n }]);
  });

  it('moves no goods but those traded', () => {
    const { settlement } = round(booksOf({}));
    for (const { deliveredHome, deliveredPersonal, received, rounding } of settlement?.agents ?? [])
      expect([...deliveredHome, ...deliveredPersonal, ...received, rounding].every((amount) => amount.eq(0))).toBe(
        true,
      );
    expect(settlement?.agents.map(({ personal }) => personal.map(String))).toEqual([
      ['0', '3'],
      ['0', '2'],
      ['0', '3'],
      ['0', '2'],
    ]);
  });

  it('promises more than the credit by the markup, rounded up', () => {
    const books = booksOf({ 2: 1000n });
    round(books, { markup: '0.001' });
    expect(books.promises).toEqual([{ debtor: 1, creditor: 3, credit: 300n, face: 301n }]);
  });

  it('counts in money at the price of the numeraire, cut down to the grid', () => {
    const books = booksOf({}, { moneyDecimals: 0 });
    const { settlement } = round(books, { numerairePrice: '1.5' });
    // 4.5 and 3: 4 and 3 in whole money, shared 3 to 2 as 4.2 and 2.8.
    expect(books.promises.map(({ debtor, creditor, credit }) => [debtor, creditor, credit])).toEqual([
      [1, 3, 4n],
      [2, 4, 3n],
    ]);
    const roundings = settlement?.agents.map(({ rounding }) => Number(rounding)) ?? [];
    expect(roundings.reduce((a, b) => a + b)).toBe(0);
    expect(roundings.map((amount) => Math.round(amount * 1000) / 1000)).toEqual([-0.333, 0, 0.333, 0]);
  });

  it('splits a debt over creditors, and a claim over debtors', () => {
    const books = booksOf({});
    const agents = [FOUR[1], FOUR[0], FOUR[2], FOUR[3]].map((agent, at) => ({ ...agent, id: at + 1 }));
    runMarketRound(agents, { mode: 'TOTAL_WEALTH', settlement: tradeCredit({}, books) });
    expect(books.promises.map(({ debtor, creditor, credit }) => [debtor, creditor, credit])).toEqual([
      [1, 3, 200n],
      [2, 3, 100n],
      [2, 4, 200n],
    ]);
  });

  it('takes what is outstanding off the wealth in bounds and budgets', () => {
    const books = booksOf({});
    round(books);
    const second = round(books, { numerairePrice: 2 });
    const first = second.clearing?.agents[0];
    // Of a wealth of 6 numeraire the 3 money are 1.5.
    expect(String(first?.bounds.fixed)).toBe('4.5');
    expect(String(first?.bounds.effectiveBudget)).toBe('4.5');
  });

  it('lets those without room buy for no more than they sell, and with money', () => {
    const noRoom = booksOf({}, { room: (id) => (id === 1 ? 0n : null) });
    const { clearing } = round(noRoom);
    expect(clearing?.agents[0]?.executedBuys.map(String)).toEqual(['0', '0']);
    expect(noRoom.promises.map(({ debtor }) => debtor)).toEqual([2, 2]);
    const cash = booksOf({ 1: 120n }, { room: () => 0n });
    const bought = round(cash);
    expect(cash.promises).toEqual([]);
    // It asks for the numeraire as much as for the other good, and nobody has brought any. The sellers offer 3 and 2.
    expect(cash.payments).toEqual([
      { debtor: 1, creditor: 3, amount: 36n },
      { debtor: 1, creditor: 4, amount: 24n },
    ]);
    expect(bought.clearing?.agents[0]?.requestedBuys.map(String)).toEqual(['0.6', '0.6']);
  });

  it('leaves room for the markup', () => {
    const books = booksOf({}, { room: () => 110n });
    round(books, { markup: '0.1' });
    // Half of the 1.00 it may borrow asks for the numeraire that nobody has brought.
    expect(books.promises).toEqual([
      { debtor: 1, creditor: 3, credit: 50n, face: 55n },
      { debtor: 2, creditor: 3, credit: 10n, face: 11n },
      { debtor: 2, creditor: 4, credit: 40n, face: 44n },
    ]);
  });

  it('reads its terms', () => {
    for (const terms of [{ numerairePrice: 0 }, { numerairePrice: 'dear' }, { markup: -1 }] as TradeCreditTerms[])
      expect(refused(() => tradeCredit(terms, booksOf({}))).code).toBe('INVALID_OPTION');
    expect(refused(() => tradeCredit({}, booksOf({}, { moneyDecimals: 19 }))).code).toBe('INVALID_OPTION');
  });

  it('refuses a limit that is none', () => {
    const error: FinancingError = refused(() => round(booksOf({}, { room: () => -200n })));
    expect(error.code).toBe('INVALID_OPTION');
  });
});

describe('the laws of a settlement policy', () => {
  const few = { numRuns: 40 };
  it('hold of trade credit', () => {
    checkSettlementPolicy(() => tradeCredit({ markup: '0.03', numerairePrice: '1.7' }, booksOf({ 1: 50n })), few);
  });
  it('hold of trade credit with limits', () => {
    checkSettlementPolicy(
      () => tradeCredit({ markup: '0.03' }, booksOf({ 2: 50n }, { room: (id) => (id % 2 === 0 ? 70n : null) })),
      few,
    );
  });
});
