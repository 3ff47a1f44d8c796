import { type FinancingEvent, financingTables } from '@bagehot/financing';
import { decimal, type TableColumn, type TableSpec } from '@bagehot/kernel';
import type { FilledTable, TableCell } from '@bagehot/ring';
import { type PlainRecord, plain } from '../run-record.js';
import type { FinancingComparison } from './compare-financing.js';
import type { FinancingResult } from './run-financing.js';

/** Tables of a financing economy that fill while it runs: rounds, goods, agents, orders and settlements. */
export const financingEventTables: readonly TableSpec<FinancingEvent>[] = financingTables;

/** Digits of figures that are computed in double precision. */
const DIGITS = 15;

/** The result of a financing economy as plain data for `metrics.json`: how it ended, the summary, and every round. Exact figures are text. */
export function financingRecord(result: FinancingResult): PlainRecord {
  return {
    ...financingFigures(result),
    rounds: result.metrics.rounds.map(({ trade, meanUtility, ...round }) => ({
      ...(plain(round) as PlainRecord),
      mean_utility: double(meanUtility),
      ...(trade === null ? { trade: null } : { trade: plain(trade) }),
    })),
  };
}

/** The same without the rounds. */
export function financingFigures({ stopped, rounds, scenario, metrics }: FinancingResult): PlainRecord {
  const {
    meanUtilityStart,
    meanUtilityEnd,
    equivalentVariation,
    termination: _,
    rounds: __,
    ...exact
  } = metrics.summary;
  return {
    outcome: stopped,
    rounds_run: rounds,
    mode: scenario.financing.mode,
    summary: {
      ...(plain(exact) as PlainRecord),
      mean_utility_start: double(meanUtilityStart),
      mean_utility_end: double(meanUtilityEnd),
      equivalent_variation: double(equivalentVariation),
    },
  };
}

/** A comparison as plain data for `comparison.json`: both runs in figures, and what each mode makes of the first run's states. */
export function financingComparisonRecord({ modes, runs, sameState, completed }: FinancingComparison): PlainRecord {
  return {
    modes: [...modes],
    completed,
    runs: runs.map(financingFigures),
    same_state: sameState.map(({ round, modes: each, warnings }) => ({
      round,
      modes: each.map(({ mode, trade }) => ({
        mode,
        traded_value: plain(trade?.tradedValue),
        liquidity_gap: plain(trade?.liquidityGap),
        liquidity_gap_value: plain(trade?.liquidityGapValue),
      })),
      warnings: warnings.map((warning) => plain(warning)),
    })),
  };
}

/** A run as tables: `rounds`, a row per round, and `agents`, a row per person. Columns of goods are named by the goods. */
export function financingRunTables({ scenario, metrics }: FinancingResult): readonly FilledTable[] {
  const { goods } = scenario.financing;
  const perGood = (name: string, nullable = true): readonly TableColumn[] =>
    goods.map((good) => ({ name: `${name}_${good}`, type: 'decimal', nullable }));
  const rounds: FilledTable = {
    name: 'rounds',
    columns: [
      { name: 'round', type: 'integer' },
      { name: 'status', type: 'text' },
      { name: 'reason', type: 'text', nullable: true },
      { name: 'participants', type: 'integer' },
      ...perGood('price'),
      ...perGood('volume'),
      ...perGood('desired_demand'),
      ...perGood('desired_supply'),
      ...perGood('liquidity_gap'),
      ...['traded_value', 'liquidity_gap_value', 'debt_value', 'clearing_efficiency'].map(
        (name): TableColumn => ({ name, type: 'decimal', nullable: true }),
      ),
      { name: 'mean_utility', type: 'decimal' },
    ],
    rows: metrics.rounds.map(({ round, status, reason, participants, trade, meanUtility }) => {
      const list = (values: readonly unknown[] | undefined): readonly TableCell[] =>
        goods.map((_, g) => plain(values?.[g]) as TableCell);
      return [
        round,
        status,
        reason,
        participants,
        ...list(trade?.prices),
        ...list(trade?.volume),
        ...list(trade?.desiredDemand),
        ...list(trade?.desiredSupply),
        ...list(trade?.liquidityGap),
        plain(trade?.tradedValue) as TableCell,
        plain(trade?.liquidityGapValue) as TableCell,
        plain(trade?.debtValue) as TableCell,
        plain(trade?.clearingEfficiency) as TableCell,
        double(meanUtility),
      ];
    }),
  };
  const agents: FilledTable = {
    name: 'agents',
    columns: [
      ...['agent', 'market_rounds', 'steps'].map((name): TableColumn => ({ name, type: 'integer' })),
      ...['bought', 'sold', 'liquidity_gap'].map((name): TableColumn => ({ name, type: 'decimal' })),
      { name: 'fill_rate', type: 'decimal', nullable: true },
      ...['utility_start', 'utility_end'].map((name): TableColumn => ({ name, type: 'decimal' })),
      { name: 'equivalent_variation', type: 'decimal', nullable: true },
    ],
    rows: metrics.agents.map((agent) => [
      agent.id,
      agent.marketRounds,
      agent.steps,
      agent.bought.toFixed(),
      agent.sold.toFixed(),
      agent.liquidityGap.toFixed(),
      plain(agent.fillRate) as TableCell,
      double(agent.utilityStart),
      double(agent.utilityEnd),
      double(agent.equivalentVariation),
    ]),
  };
  return [rounds, agents];
}

/** What each mode makes of each state of the first run, as the table `same_state`: a row per round and mode. */
export function sameStateTable({ sameState }: FinancingComparison): FilledTable {
  return {
    name: 'same_state',
    columns: [
      { name: 'round', type: 'integer' },
      { name: 'mode', type: 'text' },
      { name: 'traded_value', type: 'decimal', nullable: true },
      { name: 'liquidity_gap_value', type: 'decimal', nullable: true },
      { name: 'warning', type: 'text', nullable: true },
    ],
    rows: sameState.flatMap(({ round, modes, warnings }) =>
      modes.map(({ mode, trade }) => [
        round,
        mode,
        plain(trade?.tradedValue) as TableCell,
        plain(trade?.liquidityGapValue) as TableCell,
        warnings.find((warning) => warning.mode === mode)?.code ?? null,
      ]),
    ),
  };
}

/** A double as text: 15 significant digits, without an exponent. */
function double(value: number): string;
function double(value: number | null): string | null;
function double(value: number | null): string | null {
  return value === null ? null : decimal(value.toPrecision(DIGITS)).toFixed();
}
