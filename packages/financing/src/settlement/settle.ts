import type { Decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { type FinancingAgent, type FinancingAgentInput, quantityScaleOf } from '../agent.js';
import { columnsOf, readAgents } from '../agent-columns.js';
import { readBounds } from '../clearing/bound-columns.js';
import type { AgentClearing, ClearingResult } from '../clearing/clearing-result.js';
import type { Participants } from '../participants.js';
import { type PriceGrid, priceGrid } from '../price-grid.js';
import { type PriceInput, readPrices } from '../prices.js';
import { Problems } from '../problems.js';
import type { SettlementQuanta } from '../round-quanta.js';
import { namedRow, readSignedRow } from '../signed-rows.js';
import { valueDecimals } from '../valuation.js';
import { deliver } from './deliver.js';
import { settlementQuanta } from './settlement.js';
import type { SettlementPolicy } from './settlement-policy.js';
import { type ValueEntry, valueEntries } from './value-entries.js';

/** How an agent's balance was settled. */
export interface AgentSettlement {
  readonly id: number;
  /** Value sold less value bought: below 0 for a debtor. In the numeraire. */
  readonly balance: Decimal;
  /** Handed over from home, and from what was carried and not sold. */
  readonly deliveredHome: readonly Decimal[];
  readonly deliveredPersonal: readonly Decimal[];
  /** Received at home. */
  readonly received: readonly Decimal[];
  /** What stayed unsettled and is written off. */
  readonly rounding: Decimal;
  /** Stocks after the round. */
  readonly home: readonly Decimal[];
  readonly personal: readonly Decimal[];
}

/** A market after settlement. */
export interface SettlementResult {
  /** By ascending id. */
  readonly agents: readonly AgentSettlement[];
  /** The value side of the round as double entry: opens and closes at zero. */
  readonly entries: readonly ValueEntry[];
}

/**
 * Settles what a cleared market leaves owing, at the round's prices. Everything is checked before and after: nothing is sold that is not carried, bounds hold, goods
 * and values add up.
 *
 * @param agents - those who were cleared, with the stocks they came with
 * @param prices - those of the clearing
 * @throws FinancingError with every problem of the input (`DIMENSION_MISMATCH`, ...); `CONSERVATION_VIOLATED`, `SELL_CAPACITY_VIOLATED`,
 * `VALUE_FEASIBILITY_VIOLATED` for trades that cannot be; `LEDGER_UNBALANCED` and the former for a policy that breaks its laws
 * @see financing specification, section 7
 */
export function settle(
  agents: readonly FinancingAgentInput[],
  clearing: Pick<ClearingResult, 'agents'>,
  prices: PriceInput,
  policy: SettlementPolicy = deliver,
  options: { readonly quantityScale?: number | undefined } = {},
): SettlementResult {
  const problems = new Problems();
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const rows = readAgents(agents, quantityScale, problems);
  const grid = priceGrid(readPrices(prices, rows[0]?.alpha.length, problems));
  const cleared = matched(rows, clearing.agents, problems);
  const path = (row: number): string => `clearing.agents[id ${cleared[row]?.id}]`;
  const shape = { goods: prices.length, quantityScale };
  const executed = cleared.flatMap(({ executedBuys, executedSells }, row) =>
    readSignedRow(shape, executedBuys, executedSells, `${path(row)}.executed`, problems),
  );
  const bounds = readBounds(
    cleared.map((row) => row.bounds),
    grid.decimals + quantityScale,
    path,
    problems,
  );
  problems.check();
  const participants = columnsOf(rows, quantityScale);
  const settled = settlementQuanta(participants, grid, bounds, executed, policy);
  return settlementResult(participants, grid, executed, settled);
}

/** The clearing of each agent, in the order of the agents. Both must be about the same ones. */
function matched(
  agents: readonly FinancingAgent[],
  cleared: readonly AgentClearing[],
  problems: Problems,
): readonly AgentClearing[] {
  const byId = new Map(cleared.map((row) => [row.id, row]));
  const rows = agents.flatMap(({ id }) => byId.get(id) ?? []);
  if (rows.length !== agents.length || cleared.length !== agents.length)
    problems.add(
      'DIMENSION_MISMATCH',
      'clearing.agents',
      `about [${cleared.map(({ id }) => id).join(', ')}]`,
      `about the agents given, [${agents.map(({ id }) => id).join(', ')}]`,
    );
  return rows;
}

/** The named face of a settlement. */
export function settlementResult(
  participants: Participants,
  prices: PriceGrid,
  executed: readonly bigint[],
  settled: SettlementQuanta,
): SettlementResult {
  const after = stocksAfter(participants, executed, settled);
  const decimals = valueDecimals(prices, participants);
  const agents = Array.from(participants.ids, (id, row) =>
    Object.freeze({
      id,
      balance: fromUnits(settled.balance[row] as bigint, decimals),
      deliveredHome: namedRow(participants, settled.deliveredHome, row),
      deliveredPersonal: namedRow(participants, settled.deliveredPersonal, row),
      received: namedRow(participants, settled.received, row),
      rounding: fromUnits(settled.rounding[row] as bigint, decimals),
      home: namedRow(participants, after.home, row),
      personal: namedRow(participants, after.personal, row),
    }),
  );
  return Object.freeze({
    agents: Object.freeze(agents),
    entries: Object.freeze(valueEntries(participants, prices, executed, settled)),
  });
}

/** Everybody's stocks after trade and settlement, agent-major. */
function stocksAfter(
  { home, personal }: Pick<Participants, 'home' | 'personal'>,
  executed: readonly bigint[],
  { deliveredHome, deliveredPersonal, received }: SettlementQuanta,
): { readonly home: readonly bigint[]; readonly personal: readonly bigint[] } {
  return {
    home: Array.from(home, (held, cell) => held - (deliveredHome[cell] as bigint) + (received[cell] as bigint)),
    personal: Array.from(
      personal,
      (held, cell) => held + (executed[cell] as bigint) - (deliveredPersonal[cell] as bigint),
    ),
  };
}
