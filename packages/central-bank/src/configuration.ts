import type { Decimal, ProblemList } from '@bagehot/kernel';
import type { CallMarketConfig } from './call-market/config.js';
import { defaultUsed } from './central-bank/options.js';
import { optionProblems } from './input-reading.js';
import { type AmountInput, formatRate, RATE_ONE, rateOf, readRateUnits } from './numbers.js';
import type { LegRule } from './protocols/clearing.js';
import type { MoneyMarketWarning } from './protocols/ports.js';

/** A configuration that has been read: nothing is left out. */
export interface CentralBankConfig {
  readonly initialPolicyRate: Decimal;
  readonly callMarketSpreadSensitivity: Decimal;
  /** Digits after the point of the money. */
  readonly moneyDecimals: number;
  readonly ticksPerYear: number;
  readonly term: number;
  readonly legRule: LegRule;
  readonly sessionsPerTick: number;
  readonly barDefaulters: boolean;
  /** Null when loans are not rolled over. */
  readonly rollover: { readonly max: number; readonly penalty: Decimal } | null;
  /** One for each key that has a default worth a warning and is not given. */
  readonly warnings: readonly MoneyMarketWarning[];
}

/** Keys by the names they may be written in. */
const KEYS: ReadonlyMap<string, keyof Omit<CentralBankConfig, 'warnings'>> = new Map([
  ['initialPolicyRate', 'initialPolicyRate'],
  ['initial_policy_rate', 'initialPolicyRate'],
  ['callMarketSpreadSensitivity', 'callMarketSpreadSensitivity'],
  ['call_market_spread_sensitivity', 'callMarketSpreadSensitivity'],
  ['moneyDecimals', 'moneyDecimals'],
  ['money_decimals', 'moneyDecimals'],
  ['moneyDp', 'moneyDecimals'],
  ['money_dp', 'moneyDecimals'],
  ['ticksPerYear', 'ticksPerYear'],
  ['ticks_per_year', 'ticksPerYear'],
  ['term', 'term'],
  ['legRule', 'legRule'],
  ['leg_rule', 'legRule'],
  ['sessionsPerTick', 'sessionsPerTick'],
  ['sessions_per_tick', 'sessionsPerTick'],
  ['barDefaulters', 'barDefaulters'],
  ['bar_defaulters', 'barDefaulters'],
  ['rollover', 'rollover'],
]);
type Key = keyof Omit<CentralBankConfig, 'warnings'>;

const MAX_MONEY_DECIMALS = 18;

/** Where a rate may lie, in units of 10^-12. */
interface RateBounds {
  readonly min: bigint;
  readonly max?: bigint;
}

const AT_LEAST_0: RateBounds = { min: 0n };
/** What a central bank allows unless it is told otherwise. */
const POLICY_RATES: RateBounds = { min: -RATE_ONE / 10n, max: 10n * RATE_ONE };

/**
 * Reads the configuration of a central bank and its call market. Unknown keys are errors, a key may be written `likeThis` or `like_this`, and a value that
 * is given and wrong is an error, never a default.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @example
 * const config = parseCentralBankConfig(JSON.parse(text));
 * const market = createCallMarket(callMarketConfig(config), ports);
 * @see central bank specification, section 14
 */
