import { allocateQuanta } from '../allocate.js';
import { KernelError } from '../errors.js';
import { formatQuanta, toQuanta } from '../grid.js';
import type { ContractId } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import { ClaimTickets } from '../window/claim-tickets.js';
import type { CutRule } from '../window/cut.js';
import { TicketColumns } from '../window/ticket-columns.js';
import { TicketWindow } from '../window/ticket-window.js';
import { restoreWindow, snapshotWindow, type WindowSnapshot } from '../window/window-snapshot.js';
import { NONE } from './claim-pool.js';
import { ContractBook } from './contract-book.js';
import { parseContractId } from './contract-id.js';

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

/** The parts of an open window. */
interface OpenWindow {
  readonly window: TicketWindow;
  readonly tickets: ClaimTickets;
  readonly columns: TicketColumns;
}

/** A claim, as the integer face shows it. */
export interface ClaimOf {
  readonly holder: number;
  readonly face: bigint;
}

/**
 * The integer face of the contracts: promises to pay on a day, divisible among holders. Contracts are indices in creation order, faces are quanta.
 *
 * Claims on a contract add up to its amount at all times, and each contract has one debtor. Claims stand in order of first acquisition; a holder that
 * leaves and comes back goes to the end.
 */
export class Register {
  /** The ledger whose agents owe and hold. */
  readonly accounts: Accounts;
  readonly #book: ContractBook;
  readonly #transferLabel: number;
  readonly #reduceLabel: number;
  readonly #removeLabel: number;
  #cut: OpenWindow | undefined;

  /** @param book - the contracts to begin with, none unless given */
  constructor(accounts: Accounts, book: ContractBook = new ContractBook(accounts)) {
    this.accounts = accounts;
    this.#book = book;
    this.#transferLabel = accounts.label('transfer');
    this.#reduceLabel = accounts.label('reduce');
    this.#removeLabel = accounts.label('remove');
  }

  /** Contracts ever issued; indices 0 to count - 1 are the creation order. */
  get count(): number {
    return this.#book.table.count;
  }

  /** The tickets cut from the contracts, while a window is open. */
  get window(): TicketWindow | undefined {
    return this.#cut?.window;
  }

  /**
   * Issues a contract on the ledger's day. Ids count per kind: P1, P2, ... for payables, L1, ... for loans, `<kind>:1`, ... for others.
   *
   * @param amount - more than 0
   * @param label - the reason, the kind unless given
   * @returns the contract's index
   * @throws KernelError `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE`
   */
  issue(kind: string, debtor: number, creditor: number, amount: bigint, dueDay: number, label?: number): number {
    this.accounts.nameOf(debtor);
    this.accounts.nameOf(creditor);
    if (debtor === creditor) throw this.#same(debtor, kind);
    this.#requirePositive(amount);
    const kindLabel = this.accounts.label(kind);
    return this.#book.issue({ kind: kindLabel, debtor, creditor, amount, dueDay }, label ?? kindLabel);
  }

  /** The contract of an id, or -1. Removed contracts are found too. */
  find(id: string): number {
    const parsed = parseContractId(id);
    if (parsed === undefined) return NONE;
    return this.#book.series.get(this.accounts.findLabel(parsed.kind))?.find(parsed.number) ?? NONE;
  }

  /** @throws KernelError `UNKNOWN_CONTRACT` */
  indexOf(id: string): number {
    const contract = this.find(id);
    if (contract === NONE) throw unknownContract(id);
    return contract;
  }

  /** @throws KernelError `UNKNOWN_CONTRACT` */
  idOf(contract: number): ContractId {
    if (!(contract >= 0 && contract < this.count)) throw unknownContract(String(contract));
    return this.#book.idOf(contract);
  }

  /** Is this an open contract? */
  isOpen(contract: number): boolean {
    return contract >= 0 && contract < this.count && this.#book.table.open.get(contract) === 1;
  }

