import type { Day } from '@bagehot/kernel';
import type { ExplicitWorld, TradingPhase } from '@bagehot/ring';
import type { SecondaryMarketPorts } from './bridges/secondary-market.js';
import { dayPhases } from './day/compose-day.js';
import { createEconomy, type Economy, type EconomyRecording, restoreEconomy } from './economy.js';
import { type ExchangeOptions, type ExchangeResult, runExchangeByTick } from './exchange/run-exchange.js';
import { type FinancingOptions, type FinancingResult, runFinancingByRound } from './financing/run-financing.js';
import { compileScenario } from './scenario/compile.js';
import { marketMakers } from './scenario/dealer-section.js';
import type { ExchangeScenario } from './scenario/exchange-scenario.js';
import type { FinancingScenario } from './scenario/financing-scenario.js';
import { type ExplicitScenario, moneyDecimalsOf, type RingScenario } from './scenario/scenario.js';
import { blameScenario } from './scenario/setup-problems.js';
import { type RunOptions, type RunResult, simulateByDay } from './simulate.js';

/** How a scenario is run, beyond what it says itself. */
export interface ScenarioOptions
  extends EconomyRecording,
    Pick<RunOptions, 'onStart' | 'onDay' | 'afterPhase' | 'signal' | 'from' | 'past'> {
  /** Phases of the user's own; they act after the scenario's market. */
  readonly phases?: readonly TradingPhase[];
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
export interface ScenarioResult extends RunResult {
  /** What was run: the scenario spelled out, with its draws. */
  readonly scenario: ExplicitScenario;
  readonly economy: Economy;
}

/**
 * Compiles a scenario and runs it to its end: a ring with its market, a financing economy, or an exchange.
 *
 * @throws SimError `SCENARIO_INVALID` when the scenario cannot be set up, for instance `E_FUNDS` for an opening action that moves more than there is; what
 * `compileScenario` and `simulate` throw; of a financing economy what `createSpatialEconomy` and its rounds throw
 * @example
 * const { metrics, economy } = runScenario(loadScenario(yaml));
 */
export function runScenario(scenario: FinancingScenario, options?: FinancingOptions): FinancingResult;
export function runScenario(scenario: ExchangeScenario, options?: ExchangeOptions): ExchangeResult;
export function runScenario(scenario: RingScenario, options?: ScenarioOptions): ScenarioResult;
export function runScenario(
  scenario: RingScenario | FinancingScenario | ExchangeScenario,
  options: ScenarioOptions | FinancingOptions | ExchangeOptions = {},
): ScenarioResult | FinancingResult | ExchangeResult {
  return toItsEnd<ScenarioResult | FinancingResult | ExchangeResult>(stepsOf(scenario, options));
}

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
  scenario: RingScenario,
  options?: ScenarioOptions,
): Generator<Day, ScenarioResult, void>;
export function runScenarioByDay(
  scenario: RingScenario | FinancingScenario | ExchangeScenario,
  options: ScenarioOptions | FinancingOptions | ExchangeOptions = {},
): Generator<number, ScenarioResult | FinancingResult | ExchangeResult, void> {
  return stepsOf(scenario, options);
}

/** The overloads of what is exported say which options go with which model. */
function stepsOf(
  scenario: RingScenario | FinancingScenario | ExchangeScenario,
  options: ScenarioOptions | FinancingOptions | ExchangeOptions,
): Generator<number, ScenarioResult | FinancingResult | ExchangeResult, void> {
  switch (scenario.model) {
    case 'ring':
      return runRingByDay(scenario, options as ScenarioOptions);
    case 'financing':
      return runFinancingByRound(scenario, options as FinancingOptions);
    case 'exchange':
      return runExchangeByTick(scenario, options as ExchangeOptions);
  }
}

function* runRingByDay(scenario: RingScenario, options: ScenarioOptions): Generator<Day, ScenarioResult, void> {
  const explicit = compileScenario(scenario);
  const { run } = explicit;
  const { from, past, onStart, onDay, afterPhase, signal } = options;
  const economy = economyOf(explicit, options);
  const { market, phases: own = [] } = options;
  try {
    const result = yield* simulateByDay(economy, worldOf(explicit), {
      maxDays: run.maxDays,
      mode: run.mode === 'step' ? 'step' : 'until-stable',
      rules: run.rules,
      schedule: explicit.scheduledActions,
      phases: [...dayPhases(economy, explicit, { market }), ...own],
      ...(from === undefined ? {} : { from }),
      ...(past === undefined ? {} : { past }),
      ...(onStart === undefined ? {} : { onStart }),
      ...(onDay === undefined ? {} : { onDay }),
      ...(afterPhase === undefined ? {} : { afterPhase }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...result, scenario: explicit, economy };
  } catch (error) {
    throw blameScenario(error, explicit);
  }
}

function economyOf(scenario: ExplicitScenario, options: ScenarioOptions): Economy {
  const { from, sinks, keepEvents, journal = 'none', moneyDecimals = moneyDecimalsOf(scenario) } = options;
  const recording: EconomyRecording = { sinks, keepEvents, journal };
  if (from !== undefined) return restoreEconomy(from.economy, recording);
  return createEconomy({ ...recording, seed: scenario.run.seed, moneyDecimals });
}

/** The market brings its makers along, also where the scenario lists them among its agents. */
function worldOf({ agents, initialActions, dealer }: ExplicitScenario): ExplicitWorld {
  const makers = new Set(dealer === undefined ? [] : marketMakers(dealer).map(({ id }) => id));
  return { agents: agents.flatMap(({ id, kind }) => (makers.has(id) ? [] : [{ id, kind }])), initialActions };
}
