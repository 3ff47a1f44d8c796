import type { EventRecord } from '@bagehot/kernel';
import type { ExplicitWorld, RingRules, RingWorld } from '@bagehot/ring';
import {
  composeDay,
  createEconomy,
  createRecordStream,
  type DayParts,
  type Economy,
  type RunOptions,
  type RunResult,
  type RunSnapshot,
  type RunView,
  restoreEconomy,
  simulate,
} from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';

/** A ring with dealers and a market for overnight money, and what may differ between two of them. */
export interface FundedArm extends DayParts {
  readonly world: ExplicitWorld | RingWorld;
  readonly rules?: RingRules;
  readonly maxDays?: number;
  readonly seed?: number;
  readonly from?: RunSnapshot;
  readonly onDay?: RunOptions['onDay'];
  /** In place of the economy's own streams. */
  readonly random?: (random: Economy['random']) => Economy['random'];
}

export interface FundedRun {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly records: readonly EventRecord[];
  readonly view: RunView;
}

/** Runs it, with every law of an economy checked after every part of every day. */
export function runFunded(arm: FundedArm): FundedRun {
  const { world, rules, maxDays = 8, seed = 7, from, onDay, random, ...parts } = arm;
  const records: EventRecord[] = [];
  const seq = from?.economy.eventCount ?? 0;
  const sinks = [createRecordStream((record) => records.push(record), { seq })];
  const made = from === undefined ? createEconomy({ seed, sinks }) : restoreEconomy(from.economy, { sinks });
  const economy = random === undefined ? made : withRandom(made, random(made.random));
  const laws = checkEconomy();
  let view: RunView | undefined;
  const result = simulate(economy, world, {
    maxDays,
    phases: composeDay(economy, {
      ...parts,
      dealer: { block: 'shortfall', maxArrivals: 'all', checks: 'event', ...parts.dealer },
      moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1', ...parts.moneyMarket },
      liquidity: { policy: 'sell-only', ...parts.liquidity },
    }),
    rules: { check: 'daily', ...rules },
    ...laws,
    onStart: (run) => {
      view = run;
      laws.onStart(run);
    },
    onDay: (day, run) => {
      laws.onDay(day, run);
      onDay?.(day, run);
    },
    ...(from === undefined ? {} : { from }),
  });
  return { economy, result, records, view: view as RunView };
}

/** The same economy with streams that somebody listens to. */
function withRandom(economy: Economy, random: Economy['random']): Economy {
  const { seed, ledger, contracts, events } = economy;
  return {
    seed,
    ledger,
    contracts,
    events,
    random,
    get eventCount() {
      return economy.eventCount;
    },
    observe: (sink) => economy.observe(sink),
    snapshot: () => economy.snapshot(),
  };
}
