import { readAmount } from '../input-reading.js';
import type {
  FacilityDepositResult,
  FacilityLendingResult,
  Recourse,
  RecourseSession,
} from '../protocols/facilities.js';
import type { FacilityDesk } from './facility-desk.js';
import { readCustomer } from './facility-input.js';

/** The session answered last. */
export interface AnsweredSession {
  readonly tick: number;
  readonly session: number;
}

type RecourseDeposit = Recourse['deposits'][number];

/** What recourse is to. Money quanta; inside a transaction. */
export interface RecourseCounters {
  lend(agent: number, amount: bigint): FacilityLendingResult;
  /** @param rate - what deposits earn now, in units of 10^-12 */
  take(agent: number, amount: bigint, rate: bigint): FacilityDepositResult;
  /** The same without a result. */
  accept(agent: number, amount: bigint, rate: bigint): void;
  /** What deposits earn now, in units of 10^-12. Taking one changes nothing about it. */
  depositRate(): bigint;
}

/** Recourse to the facilities after a session, once for each. Called inside transactions, which its state joins. */
export class FacilityRecourse {
  readonly #desk: FacilityDesk;
  readonly #counters: RecourseCounters;
  /** Null before the first one. */
  answered: AnsweredSession | null = null;

  constructor(desk: FacilityDesk, counters: RecourseCounters) {
    this.#desk = desk;
    this.#counters = counters;
  }

  /**
   * Lends what borrowers did not get and takes what lenders could not lend, as far as the terms have it.
   *
   * @param wantsResults - whether to list what was lent and taken
   */
  answer(session: RecourseSession | null, wantsResults: boolean): Recourse {
    const { autoLending, autoDeposit } = this.#desk.terms;
    if (session === null || this.#isOver(session)) return { lending: [], deposits: [] };
    const lending = autoLending ? this.#lend(session.grants) : [];
    const deposits: RecourseDeposit[] = [];
    if (autoDeposit) this.#take(session.draws, wantsResults ? deposits : undefined);
    return { lending: wantsResults ? lending : [], deposits };
  }

  /** Was it answered before, or held in another tick? From now on it was. */
  #isOver({ tick, session = 1 }: RecourseSession): boolean {
    if (tick === undefined) return false;
    const { money } = this.#desk;
    const before = this.answered;
    if (tick !== money.tick() || (before?.tick === tick && before.session >= session)) return true;
    money.accounts.onRollback(() => {
      this.answered = before;
    });
    this.answered = { tick, session };
    return false;
  }

  #lend(grants: RecourseSession['grants']): Recourse['lending'] {
    const { money } = this.#desk;
    return grants.flatMap(({ requestId, borrowerId, requested, granted }) => {
      const shortfall = readAmount('requested', requested, money.grid) - readAmount('granted', granted, money.grid);
      if (shortfall <= 0n) return [];
      return { requestId, ...this.#counters.lend(readCustomer(money, borrowerId), shortfall) };
    });
  }

  #take(draws: RecourseSession['draws'], results: RecourseDeposit[] | undefined): void {
    if (draws.length === 0) return;
    const { money } = this.#desk;
    const rate = this.#counters.depositRate();
    for (const { supplyId, lenderId, effective, drawn, unlent } of draws) {
      const left = readAmount('unlent', unlent ?? effective.minus(drawn), money.grid);
      if (left === 0n) continue;
      const agent = readCustomer(money, lenderId);
      const has = money.column.get(agent);
      const amount = has < left ? has : left;
      if (amount <= 0n) continue;
      if (results === undefined) this.#counters.accept(agent, amount, rate);
      else results.push({ supplyId, ...this.#counters.take(agent, amount, rate) });
    }
  }
}
