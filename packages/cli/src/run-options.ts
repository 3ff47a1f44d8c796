import type { RingScenario } from '@bagehot/sim';
import { CommandError, EXIT } from './exit-code.js';

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

/**
 * The scenario as the command line wants it.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function override(scenario: RingScenario, options: RunOverrides): RingScenario {
  const { run } = scenario;
  const seed = options.seed === undefined ? undefined : count('--seed', options.seed, 0);
  if (options.dealer === true && scenario.dealer === undefined)
    throw new CommandError(EXIT.badInput, '--dealer: the scenario has no dealer section that could be switched on');
  const rules = {
    ...run.rules,
    ...(options.quietDays === undefined ? {} : { quietDays: count('--quiet-days', options.quietDays, 0) }),
    ...(options.defaultHandling === undefined ? {} : { defaultHandling: options.defaultHandling }),
    ...(options.distribution === undefined ? {} : { distribution: options.distribution }),
  };
  const changed = {
    ...scenario,
    run: {
      ...run,
      rules,
      mode:
        options.mode === undefined ? run.mode : options.mode === 'step' ? ('step' as const) : ('until_stable' as const),
      maxDays: options.maxDays === undefined ? run.maxDays : count('--max-days', options.maxDays, 1),
      seed: seed ?? run.seed,
    },
    ...(options.dealer === false ? { dealer: undefined } : {}),
  };
  return seed !== undefined && changed.form === 'generator' ? { ...changed, ringSeed: seed } : changed;
}

function count(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new CommandError(EXIT.badInput, `${option} must be a whole number of at least ${least}, but is ${text}`);
}
