import type { Decimal } from '@bagehot/kernel';
import type { FilledTable, TableCell } from '@bagehot/ring';
import type { Comparison } from './compare.js';
import type { EconomyResult, ScenarioResult } from './run-scenario.js';

/** A comparison under the names of the ring specification, section 12.2: decimals as text, ratios with 20 decimals. */
export type ComparisonRecord = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Half up, as all reported ratios. */
const HALF_UP = 1;
const RATIO_DECIMALS = 20;

/** Writes a comparison as a record, ready for JSON. Figures of the market are there when the treatment has one. */
export function comparisonRecord(comparison: Comparison<ScenarioResult | EconomyResult>): ComparisonRecord {
  const { relief, rescued, induced, treatment, completed, runs } = comparison;
  const { market } = treatment;
  return {
    default_rate_without_dealer: show(relief?.controlRate),
    default_rate_with_dealer: show(relief?.treatmentRate),
    delta_reduction: show(relief?.reduction),
    liquidity_relief_ratio: show(relief?.reliefRatio),
    rescues: rescued.length,
    induced: induced.length,
    rescued_agents: rescued,
    induced_agents: induced,
    completed,
    outcome_without_dealer: runs.baseline.stopped,
    outcome_with_dealer: runs.treatment.stopped,
    ...(market === undefined
      ? {}
      : {
          dealer_profit: show(market.dealers.profit),
          dealer_return: ratio(market.dealers.return),
          vbt_profit: show(market.vbts.profit),
          vbt_return: ratio(market.vbts.return),
          trades: market.trades,
          sells: market.sells,
          buys: market.buys,
          vbt_absorption_rate: ratio(market.absorptionRate),
          mean_sell_price: ratio(market.meanSellPrice),
          outside_money_net: show(market.outsideMoneyNet),
          above_par_subsidy: show(market.aboveParSubsidy),
          capital_injected: show(market.capitalInjected),
        }),
  };
}

/** Comparisons as the table `comparison`, one row each. Lists of agents stay in the records. */
export function comparisonTable(comparisons: readonly Comparison[]): FilledTable {
  const records = comparisons.map(comparisonRecord);
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))].filter(
    (name) => !name.endsWith('_agents'),
  );
  return {
    name: 'comparison',
    columns: names.map((name) => ({ name, type: typeOf(name), nullable: true })),
    rows: records.map((record) => names.map((name): TableCell => (record[name] as TableCell | undefined) ?? null)),
  };
}

function typeOf(name: string): 'text' | 'integer' | 'decimal' | 'boolean' {
  if (name.startsWith('outcome')) return 'text';
  if (name === 'completed') return 'boolean';
  return ['rescues', 'induced', 'trades', 'sells', 'buys'].includes(name) ? 'integer' : 'decimal';
}

function show(value: Decimal | null | undefined): string | null {
  return value?.toFixed() ?? null;
}

function ratio(value: Decimal | null): string | null {
  return show(value?.round(RATIO_DECIMALS, HALF_UP));
}
