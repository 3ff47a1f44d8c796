import { fromUnits } from '@bagehot/kernel/quanta';
import { type Participants, WEIGHT_DECIMALS, WEIGHT_ONE } from '../participants.js';
import { disconnectionOf } from './connection.js';
import type { Endowments } from './endowments.js';
import type { GuardedMarket } from './guards.js';
import type { EquilibriumMarket, MarketAgent, MarketNumbers } from './market.js';
import { type SpendingMatrix, spendingMatrix } from './spending-matrix.js';

/** A solver's market over the columns of the participants, computed as it is read. */
export class ViableMarket implements EquilibriumMarket {
  readonly goods: number;
  readonly count: number;
  readonly quantityScale: number;
  readonly priceDigits: number;
  readonly numbers: MarketNumbers;
  readonly #participants: Participants;
  readonly #weights: Float64Array;
  readonly #endowments: Endowments;
  /** The participants' numbers of the goods that take part. */
  readonly #columns: readonly number[];
  #matrix: SpendingMatrix | undefined;
  #cells: readonly number[] | undefined;
  #spending: readonly bigint[] | undefined;
  #supply: readonly bigint[] | undefined;
  #quanta: readonly bigint[] | undefined;
  #units: Float64Array | undefined;
  #agents: readonly MarketAgent[] | undefined;

  constructor(participants: Participants, { weights, endowments, columns }: GuardedMarket, priceDigits: number) {
    this.goods = columns.length;
    this.count = endowments.count;
    this.quantityScale = participants.quantityScale;
    this.priceDigits = priceDigits;
    this.#participants = participants;
    this.#weights = weights;
    this.#endowments = endowments;
    this.#columns = columns;
    this.numbers = new Numbers(this, () => this.#numericSpending());
  }

  get weights(): Float64Array {
    this.#units ??= Float64Array.from(this.#picked((cell) => this.#weights[cell] as number));
    return this.#units;
  }

  get endowments(): readonly bigint[] {
    const { home, personal } = this.#participants;
    this.#quanta ??= this.#picked((cell) => (home[cell] as bigint) + (personal[cell] as bigint));
    return this.#quanta;
  }

  get supply(): readonly bigint[] {
    this.#supply ??= this.#columns.map((g) => this.#endowments.supply[g] as bigint);
    return this.#supply;
  }

  get spending(): readonly bigint[] {
    if (this.#spending === undefined) {
      const { integers } = this.#sums();
      this.#spending = this.#square().map((cell) => integers[cell] as bigint);
    }
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

  #sums(): SpendingMatrix {
    this.#matrix ??= spendingMatrix(this.#participants, this.#weights);
    return this.#matrix;
  }

  #numericSpending(): Float64Array {
    const { numbers } = this.#sums();
    return Float64Array.from(this.#square(), (cell) => numbers[cell] as number);
  }

  /** The participants' cells of the square matrix of goods that take part. */
  #square(): readonly number[] {
    const { goods } = this.#participants;
    this.#cells ??= this.#columns.flatMap((g) => this.#columns.map((h) => g * goods + h));
    return this.#cells;
  }

  /** The cells of those who own anything and of the goods that take part. */
  #picked<Value>(read: (cell: number) => Value): Value[] {
    const { goods, count } = this.#participants;
    const picked: Value[] = [];
    for (let row = 0; row < count; row++)
      if (this.#endowments.viable[row] === 1) for (const g of this.#columns) picked.push(read(row * goods + g));
    return picked;
  }
}

/** The doubles of a market. */
class Numbers implements MarketNumbers {
  readonly #market: EquilibriumMarket;
  readonly #readSpending: () => Float64Array;
  readonly #quantaPerUnit: number;
  #weights: Float64Array | undefined;
  #endowments: Float64Array | undefined;
  #supply: Float64Array | undefined;
  #spending: Float64Array | undefined;

  constructor(market: EquilibriumMarket, readSpending: () => Float64Array) {
    this.#market = market;
    this.#readSpending = readSpending;
    this.#quantaPerUnit = Number(10n ** BigInt(market.quantityScale));
  }

  get weights(): Float64Array {
    this.#weights ??= this.#market.weights.map((unit) => unit / WEIGHT_ONE);
    return this.#weights;
  }

  get endowments(): Float64Array {
    this.#endowments ??= Float64Array.from(this.#market.endowments, (quanta) => Number(quanta) / this.#quantaPerUnit);
    return this.#endowments;
  }

  get supply(): Float64Array {
    this.#supply ??= Float64Array.from(this.#market.supply, (quanta) => Number(quanta) / this.#quantaPerUnit);
    return this.#supply;
  }

  get spending(): Float64Array {
    this.#spending ??= this.#readSpending().map((units) => units / WEIGHT_ONE / this.#quantaPerUnit);
    return this.#spending;
  }
}
