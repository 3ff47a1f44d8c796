import { formatUnits, halfEvenDiv } from '@bagehot/kernel/quanta';
import type { LoggedMarket } from './logged-round.js';
import type { RowWriter } from './row-writer.js';

/** Decimals of fill rates. */
const RATIO_DECIMALS = 12;
const RATIO_ONE = 10n ** BigInt(RATIO_DECIMALS);

/** Which of its goods an agent buys. */
type Side = 'buys' | 'sells';

/**
 * One participant's orders as texts. A good is either bought or sold: what one side has, the other has as 0, so that one text per good and stage serves both sides;
 * and most orders are asked for and filled as they were wished for, so that one text serves several stages.
 */
export class TradeTexts {
  readonly #market: LoggedMarket;
  readonly #decimals: number;
  readonly #goods: number;
  readonly #buys: boolean[] = [];
  readonly #desired: string[] = [];
  readonly #requested: string[] = [];
  readonly #executed: string[] = [];
  readonly #unmet: string[] = [];
  readonly #fillRate: string[] = [];
  readonly #gap: string[] = [];
  readonly #line: string[] = [];

  constructor(market: LoggedMarket, quantityScale: number) {
    this.#market = market;
    this.#decimals = quantityScale;
    this.#goods = market.prices.units.length;
  }

  /** Goes to a row of the participants. */
  read(row: number): void {
    const { desired, requested, executed } = this.#market;
    for (let g = 0; g < this.#goods; g++) {
      const cell = row * this.#goods + g;
      const wanted = desired[cell] as bigint;
      const asked = requested[cell] as bigint;
      const done = executed[cell] as bigint;
      const wish = this.#size(wanted);
      const order = asked === wanted ? wish : this.#size(asked);
      const unmet = this.#size(asked - done);
      this.#buys[g] = wanted > 0n;
      this.#desired[g] = wish;
      this.#requested[g] = order;
      this.#executed[g] = done === asked ? order : this.#size(done);
      this.#unmet[g] = unmet;
      this.#fillRate[g] = fillRate(done, asked);
      this.#gap[g] = asked === wanted ? unmet : this.#size(wanted - done);
    }
  }

  /** Bought, or with a sign sold. */
  net(writer: RowWriter): void {
    for (let g = 0; g < this.#goods; g++) {
      const size = this.#executed[g] as string;
      this.#line[g] = this.#buys[g] || size === '0' ? size : `-${size}`;
    }
    writer.list(this.#line);
  }

  desired(writer: RowWriter, side: Side): void {
    this.#write(writer, this.#desired, side, '0');
  }

  requested(writer: RowWriter, side: Side): void {
    this.#write(writer, this.#requested, side, '0');
  }

  executed(writer: RowWriter, side: Side): void {
    this.#write(writer, this.#executed, side, '0');
  }

  unmet(writer: RowWriter, side: Side): void {
    this.#write(writer, this.#unmet, side, '0');
  }

  fillRate(writer: RowWriter, side: Side): void {
    this.#write(writer, this.#fillRate, side, '1');
  }

  gap(writer: RowWriter): void {
    this.#write(writer, this.#gap, 'buys', '0');
  }

  #size(quanta: bigint): string {
    return quanta === 0n ? '0' : formatUnits(quanta < 0n ? -quanta : quanta, this.#decimals);
  }

  #write(writer: RowWriter, texts: readonly string[], side: Side, other: string): void {
    const mine = side === 'buys';
    for (let g = 0; g < this.#goods; g++) this.#line[g] = this.#buys[g] === mine ? (texts[g] as string) : other;
    writer.list(this.#line);
  }
}

/** Executed over requested, both of one sign; 1 where nothing was requested. */
function fillRate(executed: bigint, requested: bigint): string {
  if (executed === requested) return '1';
  if (executed === 0n) return '0';
  return requested < 0n ? fillRate(-executed, -requested) : ratioText(executed, requested);
}

/** A quotient half-even to 12 decimals. */
function ratioText(numerator: bigint, divisor: bigint): string {
  return formatUnits(halfEvenDiv(numerator * RATIO_ONE, divisor), RATIO_DECIMALS);
}
