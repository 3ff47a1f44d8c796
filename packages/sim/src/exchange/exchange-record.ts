import { createRules, MONEY } from '@bagehot/exchange';
import { type EventLevel, exchangeTables, type SimulationRun, type TableEvent } from '@bagehot/exchange/spatial';
import type { TableColumn, TableSpec } from '@bagehot/kernel';
import type { FilledTable } from '@bagehot/ring';
import type { PlainRecord, PlainValue } from '../run-record.js';
import { exchangeFileForm } from '../scenario/exchange-form.js';
import type { ExplicitExchangeScenario } from '../scenario/exchange-scenario.js';
import type { RegimeComparison } from './compare-regimes.js';
import type { ExchangeMetrics } from './exchange-metrics.js';
import type { ExchangeParts, ExchangeResult } from './run-exchange.js';

/**
 * Tables of an exchange that fill while it runs (exchange specification, section 14), with columns for its goods.
 *
 * @param level - how much is told, the same as the run's; `standard` unless given
 * @param parts - the same as the run's: with a registry of one's own, its pair types have quotes, too
 */
export function exchangeEventTables(
  { exchange }: ExplicitExchangeScenario,
  level?: EventLevel,
  { registry }: Pick<ExchangeParts, 'registry'> = {},
): readonly TableSpec<TableEvent>[] {
  const { goods, params } = exchange;
  const preferences = params.logPreferences && level !== 'minimal' ? { preferences: true } : {};
  const pairs = registry === undefined ? {} : { pairs: createRules({ goods, registry }).pairs };
  return exchangeTables({ goods, ...pairs, ...(level === undefined ? {} : { level }), ...preferences });
}

/** What the table `simulation_runs` says of a run. Times of the day are left to whoever looks at a clock. */
export function simulationRun({ scenario, ticks }: ExchangeResult): SimulationRun {
  const { name, exchange, run } = scenario;
  return {
    kind: 'SimulationRun',
    day: ticks,
    scenarioName: name,
    startTime: null,
    endTime: null,
    totalTicks: ticks,
    agents: exchange.agents.length,
    width: exchange.side,
    height: exchange.side,
    config: JSON.stringify(exchangeFileForm(scenario)),
    seed: run.seed,
    regime: exchange.regime,
    moneyMode: exchange.moneyMode,
    moneyScale: exchange.params.moneyScale,
  };
}

/** The result of an exchange as plain data for `metrics.json`: how it ended, and its figures. Figures are doubles, as the exchange reckons. */
export function exchangeRecord({ stopped, ticks, scenario, metrics }: ExchangeResult): PlainRecord {
  const { exchange } = scenario;
  return {
    outcome: stopped,
    ticks_run: ticks,
    regime: exchange.regime,
    money_mode: exchange.moneyMode,
    ...figures(metrics),
  };
}

function figures(metrics: ExchangeMetrics): PlainRecord {
  return {
    total_utility_start: metrics.start.total,
    total_utility_end: metrics.end.total,
    goods_utility_start: metrics.start.goods,
    goods_utility_end: metrics.end.goods,
    money_metric_gain: metrics.moneyMetricGain,
    trades: metrics.trades,
    trades_by_pair_type: byName(metrics.tradesByPairType),
    harvested: byName(metrics.harvested),
    gini_of_money: metrics.giniOfMoney,
    share_of_traders: metrics.shareOfTraders,
  };
}

/** A comparison as plain data for `comparison.json`: every run in figures, means per regime, paired differences and counts of the orders. */
export function regimeComparisonRecord(comparison: RegimeComparison): PlainRecord {
  const { regimes, seeds, completed, runs, pairs, orderings } = comparison;
  return {
    regimes: [...regimes],
    seeds: [...seeds],
    completed,
    figures: comparison.figures.map((each) => ({
      regime: each.regime,
      total_utility: each.totalUtility,
      goods_utility: each.goodsUtility,
      money_metric_gain: each.moneyMetricGain,
      trades_by_pair_type: byName(each.tradesByPairType),
      gini_of_money: each.giniOfMoney,
      share_of_traders: each.shareOfTraders,
    })),
    pairs: pairs.map(({ regimes: [first, second], figure, differences, mean, higher, equal, lower }) => ({
      first,
      second,
      figure: snake(figure),
      mean,
      higher,
      equal,
      lower,
      differences: [...differences],
    })),
    orderings: orderings.map(({ figure, ordering, count }) => ({ figure: snake(figure), ordering, count })),
    runs: runs.map(({ regime, seed, stopped, metrics }) => ({ regime, seed, outcome: stopped, ...figures(metrics) })),
  };
}

/** A run as the table `agents`: what each person had and has, where it stands, and what the run was for it. */
export function exchangeRunTables({ scenario, exchange, agents: figures }: ExchangeResult): readonly FilledTable[] {
  const { goods, agents } = scenario.exchange;
  const holdings = [...goods, MONEY];
  const before = new Map(agents.map((agent) => [agent.id, agent.inventory]));
  const figuresOf = new Map(figures.map((agent) => [agent.id, agent]));
  const stocks = (suffix: string): readonly TableColumn[] =>
    holdings.map((name) => ({ name: `${name}_${suffix}`, type: 'integer' }));
  return [
    {
      name: 'agents',
      columns: [
        { name: 'agent', type: 'integer' },
        { name: 'utility_type', type: 'text' },
        ...stocks('start'),
        ...stocks('end'),
        { name: 'x', type: 'integer' },
        { name: 'y', type: 'integer' },
        { name: 'lambda_money', type: 'real' },
        { name: 'utility_start', type: 'real' },
        { name: 'utility_end', type: 'real' },
        { name: 'trades', type: 'integer' },
      ],
      rows: exchange.agents.map(({ id, utility, inventory, position, lambdaMoney }) => [
        id,
        utility.type,
        ...holdings.map((name) => before.get(id)?.[name] ?? 0),
        ...holdings.map((name) => inventory[name] ?? 0),
        ...position,
        lambdaMoney,
        figuresOf.get(id)?.utilityStart ?? null,
        figuresOf.get(id)?.utilityEnd ?? null,
        figuresOf.get(id)?.trades ?? null,
      ]),
    },
  ];
}

/** A comparison as the table `regimes`: a row per run. */
export function regimeTable({ runs }: RegimeComparison): FilledTable {
  const doubles = ['total_utility', 'goods_utility', 'money_metric_gain', 'share_of_traders'];
  return {
    name: 'regimes',
    columns: [
      { name: 'seed', type: 'integer' },
      { name: 'regime', type: 'text' },
      { name: 'trades', type: 'integer' },
      ...doubles.map((name): TableColumn => ({ name, type: 'real' })),
      { name: 'gini_of_money', type: 'real', nullable: true },
    ],
    rows: runs.map(({ seed, regime, totalUtility, goodsUtility, moneyMetricGain, metrics }) => [
      seed,
      regime,
      metrics.trades,
      totalUtility,
      goodsUtility,
      moneyMetricGain,
      metrics.shareOfTraders,
      metrics.giniOfMoney,
    ]),
  };
}

function byName(counts: ReadonlyMap<string, number>): PlainValue {
  return Object.fromEntries(counts);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
