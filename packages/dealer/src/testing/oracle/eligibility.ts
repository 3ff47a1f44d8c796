import type { Decimal } from '@bagehot/kernel';
import { larger, ZERO } from './money.js';
import { remainingDays, type Ticket, type Trader, type World } from './world.js';

/** Lower maturity first, then lower serial. */
export function byMaturity(a: Ticket, b: Ticket): number {
  return a.maturityDay - b.maturityDay || a.serial - b.serial;
}

/** May the ticket change hands in the order flow of today? */
export function isTradeable(world: World, ticket: Ticket): boolean {
  return world.settings.tradeMaturing || remainingDays(world, ticket) >= 1;
}

/** The trader's tickets that it could sell today, the first to go first. */
export function sellableTickets(world: World, trader: Trader): readonly Ticket[] {
  return world.tickets.filter((ticket) => ticket.owner === trader.id && isTradeable(world, ticket)).sort(byMaturity);
}

/** What the trader owes today and in this many days more. */
export function dues(world: World, trader: Trader, horizonDays: number): Decimal {
  const own = world.tickets.filter(
    (ticket) => ticket.issuer === trader.id && remainingDays(world, ticket) <= horizonDays,
  );
  return world.settings.size.times(own.length);
}

/** By how much the trader's cash falls short of its dues; 0 when it does not. */
export function shortfall(world: World, trader: Trader): Decimal {
  return larger(ZERO, dues(world, trader, world.settings.sellHorizonDays).minus(trader.cash));
}

/** The SELL set, registration order. */
export function eligibleSellers(world: World): readonly Trader[] {
  return world.traders.filter(
    (trader) => !trader.defaulted && shortfall(world, trader).gt(ZERO) && sellableTickets(world, trader).length > 0,
  );
}

/** The BUY set, registration order. */
export function eligibleBuyers(world: World): readonly Trader[] {
  const { horizonDays, buffer } = world.settings;
  return world.traders.filter((trader) => {
    const later = world.tickets
      .filter((ticket) => ticket.issuer === trader.id)
      .map((ticket) => remainingDays(world, ticket))
      .filter((days) => days > 0);
    return (
      !trader.defaulted &&
      shortfall(world, trader).eq(ZERO) &&
      later.every((days) => days >= horizonDays) &&
      trader.cash.gt(buffer)
    );
  });
}
