import type { Decimal } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import {
  type AgentAtMarket,
  type FinancingAgent,
  type FinancingAgentInput,
  quantityScaleOf,
  readAgent,
} from './agent.js';
import { type Participants, type QuantaColumn, WEIGHT_DECIMALS } from './participants.js';
import { Problems } from './problems.js';
import { namedRow } from './signed-rows.js';

/**
 * Agents as columns, rows by ascending id. Everything is checked, whoever wrote it.
 *
 * @param options.quantityScale - decimals of quantities, 12 unless given
 * @throws FinancingError with every problem found: `DIMENSION_MISMATCH`, `DUPLICATE_AGENT_ID`, and what `createAgent` throws
 */
export function participantsOf(
  agents: readonly FinancingAgentInput[],
  options: { readonly quantityScale?: number | undefined } = {},
): Participants {
  const problems = new Problems();
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const rows = readAgents(agents, quantityScale, problems);
  problems.check();
  return columnsOf(rows, quantityScale);
}

/** Reads agents of one market and notes every problem. They come back in the order of their ids. */
export function readAgents(
  agents: readonly FinancingAgentInput[],
  quantityScale: number,
  problems: Problems,
): readonly FinancingAgent[] {
  const goods = agents[0]?.alpha.length ?? 0;
  const seen = new Set<number>();
  const rows = agents.map((input, index) => {
    const path = `agents[${index}]`;
    const agent = readAgent(input, quantityScale, path, problems);
    if (agent.alpha.length !== goods)
      problems.add(
        'DIMENSION_MISMATCH',
        `${path}.alpha`,
        `${agent.alpha.length} long`,
        `${goods} long, as agents[0].alpha is`,
      );
    if (seen.has(agent.id)) problems.add('DUPLICATE_AGENT_ID', `${path}.id`, agent.id, 'unique');
    seen.add(agent.id);
    return agent;
  });
  return rows.sort((a, b) => a.id - b.id);
}

/** The columns of agents that have been read. */
export function columnsOf(rows: readonly FinancingAgent[], quantityScale: number): Participants {
  return {
    goods: rows[0]?.alpha.length ?? 0,
    count: rows.length,
    quantityScale,
    ids: Float64Array.from(rows, ({ id }) => id),
    weights: weightColumn(rows),
    home: stockColumn(
      rows.map(({ home }) => home),
      quantityScale,
    ),
    personal: stockColumn(
      rows.map(({ personal }) => personal),
      quantityScale,
    ),
  };
}

function weightColumn(rows: readonly FinancingAgent[]): Float64Array {
  return Float64Array.from(
    rows.flatMap(({ alpha }) => alpha.map((weight) => Number(unitsOf(weight, WEIGHT_DECIMALS)))),
  );
}

function stockColumn(stocks: readonly (readonly Decimal[])[], quantityScale: number): QuantaColumn {
  return quantaColumn(stocks.flatMap((row) => row.map((stock) => unitsOf(stock, quantityScale) as bigint)));
}

const MAX_64 = 2n ** 63n - 1n;

/** Quanta in 64 bits each if all of them fit, else as they are. */
export function quantaColumn(quanta: readonly bigint[]): QuantaColumn {
  return quanta.every((amount) => amount <= MAX_64 && amount >= -MAX_64) ? BigInt64Array.from(quanta) : quanta;
}

/** One row as an agent. */
export function agentAt(participants: Participants, row: number): AgentAtMarket {
  const { goods, ids, weights, home, personal } = participants;
  const alpha = Array.from(weights.subarray(row * goods, (row + 1) * goods), (weight) =>
    fromUnits(BigInt(weight), WEIGHT_DECIMALS),
  );
  return Object.freeze({
    id: ids[row] as number,
    alpha: Object.freeze(alpha),
    home: namedRow(participants, home, row),
    personal: namedRow(participants, personal, row),
  });
}
