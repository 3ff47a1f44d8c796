import { KernelError } from '../errors.js';
import { formatQuanta, toQuanta } from '../grid.js';
import type { Accounts } from '../ledger/accounts.js';
import { ClaimTickets } from '../window/claim-tickets.js';
import type { CutRule, TicketedClaims } from '../window/cut.js';
import { TicketColumns } from '../window/ticket-columns.js';
import { TicketWindow } from '../window/ticket-window.js';
import { restoreWindow, snapshotWindow, type WindowSnapshot } from '../window/window-snapshot.js';
import type { ContractBook } from './contract-book.js';
import { requirePositive } from './refusals.js';

/** How a ticket window is opened. */
export interface WindowOptions {
  /** Face of a ticket, in quanta. */
  readonly ticketSize: bigint;
  /**
   * Which contracts are cut into tickets; asked once per contract.
   *
   * @defaultValue those of kind `payable`
   */
  readonly covers?: (contract: number) => boolean;
  /**
   * Is each claim one ticket of its own face, without a stub?
   *
   * @defaultValue false
   */
  readonly whole?: boolean;
}

/** What a window looks at, and the ledger it lives on. */
interface WindowedRegister extends TicketedClaims {
  readonly accounts: Accounts;
  kindOf(contract: number): string;
}

/** The parts of an open window. */
interface OpenWindow {
  readonly window: TicketWindow;
  readonly tickets: ClaimTickets;
  readonly columns: TicketColumns;
}

/** The one ticket window of a register: opened, shared, closed, written down and restored. */
export class RegisterWindow {
  readonly #register: WindowedRegister;
  readonly #book: ContractBook;
  #cut: OpenWindow | undefined;

  constructor(register: WindowedRegister, book: ContractBook) {
    this.#register = register;
    this.#book = book;
  }

  /** The open window. */
  get window(): TicketWindow | undefined {
    return this.#cut?.window;
  }

  /** Opens a window and cuts what there is; an open one of the same size is shared. */
  open(options: WindowOptions): TicketWindow {
    const { ticketSize, whole = false, covers = this.#isPayable } = options;
    requirePositive(this.#register.accounts.grid, ticketSize);
    if (this.#cut !== undefined) return this.#share(this.#cut, options);
    const { accounts } = this.#register;
    return accounts.transaction(() => {
      const { window } = this.#make({ ticketSize, whole, covers });
      window.cut(accounts.day);
      return window;
    });
  }

  /** Forgets owners and stubs. */
  close(): void {
    this.#set(undefined);
  }

  /** The open window as plain JSON. */
  snapshot(): WindowSnapshot | undefined {
    const cut = this.#cut;
    return cut && snapshotWindow(this.#register.accounts, this.#register, cut.tickets, cut.columns);
  }

  /** Opens the window a snapshot describes. */
  restore(snapshot: WindowSnapshot): void {
    const { accounts } = this.#register;
    const ticketSize = toQuanta(accounts.grid, snapshot.ticketSize);
    requirePositive(accounts.grid, ticketSize);
    const { tickets, columns } = this.#make({ ticketSize, whole: snapshot.whole === true, covers: this.#isPayable });
    tickets.isRuleOpen = true;
    restoreWindow(accounts, this.#register, tickets, columns, snapshot);
  }

  #share(open: OpenWindow, options: WindowOptions): TicketWindow {
    const { tickets, window } = open;
    const { rule } = tickets;
    if (rule.ticketSize !== options.ticketSize || rule.whole !== (options.whole ?? false))
      throw this.#windowOpen(rule, options);
    if (tickets.isRuleOpen && options.covers !== undefined) {
      tickets.rule = { ...rule, covers: options.covers };
      tickets.isRuleOpen = false;
    }
    return window;
  }

  #make(rule: CutRule): OpenWindow {
    const { accounts } = this.#register;
    const columns = new TicketColumns(accounts, rule.ticketSize, (ticket) => tickets.nameOf(ticket), rule.whole);
    const tickets: ClaimTickets = new ClaimTickets(accounts, columns, this.#register, rule);
    const open = { window: new TicketWindow(accounts, columns, tickets, tickets), tickets, columns };
    this.#set(open);
    return open;
  }

  #set(cut: OpenWindow | undefined): void {
    const before = this.#cut;
    this.#register.accounts.onRollback(() => {
      this.#cut = before;
    });
    this.#cut = cut;
    this.#book.setTickets(cut?.tickets);
  }

  readonly #isPayable = (contract: number): boolean => this.#register.kindOf(contract) === 'payable';

  #windowOpen(rule: CutRule, options: WindowOptions): KernelError<'WINDOW_OPEN'> {
    const { grid } = this.#register.accounts;
    const size = (of: { readonly ticketSize: bigint; readonly whole?: boolean }): string =>
      `${formatQuanta(grid, of.ticketSize)}${of.whole === true ? ' (whole claims)' : ''}`;
    const details = { ticketSize: size(rule), requested: size(options) };
    const message = `a window of ticket size ${details.ticketSize} is open; ${details.requested} was asked for`;
    return new KernelError('WINDOW_OPEN', details, message);
  }
}
