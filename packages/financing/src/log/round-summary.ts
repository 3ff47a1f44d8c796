import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import { csvCell } from './csv-lines.js';
import { isParticipant, roundsOf, stepsBetween } from './log-rounds.js';
import type { FinancingLogRow } from './log-schema.js';
import { type Amounts, RowFigures, total } from './row-figures.js';
import { meanOf, shareOf } from './row-means.js';

/** A round in a few figures. What its log does not tell is null, and so is what needs prices in a round without any. Lists have one entry per good. */
export interface RoundSummary {
  readonly round: number;
  readonly mode: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  /** Null but in the last round. */
  readonly termination: string | null;
  readonly agents: number;
  /** Agents on market cells. */
  readonly inMarket: number;
  /** Those who were in a market with prices. */
  readonly participants: number;
  /** Agents that are elsewhere than a round ago. Of the first round of a run: those who have left home; of a log that begins later: null. */
  readonly moving: number | null;
  readonly meanDistanceToMarket: Decimal | null;
  readonly maxDistanceToMarket: number | null;
  readonly meanTripDistance: Decimal | null;
  /** A good that has left the round has null. */
  readonly prices: readonly (Decimal | null)[] | null;
  /** Purchases, which are the sales. */
  readonly volume: Amounts;
  readonly desiredDemand: Amounts;
  readonly desiredSupply: Amounts;
  /** Requested purchases that were not executed. */
  readonly unmetDemand: Amounts;
  readonly unmetSupply: Amounts;
  /** Desired purchases that were not executed. */
  readonly liquidityGap: Amounts;
  /** The gap in units of the numeraire. */
  readonly liquidityGapValue: Decimal | null;
  /** Volume over volume and unmet demand, all goods together; 1 where nothing was asked for. */
  readonly clearingEfficiency: Decimal | null;
  readonly meanUtility: Decimal | null;
}

/**
 * A log as one line per round. Means and ratios are rounded half-even to 12 decimals, everything else is exact.
 *
 * @param rows - in the order of the log
 */
export function roundSummaries(rows: Iterable<FinancingLogRow>): readonly RoundSummary[] {
  const summaries: RoundSummary[] = [];
  let before: readonly FinancingLogRow[] | undefined;
  for (const round of roundsOf(rows)) {
    summaries.push(summaryOf(round, before));
    before = round;
  }
  return summaries;
}

