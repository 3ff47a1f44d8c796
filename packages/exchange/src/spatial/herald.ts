import type { EventSink } from '@bagehot/kernel';
import type { Accounts } from '@bagehot/kernel/quanta';
import type { ExchangeEvent } from './events.js';
import type { EventLevel, ExchangePorts } from './exchange-config.js';

const LEVELS: readonly EventLevel[] = ['off', 'minimal', 'standard', 'debug'];

/** Tells what happens, once it is final: events of a tick that is taken back are never told. What nobody wants is not even made. */
export class Herald {
  /** Trades and the state of each tick are wanted. */
  readonly minimal: boolean;
  /** Everything else but steps, preferences and attempts is wanted. */
  readonly standard: boolean;
  /** Everything is wanted. */
  readonly debug: boolean;
  readonly #accounts: Accounts;
  readonly #emit: (event: ExchangeEvent) => void;

  constructor(accounts: Accounts, { events, level = 'standard' }: Pick<ExchangePorts, 'events' | 'level'>) {
    const rank = events === undefined ? 0 : LEVELS.indexOf(level);
    this.minimal = rank >= 1;
    this.standard = rank >= 2;
    this.debug = rank >= 3;
    this.#accounts = accounts;
    this.#emit = (event) => (events as EventSink<ExchangeEvent>).emit(event);
  }

  /** Tells an event after the commit of the running transaction. */
  tell(event: ExchangeEvent): void {
    this.#accounts.defer(this.#emit, event);
  }
}

/** Is it the name of a level? */
export function isLevel(level: string): boolean {
  return LEVELS.some((known) => known === level);
}
