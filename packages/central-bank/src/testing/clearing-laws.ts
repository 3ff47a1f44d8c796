import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, bigInt, boolean, infiniteStream, nat, property, record } from 'fast-check';
import { verifyClearing } from '../clearing/verify.js';
import type { ClearingBook, ClearingOutcome, ClearingRule } from '../protocols/clearing.js';
import { type ClearingBookShape, clearingBooks } from './clearing-books.js';

/** Which laws a rule is held to beside those that every rule must keep. Switch off what the rule does not promise. */
export interface ClearingLawOptions {
  /** Nobody trades beyond the limit of its order. @defaultValue unless the rule ignores limits */
  readonly limits?: boolean;
  /** The order of submission moves no order's share by more than a quantum, and the rate not at all. @defaultValue true */
  readonly permutation?: boolean;
  /** All amounts times k: the same rate. @defaultValue true */
  readonly scale?: boolean;
  /** As long as something is traded, more supply never raises the rate and more demand never lowers it. @defaultValue true */
  readonly monotone?: boolean;
  /** What books are drawn. */
  readonly books?: ClearingBookShape;
  /** Books drawn by law. @defaultValue 200 */
  readonly numRuns?: number;
}

/**
 * The laws of a clearing rule. Every rule: grants, draws and legs add up, nobody gets more than it asked for or lends more than it offered (as the market
 * checks at every session); the same book gives the same outcome, whatever was cleared in between; the book is only read; `shares`, if there is one, tells what `clear` does.
 *
 * @throws Error telling the law, and the smallest book found that breaks it
 * @see central bank specification, sections 8.3 and 14
 */
export function checkClearingRule(rule: ClearingRule, options: ClearingLawOptions = {}): void {
  const { limits = rule.ignoresLimits !== true, permutation = true, scale = true, monotone = true } = options;
  const { numRuns = 200 } = options;
  const books = clearingBooks(options.books);
  const holds = <Case>(cases: Arbitrary<Case>, law: (drawn: Case) => void): void =>
    assert(property(cases, law), { numRuns, includeErrorInReport: true });
  holds(record({ book: books, other: books }), ({ book, other }) => checkAlways(rule, book, other));
  if (limits) holds(books, (book) => checkLimits(rule, book));
  if (permutation)
    holds(record({ book: books, draws: orderings }), ({ book, draws }) => checkPermutation(rule, book, draws));
  if (scale)
    holds(record({ book: books, factor: bigInt({ min: 2n, max: 1000n }) }), ({ book, factor }) =>
      checkScale(rule, book, factor),
    );
  if (monotone) holds(record({ book: books, change: growth }), ({ book, change }) => checkMonotone(rule, book, change));
}

const orderings: Arbitrary<Iterable<number>> = infiniteStream(nat({ max: 1000 }));
const growth: Arbitrary<Growth> = record({
  supply: boolean(),
  at: nat({ max: 5 }),
  units: bigInt({ min: 1n, max: 100_000n }),
});

/** What is added on one side: to the order at an index, modulo their number. */
interface Growth {
  readonly supply: boolean;
  readonly at: number;
  readonly units: bigint;
}

/** An independent copy: a rule that keeps or changes it cannot touch the original. */
function copyOf(book: ClearingBook): ClearingBook {
  return {
    ...book,
    supplies: book.supplies.map((order) => ({ ...order })),
    requests: book.requests.map((order) => ({ ...order })),
  };
}

function cleared(rule: ClearingRule, book: ClearingBook): ClearingOutcome {
  const copy = copyOf(book);
  const outcome = rule.clear(copy);
  if (lawText(copy) !== lawText(book)) throw brokenLaw('the book is only read', copy);
  verifyClearing(rule.name, book, outcome);
  return outcome;
}

