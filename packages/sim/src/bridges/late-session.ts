import type { AgentId, Day, Decimal, EventSink, Ledger } from '@bagehot/kernel';
import { quanta, toDecimal } from '@bagehot/kernel/quanta';
import type { RingSystem, TradingPhase } from '@bagehot/ring';
import type { DealerFunding, ForcedLayoff } from './funding.js';
import type { OvernightMarket } from './overnight-market.js';
import type { SecondaryMarket } from './secondary-market.js';

/** Who meets in a late session. */
export interface LateParts {
  readonly dealers: SecondaryMarket;
  /** Its plans say who sells where borrowing was not enough; without one no people come. */
  readonly money?: Pick<OvernightMarket, 'lateSellers'> | undefined;
  /** The dealers' debts; without them no dealer has any. */
  readonly funding?: DealerFunding | undefined;
}

/** What is left to sell once the money market has closed, as a phase of a ring's day. */
export interface LateSession extends TradingPhase {
  readonly funding: DealerFunding | undefined;
}

/**
 * The second dealer session of a day, after the market for overnight money (one-economy specification, sections 2 and 5): people who did not get the loan they had planned on
 * sell; nobody buys. Then dealers that owe more today than they have sell tickets at the outside bids, one after the other in bucket order. On a day on which nobody is short
 * nothing happens.
 *
 * @example
 * const late = lateSession(economy, { dealers, money, funding });
 * simulate(economy, world, { maxDays: 30, phases: [dealers, money, late] });
 */
export function lateSession(
  economy: { readonly ledger: Ledger; readonly events: EventSink<ForcedLayoff> },
  parts: LateParts,
): LateSession {
  return new LatePhase(economy, parts);
}

/** Is this phase a late session of ours? */
export function isLateSession(phase: TradingPhase): phase is LateSession & TradingPhase {
  return phase instanceof LatePhase;
}

class LatePhase implements LateSession {
  readonly name = 'late';
  readonly #ledger: Ledger;
  readonly #events: EventSink<ForcedLayoff>;
  readonly #parts: LateParts;

  constructor(
    { ledger, events }: { readonly ledger: Ledger; readonly events: EventSink<ForcedLayoff> },
    parts: LateParts,
  ) {
    this.#ledger = ledger;
    this.#events = events;
    this.#parts = parts;
  }

  get funding(): DealerFunding | undefined {
    return this.#parts.funding;
  }

  trade(_system: RingSystem, day: Day): void {
    const { dealers, money, funding } = this.#parts;
    const sellers = money?.lateSellers(day);
    if (sellers !== undefined && sellers.size > 0) dealers.sellLate(day, sellers);
    for (const { agent, need } of funding?.shortfalls(day) ?? []) this.#layOff(day, agent, need);
  }

  #layOff(day: Day, dealer: AgentId, need: bigint): void {
    const accounts = quanta(this.#ledger);
    const cash = accounts.column('cash');
    const account = accounts.indexOf(dealer);
    const money = (amount: bigint): Decimal => toDecimal(accounts.grid, amount);
    const before = cash.get(account);
    const sold = this.#parts.dealers.market.layOff(day, dealer, money(need));
    const proceeds = cash.get(account) - before;
    this.#events.emit({
      kind: 'ForcedLayoff',
      day,
      dealer,
      tickets: sold.length,
      proceeds: money(proceeds),
      stillShort: money(proceeds < need ? need - proceeds : 0n),
    });
  }
}
