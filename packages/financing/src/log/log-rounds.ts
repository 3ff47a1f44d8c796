import type { FinancingLogRow } from './log-schema.js';

/** The rows of each round, in their order. A round ends where another number begins. */
export function* roundsOf(rows: Iterable<FinancingLogRow>): Generator<readonly FinancingLogRow[]> {
  let round: FinancingLogRow[] = [];
  for (const row of rows) {
    if (round[0] !== undefined && round[0].core_round !== row.core_round) {
      yield round;
      round = [];
    }
    round.push(row);
  }
  if (round.length > 0) yield round;
}

/** Was the agent in a market with prices? */
export function isParticipant(row: FinancingLogRow): boolean {
  return row.econ_executed_net.length > 0;
}

/** Steps between the places of an agent in two rounds. */
export function stepsBetween(before: FinancingLogRow, after: FinancingLogRow): number {
  return Math.abs(after.spatial_pos_x - before.spatial_pos_x) + Math.abs(after.spatial_pos_y - before.spatial_pos_y);
}
