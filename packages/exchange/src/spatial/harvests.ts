import { refusal } from '../problems.js';
import type { Traders } from '../traders.js';
import { type GridState, NONE } from './grid-state.js';
import type { HoldingBooks } from './posting.js';
import type { ResourceMap } from './resources.js';

/** Told of harvests and growth; each is left out where nobody wants to know. */
export interface HarvestWitness {
  harvested?(row: number, cell: number, amount: number): void;
  regrown?(cell: number, amount: number): void;
}

/** What harvests need. */
export interface HarvestParts {
  readonly state: GridState;
  readonly traders: Traders;
  readonly books: HoldingBooks;
  readonly map: ResourceMap;
  readonly witness: HarvestWitness;
}

/**
 * Unpaired agents take from the cell they stand on, by ascending id.
 *
 * @returns whether a cell was emptied
 * @throws ExchangeError `HOLDING_INVALID` when somebody would hold more than a safe integer
 * @see exchange specification, section 11.6
 */
export function forage({ state, traders, books, map, witness }: HarvestParts): boolean {
  const { count, present, x, y, partner, committed, amount, lastHarvested, cooldowns, tick } = state;
  const { forageRate, enforceSingleHarvester } = traders.rules.params;
  let isEmptied = false;
  for (let row = 0; row < count; row++) {
    if (present[row] === 0 || partner[row] !== NONE) continue;
    const cell = map.at(x[row] as number, y[row] as number);
    if (cell === NONE || !((amount[cell] as number) > 0)) continue;
    if (enforceSingleHarvester && lastHarvested[cell] === tick) continue;
    const harvest = Math.min(amount[cell] as number, forageRate);
    const good = map.good[cell] as number;
    checkRoom(traders, row, good, harvest);
    amount[cell] = (amount[cell] as number) - harvest;
    lastHarvested[cell] = tick;
    traders.add(row, good, harvest);
    books.harvest(good, row, harvest);
    if (amount[cell] === 0) isEmptied = true;
    if (committed[row] !== NONE) {
      committed[row] = NONE;
      cooldowns.clear(row);
    }
    witness.harvested?.(row, cell, harvest);
  }
  return isEmptied;
}

/** Is there a whole number for what somebody has, and so much more? */
function checkRoom({ holdings, width, ids, rules }: Traders, row: number, good: number, harvest: number): void {
  const held = holdings[row * width + good] as number;
  if (Number.isSafeInteger(held + harvest)) return;
  const most = `at most ${Number.MAX_SAFE_INTEGER - harvest}, ${harvest} more being harvested`;
  throw refusal('HOLDING_INVALID', `${rules.goods[good]} of agent ${ids[row]}`, held, most);
}

/**
 * Cells that have been left alone for a while grow back.
 *
 * @returns whether something grows in a cell that was empty
 * @see exchange specification, section 11.6
 */
export function regrow({ state, traders, map, witness }: HarvestParts): boolean {
  const { resourceGrowthRate, resourceRegenCooldown } = traders.rules.params;
  if (resourceGrowthRate === 0) return false;
  const { amount, lastHarvested, tick } = state;
  const { original, count } = map;
  let isFilled = false;
  for (let cell = 0; cell < count; cell++) {
    const left = amount[cell] as number;
    const full = original[cell] as number;
    const last = lastHarvested[cell] as number;
    if (left >= full || last === NONE || tick - last < resourceRegenCooldown) continue;
    const grown = Math.min(resourceGrowthRate, full - left);
    amount[cell] = left + grown;
    if (left === 0) isFilled = true;
    witness.regrown?.(cell, grown);
  }
  return isFilled;
}
