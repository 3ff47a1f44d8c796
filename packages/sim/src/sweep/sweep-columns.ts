import type { TableColumn } from '@bagehot/kernel';
import { SUMMARY_METRIC_NAMES } from '@bagehot/ring';
import type { PlainRecord, PlainValue } from '../run-record.js';

/** A column, and where its value is in a record: `['market', 'dealers', 'profit']`. */
export interface FieldColumn extends TableColumn {
  readonly field: readonly string[];
}

const INTEGERS: ReadonlySet<string> = new Set([
  'days_run',
  'total_defaults',
  'total_trades',
  'last_due_day',
  'time_to_stability',
  'n_defaults',
  'trades',
  'sells',
  'buys',
  'count',
  'defaulted',
  'rescues',
  'induced',
  'sessions',
  'short_sessions',
  'loans',
  'loans_defaulted',
  'bonds_bought',
  'layoffs',
  'defaults',
]);
const BOOLEANS: ReadonlySet<string> = new Set(['completed']);
const TEXTS: ReadonlySet<string> = new Set(['outcome', 'outcome_without_dealer', 'outcome_with_dealer']);

const SUMMARY_FIELDS: readonly string[] = Object.values(SUMMARY_METRIC_NAMES);
const TRADE_FIELDS = [
  'trades',
  'sells',
  'buys',
  'absorption_rate',
  'mean_sell_price',
  'outside_money_net',
  'above_par_subsidy',
  'capital_injected',
  'spread_earned',
] as const;
const STRATEGIES = ['no_trade', 'hold_to_maturity', 'sell_before', 'round_trip'] as const;

/** Figures of a run, as `runFigures` writes them, one column each; lists and the reason of a halt stay in the rows of the sweep. */
export const FIGURE_COLUMNS: readonly FieldColumn[] = [
  ...[
    'outcome',
    'days_run',
    'default_rate',
    'clearing_rate',
    'mean_recovery_rate',
    'total_defaults',
    'total_trades',
    'dealer_profit',
  ].map((name) => columnOf(name, [name])),
  ...SUMMARY_FIELDS.map((name) => columnOf(name, ['summary', name])),
  ...SUMMARY_FIELDS.map((name) => columnOf(`${name}_all`, ['summary_all', name])),
];

/** What there is to say where there is a market. */
export const MARKET_FIGURE_COLUMNS: readonly FieldColumn[] = [
  ...TRADE_FIELDS.map((name) => columnOf(`market_${name}`, ['market', name])),
  ...['dealers', 'vbts'].flatMap((makers) =>
    ['profit', 'return'].map((name) => columnOf(`${makers}_${name}`, ['market', makers, name])),
  ),
  ...STRATEGIES.flatMap((strategy) =>
    ['count', 'defaulted'].map((name) => columnOf(`${strategy}_${name}`, ['strategies', strategy, name])),
  ),
];

/** What there is to say of an economy that has a section, by the name of the section. */
export const SECTION_FIGURE_COLUMNS: ReadonlyMap<string, readonly FieldColumn[]> = new Map([
  [
    'money_market',
    partColumns('money_market', [
      'sessions',
      'short_sessions',
      'requested',
      'supplied',
      'volume',
      'mean_call_rate',
      'mean_spread',
      'loans',
      'loans_defaulted',
      'interest_paid',
      'call_loan_loss',
      'facility_lending',
      'facility_deposits',
      'facility_loss',
      'bonds_bought',
      'bond_cash',
    ]),
  ],
  ['dealer_funding', partColumns('funding', ['interest_paid', 'layoffs', 'layoff_proceeds', 'profit', 'defaults'])],
  [
    'backstop',
    partColumns('backstop', [
      'face_bought',
      'paid',
      'face_sold',
      'sold_for',
      'redeemed',
      'face_lost',
      'peak_holdings',
      'profit',
      'bid_share',
    ]),
  ],
]);

/** Fields of a comparison, as `comparisonRecord` writes them, without its lists. */
export const COMPARISON_COLUMNS: readonly FieldColumn[] = [
  'default_rate_without_dealer',
  'default_rate_with_dealer',
  'delta_reduction',
  'liquidity_relief_ratio',
  'rescues',
  'induced',
  'completed',
  'outcome_without_dealer',
  'outcome_with_dealer',
].map((name) => columnOf(name, [name]));

/** What a comparison says of the treatment's market. */
export const MARKET_COMPARISON_COLUMNS: readonly FieldColumn[] = [
  'dealer_profit',
  'dealer_return',
  'vbt_profit',
  'vbt_return',
  'trades',
  'sells',
  'buys',
  'vbt_absorption_rate',
  'mean_sell_price',
  'outside_money_net',
  'above_par_subsidy',
  'capital_injected',
].map((name) => columnOf(name, [name]));

/** Names of a comparison's fields when its arms are `passive` and `active` (ring specification, section 14). */
export const BALANCED_NAMES: ReadonlyMap<string, string> = new Map([
  ['default_rate_without_dealer', 'delta_passive'],
  ['default_rate_with_dealer', 'delta_active'],
  ['delta_reduction', 'trading_effect'],
  ['liquidity_relief_ratio', 'trading_relief'],
  ['outcome_without_dealer', 'outcome_passive'],
  ['outcome_with_dealer', 'outcome_active'],
]);

/** Where a row stands, whatever the table. */
const PLACE_COLUMNS = [
  'run_id',
  'run_id_baseline',
  'run_id_treatment',
  'index',
  'point',
  'replicate',
  'seed',
  'arm',
  'baseline',
  'treatment',
  'status',
  'problem',
  'path',
  'feasible',
  'safe',
  'unsafe',
  'tries',
] as const;

/** Names that no axis can have. */
export const FIXED_COLUMNS: ReadonlySet<string> = new Set<string>([
  ...PLACE_COLUMNS,
  ...[FIGURE_COLUMNS, MARKET_FIGURE_COLUMNS, COMPARISON_COLUMNS, MARKET_COMPARISON_COLUMNS].flatMap((columns) =>
    columns.map(({ name }) => name),
  ),
  ...BALANCED_NAMES.values(),
]);

/** A column's value in a record; null where it has none. */
export function cellOf(record: PlainRecord, { field }: FieldColumn): string | number | boolean | null {
  let value: PlainValue | undefined = record;
  for (const step of field) value = (value as PlainRecord | null | undefined)?.[step];
  return (value as string | number | boolean | null | undefined) ?? null;
}

function partColumns(part: string, names: readonly string[]): readonly FieldColumn[] {
  return names.map((name) => columnOf(`${part}_${name}`, [part, name]));
}

function columnOf(name: string, field: readonly string[]): FieldColumn {
  const last = field.at(-1) ?? name;
  const type = TEXTS.has(last) ? 'text' : BOOLEANS.has(last) ? 'boolean' : INTEGERS.has(last) ? 'integer' : 'decimal';
  return { name, type, nullable: true, field };
}
