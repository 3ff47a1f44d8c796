import type { EconomyScenario, RingScenario, RunSection } from '@bagehot/sim';
import type { ExchangeOverrides } from './exchange/exchange-options.js';
import { CommandError, EXIT } from './exit-code.js';
import type { FinancingOverrides } from './financing/financing-options.js';
import { readCount } from './option-value.js';

/** Options of `run` and `compare` that override the scenario file. Undefined ones leave it as it is. */
export interface RunOverrides {
  readonly mode?: 'step' | 'until-stable';
  readonly maxDays?: string;
  readonly quietDays?: string;
  readonly defaultHandling?: 'expel-agent' | 'fail-fast';
  readonly distribution?: 'first-come' | 'proportional';
  readonly seed?: string;
  /** False switches the market off. */
  readonly dealer?: boolean;
}

/** Options of `bagehot run`. */
export interface RunOptions extends RunOverrides, FinancingOverrides, ExchangeOverrides {
  readonly out: string;
  readonly json?: boolean;
  readonly show?: 'summary' | 'detailed' | 'table' | 'none';
  readonly agents?: string;
  /** How much of an exchange is written. */
  readonly level?: 'minimal' | 'standard' | 'debug';
  readonly checkInvariants: 'setup' | 'daily' | 'none';
  /** Days between two opening states that are kept. */
  readonly snapshotEvery: string;
  readonly exportEvents?: string;
  readonly exportBalances?: string;
  readonly html?: string;
}

/** Options of `bagehot compare`. */
export interface CompareOptions extends RunOverrides, FinancingOverrides, ExchangeOverrides {
  readonly out: string;
  /** Financing modes, separated by commas. */
  readonly modes?: string;
  /** Regimes of an exchange, separated by commas. */
  readonly regimes?: string;
  /** Seeds on which regimes are compared. */
  readonly seeds?: string;
  readonly json?: boolean;
}

/**
 * The scenario as the command line wants it.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function override(scenario: RingScenario, options: RunOverrides): RingScenario {
  const seed = seedOf(options);
  if (options.dealer === true && scenario.dealer === undefined)
    throw new CommandError(EXIT.badInput, '--dealer: the scenario has no dealer section that could be switched on');
  const changed = {
    ...scenario,
    run: runOf(scenario.run, options, seed),
    ...(options.dealer === false ? { dealer: undefined } : {}),
  };
  return seed !== undefined && changed.form === 'generator' ? { ...changed, ringSeed: seed } : changed;
}

/**
 * The same for an economy, of which everything is drawn from one seed.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function overrideEconomy(scenario: EconomyScenario, options: RunOverrides): EconomyScenario {
  const seed = seedOf(options) ?? scenario.seed;
  return { ...scenario, seed, run: runOf(scenario.run, options, seed) };
}

function seedOf({ seed }: RunOverrides): number | undefined {
  return seed === undefined ? undefined : readCount('--seed', seed, 0);
}

function runOf(run: RunSection, options: RunOverrides, seed: number | undefined): RunSection {
  const rules = {
    ...run.rules,
    ...(options.quietDays === undefined ? {} : { quietDays: readCount('--quiet-days', options.quietDays, 0) }),
    ...(options.defaultHandling === undefined ? {} : { defaultHandling: options.defaultHandling }),
    ...(options.distribution === undefined ? {} : { distribution: options.distribution }),
  };
  return {
    ...run,
    rules,
    mode: options.mode === undefined ? run.mode : options.mode === 'step' ? 'step' : 'until_stable',
    maxDays: options.maxDays === undefined ? run.maxDays : readCount('--max-days', options.maxDays, 1),
    seed: seed ?? run.seed,
  };
}
