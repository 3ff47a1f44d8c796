import type { Day, EventSink } from '@bagehot/kernel';
import { type Accounts, type JournalRow, toDecimal } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import { ClaimCut, ClaimShare } from './claim-changes.js';
import type { AgentCreated, RingEvent } from './events.js';
import type { Interbank } from './interbank.js';
import { ClaimMove, MoneyMove, PayableIssue } from './movements.js';

type Transfer = Extract<JournalRow, { op: 'transfer' }>;
type Issue = Extract<JournalRow, { op: 'issue' }>;
type Share = Extract<JournalRow, { op: 'share' | 'reduce' }>;

/**
 * Writes what moved from the committed journal, whoever moved it (ring specification, section 9). Bank operations and the ring's own changes are
 * recognised by their reason; everything else is logged by its asset, with the reason as `cause`.
 */
export class MovementLog {
  readonly #books: Books;
  readonly #interbank: Interbank;
  readonly #reservesAsset: number;
  readonly #relieved: (contract: number, amount: bigint) => void;
  /** Contract changes that have events of their own. */
  readonly #toldElsewhere: ReadonlySet<number>;
  /** The first leg of a payment between two banks, until the second arrives. */
  #firstLeg: { readonly payer: number; readonly bank: number } | undefined;
  /** Cash that agents without the right to overdraw have received from those with it, less what they gave back, since the log began. */
  issued = 0n;

