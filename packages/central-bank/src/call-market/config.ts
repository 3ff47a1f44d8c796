import type { ProblemList } from '@bagehot/kernel';
import type { LegOptions } from '../clearing/legs.js';
import { ratioRule } from '../clearing/ratio-rule.js';
import { optionProblems } from '../input-reading.js';
import { type AmountInput, formatRate, readRateUnits } from '../numbers.js';
import type { ClearingRule } from '../protocols/clearing.js';
import type { MoneyMarketWarning } from '../protocols/ports.js';

/** How a borrower that cannot pay in full may go on. */
export interface RolloverConfig {
  /** How often a loan may be rolled over; at least 1. */
  readonly max: number;
  /** Added to the rate each time; at least 0. */
  readonly penalty: AmountInput;
}

/** How a call market works. Everything has a default. */
export interface CallMarketConfig extends LegOptions {
  /** Stands before the numbers of its orders and loans, as `<id>/L1`: where several markets share a ledger. */
  readonly id?: string;
  /**
   * The spread over the policy rate when nothing is supplied; at least 0. Of the ratio rule, as are the options of the legs.
   *
   * @defaultValue '0.1', with a warning
   */
  readonly spreadSensitivity?: AmountInput;
  /** How sessions are cleared: by the ratio rule unless given. */
  readonly rule?: ClearingRule;
  /**
   * Ticks in a year of interest: 360 for days, 1 where rates are per tick.
   *
   * @defaultValue 360
   */
  readonly ticksPerYear?: number;
  /**
   * Ticks from origin to due tick.
   *
   * @defaultValue 1
   */
  readonly term?: number;
  /** @defaultValue 1 */
  readonly sessionsPerTick?: number;
  /**
   * May a borrower that defaulted borrow again only once it is reinstated?
   *
   * @defaultValue true
   */
  readonly barDefaulters?: boolean;
  /** Off unless given. */
  readonly rollover?: RolloverConfig;
  /**
   * Do circles of borrowers who owe one another pay through the clearing house before one of them is declared in default?
   *
   * @defaultValue false
   */
  readonly netting?: boolean;
  /**
   * `gross`: loans are settled as their tick begins. `netted`: the session renews them first, see the central bank specification, section 11.7.
   *
   * @defaultValue 'gross'
   */
  readonly settlement?: 'gross' | 'netted';
}

/** A configuration that has been read: integers, and nothing left out. */
export interface MarketTerms {
  readonly prefix: string;
  readonly rule: ClearingRule;
  readonly ticksPerYear: number;
  readonly term: number;
  readonly sessionsPerTick: number;
  readonly barDefaulters: boolean;
  /** The penalty in units of 10^-12. */
  readonly rollover: { readonly max: number; readonly penalty: bigint } | undefined;
  readonly netting: boolean;
  readonly settlement: 'gross' | 'netted';
  readonly warnings: readonly MoneyMarketWarning[];
}

const DEFAULT_SENSITIVITY = '0.1';
const SENSITIVITY_KEY = 'callMarketSpreadSensitivity';

/**
 * Reads a configuration.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem found
 */
export function readConfig(config: CallMarketConfig): MarketTerms {
  const problems = optionProblems();
  const { id, ticksPerYear = 360, term = 1, sessionsPerTick = 1, settlement = 'gross' } = config;
  const { barDefaulters = true, netting = false } = config;
  if (id !== undefined && (typeof id !== 'string' || id === ''))
    problems.add('INVALID_CONFIG', 'id', id, 'a text of at least one character');
  for (const [path, value] of Object.entries({ ticksPerYear, term, sessionsPerTick }))
    if (!Number.isSafeInteger(value) || value < 1)
      problems.add('INVALID_CONFIG', path, value, 'a safe integer of at least 1');
  for (const [path, value] of Object.entries({ barDefaulters, netting }))
    if (typeof value !== 'boolean') problems.add('INVALID_CONFIG', path, value, 'true or false');
  if (settlement !== 'gross' && settlement !== 'netted')
    problems.add('INVALID_CONFIG', 'settlement', settlement, "'gross' or 'netted'");
  const rule = readRule(config, problems);
  const rollover = config.rollover && readRollover(config.rollover, problems);
  problems.check();
  return {
    prefix: id === undefined ? '' : `${id}/`,
    rule: rule as ClearingRule,
    ticksPerYear,
    term,
    sessionsPerTick,
    barDefaulters,
    rollover,
    netting,
    settlement,
    warnings: warningsOf(config),
  };
}

function readRule(config: CallMarketConfig, problems: ProblemList<string>): ClearingRule | undefined {
  const { rule, spreadSensitivity = DEFAULT_SENSITIVITY, legRule, maxLegs } = config;
  if (rule === undefined)
    return problems.collect(() =>
      ratioRule({
        spreadSensitivity,
        ...(legRule === undefined ? {} : { legRule }),
        ...(maxLegs === undefined ? {} : { maxLegs }),
      }),
    );
  if (typeof rule !== 'object' || rule === null || typeof rule.clear !== 'function' || typeof rule.name !== 'string')
    problems.add('INVALID_CONFIG', 'rule', rule, 'an object with a name and a function clear');
  for (const path of ['spreadSensitivity', 'legRule', 'maxLegs'] as const)
    if (config[path] !== undefined)
      problems.add('INVALID_CONFIG', path, config[path], 'left out beside a rule, which has options of its own');
  return rule;
}

function readRollover(rollover: RolloverConfig, problems: ProblemList<string>): MarketTerms['rollover'] {
  const { max, penalty } = rollover;
  if (!Number.isSafeInteger(max) || max < 1)
    problems.add('INVALID_CONFIG', 'rollover.max', max, 'a safe integer of at least 1');
  const units = readRateUnits(penalty);
  if (units === undefined || units < 0n)
    problems.add('INVALID_CONFIG', 'rollover.penalty', penalty, 'a rate of at least 0 with at most 12 decimals');
  return { max, penalty: units ?? 0n };
}

function warningsOf({ rule, spreadSensitivity }: CallMarketConfig): readonly MoneyMarketWarning[] {
  if (rule !== undefined || spreadSensitivity !== undefined) return [];
  const value = formatRate(readRateUnits(DEFAULT_SENSITIVITY) as bigint);
  return [
    {
      code: 'CONFIG_DEFAULT_USED',
      key: SENSITIVITY_KEY,
      value,
      message: `${SENSITIVITY_KEY} is not given: ${value} is used`,
    },
  ];
}
