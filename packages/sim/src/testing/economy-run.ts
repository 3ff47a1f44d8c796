import type { RandomSource } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import type { DayPorts } from '../day/day-parts.js';
import { createEconomy, type Economy, type EconomyRecording } from '../economy.js';
import { economyPhases } from '../economy-scenario/economy-phases.js';
import { compileScenario } from '../scenario/compile.js';
import { parseScenario } from '../scenario/read.js';
import { type RunOptions, type RunResult, simulate } from '../simulate.js';
import { withOwnPhases } from './own-phase.js';
import type { RandomEconomy } from './random-economy.js';

/** How a random economy is run. */
export interface EconomyRunOptions
  extends EconomyRecording,
    Pick<
      RunOptions,
      'onStart' | 'onDay' | 'afterPhase' | 'settles' | 'beforeShortfall' | 'afterPayment' | 'afterEstate'
    > {
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
 * Runs a random economy, with the phases that were put among its own. The ring's laws are checked every day.
 *
 * @throws whatever `simulate` throws
 */
export function runEconomy({ document, ownPhases }: RandomEconomy, options: EconomyRunOptions = {}): EconomyRun {
  const { ports = {}, phases: change, sinks, keepEvents, journal, random, ...hooks } = options;
  const scenario = compileScenario(parseScenario(document, 'economy'));
  const { seed, moneyDecimals, agents, initialActions, run } = scenario;
  const economy = createEconomy({ seed, moneyDecimals, sinks, keepEvents, journal, random });
  const day = withOwnPhases(economyPhases(economy, scenario, ports), ownPhases);
  const result = simulate(
    economy,
    { agents: agents.map(({ id, kind }) => ({ id, kind })), initialActions },
    {
      maxDays: run.maxDays,
      mode: run.mode === 'step' ? 'step' : 'until-stable',
      rules: { ...run.rules, check: 'daily' },
      phases: change === undefined ? day : change(day, economy),
      ...hooks,
    },
  );
  return { economy, result };
}
