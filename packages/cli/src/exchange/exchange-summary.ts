import type { ExchangeMetrics, ExchangeResult, RegimeComparison, RegimeFigure } from '@bagehot/sim';
import { align, type TextLine } from '../figure-text.js';

/** Digits of figures for people. */
const DIGITS = 6;

const FIGURES: ReadonlyMap<RegimeFigure, string> = new Map([
  ['totalUtility', 'total utility'],
  ['goodsUtility', 'utility of goods'],
  ['moneyMetricGain', 'gain in money'],
]);

/** A run in a few lines for people. */
export function exchangeSummary({ scenario, stopped, ticks, metrics }: ExchangeResult): string {
  const { regime } = scenario.exchange;
  return [
    scenario.name,
    `${regime}: ${ticks} ${ticks === 1 ? 'tick' : 'ticks'}${stopped === 'aborted' ? ', interrupted' : ''}`,
    '',
    ...align(linesOf(metrics)),
    '',
  ].join('\n');
}

/** What people had and have, as a table. */
export function holdingsTable({ scenario, exchange }: ExchangeResult, ids: readonly string[]): string {
  const names = [...scenario.exchange.goods, 'M'];
  const before = new Map(scenario.exchange.agents.map(({ id, inventory }) => [String(id), inventory]));
  const after = new Map(exchange.agents.map((agent) => [String(agent.id), agent]));
  const rows = ids.map((id): TextLine => {
    const agent = after.get(id);
    const stocks = names.map((name) => `${before.get(id)?.[name] ?? 0} to ${agent?.inventory[name] ?? 0}`);
    return [id, agent?.utility.type ?? '', ...stocks, agent?.position.join(',') ?? ''];
  });
  return `${align([['agent', 'taste', ...names, 'at'], ...rows]).join('\n')}\n`;
}

/** Regimes side by side: means over the seeds, paired differences, and how often which order came out. */
export function regimeSummary(name: string, comparison: RegimeComparison): string {
  const { regimes, seeds, figures, pairs, orderings } = comparison;
  const pairTypes = [...new Set(figures.flatMap(({ tradesByPairType }) => [...tradesByPairType.keys()]))];
  const column = (cells: (each: (typeof figures)[number]) => string): readonly string[] => figures.map(cells);
  const lines: TextLine[] = [
    ['', ...regimes],
    ...[...FIGURES].map(([figure, label]): TextLine => [label, ...column((each) => shown(each[figure]))]),
    ...pairTypes.map(
      (pair): TextLine => [`trades ${pair}`, ...column((each) => countOf(each.tradesByPairType.get(pair)))],
    ),
    ['Gini of money', ...column(({ giniOfMoney }) => (giniOfMoney === null ? '–' : shown(giniOfMoney)))],
    ['share who traded', ...column(({ shareOfTraders }) => shown(shareOfTraders))],
  ];
  const differences: TextLine[] = pairs.map(({ regimes: [first, second], figure, mean, higher, equal, lower }) => [
    `${second} – ${first}`,
    FIGURES.get(figure) ?? figure,
    signed(mean),
    `${higher} higher, ${equal} equal, ${lower} lower`,
  ]);
  const total = orderings.filter(({ figure }) => figure === 'totalUtility');
  return [
    name,
    '',
    seeds.length === 1 ? `seed ${seeds[0]}` : `means over ${seeds.length} seeds; trades of all of them`,
    ...align(lines),
    '',
    'differences on the same seed',
    ...align(differences),
    '',
    'orders by total utility',
    ...align(total.map(({ ordering, count }) => [ordering, `${count} of ${seeds.length}`])),
    '',
  ].join('\n');
}

function linesOf(metrics: ExchangeMetrics): readonly TextLine[] {
  const { start, end, trades, tradesByPairType, harvested, giniOfMoney, shareOfTraders, moneyMetricGain } = metrics;
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, count]) => `${countOf(count)} ${name}`).join(', ');
  return [
    ['trades', trades === 0 ? 'none' : `${countOf(trades)}: ${list(tradesByPairType)}`],
    ['total utility', `${shown(start.total)} to ${shown(end.total)}`],
    ['utility of goods', `${shown(start.goods)} to ${shown(end.goods)}`],
    ['gain in money', shown(moneyMetricGain)],
    ['harvested', list(harvested)],
    ['Gini of money', giniOfMoney === null ? '–' : shown(giniOfMoney)],
    ['share who traded', shown(shareOfTraders)],
  ];
}

function countOf(count: number | undefined): string {
  return String(count ?? 0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Six significant digits. */
function shown(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

function signed(value: number): string {
  return value > 0 ? `+${shown(value)}` : shown(value);
}
