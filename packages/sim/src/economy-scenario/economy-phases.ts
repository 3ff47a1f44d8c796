import { exchangeConfig } from '@bagehot/exchange/spatial';
import { dayPhases } from '../day/compose-day.js';
import type { DayPorts } from '../day/day-parts.js';
import type { EconomyPhase } from '../day/economy-phase.js';
import type { GoodsParts } from '../day/goods-market.js';
import type { Economy } from '../economy.js';
import { financingConfig } from '../scenario/financing-config.js';
import type { ReadingOptions } from '../scenario/reading-options.js';
import type { ExplicitEconomyScenario } from './economy-scenario.js';

/**
 * The markets of a scenario as the phases of a day.
 *
 * @param reading - where names in the file are looked up
 */
export function economyPhases(
  economy: Economy,
  scenario: ExplicitEconomyScenario,
  ports: DayPorts = {},
  reading: ReadingOptions = {},
): readonly EconomyPhase[] {
  return dayPhases(economy, scenario, { modes: reading.modes, ...ports }, goodsOf(scenario, reading));
}

function goodsOf({ exchange, financing }: ExplicitEconomyScenario, { registry, modes }: ReadingOptions): GoodsParts {
  return {
    ...(exchange === undefined ? {} : { exchange: exchangeConfig(exchange, registry) }),
    ...(financing === undefined
      ? {}
      : { financing: financingConfig({ financing: financing.rules, agents: financing.agents }, { modes }) }),
  };
}
