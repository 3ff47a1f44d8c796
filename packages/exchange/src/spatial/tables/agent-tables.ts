import type { TableSpec } from '@bagehot/kernel';
import { type Good, MONEY } from '../../goods.js';
import { createPairTable, type PairRow, type PairTable } from '../../pair-type.js';
import type { AgentSnapshot } from '../events.js';
import {
  count,
  flag,
  nullable,
  real,
  rowsTable,
  rowTable,
  type TableCell,
  type TableEvent,
  text,
} from './table-columns.js';

/** Ask, bid, p_min and p_max: numbers of a pair type in the quotes of a snapshot. */
export const PER_PAIR = 4;

/** A row per agent and tick, and per agent on tick -1: what it has, asks and bids, and is up to. Its barter quotes are those of the first two goods. */
export function agentSnapshots(goods: readonly Good[]): TableSpec<TableEvent> {
  const [first = '', second = ''] = goods;
  const { moneyStart } = createPairTable(goods);
  const money = goods.map((_, g) => (moneyStart + g) * PER_PAIR);
  return rowTable(
    'agent_snapshots',
    'AgentSnapshot',
    [
      count('agent_id'),
      count('x'),
      count('y'),
      ...[...goods, MONEY].map((good) => count(`inventory_${good}`)),
      real('utility'),
      real('total_utility'),
      text('utility_type'),
      ...[`ask_${first}_in_${second}`, `bid_${first}_in_${second}`, 'p_min', 'p_max'].map(real),
      ...goods.flatMap((good) => [real(`ask_${good}_in_${MONEY}`), real(`bid_${good}_in_${MONEY}`)]),
      ...goods.map((good) => nullable(real(`perceived_price_${good}`))),
      real('lambda_money'),
      count('lambda_changed'),
      nullable(count('liquidity_depth')),
      nullable(count('barter_open')),
      nullable(count('paired_with_id')),
      nullable(count('target_agent_id')),
      nullable(count('target_x')),
      nullable(count('target_y')),
    ],
    (event) => [
      event.agent,
      ...event.cell,
      ...event.holdings,
      event.utility,
      event.totalUtility,
      event.utilityType,
      ...quotesAt(event, 0, PER_PAIR),
      ...money.flatMap((at) => quotesAt(event, at, 2)),
      ...(event.perceivedPrices ?? goods.map(() => null)),
      event.lambda,
      flag(event.lambdaChanged),
      event.liquidityDepth,
      event.barterOpen === null ? null : flag(event.barterOpen),
      event.partner,
      event.targetAgent,
      event.target?.[0] ?? null,
      event.target?.[1] ?? null,
    ],
  );
}

/** A row per agent, tick and pair type. */
export function agentQuotes(pairs: PairTable): TableSpec<TableEvent> {
  return rowsTable(
    'agent_quotes',
    'AgentSnapshot',
    [count('agent_id'), text('pair_type'), real('ask'), real('bid'), real('p_min'), real('p_max')],
    (event) =>
      pairs.rows.map(({ name, index }: PairRow): TableCell[] => [
        event.agent,
        name,
        ...quotesAt(event, index * PER_PAIR, PER_PAIR),
      ]),
  );
}

/** A row per agent and tick in which its λ has changed. */
export function lambdaUpdates(goods: readonly Good[]): TableSpec<TableEvent> {
  return rowTable(
    'lambda_updates',
    'LambdaUpdated',
    [
      count('agent_id'),
      real('lambda_old'),
      real('lambda_new'),
      ...goods.map((good) => nullable(real(`lambda_hat_${good}`))),
      real('lambda_hat'),
      count('clamped'),
      nullable(text('clamp_type')),
    ],
    ({ agent, old, new: now, hats, hat, clamped, clampType }) => [
      agent,
      old,
      now,
      ...goods.map((_, g) => hats[g] ?? null),
      hat,
      flag(clamped),
      clampType,
    ],
  );
}

function quotesAt({ quotes }: AgentSnapshot, from: number, length: number): readonly number[] {
  return quotes.slice(from, from + length);
}
