import type { EventRecord } from '@bagehot/kernel';
import {
  type BalanceRow,
  type Comparison,
  type EconomyResult,
  equity,
  type MoneyMarketFigures,
  type RecordedMetrics,
  type ScenarioResult,
  type SimMetrics,
} from '@bagehot/sim';
import { align, money, percent, type TextLine } from './figure-text.js';

/** What the two arms of a comparison are called: over their columns, and in a sentence. */
export interface ArmTitles {
  readonly columns: readonly [string, string];
  readonly phrases: readonly [string, string];
}

const MARKET_TITLES: ArmTitles = {
  columns: ['without', 'with dealers'],
  phrases: ['without dealers', 'with dealers'],
};

/** A run in a few lines for people. */
export function runSummary(result: ScenarioResult | EconomyResult): string {
  const { scenario, metrics, days, stopped } = result;
  return [
    scenario.name,
    `${stopped} after ${days} ${days === 1 ? 'day' : 'days'}`,
    '',
    ...align(runLines(result).map(([label, value]) => [label, value])),
    ...(metrics.market === undefined ? [] : ['', 'trades by bucket', ...align(tradeLines(result))]),
    '',
  ].join('\n');
}

/** Two arms side by side, and what the second one changed. */
export function comparisonSummary(
  comparison: Comparison<ScenarioResult | EconomyResult>,
  titles: ArmTitles = MARKET_TITLES,
): string {
  const { baseline, treatment } = comparison.runs;
  const control = runLines(baseline);
  const arm = new Map(runLines(treatment));
  const [without, withIt] = titles.phrases;
  const lines: TextLine[] = [['', ...titles.columns]];
  for (const [label, value] of control) lines.push([label, value, arm.get(label) ?? '–']);
  for (const [label, value] of arm) if (!control.some(([other]) => other === label)) lines.push([label, '–', value]);
  return [
    treatment.scenario.name,
    '',
    ...align(lines),
    ...(treatment.metrics.market === undefined ? [] : ['', 'trades by bucket', ...align(tradeLines(treatment))]),
    '',
    ...align([
      ['relief', percent(comparison.liquidityReliefRatio), `of the default rate ${without}`],
      ['rescued', String(comparison.rescued.length), `agents default only ${without}`],
      ['induced', String(comparison.induced.length), `agents default only ${withIt}`],
    ]),
    '',
  ].join('\n');
}

/** What a log says of its run, in a few lines for people. */
export function recordedSummary({ metrics, record }: RecordedMetrics): string {
  const { summary } = metrics;
  const gap = summary.largestGap;
  return [
    `${record['outcome'] ?? 'not over'} after ${record['days_run']} ${record['days_run'] === 1 ? 'day' : 'days'}`,
    '',
    ...align([
      ['defaults', `${metrics.totalDefaults} agents`],
      ['default rate', `${percent(metrics.defaultRate)} of ${money(summary.totalDue)} due`],
      ['mean recovery rate', percent(metrics.meanRecoveryRate)],
      ['quiet from day', String(metrics.daysToStability)],
      ['largest gap', gap === null ? 'undefined' : money(gap)],
      ['trades', String(record['total_trades'])],
    ]),
    '',
  ].join('\n');
}

/** The days of a run as a table. */
export function dayTable(metrics: Pick<SimMetrics, 'days'>): string {
  const rows: TextLine[] = [['day', 'due', 'paid on time', 'money', 'least needed', 'gap']];
  for (const row of metrics.days)
    rows.push([
      String(row.day),
      money(row.due),
      percent(row.onTimeShare),
      row.money === null ? '–' : money(row.money),
      money(row.minimumLiquidity),
      row.liquidityGap === null ? '–' : money(row.liquidityGap),
    ]);
  return `${align(rows).join('\n')}\n`;
}

/** Every event in a line. */
export function detailedEvents(records: Iterable<EventRecord>): string {
  const lines: string[] = [];
  for (const { seq, day, phase: _, kind, ...fields } of records) {
    const told = Object.entries(fields).map(
      ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    lines.push(`${seq} day ${day} ${kind} ${told.join(' ')}`.trimEnd());
  }
  return `${lines.join('\n')}\n`;
}

/** The last balance sheets of the named agents. */
export function balanceSheets(sheets: readonly BalanceRow[], agents: readonly string[]): string {
  const last = new Map(sheets.map((row) => [row.agent, row]));
  const rows: TextLine[] = [
    ['agent', 'cash', 'deposits', 'reserves', 'receivables', 'payables', 'owed deposits', 'equity'],
  ];
  for (const agent of agents) {
    const row = last.get(agent);
    if (row === undefined) rows.push([agent, 'no such agent']);
    else
      rows.push([
        agent,
        ...[
          row.cash,
          row.deposits,
          row.reserves,
          row.receivables,
          row.payables,
          row.depositLiabilities,
          equity(row),
        ].map((amount) => amount.toFixed()),
      ]);
  }
  return `${align(rows).join('\n')}\n`;
}

function runLines({
  scenario,
  metrics,
  defaulted,
}: ScenarioResult | EconomyResult): readonly (readonly [string, string])[] {
  const { market, moneyMarket } = metrics;
  const people = scenario.agents.filter(({ kind }) => kind !== 'central_bank').length;
  return [
    ['defaults', `${defaulted.length} of ${people} agents`],
    ['default rate', `${percent(metrics.defaultRate)} of ${money(metrics.summary.totalDue)} due`],
    ['mean recovery rate', percent(metrics.meanRecoveryRate)],
    ['quiet from day', String(metrics.daysToStability)],
    ...(market === undefined
      ? []
      : ([
          ['trades', `${market.trades} (${market.sells} sales, ${market.buys} purchases)`],
          ['passed through', `${percent(market.absorptionRate)} of the face sold`],
          ['dealer profit', money(market.dealers.profit)],
          ['value-based traders', money(market.vbts.profit)],
        ] as const)),
    ...(moneyMarket === undefined ? [] : moneyLines(moneyMarket)),
  ];
}

function moneyLines(figures: MoneyMarketFigures): readonly (readonly [string, string])[] {
  const { volume, requested, loans, meanCallRate, callLoanLoss, facilityLending, bondsBought, bondCash } = figures;
  return [
    ['lent overnight', `${money(volume)} of ${money(requested)} asked for, in ${loans} loans`],
    ['mean call rate', percent(meanCallRate)],
    ['lost by lenders', money(callLoanLoss)],
    ...(facilityLending.gt(0) ? [['lent at the window', money(facilityLending)] as const] : []),
    ...(bondsBought === 0 ? [] : [['bonds bought', `${bondsBought} for ${money(bondCash)}`] as const]),
  ];
}

function tradeLines({ economy }: Pick<ScenarioResult, 'economy'>): readonly TextLine[] {
  const counts = new Map<string, { inside: number; passed: number }>();
  for (const { bucket, isPassThrough } of economy.events.of('Trade')) {
    const count = counts.get(bucket) ?? { inside: 0, passed: 0 };
    counts.set(bucket, count);
    if (isPassThrough) count.passed++;
    else count.inside++;
  }
  if (counts.size === 0) return [['none']];
  return [
    ['', 'dealer', 'passed through'],
    ...Array.from(counts, ([bucket, { inside, passed }]): TextLine => [bucket, String(inside), String(passed)]),
  ];
}
