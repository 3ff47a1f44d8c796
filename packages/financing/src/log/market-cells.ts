import { formatUnits, halfEvenDiv } from '@bagehot/kernel/quanta';
import { type QuantaColumn, WEIGHT_DECIMALS } from '../participants.js';
import { INFINITE } from '../travel.js';
import type { LoggedMarket } from './logged-round.js';
import type { RowWriter } from './row-writer.js';
import { encodeText } from './text-codec.js';
import { TradeTexts } from './trade-texts.js';

const WEIGHT_UNITS = 10n ** BigInt(WEIGHT_DECIMALS);

/** Writes the participants' parts of a round's rows: what the market did with each of them. */
export class MarketCells {
  readonly trade: TradeTexts;
  readonly #market: LoggedMarket;
  readonly #quantityScale: number;
  readonly #zeros: readonly string[];
  readonly #line: string[];
  /** 10^12 P_g of each good, and what a budget is multiplied with: the ideal bundle in quanta is weight * budget * factor / divisor. */
  readonly #divisors: readonly bigint[];
  readonly #factor: bigint;
  #row = 0;

  constructor(market: LoggedMarket, quantityScale: number) {
    const { prices, valuation } = market;
    this.trade = new TradeTexts(market, quantityScale);
    this.#market = market;
    this.#quantityScale = quantityScale;
    this.#zeros = prices.units.map(() => '0');
    this.#line = [...this.#zeros];
    const finer = BigInt(valuation.budgetDecimals - prices.decimals - quantityScale);
    this.#factor = finer < 0n ? 10n ** -finer : 1n;
    this.#divisors = prices.units.map((unit) => unit * WEIGHT_UNITS * (finer > 0n ? 10n ** finer : 1n));
  }

  /** Goes to a row of the participants. */
  read(row: number): void {
    this.#row = row;
    this.trade.read(row);
  }

  travelCost(writer: RowWriter): void {
    const { travel } = this.#market;
    const amount = travel?.amounts[this.#row] ?? 0n;
    writer.digits(amount === INFINITE ? 'Infinity' : formatUnits(amount, travel?.decimals ?? 0));
  }

  effectiveBudget(writer: RowWriter): void {
    const { valuation } = this.#market;
    writer.digits(formatUnits(valuation.effectiveBudget[this.#row] as bigint, valuation.budgetDecimals));
  }

  totalWealth(writer: RowWriter): void {
    this.#value(writer, this.#market.valuation.totalWealth);
  }

  personalWealth(writer: RowWriter): void {
    this.#value(writer, this.#market.valuation.personalWealth);
  }

  slack(writer: RowWriter): void {
    this.#value(writer, this.#market.slack);
  }

  balance(writer: RowWriter): void {
    this.#value(writer, this.#market.balance);
  }

  rounding(writer: RowWriter): void {
    this.#value(writer, this.#market.rounding);
  }

  sellCapacity(writer: RowWriter): void {
    this.#amounts(writer, this.#market.personal);
  }

  delivered(writer: RowWriter): void {
    this.#amounts(writer, this.#market.delivered);
  }

  received(writer: RowWriter): void {
    this.#amounts(writer, this.#market.received);
  }

  /** (ideal - endowment) - executed net. The ideal bundle is rounded to whole quanta, half-even; there is none of a good without a price. */
  excessDemand(writer: RowWriter): void {
    const { valuation, weights, home, personal, executed } = this.#market;
    const goods = this.#divisors.length;
    const budget = (valuation.effectiveBudget[this.#row] as bigint) * this.#factor;
    let priced = true;
    for (let g = 0; g < goods; g++) {
      const divisor = this.#divisors[g] as bigint;
      const cell = this.#row * goods + g;
      if (divisor === 0n) {
        priced = false;
        this.#line[g] = '';
        continue;
      }
      const ideal = halfEvenDiv(BigInt(weights[cell] as number) * budget, divisor);
      const owned = (home[cell] as bigint) + (personal[cell] as bigint);
      this.#line[g] = formatUnits(ideal - owned - (executed[cell] as bigint), this.#quantityScale);
    }
    if (priced) writer.list(this.#line);
    else writer.json(encodeText(JSON.stringify(this.#line.map((text) => (text === '' ? null : text)))));
  }

  #value(writer: RowWriter, values: readonly bigint[]): void {
    writer.digits(formatUnits(values[this.#row] as bigint, this.#market.prices.decimals + this.#quantityScale));
  }

  #amounts(writer: RowWriter, column: QuantaColumn | null): void {
    if (column === null) {
      writer.list(this.#zeros);
      return;
    }
    const goods = this.#zeros.length;
    for (let g = 0; g < goods; g++) {
      const quanta = column[this.#row * goods + g] as bigint;
      this.#line[g] = quanta === 0n ? '0' : formatUnits(quanta, this.#quantityScale);
    }
    writer.list(this.#line);
  }
}
