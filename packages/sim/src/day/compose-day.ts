import { quanta } from '@bagehot/kernel/quanta';
import { type Backstop, backstop } from '../bridges/backstop.js';
import { dealerFunding } from '../bridges/funding.js';
import { lateSession } from '../bridges/late-session.js';
import { marketBid } from '../bridges/market-bid.js';
import { type SecondaryMarketPorts, secondaryMarket } from '../bridges/secondary-market.js';
import type { Economy } from '../economy.js';
import { type MoneyPhases, moneyPhases } from '../money-market/phases.js';
import { type DayParts, type DayPorts, readDayParts } from './day-parts.js';
import type { EconomyPhase } from './economy-phase.js';
import { type GoodsParts, goodsMarket } from './goods-market.js';
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
  return dayPhases(economy, readDayParts(parts, quanta(economy.ledger).grid.decimals), ports, parts);
}

/** The same of sections that are complete. */
export function dayPhases(
  economy: Economy,
  sections: DaySections,
  ports: DayPorts = {},
  parts: GoodsParts = {},
): readonly EconomyPhase[] {
  const { dealer } = sections;
  const goods = goodsMarket(economy, parts, sections, ports.modes);
  if (dealer === undefined) {
    const { policy, market, window } = moneyPhases(economy, sections, ports);
    return present(policy, goods, market, window);
  }
  // The markets know each other by what they ask of each other during a day, and are all there by then.
  const market = () => dealers.market;
  const funding =
    sections.dealerFunding && dealerFunding(economy, sections.dealerFunding, market, sections.moneyMarket);
  const money = moneyPhases(economy, sections, ports, { bid: marketBid(economy, market), funding });
  const reserveDealerDues = funding?.reserveDues === true;
  const dealers = secondaryMarket(
    economy,
    reserveDealerDues ? { ...dealer, reserveDealerDues } : dealer,
    marketPorts(economy, sections, ports, money),
  );
  const goesLate = money.hasPlans || funding !== undefined;
  const late = goesLate ? lateSession(economy, { dealers, money: money.market, funding }) : undefined;
  return present(money.policy, goods, dealers, money.market, late, money.window);
}

/** What the dealers ask of others: who sells today, and who stands behind the outside quotes. */
function marketPorts(
  economy: Economy,
  { dealer, backstop: section }: DaySections,
  { market: own }: DayPorts,
  { market: money, hasPlans }: MoneyPhases,
): SecondaryMarketPorts {
  const barred = money === undefined ? {} : { barred: () => money.parts.callMarket.barredBorrowers() };
  const outside: Backstop | undefined =
    section === undefined || dealer === undefined ? undefined : backstop(economy, dealer, section, barred);
  return {
    ...(hasPlans && money !== undefined ? { sellers: (day) => money.sellers(day) } : {}),
    ...(outside === undefined ? {} : { outside }),
    ...own,
  };
}

function present(...phases: readonly (EconomyPhase | undefined)[]): readonly EconomyPhase[] {
  return phases.filter((phase) => phase !== undefined);
}
