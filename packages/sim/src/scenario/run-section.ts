import type { AgentKind, MeansOfPayment, RingRules } from '@bagehot/ring';
import { asCount, asFlag, asOneOf, asText, entries, field, items } from './field.js';
import type { Problems } from './problems.js';
import type { RunSection } from './scenario.js';

/** What a run does unless its file says otherwise. */
export interface RunDefaults {
  readonly maxDays: number;
  readonly seed: number;
  /** Set where another section decides whether debts are rolled over; the `run` section may repeat it and not contradict it. */
  readonly rollover?: boolean;
}

const SETTLEMENT = ['sequential', 'multipass', 'clearing'] as const;
const PARTIAL = ['full-face', 'cash-only', 'skip'] as const;

/** Names of means of payment in files, and what the ring calls them. */
const MEANS: ReadonlyMap<unknown, MeansOfPayment> = new Map<unknown, MeansOfPayment>([
  ['deposit', 'deposit'],
  ['bank_deposit', 'deposit'],
  ['cash', 'cash'],
  ['reserves', 'reserves'],
  ['reserve_deposit', 'reserves'],
]);

/** Reads the `run` section (ring specification, section 15.1), with the payment ranks of `policy_overrides`. */
export function readRun(problems: Problems, value: unknown, overrides: unknown, defaults: RunDefaults): RunSection {
  const maxDays = asCount(field(value, 'max_days')) ?? defaults.maxDays;
  if (maxDays < 1) problems.add('E_VALUE', ['run', 'max_days'], 'must be at least 1, but is 0');
  const enabled = asFlag(field(value, 'rollover_enabled'));
  if (defaults.rollover !== undefined && enabled === !defaults.rollover)
    problems.add(
      'E_VALUE',
      ['run', 'rollover_enabled'],
      `must not be ${enabled}: balanced.rollover is ${defaults.rollover}`,
    );
  const show = field(value, 'show');
  const exports = field(value, 'export');
  return {
    mode: asOneOf(field(value, 'mode'), ['until_stable', 'step']) ?? 'until_stable',
    maxDays,
    seed: asCount(field(value, 'seed')) ?? defaults.seed,
    rules: readRules(value, overrides, enabled ?? defaults.rollover ?? false),
    show: {
      events: asOneOf(field(show, 'events'), ['summary', 'detailed', 'table', 'none']) ?? 'summary',
      balances: items(field(show, 'balances')).flatMap((agent) => asText(agent) ?? []),
    },
    exports: {
      eventsJsonl: asText(field(exports, 'events_jsonl')),
      balancesCsv: asText(field(exports, 'balances_csv')),
    },
  };
}

/** The way of sharing what is short stays open unless the file chooses: it depends on whether something trades in the run. */
function readRules(value: unknown, overrides: unknown, rollsOver: boolean): RingRules {
  const ranks = entries(field(overrides, 'mop_rank')).map(
    ([kind, means]) => [kind as AgentKind, items(means).flatMap((name) => MEANS.get(name) ?? [])] as const,
  );
  const distribution = asOneOf(field(value, 'distribution'), ['first-come', 'proportional']);
  const partial = asOneOf(field(value, 'rollover_partial'), PARTIAL) ?? 'full-face';
  return {
    defaultHandling: asOneOf(field(value, 'default_handling'), ['expel-agent', 'fail-fast']) ?? 'expel-agent',
    settlement: asOneOf(field(value, 'settlement'), SETTLEMENT) ?? 'sequential',
    estate: asOneOf(field(value, 'estate'), ['retain', 'pro-rata']) ?? 'retain',
    rollover: rollsOver ? partial : 'off',
    quietDays: asCount(field(value, 'quiet_days')) ?? 2,
    ...(distribution === undefined ? {} : { distribution }),
    ...(ranks.length === 0 ? {} : { paymentOrder: Object.fromEntries(ranks) }),
  };
}
