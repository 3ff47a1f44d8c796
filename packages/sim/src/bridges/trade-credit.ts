import { creditRoom, type Trade, type TradeCredit, toMajor } from '@bagehot/exchange';
import type { ContractId, Day, DecimalInput, EventSink } from '@bagehot/kernel';
import { fromUnits, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import { type GoodsFloor, personName } from './goods-floor.js';
import type { TradeCreditGranted } from './trade-credit-event.js';

/** Purchases of goods beyond money on hand, owed until later (one-economy specification, section 8). */
export interface TradeCreditOptions {
  /** Days until it is due, at least 1. */
  readonly termDays: number;
  /**
   * What is owed is this share more than what is lent.
   *
   * @defaultValue 0
   */
  readonly markup?: DecimalInput | undefined;
  /**
   * The seller counts what it is owed this share less, 0 to 1.
   *
   * @defaultValue 0
   */
  readonly sellerDiscount?: DecimalInput | undefined;
  /**
   * Credit is given to who owes less than this in all, in money; no more than what is left of it. Required without a purchase limit.
   *
   * @defaultValue null, no such limit
   */
  readonly maxDebt?: DecimalInput | null | undefined;
  /**
   * Smallest credit, in minor units.
   *
   * @defaultValue 1
   */
  readonly minAmount?: number | undefined;
}

/** Reason of the payables. */
const ORIGIN = 'trade-credit';

/**
 * Checks what the exchange does not.
 *
 * @param hasLimit - whether something else bounds purchases
 * @throws SimError `INVALID_OPTIONS`
 */
export function requireTradeCredit({ termDays, maxDebt = null }: TradeCreditOptions, hasLimit: boolean): void {
  if (!Number.isSafeInteger(termDays) || termDays < 1)
    throw invalid('termDays', 'a whole number of at least 1', termDays);
  if (maxDebt === null && !hasLimit) throw invalid('maxDebt', 'given where there is no purchase limit', null);
}

/** The exchange's terms, without the grant: for checking them, too. */
export function creditTerms(
  { markup = 0, sellerDiscount = 0, minAmount = 1 }: TradeCreditOptions,
  moneyDecimals: number,
): Omit<TradeCredit, 'grant'> {
  return { markup, sellerDiscount, minAmount, quantum: fromUnits(1n, moneyDecimals) };
}

/**
 * The exchange's port for purchases on credit: each becomes a payable of the economy, in the transaction of its trade.
 *
 * @param today - the day that is being played
 */
export function tradeCredit(
  options: TradeCreditOptions,
  floor: GoodsFloor,
  moneyScale: number,
  events: EventSink<TradeCreditGranted>,
  today: () => Day,
): TradeCredit {
  const { accounts, register } = floor;
  const { grid } = accounts;
  const label = accounts.label(ORIGIN);
  return {
    ...creditTerms(options, grid.decimals),
    grant({ buyerId, sellerId }: Trade, credit: number, face: bigint): ContractId {
      const day = today();
      const dueDay = day + options.termDays;
      const issued = register.issue('payable', floor.indexOf(buyerId), floor.indexOf(sellerId), face, dueDay, label);
      const contract = register.idOf(issued);
      events.emit({
        kind: 'TradeCreditGranted',
        day,
        buyer: personName(buyerId),
        seller: personName(sellerId),
        contract,
        credit: toMajor(credit, moneyScale),
        face: toDecimal(grid, face),
        dueDay,
      });
      return contract;
    },
  };
}

/**
 * How much somebody may buy on credit, in minor units: nothing while it is short today.
 *
 * @param today - the day that is being played
 */
export function roomForCredit(
  { maxDebt = null }: TradeCreditOptions,
  floor: GoodsFloor,
  today: () => Day,
): (id: number) => number {
  const most = maxDebt === null ? null : toQuanta(floor.accounts.grid, maxDebt);
  return (id) => {
    if (floor.isShort(id, today())) return 0;
    return most === null ? Number.MAX_SAFE_INTEGER : creditRoom(most, floor.debt(id), floor.minor);
  };
}

function invalid(field: string, allowed: string, value: unknown): SimError<'INVALID_OPTIONS'> {
  const at = `tradeCredit.${field}`;
  return new SimError(
    'INVALID_OPTIONS',
    { field: at, reason: `not ${allowed}` },
    `${at} must be ${allowed}, but is ${value}`,
  );
}
