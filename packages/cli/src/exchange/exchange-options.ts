import type { ExchangeScenario } from '@bagehot/sim';
import { badOption, readCount } from '../option-value.js';

/** Options of `run` and `compare` that override the scenario of an exchange. Undefined ones leave it as it is. */
export interface ExchangeOverrides {
  readonly ticks?: string;
  readonly regime?: string;
  readonly seed?: string;
}

/** Names that are folders, too. */
const FOLDER_NAME = /^[\w.-]+$/;
/** Seeds of a comparison unless the command line names others, from that of the scenario on. */
const SEEDS = 20;
/** More is a slip of the pen. */
const MOST_SEEDS = 100_000;

/**
 * The scenario as the command line wants it.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function overrideExchange(scenario: ExchangeScenario, options: ExchangeOverrides): ExchangeScenario {
  const { run } = scenario;
  const changed = {
    ticks: options.ticks === undefined ? run.ticks : readCount('--ticks', options.ticks, 0),
    seed: options.seed === undefined ? run.seed : readCount('--seed', options.seed, 0),
  };
  const { regime } = options;
  if (regime === undefined) return { ...scenario, run: changed };
  return scenario.form === 'explicit'
    ? { ...scenario, run: changed, exchange: { ...scenario.exchange, regime } }
    : { ...scenario, run: changed, exchange: { ...scenario.exchange, regime } };
}

/**
 * Names of the regimes of a comparison.
 *
 * @throws CommandError with exit code 2 unless there are two different ones
 */
export function readRegimes(text: string): readonly string[] {
  const regimes = text.split(',').map((regime) => regime.trim());
  const isList = regimes.length >= 2 && new Set(regimes).size === regimes.length;
  if (isList && regimes.every((regime) => FOLDER_NAME.test(regime))) return regimes;
  throw badOption('--regimes', `must be at least two different names, such as barter_only,money_only, but is ${text}`);
}

/**
 * Seeds of a comparison, such as `1,5-20`: twenty from that of the scenario on unless some are named, and a single one where nothing is drawn.
 *
 * @throws CommandError with exit code 2 for anything else
 */
export function readSeeds(text: string | undefined, { form, run }: ExchangeScenario): readonly number[] {
  if (text === undefined) return Array.from({ length: form === 'explicit' ? 1 : SEEDS }, (_, k) => run.seed + k);
  const refuse = (): Error =>
    badOption('--seeds', `must be different seeds and ranges of seeds, such as 1,5-20, but is ${text}`);
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || !Number.isSafeInteger(to) || from > to || to - from >= MOST_SEEDS) throw refuse();
    return Array.from({ length: to - from + 1 }, (_, k) => from + k);
  });
  if (new Set(seeds).size < seeds.length) throw refuse();
  return seeds;
}
