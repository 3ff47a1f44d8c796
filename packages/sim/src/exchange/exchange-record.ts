import { MONEY } from '@bagehot/exchange';
import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import type { TableColumn, TableSpec } from '@bagehot/kernel';
import type { FilledTable } from '@bagehot/ring';
import type { PlainRecord, PlainValue } from '../run-record.js';
import type { RegimeComparison } from './compare-regimes.js';
import type { ExchangeMetrics } from './exchange-metrics.js';
import type { ExchangeResult } from './run-exchange.js';

/** Tables of an exchange that fill while it runs. */
export const exchangeEventTables: readonly TableSpec<ExchangeEvent>[] = [
  {
    name: 'trades',
    columns: [
      { name: 'tick', type: 'integer' },
      { name: 'pair', type: 'text' },
      { name: 'seller', type: 'integer' },
      { name: 'buyer', type: 'integer' },
      { name: 'sold', type: 'integer' },
      { name: 'paid', type: 'integer' },
      { name: 'x', type: 'integer' },
      { name: 'y', type: 'integer' },
      ...['price', 'seller_gain', 'buyer_gain', 'seller_lambda', 'buyer_lambda'].map(
        (name): TableColumn => ({ name, type: 'text' }),
      ),
    ],
    rows: (event) => {
      if (event.kind !== 'ExchangeTrade') return [];
      const { trade, cell, sellerLambda, buyerLambda } = event;
      const { pairType, sellerId, buyerId, dX, dY, price, sellerGain, buyerGain } = trade;
      const doubles = [price, sellerGain, buyerGain, sellerLambda, buyerLambda].map(String);
      return [[event.day, pairType, sellerId, buyerId, dX, dY, ...cell, ...doubles]];
    },
  },
];

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

/** A run as the table `agents`: what each person had and has, and where it stands. */
export function exchangeRunTables({ scenario, exchange }: ExchangeResult): readonly FilledTable[] {
  const { goods, agents } = scenario.exchange;
  const holdings = [...goods, MONEY];
  const before = new Map(agents.map((agent) => [agent.id, agent.inventory]));
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
        { name: 'lambda_money', type: 'text' },
      ],
      rows: exchange.agents.map(({ id, utility, inventory, position, lambdaMoney }) => [
        id,
        utility.type,
        ...holdings.map((name) => before.get(id)?.[name] ?? 0),
        ...holdings.map((name) => inventory[name] ?? 0),
        ...position,
        String(lambdaMoney),
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
      ...doubles.map((name): TableColumn => ({ name, type: 'text' })),
      { name: 'gini_of_money', type: 'text', nullable: true },
    ],
    rows: runs.map(({ seed, regime, totalUtility, goodsUtility, moneyMetricGain, metrics }) => [
      seed,
      regime,
      metrics.trades,
      ...[totalUtility, goodsUtility, moneyMetricGain, metrics.shareOfTraders].map(String),
      metrics.giniOfMoney === null ? null : String(metrics.giniOfMoney),
    ]),
  };
}

function byName(counts: ReadonlyMap<string, number>): PlainValue {
  return Object.fromEntries(counts);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
