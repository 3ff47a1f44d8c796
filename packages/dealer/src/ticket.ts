import type { AgentId, ContractId, Day, Decimal, Ledger, TicketId } from '@bagehot/kernel';
import {
  type Accounts,
  createTicketColumns,
  quanta,
  type TicketWindow,
  toDecimal,
  toQuanta,
} from '@bagehot/kernel/quanta';
import { DealerError } from './errors.js';

/** The tradeable unit: a promise of exactly one ticket size. */
export interface Ticket {
  readonly id: TicketId;
  readonly issuer: AgentId;
  readonly owner: AgentId;
  /** Money the issuer pays on the maturity day. */
  readonly face: Decimal;
  readonly maturityDay: Day;
  /** Unique in the book: breaks ties between equal maturities. */
  readonly serial: number;
}

/**
 * Where tickets live: a named face on the kernel's ticket columns. Alone: without contracts behind them. On a ring: a window on the ring's payables.
 * Made by {@link createTicketBook} or {@link windowTickets}.
 */
export interface TicketBook {
  /** A ticket that is still outstanding. */
  get(id: TicketId): Ticket | undefined;
  /** Lowest maturity day first, then lowest serial. */
  ownedBy(owner: AgentId): readonly Ticket[];
  /** All outstanding tickets, lowest maturity day first, then lowest serial. */
  all(): readonly Ticket[];
  /**
   * Hands a ticket to another owner, without a price.
   *
   * @throws DealerError `UNKNOWN_TICKET` when it is not outstanding
   */
  move(id: TicketId, to: AgentId): void;
}

/** A ticket of the columns as users see it, owned by `owner`. */
export function readTicket(accounts: Accounts, window: TicketWindow, ticket: number, owner: number): Ticket {
  return {
    id: window.nameOf(ticket),
    issuer: accounts.nameOf(window.issuers[ticket] as number),
    owner: accounts.nameOf(owner),
    face: toDecimal(accounts.grid, window.faceOf(ticket)),
    maturityDay: window.maturities[ticket] as number,
    serial: window.serials[ticket] as number,
  };
}

/** Name of the contract a ticket is a part of, `undefined` where tickets stand alone. */
export function contractOf(window: TicketWindow, ticket: number): ContractId | undefined {
  if ((window.contracts[ticket] as number) < 0) return undefined;
  const name = window.nameOf(ticket);
  return name.slice(0, name.lastIndexOf('#'));
}

class ColumnBook implements TicketBook {
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  readonly #moved: number;

  constructor(accounts: Accounts, window: TicketWindow) {
    this.accounts = accounts;
    this.window = window;
    this.#moved = accounts.label('move');
  }

  get(id: TicketId): Ticket | undefined {
    const ticket = this.window.find(id);
    if (ticket < 0) return undefined;
    const owner = this.window.owners[ticket] as number;
    return owner < 0 ? undefined : readTicket(this.accounts, this.window, ticket, owner);
  }

  ownedBy(owner: AgentId): readonly Ticket[] {
    const agent = this.accounts.indexOf(owner);
    return this.#where((holder) => holder === agent);
  }

  all(): readonly Ticket[] {
    return this.#where((holder) => holder >= 0);
  }

  move(id: TicketId, to: AgentId): void {
    const ticket = this.window.find(id);
    if (ticket < 0 || (this.window.owners[ticket] as number) < 0)
      throw new DealerError('UNKNOWN_TICKET', { ticket: id }, `there is no outstanding ticket ${id}`);
    this.window.move(ticket, this.accounts.indexOf(to), this.#moved);
  }

  #where(wanted: (owner: number) => boolean): readonly Ticket[] {
    const { owners, maturities, serials, count } = this.window;
    const found: number[] = [];
    for (let ticket = 0; ticket < count; ticket++) if (wanted(owners[ticket] as number)) found.push(ticket);
    found.sort(
      (a, b) =>
        (maturities[a] as number) - (maturities[b] as number) || (serials[a] as number) - (serials[b] as number),
    );
    return found.map((ticket) => readTicket(this.accounts, this.window, ticket, owners[ticket] as number));
  }
}

/**
 * The tickets of a window on the ledger's contracts (or of columns made by the kernel) as a book.
 *
 * @example
 * const tickets = windowTickets(ledger, quanta(contracts).openWindow({ ticketSize: 1n }));
 */
export function windowTickets(ledger: Ledger, window: TicketWindow): TicketBook {
  return new ColumnBook(quanta(ledger), window);
}

/**
 * A book of tickets that stand alone, without contracts behind them. Issuers and owners are opened on the ledger if they are new.
 *
 * @throws DealerError `DUPLICATE_ID` when two tickets share an id, `OFF_GRID` when faces differ or none is given
 */
export function createTicketBook(tickets: readonly Ticket[], ledger: Ledger, ticketSize?: Decimal): TicketBook {
  const accounts = quanta(ledger);
  const face = ticketSize ?? tickets[0]?.face;
  const problems = tickets.flatMap(({ face: other, id }, index) =>
    face !== undefined && !other.eq(face)
      ? [
          {
            code: 'OFF_GRID' as const,
            path: `tickets[${index}].face`,
            message: `ticket ${id} has face ${other}, not ${face}`,
          },
        ]
      : [],
  );
  if (problems.length > 0)
    throw new DealerError('OFF_GRID', { problems }, `all tickets of a book have one face: ${problems[0]?.message}`);
  const columns = ticketColumns(accounts, tickets);
  const window = createTicketColumns(
    accounts,
    columns,
    face === undefined ? accounts.grid.one : toQuanta(accounts.grid, face),
  );
  return new ColumnBook(accounts, window);
}

/**
 * Tickets as columns in calendar order (lowest maturity day, then lowest serial), ready for the kernel.
 *
 * @throws DealerError `DUPLICATE_ID` when two tickets share an id or a serial
 */
function ticketColumns(
  accounts: Accounts,
  tickets: readonly Ticket[],
): {
  issuer: Int32Array;
  owner: Int32Array;
  maturityDay: Int32Array;
  serial: Int32Array;
  names: (serial: number) => string;
} {
  const order = tickets.toSorted((a, b) => a.maturityDay - b.maturityDay || a.serial - b.serial);
  const names = new Map<number, TicketId>();
  const ids = new Set<TicketId>();
  for (const { id, serial } of order) {
    if (names.has(serial) || ids.has(id)) {
      const message = `ticket ${id} with serial ${serial} is listed twice`;
      throw new DealerError(
        'DUPLICATE_ID',
        { problems: [{ code: 'DUPLICATE_ID', path: 'tickets', message }] },
        message,
      );
    }
    names.set(serial, id);
    ids.add(id);
  }
  return {
    issuer: Int32Array.from(order, ({ issuer }) => accounts.open(issuer)),
    owner: Int32Array.from(order, ({ owner }) => accounts.open(owner)),
    maturityDay: Int32Array.from(order, ({ maturityDay }) => maturityDay),
    serial: Int32Array.from(order, ({ serial }) => serial),
    names: (serial) => names.get(serial) as TicketId,
  };
}

/** The columns behind a book. @throws DealerError `FOREIGN_TICKET_BOOK` when the book was not made by this package */
export function columnsOf(book: TicketBook): TicketWindow {
  if (book instanceof ColumnBook) return book.window;
  throw new DealerError(
    'FOREIGN_TICKET_BOOK',
    { reason: 'not made by createTicketBook or windowTickets' },
    'a market works on the kernel’s ticket columns: make the book with createTicketBook or windowTickets',
  );
}
