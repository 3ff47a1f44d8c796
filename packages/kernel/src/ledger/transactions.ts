import { badInput } from '../errors.js';
import { Journal, type JournalRow } from './journal.js';
import type { JournalEntry } from './journal-entry.js';

/** Called once per committed change, in journal order. Law: an observer never changes the ledger. */
export type JournalObserver = (entry: JournalRow) => void;

/** State that changes by journal rows and can take one back. Rows are taken back strictly in reverse order. */
export interface JournalParty {
  undo(row: number): void;
  /** The row in its public form. */
  entryOf(row: number): JournalEntry;
}

/** `full` keeps every row as the run's record; `none` keeps rows only while a transaction may still have to take them back. */
export type JournalLevel = 'full' | 'none';

/** Rows a journal of the whole run has room for at once. */
const ROWS_KEPT = 1024;
/** Numbers kept per open transaction. */
const MARK = 5;

/**
 * The one undo list of a ledger: whoever holds state writes its changes into the journal, and a rollback walks back to where the transaction began.
 * No state is ever copied.
 */
export class Transactions {
  readonly journal: Journal;
  /** The day on which changes are booked unless they say otherwise. */
  day = 0;
  /** Open transactions, nested ones counted. */
  depth = 0;
  /** Above 0 while balances may dip below zero. */
  netting = 0;
  /** Must changes be written to the journal just now? */
  recording: boolean;
  /** Is the journal of the whole run kept? */
  readonly keeps: boolean;
  readonly #parties: JournalParty[] = [];
  /** Where the open transactions began, {@link MARK} numbers each. */
  #marks = new Int32Array(3 * MARK);
  /** Old positions in ordered lists, pushed by removals and popped when they are taken back. */
  readonly #notes: number[] = [];
  readonly #undos: (() => void)[] = [];
  readonly #undoRows: number[] = [];
  /** Deferred bodies, each with what it is called with and the row before which it stands. */
  readonly #deferred: ((value: unknown) => void)[] = [];
  readonly #deferredValues: unknown[] = [];
  readonly #deferredRows: number[] = [];
  #observers: readonly JournalObserver[] = [];
  #delivering = false;
  #delivered = 0;
  #deferredDone = 0;

  constructor(level: JournalLevel) {
    this.keeps = level === 'full';
    this.journal = new Journal(this.keeps ? ROWS_KEPT : undefined);
    this.recording = this.keeps;
  }

  /** Lets state join the undo list; the number returned goes into the codes of its rows. */
  join(party: JournalParty): number {
    return this.#parties.push(party) - 1;
  }

