import type { ClearingQuanta } from '../round-quanta.js';
import { bindRows } from './bind-rows.js';
import type { ClearingColumns } from './clearing-columns.js';
import { columnSum } from './column-sum.js';
import { isLess, type Wide, wholeOf, wideOf } from './double-double.js';
import type { ClearingRules } from './plain-clearing.js';
import { type RationSpace, ration, rationSpace } from './ration.js';

/** Largest volumes that could ever matter have fewer bits: so many amounts of so many bits there are at most. */
const MOST_ROOM = 2n ** 100n;

/** The two sides of the market for a good: the cells of those who offer something in the stage, ascending. */
interface GoodSides {
  readonly buyers: Int32Array;
  readonly sellers: Int32Array;
  /** What may still be traded of it; null for no limit. */
  readonly room: Wide | null;
}

/**
 * Constrained clearing in doubles with an error bound, and in whole integers where a decision is too near to call: the same result as the plain algorithm.
 *
 * The condition that ends a stage is the one that the agents' step of another pass would act upon, so that step is simply begun: if it changes nothing,
 * the stage ended with the pass before.
 */
export function clearFiltered(columns: ClearingColumns, rules: ClearingRules): ClearingQuanta {
  const { goods, done } = columns;
  const space = rationSpace(columns.count);
  const passes: number[] = [];
  for (let stage = 0; stage < rules.stages; stage++) {
    passes.push(clearStage(columns, rules, space));
    if (!bookStage(columns)) break;
  }
  const volume = Array.from({ length: goods }, (_, g) => boughtOf(columns, g));
  return { executed: Array.from(done, BigInt), passes, volume };
}

function clearStage(columns: ClearingColumns, rules: ClearingRules, space: RationSpace): number {
  const { goods, amounts, offers } = columns;
  amounts.set(offers);
  const sides = Array.from({ length: goods }, (_, g) => sidesOf(columns, g, rules.capacity[g] ?? null));
  let passes = 0;
  while (bindRows(columns, passes >= rules.maxPasses) || passes === 0) {
    passes++;
    for (const side of sides) balance(amounts, side, space);
  }
  return passes;
}

/** The good's step: as much is bought as is sold, and no more than there is room for. */
function balance(amounts: Float64Array, { buyers, sellers, room }: GoodSides, space: RationSpace): void {
  const demand = columnSum(amounts, buyers);
  const sold = columnSum(amounts, sellers);
  const supply: Wide = { hi: -sold.hi, lo: -sold.lo };
  let volume = isLess(demand, supply) ? demand : supply;
  if (room !== null && isLess(room, volume)) volume = room;
  if (isLess(volume, demand)) ration({ amounts, cells: buyers, sign: 1, total: volume, whole: demand }, space);
  if (isLess(volume, supply)) ration({ amounts, cells: sellers, sign: -1, total: volume, whole: supply }, space);
}

function sidesOf(columns: ClearingColumns, g: number, capacity: bigint | null): GoodSides {
  const { offers, goods } = columns;
  const buyers: number[] = [];
  const sellers: number[] = [];
  for (let cell = g; cell < offers.length; cell += goods) {
    const offer = offers[cell] as number;
    if (offer > 0) buyers.push(cell);
    else if (offer < 0) sellers.push(cell);
  }
  const room = capacity === null || capacity >= MOST_ROOM ? null : wideOf(capacity - boughtOf(columns, g));
  return { buyers: Int32Array.from(buyers), sellers: Int32Array.from(sellers), room };
}

/** Adds what the stage leaves to what is executed; returns whether that is anything. */
function bookStage({ amounts, offers, done }: ClearingColumns): boolean {
  let moved = false;
  for (let cell = 0; cell < amounts.length; cell++) {
    const amount = amounts[cell] as number;
    if (amount === 0) continue;
    moved = true;
    done[cell] = (done[cell] as number) + amount;
    offers[cell] = (offers[cell] as number) - amount;
  }
  return moved;
}

function boughtOf({ done, goods }: ClearingColumns, g: number): bigint {
  const cells: number[] = [];
  for (let cell = g; cell < done.length; cell += goods) if ((done[cell] as number) > 0) cells.push(cell);
  return wholeOf(columnSum(done, Int32Array.from(cells)));
}
