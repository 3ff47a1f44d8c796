import type { FinancingScenario } from '@bagehot/sim';
import { CommandError, EXIT } from '../exit-code.js';
import { readCount } from '../option-value.js';

/** Options of `run` and `compare` that override the scenario of a financing economy. Undefined ones leave it as it is. */
export interface FinancingOverrides {
  readonly maxRounds?: string;
  readonly financingMode?: string;
  readonly seed?: string;
}

/** Options that are about rings alone, as they are written. */
const OF_RINGS: readonly (readonly [name: string, option: string])[] = [
  ['mode', '--mode'],
  ['maxDays', '--max-days'],
  ['quietDays', '--quiet-days'],
  ['defaultHandling', '--default-handling'],
  ['distribution', '--distribution'],
  ['dealer', '--dealer'],
  ['exportBalances', '--export-balances'],
];

/** Options that are about financing economies alone. */
const OF_FINANCING: readonly (readonly [name: string, option: string])[] = [
  ['maxRounds', '--max-rounds'],
  ['financingMode', '--financing-mode'],
  ['modes', '--modes'],
];

/**
 * Makes sure that no option is given that the scenario's model does not have.
 *
 * @throws CommandError with exit code 2 naming the first that is
 */
export function requireOptionsOf(model: 'ring' | 'financing', options: object): void {
  const others = model === 'ring' ? OF_FINANCING : OF_RINGS;
  const given = others.find(([name]) => Reflect.get(options, name) !== undefined);
  if (given === undefined) return;
  const what = model === 'ring' ? 'a ring of debts' : 'a financing economy';
  const hint = given[0] === 'maxDays' ? '; its rounds are limited by --max-rounds' : '';
  throw new CommandError(EXIT.badInput, `${given[1]}: the scenario is ${what}, which has no such option${hint}`);
}

/**
 * The scenario as the command line wants it. A seed is that of the population too.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function overrideFinancing(scenario: FinancingScenario, options: FinancingOverrides): FinancingScenario {
  const { run, financing } = scenario;
  const seed = options.seed === undefined ? undefined : readCount('--seed', options.seed, 0);
  const maxRounds = options.maxRounds === undefined ? run.maxRounds : readCount('--max-rounds', options.maxRounds, 1);
  const changed = {
    ...scenario,
    financing: { ...financing, mode: options.financingMode ?? financing.mode },
    run: { ...run, maxRounds, seed: seed ?? run.seed },
  };
  return seed !== undefined && changed.form === 'generator' ? { ...changed, populationSeed: seed } : changed;
}
