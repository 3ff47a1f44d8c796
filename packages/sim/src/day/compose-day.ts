import { quanta } from '@bagehot/kernel/quanta';
import { secondaryMarket } from '../bridges/secondary-market.js';
import type { Economy } from '../economy.js';
import { moneyPhases } from '../money-market/phases.js';
import { type DayParts, type DayPorts, readDayParts } from './day-parts.js';
import type { EconomyPhase } from './economy-phase.js';
import type { DaySections } from './sections.js';

/**
 * The markets of an economy as the phases of one day, in the order in which they act (one-economy specification, section 2): `policy`, `goods`, `dealers`, `money`,
 * `late`, `window`. What is left out leaves no trace. The array is the caller's: phases of one's own may go anywhere in it.
 *
 * @param ports - rules of one's own in place of those that the parts name
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its path in the parts
 * @example
 * const phases = composeDay(economy, { dealer: { dealerShare: '0.05' }, moneyMarket: { policyRate: '0.05' }, facilities: {} });
 * const { metrics } = simulate(economy, world, { maxDays: 40, phases });
 */
export function composeDay(economy: Economy, parts: DayParts, ports: DayPorts = {}): readonly EconomyPhase[] {
  return dayPhases(economy, readDayParts(parts, quanta(economy.ledger).grid.decimals), ports);
}

/** The same of sections that are complete. */
export function dayPhases(economy: Economy, sections: DaySections, ports: DayPorts = {}): readonly EconomyPhase[] {
  const { dealer } = sections;
  const money = moneyPhases(economy, sections, ports);
  const { sellers } = money;
  const market = sellers === undefined ? ports.market : { sellers, ...ports.market };
  const dealers = dealer === undefined ? [] : [secondaryMarket(economy, dealer, market)];
  return [...money.before, ...dealers, ...money.after];
}
