import { quanta } from '@bagehot/kernel/quanta';
import { Auditor } from './auditor.js';
import type { DealerMarketConfig } from './config.js';
import type { DealerMarket } from './dealer-market.js';
import { Engine } from './engine.js';
import { RegisterIssuers, TicketIssuers } from './issuer-book.js';
import { LedgerMarket } from './ledger-market.js';
import type { DealerPorts } from './ports.js';
import { ConfigReader, readSettings } from './settings.js';
import { type DealerMarketSnapshot, restoreMarket } from './snapshot.js';
import { columnsOf } from './ticket.js';

/**
 * A dealer market on a ledger: per bucket a dealer that quotes between the outside quotes of a value-based trader.
 *
 * Opens the market makers' accounts (dealers in bucket order, then value-based traders) and declares cash with the issuer `CB` if nobody has. They hold what
 * the ledger and the book say they hold; `endow` gives them money.
 *
 * @param config - rules; prices per unit of face
 * @param ports - ledger, tickets, random source, and whatever of the rules is the user's own
 * @param snapshot - continues where this was taken, on a ledger and book restored to the same moment
 * @throws DealerError `BAD_CONFIG`, or the one code all problems share, with every problem in `details.problems`; `FOREIGN_TICKET_BOOK`; `INVALID_SNAPSHOT`
 * @example
 * const market = createDealerMarket({ ticketSize: 1 }, { ledger, tickets, random });
 * market.endow(0, 'dealer_short', 10);
 * const results = market.runSession(0, ['H1', 'H2', 'H3']);
 */
export function createDealerMarket(
  config: DealerMarketConfig,
  ports: DealerPorts,
  snapshot?: DealerMarketSnapshot,
): DealerMarket {
  const accounts = quanta(ports.ledger);
  const window = columnsOf(ports.tickets);
  const reader = new ConfigReader(accounts.grid);
  const settings = readSettings(reader, config);
  if (window.ticketSize !== settings.ticketSize)
    reader.report('ticketSize', `must be the book's: ${window.ticketSize} quanta, not ${settings.ticketSize}`);
  reader.finish();
  const register = ports.contracts === undefined ? undefined : quanta(ports.contracts);
  const issuers =
    register === undefined ? new TicketIssuers(window, accounts.agentCount) : new RegisterIssuers(register, window);
  const engine = new Engine({ settings, accounts, window, issuers, random: ports.random, ports });
  const auditor = settings.checks === 'off' ? undefined : new Auditor(engine.floor, settings.checks);
  engine.floor.audit = auditor;
  if (snapshot !== undefined) restoreMarket(engine, snapshot);
  return new LedgerMarket(engine, register, auditor);
}
