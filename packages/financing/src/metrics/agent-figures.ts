import { type Decimal, quotient } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { RoundCompleted } from '../events.js';
import { populationUtilities } from '../log/utility.js';
import { WEIGHT_DECIMALS } from '../participants.js';
import type { PopulationQuanta } from '../population-quanta.js';
import { moneyMetric } from '../welfare.js';
import { ValueSums } from './value-sums.js';

/** What a run was for one person. Values are in units of the numeraire, each at the prices of its round. */
export interface FinancingAgentFigures {
  readonly id: number;
  /** Rounds in a market with prices. */
  readonly marketRounds: number;
  /** Steps walked. */
  readonly steps: number;
  /** Value bought. */
  readonly bought: Decimal;
  /** Value sold. */
  readonly sold: Decimal;
  /** Value of what was wanted and not bought. */
  readonly liquidityGap: Decimal;
  /** Value bought over value wanted, half-even to 12 decimals; null where nothing was wanted. */
  readonly fillRate: Decimal | null;
  /** Before the first round. */
  readonly utilityStart: number;
  readonly utilityEnd: number;
  /** What the change of its goods over the run is worth to it at the last prices; null where there never were any. */
  readonly equivalentVariation: number | null;
}

const RATIO_DECIMALS = 12;

/** Follows everybody through a run. */
export class AgentFold {
  readonly #ids: Float64Array;
  readonly #marketRounds: Int32Array;
  readonly #steps: Float64Array;
  readonly #bought: ValueSums;
  readonly #sold: ValueSums;
  readonly #wanted: ValueSums;
  readonly #gap: ValueSums;
  readonly #utilityStart: Float64Array;
  readonly #before: readonly bigint[];
  #lastTrips: Float64Array;
  #last: RoundCompleted;
  #prices: readonly (Decimal | null)[] | null = null;

  /** @param first - the first round of the run */
  constructor(first: RoundCompleted) {
    const { population } = first;
    const { count } = population;
    this.#ids = population.ids;
    this.#marketRounds = new Int32Array(count);
    this.#steps = new Float64Array(count);
    this.#bought = new ValueSums(count);
    this.#sold = new ValueSums(count);
    this.#wanted = new ValueSums(count);
    this.#gap = new ValueSums(count);
    this.#before = stocksBefore(first);
    const none = this.#before.map(() => 0n);
    this.#utilityStart = populationUtilities({ ...population, home: this.#before, personal: none });
    this.#lastTrips = new Float64Array(count);
    this.#last = first;
  }

  take(event: RoundCompleted): void {
    const { population, market, participantRow } = event;
    for (let row = 0; row < population.count; row++) {
      const [trip, before] = [population.tripDistance[row] as number, this.#lastTrips[row] as number];
      // Home again, the distance is 0: the last step was one too.
      this.#steps[row] = (this.#steps[row] as number) + (trip >= before ? trip - before : 1);
      if (market.prices !== null && (participantRow[row] as number) >= 0)
        this.#marketRounds[row] = (this.#marketRounds[row] as number) + 1;
    }
    this.#lastTrips = population.tripDistance;
    this.#last = event;
    this.#trade(event);
  }

  result(): readonly FinancingAgentFigures[] {
    const { population } = this.#last;
    const utilityEnd = populationUtilities(population);
    return Object.freeze(
      Array.from(
        this.#ids,
        (id, row): FinancingAgentFigures =>
          Object.freeze({
            id,
            marketRounds: this.#marketRounds[row] as number,
            steps: this.#steps[row] as number,
            bought: this.#bought.of(row),
            sold: this.#sold.of(row),
            liquidityGap: this.#gap.of(row),
            fillRate: this.#wanted.isZero(row)
              ? null
              : quotient(this.#bought.of(row), this.#wanted.of(row), { decimals: RATIO_DECIMALS }),
            utilityStart: this.#utilityStart[row] as number,
            utilityEnd: utilityEnd[row] as number,
            equivalentVariation: this.#variation(population, row),
          }),
      ),
    );
  }

  #trade({ market, participantRow }: RoundCompleted): void {
    const { prices, orders, clearing, equilibrium, participants } = market;
    if (prices === null || orders === null || clearing === null) return;
    this.#prices = equilibrium.prices;
    const decimals = prices.decimals + participants.quantityScale;
    const factors = [this.#bought, this.#sold, this.#wanted, this.#gap].map((sums) => sums.refine(decimals));
    const [ofBought, ofSold, ofWanted, ofGap] = factors as [bigint, bigint, bigint, bigint];
    const goods = prices.units.length;
    for (let row = 0; row < participantRow.length; row++) {
      const place = participantRow[row] as number;
      if (place < 0) continue;
      let bought = 0n;
      let sold = 0n;
      let wanted = 0n;
      for (let g = 0; g < goods; g++) {
        const price = prices.units[g] as bigint;
        const executed = clearing.executed[place * goods + g] as bigint;
        const desired = orders.desired[place * goods + g] as bigint;
        if (executed > 0n) bought += price * executed;
        else sold -= price * executed;
        if (desired > 0n) wanted += price * desired;
      }
      this.#bought.add(row, bought * ofBought);
      this.#sold.add(row, sold * ofSold);
      this.#wanted.add(row, wanted * ofWanted);
      this.#gap.add(row, (wanted - bought) * ofGap);
    }
  }

  #variation(population: PopulationQuanta, row: number): number | null {
    const prices = this.#prices;
    if (prices === null) return null;
    const { goods, quantityScale, weights, home, personal } = population;
    const cells = Array.from({ length: goods }, (_, g) => row * goods + g);
    const alpha = cells.map((cell) => fromUnits(BigInt(weights[cell] as number), WEIGHT_DECIMALS));
    const before = cells.map((cell) => fromUnits(this.#before[cell] as bigint, quantityScale));
    const after = cells.map((cell) => fromUnits((home[cell] as bigint) + (personal[cell] as bigint), quantityScale));
    return moneyMetric(alpha, after, prices) - moneyMetric(alpha, before, prices);
  }
}

/** What everybody owned before the first round: participants what they came to the market with, the others what they have still. */
function stocksBefore({ population, market, participantRow }: RoundCompleted): readonly bigint[] {
  const { goods, count, home, personal } = population;
  return Array.from({ length: goods * count }, (_, cell) => {
    const place = participantRow[Math.floor(cell / goods)] as number;
    if (place < 0) return (home[cell] as bigint) + (personal[cell] as bigint);
    const at = place * goods + (cell % goods);
    return (market.participants.home[at] as bigint) + (market.participants.personal[at] as bigint);
  });
}
