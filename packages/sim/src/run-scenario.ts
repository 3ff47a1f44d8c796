import type { Day } from '@bagehot/kernel';
import type { ExplicitWorld } from '@bagehot/ring';
import type { SecondaryMarketPorts } from './bridges/secondary-market.js';
import { dayPhases } from './day/compose-day.js';
import type { EconomyPhase } from './day/economy-phase.js';
import { createEconomy, type Economy, type EconomyRecording, restoreEconomy } from './economy.js';
import { blameEconomy } from './economy-scenario/blame.js';
import { economyPhases } from './economy-scenario/economy-phases.js';
import type { EconomyScenario, ExplicitEconomyScenario } from './economy-scenario/economy-scenario.js';
import { type ExchangeOptions, type ExchangeResult, runExchangeByTick } from './exchange/run-exchange.js';
import { type FinancingOptions, type FinancingResult, runFinancingByRound } from './financing/run-financing.js';
import { compileScenario } from './scenario/compile.js';
import { marketMakers } from './scenario/dealer-section.js';
import type { ExchangeScenario } from './scenario/exchange-scenario.js';
import type { FinancingScenario } from './scenario/financing-scenario.js';
import type { ReadingOptions } from './scenario/reading-options.js';
import { type ExplicitScenario, moneyDecimalsOf, type RingScenario } from './scenario/scenario.js';
import { blameScenario } from './scenario/setup-problems.js';
import { type RunOptions, type RunResult, simulateByDay } from './simulate.js';

/** How a scenario is run, beyond what it says itself. */
export interface ScenarioOptions
  extends EconomyRecording,
    ReadingOptions,
    Pick<RunOptions, 'onStart' | 'onDay' | 'afterPhase' | 'signal' | 'from' | 'past'> {
  /**
   * What becomes of a phase that throws: the error is let through, or what the phase did is undone and the run ends with the outcome `error`.
   *
   * @defaultValue 'throw' of a ring, 'stop' of an economy (one-economy specification, section 11)
   */
  readonly failingPhase?: 'throw' | 'stop';
  /** Phases of the user's own, with what settlement has to know of them; they act after the scenario's market. */
  readonly phases?: readonly EconomyPhase[];
  /** Rules of the user's own for the scenario's market. */
  readonly market?: SecondaryMarketPorts;
  /**
   * Decimals of the money grid; both arms of a comparison need the same.
   *
   * @defaultValue 12 with a market, else those of the file
   */
  readonly moneyDecimals?: number;
}

/** What became of a scenario's run, and where. */
export interface ScenarioResult<Run extends ExplicitScenario | ExplicitEconomyScenario = ExplicitScenario>
  extends RunResult {
  /** What was run: the scenario spelled out, with its draws. */
  readonly scenario: Run;
  readonly economy: Economy;
}

/** What became of the run of an economy of several markets, and where. */
export type EconomyResult = ScenarioResult<ExplicitEconomyScenario>;

/**
 * Compiles a scenario and runs it to its end: a ring with its market, a financing economy, an exchange, or an economy in which several of them share a ledger.
 *
 * @throws SimError `SCENARIO_INVALID` when the scenario cannot be set up, for instance `E_FUNDS` for an opening action that moves more than there is; what
 * `compileScenario` and `simulate` throw; of a financing economy what `createSpatialEconomy` and its rounds throw
 * @example
 * const { metrics, economy } = runScenario(loadScenario(yaml));
 */
export function runScenario(scenario: FinancingScenario, options?: FinancingOptions): FinancingResult;
export function runScenario(scenario: ExchangeScenario, options?: ExchangeOptions): ExchangeResult;
export function runScenario(scenario: EconomyScenario, options?: ScenarioOptions): EconomyResult;
export function runScenario(scenario: RingScenario, options?: ScenarioOptions): ScenarioResult;
export function runScenario(scenario: AnyScenario, options: AnyOptions = {}): AnyResult {
  return toItsEnd<AnyResult>(stepsOf(scenario, options));
}

type AnyScenario = RingScenario | FinancingScenario | ExchangeScenario | EconomyScenario;
type AnyOptions = ScenarioOptions | FinancingOptions | ExchangeOptions;
type AnyResult = ScenarioResult | FinancingResult | ExchangeResult | EconomyResult;

