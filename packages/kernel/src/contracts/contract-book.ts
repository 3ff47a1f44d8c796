import { Balances } from '../balances.js';
import { toDecimal } from '../grid.js';
import type { ContractId } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import { OP, rowCode } from '../ledger/journal.js';
import type { JournalEntry } from '../ledger/journal-entry.js';
import type { Transactions } from '../ledger/transactions.js';
import type { ClaimTickets } from '../window/claim-tickets.js';
import { ClaimPool, NONE } from './claim-pool.js';
import { contractId } from './contract-id.js';
import { ContractSeries } from './contract-series.js';
import { ContractTable } from './contract-table.js';

/** The terms of a new contract, as indices and quanta. */
export interface Terms {
  /** Label of the kind. */
  readonly kind: number;
  readonly debtor: number;
  readonly creditor: number;
  readonly amount: bigint;
  readonly dueDay: number;
}

/**
 * Contracts, claims and totals, changed by six elementary steps. Each step writes one journal row and can be taken back from it; the rules (who may do
 * what, and what follows from it) are the register's.
 */
export class ContractBook {
  readonly table: ContractTable = new ContractTable();
  readonly claims: ClaimPool = new ClaimPool();
  /** By label of the kind, in order of first use. */
  readonly series: Map<number, ContractSeries> = new Map();
  readonly #accounts: Accounts;
  readonly #log: Transactions;
  readonly #party: number;
  /** Open faces held and owed, per agent. */
  readonly #receivables: Balances = new Balances();
  readonly #payables: Balances = new Balances();
  /** The ticket windows, each with the journal row from which on it was the one. */
  readonly #windows: { readonly row: number; readonly tickets: ClaimTickets | undefined }[] = [];
  #tickets: ClaimTickets | undefined;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.#log = accounts.transactions;
    this.#party = this.#log.join(this);
  }

  /** Tickets that follow the claims while a window is open. */
  get tickets(): ClaimTickets | undefined {
    return this.#tickets;
  }

  /** Opens (or closes) a window; taken back with a running transaction. */
  setTickets(tickets: ClaimTickets | undefined): void {
    const before = this.#tickets;
    this.#tickets = tickets;
    if (!this.#log.keeps) this.#windows.length = 0;
    this.#windows.push({ row: this.#log.keeps ? this.#log.journal.length : 0, tickets });
    this.#log.onRollback(() => {
      this.#tickets = before;
      this.#windows.pop();
      if (!this.#log.keeps) this.#windows.push({ row: 0, tickets: before });
    });
  }

  /** Open faces the agent holds. */
  receivable(agent: number): bigint {
    return agent < this.#receivables.length ? this.#receivables.get(agent) : 0n;
  }

  /** Open faces the agent owes. */
  payable(agent: number): bigint {
    return agent < this.#payables.length ? this.#payables.get(agent) : 0n;
  }

  /** A contract comes into being, with one claim. */
  issue(terms: Terms, label: number): number {
    const { kind, debtor, creditor, amount, dueDay } = terms;
    const series = this.seriesOf(kind);
    const amounts = { issued: amount, open: amount };
    const contract = this.add(terms, series.next, amounts, this.#log.day);
    this.claims.append(contract, creditor, amount);
    this.#receivables.add(creditor, amount);
    this.#record(OP.issue, label, contract, debtor, creditor, amount, dueDay);
    return contract;
  }

  /** A further holder gets a claim on a contract that is being issued, and the contract grows by it. */
  share(contract: number, holder: number, face: bigint, label: number): void {
    this.#growTotals();
    const claim = this.claims.find(contract, holder);
    if (claim === NONE) this.claims.append(contract, holder, face);
    else this.claims.setFace(claim, this.claims.face(claim) + face);
    this.#enlarge(contract, holder, face);
    this.#record(OP.share, label, contract, holder, holder, face, 0);
  }

  /** Enters an open contract without claims; the journal is not told. */
  add(
    terms: Terms,
    number: number,
    amounts: { readonly issued: bigint; readonly open: bigint },
    issueDay: number,
  ): number {
    const { kind, debtor, creditor, dueDay } = terms;
    this.#growTotals();
    const contract = this.table.add(kind, number, debtor, creditor, amounts, dueDay, issueDay);
    this.claims.addContract();
    this.seriesOf(kind).add(number, contract);
    this.#payables.add(debtor, amounts.open);
    return contract;
  }

  /** Enters a claim on a contract; the journal is not told. */
  addClaim(contract: number, holder: number, face: bigint): void {
    this.claims.append(contract, holder, face);
    this.#receivables.add(holder, face);
  }

  /** A face passes from a holder to another agent. `ticket` carried it, or -1. */
  pass(contract: number, from: number, to: number, face: bigint, label: number, ticket: number): void {
    this.#growTotals();
    this.#lower(contract, from, face);
    const taken = this.claims.find(contract, to);
    if (taken === NONE) this.claims.append(contract, to, face);
    else this.claims.setFace(taken, this.claims.face(taken) + face);
    this.#receivables.add(to, face);
    this.#record(OP.claim, label, contract, from, to, face, ticket);
  }

  /** The claim a debtor has just got on itself is gone, and so much of the contract. */
  extinguish(contract: number, debtor: number, face: bigint, label: number): void {
    this.#lower(contract, debtor, face);
    this.#lowerAmount(contract, face);
    this.#record(OP.extinguish, label, contract, debtor, debtor, face, 0);
  }

  /** A holder's claim falls by a face, and so does the contract. */
  reduce(contract: number, holder: number, face: bigint, label: number): void {
    this.#lower(contract, holder, face);
    this.#lowerAmount(contract, face);
    this.#record(OP.reduce, label, contract, holder, holder, face, 0);
  }

  /** The contract is gone. Its claims stay readable. */
  remove(contract: number, label: number): void {
    const { claims, table } = this;
    for (let claim = claims.first(contract); claim !== NONE; claim = claims.after(claim)) {
      this.#receivables.add(claims.holder(claim), -claims.face(claim));
      claims.release(claim);
    }
    const debtor = table.debtors.get(contract);
    this.#payables.add(debtor, -table.amounts.get(contract));
    table.close(contract);
    this.#record(OP.remove, label, contract, debtor, debtor, 0n, 0);
  }

  /** Takes the step of a row back. Called by a rollback. */
  undo(row: number): void {
    const journal = this.#log.journal;
    const contract = journal.subjectAt(row);
    const from = journal.fromAt(row);
    const face = journal.amountAt(row);
    switch (journal.opAt(row)) {
      case OP.issue:
        this.#unissue(contract);
        break;
      case OP.share:
        this.#unclaim(contract, from, face);
        this.#enlarge(contract, from, -face);
        break;
      case OP.claim:
        this.#unpass(contract, from, journal.toAt(row), face, journal.referenceAt(row));
        break;
      case OP.extinguish:
      case OP.reduce:
        this.#raise(contract, from, face);
        this.table.amounts.add(contract, face);
        this.#payables.add(this.table.debtors.get(contract), face);
        break;
      default:
        this.#unremove(contract);
    }
  }

  /** A row of the register's with names and decimals. */
  entryOf(row: number): JournalEntry {
    const accounts = this.#accounts;
    const journal = this.#log.journal;
    const index = journal.subjectAt(row);
    const contract = this.idOf(index);
    const head = { day: journal.dayAt(row), kind: accounts.labelText(journal.labelAt(row)), contract };
    const from = accounts.nameOf(journal.fromAt(row));
    const to = accounts.nameOf(journal.toAt(row));
    const face = toDecimal(accounts.grid, journal.amountAt(row));
    const reference = journal.referenceAt(row);
    switch (journal.opAt(row)) {
      case OP.issue: {
        const contractKind = accounts.labelText(this.table.kinds.get(index));
        return { op: 'issue', ...head, contractKind, debtor: from, creditor: to, amount: face, dueDay: reference };
      }
      case OP.claim: {
        const ticket =
          reference === NONE
            ? undefined
            : this.#windows.findLast((window) => window.row <= row)?.tickets?.nameOf(reference);
        return { op: 'claim', ...head, from, to, face, ...(ticket === undefined ? {} : { ticket }) };
      }
      case OP.extinguish:
        return { op: 'extinguish', ...head, debtor: from, face };
      case OP.share:
      case OP.reduce:
        return { op: journal.opAt(row) === OP.share ? 'share' : 'reduce', ...head, holder: from, face };
      default:
        return { op: 'remove', ...head };
    }
  }

  /** The contract's id. */
  idOf(contract: number): ContractId {
    return contractId(this.#accounts.labelText(this.table.kinds.get(contract)), this.table.numbers.get(contract));
  }

  /** The contracts of a kind. */
  seriesOf(kind: number): ContractSeries {
    let series = this.series.get(kind);
    if (series === undefined) {
      series = new ContractSeries();
      this.series.set(kind, series);
    }
    return series;
  }

  #record(
    op: (typeof OP)[keyof typeof OP],
    label: number,
    contract: number,
    from: number,
    to: number,
    face: bigint,
    reference: number,
  ): void {
    const log = this.#log;
    if (!log.recording) return;
    log.journal.append(rowCode(op, this.#party), log.day, label, contract, from, to, face, reference);
    log.publish();
  }

  #lower(contract: number, holder: number, face: bigint): void {
    const claim = this.claims.find(contract, holder);
    const left = this.claims.face(claim) - face;
    if (left === 0n) this.#log.note(this.claims.remove(claim));
    else this.claims.setFace(claim, left);
    this.#receivables.add(holder, -face);
  }

  /** Takes `#lower` back. */
  #raise(contract: number, holder: number, face: bigint): void {
    const claim = this.claims.find(contract, holder);
    if (claim === NONE) this.claims.insert(contract, holder, face, this.#log.recall());
    else this.claims.setFace(claim, this.claims.face(claim) + face);
    this.#receivables.add(holder, face);
  }

  #lowerAmount(contract: number, face: bigint): void {
    this.table.amounts.add(contract, -face);
    this.#payables.add(this.table.debtors.get(contract), -face);
  }

  /** A contract is issued for so much more, all of it owed to a holder. */
  #enlarge(contract: number, holder: number, face: bigint): void {
    this.table.amounts.add(contract, face);
    this.table.issuedAmounts.add(contract, face);
    this.#payables.add(this.table.debtors.get(contract), face);
    this.#receivables.add(holder, face);
  }

  /** The last face a holder got of a contract is gone again. */
  #unclaim(contract: number, holder: number, face: bigint): void {
    const claim = this.claims.find(contract, holder);
    const before = this.claims.face(claim) - face;
    if (before === 0n) this.claims.remove(claim);
    else this.claims.setFace(claim, before);
  }

  #unissue(contract: number): void {
    const { table, claims } = this;
    const claim = claims.first(contract);
    this.#receivables.add(claims.holder(claim), -claims.face(claim));
    claims.remove(claim);
    claims.popContract();
    this.#payables.add(table.debtors.get(contract), -table.amounts.get(contract));
    const kind = table.kinds.get(contract);
    const series = this.seriesOf(kind);
    series.pop();
    // The last kind to arrive leaves first: the order of the others stays.
    if (series.next === 1) this.series.delete(kind);
    table.pop();
  }

  #unpass(contract: number, from: number, to: number, face: bigint, ticket: number): void {
    this.#unclaim(contract, to, face);
    this.#receivables.add(to, -face);
    this.#raise(contract, from, face);
    if (ticket !== NONE) this.tickets?.unmove(ticket, from, to);
  }

  #unremove(contract: number): void {
    const { claims, table } = this;
    table.reopen(contract);
    this.#payables.add(table.debtors.get(contract), table.amounts.get(contract));
    for (let claim = claims.first(contract); claim !== NONE; claim = claims.after(claim)) {
      this.#receivables.add(claims.holder(claim), claims.face(claim));
      claims.hold(claim);
    }
  }

  #growTotals(): void {
    const agents = this.#accounts.agentCount;
    if (this.#receivables.length >= agents) return;
    this.#receivables.grow(agents);
    this.#payables.grow(agents);
  }
}
