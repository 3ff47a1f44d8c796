import { type DecimalInput, decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import type { FinancingAgent } from './agent.js';
import type { TravelCosts } from './participants.js';
import type { Problems } from './problems.js';

/** An amount of travel cost, or its rate per step. */
export interface TravelRate {
  readonly decimals: number;
  /** In units of 10^-decimals; -1n for an infinite one. */
  readonly units: bigint;
}

/** Stands for infinity among units that are never negative. */
export const INFINITE: bigint = -1n;

/** Travelling costs nothing. */
const FREE: TravelRate = { decimals: 0, units: 0n };

/** Reads a cost: a decimal of at least 0, or `Infinity` as a number or a text. Anything else is noted as `TRAVEL_COST_NEGATIVE`. */
export function readTravelRate(cost: DecimalInput | undefined, path: string, problems: Problems): TravelRate {
  if (cost === undefined) return FREE;
  if (cost === 'Infinity' || cost === Number.POSITIVE_INFINITY) return { decimals: 0, units: INFINITE };
  try {
    const rate = decimal(cost);
    if (!rate.lt(0)) {
      const decimals = decimalPlaces(rate);
      return { decimals, units: unitsOf(rate, decimals) as bigint };
    }
  } catch {
    // Told below, like a negative number.
  }
  problems.add('TRAVEL_COST_NEGATIVE', path, cost, 'at least 0, or Infinity');
  return FREE;
}

/**
 * What travelling takes off each budget: rate times distance, where 0 times infinity is 0.
 *
 * @param distances - at least 0, in units of 10^-distanceDecimals
 * @returns undefined when nobody pays anything
 * @see financing specification, section 3
 */
export function travelCosts(
  rate: TravelRate,
  distances: readonly bigint[],
  distanceDecimals: number = 0,
): TravelCosts | undefined {
  if (rate.units === 0n || distances.every((distance) => distance === 0n)) return undefined;
  const amounts = distances.map((distance) =>
    distance === 0n ? 0n : rate.units === INFINITE ? INFINITE : rate.units * distance,
  );
  return { decimals: rate.decimals + distanceDecimals, amounts };
}

/** The same for agents, whose distances are decimals. */
export function agentTravelCosts(rate: TravelRate, agents: readonly FinancingAgent[]): TravelCosts | undefined {
  const decimals = Math.max(0, ...agents.map(({ tripDistance }) => decimalPlaces(tripDistance)));
  const distances = agents.map(({ tripDistance }) => unitsOf(tripDistance, decimals) as bigint);
  return travelCosts(rate, distances, decimals);
}