function checkAlways(rule: ClearingRule, book: ClearingBook, other: ClearingBook): void {
  const first = lawText(cleared(rule, book));
  cleared(rule, other);
  const second = lawText(cleared(rule, book));
  if (first !== second) throw brokenLaw('the same book gives the same outcome', first, second);
  if (rule.shares === undefined) return;
  const { grants, draws } = cleared(rule, book);
  const shares = rule.shares(copyOf(book));
  if (lawText([shares.grants, shares.draws]) !== lawText([grants, draws]))
    throw brokenLaw('shares are the grants and draws of clear', shares, { grants, draws });
  const informed = lawText(rule.clear(copyOf(book), shares));
  if (informed !== first) throw brokenLaw('clear gives the same whether or not it gets its shares', informed, first);
}

function checkLimits(rule: ClearingRule, book: ClearingBook): void {
  const { callRate, ratePerLeg, legs } = cleared(rule, book);
  for (const [i, { request, supply }] of legs.entries()) {
    const rate = ratePerLeg === undefined ? callRate : (ratePerLeg[i] as bigint);
    const most = book.requests[request]?.maxRate ?? null;
    const least = book.supplies[supply]?.minRate ?? null;
    if (most !== null && rate > most) throw brokenLaw('no request pays more than its limit', rate, most);
    if (least !== null && rate < least) throw brokenLaw('no supply gets less than its limit', rate, least);
  }
}

function checkPermutation(rule: ClearingRule, book: ClearingBook, draws: Iterable<number>): void {
  const numbers = draws[Symbol.iterator]();
  const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
    items
      .map((item) => ({ item, key: numbers.next().value as number }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const supplies = shuffled([...book.supplies.keys()]);
  const requests = shuffled([...book.requests.keys()]);
  const one = cleared(rule, book);
  const other = cleared(rule, {
    ...book,
    supplies: supplies.map((at, i) => ({ ...(book.supplies[at] as ClearingBook['supplies'][number]), seq: i + 1 })),
    requests: requests.map((at, i) => ({ ...(book.requests[at] as ClearingBook['requests'][number]), seq: i + 1 })),
  });
  if (one.callRate !== other.callRate)
    throw brokenLaw('the order of submission does not move the rate', one.callRate, other.callRate);
  const compare = (law: string, before: readonly bigint[], after: readonly bigint[], from: readonly number[]): void => {
    for (const [i, at] of from.entries()) {
      const change = (after[i] as bigint) - (before[at] as bigint);
      if (change > 1n || change < -1n) throw brokenLaw(law, before[at], after[i]);
    }
  };
  compare('the order of submission moves no grant by more than a quantum', one.grants, other.grants, requests);
  compare('the order of submission moves no draw by more than a quantum', one.draws, other.draws, supplies);
}

function checkScale(rule: ClearingRule, book: ClearingBook, factor: bigint): void {
  const one = cleared(rule, book);
  const other = cleared(rule, {
    ...book,
    supplies: book.supplies.map((order) => ({ ...order, units: order.units * factor })),
    requests: book.requests.map((order) => ({ ...order, units: order.units * factor })),
  });
  if (one.callRate !== other.callRate)
    throw brokenLaw(`all amounts times ${factor} give the same rate`, one.callRate, other.callRate);
}

function checkMonotone(rule: ClearingRule, book: ClearingBook, { supply, at, units }: Growth): void {
  const side = supply ? book.supplies : book.requests;
  if (side.length === 0) return;
  const grown = <Order extends { readonly units: bigint }>(orders: readonly Order[]): readonly Order[] =>
    orders.map((order, i) => (i === at % orders.length ? { ...order, units: order.units + units } : order));
  const before = cleared(rule, book);
  const after = cleared(
    rule,
    supply ? { ...book, supplies: grown(book.supplies) } : { ...book, requests: grown(book.requests) },
  );
  if (before.indicative || after.indicative) return;
  if (supply && after.callRate > before.callRate)
    throw brokenLaw('more supply never raises the rate', before.callRate, after.callRate);
  if (!supply && after.callRate < before.callRate)
    throw brokenLaw('more demand never lowers the rate', before.callRate, after.callRate);
}
