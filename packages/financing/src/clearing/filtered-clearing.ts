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
  return { executed: wholes(done), passes, volume };
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
  return {
    buyers: cellsOf(columns.offers, columns.goods, g, 1),
    sellers: cellsOf(columns.offers, columns.goods, g, -1),
    room: capacity === null || capacity >= MOST_ROOM ? null : wideOf(capacity - boughtOf(columns, g)),
  };
}

/** The cells of a good that hold an amount of this sign, ascending. */
function cellsOf(amounts: Float64Array, goods: number, g: number, sign: 1 | -1): Int32Array {
  let count = 0;
  for (let cell = g; cell < amounts.length; cell += goods) if (sign * (amounts[cell] as number) > 0) count++;
  const cells = new Int32Array(count);
  let next = 0;
  for (let cell = g; cell < amounts.length; cell += goods)
    if (sign * (amounts[cell] as number) > 0) cells[next++] = cell;
  return cells;
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
  return wholeOf(columnSum(done, cellsOf(done, goods, g, 1)));
}

function wholes(amounts: Float64Array): bigint[] {
  const integers = new Array<bigint>(amounts.length);
  for (let cell = 0; cell < amounts.length; cell++) integers[cell] = BigInt(amounts[cell] as number);
  return integers;
}
