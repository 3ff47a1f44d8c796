import type { Decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { Participants } from '../participants.js';
import { type PriceGrid, rowValue } from '../price-grid.js';
import type { SettlementQuanta } from '../round-quanta.js';
import { valueDecimals } from '../valuation.js';

/** What an entry of the value side stands for. */
export type ValueEvent = 'sale' | 'purchase' | 'delivery' | 'receipt' | 'other' | 'closing';

/**
 * One entry of the value side of a round, a table that opens and closes at zero: accounts are `settlement:<id>`, `rounding:<id>` and `clearing-house`; a debit
 * increases an account, a credit decreases it.
 *
 * @see financing specification, section 7
 */
export interface ValueEntry {
  /** `other` is what a policy settles by other means than goods; `closing` writes off what is left. */
  readonly event: ValueEvent;
  readonly agent: number;
  /** Null where no good moves. */
  readonly good: number | null;
  readonly quantity: Decimal | null;
  readonly debit: string;
  readonly credit: string;
  /** More than 0, in the numeraire. */
  readonly amount: Decimal;
}

const CLEARING_HOUSE = 'clearing-house';

/** The value side of a round as double entry: by event in the order they happen, then by agent and good. Entries of 0 are left out. */
export function valueEntries(
  participants: Participants,
  prices: PriceGrid,
  executed: readonly bigint[],
  settled: SettlementQuanta,
): readonly ValueEntry[] {
  const book = new ValueBook(participants, prices);
  const { deliveredHome, deliveredPersonal, received, balance, rounding } = settled;
  book.goods('sale', (cell) => -(executed[cell] as bigint));
  book.goods('purchase', (cell) => executed[cell] as bigint);
  book.goods('delivery', (cell) => (deliveredHome[cell] as bigint) + (deliveredPersonal[cell] as bigint));
  book.goods('receipt', (cell) => received[cell] as bigint);
  const inGoods = (row: number): bigint =>
    rowValue(prices, deliveredHome, row) + rowValue(prices, deliveredPersonal, row) - rowValue(prices, received, row);
  book.values('other', CLEARING_HOUSE, (row) => (rounding[row] as bigint) - (balance[row] as bigint) - inGoods(row));
  book.values('closing', 'rounding', (row) => -(rounding[row] as bigint));
  return book.entries;
}

class ValueBook {
  readonly entries: ValueEntry[] = [];
  readonly #participants: Participants;
  readonly #prices: PriceGrid;
  readonly #decimals: number;

  constructor(participants: Participants, prices: PriceGrid) {
    this.#participants = participants;
    this.#prices = prices;
    this.#decimals = valueDecimals(prices, participants);
  }

  /** One entry per cell with a positive amount; what leaves an agent is debited to it, what comes is credited. */
  goods(event: 'sale' | 'purchase' | 'delivery' | 'receipt', quantaOf: (cell: number) => bigint): void {
    const { goods, count, ids, quantityScale } = this.#participants;
    const leaves = event === 'sale' || event === 'delivery';
    for (let cell = 0; cell < count * goods; cell++) {
      const quanta = quantaOf(cell);
      const good = cell % goods;
      const price = this.#prices.units[good] as bigint;
      if (quanta <= 0n || price === 0n) continue;
      const agent = ids[(cell - good) / goods] as number;
      const own = `settlement:${agent}`;
      this.entries.push({
        event,
        agent,
        good,
        quantity: fromUnits(quanta, quantityScale),
        debit: leaves ? own : CLEARING_HOUSE,
        credit: leaves ? CLEARING_HOUSE : own,
        amount: fromUnits(price * quanta, this.#decimals),
      });
    }
  }

  /** One entry per row with an amount: what is added to its settlement account, against another one. */
  values(event: 'other' | 'closing', against: 'clearing-house' | 'rounding', unitsOf: (row: number) => bigint): void {
    for (const [row, agent] of this.#participants.ids.entries()) {
      const units = unitsOf(row);
      if (units === 0n) continue;
      const own = `settlement:${agent}`;
      const other = against === 'rounding' ? `rounding:${agent}` : against;
      this.entries.push({
        event,
        agent,
        good: null,
        quantity: null,
        debit: units > 0n ? own : other,
        credit: units > 0n ? other : own,
        amount: fromUnits(units > 0n ? units : -units, this.#decimals),
      });
    }
  }
}
