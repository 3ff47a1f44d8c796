import { badInput, KernelError } from '../errors.js';
import { formatQuanta } from '../grid.js';
import type { TicketId } from '../identity.js';
import { int32Columns } from '../int32-columns.js';
import type { Accounts } from '../ledger/accounts.js';
import { calendarPlaces } from './calendar-order.js';
import { MAX_TICKETS, TicketColumns } from './ticket-columns.js';
import { type TicketNames, TicketWindow } from './ticket-window.js';

/** The tickets of a stand-alone market, one entry each. */
export interface TicketArrays {
  readonly issuer: Int32Array;
  /** -1 = the ticket is gone. */
  readonly owner: Int32Array;
  readonly maturityDay: Int32Array;
  /** The position unless given. All different. */
  readonly serial?: Int32Array;
  /**
   * The name of a serial.
   *
   * @defaultValue `T<serial>`
   */
  readonly names?: (serial: number) => string;
}

/**
 * The stand-alone market's tickets: the columns of a window without a register behind them, numbered in calendar order (by maturity, then serial).
 * The arrays are copied.
 *
 * @param ticketSize - face of each, in quanta, more than 0
 * @throws KernelError `BAD_KERNEL_INPUT` when the arrays differ in length or name an agent nobody opened, `NOT_POSITIVE`, `TOO_MANY_TICKETS` beyond 2^25
 */
export function createTicketColumns(accounts: Accounts, tickets: TicketArrays, ticketSize: bigint): TicketWindow {
  requireSize(accounts, tickets, ticketSize);
  requireAgents(accounts, tickets);
  const { serial } = tickets;
  const columns: TicketColumns = new TicketColumns(accounts, ticketSize, (ticket) => names.nameOf(ticket));
  const names: SerialNames = new SerialNames(columns, tickets.names);
  const places = calendarPlaces(tickets.maturityDay, serial);
  const [issuers, owners, maturities, serials] = int32Columns(4, places.length) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (let i = 0; i < places.length; i++) {
    const ticket = places[i] as number;
    issuers[ticket] = tickets.issuer[i] as number;
    owners[ticket] = tickets.owner[i] as number;
    maturities[ticket] = tickets.maturityDay[i] as number;
    serials[ticket] = serial === undefined ? i : (serial[i] as number);
  }
  const block = { issuers, owners, maturities, serials, contracts: undefined, faces: undefined };
  columns.append(block, accounts.day);
  return new TicketWindow(accounts, columns, undefined, names);
}

function requireSize(accounts: Accounts, tickets: TicketArrays, ticketSize: bigint): void {
  const size = formatQuanta(accounts.grid, ticketSize);
  if (ticketSize <= 0n)
    throw new KernelError('NOT_POSITIVE', { amount: size }, `the ticket size must be more than 0, but is ${size}`);
  const { length } = tickets.issuer;
  const { owner, maturityDay, serial = tickets.issuer } = tickets;
  for (const [field, column] of Object.entries({ owner, maturityDay, serial }))
    if (column.length !== length) throw badInput(`${field}.length`, column.length, `${length}, as of issuer`);
  if (length <= MAX_TICKETS) return;
  const details = { ticketSize: size, tickets: String(length) };
  throw new KernelError(
    'TOO_MANY_TICKETS',
    details,
    `${length} tickets are given; at most ${MAX_TICKETS} are possible`,
  );
}

function requireAgents(accounts: Accounts, tickets: TicketArrays): void {
  const { agentCount } = accounts;
  const { issuer, owner } = tickets;
  for (let i = 0; i < issuer.length; i++) {
    if (!((issuer[i] as number) >>> 0 < agentCount))
      throw badInput('issuer', issuer[i], `an agent below ${agentCount}`);
    if (!(((owner[i] as number) + 1) >>> 0 <= agentCount))
      throw badInput('owner', owner[i], `an agent below ${agentCount}, or -1`);
  }
}

/** Names by a rule over serials. */
class SerialNames implements TicketNames {
  readonly #columns: TicketColumns;
  readonly #rule: (serial: number) => string;
  /** Name to ticket, made when somebody first looks a name up. */
  #tickets: Map<string, number> | undefined;

  constructor(columns: TicketColumns, rule: ((serial: number) => string) | undefined) {
    this.#columns = columns;
    this.#rule = rule ?? ((serial) => `T${serial}`);
  }

  nameOf(ticket: number): TicketId {
    return this.#rule(this.#columns.serials[ticket] as number);
  }

  find(name: string): number {
    if (this.#tickets === undefined) {
      this.#tickets = new Map();
      for (let ticket = 0; ticket < this.#columns.count; ticket++) this.#tickets.set(this.nameOf(ticket), ticket);
    }
    return this.#tickets.get(name) ?? -1;
  }
}
