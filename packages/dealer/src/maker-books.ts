import { type AgentId, type BucketId, type Day, type Decimal, type TicketId, ZERO } from '@bagehot/kernel';
import { BucketCount } from './bucket-count.js';
import type {
  AnchorUpdateEvent,
  BucketUpdateEvent,
  InitEvent,
  RebucketEvent,
  SettlementEvent,
  TradeEvent,
} from './events.js';
import { MakerAccount } from './maker-account.js';

/** What metrics know of a ticket. */
interface TicketState {
  owner: AgentId;
  bucket: BucketId;
}

/** The market makers' accounts and buckets of a stand-alone market, and whose each ticket is, kept from events alone. */
export class MakerBooks {
  readonly #tickets = new Map<TicketId, TicketState>();
  /** The same by issuer and maturity day. */
  readonly #due = new Map<AgentId, Map<Day, TicketState[]>>();
  readonly #makers = new Map<AgentId, MakerAccount>();
  readonly #buckets = new Map<BucketId, BucketCount>();

  /** M of a bucket as it stands; 0 of one there is not. */
  readonly midOf: (bucket: BucketId) => Decimal = (bucket) => this.#buckets.get(bucket)?.mid ?? ZERO;

  /** The buckets in their order. */
  get buckets(): ReadonlyMap<BucketId, BucketCount> {
    return this.#buckets;
  }

  /** Tickets of the opening, settled ones included. */
  get ticketCount(): number {
    return this.#tickets.size;
  }

  /** Everything as it stands on day 0. */
  open(event: InitEvent): void {
    for (const { agent, role, cash } of event.positions)
      if (role !== 'trader') this.#makers.set(agent, new MakerAccount(agent, cash));
    const dealers = event.positions.filter(({ role }) => role === 'dealer');
    const vbts = event.positions.filter(({ role }) => role === 'vbt');
    event.anchors.forEach(({ bucket, mid, spread }, i) => {
      const dealer = this.#makers.get(dealers[i]?.agent ?? '') as MakerAccount;
      const vbt = this.#makers.get(vbts[i]?.agent ?? '') as MakerAccount;
      this.#buckets.set(bucket, new BucketCount(bucket, dealer, vbt, mid, spread));
    });
    for (const { ticket, issuer, owner, maturityDay, bucket } of event.tickets) {
      const state: TicketState = { owner, bucket };
      this.#tickets.set(ticket, state);
      this.#fallsDue(issuer, maturityDay).push(state);
      this.#makers.get(owner)?.hold(bucket, 1);
    }
    for (const maker of this.#makers.values()) maker.open(this.midOf);
  }

  /** A ticket stands under another label now; whoever holds it gains what the mids differ. */
  relabel({ ticket, newBucket }: BucketUpdateEvent): void {
    const state = this.#tickets.get(ticket);
    if (state === undefined) return;
    const maker = this.#makers.get(state.owner);
    if (maker !== undefined) {
      maker.hold(state.bucket, -1);
      maker.hold(newBucket, 1);
      maker.gain('rebucketing', this.midOf(newBucket).minus(this.midOf(state.bucket)));
    }
    state.bucket = newBucket;
  }

  /** The label has changed already, so the ticket goes at the new mid: giver and receiver gain nothing more. */
  rebucket({ ticket, newBucket, price, holderType }: RebucketEvent): void {
    const state = this.#tickets.get(ticket);
    const count = this.#buckets.get(newBucket);
    if (state === undefined || count === undefined) return;
    const receiver = holderType === 'dealer' ? count.dealer : count.vbt;
    if (holderType === 'dealer-to-vbt') count.layoffs++;
    this.#pass(state, receiver.agent, price, 'rebucketing');
  }

  /** Books a trade and counts it; false for a ticket or bucket that is not known. */
  trade(event: TradeEvent): boolean {
    const state = this.#tickets.get(event.ticket);
    const count = this.#buckets.get(event.bucket);
    if (state === undefined || count === undefined) return false;
    count.trade(event);
    const counterparty = event.isPassThrough ? (event.vbt ?? count.vbt.agent) : event.dealer;
    this.#pass(state, event.side === 'SELL' ? counterparty : event.trader, event.price, 'trading');
    return true;
  }

  /** What market makers are paid for matured tickets, against what these stood at. */
  settle(event: SettlementEvent): void {
    for (const { holder, amount } of event.payouts) {
      const maker = this.#makers.get(holder);
      if (maker === undefined) continue;
      maker.cash = maker.cash.plus(amount);
      maker.gain('settlement', amount.minus(this.#release(event, holder, maker)));
    }
  }

  /** Market makers gain what their tickets of the bucket are worth more. */
  revalue({ bucket, midAfter, spreadAfter, lossRate }: AnchorUpdateEvent): void {
    const count = this.#buckets.get(bucket);
    if (count === undefined) return;
    const change = midAfter.minus(count.mid);
    for (const maker of this.#makers.values()) maker.gain('revaluation', change.times(maker.held(bucket)));
    count.mid = midAfter;
    count.spread = spreadAfter;
    count.lossRate = lossRate;
  }

  /** Cash from outside. */
  inject(agent: AgentId, amount: Decimal): void {
    this.#makers.get(agent)?.inject(amount);
  }

  /** A ticket changes its owner against a price; market makers among the parties gain the difference to its mid. */
  #pass(state: TicketState, to: AgentId, price: Decimal, part: 'trading' | 'rebucketing'): void {
    const edge = price.minus(this.midOf(state.bucket));
    const giver = this.#makers.get(state.owner);
    if (giver !== undefined) {
      giver.cash = giver.cash.plus(price);
      giver.hold(state.bucket, -1);
      giver.gain(part, edge);
    }
    const taker = this.#makers.get(to);
    if (taker !== undefined) {
      taker.cash = taker.cash.minus(price);
      taker.hold(state.bucket, 1);
      taker.gain(part, edge.times(-1));
    }
    state.owner = to;
  }

  /** Takes a holder's matured tickets of the issuer off its books; returns what they stood at. */
  #release({ issuer, day }: SettlementEvent, holder: AgentId, maker: MakerAccount): Decimal {
    let worth = ZERO;
    for (const state of this.#fallsDue(issuer, day)) {
      if (state.owner !== holder) continue;
      maker.hold(state.bucket, -1);
      worth = worth.plus(this.midOf(state.bucket));
    }
    return worth;
  }

  /** Tickets of an issuer that mature on a day. */
  #fallsDue(issuer: AgentId, day: Day): TicketState[] {
    let days = this.#due.get(issuer);
    if (days === undefined) {
      days = new Map();
      this.#due.set(issuer, days);
    }
    let tickets = days.get(day);
    if (tickets === undefined) {
      tickets = [];
      days.set(day, tickets);
    }
    return tickets;
  }
}