  /** What the contract is, such as `payable` or `loan`. */
  kindOf(contract: number): string {
    return this.accounts.labelText(this.#book.table.kinds.get(contract));
  }

  /** Who owes. */
  debtorOf(contract: number): number {
    return this.#book.table.debtors.get(contract);
  }

  /** Who held it first. */
  creditorOf(contract: number): number {
    return this.#book.table.creditors.get(contract);
  }

  /** How much is owed now; of a removed contract, how much was. */
  amountOf(contract: number): bigint {
    return this.#book.table.amounts.get(contract);
  }

  /** How much it was issued for. */
  issuedAmountOf(contract: number): bigint {
    return this.#book.table.issuedAmounts.get(contract);
  }

  /** When it is due. */
  dueDayOf(contract: number): number {
    return this.#book.table.dueDays.get(contract);
  }

  /** When it was issued. */
  issueDayOf(contract: number): number {
    return this.#book.table.issueDays.get(contract);
  }

  /** Number of claims. */
  claimCount(contract: number): number {
    return this.#book.claims.count(contract);
  }

  /** Who has the k-th claim. */
  claimHolder(contract: number, k: number): number {
    return this.#book.claims.holder(this.#book.claims.at(contract, k));
  }

  /** The k-th claim, in quanta. */
  claimFace(contract: number, k: number): bigint {
    return this.#book.claims.face(this.#book.claims.at(contract, k));
  }

  /** The holder's claim on a contract, 0 when it has none. */
  faceOf(contract: number, holder: number): bigint {
    const claim = this.#book.claims.find(contract, holder);
    return claim === NONE ? 0n : this.#book.claims.face(claim);
  }

  /** The claims on a contract, open or removed: as they are, or as they were when it went. */
  lastClaims(contract: number): readonly ClaimOf[] {
    const { claims } = this.#book;
    const list: ClaimOf[] = [];
    for (let claim = claims.first(contract); claim !== NONE; claim = claims.after(claim))
      list.push({ holder: claims.holder(claim), face: claims.face(claim) });
    return list;
  }

  /**
   * Passes a face from a holder to another agent. A debtor's claim on itself is extinguished at once, and a contract of which nothing is left goes.
   * Under an open window tickets go along, see the ledger page, section 3.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`, `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE`, `INSUFFICIENT_CLAIM`
   */
  transfer(contract: number, from: number, to: number, face: bigint, label: number = this.#transferLabel): void {
    this.#requireOpen(contract);
    this.accounts.nameOf(from);
    this.accounts.nameOf(to);
    if (from === to) throw this.#same(from, this.idOf(contract));
    this.#requirePositive(face);
    const claim = this.faceOf(contract, from);
    if (claim < face) throw this.#insufficient(contract, from, face, claim);
    const { tickets } = this.#book;
    if (tickets === undefined && to !== this.debtorOf(contract)) {
      this.#book.pass(contract, from, to, face, label, NONE);
      return;
    }
    this.accounts.begin();
    tickets?.passFace(contract, from, to, face, claim, label);
    this.passTicket(contract, from, to, face, label, NONE);
    this.accounts.commit();
  }

  /** Passes a claim whose tickets have been seen to. Called by the window; everybody else uses `transfer`. */
  passTicket(contract: number, from: number, to: number, face: bigint, label: number, ticket: number): void {
    this.#book.pass(contract, from, to, face, label, ticket);
    if (to !== this.debtorOf(contract)) return;
    this.#book.extinguish(contract, to, face, label);
    if (this.amountOf(contract) === 0n) this.#drop(contract, label);
  }

  /**
   * Lowers a contract; the claims share it in proportion to their faces (`allocate`). What falls to 0 is removed.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`, `NOT_POSITIVE`, `INSUFFICIENT_CLAIM` (of the first holder) beyond the amount
   */
  reduce(contract: number, by: bigint, label: number = this.#reduceLabel): void {
    this.#requireOpen(contract);
    this.#requirePositive(by);
    const amount = this.amountOf(contract);
    if (amount < by) throw this.#insufficient(contract, this.claimHolder(contract, 0), by, amount);
    const claims = this.lastClaims(contract);
    const parts = allocateQuanta(
      by,
      claims.map(({ face }) => face),
    );
    this.accounts.begin();
    this.#book.tickets?.shrink(contract, claims, parts, label);
    for (const [k, { holder }] of claims.entries()) {
      const part = parts[k] as bigint;
      if (part > 0n) this.#book.reduce(contract, holder, part, label);
    }
    if (amount === by) this.#drop(contract, label);
    this.accounts.commit();
  }

  /**
   * Removes a contract: settled, defaulted or written off. Its claims stay readable as `lastClaims`.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`
   */
  remove(contract: number, label: number = this.#removeLabel): void {
    this.#requireOpen(contract);
    this.accounts.begin();
    this.#drop(contract, label);
    this.accounts.commit();
  }

  /** Open contracts due on a day, in creation order. */
  dueOn(day: number): readonly number[] {
    const { table } = this.#book;
    const contracts: number[] = [];
    for (let contract = table.firstDue(day); contract !== NONE; contract = table.nextDue(contract))
      contracts.push(contract);
    return contracts;
  }

  /** Open contracts an agent owes, in creation order. */
  owedBy(debtor: number): readonly number[] {
    const { table } = this.#book;
    const contracts: number[] = [];
    for (let contract = table.firstOf(debtor); contract !== NONE; contract = table.nextOf(contract))
      contracts.push(contract);
    return contracts;
  }

  /** Open contracts on which an agent has a claim, in creation order. */
  heldBy(holder: number): readonly number[] {
    return this.#book.claims.heldBy(holder);
  }

  /** What an agent owes on a day, all kinds and holders together. */
  dues(debtor: number, day: number): bigint {
    const { table } = this.#book;
    let total = 0n;
    for (let contract = table.firstOf(debtor); contract !== NONE; contract = table.nextOf(contract))
      if (table.dueDays.get(contract) === day) total += table.amounts.get(contract);
    return total;
  }

  /** The days on which an agent owes something, ascending. */
  dueDays(debtor: number): readonly number[] {
    const { table } = this.#book;
    const days: Set<number> = new Set();
    for (let contract = table.firstOf(debtor); contract !== NONE; contract = table.nextOf(contract))
      days.add(table.dueDays.get(contract));
    return [...days].sort((a, b) => a - b);
  }

  /** Open faces the agent holds, in quanta. */
  receivable(agent: number): bigint {
    return this.#book.receivable(agent);
  }

  /** Open faces the agent owes, in quanta. */
  payable(agent: number): bigint {
    return this.#book.payable(agent);
  }

  /**
   * Opens the register's ticket window and cuts what there is, as one block; an open one of the same size is shared.
   *
   * @throws KernelError `WINDOW_OPEN` when one of another size is open, `NOT_POSITIVE`, `TOO_MANY_TICKETS` beyond 2^25
   */
  openWindow(options: WindowOptions): TicketWindow {
    const { ticketSize, whole = false } = options;
    this.#requirePositive(ticketSize);
    if (this.#cut !== undefined) return this.#share(this.#cut, options);
    const rule = { ticketSize, whole, covers: options.covers ?? this.#isPayable };
    return this.accounts.transaction(() => {
      const window = this.#makeWindow(rule);
      window.cut(this.accounts.day);
      return window;
    });
  }

  /** Closes the window: owners and stubs are forgotten, claims are what they are. */
  closeWindow(): void {
    this.#setWindow(undefined);
  }

  /** Kind and number of its next contract, in order of first use. */
  counters(): readonly (readonly [string, number])[] {
    return [...this.#book.series].map(([kind, { next }]) => [this.accounts.labelText(kind), next]);
  }

  /** The open window as plain JSON; undefined while none is open. */
  snapshotWindow(): WindowSnapshot | undefined {
    const cut = this.#cut;
    return cut === undefined ? undefined : snapshotWindow(this.accounts, this, cut.tickets, cut.columns);
  }

  /** Opens the window a snapshot describes. Its rule of cover is given by the next `openWindow`, payables until then. */
  restoreWindow(snapshot: WindowSnapshot): void {
    const ticketSize = toQuanta(this.accounts.grid, snapshot.ticketSize);
    this.#requirePositive(ticketSize);
    const rule = { ticketSize, whole: snapshot.whole === true, covers: this.#isPayable };
    this.#makeWindow(rule);
    const { tickets, columns } = this.#cut as OpenWindow;
    tickets.isRuleOpen = true;
    restoreWindow(this.accounts, this, tickets, columns, snapshot);
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

  #makeWindow(rule: CutRule): TicketWindow {
    const { ticketSize, whole } = rule;
    const columns = new TicketColumns(this.accounts, ticketSize, (ticket) => tickets.nameOf(ticket), whole);
    const tickets: ClaimTickets = new ClaimTickets(this.accounts, columns, this, rule);
    const window = new TicketWindow(this.accounts, columns, tickets, tickets);
    this.#setWindow({ window, tickets, columns });
    return window;
  }

  #setWindow(cut: OpenWindow | undefined): void {
    const before = this.#cut;
    this.accounts.onRollback(() => {
      this.#cut = before;
    });
    this.#cut = cut;
    this.#book.setTickets(cut?.tickets);
  }

  #drop(contract: number, label: number): void {
    this.#book.tickets?.dropAll(contract, label);
    this.#book.remove(contract, label);
  }

  readonly #isPayable = (contract: number): boolean => this.kindOf(contract) === 'payable';

  #requireOpen(contract: number): void {
    if (!this.isOpen(contract))
      throw unknownContract(contract >= 0 && contract < this.count ? this.idOf(contract) : String(contract));
  }

  #requirePositive(amount: bigint): void {
    if (amount > 0n) return;
    const text = formatQuanta(this.accounts.grid, amount);
    throw new KernelError('NOT_POSITIVE', { amount: text }, `the amount must be more than 0, but is ${text}`);
  }

  #same(agent: number, asset: string): KernelError<'SAME_AGENT'> {
    const name = this.accounts.nameOf(agent);
    const message = `${JSON.stringify(name)} cannot be on both sides of ${asset}`;
    return new KernelError('SAME_AGENT', { agent: name, asset }, message);
  }

