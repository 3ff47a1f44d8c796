import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import { isParticipant, roundsOf, stepsBetween } from './log-rounds.js';
import type { FinancingLogRow } from './log-schema.js';
import { type Amounts, less, RowFigures, total } from './row-figures.js';
import { shareOf } from './row-means.js';

/** One side of an agent's orders over a run. Lists have one entry per good. */
export interface OrderRecord {
  readonly requested: readonly Decimal[];
  readonly executed: readonly Decimal[];
  /** Requested less executed. */
  readonly unmet: readonly Decimal[];
  /** Executed over requested of each good, half-even to 12 decimals; 1 where nothing was requested. */
  readonly fillRate: readonly Decimal[];
  /** What was unmet, each round at its own prices. */
  readonly unmetValue: Decimal;
  /** Value executed over value requested, each round at its own prices; 1 where nothing was requested. */
  readonly valueFillRate: Decimal;
}

/** How an agent fared in a run. */
export interface AgentDiagnostics {
  readonly id: number;
  /** Rounds in the log. */
  readonly rounds: number;
  /** Rounds at whose end it stood on a market cell. */
  readonly roundsInMarket: number;
  /** Rounds in which it was in a market with prices. */
  readonly roundsTaken: number;
  /** Rounds in which it bought or sold something. */
  readonly roundsTraded: number;
  /** Steps walked, those of the log's first round included if that is the first of the run. */
  readonly distance: number;
  readonly purchases: OrderRecord | null;
  readonly sales: OrderRecord | null;
  /** Desired purchases that were not executed, per good; null where the log does not tell. */
  readonly liquidityGap: Amounts;
  /** The same in the numeraire, each round at its own prices. */
  readonly liquidityGapValue: Decimal | null;
  /** After the first round of the log. */
  readonly firstUtility: string | null;
  /** After the last one. */
  readonly lastUtility: string | null;
}

/**
 * What each agent got of what it asked for, how far it walked, and what came of it. Purchases and sales are null in logs before 1.1, which do not have orders, and for
 * agents that never were in a market with prices.
 *
 * @param rows - in the order of the log
 * @returns by ascending id
 */
export function agentDiagnostics(rows: Iterable<FinancingLogRow>): readonly AgentDiagnostics[] {
  const courses = new Map<number, FinancingLogRow[]>();
  for (const round of roundsOf(rows))
    for (const row of round) {
      const course = courses.get(row.core_agent_id);
      if (course === undefined) courses.set(row.core_agent_id, [row]);
      else course.push(row);
    }
  return Array.from(courses.entries())
    .sort(([a], [b]) => a - b)
    .map(([id, course]) => diagnosticsOf(id, course));
}

function diagnosticsOf(id: number, course: readonly FinancingLogRow[]): AgentDiagnostics {
  const taken = course.filter(isParticipant).map(
    (row) =>
      new RowFigures(
        row,
        row.econ_prices.map((text) => (text === null ? null : decimal(text))),
      ),
  );
  const gaps = taken.map((row) => row.amounts('liquidity_gap'));
  return {
    id,
    rounds: course.length,
    roundsInMarket: course.filter((row) => row.spatial_in_marketplace).length,
    roundsTaken: taken.length,
    roundsTraded: course.filter((row) => row.econ_executed_net.some((net) => net !== '0')).length,
    distance: distanceOf(course),
    purchases: orderRecord(taken, 'buys'),
    sales: orderRecord(taken, 'sells'),
    liquidityGap: taken.length === 0 ? null : total(gaps, goodsOf(taken)),
    liquidityGapValue: valueOver(taken, gaps),
    firstUtility: course[0]?.utility ?? null,
    lastUtility: course.at(-1)?.utility ?? null,
  };
}

function distanceOf(course: readonly FinancingLogRow[]): number {
  let distance = course[0]?.core_round === 1 ? (course[0].trip_distance ?? 0) : 0;
  for (const [k, row] of course.entries()) {
    const before = course[k - 1];
    if (before !== undefined) distance += stepsBetween(before, row);
  }
  return distance;
}

function orderRecord(taken: readonly RowFigures[], side: 'buys' | 'sells'): OrderRecord | null {
  if (taken.length === 0) return null;
  const goods = goodsOf(taken);
  const asked = taken.map((row) => row.amounts(`econ_requested_${side}`));
  const done = taken.map((row) => row.amounts(`econ_executed_${side}`));
  const requested = total(asked, goods);
  const executed = total(done, goods);
  const unmet = less(requested, executed);
  const askedValue = valueOver(taken, asked);
  const doneValue = valueOver(taken, done);
  if (requested === null || executed === null || unmet === null || askedValue === null || doneValue === null)
    return null;
  return {
    requested,
    executed,
    unmet,
    fillRate: requested.map((amount, g) => shareOf(executed[g] ?? ZERO, amount)),
    unmetValue: askedValue.minus(doneValue),
    valueFillRate: shareOf(doneValue, askedValue),
  };
}

function goodsOf(taken: readonly RowFigures[]): number {
  return Math.max(0, ...taken.map(({ prices }) => prices.length));
}

/** Amounts of each round at its own prices; null where one of them is not told, or there is none. */
function valueOver(taken: readonly RowFigures[], amounts: readonly Amounts[]): Decimal | null {
  const values: Decimal[] = [];
  for (const [k, row] of taken.entries()) {
    const value = row.worth(amounts[k] ?? null);
    if (value === null) return null;
    values.push(value);
  }
  return values.length === 0 ? null : sum(values);
}
