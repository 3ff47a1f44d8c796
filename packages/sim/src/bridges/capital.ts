import type { DealerMarket } from '@bagehot/dealer';
import { type AgentId, type Decimal, type DecimalInput, decimal } from '@bagehot/kernel';
import {
  type Accounts,
  allocateQuanta,
  type MoneyGrid,
  type TicketWindow,
  toDecimal,
  toQuanta,
} from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import type { MarketCapital } from './market-config.js';

/** What market makers begin with. */
export interface Endowment {
  readonly capital: MarketCapital;
  /** All dealers' money as a share of the traders' cash. */
  readonly dealerShare: Decimal;
  readonly vbtShare: Decimal;
}

/**
 * Reads the shares.
 *
 * @throws SimError `INVALID_MARKET` when a share is negative
 */
export function readEndowment(config: {
  readonly capital?: MarketCapital;
  readonly dealerShare?: DecimalInput;
  readonly vbtShare?: DecimalInput;
}): Endowment {
  return {
    capital: config.capital ?? { mode: 'outside-cash' },
    dealerShare: share('dealerShare', config.dealerShare ?? '0.25'),
    vbtShare: share('vbtShare', config.vbtShare ?? '0.50'),
  };
}

/**
 * Gives the market makers of a ring their opening money and tickets (ring specification, section 11.1): dealers in bucket order, then value-based traders.
 *
 * @param traders - ledger indices of those whose cash the shares refer to
 * @throws SimError `INVALID_MARKET` when capital is given to somebody else
 */
export function endow(
  market: DealerMarket,
  endowment: Endowment,
  books: { readonly accounts: Accounts; readonly window: TicketWindow; readonly traders: readonly number[] },
): void {
  const { capital } = endowment;
  if (capital.mode === 'given') {
    giveListed(market, capital.cash);
    return;
  }
  if (capital.mode === 'ticket-allocation') allocateTickets(market, endowment, books);
  if (capital.mode === 'outside-cash' || capital.withCash) giveShares(market, endowment, books);
}

function giveListed(market: DealerMarket, cash: ReadonlyMap<AgentId, DecimalInput>): void {
  const makers = [...market.dealers.values(), ...market.vbts.values()];
  const stranger = [...cash.keys()].find((agent) => !makers.includes(agent));
  if (stranger !== undefined)
    throw new SimError(
      'INVALID_MARKET',
      { field: 'capital.cash', reason: `${stranger} is no market maker` },
      `capital.cash names ${stranger}, who is no market maker; those are ${makers.join(', ')}`,
    );
  for (const maker of makers) market.endow(0, maker, cash.get(maker) ?? 0);
}

function giveShares(
  market: DealerMarket,
  { dealerShare, vbtShare }: Endowment,
  { accounts, traders }: { readonly accounts: Accounts; readonly traders: readonly number[] },
): void {
  const { grid } = accounts;
  const cash = accounts.column('cash');
  const base = toDecimal(
    grid,
    traders.reduce((total, trader) => total + cash.get(trader), 0n),
  );
  for (const [makers, part] of [
    [market.dealers, dealerShare],
    [market.vbts, vbtShare],
  ] as const) {
    const amounts = inEqualParts(base.times(part), makers.size, grid);
    [...makers.values()].forEach((maker, k) => {
      market.endow(0, maker, amounts[k] as Decimal);
    });
  }
}

/** An amount posted on the grid, half-even, and split by `allocate`. */
function inEqualParts(amount: Decimal, parts: number, grid: MoneyGrid): readonly Decimal[] {
  const total = toQuanta(grid, amount.round(grid.decimals, 2));
  const weights = Array.from({ length: parts }, () => 1n);
  return allocateQuanta(total, weights).map((part) => toDecimal(grid, part));
}

/** The first tickets of each bucket, in serial order, go to its dealer, the next ones to its value-based trader, at no charge. */
function allocateTickets(
  market: DealerMarket,
  { dealerShare, vbtShare }: Endowment,
  { accounts, window }: { readonly accounts: Accounts; readonly window: TicketWindow },
): void {
  const { owners, serials, maturities } = window;
  const byBucket = market.buckets.map((): number[] => []);
  for (let ticket = 0; ticket < window.count; ticket++) {
    if ((owners[ticket] as number) < 0) continue;
    const days = Math.max(1, maturities[ticket] as number);
    const bucket = market.buckets.findIndex(({ maxDays }) => maxDays === null || days <= maxDays);
    byBucket[bucket]?.push(ticket);
  }
  const label = accounts.label('capital');
  accounts.transaction(() => {
    market.buckets.forEach(({ id }, k) => {
      const tickets = (byBucket[k] ?? []).sort((a, b) => (serials[a] as number) - (serials[b] as number));
      const dealt = wholePart(dealerShare, tickets.length);
      const backed = wholePart(vbtShare, tickets.length);
      const dealer = accounts.indexOf(market.dealers.get(id) as AgentId);
      const vbt = accounts.indexOf(market.vbts.get(id) as AgentId);
      for (const ticket of tickets.slice(0, dealt)) pass(window, ticket, dealer, label);
      for (const ticket of tickets.slice(dealt, dealt + backed)) pass(window, ticket, vbt, label);
    });
  });
}

/** A market maker may hold the ticket from the start. */
function pass(window: TicketWindow, ticket: number, to: number, label: number): void {
  if (window.owners[ticket] !== to) window.move(ticket, to, label);
}

function wholePart(part: Decimal, count: number): number {
  return Number(part.times(count).round(0, 0).toFixed());
}

function share(field: string, value: DecimalInput): Decimal {
  const read = decimal(value);
  if (read.gte(0)) return read;
  throw new SimError('INVALID_MARKET', { field, reason: 'negative' }, `${field} must be at least 0, but is ${read}`);
}
