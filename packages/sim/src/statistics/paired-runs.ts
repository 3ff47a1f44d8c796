import type { DecimalInput } from '@bagehot/kernel';
import { createEconomy, type Economy } from '../economy.js';
import { type ArmsExperiment, type PairedArms, pairedArms } from './paired-arms.js';

/** Several worlds, each lived through once per arm, every time on an economy of its own. */
export interface RunsExperiment<Arm extends string, Parts, Figure extends string>
  extends Omit<ArmsExperiment<Arm, Parts, Figure>, 'play'> {
  /**
   * Lives through one world in one arm, and measures it: the same figures every time. The economy is empty, has the seed of the world, keeps its events, and forgets
   * the ledger's journal at every commit.
   */
  readonly play: (economy: Economy, arm: Arm, parts: Parts) => Readonly<Record<Figure, DecimalInput | null>>;
}

/**
 * `pairedArms` of economies: makes a new one for every seed and arm, so that both differ in the arm alone.
 *
 * @throws as `pairedArms`; KernelError `BAD_KERNEL_INPUT` for a seed that is no safe integer
 * @example
 * const result = pairedRuns({
 *   seeds: 100,
 *   arms: { without: {}, with: { dealer: {} } },
 *   play(economy, _arm, parts) {
 *     const world = generateRing(size, economy.random.stream('ring'));
 *     const { metrics } = simulate(economy, world, { maxDays: 40, phases: composeDay(economy, parts) });
 *     return { defaultRate: metrics.defaultRate };
 *   },
 * });
 */
export function pairedRuns<Arm extends string, Parts, Figure extends string>(
  experiment: RunsExperiment<Arm, Parts, Figure>,
): PairedArms<Arm, Figure> {
  const { play, ...others } = experiment;
  return pairedArms({
    ...others,
    play: (parts: Parts, seed, arm: Arm) => play(createEconomy({ seed, journal: 'none' }), arm, parts),
  });
}
