import type { Decimal } from '@bagehot/kernel';
import { ZERO } from './money.js';
import { type Entity, type World, write } from './world.js';

/** Can this market maker pay an amount (0 or less: always)? */
export function makerCanPay(world: World, maker: Entity, amount: Decimal): boolean {
  const isDealer = world.desks.some((desk) => desk.dealer === maker);
  const needsCash = isDealer ? !world.settings.dealersMayOverdraw : world.settings.vbtFunding === 'funded';
  return !needsCash || amount.lte(ZERO) || maker.cash.gte(amount);
}

/** A VBT backed from outside is given what it lacks for a payment just before it is made. */
export function fundMaker(world: World, maker: Entity, amount: Decimal): void {
  const isVbt = world.desks.some((desk) => desk.vbt === maker);
  if (!isVbt || world.settings.vbtFunding !== 'outside' || amount.lte(maker.cash)) return;
  const missing = amount.minus(maker.cash);
  maker.cash = maker.cash.plus(missing);
  write(world, 'CapitalInjected', { agent: maker.id, amount: missing.toString(), reason: 'vbt' });
}
