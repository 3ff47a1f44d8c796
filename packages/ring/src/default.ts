import type { Decimal } from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, toDecimal } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import type { Estates } from './estate.js';
import type { ActionSchedule } from './schedule.js';

/** Digits of a recovery rate. */
const RATIO_DECIMALS = 24;
const RATIO_ONE = 10n ** BigInt(RATIO_DECIMALS);

/** The first obligation an agent failed to meet, and how much of what was due it could pay. */
export interface Failure {
  readonly agent: number;
  /** The first contract it failed on; names the event. */
  readonly trigger: number;
  /** Every contract it failed on, removed by now. */
  readonly failed: readonly number[];
  readonly due: bigint;
  readonly paid: bigint;
}

/** paid / due with 24 decimals, half-even; 1 when nothing was due. */
export function recoveryRate(paid: bigint, due: bigint): Decimal {
  return due === 0n ? fromUnits(1n, 0) : fromUnits(halfEvenDiv(paid * RATIO_ONE, due), RATIO_DECIMALS);
}

/** Expels agents that could not pay (ring specification, section 7, steps 4 to 6). */
export class Defaults {
  readonly #books: Books;
  readonly #estates: Estates;
  readonly #schedule: ActionSchedule;
  /** Agents whose default counts towards a collapse, still alive. */
  #standing: number;
  readonly #counts: ReadonlySet<number>;

  /** @param counted - agents without whom there is no economy left: all but the central bank and the market makers */
  constructor(books: Books, estates: Estates, schedule: ActionSchedule, counted: ReadonlySet<number>) {
    this.#books = books;
    this.#estates = estates;
    this.#schedule = schedule;
    this.#counts = counted;
    this.#standing = counted.size;
    for (const agent of books.defaulted) if (counted.has(agent)) this.#standing--;
  }

  /** Has everybody whose default counts defaulted? */
  get isCollapsed(): boolean {
    return this.#standing === 0;
  }

  /** Flags the agent, writes off all it still owes, shares its estate and cancels what was planned with it. Call inside a transaction. */
  expel({ agent, trigger, failed, due, paid }: Failure): void {
    const books = this.#books;
    const removed = new Set(failed);
    const kind = books.kindOf(agent);
    books.emit({
      kind: 'AgentDefaulted',
      day: books.day,
      agent: books.name(agent),
      ...(kind === 'dealer' || kind === 'vbt' ? { agentKind: kind } : {}),
      triggerContract: books.id(trigger),
      shortfall: books.money(due - paid),
      recoveryRate: recoveryRate(paid, due),
    });
    books.flagDefault(agent);
    this.#count(agent);
    for (const contract of [...books.register.owedBy(agent)]) {
      this.writeOff(contract);
      removed.add(contract);
    }
    const deposits = `deposit/${books.name(agent)}`;
    if (books.accounts.hasAsset(deposits)) this.#writeOffDeposits(deposits);
    this.#estates.opened(agent);
    this.#schedule.cancel(agent, removed);
    if (this.isCollapsed) books.emit({ kind: 'SystemCollapsed', day: books.day });
  }

  /** Writes off one contract of a defaulted debtor. */
  writeOff(contract: number): void {
    const books = this.#books;
    const { register, labels } = books;
    const debtor = register.debtorOf(contract);
    const { holders, faces } = books.claimsOf(contract);
    holders.forEach((holder, k) => {
      const face = faces[k] as bigint;
      if (books.events !== undefined) {
        books.emit({
          kind: 'ObligationWrittenOff',
          day: books.day,
          contract: books.id(contract),
          contractKind: register.kindOf(contract),
          debtor: books.name(debtor),
          creditor: books.name(holder),
          amount: books.money(face),
          dueDay: register.dueDayOf(contract),
        });
      }
      this.#estates.list(debtor, holder, face);
    });
    register.remove(contract, labels.ObligationWrittenOff);
  }

  #count(agent: number): void {
    if (!this.#counts.has(agent)) return;
    this.#standing--;
    this.#books.accounts.onRollback(() => {
      this.#standing++;
    });
  }

  /** In agent order: the ledger does not know who came first. */
  #writeOffDeposits(asset: string): void {
    const books = this.#books;
    const { accounts, labels } = books;
    const column = accounts.column(asset);
    const bank = column.issuer;
    for (let customer = 0; customer < accounts.agentCount; customer++) {
      const amount = customer === bank ? 0n : column.get(customer);
      if (amount <= 0n) continue;
      books.emit({
        kind: 'ObligationWrittenOff',
        day: books.day,
        contract: `DEP:${books.name(customer)}:${books.name(bank)}`,
        contractKind: 'bank_deposit',
        debtor: books.name(bank),
        creditor: books.name(customer),
        amount: toDecimal(column.grid, amount),
      });
      this.#estates.list(bank, customer, amount);
      column.move(labels.ObligationWrittenOff, customer, bank, amount);
    }
  }
}