  #insufficient(
    contract: number,
    holder: number,
    needed: bigint,
    available: bigint,
  ): KernelError<'INSUFFICIENT_CLAIM'> {
    const { grid } = this.accounts;
    const details = {
      contract: this.idOf(contract),
      holder: this.accounts.nameOf(holder),
      needed: formatQuanta(grid, needed),
      available: formatQuanta(grid, available),
    };
    const { needed: need, available: has } = details;
    const message = `${need} of ${details.contract} is asked of ${JSON.stringify(details.holder)}, and there is ${has}`;
    return new KernelError('INSUFFICIENT_CLAIM', details, message);
  }

  #windowOpen(rule: CutRule, options: WindowOptions): KernelError<'WINDOW_OPEN'> {
    const { grid } = this.accounts;
    const size = (of: { readonly ticketSize: bigint; readonly whole?: boolean }): string =>
      `${formatQuanta(grid, of.ticketSize)}${of.whole === true ? ' (whole claims)' : ''}`;
    const details = { ticketSize: size(rule), requested: size(options) };
    const message = `a window of ticket size ${details.ticketSize} is open; ${details.requested} was asked for`;
    return new KernelError('WINDOW_OPEN', details, message);
  }
}

function unknownContract(id: string): KernelError<'UNKNOWN_CONTRACT'> {
  return new KernelError('UNKNOWN_CONTRACT', { contract: id }, `there is no open contract ${JSON.stringify(id)}`);
}