export function parseCentralBankConfig(input: unknown): CentralBankConfig {
  const problems = optionProblems();
  const given = readKeys(input, problems);
  const warnings: MoneyMarketWarning[] = [];
  const rate = (key: Key, fallback: string, bounds: RateBounds): Decimal => {
    const value = given.get(key);
    if (value === undefined) warnings.push(defaultUsed(key, fallback));
    return readRate(problems, key, value === undefined ? fallback : value, bounds);
  };
  const count = (key: Key, fallback: number, least: number, most: number = Number.MAX_SAFE_INTEGER): number => {
    const value = given.has(key) ? given.get(key) : fallback;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    problems.add('INVALID_CONFIG', key, value, `a whole number from ${least} to ${most}`);
    return fallback;
  };
  const legRule = given.has('legRule') ? given.get('legRule') : 'sequential';
  const barDefaulters = given.has('barDefaulters') ? given.get('barDefaulters') : true;
  if (legRule !== 'sequential' && legRule !== 'proportional')
    problems.add('INVALID_CONFIG', 'legRule', legRule, 'sequential or proportional');
  if (typeof barDefaulters !== 'boolean')
    problems.add('INVALID_CONFIG', 'barDefaulters', barDefaulters, 'true or false');
  const config: CentralBankConfig = {
    initialPolicyRate: rate('initialPolicyRate', '0.05', POLICY_RATES),
    callMarketSpreadSensitivity: rate('callMarketSpreadSensitivity', '0.1', AT_LEAST_0),
    moneyDecimals: count('moneyDecimals', 2, 0, MAX_MONEY_DECIMALS),
    ticksPerYear: count('ticksPerYear', 360, 1),
    term: count('term', 1, 1),
    legRule: legRule as LegRule,
    sessionsPerTick: count('sessionsPerTick', 1, 1),
    barDefaulters: barDefaulters as boolean,
    rollover: readRollover(problems, given.get('rollover')),
    warnings,
  };
  problems.check();
  return config;
}

/** The part of a configuration that is the call market's. */
export function callMarketConfig(config: CentralBankConfig): CallMarketConfig {
  const { callMarketSpreadSensitivity, ticksPerYear, term, legRule, sessionsPerTick, barDefaulters, rollover } = config;
  return {
    spreadSensitivity: callMarketSpreadSensitivity,
    ticksPerYear,
    term,
    legRule,
    sessionsPerTick,
    barDefaulters,
    ...(rollover === null ? {} : { rollover }),
  };
}

/** The values by key, whatever the spelling. What is undefined is not given. */
function readKeys(input: unknown, problems: ProblemList<string>): ReadonlyMap<Key, unknown> {
  const given = new Map<Key, unknown>();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    problems.add('INVALID_CONFIG', 'config', input, 'an object');
    problems.check();
  }
  for (const [name, value] of Object.entries(input as object)) {
    const key = KEYS.get(name);
    if (key === undefined) problems.add('INVALID_CONFIG', name, value, 'left out: there is no such key');
    else if (given.has(key)) problems.add('INVALID_CONFIG', name, value, `left out, since ${key} is given already`);
    else if (value !== undefined) given.set(key, value);
  }
  return given;
}

function readRate(problems: ProblemList<string>, path: string, value: unknown, { min, max }: RateBounds): Decimal {
  const units = readRateUnits(value as AmountInput);
  if (units !== undefined && units >= min && (max === undefined || units <= max)) return rateOf(units);
  const range = max === undefined ? `of at least ${formatRate(min)}` : `from ${formatRate(min)} to ${formatRate(max)}`;
  problems.add('INVALID_CONFIG', path, value, `a rate of at most 12 decimals, ${range}`);
  return rateOf(0n);
}

function readRollover(problems: ProblemList<string>, value: unknown): CentralBankConfig['rollover'] {
  if (value === undefined || value === null || value === false) return null;
  if (typeof value !== 'object') {
    problems.add('INVALID_CONFIG', 'rollover', value, 'an object of max and penalty, or left out');
    return null;
  }
  for (const key of Object.keys(value))
    if (key !== 'max' && key !== 'penalty')
      problems.add('INVALID_CONFIG', `rollover.${key}`, (value as Record<string, unknown>)[key], 'left out');
  const { max, penalty } = value as { readonly max?: unknown; readonly penalty?: unknown };
  if (!Number.isSafeInteger(max) || (max as number) < 1)
    problems.add('INVALID_CONFIG', 'rollover.max', max, 'a whole number of at least 1');
  return { max: max as number, penalty: readRate(problems, 'rollover.penalty', penalty, AT_LEAST_0) };
}
