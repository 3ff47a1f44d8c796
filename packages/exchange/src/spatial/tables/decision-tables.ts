import type { TableColumn, TableSpec } from '@bagehot/kernel';
import type { Cell } from '../events.js';
import { count, flag, nullable, real, rowTable, type TableCell, type TableEvent, text } from './table-columns.js';

/** A row per agent and tick: what it does, once all have decided. A claimed cell is written as `x,y`. */
export const decisions: TableSpec<TableEvent> = rowTable(
  'decisions',
  'Decision',
  [
    count('agent_id'),
    nullable(count('chosen_partner_id')),
    real('surplus_with_partner'),
    text('target_type'),
    nullable(count('target_x')),
    nullable(count('target_y')),
    count('num_neighbors'),
    count('alternatives'),
    text('mode'),
    nullable(text('claimed_resource_pos')),
    count('is_paired'),
    count('is_foraging_committed'),
  ],
  (event) => [
    event.agent,
    event.partner,
    event.discounted,
    event.targetType,
    event.target?.[0] ?? null,
    event.target?.[1] ?? null,
    event.neighbors,
    event.alternatives,
    event.mode,
    event.claimed === null ? null : cellText(event.claimed),
    flag(event.isPaired),
    flag(event.isCommitted),
  ],
);

/** A cell of the grid in one column. */
export function cellText([x, y]: Cell): string {
  return `${x},${y}`;
}

const PAIRING_COLUMNS: readonly TableColumn[] = [
  count('tick'),
  count('agent_i'),
  count('agent_j'),
  text('event'),
  text('reason'),
  nullable(real('surplus_i')),
  nullable(real('surplus_j')),
];

/** A row whenever two are paired or part. What they expect of each other is the same for both. */
export const pairings: TableSpec<TableEvent> = {
  name: 'pairings',
  columns: PAIRING_COLUMNS,
  rows(event) {
    const cells = pairingCells(event);
    return cells === null ? [] : [[event.day, ...cells]];
  },
};

function pairingCells(event: TableEvent): readonly TableCell[] | null {
  switch (event.kind) {
    case 'Paired':
      return [...event.agents, 'pair', event.reason, event.discounted, event.discounted];
    case 'Unpaired':
      return [...event.agents, 'unpair', event.reason, null, null];
    case 'IntegrityRepaired':
      return [event.agent, event.partner, 'unpair', 'integrity_repair', null, null];
    default:
      return null;
  }
}

/** A row per agent, tick and partner it would have, best first. */
export const preferences: TableSpec<TableEvent> = rowTable(
  'preferences',
  'PreferenceRanked',
  [
    count('agent_id'),
    count('partner_id'),
    count('rank'),
    real('surplus'),
    real('discounted_surplus'),
    count('distance'),
    nullable(text('pair_type')),
  ],
  ({ agent, partner, rank, score, discounted, distance, pairType }) => [
    agent,
    partner,
    rank,
    score,
    discounted,
    distance,
    pairType,
  ],
);
