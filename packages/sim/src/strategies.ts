import {
  createTradingStrategies,
  TRADING_STRATEGIES,
  type TradingStrategies,
  type TradingStrategy,
} from '@bagehot/dealer';
import type { AgentId, ContractId, Day, EventBase, EventSink } from '@bagehot/kernel';
import type {
  AgentCreated,
  FilledTable,
  ObligationDefaulted,
  ObligationWrittenOff,
  PayableSettled,
  TableCell,
} from '@bagehot/ring';
import type { SimEvent } from './economy.js';
import { TRADER_KINDS } from './scenario/scenario.js';

/** How many liabilities of one strategy there were, and how many of them were defaulted on. */
export interface StrategyCount {
  readonly count: number;
  readonly defaulted: number;
}

/** Liabilities of traders by what their debtors had done in the market. */
export type StrategyCounts = Readonly<Record<TradingStrategy, StrategyCount>>;

/** The end of a trader's liability: paid in full, not paid in full when due, or fallen with a debtor that had defaulted before. */
export interface LiabilityOutcome {
  readonly day: Day;
  readonly contract: ContractId;
  readonly debtor: AgentId;
  readonly strategy: TradingStrategy;
  readonly outcome: 'paid' | 'defaulted' | 'written-off';
}

/** Payables are called P1, P2, ...; loans and the like have names of another form. */
const PAYABLE = /^P\d+$/;

/**
 * Labels the liabilities of traders while events pass by.
 *
 * A liability of a trader is a payable that a household or firm owes, also one that came of a rollover. It gets its label on the day it ends: what its debtor
 * had done in the market up to and including that day (trading comes before settlement) with claims it held, see `TradingStrategy`. It counts as defaulted
 * unless it was paid in full on its day, so also when it was written off because its debtor had defaulted earlier. Liabilities that are still open when the run
 * ends, and those that came back to their debtor, are not counted.
 */
export class LiabilityFold implements EventSink<EventBase> {
  readonly #trades: TradingStrategies = createTradingStrategies();
  readonly #isTrader: (agent: AgentId) => boolean;
  readonly #tell: (outcome: LiabilityOutcome) => void;
  /** Written off in part already: one liability may have several holders. */
  readonly #fallen: Set<ContractId> = new Set();

  constructor(isTrader: (agent: AgentId) => boolean, tell: (outcome: LiabilityOutcome) => void) {
    this.#isTrader = isTrader;
    this.#tell = tell;
  }

  emit(event: EventBase): void {
    switch (event.kind) {
      case 'Trade':
        this.#trades.emit(event);
        return;
      case 'PayableSettled':
        this.#end(event as PayableSettled, 'paid');
        return;
      case 'ObligationDefaulted':
        this.#end(event as ObligationDefaulted, 'defaulted');
        return;
      case 'ObligationWrittenOff': {
        const { contract } = event as ObligationWrittenOff;
        if (this.#fallen.has(contract)) return;
        this.#fallen.add(contract);
        this.#end(event as ObligationWrittenOff, 'written-off');
        return;
      }
      default:
    }
  }

  #end(
    event: { readonly day: Day; readonly contract: ContractId; readonly debtor: AgentId },
    outcome: LiabilityOutcome['outcome'],
  ): void {
    const { day, contract, debtor } = event;
    if (!this.#isTrader(debtor) || !PAYABLE.test(contract)) return;
    this.#tell({ day, contract, debtor, strategy: this.#trades.of(debtor), outcome });
  }
}

/** Counts that grow. */
export class StrategyTally {
  readonly #counts: Map<TradingStrategy, { count: number; defaulted: number }> = new Map(
    TRADING_STRATEGIES.map((strategy) => [strategy, { count: 0, defaulted: 0 }]),
  );

  add({ strategy, outcome }: LiabilityOutcome): void {
    const own = this.#counts.get(strategy) as { count: number; defaulted: number };
    own.count++;
    if (outcome !== 'paid') own.defaulted++;
  }

  /** The counts so far. */
  result(): StrategyCounts {
    return Object.fromEntries(Array.from(this.#counts, ([strategy, own]) => [strategy, { ...own }])) as StrategyCounts;
  }
}

/**
 * The liabilities of a run's traders as the table `strategies`: one row each in the order in which they ended, with the strategy of the debtor by then and
 * whether it defaulted on it. What is a liability, and what gets which label, is said at {@link LiabilityOutcome} and {@link TradingStrategy}; open ones are left
 * out.
 *
 * @param events - of the whole run, from the opening of the accounts on
 */
export function strategyTable(events: Iterable<SimEvent>): FilledTable {
  const kinds: readonly (string | null)[] = TRADER_KINDS;
  const traders = new Set<AgentId>();
  const rows: (readonly TableCell[])[] = [];
  const fold = new LiabilityFold(
    (agent) => traders.has(agent),
    ({ day, contract, debtor, strategy, outcome }) =>
      rows.push([day, contract, debtor, strategy, outcome, outcome !== 'paid']),
  );
  for (const event of events) {
    if (event.kind === 'AgentCreated' && kinds.includes((event as AgentCreated).agentKind)) traders.add(event.agent);
    fold.emit(event);
  }
  return {
    name: 'strategies',
    columns: [
      { name: 'day', type: 'integer' },
      { name: 'contract', type: 'text' },
      { name: 'debtor', type: 'text' },
      { name: 'strategy', type: 'text' },
      { name: 'outcome', type: 'text' },
      { name: 'is_defaulted', type: 'boolean' },
    ],
    rows,
  };
}
