import { type BucketId, type Decimal, decimal, quotient, ZERO } from '@bagehot/kernel';
import type { DealerQuoteEvent, TradeEvent } from './events.js';
import type { MakerAccount } from './maker-account.js';
import type { BucketDay, BucketMetrics } from './metrics.js';

/** A bucket while it is being counted. */
export class BucketCount {
  readonly bucket: BucketId;
  readonly dealer: MakerAccount;
  readonly vbt: MakerAccount;
  mid: Decimal;
  spread: Decimal;
  lossRate: Decimal = ZERO;
  insideSells = 0;
  insideBuys = 0;
  passThroughSells = 0;
  passThroughBuys = 0;
  /** Of those passed through, what the value-based trader itself bought less what it sold: somebody else may have stood behind it. */
  absorbed = 0;
  layoffs = 0;
  spreadEarned: Decimal = ZERO;

  constructor(bucket: BucketId, dealer: MakerAccount, vbt: MakerAccount, mid: Decimal, spread: Decimal) {
    this.bucket = bucket;
    this.dealer = dealer;
    this.vbt = vbt;
    this.mid = mid;
    this.spread = spread;
  }

  /** p: the dealer's midline as it stands, 24 decimals (dealer specification, section 7). */
  midline(): Decimal {
    const tickets = this.dealer.held(this.bucket);
    const whole = this.dealer.cash.div(this.mid).round(0, this.dealer.cash.lt(0) ? 3 : 0);
    let fundable = Number(whole.toFixed()) + tickets;
    // The quotient was rounded; the largest whole number that fits decides.
    while (this.mid.times(fundable - tickets).gt(this.dealer.cash)) fundable--;
    while (this.mid.times(fundable - tickets + 1).lte(this.dealer.cash)) fundable++;
    fundable = Math.max(0, fundable);
    return this.mid.minus(quotient(this.spread.times(2 * tickets - fundable), decimal(2 * (fundable + 2))));
  }

  /** Counts a trade, with the midline as it stood before. */
  trade({ side, price, isPassThrough, vbt, route }: TradeEvent): void {
    const isSell = side === 'SELL';
    if (route === 'Layoff') this.layoffs++;
    else if (isPassThrough) {
      this[isSell ? 'passThroughSells' : 'passThroughBuys']++;
      if (vbt === undefined || vbt === this.vbt.agent) this.absorbed += isSell ? 1 : -1;
    } else {
      this[isSell ? 'insideSells' : 'insideBuys']++;
      this.spreadEarned = this.spreadEarned.plus(price.minus(this.midline()).abs());
    }
  }

  /** The bucket and its market makers at their closing quote. */
  day(event: DealerQuoteEvent): BucketDay {
    const { day, bucket, inventory, capacity, bid, ask, vbtBid, vbtAsk } = event;
    const { mid, spread, lossRate, dealer } = this;
    const { cash } = dealer;
    return { day, bucket, inventory, cash, capacity, bid, ask, vbtBid, vbtAsk, mid, spread, lossRate };
  }

  /** What the bucket has come to so far, its market makers' tickets at the given mids. */
  result(midOf: (bucket: BucketId) => Decimal): BucketMetrics {
    const { bucket, insideSells, insideBuys, passThroughSells, passThroughBuys, absorbed, layoffs, spreadEarned } =
      this;
    return {
      bucket,
      dealer: this.dealer.profit(midOf),
      vbt: this.vbt.profit(midOf),
      insideSells,
      insideBuys,
      passThroughSells,
      passThroughBuys,
      vbtNetAbsorption: absorbed,
      layoffs,
      spreadEarned,
    };
  }
}
