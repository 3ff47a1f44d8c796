import { type Decimal, decimal } from '@bagehot/kernel';
import { OracleError } from './errors.js';
import { floorQuotient, ONE, total } from './money.js';
import type { OracleAllocation } from './scenario.js';
import { canonicalOrder, type Desk, type Entity, entityOf, type Ticket, type World } from './world.js';

/**
 * Splits a whole number by largest remainder: everybody gets its share rounded down, and what is left goes one each to the largest
 * fractional parts, ties to the earlier.
 */
export function largestRemainder(amount: Decimal, weights: readonly Decimal[]): readonly Decimal[] {
  const whole = total(weights);
  const rows = weights.map((weight, position) => {
    const product = amount.times(weight);
    const floor = floorQuotient(product, whole);
    return { position, floor, remainder: product.minus(floor.times(whole)) };
  });
  const left = amount.minus(total(rows.map((row) => row.floor)));
  const byRemainder = [...rows].sort((a, b) => b.remainder.cmp(a.remainder) || a.position - b.position);
  const lucky = byRemainder.filter((_, rank) => left.gt(rank)).map((row) => row.position);
  return rows.map((row) => (lucky.includes(row.position) ? row.floor.plus(ONE) : row.floor));
}

/** Takes a number of tickets from their creditors in proportion to what each holds, lowest serial first within a creditor. */
function takeInProportion(world: World, tickets: readonly Ticket[], count: number): readonly Ticket[] {
  if (count === 0) return [];
  const creditors = canonicalOrder(world)
    .map((entity) => tickets.filter((ticket) => ticket.owner === entity.id))
    .filter((held) => held.length > 0);
  const shares = largestRemainder(
    decimal(count),
    creditors.map((held) => decimal(held.length)),
  );
  return creditors.flatMap((held, position) => held.slice(0, Number(shares[position])));
}

/** Hands one ticket to a market maker, who pays the mid for it if the booking is a sale. */
function hand(world: World, ticket: Ticket, maker: Entity, desk: Desk, booking: 'sale' | 'endowment'): void {
  // What the maker pays is part of its opening endowment, which is stated after the booking.
  if (booking === 'sale') {
    const creditor = entityOf(world, ticket.owner);
    creditor.cash = creditor.cash.plus(desk.mid);
  }
  ticket.owner = maker.id;
}

/** Gives dealers and VBTs their shares of each bucket; the rest stays with its creditors (dealer specification, section 4). */
export function allocateTickets(world: World, rule: OracleAllocation): void {
  const dealerShare = decimal(rule.dealerShare ?? '0.25');
  const vbtShare = decimal(rule.vbtShare ?? '0.50');
  if (dealerShare.lt(0) || vbtShare.lt(0) || dealerShare.plus(vbtShare).gt(1)) {
    const path = 'allocation: shares must be at least 0 and add up to at most 1';
    throw new OracleError('BAD_SCENARIO', { path }, path);
  }
  const draws = world.random.stream('dealer/allocation');
  for (const desk of world.desks) {
    const tickets = world.tickets.filter((ticket) => ticket.label === desk.bucket);
    const dealerCount = Number(floorQuotient(dealerShare.times(tickets.length), ONE));
    const vbtCount = Number(floorQuotient(vbtShare.times(tickets.length), ONE));
    let forDealer: readonly Ticket[];
    let forVbt: readonly Ticket[];
    if (rule.allocation === 'proportional') {
      forDealer = takeInProportion(world, tickets, dealerCount);
      const rest = tickets.filter((ticket) => !forDealer.includes(ticket));
      forVbt = takeInProportion(world, rest, vbtCount);
    } else {
      const line = rule.allocation === 'sequential' ? tickets : draws.shuffle(tickets);
      forDealer = line.slice(0, dealerCount);
      forVbt = line.slice(dealerCount, dealerCount + vbtCount);
    }
    for (const ticket of forDealer) hand(world, ticket, desk.dealer, desk, rule.booking ?? 'sale');
    for (const ticket of forVbt) hand(world, ticket, desk.vbt, desk, rule.booking ?? 'sale');
  }
}