function toItsEnd<Result>(steps: Generator<number, Result, void>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same, one day, round or tick per step: yields the one just run, so that callers can breathe, show progress or stop. */
export function runScenarioByDay(
  scenario: FinancingScenario,
  options?: FinancingOptions,
): Generator<number, FinancingResult, void>;
export function runScenarioByDay(
  scenario: ExchangeScenario,
  options?: ExchangeOptions,
): Generator<number, ExchangeResult, void>;
export function runScenarioByDay(
  scenario: EconomyScenario,
  options?: ScenarioOptions,
): Generator<Day, EconomyResult, void>;
export function runScenarioByDay(
  scenario: RingScenario,
  options?: ScenarioOptions,
): Generator<Day, ScenarioResult, void>;
export function runScenarioByDay(scenario: AnyScenario, options: AnyOptions = {}): Generator<number, AnyResult, void> {
  return stepsOf(scenario, options);
}

/** The overloads of what is exported say which options go with which model. */
function stepsOf(scenario: AnyScenario, options: AnyOptions): Generator<number, AnyResult, void> {
  switch (scenario.model) {
    case 'ring':
      return runRingByDay(scenario, options as ScenarioOptions);
    case 'economy':
      return runEconomyByDay(scenario, options as ScenarioOptions);
    case 'financing':
      return runFinancingByRound(scenario, options as FinancingOptions);
    case 'exchange':
      return runExchangeByTick(scenario, options as ExchangeOptions);
  }
}

function* runRingByDay(scenario: RingScenario, options: ScenarioOptions): Generator<Day, ScenarioResult, void> {
  const explicit = compileScenario(scenario);
  const economy = economyOf(explicit.run.seed, moneyDecimalsOf(explicit), options);
  try {
    const phases = dayPhases(economy, explicit, { market: options.market });
    return yield* runDays(economy, explicit, { phases, schedule: explicit.scheduledActions }, options);
  } catch (error) {
    throw blameScenario(error, explicit);
  }
}

function* runEconomyByDay(scenario: EconomyScenario, options: ScenarioOptions): Generator<Day, EconomyResult, void> {
  const explicit = compileScenario(scenario);
  const economy = economyOf(explicit.seed, explicit.moneyDecimals, options);
  try {
    const phases = economyPhases(economy, explicit, { market: options.market }, options);
    return yield* runDays(economy, explicit, { phases, schedule: [] }, { failingPhase: 'stop', ...options });
  } catch (error) {
    throw blameEconomy(error);
  }
}

/** Runs the days of what is spelled out. */
function* runDays<Run extends ExplicitScenario | ExplicitEconomyScenario>(
  economy: Economy,
  scenario: Run,
  { phases, schedule }: Required<Pick<RunOptions, 'phases' | 'schedule'>>,
  options: ScenarioOptions,
): Generator<Day, ScenarioResult<Run>, void> {
  const {
    sinks,
    keepEvents,
    journal,
    moneyDecimals,
    market,
    modes,
    registry,
    phases: own = [],
    ...listening
  } = options;
  const { maxDays, mode, rules } = scenario.run;
  const result = yield* simulateByDay(economy, worldOf(scenario), {
    ...listening,
    maxDays,
    mode: mode === 'step' ? 'step' : 'until-stable',
    rules,
    schedule,
    phases: [...phases, ...own],
  });
  return { ...result, scenario, economy };
}

/** @param usual - decimals of the money grid unless the caller wants others */
function economyOf(
  seed: number,
  usual: number,
  { from, sinks, keepEvents, journal = 'none', moneyDecimals = usual }: ScenarioOptions,
): Economy {
  const recording: EconomyRecording = { sinks, keepEvents, journal };
  if (from !== undefined) return restoreEconomy(from.economy, recording);
  return createEconomy({ ...recording, seed, moneyDecimals });
}

/** The market brings its makers along, also where the scenario lists them among its agents. */
function worldOf({ agents, initialActions, dealer }: ExplicitScenario | ExplicitEconomyScenario): ExplicitWorld {
  const makers = new Set(dealer === undefined ? [] : marketMakers(dealer).map(({ id }) => id));
  return { agents: agents.flatMap(({ id, kind }) => (makers.has(id) ? [] : [{ id, kind }])), initialActions };
}
