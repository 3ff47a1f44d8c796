import { type TicketBook, windowTickets } from '@bagehot/dealer';
import type { ContractRegister, DecimalInput, Ledger } from '@bagehot/kernel';
import { quanta, toQuanta } from '@bagehot/kernel/quanta';
import { TRADER_KINDS } from '../scenario/scenario.js';
import type { Ticketization } from './market-config.js';

/** What the bridge stands on. */
export interface TicketedEconomy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
}

/**
 * The contracts a ring's market trades: payables whose debtor is a household or a firm. Overnight debts of banks and loans are none.
 *
 * @returns a test on contract indices of the register's integer face, also of contracts that are gone
 */
export function coveredContracts({ ledger, contracts }: TicketedEconomy): (contract: number) => boolean {
  const accounts = quanta(ledger);
  const register = quanta(contracts);
  const kinds: readonly (string | undefined)[] = TRADER_KINDS;
  return (contract) =>
    register.kindOf(contract) === 'payable' && kinds.includes(accounts.kindOf(register.debtorOf(contract)));
}

/**
 * The whole bridge between payables and tickets: the register's one window with the dealer's named face. Each claim on a covered payable is
 * `floor(face / ticketSize)` tickets `<contract>#<k>` and a stub that stays with its holder. Opening and closing it changes nothing.
 *
 * @param ticketSize - face of a ticket, on the money grid
 * @param ticketization - `whole`: each claim is one ticket instead, without a stub, and `ticketSize` is what prices are meant for
 * @throws KernelError `WINDOW_OPEN` when one of another size is open, `OFF_GRID`, `NOT_POSITIVE`, `TOO_MANY_TICKETS`
 */
export function payableTickets(
  economy: TicketedEconomy,
  ticketSize: DecimalInput,
  ticketization: Ticketization = 'unit',
): TicketBook {
  const { ledger, contracts } = economy;
  const window = quanta(contracts).openWindow({
    ticketSize: toQuanta(quanta(ledger).grid, ticketSize),
    covers: coveredContracts(economy),
    whole: ticketization === 'whole',
  });
  return windowTickets(ledger, window);
}
