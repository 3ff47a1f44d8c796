import { type CallMarketService, CUSTODY, type StandingFacilities } from '@bagehot/central-bank';
import type { AgentId, Day } from '@bagehot/kernel';
import type { DaySettlement, RingSystem, TradingPhase } from '@bagehot/ring';
import type { EconomyPhase, SettlementHooks } from '../day/economy-phase.js';
import type { Shortfall } from './overnight-options.js';

/** What stands behind the central bank's window. */
export interface WindowParts {
  readonly facilities: StandingFacilities;
  /** Its session's unlent supplies are what is deposited. */
  readonly callMarket: CallMarketService;
  /** Those who are short now and go to the window, in agent order, and what of. */
  shortfalls(day: Day): readonly Shortfall[];
  /** Others who are short and come after them, such as dealers that fund themselves. */
  others?(day: Day): readonly Shortfall[];
  /** Amounts in quanta of the money. */
  money(quanta: bigint): Parameters<StandingFacilities['lend']>[1];
}

/**
 * What a ring has to be told of the window: pledges come before a default, custody passes on what it is paid, and deposits are none of the ring's: they are paid out in
 * the morning of the day they are due, and do not keep a run from being over.
 */
export type WindowHooks = Required<Omit<SettlementHooks, 'settles'>>;

/** The central bank's standing facilities as a phase of a ring's day, with what the ring has to be told. */
export interface LendingWindow extends EconomyPhase {
  readonly hooks: WindowHooks;
  /** What stands behind it, once the run has begun. */
  readonly facilities: StandingFacilities;
}

/**
 * The central bank's window after the session (one-economy specification, section 7): it lends to those who are still short, as far as their claims are good
 * security, and takes what lenders could not lend. Its loans are settled by the ring with everything else that is due.
 *
 * @param parts - asked for when first needed: the services are made when the run begins
 */
export function lendingWindow(parts: () => WindowParts, at: 'B2' | 'C'): LendingWindow {
  return new WindowPhase(parts, at);
}

/** Is this phase a window of ours? */
export function isLendingWindow(phase: TradingPhase): phase is LendingWindow & TradingPhase {
  return phase instanceof WindowPhase;
}

class WindowPhase implements LendingWindow {
  readonly name = 'window';
  readonly at: 'B2' | 'C';
  readonly hooks: WindowHooks = {
    settlesKind: (kind: string) => kind !== 'facility-deposit',
    beforeShortfall: (debtor: AgentId) => {
      this.#parts().facilities.coverDues(debtor);
    },
    afterPayment: (contract, holder, amount) => {
      if (holder === CUSTODY) this.#parts().facilities.collected(contract, amount);
    },
    afterEstate: (holder) => {
      if (holder === CUSTODY) this.#parts().facilities.collectedBeside();
    },
  };
  readonly #parts: () => WindowParts;
  #hasLent = false;

  constructor(parts: () => WindowParts, at: 'B2' | 'C') {
    this.#parts = parts;
    this.at = at;
  }

  get facilities(): StandingFacilities {
    return this.#parts().facilities;
  }

  trade(_system: RingSystem, day: Day): void {
    const { facilities, callMarket, shortfalls, others = () => [], money } = this.#parts();
    this.#hasLent = false;
    for (const { agent, need } of [...shortfalls(day), ...others(day)])
      if (facilities.lend(agent, money(need)).loanId !== null) this.#hasLent = true;
    facilities.recourse({ grants: [], draws: callMarket.lastClearing()?.draws ?? [] }, { results: false });
  }

  /** The ring has settled the loans that were due: their records follow, and pledges go back. */
  afterSettlement(_system: RingSystem, _day: Day, { contracts }: DaySettlement): void {
    const { facilities } = this.#parts();
    const open = new Set(facilities.openLoans().map(({ contract }) => contract));
    if (open.size > 0)
      for (const due of contracts) if (open.has(due.contract)) facilities.recordSettlement(due.contract, due.paid);
    facilities.reconcile();
  }

  isQuiet(): boolean {
    return !this.#hasLent;
  }
}
