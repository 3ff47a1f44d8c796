import { int32Columns, type TicketWindow } from '@bagehot/kernel/quanta';

/** Who wants to know whose debts come near as the calendar turns. */
export interface CalendarObserver {
  /** The issuer owes something today. */
  dueToday(issuer: number): void;
  /** A debt of the issuer's has come within the horizon. */
  comesNear(issuer: number): void;
}

/**
 * What traders owe today and on the days of the horizon behind it, as counts of tickets that turn with the calendar: so a test of a trader looks at one place
 * in memory, and a day costs what falls due near it. For a market that stands alone, where tickets are all that is owed and disappear on their last day only.
 *
 * @see performance page, section 5
 */
export class DebtCalendar {
  readonly #window: TicketWindow;
  readonly #horizonDays: number;
  /** Tickets of each issuer that mature after today and less than the horizon away. */
  readonly #near: Int32Array;
  /** Tickets that mature on `dueDay`. */
  readonly #due: Int32Array;
  readonly #dueDay: Int32Array;
  #turned = false;
  /** The day the counts are right for; -1 before the first one and once its tickets have been settled. */
  day = -1;

  /** @param horizonDays - H: debts less than so many days away are near */
  constructor(window: TicketWindow, agentCount: number, horizonDays: number) {
    this.#window = window;
    this.#horizonDays = horizonDays;
    const [near, due, dueDay] = int32Columns(3, agentCount) as [Int32Array, Int32Array, Int32Array];
    this.#near = near;
    this.#due = due;
    this.#dueDay = dueDay;
  }

  /** Turns to the next day. */
  turn(day: number, observer: CalendarObserver): void {
    const farthest = day + this.#horizonDays - 1;
    if (!this.#turned) for (let near = day; near < farthest; near++) this.#comeNear(near, observer);
    this.#turned = true;
    if (farthest > day) this.#comeNear(farthest, observer);
    this.#fallDue(day, farthest > day ? 1 : 0, observer);
    this.day = day;
  }

  /** Tickets of the issuer that mature today. */
  dueTickets(issuer: number): number {
    return this.#dueDay[issuer] === this.day ? (this.#due[issuer] as number) : 0;
  }

  /** Whether the issuer owes nothing after today within the horizon. */
  isFree(issuer: number): boolean {
    return this.#near[issuer] === 0;
  }

  #comeNear(day: number, observer: CalendarObserver): void {
    const { issuers, blockCount } = this.#window;
    for (let block = 0; block < blockCount; block++) {
      const end = this.#window.first(block, day + 1);
      for (let ticket = this.#window.first(block, day); ticket < end; ticket++) {
        const issuer = issuers[ticket] as number;
        (this.#near[issuer] as number)++;
        observer.comesNear(issuer);
      }
    }
  }

  #fallDue(day: number, wasNear: number, observer: CalendarObserver): void {
    const { issuers, blockCount } = this.#window;
    for (let block = 0; block < blockCount; block++) {
      const end = this.#window.first(block, day + 1);
      for (let ticket = this.#window.first(block, day); ticket < end; ticket++) {
        const issuer = issuers[ticket] as number;
        (this.#near[issuer] as number) -= wasNear;
        if (this.#dueDay[issuer] !== day) this.#due[issuer] = 0;
        this.#dueDay[issuer] = day;
        (this.#due[issuer] as number)++;
        observer.dueToday(issuer);
      }
    }
  }
}
