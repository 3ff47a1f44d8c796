import type { ExchangePorts } from '../spatial/exchange-config.js';
import type { Traders } from '../traders.js';
import type { NaiveAgent } from './naive-agent.js';

/** What the naive twin asks about people; its days are ticks. */
export type NaivePorts = Pick<ExchangePorts, 'takesPart' | 'withheld'>;

/** Asks who takes part; who no longer does lets go of everything. */
export function attend(
  agents: readonly NaiveAgent[],
  { takesPart }: NaivePorts,
  tick: number,
  unpair: (agent: NaiveAgent, other: NaiveAgent) => void,
): void {
  for (const agent of agents) agent.takesPart = takesPart?.(agent.id, tick) ?? true;
  for (const agent of agents) {
    const other = agent.pairedWith;
    if (other !== null && !(agent.takesPart && other.takesPart)) unpair(agent, other);
  }
  for (const agent of agents.filter((one) => !one.takesPart))
    Object.assign(agent, { committedTo: null, target: null, targetAgent: null });
}

/**
 * Takes money out of sight until the end of the tick.
 *
 * @returns how much, by row
 */
export function setAside(
  agents: readonly NaiveAgent[],
  traders: Traders,
  { withheld }: NaivePorts,
  tick: number,
): ReadonlyMap<number, number> {
  const aside = new Map<number, number>();
  for (const { row, id } of agents) {
    const has = traders.agent(row).inventory['M'] as number;
    const amount = Math.min(has, withheld?.(id, tick) ?? 0);
    aside.set(row, amount);
    traders.add(row, traders.width - 1, -amount);
    traders.refreshQuotes(row);
  }
  return aside;
}