  /** Opens a transaction; an open one is joined. */
  begin(netting: boolean): void {
    const at = this.depth * MARK;
    if (at === this.#marks.length) this.#deepen();
    const marks = this.#marks;
    marks[at] = this.journal.length;
    marks[at + 1] = this.#notes.length;
    marks[at + 2] = this.#undos.length;
    marks[at + 3] = this.#deferred.length;
    marks[at + 4] = netting ? 1 : 0;
    if (netting) this.netting++;
    this.depth++;
    this.recording = true;
  }

  /** First row of the innermost transaction if the netting ends with it, otherwise -1. */
  nettingSince(): number {
    const at = (this.depth - 1) * MARK;
    return this.netting === 1 && this.#marks[at + 4] === 1 ? (this.#marks[at] as number) : -1;
  }

  /** Closes the innermost transaction; the outermost one makes its changes final and reports them. */
  commit(): void {
    this.#requireOpen('commit');
    this.depth--;
    if (this.netting > 0 && this.#marks[this.depth * MARK + 4] === 1) this.netting--;
    if (this.depth > 0) return;
    if (this.#notes.length > 0) this.#notes.length = 0;
    if (this.#undos.length > 0) {
      this.#undos.length = 0;
      this.#undoRows.length = 0;
    }
    this.recording = this.keeps || this.#observers.length > 0;
    this.publish();
  }

  /** Takes everything back to where the innermost transaction began, in reverse order. */
  rollback(): void {
    this.#requireOpen('rollback');
    const at = (this.depth - 1) * MARK;
    const marks = this.#marks;
    if (marks[at + 4] === 1) this.netting--;
    const deferred = marks[at + 3] as number;
    if (this.#deferred.length > deferred) this.#forgetDeferred(deferred);
    const failures: unknown[] = [];
    this.#walkBack(marks[at] as number, marks[at + 2] as number, failures);
    this.journal.truncate(marks[at] as number);
    this.#notes.length = marks[at + 1] as number;
    this.depth--;
    if (this.depth === 0) this.recording = this.keeps || this.#observers.length > 0;
    if (failures.length > 0) throw failures[0];
  }

  /** Makes changes written outside a transaction final: deferred bodies run and observers are called, each at its place. */
  publish(): void {
    if (this.depth > 0 || this.#delivering) return;
    if (this.#observers.length > 0 || this.#deferred.length > 0) this.#deliver();
    this.#delivered = this.journal.length;
    if (!this.keeps) {
      this.journal.truncate(0);
      this.#delivered = 0;
    }
  }

  /** Joins state outside the ledger to the running transaction; outside one there is nothing to take back. */
  onRollback(undo: () => void): void {
    if (this.depth === 0) return;
    this.#undos.push(undo);
    this.#undoRows.push(this.journal.length);
  }

  /** Calls `body` with `value` at its place in the journal once the outermost transaction commits, at once when none runs, never after a rollback. */
  defer<T>(body: (value: T) => void, value: T): void {
    if (this.depth === 0) {
      body(value);
      return;
    }
    this.#deferred.push(body as (value: unknown) => void);
    this.#deferredValues.push(value);
    this.#deferredRows.push(this.journal.length);
  }

  /** Adds an observer; the function returned takes it away again. */
  observe(observer: JournalObserver): () => void {
    const own: JournalObserver = (entry) => observer(entry);
    this.#observers = [...this.#observers, own];
    this.recording = true;
    return () => {
      this.#observers = this.#observers.filter((other) => other !== own);
      this.recording = this.keeps || this.depth > 0 || this.#observers.length > 0;
    };
  }

  /** Remembers an old position until the row being written is taken back or final. */
  note(position: number): void {
    if (this.depth > 0) this.#notes.push(position);
  }

  /** The position noted by the row that is being taken back. */
  recall(): number {
    return this.#notes.pop() as number;
  }

  /** Forgets the record, so that a restored state starts with an empty one. */
  restart(): void {
    this.journal.truncate(0);
    this.#delivered = 0;
  }

  /** The journal in its public form. */
  *entries(): Generator<JournalEntry, void, undefined> {
    for (let row = 0; row < this.journal.length; row++)
      yield (this.#parties[this.journal.partyAt(row)] as JournalParty).entryOf(row);
  }

  #deepen(): void {
    const deeper = new Int32Array(2 * this.#marks.length);
    deeper.set(this.#marks);
    this.#marks = deeper;
  }

  #requireOpen(call: string): void {
    if (this.depth === 0) throw badInput(call, 'a call outside a transaction', 'called after begin()');
  }

  #walkBack(rows: number, undos: number, failures: unknown[]): void {
    const journal = this.journal;
    for (let row = journal.length - 1; row >= rows; row--) {
      this.#undoDown(undos, row, failures);
      (this.#parties[journal.partyAt(row)] as JournalParty).undo(row);
    }
    this.#undoDown(undos, rows - 1, failures);
  }

  /** Calls the undo functions that joined after the given row was written, youngest first. One that throws does not keep the rest from being undone. */
  #undoDown(undos: number, row: number, failures: unknown[]): void {
    while (this.#undos.length > undos && (this.#undoRows[this.#undoRows.length - 1] as number) > row) {
      const undo = this.#undos.pop() as () => void;
      this.#undoRows.pop();
      attempt(undo, failures);
    }
  }

  /** Everything is reported even if somebody throws: the changes are final. The first error is passed on afterwards. */
  #deliver(): void {
    const failures: unknown[] = [];
    this.#delivering = true;
    while (this.#deferredDone < this.#deferred.length || this.#delivered < this.journal.length) {
      const next = this.#deferredDone;
      if (next < this.#deferred.length && (this.#deferredRows[next] as number) <= this.#delivered) {
        this.#deferredDone++;
        try {
          (this.#deferred[next] as (value: unknown) => void)(this.#deferredValues[next]);
        } catch (error) {
          failures.push(error);
        }
      } else {
        this.#deliverRow(this.#delivered++, failures);
      }
    }
    if (this.#deferredDone > 0) this.#forgetDeferred(0);
    this.#deferredDone = 0;
    this.#delivering = false;
    if (failures.length > 0) {
      this.publish();
      throw failures[0];
    }
  }

  #deliverRow(row: number, failures: unknown[]): void {
    const observers = this.#observers;
    if (observers.length === 0) return;
    const entry = this.journal.row(row);
    for (const observer of observers) {
      try {
        observer(entry);
      } catch (error) {
        failures.push(error);
      }
    }
  }

  #forgetDeferred(from: number): void {
    this.#deferred.length = from;
    this.#deferredValues.length = from;
    this.#deferredRows.length = from;
  }
}

function attempt(body: () => void, failures: unknown[]): void {
  try {
    body();
  } catch (error) {
    failures.push(error);
  }
}
