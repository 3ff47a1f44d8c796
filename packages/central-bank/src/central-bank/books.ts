import { halfEvenDiv } from '@bagehot/kernel/quanta';

/** What the central bank knows of its bonds beyond how many there are; money in quanta. Replaced as a whole by each operation. */
export interface Books {
  /** At average cost. */
  readonly bookValue: bigint;
  /** All received for bonds less all paid. */
  readonly omoCash: bigint;
  readonly realisedGains: bigint;
  /** Bonds bought less bonds sold. */
  readonly netBought: number;
}

/** The books after a purchase. */
export function bought(books: Books, quantity: number, cash: bigint): Books {
  return {
    ...books,
    bookValue: books.bookValue + cash,
    omoCash: books.omoCash - cash,
    netBought: books.netBought + quantity,
  };
}

/** The books after a sale out of `held` bonds. */
export function sold(books: Books, quantity: number, held: number, cash: bigint): Books {
  const cost = averageCost(books.bookValue, quantity, held);
  return {
    bookValue: books.bookValue - cost,
    omoCash: books.omoCash + cash,
    realisedGains: books.realisedGains + cash - cost,
    netBought: books.netBought - quantity,
  };
}

/** The part of a book value that goes with so many of `held` bonds: half-even, so that all of it goes with the last one. */
export function averageCost(bookValue: bigint, quantity: number, held: number): bigint {
  return halfEvenDiv(bookValue * BigInt(quantity), BigInt(held));
}
