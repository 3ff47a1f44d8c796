import { exchangeConfig } from '@bagehot/exchange/spatial';
import { exchangeMarket } from '../bridges/exchange-market.js';
import { financingMarket } from '../bridges/financing-market.js';
import type { EconomyPhase } from '../day/economy-phase.js';
import type { Economy } from '../economy.js';
import { financingConfig } from '../scenario/financing-config.js';
import type { ReadingOptions } from '../scenario/reading-options.js';
import type { ExplicitEconomyScenario } from './economy-scenario.js';

/** The market for goods of an economy as a phase of its day; undefined where there is none. */
export function goodsPhase(
  economy: Economy,
  { exchange, financing, goods, tradeCredit }: ExplicitEconomyScenario,
  { registry, modes }: ReadingOptions,
): EconomyPhase | undefined {
  if (exchange !== undefined) return exchangeMarket(economy, exchangeConfig(exchange, registry), goods);
  if (financing === undefined) return undefined;
  const { reserveDays = 0 } = goods ?? {};
  const config = financingConfig({ financing: financing.rules, agents: financing.agents }, { modes });
  return financingMarket(economy, config, { reserveDays, ...(tradeCredit === undefined ? {} : { tradeCredit }) });
}
