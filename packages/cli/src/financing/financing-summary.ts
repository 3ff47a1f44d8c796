import { type Decimal, decimal } from '@bagehot/kernel';
import type { FinancingComparison, FinancingResult } from '@bagehot/sim';
import { align, percent, type TextLine } from '../figure-text.js';

/** Reasons to end, in words. */
const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ['market_cleared', 'the market was cleared'],
  ['stale_progress', 'nothing moved any more'],
  ['horizon', 'the last round was reached'],
  ['aborted', 'interrupted'],
]);

/** Decimals of quantities and values for people. */
const DECIMALS = 4;

/** A run in a few lines for people. */
export function financingSummary(result: FinancingResult): string {
  const { scenario, rounds, stopped } = result;
  return [
    scenario.name,
    `${scenario.financing.mode}: ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${OUTCOMES.get(stopped) ?? stopped}`,
    '',
    ...align(linesOf(result).map(([label, value]) => [label, value])),
    '',
    'goods',
    ...align(goodLines(result)),
    '',
  ].join('\n');
}

/** Runs side by side, and what each mode makes of the states of the first. */
export function financingComparisonSummary({ runs, sameState, modes }: FinancingComparison): string {
  const columns = runs.map(linesOf);
  const lines: TextLine[] = [['', ...modes]];
  (columns[0] ?? []).forEach(([label], k) => {
    lines.push([label, ...columns.map((column) => column[k]?.[1] ?? '–')]);
  });
  const gaps = modes.map((_, k) => total(sameState.flatMap((state) => state.modes[k]?.trade?.liquidityGapValue ?? [])));
  const warnings = modes.flatMap((mode) => {
    const states = sameState.filter((state) => state.warnings.some((warning) => warning.mode === mode)).length;
    return states === 0
      ? []
      : [`NO_GAP_REDUCTION: in ${states} of ${sameState.length} states ${mode} does not lower the gap`];
  });
  return [
    runs[0]?.scenario.name ?? '',
    '',
    'each run in its own states',
    ...align(lines),
    '',
    `the ${sameState.length} states of ${modes[0]} with prices, under each mode`,
    ...align([
      ['', ...modes],
      ['liquidity gap', ...gaps.map(shown)],
    ]),
    ...(warnings.length === 0 ? [] : ['', ...warnings]),
    '',
  ].join('\n');
}

/** The rounds of a run as a table. */
export function roundTable({ metrics, scenario }: FinancingResult): string {
  const { goods } = scenario.financing;
  const rows: TextLine[] = [
    ['round', 'in the market', ...goods.slice(1).map((good) => `price ${good}`), 'traded', 'gap', 'status'],
  ];
  for (const { round, participants, status, reason, trade } of metrics.rounds)
    rows.push([
      String(round),
      String(participants),
      ...goods.slice(1).map((_, g) => shown(trade?.prices[g + 1])),
      shown(trade?.tradedValue),
      shown(trade?.liquidityGapValue),
      reason ?? status,
    ]);
  return `${align(rows).join('\n')}\n`;
}

/** What the run was for the named people. */
export function peopleTable({ metrics }: FinancingResult, ids: readonly string[]): string {
  const people = new Map(metrics.agents.map((agent) => [String(agent.id), agent]));
  const rows: TextLine[] = [['agent', 'steps', 'bought', 'sold', 'gap', 'filled', 'worth of the run']];
  for (const id of ids) {
    const agent = people.get(id);
    if (agent === undefined) continue;
    rows.push([
      id,
      String(agent.steps),
      shown(agent.bought),
      shown(agent.sold),
      shown(agent.liquidityGap),
      agent.fillRate === null ? '–' : percent(agent.fillRate),
      double(agent.equivalentVariation),
    ]);
  }
  return `${align(rows).join('\n')}\n`;
}

function linesOf({ metrics, scenario, rounds }: FinancingResult): readonly (readonly [string, string])[] {
  const { summary } = metrics;
  const wanted = summary.tradedValue.plus(summary.liquidityGapValue);
  return [
    ['rounds', `${rounds}, ${summary.pricedRounds} with prices`],
    ['traded', shown(summary.tradedValue)],
    [
      'liquidity gap',
      wanted.eq(0)
        ? shown(summary.liquidityGapValue)
        : `${shown(summary.liquidityGapValue)}, ${percent(summary.liquidityGapValue.div(wanted))} of what was wanted`,
    ],
    ['debts settled', shown(summary.debtValue)],
    ['mean utility', `${double(summary.meanUtilityStart)} to ${double(summary.meanUtilityEnd)}`],
    ['worth of the run', double(summary.equivalentVariation)],
    ['worse off', `${summary.worseOff} of ${scenario.agents.length} people`],
  ];
}

function goodLines({ metrics, scenario }: FinancingResult): readonly TextLine[] {
  const trades = metrics.rounds.flatMap(({ trade }) => trade ?? []);
  const last = trades.at(-1);
  return [
    ['', 'last price', 'volume', 'gap'],
    ...scenario.financing.goods.map(
      (good, g): TextLine => [
        good,
        shown(last?.prices[g]),
        shown(total(trades.flatMap(({ volume }) => volume[g] ?? []))),
        shown(total(trades.flatMap(({ liquidityGap }) => liquidityGap[g] ?? []))),
      ],
    ),
  ];
}

function total(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), decimal(0));
}

/** With four decimals at most, in groups of three digits. */
function shown(value: Decimal | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const [whole = '0', fraction] = value.round(DECIMALS).toFixed().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function double(value: number | null): string {
  return value === null ? '–' : shown(decimal(value.toPrecision(15)));
}
