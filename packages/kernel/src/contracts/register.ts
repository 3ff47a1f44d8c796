import { allocateQuanta } from '../allocate.js';
import type { KernelError } from '../errors.js';
import type { ContractId } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import type { TicketWindow } from '../window/ticket-window.js';
import type { WindowSnapshot } from '../window/window-snapshot.js';
import { type ClaimOf, NONE } from './claim-pool.js';
import { ContractBook } from './contract-book.js';
import { parseContractId } from './contract-id.js';
import { insufficientClaim, notPositive, requirePositive, sameAgent, unknownContract } from './refusals.js';
import { RegisterWindow, type WindowOptions } from './register-window.js';

/**
 * The integer face of the contracts: promises to pay on a day, divisible among holders. Contracts are indices in creation order, faces are quanta.
 *
 * Claims on a contract add up to its amount at all times, and each contract has one debtor. Claims stand in order of first acquisition; a holder that
 * leaves and comes back goes to the end.
 */
export class Register {
  /** The ledger whose agents owe and hold. */
  readonly accounts: Accounts;
  /** The elementary steps behind the rules. For replaying a journal: nothing is checked and no ticket follows. */
  readonly steps: ContractBook;
  readonly #windows: RegisterWindow;
  readonly #transferLabel: number;
  readonly #reduceLabel: number;
  readonly #removeLabel: number;

  /** @param book - the contracts to begin with, none unless given */
  constructor(accounts: Accounts, book: ContractBook = new ContractBook(accounts)) {
    this.accounts = accounts;
    this.steps = book;
    this.#windows = new RegisterWindow(this, book);
    this.#transferLabel = accounts.label('transfer');
    this.#reduceLabel = accounts.label('reduce');
    this.#removeLabel = accounts.label('remove');
  }

  /** Contracts ever issued; indices 0 to count - 1 are the creation order. */
  get count(): number {
    return this.steps.table.count;
  }

  /** The tickets cut from the contracts, while a window is open. */
  get window(): TicketWindow | undefined {
    return this.#windows.window;
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
    this.#requireTerms(kind, debtor, creditor, amount);
    const kindLabel = this.accounts.label(kind);
    return this.steps.issue({ kind: kindLabel, debtor, creditor, amount, dueDay }, label ?? kindLabel);
  }

  /**
   * Issues a contract with several claims at once, such as a loan with several lenders. Claims of one holder become one.
   *
   * @param claims - each of more than 0; the first one's holder is the contract's first creditor
   * @param label - the reason, the kind unless given
   * @returns the contract's index
   * @throws KernelError `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE` (also without claims)
   */
  issueShared(kind: string, debtor: number, claims: readonly ClaimOf[], dueDay: number, label?: number): number {
    const [first] = claims;
    if (first === undefined) throw notPositive(this.accounts.grid, 0n);
    for (const { holder, face } of claims) this.#requireTerms(kind, debtor, holder, face);
    const reason = label ?? this.accounts.label(kind);
    this.accounts.begin();
    const contract = this.issue(kind, debtor, first.holder, first.face, dueDay, reason);
    for (let k = 1; k < claims.length; k++) {
      const { holder, face } = claims[k] as ClaimOf;
      this.steps.share(contract, holder, face, reason);
    }
    this.accounts.commit();
    return contract;
  }

  /** The contract of an id, or -1. Removed contracts are found too. */
  find(id: string): number {
    const parsed = parseContractId(id);
    if (parsed === undefined) return NONE;
    return this.steps.series.get(this.accounts.findLabel(parsed.kind))?.find(parsed.number) ?? NONE;
  }

  /** @throws KernelError `UNKNOWN_CONTRACT` */
  indexOf(id: string): number {
    const contract = this.find(id);
    if (contract === NONE) throw unknownContract(id);
    return contract;
  }