function summaryOf(rows: readonly FinancingLogRow[], before: readonly FinancingLogRow[] | undefined): RoundSummary {
  const [first] = rows as readonly [FinancingLogRow];
  const distances = rows.map((row) => row.spatial_distance_to_market);
  const participants = rows.filter(isParticipant).length;
  return {
    round: first.core_round,
    mode: first.financing_mode,
    status: first.solver_status,
    reason: first.solver_reason,
    termination: first.termination_reason,
    agents: rows.length,
    inMarket: rows.filter((row) => row.spatial_in_marketplace).length,
    participants,
    moving: movingAgents(rows, before),
    meanDistanceToMarket: meanOf(distances),
    maxDistanceToMarket: distances.reduce<number | null>((most, steps) => larger(most, steps), null),
    meanTripDistance: meanOf(rows.map((row) => row.trip_distance)),
    ...marketOf(rows),
    meanUtility: meanOf(rows.map((row) => row.utility)),
  };
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function movingAgents(rows: readonly FinancingLogRow[], before: readonly FinancingLogRow[] | undefined): number | null {
  if (before !== undefined) {
    const places = new Map(before.map((row) => [row.core_agent_id, row]));
    return rows.filter((row) => {
      const earlier = places.get(row.core_agent_id);
      return earlier !== undefined && stepsBetween(earlier, row) > 0;
    }).length;
  }
  const [first] = rows;
  if (first?.core_round !== 1 || first.trip_distance === null) return null;
  return rows.filter((row) => (row.trip_distance ?? 0) > 0).length;
}

type MarketSummary = Pick<
  RoundSummary,
  | 'prices'
  | 'volume'
  | 'desiredDemand'
  | 'desiredSupply'
  | 'unmetDemand'
  | 'unmetSupply'
  | 'liquidityGap'
  | 'liquidityGapValue'
  | 'clearingEfficiency'
>;

const NO_MARKET: MarketSummary = {
  prices: null,
  volume: null,
  desiredDemand: null,
  desiredSupply: null,
  unmetDemand: null,
  unmetSupply: null,
  liquidityGap: null,
  liquidityGapValue: null,
  clearingEfficiency: null,
};

function marketOf(rows: readonly FinancingLogRow[]): MarketSummary {
  const [first] = rows as readonly [FinancingLogRow];
  if (first.econ_prices.length === 0) return NO_MARKET;
  const prices = first.econ_prices.map((text) => (text === null ? null : decimal(text)));
  const market = new RowFigures(first, prices);
  const participants = rows.filter(isParticipant).map((row) => new RowFigures(row, prices));
  const totalOf = (amounts: (row: RowFigures) => Amounts): Amounts => total(participants.map(amounts), prices.length);
  const volume = totalOf((row) => row.amounts('econ_executed_net')?.map((net) => (net.gt(0) ? net : ZERO)) ?? null);
  const unmetDemand = market.amounts('ration_unmet_demand');
  const liquidityGap = market.amounts('market_liquidity_gap');
  return {
    prices,
    volume,
    desiredDemand: totalOf((row) => row.amounts('econ_desired_buys')),
    desiredSupply: totalOf((row) => row.amounts('econ_desired_sells')),
    unmetDemand,
    unmetSupply: market.amounts('ration_unmet_supply'),
    liquidityGap,
    liquidityGapValue: market.worth(liquidityGap),
    clearingEfficiency:
      volume === null || unmetDemand === null ? null : shareOf(sum(volume), sum([...volume, ...unmetDemand])),
  };
}

/** A column of the table of rounds: one cell, or one per good. */
type SummaryCell = string | number | Decimal | null;

const PER_ROUND: readonly (readonly [name: string, cell: (round: RoundSummary) => SummaryCell])[] = [
  ['round', (round) => round.round],
  ['mode', (round) => round.mode],
  ['status', (round) => round.status],
  ['reason', (round) => round.reason],
  ['agents', (round) => round.agents],
  ['in_market', (round) => round.inMarket],
  ['participants', (round) => round.participants],
  ['moving', (round) => round.moving],
  ['mean_distance_to_market', (round) => round.meanDistanceToMarket],
  ['max_distance_to_market', (round) => round.maxDistanceToMarket],
  ['mean_trip_distance', (round) => round.meanTripDistance],
  ['liquidity_gap_value', (round) => round.liquidityGapValue],
  ['clearing_efficiency', (round) => round.clearingEfficiency],
  ['mean_utility', (round) => round.meanUtility],
  ['termination', (round) => round.termination],
];
const PER_GOOD: readonly (readonly [name: string, cells: (round: RoundSummary) => readonly SummaryCell[] | null])[] = [
  ['price', (round) => round.prices],
  ['volume', (round) => round.volume],
  ['desired_demand', (round) => round.desiredDemand],
  ['desired_supply', (round) => round.desiredSupply],
  ['unmet_demand', (round) => round.unmetDemand],
  ['unmet_supply', (round) => round.unmetSupply],
  ['liquidity_gap', (round) => round.liquidityGap],
];

/**
 * Rounds as comma-separated values with a header: a column for each figure of the round, then for each figure of its goods one column per good, such as `price_0`.
 * Nothing stands for null.
 */
export function roundSummaryCsv(summaries: readonly RoundSummary[]): string {
  const goods = Math.max(0, ...summaries.map(({ prices }) => prices?.length ?? 0));
  const indices = Array.from({ length: goods }, (_, g) => g);
  const head = [
    ...PER_ROUND.map(([name]) => name),
    ...PER_GOOD.flatMap(([name]) => indices.map((g) => `${name}_${g}`)),
  ];
  const lines = summaries.map((round) => [
    ...PER_ROUND.map(([, cell]) => cell(round)),
    ...PER_GOOD.flatMap(([, cells]) => {
      const row = cells(round);
      return indices.map((g) => row?.[g] ?? null);
    }),
  ]);
  return [head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}
