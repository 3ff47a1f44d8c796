import type { TradeEvent } from '@bagehot/dealer';
import {
  type AgentId,
  type BucketId,
  type ContractId,
  type Day,
  type Decimal,
  type EventSink,
  max,
  min,
  quotient,
  ZERO,
} from '@bagehot/kernel';
import type { HolderAmount } from '@bagehot/ring';
import type { SimEvent } from './economy.js';

/**
 * What standing behind a dealer market came to for the central bank, in money and face. What it held when counting began, or came by in other ways, is not in it.
 *
 * @see one-economy specification, section 6
 */
export interface BackstopFigures {
  readonly faceBought: Decimal;
  /** Money made for it. */
  readonly paid: Decimal;
  readonly faceSold: Decimal;
  /** Money taken back for it. */
  readonly soldFor: Decimal;
  /** Money taken back from debtors and their estates. */
  readonly redeemed: Decimal;
  /** Face that fell in default less what was paid of it. */
  readonly faceLost: Decimal;
  /** Most face held at a time. */
  readonly peakHoldings: Decimal;
  /** Face held at the end. */
  readonly holdings: Decimal;
  /** The same at the outside mids M of its buckets. */
  readonly holdingsWorth: Decimal;
  /** What was taken back, and what is held is worth, less what was paid. */
  readonly profit: Decimal;
  /** Days on which dealers' quotes were told. */
  readonly days: number;
  /** Those on which the central bank's bid was the better one in some bucket at some time. */
  readonly bidDays: number;
  /** `bidDays` over `days`, 24 decimals; null without a day. */
  readonly bidShare: Decimal | null;
}

/** Where counting begins. */
export interface BackstopFoldOptions {
  /** Whose paper is counted. */
  readonly centralBank: AgentId;
  /** Face of a ticket. */
  readonly ticketSize: Decimal;
  /** Buckets in which its bid is in force. */
  readonly bids: readonly BucketId[];
  /** What paper on a contract is worth now, money per unit of face. */
  readonly worth: (contract: ContractId) => Decimal;
}

/** A sink that counts {@link BackstopFigures} while the events of a run pass by. */
export class BackstopFold implements EventSink<SimEvent> {
  readonly #options: BackstopFoldOptions;
  /** Face bought and still held, by contract. */
  readonly #held: Map<ContractId, Decimal> = new Map();
  /** Face lost, by debtor: what their estates may still pay. */
  readonly #lost: Map<AgentId, Decimal> = new Map();
  readonly #bids: Set<BucketId>;
  #faceBought: Decimal = ZERO;
  #paid: Decimal = ZERO;
  #faceSold: Decimal = ZERO;
  #soldFor: Decimal = ZERO;
  #redeemed: Decimal = ZERO;
  #holdings: Decimal = ZERO;
  #peak: Decimal = ZERO;
  #days = 0;
  #bidDays = 0;
  #day: Day = -1;
  #hasBid = false;

  constructor(options: BackstopFoldOptions) {
    this.#options = options;
    this.#bids = new Set(options.bids);
  }

  emit(event: SimEvent): void {
    switch (event.kind) {
      case 'BackstopQuote':
        if (event.bidBy === this.#options.centralBank) this.#bids.add(event.bucket);
        else this.#bids.delete(event.bucket);
        return;
      case 'DealerQuote':
        this.#quoted(event.day, event.bucket);
        return;
      case 'Trade':
        if (event.vbt === this.#options.centralBank) this.#traded(event);
        return;
      case 'PayableSettled':
        this.#redeem(event.contract, this.#held.get(event.contract) ?? ZERO);
        return;
      case 'PartialSettlement':
        this.#redeem(
          event.contract,
          this.#share(event.holders ?? [{ holder: event.creditor, amount: event.amountPaid }]),
        );
        return;
      case 'ObligationDefaulted':
      case 'ObligationWrittenOff':
        this.#lose(event.contract, event.debtor);
        return;
      case 'EstateDistributed':
        this.#recover(event.agent, this.#share(event.payouts));
        return;
      default:
    }
  }

  result(): BackstopFigures {
    let holdingsWorth = ZERO;
    for (const [contract, face] of this.#held)
      holdingsWorth = holdingsWorth.plus(this.#options.worth(contract).times(face));
    let faceLost = ZERO;
    for (const face of this.#lost.values()) faceLost = faceLost.plus(face);
    return {
      faceBought: this.#faceBought,
      paid: this.#paid,
      faceSold: this.#faceSold,
      soldFor: this.#soldFor,
      redeemed: this.#redeemed,
      faceLost,
      peakHoldings: this.#peak,
      holdings: this.#holdings,
      holdingsWorth,
      profit: this.#soldFor.plus(this.#redeemed).plus(holdingsWorth).minus(this.#paid),
      days: this.#days,
      bidDays: this.#bidDays,
      bidShare: this.#days === 0 ? null : quotient(ZERO.plus(this.#bidDays), ZERO.plus(this.#days)),
    };
  }

  #quoted(day: Day, bucket: BucketId): void {
    if (day !== this.#day) {
      this.#day = day;
      this.#days++;
      this.#hasBid = false;
    }
    if (this.#hasBid || !this.#bids.has(bucket)) return;
    this.#hasBid = true;
    this.#bidDays++;
  }

  #traded({ side, contract, quantity, amount }: TradeEvent): void {
    if (contract === undefined) return;
    const face = quantity.times(this.#options.ticketSize);
    if (side === 'SELL') {
      this.#faceBought = this.#faceBought.plus(face);
      this.#paid = this.#paid.plus(amount);
      this.#hold(contract, face);
      this.#peak = max(this.#peak, this.#holdings);
      return;
    }
    // Paper that it came by in other ways is not ours to count.
    if (this.#held.get(contract)?.gte(face) !== true) return;
    this.#faceSold = this.#faceSold.plus(face);
    this.#soldFor = this.#soldFor.plus(amount);
    this.#hold(contract, face.neg());
  }

  /** Paper is paid, in whole or in part. */
  #redeem(contract: ContractId, amount: Decimal): void {
    const paid = min(amount, this.#held.get(contract) ?? ZERO);
    if (paid.eq(0)) return;
    this.#redeemed = this.#redeemed.plus(paid);
    this.#hold(contract, paid.neg());
  }

  /** What has not been paid by now falls. */
  #lose(contract: ContractId, debtor: AgentId): void {
    const face = this.#held.get(contract);
    if (face === undefined) return;
    this.#lost.set(debtor, (this.#lost.get(debtor) ?? ZERO).plus(face));
    this.#hold(contract, face.neg());
  }

  #recover(debtor: AgentId, amount: Decimal): void {
    const lost = this.#lost.get(debtor);
    if (lost === undefined) return;
    const paid = min(amount, lost);
    this.#redeemed = this.#redeemed.plus(paid);
    this.#lost.set(debtor, lost.minus(paid));
  }

  #share(parts: readonly HolderAmount[]): Decimal {
    return parts.find(({ holder }) => holder === this.#options.centralBank)?.amount ?? ZERO;
  }

  #hold(contract: ContractId, face: Decimal): void {
    const held = (this.#held.get(contract) ?? ZERO).plus(face);
    this.#holdings = this.#holdings.plus(face);
    if (held.eq(0)) this.#held.delete(contract);
    else this.#held.set(contract, held);
  }
}