  /** @throws KernelError `UNKNOWN_CONTRACT` */
  idOf(contract: number): ContractId {
    if (!this.#isKnown(contract)) throw unknownContract(String(contract));
    return this.steps.idOf(contract);
  }

  /** Is this an open contract? */
  isOpen(contract: number): boolean {
    return this.#isKnown(contract) && this.steps.table.open.get(contract) === 1;
  }

  /** What the contract is, such as `payable` or `loan`. */
  kindOf(contract: number): string {
    return this.accounts.labelText(this.steps.table.kinds.get(contract));
  }

  /** Who owes. */
  debtorOf(contract: number): number {
    return this.steps.table.debtors.get(contract);
  }

  /** Who held it first. */
  creditorOf(contract: number): number {
    return this.steps.table.creditors.get(contract);
  }

  /** How much is owed now; of a removed contract, how much was. */
  amountOf(contract: number): bigint {
    return this.steps.table.amounts.get(contract);
  }

  /** How much it was issued for. */
  issuedAmountOf(contract: number): bigint {
    return this.steps.table.issuedAmounts.get(contract);
  }

  /** When it is due. */
  dueDayOf(contract: number): number {
    return this.steps.table.dueDays.get(contract);
  }

  /** When it was issued. */
  issueDayOf(contract: number): number {
    return this.steps.table.issueDays.get(contract);
  }

  /** Number of claims. */
  claimCount(contract: number): number {
    return this.steps.claims.count(contract);
  }

  /** Who has the k-th claim. */
  claimHolder(contract: number, k: number): number {
    return this.steps.claims.holder(this.steps.claims.at(contract, k));
  }

  /** The k-th claim, in quanta. */
  claimFace(contract: number, k: number): bigint {
    return this.steps.claims.face(this.steps.claims.at(contract, k));
  }

  /** The holder's claim on a contract, 0 when it has none. */
  faceOf(contract: number, holder: number): bigint {
    const claim = this.steps.claims.find(contract, holder);
    return claim === NONE ? 0n : this.steps.claims.face(claim);
  }

  /** The claims on a contract, open or removed: as they are, or as they were when it went. */
  lastClaims(contract: number): readonly ClaimOf[] {
    return this.steps.claims.list(contract);
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
    if (from === to) throw sameAgent(this.accounts.nameOf(from), this.idOf(contract));
    requirePositive(this.accounts.grid, face);
    const claim = this.faceOf(contract, from);
    if (claim < face) throw this.#insufficient(contract, from, face, claim);
    const { tickets } = this.steps;
    if (tickets === undefined && to !== this.debtorOf(contract)) {
      this.steps.pass(contract, from, to, face, label, NONE);
      return;
    }
    this.accounts.begin();
    tickets?.passFace(contract, from, to, face, claim, label);
    this.passTicket(contract, from, to, face, label, NONE);
    this.accounts.commit();
  }

  /** Passes a claim whose tickets have been seen to. Called by the window; everybody else uses `transfer`. */
  passTicket(contract: number, from: number, to: number, face: bigint, label: number, ticket: number): void {
    this.steps.pass(contract, from, to, face, label, ticket);
    if (to !== this.debtorOf(contract)) return;
    this.steps.extinguish(contract, to, face, label);
    if (this.amountOf(contract) === 0n) this.#drop(contract, label);
  }

  /**
   * Lowers a contract; the claims share it in proportion to their faces (`allocate`). What falls to 0 is removed.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`, `NOT_POSITIVE`, `INSUFFICIENT_CLAIM` (of the first holder) beyond the amount
   */
  reduce(contract: number, by: bigint, label: number = this.#reduceLabel): void {
    this.#requireOpen(contract);
    requirePositive(this.accounts.grid, by);
    const amount = this.amountOf(contract);
    if (amount < by) throw this.#insufficient(contract, this.claimHolder(contract, 0), by, amount);
    const claims = this.lastClaims(contract);
    const parts = allocateQuanta(
      by,
      claims.map(({ face }) => face),
    );
    this.accounts.begin();
    this.steps.tickets?.shrink(contract, claims, parts, label);
    for (const [k, { holder }] of claims.entries()) {
      const part = parts[k] as bigint;
      if (part > 0n) this.steps.reduce(contract, holder, part, label);
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
    return this.steps.table.dueOn(day);
  }

  /** Open contracts an agent owes, in creation order. */
  owedBy(debtor: number): readonly number[] {
    return this.steps.table.owedBy(debtor);
  }

  /** Open contracts on which an agent has a claim, in creation order. */
  heldBy(holder: number): readonly number[] {
    return this.steps.claims.heldBy(holder);
  }

  /** What an agent owes on a day, all kinds and holders together. */
  dues(debtor: number, day: number): bigint {
    return this.steps.table.dues(debtor, day);
  }

  /** The days on which an agent owes something, ascending. */
  dueDays(debtor: number): readonly number[] {
    return this.steps.table.dueDaysOf(debtor);
  }

  /** Open faces the agent holds, in quanta. */
  receivable(agent: number): bigint {
    return this.steps.receivable(agent);
  }

  /** Open faces the agent owes, in quanta. */
  payable(agent: number): bigint {
    return this.steps.payable(agent);
  }

  /**
   * Opens the register's ticket window and cuts what there is, as one block; an open one of the same size is shared.
   *
   * @throws KernelError `WINDOW_OPEN` when one of another size is open, `NOT_POSITIVE`, `TOO_MANY_TICKETS` beyond 2^25
   */
  openWindow(options: WindowOptions): TicketWindow {
    return this.#windows.open(options);
  }

  /** Closes the window: owners and stubs are forgotten, claims are what they are. */
  closeWindow(): void {
    this.#windows.close();
  }

  /** The open window as plain JSON; undefined while none is open. */
  snapshotWindow(): WindowSnapshot | undefined {
    return this.#windows.snapshot();
  }

  /** Opens the window a snapshot describes. Its rule of cover is given by the next `openWindow`, payables until then. */
  restoreWindow(snapshot: WindowSnapshot): void {
    this.#windows.restore(snapshot);
  }

  /** Kind and number of its next contract, in order of first use. */
  counters(): readonly (readonly [string, number])[] {
    return [...this.steps.series].map(([kind, { next }]) => [this.accounts.labelText(kind), next]);
  }

  #requireTerms(kind: string, debtor: number, creditor: number, amount: bigint): void {
    const { accounts } = this;
    accounts.nameOf(debtor);
    accounts.nameOf(creditor);
    if (debtor === creditor) throw sameAgent(accounts.nameOf(debtor), kind);
    requirePositive(accounts.grid, amount);
  }

  #drop(contract: number, label: number): void {
    this.steps.tickets?.dropAll(contract, label);
    this.steps.remove(contract, label);
  }

  #isKnown(contract: number): boolean {
    return contract >>> 0 === contract && contract < this.count;
  }

  #requireOpen(contract: number): void {
    if (!this.isOpen(contract)) throw unknownContract(this.#isKnown(contract) ? this.idOf(contract) : String(contract));
  }

  #insufficient(contract: number, holder: number, needed: bigint, available: bigint): KernelError {
    const { accounts } = this;
    return insufficientClaim(accounts.grid, this.idOf(contract), accounts.nameOf(holder), needed, available);
  }
}
