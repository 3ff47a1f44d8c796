import type { ProblemList } from '@bagehot/kernel';
import { allocateQuanta } from '@bagehot/kernel/quanta';
import { CLEARING_HOUSE, type Money, TREASURY } from '../money.js';
import { RATE_ONE, readRateUnits } from '../numbers.js';
import type { PassThrough } from '../protocols/treasury.js';

/** Agents' indices and quanta, each more than 0. */
export type Parts = readonly (readonly [number, bigint])[];

/** How cash passes through the treasury: the fraction in units of 10^-12. */
export interface PassThroughTerms {
  readonly fraction: bigint;
  readonly agents: readonly number[];
  readonly weights: readonly bigint[];
}

/** Reads who gets what the treasury spends, and notes every problem. */
export function readPassThrough(
  { fraction, recipients }: PassThrough,
  money: Money,
  problems: ProblemList<string>,
): PassThroughTerms {
  const units = readRateUnits(fraction);
  if (units === undefined || units < 0n || units > RATE_ONE)
    problems.add('INVALID_CONFIG', 'passThrough.fraction', fraction, 'from 0 to 1, with at most 12 decimals');
  const agents: number[] = [];
  const weights: bigint[] = [];
  for (const [k, { agentId, weight }] of recipients.entries()) {
    const path = `passThrough.recipients[${k}]`;
    const agent = money.find(agentId);
    if (agent === -1 || agent === money.column.issuer || agentId === TREASURY || agentId === CLEARING_HOUSE)
      problems.add(
        'INVALID_CONFIG',
        `${path}.agentId`,
        agentId,
        'a registered agent other than central bank and treasury',
      );
    else if (agents.includes(agent)) problems.add('INVALID_CONFIG', `${path}.agentId`, agentId, 'given once');
    if (!Number.isSafeInteger(weight) || weight < 0)
      problems.add('INVALID_CONFIG', `${path}.weight`, weight, 'a whole number from 0');
    else weights.push(BigInt(weight));
    agents.push(agent);
  }
  if (!weights.some((weight) => weight > 0n))
    problems.add(
      'INVALID_CONFIG',
      'passThrough.recipients',
      recipients.length,
      'agents of which one has a weight of more than 0',
    );
  return { fraction: units ?? 0n, agents, weights };
}

/** What each recipient gets of so much cash, or pays: the fraction, rounded down, split by the weights. */
export function sharesOf(cash: bigint, { fraction, agents, weights }: PassThroughTerms): Parts {
  const total = (cash * fraction) / RATE_ONE;
  const parts = allocateQuanta(total, weights);
  return agents.flatMap((agent, k) => ((parts[k] as bigint) > 0n ? [[agent, parts[k] as bigint] as const] : []));
}

/** What parts add up to. */
export function totalOf(parts: Parts): bigint {
  return parts.reduce((total, [, amount]) => total + amount, 0n);
}