  /** @param relieved - told what others than the ring take off contracts, in quanta */
  constructor(books: Books, interbank: Interbank, relieved: (contract: number, amount: bigint) => void) {
    const { labels } = books;
    this.#relieved = relieved;
    this.#books = books;
    this.#interbank = interbank;
    this.#reservesAsset = books.reserves?.index ?? -1;
    this.#toldElsewhere = new Set([
      labels.PayableSettled,
      labels.ObligationDefaulted,
      labels.ObligationWrittenOff,
      labels.PayableRolledOver,
      labels.InterbankOvernightCreated,
    ]);
  }

  /** Takes one committed change. */
  readonly record = (row: JournalRow): void => {
    const books = this.#books;
    switch (row.op) {
      case 'transfer':
        this.#transfer(row);
        return;
      case 'agent':
        for (let agent = row.agent; agent < row.agent + row.count; agent++)
          books.emit(agentCreated(books.accounts, agent, row.day));
        return;
      case 'issue':
        this.#issue(row);
        return;
      case 'share':
        if (books.events !== undefined && !this.#toldElsewhere.has(row.label)) this.#shared(row);
        return;
      case 'claim':
        if (row.label === books.labels.trade) books.impact = true;
        if (books.events !== undefined) books.emit(new ClaimMove(row.day, books, row));
        return;
      case 'extinguish': {
        const debtor = books.name(row.debtor);
        books.emit({
          kind: 'ObligationExtinguished',
          day: row.day,
          contract: books.id(row.contract),
          debtor,
          creditor: debtor,
          amount: books.money(row.face),
        });
        return;
      }
      case 'reduce':
        if (!this.#toldElsewhere.has(row.label)) this.#reduced(row.day, row.label, row.contract, row.holder, row.face);
        return;
      case 'remove':
        if (this.#toldElsewhere.has(row.label)) return;
        for (const { holder, face } of books.register.lastClaims(row.contract))
          this.#reduced(row.day, row.label, row.contract, holder, face);
        return;
      default:
        return;
    }
  };

  #transfer(row: Transfer): void {
    const books = this.#books;
    const { labels } = books;
    const { label, asset, day } = row;
    if (label === labels.trade) books.impact = true;
    if (asset === books.cash.index) {
      if (books.isUnlimited(row.from) !== books.isUnlimited(row.to))
        this.issued += books.isUnlimited(row.from) ? row.amount : -row.amount;
      if (books.events === undefined) return;
      if (label === labels.CashMinted || label === labels.CapitalInjected) this.#minted(row, 'CashMinted');
      else if (label === labels.CashDeposited || label === labels.CashWithdrawn) this.#deposited(row);
      else books.emit(new MoneyMove('CashTransferred', day, books, books.cash, row));
      return;
    }
    if (asset === this.#reservesAsset && books.reserves !== undefined) {
      if (books.events === undefined) return;
      if (label === labels.ReservesMinted) this.#minted(row, 'ReservesMinted');
      else books.emit(new MoneyMove('ReservesTransferred', day, books, books.reserves, row));
      return;
    }
    if (label === labels.ClientPayment) this.#clientPayment(row);
    else if (label === labels.IntraBankPayment) this.#intraBankPayment(row);
    else if (
      label !== labels.CashDeposited &&
      label !== labels.CashWithdrawn &&
      label !== labels.ObligationWrittenOff &&
      books.events !== undefined
    )
      this.#otherAsset(row);
  }

  #minted(row: Transfer, kind: 'CashMinted' | 'ReservesMinted'): void {
    const books = this.#books;
    books.emit({
      kind,
      day: row.day,
      to: books.name(row.to),
      amount: books.money(row.amount),
      source: row.label === books.labels.CapitalInjected ? 'capital' : 'scenario',
    });
  }

  #deposited(row: Transfer): void {
    const books = this.#books;
    const isDeposit = row.label === books.labels.CashDeposited;
    books.emit({
      kind: isDeposit ? 'CashDeposited' : 'CashWithdrawn',
      day: row.day,
      customer: books.name(isDeposit ? row.from : row.to),
      bank: books.name(isDeposit ? row.to : row.from),
      amount: books.money(row.amount),
    });
  }

  #intraBankPayment(row: Transfer): void {
    const books = this.#books;
    books.emit({
      kind: 'IntraBankPayment',
      day: row.day,
      payer: books.name(row.from),
      payee: books.name(row.to),
      bank: books.name(books.accounts.columnAt(row.asset).issuer),
      amount: books.money(row.amount),
    });
  }

  /** Two legs: the payer's bank takes the deposit back, the payee's bank grants one. */
  #clientPayment(row: Transfer): void {
    const books = this.#books;
    const first = this.#firstLeg;
    if (first === undefined) {
      this.#firstLeg = { payer: row.from, bank: row.to };
      return;
    }
    this.#firstLeg = undefined;
    this.#interbank.record(first.bank, row.from, row.amount);
    books.emit({
      kind: 'ClientPayment',
      day: row.day,
      payer: books.name(first.payer),
      payerBank: books.name(first.bank),
      payee: books.name(row.to),
      payeeBank: books.name(row.from),
      amount: books.money(row.amount),
    });
  }

  #otherAsset(row: Transfer): void {
    const books = this.#books;
    const column = books.accounts.columnAt(row.asset);
    books.emit({
      kind: 'Transferred',
      day: row.day,
      asset: column.name,
      from: books.name(row.from),
      to: books.name(row.to),
      amount: toDecimal(column.grid, row.amount),
      cause: books.accounts.labelText(row.label),
    });
  }

  #issue(row: Issue): void {
    const books = this.#books;
    if (books.events === undefined || this.#toldElsewhere.has(row.label)) return;
    const kind = books.register.kindOf(row.contract);
    // A phase's payable is named after the phase's reason for it, such as `trade-credit`; other kinds speak for themselves.
    const origin = kind === 'payable' ? books.accounts.labelText(row.label) : kind;
    books.emit(new PayableIssue(row.day, books, row, origin === '' ? kind : origin));
  }

  #shared(row: Share): void {
    const books = this.#books;
    books.emit(new ClaimShare(row.day, books, row));
  }

  #reduced(day: Day, label: number, contract: number, holder: number, face: bigint): void {
    const books = this.#books;
    this.#relieved(contract, face);
    if (books.events === undefined) return;
    books.emit(new ClaimCut(day, books, label, { contract, holder, face }));
  }
}

/** The event of an agent that is there. */
function agentCreated(accounts: Accounts, agent: number, day: Day): AgentCreated {
  return { kind: 'AgentCreated', day, agent: accounts.nameOf(agent), agentKind: accounts.kindOf(agent) ?? null };
}

/** Whoever is on the ledger already opens the log. */
export function logAgents(accounts: Accounts, sink: EventSink<RingEvent> | undefined): void {
  for (let agent = 0; sink !== undefined && agent < accounts.agentCount; agent++)
    sink.emit(agentCreated(accounts, agent, 0));
}
