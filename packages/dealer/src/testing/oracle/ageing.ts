import type { Decimal } from '@bagehot/kernel';
import { fundMaker, makerCanPay } from './funding.js';
import { ZERO } from './money.js';
import {
  bucketFor,
  type Desk,
  deskOf,
  type Entity,
  pay,
  remainingDays,
  type Ticket,
  type World,
  write,
} from './world.js';

/** Can a ticket go from one maker to another at a price? Below 0 it is the giver who pays. */
function canChangeHands(world: World, from: Entity, to: Entity, price: Decimal): boolean {
  return makerCanPay(world, to, price) && makerCanPay(world, from, ZERO.minus(price));
}

/** Who takes over a ticket that a market maker of the old bucket holds: its counterpart, else (for dealers) the new VBT, else nobody. */
function receiverOf(
  world: World,
  from: Desk,
  to: Desk,
  ticket: Ticket,
): { readonly maker: Entity; readonly type: string } | undefined {
  if (ticket.owner === from.vbt.id) {
    return canChangeHands(world, from.vbt, to.vbt, to.mid) ? { maker: to.vbt, type: 'vbt' } : undefined;
  }
  if (canChangeHands(world, from.dealer, to.dealer, to.mid)) return { maker: to.dealer, type: 'dealer' };
  if (canChangeHands(world, from.dealer, to.vbt, to.mid)) return { maker: to.vbt, type: 'dealer-to-vbt' };
  return undefined;
}

/** Relabels one ticket; market makers of the old bucket pass it on at the mid of the new one. */
function rebucket(world: World, ticket: Ticket, from: Desk, to: Desk): void {
  const update = { ticket_id: ticket.id, old_bucket: from.bucket, new_bucket: to.bucket };
  ticket.label = to.bucket;
  const holder = [from.dealer, from.vbt].find((maker) => maker.id === ticket.owner);
  if (holder === undefined) {
    write(world, 'BucketUpdate', update);
    return;
  }
  const receiver = receiverOf(world, from, to, ticket);
  if (receiver === undefined) {
    write(world, 'BucketUpdate', { ...update, stranded: true });
    return;
  }
  write(world, 'BucketUpdate', update);
  fundMaker(world, receiver.maker, to.mid);
  fundMaker(world, holder, ZERO.minus(to.mid));
  pay(receiver.maker, holder, to.mid);
  ticket.owner = receiver.maker.id;
  write(world, 'Rebucket', { ...update, price: to.mid.toString(), holder_type: receiver.type });
}

/** Steps 1 and 2 of the day: the calendar moves on, and tickets in serial order take the label of their remaining days. */
export function ageTickets(world: World): void {
  world.day += 1;
  world.issuerDraws = world.random.stream(`dealer/issuer-draw/${world.day}`);
  write(world, 'DayStart', {});
  for (const ticket of world.tickets) {
    const days = remainingDays(world, ticket);
    // On its maturity day a ticket keeps the label it carried.
    if (days < 1) continue;
    const label = bucketFor(world.desks, days);
    if (label !== ticket.label) rebucket(world, ticket, deskOf(world, ticket.label), deskOf(world, label));
  }
}
