import { fromUnits } from '@bagehot/kernel/quanta';
import { type Participants, WEIGHT_DECIMALS, WEIGHT_ONE } from '../participants.js';
import { disconnectionOf } from './connection.js';
import type { GuardedMarket } from './guards.js';
import type { EquilibriumMarket, MarketAgent, MarketNumbers } from './market.js';
import { MarketDoubles } from './market-doubles.js';
import { viableRows } from './market-sums.js';

/** A solver's market over the columns of the participants, computed as it is read. */
export class ViableMarket implements EquilibriumMarket {
  readonly goods: number;
  readonly count: number;
  readonly quantityScale: number;
  readonly priceDigits: number;
  readonly numbers: MarketNumbers;
  readonly #participants: Participants;
  readonly #guarded: GuardedMarket;
  #supply: readonly bigint[] | undefined;
  #spending: readonly bigint[] | undefined;
  #weights: Float64Array | undefined;
  #endowments: readonly bigint[] | undefined;
  #agents: readonly MarketAgent[] | undefined;

  constructor(participants: Participants, guarded: GuardedMarket, priceDigits: number) {
    this.goods = guarded.columns.length;
    this.count = participants.count - guarded.sums.poor.length;
    this.quantityScale = participants.quantityScale;
    this.priceDigits = priceDigits;
    this.#participants = participants;
    this.#guarded = guarded;
    this.numbers = new MarketDoubles(participants, guarded);
  }

  get weights(): Float64Array {
    const { weights } = this.#guarded;
    this.#weights ??= Float64Array.from(this.#cells(), (cell) => weights[cell] as number);
    return this.#weights;
  }

  get endowments(): readonly bigint[] {
    const { home, personal } = this.#participants;
    this.#endowments ??= this.#cells().map((cell) => (home[cell] as bigint) + (personal[cell] as bigint));
    return this.#endowments;
  }

  get supply(): readonly bigint[] {
    this.#supply ??= supplyOf(this.goods, this.spending);
    return this.#supply;
  }

  get spending(): readonly bigint[] {
    this.#spending ??= this.#readSpending();
    return this.#spending;
  }

  get agents(): readonly MarketAgent[] {
    this.#agents ??= Array.from({ length: this.count }, (_, row) => {
      const start = row * this.goods;
      const end = start + this.goods;
      return {
        alpha: Array.from(this.weights.subarray(start, end), (unit) => fromUnits(BigInt(unit), WEIGHT_DECIMALS)),
        omega: this.endowments.slice(start, end).map((quanta) => fromUnits(quanta, this.quantityScale)),
      };
    });
    return this.#agents;
  }

  get disconnection(): 'reducible' | 'free_good' | null {
    return disconnectionOf(this.goods, this.spending);
  }

  #readSpending(): readonly bigint[] {
    const { sums, columns } = this.#guarded;
    const { goods } = this.#participants;
    if (columns.length === goods) return sums.spending;
    return columns.flatMap((g) => columns.map((h) => sums.spending[g * goods + h] as bigint));
  }

  /** The participants' cells of those who own anything, of the goods that take part. */
  #cells(): readonly number[] {
    const { goods, count } = this.#participants;
    const { sums, columns } = this.#guarded;
    return viableRows(count, sums).flatMap((row) => columns.map((g) => row * goods + g));
  }
}

/** Column sums: what is spent on all goods is everything that is owned, for weights add up to 1. */
function supplyOf(goods: number, spending: readonly bigint[]): readonly bigint[] {
  const supply = new Array<bigint>(goods).fill(0n);
  for (const [cell, amount] of spending.entries()) supply[cell % goods] = (supply[cell % goods] as bigint) + amount;
  return supply.map((amount) => amount / BigInt(WEIGHT_ONE));
}
