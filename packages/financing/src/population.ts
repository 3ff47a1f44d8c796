import { type Decimal, decimalPlaces, type RandomSource } from '@bagehot/kernel';
import { floorDiv, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { type PopulationParams, type ReadPopulation, readPopulation, type UnitRange } from './population-params.js';
import { interiorWeights, normalizeWeights } from './weights.js';

/** Somebody who was drawn: an agent of a spatial economy, ready to be given to it. */
export interface PopulationAgent {
  readonly id: number;
  readonly alpha: readonly Decimal[];
  readonly home: readonly Decimal[];
  readonly personal: readonly Decimal[];
  /** x and y of the cell. */
  readonly homePosition: readonly [number, number];
  readonly loadFraction?: Decimal;
}

/**
 * Draws a population. Each purpose has a stream of its own (`financing/stocks`, `financing/ownership`, `financing/weights`, `financing/homes`,
 * `financing/load`), read by ascending id: other weights leave the stocks as they are, and a larger population begins with the smaller one.
 *
 * @param random - the root of a run's streams
 * @returns people with the ids 1 to n
 * @throws FinancingError with every problem found: `INVALID_OPTION`, `GRID_INVALID`, `POSITION_OUTSIDE_GRID`, `DIMENSION_MISMATCH`, `NEGATIVE_QUANTITY`,
 * `QUANTITY_OFF_GRID`, `LOAD_FRACTION_OUT_OF_RANGE`
 * @example
 * const agents = generatePopulation({ agents: 40, goods: 3, grid: { width: 12, height: 9 } }, createRandom(42));
 */
export function generatePopulation(params: PopulationParams, random: RandomSource): readonly PopulationAgent[] {
  const population = readPopulation(params);
  const streams = {
    stocks: random.stream('financing/stocks'),
    ownership: random.stream('financing/ownership'),
    weights: random.stream('financing/weights'),
    homes: random.stream('financing/homes'),
    load: random.stream('financing/load'),
  };
  return Array.from({ length: population.agents }, (_, row) => drawAgent(row + 1, population, streams));
}

type Streams = Readonly<Record<'stocks' | 'ownership' | 'weights' | 'homes' | 'load', RandomSource>>;

function drawAgent(id: number, population: ReadPopulation, streams: Streams): PopulationAgent {
  const { stocks, ownership, weights, carried, homes, loadFraction } = population;
  const raw = stocks.map(() => streams.weights.nextInt(1, 10 ** weights.decimals));
  // Drawn for everybody, so that who owns what changes no amount.
  const owned = stocks.map((range) => {
    const units = streams.stocks.nextInt(range.min, range.max);
    return streams.ownership.nextBoolean(ownership) ? BigInt(units) : 0n;
  });
  const personal = owned.map((units) => shareOf(units, carried));
  return {
    id,
    alpha: weights.minimum.gt(0) ? interiorWeights(raw, weights.minimum) : normalizeWeights(raw, weights.decimals),
    home: owned.map((units, g) => fromUnits(units - (personal[g] as bigint), decimalsOf(stocks, g))),
    personal: personal.map((units, g) => fromUnits(units, decimalsOf(stocks, g))),
    homePosition: streams.homes.pick(homes),
    ...(loadFraction === undefined ? {} : { loadFraction: drawNumber(loadFraction, streams.load) }),
  };
}

function shareOf(units: bigint, share: Decimal): bigint {
  const decimals = decimalPlaces(share);
  return floorDiv(units * (unitsOf(share, decimals) as bigint), 10n ** BigInt(decimals));
}

function decimalsOf(ranges: readonly UnitRange[], good: number): number {
  return (ranges[good] as UnitRange).decimals;
}

function drawNumber({ min, max, decimals }: UnitRange, random: RandomSource): Decimal {
  return fromUnits(BigInt(random.nextInt(min, max)), decimals);
}
