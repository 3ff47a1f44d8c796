import { createDealerMarket, createTicketBook, type DealerMarket, type DealerMarketConfig } from '@bagehot/dealer';
import { createLedger, createRandom, decimal } from '@bagehot/kernel';
import type { SecondaryMarketConfig } from './market-config.js';

/** The ring's column of settings: dealer specification, section 16. */
export function marketRules(config: SecondaryMarketConfig): DealerMarketConfig {
  const { horizonDays = 3 } = config;
  const { dealerShare, vbtShare, capital, ticketization, ...rules } = config;
  return {
    ...rules,
    horizonDays,
    tradeMaturing: rules.tradeMaturing ?? false,
    vbtFunding: rules.vbtFunding ?? 'outside',
    reserveHorizonDays: rules.reserveHorizonDays === undefined ? horizonDays : rules.reserveHorizonDays,
  };
}

/**
 * The same market on an empty ledger: its buckets and anchors are those of the opening, and a wrong configuration is refused where it is written and not on the first day.
 *
 * @throws DealerError with every problem of the configuration
 */
export function emptyMarket(rules: DealerMarketConfig, moneyDecimals: number): DealerMarket {
  const ledger = createLedger({ moneyDecimals });
  const tickets = createTicketBook([], ledger, decimal(rules.ticketSize ?? 1));
  return createDealerMarket(rules, { ledger, tickets, random: createRandom(0) });
}
