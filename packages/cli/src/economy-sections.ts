import type { EconomyScenario } from '@bagehot/sim';

/** Sections of an economy's file that are markets, or parts of one, in the order of the day. */
const SECTIONS = [
  'ring',
  'exchange',
  'financing',
  'purchaseLimit',
  'tradeCredit',
  'dealer',
  'dealerFunding',
  'moneyMarket',
  'liquidity',
  'facilities',
  'backstop',
  'treasury',
  'policy',
] as const;

/** The sections that an economy has. */
export function economySections(scenario: EconomyScenario): readonly string[] {
  return SECTIONS.filter((name) => scenario[name] !== undefined);
}
