import type { Decimal, EventRecord } from '@bagehot/kernel';
import { type BalanceRow, type Comparison, equity, type ScenarioResult, type SimMetrics } from '@bagehot/sim';

/** A labelled line of a summary: one value per run. */
type Line = readonly [label: string, ...values: string[]];

/** A run in a few lines for people. */
export function runSummary(result: ScenarioResult): string {
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

/** Two arms side by side, and what the market changed. */
export function comparisonSummary(comparison: Comparison): string {
  const { baseline, treatment } = comparison.runs;
  const control = runLines(baseline);
  const arm = new Map(runLines(treatment));
  const lines: Line[] = [['', 'without', 'with dealers']];
  for (const [label, value] of control) lines.push([label, value, arm.get(label) ?? '–']);
  for (const [label, value] of arm) if (!control.some(([other]) => other === label)) lines.push([label, '–', value]);
  return [
    treatment.scenario.name,
    '',
    ...align(lines),
    ...(treatment.metrics.market === undefined ? [] : ['', 'trades by bucket', ...align(tradeLines(treatment))]),
    '',
    ...align([
      ['relief', percent(comparison.liquidityReliefRatio), 'of the default rate without dealers'],
      ['rescued', String(comparison.rescued.length), 'agents default only without dealers'],
      ['induced', String(comparison.induced.length), 'agents default only with dealers'],
    ]),
    '',
  ].join('\n');
}

/** The days of a run as a table. */
export function dayTable(metrics: SimMetrics): string {
  const rows: Line[] = [['day', 'due', 'paid on time', 'money', 'least needed', 'gap']];
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
  const rows: Line[] = [
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

function runLines({ scenario, metrics, defaulted }: ScenarioResult): readonly (readonly [string, string])[] {
  const { market } = metrics;
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
  ];
}

function tradeLines({ economy }: ScenarioResult): readonly Line[] {
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
    ...Array.from(counts, ([bucket, { inside, passed }]): Line => [bucket, String(inside), String(passed)]),
  ];
}

/** Lines with their columns under one another. */
function align(lines: readonly Line[]): readonly string[] {
  const widths: number[] = [];
  for (const line of lines)
    line.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  return lines.map((line) => `  ${line.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join('  ')}`.trimEnd());
}

function percent(share: Decimal | null): string {
  return share === null ? 'undefined' : `${share.times(100).toFixed(2)} %`;
}

function money(amount: Decimal): string {
  const [whole = '0', fraction] = amount.round(2).toFixed().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction.padEnd(2, '0')}`;
}
