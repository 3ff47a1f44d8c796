import { IdSet } from '@bagehot/kernel/quanta';
import type { CalendarObserver } from './debt-calendar.js';
import type { Floor } from './floor.js';
import { shortfallOf } from './issuer-book.js';
import type { Trading } from './trading.js';

/** Numbers of the default eligibility, in quanta. */
export interface EligibilityNumbers {
  readonly horizonDays: number;
  readonly cashBuffer: bigint;
  readonly sellHorizonDays: number;
  readonly countInflows: boolean;
}

const NOBODY = /* @__PURE__ */ new Uint8Array(0);

/**
 * Who may trade today, as sets of ledger agents.
 *
 * A trader is tested again only after something its eligibility depends on has changed: its money, its tickets, or which of its debts lie within the
 * horizons. So a quiet day costs nothing. During a session the sets only shrink.
 *
 * @see dealer specification, section 9 step 4; performance page, section 5
 */
export class EligibleSets implements CalendarObserver {
  readonly sellers: IdSet = new IdSet();
  readonly buyers: IdSet = new IdSet();
  readonly rule: EligibilityNumbers;
  readonly #floor: Floor;
  readonly #trading: Trading;
  /** More than the buffer. */
  readonly #leastMoney: bigint;
  #isTrader: Uint8Array = NOBODY;
  /** Who is to be tested, kept in order: neighbours lie next to one another in memory. */
  readonly #touched: IdSet = new IdSet();
  #traders: ArrayLike<number> = [];
  #allTouched = true;

  constructor(floor: Floor, trading: Trading, rule: EligibilityNumbers) {
    this.#floor = floor;
    this.#trading = trading;
    this.rule = rule;
    this.#leastMoney = rule.cashBuffer + 1n;
  }

  /** Says who the traders are; others are never eligible. */
  setTraders(traders: ArrayLike<number>): void {
    const count = this.#floor.accounts.agentCount;
    if (this.#isTrader.length < count) {
      this.#isTrader = new Uint8Array(count);
      this.#touched.grow(count);
      this.sellers.grow(count);
      this.buyers.grow(count);
    } else {
      this.#isTrader.fill(0);
    }
    this.sellers.clear();
    this.buyers.clear();
    for (let i = 0; i < traders.length; i++) this.#isTrader[traders[i] as number] = 1;
    this.#traders = traders;
    this.#allTouched = true;
  }

  /** Takes a trader out for good. */
  remove(agent: number): void {
    this.#isTrader[agent] = 0;
    this.sellers.delete(agent);
    this.buyers.delete(agent);
  }

  isTrader(agent: number): boolean {
    return this.#isTrader[agent] === 1;
  }

  /** The agent's position changed: it is tested again before the next session. */
  touch(agent: number): void {
    // Whether it is a trader is asked when it is tested.
    if (agent < this.#touched.capacity) this.#touched.add(agent);
  }

  /** Everybody's position may have changed. */
  touchAll(): void {
    this.#allTouched = true;
  }

  /** Its debts of today may make it short, or it may be free to buy for the first time. */
  dueToday(issuer: number): void {
    this.touch(issuer);
  }

  /** With a debt so near it does not buy. */
  comesNear(issuer: number): void {
    this.buyers.delete(issuer);
  }

  /** Debts enter the horizon of sellers, and tickets stop trading, as days go by. Alone only, where nothing but tickets is owed. */
  touchCalendar(day: number): void {
    const { sellHorizonDays } = this.rule;
    if (sellHorizonDays > 0) this.#touchIssuers(day + sellHorizonDays);
    // Tickets that cannot be sold any more today may have been their owner's last ones.
    if (!this.#floor.settings.tradeMaturing) this.#touchOwners(day);
  }

  /** Tests whoever was touched. */
  refresh(): void {
    const touched = this.#touched;
    if (this.#allTouched) {
      const traders = this.#traders;
      for (let i = 0; i < traders.length; i++) this.#test(traders[i] as number);
      this.#allTouched = false;
      touched.clear();
    } else {
      for (let agent = touched.next(0); agent >= 0; agent = touched.next(agent + 1)) {
        touched.delete(agent);
        this.#test(agent);
      }
    }
  }

  /** How much the trader is short, by the rule's horizon. */
  shortfall(agent: number): bigint {
    const { sellHorizonDays, countInflows } = this.rule;
    const floor = this.#floor;
    return shortfallOf(floor.issuers, agent, floor.money(agent), floor.day, sellHorizonDays, countInflows);
  }

  /** Is it short at all? */
  isShort(agent: number): boolean {
    const floor = this.#floor;
    if (this.rule.sellHorizonDays > 0) return this.shortfall(agent) > 0n;
    return !floor.hasMoney(agent, floor.issuers.due(agent, floor.day));
  }

  #test(agent: number): void {
    if (this.#isTrader[agent] !== 1) return;
    const isShort = this.#isShort(agent);
    const sells = isShort && this.#trading.toSell(agent) >= 0;
    const buys =
      !isShort && this.#floor.settings.buying && this.#isFree(agent) && this.#floor.hasMoney(agent, this.#leastMoney);
    if (sells) this.sellers.add(agent);
    else this.sellers.delete(agent);
    if (buys) this.buyers.add(agent);
    else this.buyers.delete(agent);
  }

  /** Whole days first: most traders owe nothing today, and their money need not be looked at. */
  #isShort(agent: number): boolean {
    const { issuers, day } = this.#floor;
    const { sellHorizonDays } = this.rule;
    const { calendar } = issuers;
    if (sellHorizonDays === 0 && calendar?.day === day) return calendar.dueTickets(agent) > 0 && this.isShort(agent);
    return issuers.nextDueDay(agent, day - 1) <= day + sellHorizonDays && this.isShort(agent);
  }

  /** Whether the agent's next debt after today is at least the horizon away. */
  #isFree(agent: number): boolean {
    const { issuers, day } = this.#floor;
    if (issuers.calendar?.day === day) return issuers.calendar.isFree(agent);
    return issuers.nextDueDay(agent, day) - day >= this.rule.horizonDays;
  }

  #touchIssuers(day: number): void {
    const { window } = this.#floor;
    const { issuers } = window;
    for (let block = 0; block < window.blockCount; block++) {
      const end = window.first(block, day + 1);
      for (let ticket = window.first(block, day); ticket < end; ticket++) this.touch(issuers[ticket] as number);
    }
  }

  #touchOwners(day: number): void {
    const { window } = this.#floor;
    for (let block = 0; block < window.blockCount; block++) {
      const end = window.first(block, day + 1);
      for (let ticket = window.first(block, day); ticket < end; ticket++) {
        const owner = window.owners[ticket] as number;
        if (owner >= 0) this.touch(owner);
      }
    }
  }
}
