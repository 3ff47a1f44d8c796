import { type AgentId, type Decimal, decimal, decimalPlaces, ONE, ZERO } from '@bagehot/kernel';
import type { Amounts } from '../scenario/amounts.js';
import { asCount, asDecimal } from '../scenario/field.js';
import { type Path, type Problems, shown } from '../scenario/problems.js';
import type { SpelledSection } from '../scenario/spelling.js';

/** Digits of a rate. */
const RATE_DECIMALS = 12;

/** What reading the sections takes. */
export interface MoneyReading {
  readonly problems: Problems;
  /** Of the ledger's grid. */
  readonly amounts: Amounts;
  /** Does the scenario have an agent of this name? */
  readonly knows: (agent: AgentId) => boolean;
}

/** Bounds of a rate, both inclusive. */
export interface Bounds {
  readonly from?: Decimal;
  readonly to?: Decimal;
}

/** Policy rates that are taken for such. */
export const POLICY_RATE: Bounds = { from: decimal('-0.1'), to: decimal(10) };

/** A rate; undefined when it is not there. */
export function readRate(
  { problems }: MoneyReading,
  section: SpelledSection,
  name: string,
  { from, to }: Bounds = {},
): Decimal | undefined {
  const rate = asDecimal(section.get(name));
  if (rate === undefined) return undefined;
  if (decimalPlaces(rate) > RATE_DECIMALS)
    problems.add('E_VALUE', section.at(name), `must have at most ${RATE_DECIMALS} decimals, but is ${rate}`);
  if (from !== undefined && rate.lt(from))
    problems.add('E_VALUE', section.at(name), `must be at least ${from}, but is ${rate}`);
  if (to !== undefined && rate.gt(to))
    problems.add('E_VALUE', section.at(name), `must be at most ${to}, but is ${rate}`);
  return rate;
}

/** A share from 0 to 1. */
export function readShare(reading: MoneyReading, section: SpelledSection, name: string, otherwise: Decimal): Decimal {
  return readRate(reading, section, name, { from: ZERO, to: ONE }) ?? otherwise;
}

/** A count of at least 1. */
export function readCount(
  { problems }: MoneyReading,
  section: SpelledSection,
  name: string,
  otherwise: number,
): number {
  const count = asCount(section.get(name)) ?? otherwise;
  if (count < 1) problems.add('E_VALUE', section.at(name), 'must be at least 1, but is 0');
  return count;
}

/** An amount of at least 0. */
export function readAmount(
  { amounts }: MoneyReading,
  section: SpelledSection,
  name: string,
  otherwise: Decimal,
): Decimal {
  const value = section.get(name);
  return value === undefined ? otherwise : amounts.notNegative(section.at(name), value);
}

/** The agent of a list by name must be one of the scenario's. */
export function requireAgent(problems: Problems, path: Path, agent: AgentId, knows: (agent: AgentId) => boolean): void {
  if (!knows(agent)) problems.add('E_AGENT_UNKNOWN', path, `there is no agent ${shown(agent)}`);
}
