import { type Decimal, decimal } from '@bagehot/kernel';
import { larger, ONE, onGrid, total, ZERO } from './money.js';
import type { Matured } from './settlement.js';
import { type Desk, type Ticket, type World, write } from './world.js';

/** Does this matured ticket count for the desk's loss rate? */
function counts(world: World, desk: Desk, ticket: Ticket): boolean {
  switch (world.settings.lossAttribution) {
    case 'maturing-label':
      return ticket.label === desk.bucket;
    case 'origin-bucket':
      return ticket.origin === desk.bucket;
    case 'system':
      return true;
  }
}

/**
 * Unpaid face over matured face of the tickets that count for a desk, 0 when there are none.
 *
 * An issuer's loss falls on its tickets alike: with m of its n tickets counting, m/n of the loss counts. The fractions are brought to one
 * denominator, so that there is a single division.
 */
function lossRate(world: World, desk: Desk, matured: readonly Matured[]): Decimal {
  const parts = matured.map((issuer) => ({
    loss: issuer.loss,
    counted: issuer.tickets.filter((ticket) => counts(world, desk, ticket)).length,
    all: issuer.tickets.length,
  }));
  const face = world.settings.size.times(parts.reduce((sum, part) => sum + part.counted, 0));
  if (face.eq(ZERO)) return ZERO;
  const denominator = parts.reduce((product, part) => product.times(part.all), ONE);
  const loss = total(
    parts.map((part, position) => {
      const others = parts.filter((_, other) => other !== position);
      return others.reduce((product, other) => product.times(other.all), part.loss.times(decimal(part.counted)));
    }),
  );
  return loss.div(face.times(denominator));
}

/** Notes the loss rates of all buckets. */
export function measureLosses(world: World, matured: readonly Matured[]): void {
  world.losses = world.desks.map((desk) => ({ bucket: desk.bucket, rate: lossRate(world, desk, matured) }));
}

/** Step 7 of the day: the anchors move by the loss rates of the last settlement (dealer specification, section 11). */
export function updateAnchors(world: World): void {
  const { size, moneyDecimals, spreadMin, clip, anchorUpdates } = world.settings;
  if (!anchorUpdates) return;
  for (const [position, desk] of world.desks.entries()) {
    const rate = world.losses[position]?.rate ?? ZERO;
    if (rate.eq(ZERO)) continue;
    const { mid, spread } = desk;
    const fallen = onGrid(mid.minus(desk.midSensitivity.times(size).times(rate)), moneyDecimals);
    const widened = onGrid(spread.plus(desk.spreadSensitivity.times(size).times(rate)), moneyDecimals);
    desk.mid = clip ? larger(ZERO, fallen) : fallen;
    desk.spread = larger(spreadMin, widened);
    write(world, 'VBTAnchorUpdate', {
      bucket: desk.bucket,
      M_old: mid.toString(),
      M_new: desk.mid.toString(),
      O_old: spread.toString(),
      O_new: desk.spread.toString(),
      loss_rate: rate.toString(),
    });
  }
}
