import type { Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import type { BondQuote } from '../bond-pricing.js';
import { bondColumn, bondsOf, cashFor, OPEN_MARKET, priceOf } from '../bonds.js';
import { TreasuryOperationError } from '../errors.js';
import { type Money, TREASURY } from '../money.js';
import { formatAmount, readQuanta } from '../numbers.js';
import type { SettlementPart, TreasurySaleResponse, TreasuryService } from '../protocols/treasury.js';

/** An operation that is about to be done with a treasury. */
export interface Deal {
  readonly treasury: TreasuryService;
  /** Seen from the treasury: it sells bonds to the central bank, or buys them from it. */
  readonly direction: 'sold' | 'bought';
  /** More than 0. */
  readonly quantity: number;
  readonly quote: BondQuote;
  /** In quanta. */
  readonly cash: bigint;
}

/** The deal for a signed quantity at a price. */
export function dealFor(treasury: TreasuryService, quantityToBuy: number, quote: BondQuote, money: Money): Deal {
  const quantity = Math.abs(quantityToBuy);
  const direction = quantityToBuy > 0 ? 'sold' : 'bought';
  return { treasury, direction, quantity, quote, cash: cashFor(quantity, quote.units, money.grid) };
}

/**
 * Does the deal inside a transaction: asks the treasury, sees to bonds and money. What the treasury remembers joins the undo list by its checkpoint.
 *
 * @throws TreasuryOperationError `TREASURY_OPERATION_FAILED`
 */
export function settleDeal(deal: Deal, money: Money): void {
  const { treasury, direction, quantity, quote } = deal;
  const { accounts } = money;
  const bank = money.column.issuer;
  const price = priceOf(quote.units);
  const bonds = bondColumn(accounts);
  const held = bondsOf(accounts, bank);
  const response = ofTreasury(deal, () => {
    if (treasury.checkpoint !== undefined) {
      const token = treasury.checkpoint();
      accounts.onRollback(() => treasury.restore?.(token));
    }
    return direction === 'sold'
      ? treasury.sellBondsToCentralBank(quantity, price)
      : treasury.buyBondsFromCentralBank(quantity, price);
  });
  if (response?.success !== true) throw failed(deal, response?.code ?? 'refused', response?.details ?? 'it said no');
  const label = accounts.label(OPEN_MARKET);
  const parts = settlementOf(deal, response, money);
  // A treasury that knows who holds its bonds has moved them; one that does not leaves it to us.
  const change = bondsOf(accounts, bank) - held;
  const moved = direction === 'sold' ? change : -change;
  if (moved !== 0 && moved !== quantity) throw failed(deal, 'delivery-mismatch', `it moved ${moved} bonds`);
  posting(deal, () => {
    const day = money.tick();
    const issuer = bonds.issuer;
    if (moved === 0)
      bonds.moveOn(
        day,
        label,
        direction === 'sold' ? issuer : bank,
        direction === 'sold' ? bank : issuer,
        BigInt(quantity),
        -1,
      );
    for (const [holder, amount] of parts)
      money.column.moveOn(
        day,
        label,
        direction === 'sold' ? bank : holder,
        direction === 'sold' ? holder : bank,
        amount,
        -1,
      );
  });
}

/** Tells the treasury that it is done. */
export function tellSettled(deal: Deal, money: Money): void {
  const { treasury, direction, quantity, quote } = deal;
  const cash: Decimal = toDecimal(money.grid, deal.cash);
  ofTreasury(deal, () => treasury.onSettled?.({ direction, quantity, price: priceOf(quote.units), cash }));
}

/** Who is paid, or pays, how much: agents' indices and quanta, each more than 0. */
function settlementOf(
  deal: Deal,
  { settlement }: TreasurySaleResponse,
  money: Money,
): readonly (readonly [number, bigint])[] {
  if (settlement === undefined) return deal.cash === 0n ? [] : [[money.accounts.open(TREASURY), deal.cash]];
  if (!Array.isArray(settlement)) throw failed(deal, 'settlement-mismatch', 'its settlement is no list');
  const parts: (readonly [number, bigint])[] = [];
  let total = 0n;
  for (const part of settlement) {
    const [holder, amount] = readPart(deal, part, money);
    if (amount > 0n) parts.push([holder, amount]);
    total += amount;
  }
  if (total === deal.cash) return parts;
  const { grid } = money;
  const sum = `its settlement adds up to ${formatAmount(total, grid)} instead of ${formatAmount(deal.cash, grid)}`;
  throw failed(deal, 'settlement-mismatch', sum);
}

function readPart(deal: Deal, part: SettlementPart | null, money: Money): readonly [number, bigint] {
  const { holder = '', amount } = part ?? {};
  const agent = money.accounts.find(holder);
  const quanta = readQuanta(amount, money.grid);
  if (agent !== -1 && agent !== money.column.issuer && quanta !== undefined && quanta >= 0n) return [agent, quanta];
  throw failed(deal, 'settlement-mismatch', `it settles ${String(amount)} with ${String(holder)}`);
}

/** Calls the treasury: whatever it throws is a failure of the operation. */
function ofTreasury<T>(deal: Deal, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw failed(deal, 'exception', String(cause), cause);
  }
}

/** Posts what the treasury asked for: a refusal of the ledger is the treasury's failure. */
function posting(deal: Deal, post: () => void): void {
  try {
    post();
  } catch (cause) {
    throw failed(deal, 'settlement-failed', String(cause), cause);
  }
}

function failed(deal: Deal, code: string, details: string, cause?: unknown): TreasuryOperationError {
  const { direction, quantity, quote } = deal;
  const price = priceOf(quote.units).toString();
  const message = `the treasury has not ${direction} ${quantity} bonds at ${price}: ${code}: ${details}`;
  return new TreasuryOperationError('TREASURY_OPERATION_FAILED', { code, quantity, price }, message, { cause });
}
