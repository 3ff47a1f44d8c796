import { type Decimal, decimal } from '@bagehot/kernel';
import { largestRemainder } from './allocation.js';
import { larger, smaller, total, ZERO } from './money.js';
import { canonicalOrder, type Entity, type Ticket, type Trader, type World, write } from './world.js';

/** What one issuer owed today and what of it went unpaid. */
export interface Matured {
  readonly issuer: string;
  readonly tickets: readonly Ticket[];
  readonly due: Decimal;
  readonly loss: Decimal;
}

/** The amounts paid on claims: each in full, or its largest-remainder share of the money there is, on the grid. */
function payouts(available: Decimal, claims: readonly Decimal[], moneyDecimals: number): readonly Decimal[] {
  if (available.gte(total(claims))) return claims;
  // Counted in quanta, so that a share is a whole number.
  const one = decimal(10).pow(moneyDecimals);
  return largestRemainder(available.times(one), claims).map((quanta) => quanta.div(one));
}

/** Settles what one issuer owes today out of the money it has for it. */
function settleIssuer(world: World, issuer: Trader, tickets: readonly Ticket[], money: Decimal): Matured {
  const { size, moneyDecimals } = world.settings;
  const holders: { readonly entity: Entity; readonly face: Decimal }[] = [];
  for (const entity of canonicalOrder(world)) {
    const count = tickets.filter((ticket) => ticket.owner === entity.id).length;
    if (count > 0) holders.push({ entity, face: size.times(count) });
  }
  const due = size.times(tickets.length);
  const paid = smaller(larger(ZERO, money), due);
  const amounts = payouts(
    paid,
    holders.map((holder) => holder.face),
    moneyDecimals,
  );
  issuer.cash = issuer.cash.minus(paid);
  const lines = holders.map(({ entity, face }, position) => {
    const amount = amounts[position] ?? ZERO;
    entity.cash = entity.cash.plus(amount);
    return { holder_id: entity.id, face: face.toString(), amount: amount.toString() };
  });
  world.tickets = world.tickets.filter((ticket) => !tickets.includes(ticket));
  if (paid.lt(due)) issuer.defaulted = true;
  write(world, paid.lt(due) ? 'Default' : 'Settlement', {
    issuer_id: issuer.id,
    n_tickets: tickets.length,
    total_due: due.toString(),
    total_paid: paid.toString(),
    recovery_rate: paid.div(due).toString(),
    payouts: lines,
  });
  return { issuer: issuer.id, tickets, due, loss: due.minus(paid) };
}

/** Step 6 of the day: issuers in registration order (dealer specification, section 10). */
export function settleMaturing(world: World): readonly Matured[] {
  const moneyAtStart = world.traders.map((trader) => trader.cash);
  const matured: Matured[] = [];
  for (const [position, issuer] of world.traders.entries()) {
    const tickets = world.tickets.filter((ticket) => ticket.issuer === issuer.id && ticket.maturityDay === world.day);
    if (tickets.length === 0) continue;
    const money = world.settings.simultaneous ? (moneyAtStart[position] ?? ZERO) : issuer.cash;
    matured.push(settleIssuer(world, issuer, tickets, money));
  }
  return matured;
}
