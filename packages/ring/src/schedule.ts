import type { RingAction } from './actions.js';
import type { Books } from './books.js';
import { RingError } from './errors.js';
import type { ScheduledAction } from './scheduled-action.js';

/** Fields of an action that name agents. */
const AGENT_FIELDS = [
  'to',
  'from',
  'fromAgent',
  'toAgent',
  'fromBank',
  'toBank',
  'customer',
  'bank',
  'payer',
  'payee',
  'holder',
] as const;

/** The kind of an action, for events and messages. */
export function actionName(action: ScheduledAction['action']): string {
  return 'apply' in action ? (action.name ?? 'custom') : action.kind;
}

/** The scheduled actions: those of one day in the order of the list, without the cancelled ones. */
export class ActionSchedule {
  readonly #books: Books;
  readonly #actions: readonly ScheduledAction[];
  /** Positions in the list, by day, then in the order of the list. */
  readonly #order: readonly number[];
  readonly #cancelled: Set<number> = new Set();

  /** @throws RingError `INVALID_WORLD` on a day that is no integer of at least 0 */
  constructor(books: Books, actions: readonly ScheduledAction[]) {
    this.#books = books;
    this.#actions = actions;
    actions.forEach(({ day }, index) => {
      if (Number.isInteger(day) && day >= 0) return;
      const field = `schedule[${index}].day`;
      throw new RingError(
        'INVALID_WORLD',
        { field, reason: `${day} is no day` },
        `${field} must be an integer of at least 0, but is ${day}`,
      );
    });
    this.#order = actions.map((_, index) => index).sort((a, b) => this.#dayAt(a) - this.#dayAt(b) || a - b);
  }

  /** What is to happen on a day. */
  on(day: number): readonly ScheduledAction['action'][] {
    if (this.#order.length === 0) return [];
    return this.#order
      .filter((index) => this.#dayAt(index) === day && !this.#cancelled.has(index))
      .map((index) => (this.#actions[index] as ScheduledAction).action);
  }

  /** Cancels the actions of later days that name a defaulted agent, or a contract that went with it. */
  cancel(agent: number, removed: ReadonlySet<number>): void {
    if (this.#order.length === 0) return;
    const books = this.#books;
    const name = books.name(agent);
    for (const index of this.#order) {
      const { day, action } = this.#actions[index] as ScheduledAction;
      if (day <= books.day || this.#cancelled.has(index)) continue;
      if (!namesAgent(action, name) && !this.#namesContract(action, removed)) continue;
      this.#cancelled.add(index);
      books.accounts.onRollback(() => this.#cancelled.delete(index));
      books.emit({
        kind: 'ScheduledActionCancelled',
        day: books.day,
        agent: name,
        scheduledDay: day,
        action: actionName(action),
      });
    }
  }

  /** Positions of the cancelled actions in the list, ascending. */
  snapshot(): readonly number[] {
    return [...this.#cancelled].sort((a, b) => a - b);
  }

  restore(cancelled: readonly number[]): void {
    for (const index of cancelled) this.#cancelled.add(index);
  }

  #dayAt(index: number): number {
    return (this.#actions[index] as ScheduledAction).day;
  }

  #namesContract(action: ScheduledAction['action'], removed: ReadonlySet<number>): boolean {
    if ('apply' in action || action.kind !== 'transfer_claim') return false;
    const { contractAlias, contractId } = action;
    for (const contract of removed) {
      if (contractAlias !== undefined && this.#books.aliasOf(contract) === contractAlias) return true;
      if (contractId !== undefined && this.#books.id(contract) === contractId) return true;
    }
    return false;
  }
}

function namesAgent(action: ScheduledAction['action'], name: string): boolean {
  if ('apply' in action) return action.agents.includes(name);
  const fields = action as Partial<Record<(typeof AGENT_FIELDS)[number], unknown>> & RingAction;
  return AGENT_FIELDS.some((field) => fields[field] === name);
}
