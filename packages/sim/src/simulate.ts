import type { DealerMarket } from '@bagehot/dealer';
import type { AgentId, Day, EventRecord } from '@bagehot/kernel';
import {
  createRing,
  type ExplicitWorld,
  type Halt,
  type RingEngine,
  type RingPorts,
  type RingSystem,
  type RingWorld,
  type RunOutcome,
  type TradingPhase,
} from '@bagehot/ring';
import { type Backstop, isBackstop } from './bridges/backstop.js';
import { isOvernightMarket, type OvernightMarket } from './bridges/overnight-market.js';
import { isSecondaryMarket } from './bridges/secondary-market.js';
import { type EconomyPhase, mergedHooks, type SettlementHooks } from './day/economy-phase.js';
import type { Economy } from './economy.js';
import { SimError } from './errors.js';
import { RunMeasurement, type SimMetrics } from './run-metrics.js';
import type { RunSnapshot } from './run-snapshot.js';
import { requireSnapshot } from './snapshot-check.js';

/** A run as it stands between two days. */
export interface RunView {
  readonly economy: Economy;
  /** What phases see: balances, debts, who has defaulted. */
  readonly system: RingSystem;
  /** The run's secondary market, if it has one. */
  readonly market: DealerMarket | undefined;
  /** What stands behind the secondary market, if a central bank does. */
  readonly backstop: Backstop | undefined;
  /** The run's market for overnight money, if it has one. */
  readonly moneyMarket: OvernightMarket | undefined;
  /** All phases, in the order in which they act. */
  readonly phases: readonly TradingPhase[];
  /** In order of default. */
  defaulted(): readonly AgentId[];
  /** Everything a later call needs to go on from here, as plain JSON. */
  snapshot(): RunSnapshot;
}

/** How a run goes. */
export interface RunOptions
  extends Pick<RingPorts, 'rules' | 'schedule' | 'afterPhase' | 'failingPhase'>,
    SettlementHooks {
  /** In the order in which they act. What they want of settlement comes before what this call wants. */
  readonly phases?: readonly EconomyPhase[];
  /**
   * Whether the end of each part of the day is told in the log (`PhaseEnd`).
   *
   * @defaultValue false
   */
  readonly phaseEnds?: boolean;
  /** Days entered at most, at least 1. A resumed run counts from day 0. */
  readonly maxDays: number;
  /**
   * Quiet days in a row after which a run without open debts is stable; overrides the rules.
   *
   * @defaultValue 2
   */
  readonly quietDays?: number;
  /**
   * `until-stable` stops when nothing is left to happen, `step` runs `maxDays` days come what may, short of a halt or collapse.
   *
   * @defaultValue 'until-stable'
   */
  readonly mode?: 'until-stable' | 'step';
  /** Called once before the first day that this call runs: after setup, or as the snapshot left it. */
  readonly onStart?: (run: RunView) => void;
  /** Called after each day entered, also one that a stop cut short. */
  readonly onDay?: (day: Day, run: RunView) => void;
  /** Looked at before each day. */
  readonly signal?: AbortSignal;
  /**
   * Takes up a run where this was taken; the economy is the one restored from it. The metrics then cover what this call ran, unless the `past` is given too;
   * those of the whole run come from both logs together (`ringMetrics`).
   */
  readonly from?: RunSnapshot;
  /** With `from`: the records of the run up to there, so that the metrics are those of the whole run. */
  readonly past?: Iterable<EventRecord>;
}

/** What became of a run. */
export interface RunResult {
  /** Days entered since day 0. */
  readonly days: number;
  readonly stopped: RunOutcome;
  /** Why it ended before its time. */
  readonly halt: Halt | undefined;
  /** In order of default. */
  readonly defaulted: readonly AgentId[];
  /** Of the days that this call ran; of the whole run where its past was given. */
  readonly metrics: SimMetrics;
}

/**
 * Runs a world on an economy until it is stable, stops by itself, or has run `maxDays` days. What happens is logged in `economy.events`.
 *
 * @throws SimError `INVALID_OPTIONS`, `INVALID_SNAPSHOT`; RingError when the world or the rules cannot be run; whatever a phase throws
 * @example
 * const { metrics, stopped } = simulate(economy, world, { maxDays: 30, phases: [dealers] });
 */
export function simulate(economy: Economy, world: RingWorld | ExplicitWorld, options: RunOptions): RunResult {
  const days = simulateByDay(economy, world, options);
  let step = days.next();
  while (step.done !== true) step = days.next();
  return step.value;
}

