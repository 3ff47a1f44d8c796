import type { Problems } from '../problems.js';
import { IntegrityNotes } from './integrity-notes.js';
import { isParticipant, stepsBetween } from './log-rounds.js';
import type { FinancingLogRow } from './log-schema.js';

/** Fields that all rows of a log share. */
const OF_THE_RUN: readonly (keyof FinancingLogRow)[] = ['core_schema_version', 'financing_mode'];
/** Fields that all rows of a round share. */
const OF_THE_ROUND: readonly (keyof FinancingLogRow)[] = [
  'econ_prices',
  'ration_unmet_demand',
  'ration_unmet_supply',
  'market_liquidity_gap',
  'solver_status',
  'solver_reason',
  'solver_rest_norm',
  'solver_method',
  'termination_reason',
];

/** The ways a person's phase can go within a round. A departure ends the round in which the market was reached. */
const NEXT_PHASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['home_prep', ['to_market', 'at_market', 'to_home']],
  ['to_market', ['to_market', 'at_market', 'to_home']],
  ['at_market', ['at_market', 'to_home']],
  ['to_home', ['to_home', 'home_prep']],
]);

/** Follows a run from round to round: the same people every time, no round left out, nobody in two places. */
export class RunCourse {
  #first: FinancingLogRow | undefined;
  #before: readonly FinancingLogRow[] | undefined;

  /**
   * Checks the next round.
   *
   * @param rows - one round's, at least one
   */
  check(rows: readonly FinancingLogRow[], problems: Problems): void {
    const [first] = rows;
    if (first === undefined) return;
    this.#first ??= first;
    const before = this.#before;
    const path = `round ${first.core_round}`;
    const notes = new IntegrityNotes(path, problems);
    const last = before?.[0];
    if (last !== undefined && first.core_round !== last.core_round + 1)
      notes.wrong('core_round', first.core_round, `${last.core_round + 1}, the round after ${last.core_round}`);
    if (last !== undefined && first.timestamp_ns < last.timestamp_ns)
      notes.wrong('timestamp_ns', first.timestamp_ns, `at least ${last.timestamp_ns}, that of the round before`);
    for (const name of OF_THE_RUN)
      if (first[name] !== this.#first[name])
        notes.wrong(name, first[name], `${String(this.#first[name])}, as in the rows before`);
    this.#checkPeople(rows, notes);
    for (const [k, row] of rows.entries()) {
      const own = new IntegrityNotes(`${path}, agent ${row.core_agent_id}`, problems);
      checkShared(row, first, own);
      checkPlace(row, own);
      const earlier = before?.[k];
      if (earlier?.core_agent_id === row.core_agent_id && earlier.core_round + 1 === row.core_round)
        checkWay(earlier, row, own);
    }
    this.#before = rows;
  }

  #checkPeople(rows: readonly FinancingLogRow[], notes: IntegrityNotes): void {
    const ids = rows.map((row) => row.core_agent_id);
    for (const [k, id] of ids.entries()) {
      const previous = ids[k - 1];
      if (previous !== undefined && id <= previous)
        notes.wrong('core_agent_id', id, `more than ${previous}: by ascending id`);
    }
    const known = this.#before?.map((row) => row.core_agent_id);
    if (known !== undefined && (known.length !== ids.length || known.some((id, k) => id !== ids[k])))
      notes.wrong('core_agent_id', ids, `those of the round before, ${JSON.stringify(known)}`);
  }
}

function checkShared(row: FinancingLogRow, first: FinancingLogRow, notes: IntegrityNotes): void {
  for (const name of [...OF_THE_RUN, ...OF_THE_ROUND]) {
    const expected = JSON.stringify(first[name]);
    if (JSON.stringify(row[name]) !== expected)
      notes.wrong(name, row[name], `${expected}, as in the round's first row`);
  }
}

function checkPlace(row: FinancingLogRow, notes: IntegrityNotes): void {
  const { spatial_in_marketplace: inside, spatial_distance_to_market: distance, phase } = row;
  if (distance !== null && inside !== (distance === 0))
    notes.wrong('spatial_distance_to_market', distance, inside ? '0 in the market' : 'more than 0 outside the market');
  if (phase === 'at_market' && !inside) notes.wrong('spatial_in_marketplace', inside, 'true at the market');
  if (phase === 'home_prep' && row.trip_distance !== 0) notes.wrong('trip_distance', row.trip_distance, '0 at home');
  const priced = row.econ_prices.length > 0;
  if (isParticipant(row) && !inside) notes.wrong('spatial_in_marketplace', inside, 'true for a participant');
  if (isParticipant(row) && !priced) notes.wrong('econ_executed_net', row.econ_executed_net, '[] without prices');
  if (phase === 'at_market' && priced && !isParticipant(row))
    notes.wrong('econ_executed_net', row.econ_executed_net, 'given: whoever is at the market takes part');
}

/** One step per round, counted in the distance of the trip, which ends at home. */
function checkWay(before: FinancingLogRow, row: FinancingLogRow, notes: IntegrityNotes): void {
  const { phase, trip_distance: trip } = row;
  const next = before.phase === null ? undefined : NEXT_PHASES.get(before.phase);
  if (phase === null || trip === null || before.trip_distance === null || next === undefined) return;
  if (!next.includes(phase)) notes.wrong('phase', phase, `${next.join(' or ')}, after ${before.phase}`);
  const steps = stepsBetween(before, row);
  if (steps > 1) notes.wrong('spatial_pos_x', row.spatial_pos_x, 'at most one step from the place of the round before');
  const nearer = (before.spatial_distance_to_market ?? 0) - (row.spatial_distance_to_market ?? 0);
  if (Math.abs(nearer) > steps)
    notes.wrong(
      'spatial_distance_to_market',
      row.spatial_distance_to_market,
      `${before.spatial_distance_to_market}, that of the round before, but for ${steps} steps`,
    );
  if (phase !== 'home_prep' && trip !== before.trip_distance + steps)
    notes.wrong('trip_distance', trip, `${before.trip_distance + steps}, a step more for each step`);
}
