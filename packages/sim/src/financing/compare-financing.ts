import { compareState, type FinancingModes, roundRules, type StateComparison } from '@bagehot/financing';
import { SimError } from '../errors.js';
import { compileFinancing } from '../scenario/financing-compile.js';
import { financingConfig } from '../scenario/financing-config.js';
import { blameFinancing } from '../scenario/financing-problems.js';
import type { ExplicitFinancingScenario, FinancingScenario } from '../scenario/financing-scenario.js';
import { type FinancingOptions, type FinancingResult, runFinancingByRound } from './run-financing.js';

/** How a financing economy is compared with itself under other modes. */
export interface FinancingComparisonOptions
  extends Pick<FinancingOptions, 'solver' | 'movement' | 'signal' | 'keepLog'> {
  /**
   * Names of at least two modes. The first is the one whose states are cleared under the others.
   *
   * @defaultValue PERSONAL and TOTAL_WEALTH
   */
  readonly modes?: readonly string[] | undefined;
  /**
   * Where they are looked up.
   *
   * @defaultValue the built-in ones, `financingModes`
   */
  readonly registry?: FinancingModes | undefined;
  /** What each run has of its own, such as sinks or a settlement: these keep state, so each run needs its own. */
  readonly of?: (mode: string) => Pick<FinancingOptions, 'sinks' | 'settlement' | 'onRoundEnd' | 'onStart' | 'onRound'>;
}

/** The state of a round of the first run, cleared under every mode. */
export interface SameStateRound extends StateComparison {
  readonly round: number;
}

/**
 * One economy under several financing modes, compared in two ways.
 *
 * `runs` are whole runs that start alike. They part after the first trade, so differences between them are differences of two histories: usually the gap is smaller
 * where people may pay with all they own, but not in every round, nor always over a run.
 *
 * `sameState` holds the modes against one another in one state at a time, those of the first run's rounds with prices. Here it is certain: in every good the gap under
 * TOTAL_WEALTH is at most that under PERSONAL, to the last quantum. Where it is not lower in value there is a warning `NO_GAP_REDUCTION`: what is wanted was left
 * at home or is capped, and no financing brings it to market.
 *
 * @see financing specification, section 8
 */
export interface FinancingComparison {
  readonly modes: readonly string[];
  /** One per mode, in their order. */
  readonly runs: readonly FinancingResult[];
  /** One per round of the first run in which prices formed. */
  readonly sameState: readonly SameStateRound[];
  /** Did all runs come to an end of their own? */
  readonly completed: boolean;
}

/** A round of one mode's run that has just been run. */
export interface FinancingComparisonStep {
  readonly mode: string;
  readonly round: number;
}

/**
 * Runs a financing economy once per mode, started alike, and clears each state of the first run under every mode: see {@link FinancingComparison}.
 *
 * @throws SimError `INVALID_OPTIONS` for fewer than two modes or one named twice; what `runScenario` throws
 * @example
 * const { runs, sameState } = compareFinancing(loadScenario(yaml, 'financing'), { modes: ['PERSONAL', 'TOTAL_WEALTH'] });
 */
export function compareFinancing(
  scenario: FinancingScenario,
  options: FinancingComparisonOptions = {},
): FinancingComparison {
  const rounds = compareFinancingByRound(scenario, options);
  let step = rounds.next();
  while (step.done !== true) step = rounds.next();
  return step.value;
}

/** The same, one round of one run per step: for progress displays and Ctrl-C. */
export function* compareFinancingByRound(
  scenario: FinancingScenario,
  options: FinancingComparisonOptions = {},
): Generator<FinancingComparisonStep, FinancingComparison, void> {
  const { modes = ['PERSONAL', 'TOTAL_WEALTH'], registry, of, ...shared } = options;
  if (modes.length < 2 || new Set(modes).size < modes.length)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'modes', reason: 'at least two different names' },
      `modes must be at least two different names, but is [${modes.join(', ')}]`,
    );
  const arms = armsOf(compileFinancing(scenario), modes, { ...shared, modes: registry });
  const sameState: SameStateRound[] = [];
  const runs: FinancingResult[] = [];
  for (const { mode, scenario: arm } of arms) {
    const own = of?.(mode) ?? {};
    const isFirst = runs.length === 0;
    const rounds = runFinancingByRound(arm, {
      ...shared,
      ...own,
      modes: registry,
      onRound: (event) => {
        own.onRound?.(event);
        if (!isFirst || event.market.prices === null) return;
        const rules = arms.map((each) => each.rules);
        sameState.push({ round: event.round, ...compareState(event.market.participants, rules) });
      },
    });
    let step = rounds.next();
    while (step.done !== true) {
      yield { mode, round: step.value };
      step = rounds.next();
    }
    runs.push(step.value);
  }
  return { modes, runs, sameState, completed: runs.every(({ stopped }) => stopped !== 'aborted') };
}

interface Arm {
  readonly mode: string;
  readonly scenario: ExplicitFinancingScenario;
  readonly rules: ReturnType<typeof roundRules>;
}

/** Every mode is looked up before the first run begins. */
function armsOf(
  scenario: ExplicitFinancingScenario,
  modes: readonly string[],
  parts: FinancingOptions,
): readonly Arm[] {
  try {
    return modes.map((mode) => {
      const arm = { ...scenario, financing: { ...scenario.financing, mode } };
      return { mode, scenario: arm, rules: roundRules(financingConfig(arm, parts), arm.financing.goods.length) };
    });
  } catch (error) {
    throw blameFinancing(error);
  }
}