/**
 * The same, one day per step: for progress displays, Ctrl-C and browsers, which need the event loop between days. Yields the day just run. A run that is
 * left in the middle (`return`, `break`) ends as `aborted`.
 *
 * @throws as `simulate`
 */
export function* simulateByDay(
  economy: Economy,
  world: RingWorld | ExplicitWorld,
  options: RunOptions,
): Generator<Day, RunResult, void> {
  requireOptions(economy, options);
  const { phases = [], maxDays, mode = 'until-stable', onStart, onDay, signal, from, past } = options;
  const measurement = new RunMeasurement(phases, from === undefined ? undefined : past);
  const unobserve = economy.observe(measurement);
  let ring: RingEngine | undefined;
  try {
    ring = createRing(world, portsOf(economy, options), from?.ring);
    measurement.begin(ring.system);
    const run = viewOf(economy, ring, phases);
    onStart?.(run);
    while (ring.outcome === undefined) {
      if (signal?.aborted === true) ring.stop('aborted');
      else if (ring.day >= maxDays) ring.stop('max-days');
      else {
        const { day } = ring;
        const state = ring.runDay();
        if (state === 'quiet' && mode === 'until-stable') ring.stop('stable');
        onDay?.(day, run);
        yield day;
      }
    }
    return resultOf(ring, ring.outcome, measurement);
  } finally {
    ring?.stop('aborted');
    unobserve();
  }
}

function portsOf(economy: Economy, options: RunOptions): RingPorts {
  const { ledger, contracts, random, events } = economy;
  const { phases = [], schedule, failingPhase, quietDays, rules = {} } = options;
  const afterPhase = phaseWatch(economy, options);
  return {
    ledger,
    contracts,
    random,
    events,
    rules: quietDays === undefined ? rules : { ...rules, quietDays },
    phases,
    ...mergedHooks(phases, hooksOf(options)),
    ...(schedule === undefined ? {} : { schedule }),
    ...(failingPhase === undefined ? {} : { failingPhase }),
    ...(afterPhase === undefined ? {} : { afterPhase }),
  };
}

function hooksOf({ settles, settlesKind, beforeShortfall, afterPayment, afterEstate }: RunOptions): SettlementHooks {
  return {
    ...(settles === undefined ? {} : { settles }),
    ...(settlesKind === undefined ? {} : { settlesKind }),
    ...(beforeShortfall === undefined ? {} : { beforeShortfall }),
    ...(afterPayment === undefined ? {} : { afterPayment }),
    ...(afterEstate === undefined ? {} : { afterEstate }),
  };
}

function phaseWatch({ events }: Economy, { afterPhase, phaseEnds }: RunOptions): RingPorts['afterPhase'] {
  if (phaseEnds !== true) return afterPhase;
  return (phase, day) => {
    events.emit({ kind: 'PhaseEnd', day, phase });
    afterPhase?.(phase, day);
  };
}

function viewOf(economy: Economy, ring: RingEngine, phases: readonly TradingPhase[]): RunView {
  const dealers = phases.find(isSecondaryMarket);
  return {
    economy,
    system: ring.system,
    market: dealers?.market,
    backstop: isBackstop(dealers?.outside) ? dealers.outside : undefined,
    moneyMarket: phases.find(isOvernightMarket),
    phases,
    defaulted: () => ring.defaulted(),
    snapshot: () => ({ kind: 'run', version: 1, economy: economy.snapshot(), ring: ring.snapshot() }),
  };
}

function resultOf(ring: RingEngine, stopped: RunOutcome, measurement: RunMeasurement): RunResult {
  return {
    days: ring.daysRun,
    stopped,
    halt: ring.halt,
    defaulted: ring.defaulted(),
    metrics: measurement.result(),
  };
}

function requireOptions({ seed, eventCount }: Economy, { maxDays, from }: RunOptions): void {
  if (!Number.isInteger(maxDays) || maxDays < 1)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'maxDays', reason: 'not a whole number of at least 1' },
      `maxDays must be a whole number of at least 1, but is ${maxDays}`,
    );
  if (from === undefined) return;
  requireSnapshot(from, 'run');
  if (from.economy.seed === seed && from.economy.eventCount === eventCount) return;
  throw new SimError(
    'INVALID_SNAPSHOT',
    { field: 'economy', reason: 'not the state of this economy' },
    'a run is taken up on the economy that was restored from its snapshot: restoreEconomy(snapshot.economy)',
  );
}
