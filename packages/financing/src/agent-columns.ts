import type { Decimal } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { type FinancingAgent, quantityScaleOf, readAgent } from './agent.js';
import { type Participants, type QuantaColumn, WEIGHT_DECIMALS } from './participants.js';
import { Problems } from './problems.js';

/**
 * Agents as columns, rows by ascending id. Everything is checked again: agents are plain objects that anybody can write.
 *
 * @param options.quantityScale - decimals of quantities, 12 unless given
 * @throws FinancingError with every problem found: `DIMENSION_MISMATCH`, `DUPLICATE_AGENT_ID`, and what `createAgent` throws
 */
export function participantsOf(
  agents: readonly FinancingAgent[],
  options: { readonly quantityScale?: number | undefined } = {},
): Participants {
  const problems = new Problems();
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const goods = agents[0]?.alpha.length ?? 0;
  const seen = new Set<number>();
  for (const [index, agent] of agents.entries()) {
    const path = `agents[${index}]`;
    readAgent(agent, quantityScale, path, problems);
    if (agent.alpha.length !== goods)
      problems.add(
        'DIMENSION_MISMATCH',
        `${path}.alpha`,
        `${agent.alpha.length} long`,
        `${goods} long, as agents[0].alpha is`,
      );
    if (seen.has(agent.id)) problems.add('DUPLICATE_AGENT_ID', `${path}.id`, agent.id, 'unique');
    seen.add(agent.id);
  }
  problems.check();
  const rows = agents.slice().sort((a, b) => a.id - b.id);
  return {
    goods,
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
