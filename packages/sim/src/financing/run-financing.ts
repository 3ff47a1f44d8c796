import {
  createFinancingLog,
  createFinancingMetrics,
  createSpatialEconomy,
  type FinancingEvent,
  type FinancingLog,
  type FinancingMetrics,
  type FinancingPorts,
  type FinancingSnapshot,
  type RoundCompleted,
  type SpatialEconomy,
  type TerminationReason,
} from '@bagehot/financing';
import type { EventSink } from '@bagehot/kernel';
import { compileFinancing } from '../scenario/financing-compile.js';
import { type FinancingParts, financingConfig } from '../scenario/financing-config.js';
import { blameFinancing } from '../scenario/financing-problems.js';
import type { ExplicitFinancingScenario, FinancingScenario } from '../scenario/financing-scenario.js';

/** How the scenario of a financing economy is run, beyond what it says itself. */
export interface FinancingOptions extends FinancingParts {
  /** Get every round, in order. Law: listening never changes a run. */
  readonly sinks?: readonly EventSink<FinancingEvent>[] | undefined;
  /**
   * Whether the log of the run is kept. Switch it off for long runs that are written out by a sink.
   *
   * @defaultValue true
   */
  readonly keepLog?: boolean | undefined;
  /** Consumption and harvest: called in each round after trade, within its transaction. */
  readonly onRoundEnd?: FinancingPorts['onRoundEnd'];
  /** Called when the economy is set up, before the first round. */
  readonly onStart?: (economy: SpatialEconomy) => void;
  /** Called after each round, when it is final. */
  readonly onRound?: (event: RoundCompleted) => void;
  /** Ends the run after the round in which it is raised. */
  readonly signal?: AbortSignal;
  /** Goes on where a snapshot was taken, under the scenario's rules. */
  readonly from?: FinancingSnapshot;
}

/** What became of a financing economy. */
export interface FinancingResult {
  /** What was run: the scenario with everybody spelled out. */
  readonly scenario: ExplicitFinancingScenario;
  /** Why it ended. */
  readonly stopped: TerminationReason | 'aborted';
  /** Rounds run. */
  readonly rounds: number;
  /** The rounds of this run in figures. */
  readonly metrics: FinancingMetrics;
  /** A row per agent and round; empty when it was not kept. */
  readonly log: FinancingLog;
  readonly economy: SpatialEconomy;
}

/** Runs a financing economy, one round per step: yields the round just run. */
export function* runFinancingByRound(
  scenario: FinancingScenario,
  options: FinancingOptions = {},
): Generator<number, FinancingResult, void> {
  const explicit = compileFinancing(scenario);
  const { sinks = [], keepLog = true, signal, onRound } = options;
  const [log, metrics] = [createFinancingLog(), createFinancingMetrics()];
  const listeners: readonly EventSink<FinancingEvent>[] = [...(keepLog ? [log] : []), metrics, ...sinks];
  const economy = economyOf(explicit, options, {
    emit: (event) => {
      for (const listener of listeners) listener.emit(event);
    },
  });
  options.onStart?.(economy);
  const isAborted = (): boolean => signal?.aborted === true;
  let ended = economy.termination;
  // A snapshot of a run that was shorter goes on.
  if (ended === 'horizon' && economy.round < explicit.run.maxRounds) ended = null;
  while (ended === null && !isAborted()) {
    const event = economy.runRound();
    ended = event.termination;
    onRound?.(event);
    yield event.round;
  }
  return {
    scenario: explicit,
    stopped: ended ?? 'aborted',
    rounds: economy.round,
    metrics: metrics.result(),
    log,
    economy,
  };
}

function economyOf(
  scenario: ExplicitFinancingScenario,
  options: FinancingOptions,
  events: EventSink<FinancingEvent>,
): SpatialEconomy {
  const { onRoundEnd, from } = options;
  try {
    return createSpatialEconomy(
      financingConfig(scenario, options),
      { events, ...(onRoundEnd === undefined ? {} : { onRoundEnd }) },
      from,
    );
  } catch (error) {
    throw blameFinancing(error);
  }
}
