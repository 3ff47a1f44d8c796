import { type Decimal, ZERO } from '@bagehot/kernel';
import { fromUnits, lazyDecimal } from '@bagehot/kernel/quanta';
import type { AgentAtMarket } from './agent.js';
import { agentAt } from './agent-columns.js';
import type { BoundsContext } from './modes.js';
import { INFINITE } from './travel.js';
import { less, valueDecimals } from './valuation.js';
import type { ValuedMarket } from './valued-market.js';

/**
 * One row of a market as a mode sees it. Figures are made when they are read, their digits when these are: a mode that hands one of them back is understood
 * without either.
 */
export class AgentContext implements BoundsContext {
  readonly #market: ValuedMarket;
  readonly #row: number;
  #personalWealth: Decimal | undefined;
  #homeWealth: Decimal | undefined;
  #totalWealth: Decimal | undefined;
  #effectiveBudget: Decimal | undefined;

  constructor(market: ValuedMarket, row: number) {
    this.#market = market;
    this.#row = row;
  }

  get agent(): AgentAtMarket {
    return agentAt(this.#market.participants, this.#row);
  }

  get prices(): readonly (Decimal | null)[] {
    return this.#market.namedPrices;
  }

  get personalWealth(): Decimal {
    this.#personalWealth ??= this.#named(this.#carried);
    return this.#personalWealth;
  }

  get homeWealth(): Decimal {
    this.#homeWealth ??= this.#named(this.#stored);
    return this.#homeWealth;
  }

  get totalWealth(): Decimal {
    this.#totalWealth ??= this.#named(this.#net);
    return this.#totalWealth;
  }

  get travelCostDeduction(): Decimal | 'Infinity' {
    const { travel } = this.#market.participants;
    if (travel === undefined) return ZERO;
    const cost = travel.amounts[this.#row] as bigint;
    return cost === INFINITE ? 'Infinity' : fromUnits(cost, travel.decimals);
  }

  get effectiveBudget(): Decimal {
    const { effectiveBudget, budgetDecimals } = this.#market.valuation;
    this.#effectiveBudget ??= lazyDecimal(effectiveBudget[this.#row] as bigint, budgetDecimals);
    return this.#effectiveBudget;
  }

  get outstanding(): Decimal {
    const { outstanding } = this.#market.valuation;
    return outstanding === undefined ? ZERO : this.#named(outstanding[this.#row] as bigint);
  }

  /** The value units of a decimal that this context has made; undefined for any other. */
  unitsIfOwn(value: Decimal): bigint | undefined {
    switch (value) {
      case this.#totalWealth:
        return this.#net;
      case this.#personalWealth:
        return this.#carried;
      case this.#homeWealth:
        return this.#stored;
      default:
        return undefined;
    }
  }

  get #carried(): bigint {
    return this.#market.valuation.personalWealth[this.#row] as bigint;
  }

  get #stored(): bigint {
    return (this.#market.valuation.totalWealth[this.#row] as bigint) - this.#carried;
  }

  get #net(): bigint {
    const { totalWealth, outstanding } = this.#market.valuation;
    return less(totalWealth[this.#row] as bigint, outstanding?.[this.#row]);
  }

  #named(units: bigint): Decimal {
    return lazyDecimal(units, valueDecimals(this.#market.prices, this.#market.participants));
  }
}
