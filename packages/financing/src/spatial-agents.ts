import { type Decimal, decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { quantaColumn } from './agent-columns.js';
import type { SpatialAgent } from './economy-config.js';
import type { EconomyWorld } from './economy-world.js';
import { type Participants, type QuantaColumn, WEIGHT_DECIMALS } from './participants.js';
import { PHASES, type Phase, type PopulationQuanta } from './population-quanta.js';
import type { Stocks } from './posting.js';
import { type Cell, distanceTo, isInside } from './space/grid.js';
import type { Whereabouts } from './space/whereabouts.js';
import { travelCosts } from './travel.js';

/** Everybody with names and decimals, by ascending id. */
export function spatialAgents(
  { people, goods, space }: EconomyWorld,
  { x, y, phase, tripDistance }: Whereabouts,
  { home, personal }: Stocks,
): readonly SpatialAgent[] {
  const { ids, weights, quantityScale } = people;
  const each = (row: number, read: (cell: number) => Decimal): readonly Decimal[] =>
    Object.freeze(Array.from({ length: goods }, (_, g) => read(row * goods + g)));
  return Object.freeze(
    Array.from(ids, (id, row) =>
      Object.freeze({
        id,
        alpha: each(row, (cell) => fromUnits(BigInt(weights[cell] as number), WEIGHT_DECIMALS)),
        home: each(row, (cell) => fromUnits(home[cell] as bigint, quantityScale)),
        personal: each(row, (cell) => fromUnits(personal[cell] as bigint, quantityScale)),
        tripDistance: decimal(tripDistance[row] as number),
        position: Object.freeze([x[row] as number, y[row] as number] as const),
        homePosition: space.homes[row] as Cell,
        phase: PHASES[phase[row] as number] as Phase,
      }),
    ),
  );
}

/** Everybody as columns that nothing changes any more. */
export function populationQuanta(
  { people, goods, space }: EconomyWorld,
  whereabouts: Whereabouts,
  stocks: Stocks,
): PopulationQuanta {
  const { count, quantityScale, ids, weights } = people;
  const { market } = space.grid;
  const { x, y } = whereabouts;
  const inMarket = new Uint8Array(count);
  const distanceToMarket = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const at: Cell = [x[row] as number, y[row] as number];
    inMarket[row] = isInside(at, market) ? 1 : 0;
    distanceToMarket[row] = distanceTo(market, at[0], at[1]);
  }
  return { goods, count, quantityScale, ids, weights, ...whereabouts, inMarket, distanceToMarket, ...stocks };
}

/** The people of some rows, as those who meet in the market. */
export function participantsIn(
  { people, goods, rules }: EconomyWorld,
  rows: readonly number[],
  stocks: Stocks,
  { tripDistance }: Whereabouts,
): Participants {
  const { quantityScale, count } = people;
  const travel = travelCosts(
    rules.travel,
    rows.map((row) => BigInt(tripDistance[row] as number)),
  );
  if (rows.length === count) return { ...people, ...stocks, travel };
  const cells = rows.flatMap((row) => Array.from({ length: goods }, (_, g) => row * goods + g));
  const pick = (column: QuantaColumn): QuantaColumn => quantaColumn(cells.map((cell) => column[cell] as bigint));
  return {
    goods,
    count: rows.length,
    quantityScale,
    ids: Float64Array.from(rows, (row) => people.ids[row] as number),
    weights: Float64Array.from(cells, (cell) => people.weights[cell] as number),
    home: pick(stocks.home),
    personal: pick(stocks.personal),
    travel,
  };
}
