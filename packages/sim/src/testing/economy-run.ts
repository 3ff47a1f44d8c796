import type { RandomSource } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import { composeDay } from '../day/compose-day.js';
import type { DayParts, DayPorts } from '../day/day-parts.js';
import { createEconomy, type Economy, type EconomyRecording } from '../economy.js';
import { compileScenario } from '../scenario/compile.js';
import { parseScenario } from '../scenario/read.js';
import type { ExplicitScenario, RingScenario } from '../scenario/scenario.js';
import { type RunOptions, type RunResult, simulate } from '../simulate.js';
import type { EconomyDocument } from './economy-document.js';
import { withOwnPhases } from './own-phase.js';
import type { RandomEconomy } from './random-economy.js';

/** How a random economy is run. */
export interface EconomyRunOptions
  extends EconomyRecording,
    Pick<RunOptions, 'onStart' | 'onDay' | 'afterPhase' | 'settles' | 'beforeShortfall' | 'afterPayment'> {
  /** Rules of one's own in place of those that the sections name. */
  readonly ports?: DayPorts;
  /** Changes the phases of the day once more. */
  readonly phases?: (phases: readonly TradingPhase[], economy: Economy) => readonly TradingPhase[];
  /** Where draws come from, in place of the streams of the seed. */
  readonly random?: RandomSource;
}

/** What became of it. */
export interface EconomyRun {
  readonly economy: Economy;
  readonly result: RunResult;
}

/**
 * Runs a random economy, with the phases that were put among its own.
 *
 * @throws whatever `simulate` throws
 */
export function runEconomy({ document, ownPhases }: RandomEconomy, options: EconomyRunOptions = {}): EconomyRun {
  const { ports = {}, phases: change, sinks, keepEvents, journal, random, ...hooks } = options;
  const { agents, initialActions, run, dealer } = explicitOf(document);
  const economy = createEconomy({
    seed: document.seed,
    sinks,
    keepEvents,
    journal,
    ...(random === undefined ? {} : { random }),
  });
  const day = withOwnPhases(composeDay(economy, { ...partsOf(document), dealer }, ports), ownPhases);
  const result = simulate(
    economy,
    { agents: agents.map(({ id, kind }) => ({ id, kind })), initialActions },
    {
      maxDays: run.maxDays,
      rules: { ...run.rules, check: 'daily' },
      phases: change === undefined ? day : change(day, economy),
      ...hooks,
    },
  );
  return { economy, result };
}

function explicitOf({ seed, people, ring, dealer, run }: EconomyDocument): ExplicitScenario {
  const scenario = parseScenario({
    version: 1,
    generator: 'ring_explorer_v1',
    params: { ...ring, n_agents: people.count, seed },
    ...(dealer === undefined ? {} : { dealer }),
    run,
  });
  const compiled = compileScenario(scenario as RingScenario);
  const makers = compiled.agents.filter(({ kind }) => kind === 'dealer' || kind === 'vbt');
  return { ...compiled, agents: compiled.agents.filter((agent) => !makers.includes(agent)) };
}

function partsOf(document: EconomyDocument): DayParts {
  const {
    version: _,
    name: _name,
    model: _model,
    seed: _seed,
    people: _people,
    ring: _ring,
    run: _run,
    ...rest
  } = document;
  const { dealer: _dealer, exchange: _exchange, ...parts } = rest;
  return parts as DayParts;
}
