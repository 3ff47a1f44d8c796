import type { AgentId, RandomSource } from '@bagehot/kernel';
import type { Aging } from './aging.js';
import type { Desk } from './desk.js';
import type { EligibleSets } from './eligible-sets.js';
import { DealerError } from './errors.js';
import type { Floor } from './floor.js';
import { type Order, type OrderFlow, type OrderQueue, RandomOrderFlow } from './order-flow.js';
import type { RejectionReason, Side, TradeResult } from './trade-result.js';
import type { Trading } from './trading.js';

/** A flow that does not end by itself is ended after so many refusals in a row. */
const MAX_REFUSALS = 1000;

/** What a session is made of. */
export interface SessionParts {
  readonly floor: Floor;
  readonly aging: Aging;
  readonly trading: Trading;
  readonly sets: EligibleSets;
  readonly flow: OrderFlow;
  readonly random: RandomSource;
  /** Rules of the user's own fill the sets instead of the default eligibility. */
  readonly fillSets: (() => void) | undefined;
  /** Tickets of the user's own choice instead of the default one: -1 for none. */
  readonly chooseTicket: ((trader: number) => number) | undefined;
  readonly chooseBucket: ((trader: number) => Desk | undefined) | undefined;
  /** Makes the result of the last trade, or of a refusal. */
  readonly resultOf: (side: Side, refusal: RejectionReason | undefined) => TradeResult;
}

/** How one session differs from the usual. */
export interface SessionOptions {
  /** Of those who may sell only these do. @defaultValue everybody */
  readonly sellers?: ReadonlySet<AgentId>;
  /** A further session of a day that has had its first: nothing ages, nobody buys, and draws come from a stream of its own. @defaultValue false */
  readonly late?: boolean;
  /**
   * Whether to list what became of each order. A caller that does not look saves the names and decimals.
   *
   * @defaultValue true
   */
  readonly results?: boolean;
}

/**
 * One trading session: quotes, who may trade, and the order flow. The same for a market that stands alone and for one on a ring.
 *
 * @see dealer specification, section 9 steps 3 to 5; ring specification, section 11.3
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #floor: Floor;
  readonly #sets: EligibleSets;
  readonly #trading: Trading;
  #stream: RandomSource | undefined;
  #results: TradeResult[] | undefined;
  #arrival = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#floor = parts.floor;
    this.#sets = parts.sets;
    this.#trading = parts.trading;
  }

  /** Step 3: quotes of all buckets. */
  quoteAll(phase: 'open' | 'close'): void {
    const floor = this.#floor;
    if (!floor.emission.isOn && floor.audit === undefined && !floor.hasOutsideSource) return;
    for (const desk of floor.desks) floor.post(phase, desk);
  }

  /** Steps 4 and 5. Results are collected if a list is given. */
  trade(options: SessionOptions, results: TradeResult[] | undefined): void {
    const { flow, fillSets } = this.#parts;
    this.#results = results;
    this.#stream = undefined;
    this.#trading.drawIssuer = this.#issuerDraw();
    if (fillSets === undefined) this.#sets.refresh();
    else fillSets();
    if (options.late === true) this.#sets.buyers.clear();
    if (options.sellers !== undefined) this.#restrictSellers(options.sellers);
    const restricted = fillSets !== undefined || options.late === true || options.sellers !== undefined;
    if (restricted) this.#sets.touchAll();
    if (this.#floor.settings.crossing) this.#cross();
    const label = options.late === true ? 'dealer/flow-late' : 'dealer/flow';
    if (flow instanceof RandomOrderFlow) this.#flowAtRandom(flow, label);
    else this.#flowAsTold(flow, label, options.late === true);
    this.#floor.audit?.checkpoint(this.#floor.day, 'traded');
    this.#results = undefined;
  }

  /** Executes one order's trades: a seller's block or one purchase. The agent leaves its set if at least one trade was made. */
  #process(side: Side, agent: number): void {
    const traded = side === 'SELL' ? this.#sellBlock(agent) : this.#buyOne(agent);
    if (!traded) return;
    (side === 'SELL' ? this.#sets.sellers : this.#sets.buyers).delete(agent);
    this.#sets.touch(agent);
  }

  #sellBlock(agent: number): boolean {
    const { chooseTicket } = this.#parts;
    const isBlock = this.#floor.settings.block === 'shortfall';
    let traded = false;
    do {
      const ticket = chooseTicket === undefined ? this.#trading.toSell(agent) : chooseTicket(agent);
      // Running out of tickets inside a block is no refusal.
      if (ticket < 0 && traded) break;
      const refusal = ticket < 0 ? 'no-ticket' : this.#trading.sell(agent, ticket, false);
      this.note('SELL', agent, refusal);
      if (refusal !== undefined) break;
      traded = true;
    } while (isBlock && this.#sets.isShort(agent));
    return traded;
  }

  #buyOne(agent: number): boolean {
    const { chooseBucket } = this.#parts;
    let refusal: RejectionReason | undefined;
    if (chooseBucket === undefined) refusal = this.#trading.buy(agent);
    else {
      const desk = chooseBucket(agent);
      refusal = desk === undefined ? 'no-ticket' : this.#trading.buyIn(desk, agent);
    }
    this.note('BUY', agent, refusal);
    return refusal === undefined;
  }

  /** Tells what became of an attempt. */
  note(side: Side, agent: number, refusal: RejectionReason | undefined): void {
    const { emission, day } = this.#floor;
    if (refusal !== undefined) emission.rejected(day, side, agent, refusal);
    else this.#quoteTraded();
    this.#results?.push(this.#parts.resultOf(side, refusal));
  }

  /** The new quote of the bucket that has just traded. */
  #quoteTraded(): void {
    const floor = this.#floor;
    if (!floor.emission.isOn && !floor.hasOutsideSource) return;
    floor.post('trade', floor.deskOfTicket(this.#trading.ticket));
  }

  /** The dealer specification's flow without names and lists: two draws per arrival. */
  #flowAtRandom(flow: RandomOrderFlow, label: string): void {
    const { sellers, buyers } = this.#sets;
    const { settings, emission, day, accounts } = this.#floor;
    const most = flow.maxArrivals === 'all' ? sellers.size + buyers.size : flow.maxArrivals;
    for (let n = 1; n <= most && sellers.size + buyers.size > 0; n++) {
      const random = this.#streamOf(label);
      const drawn = flow.drawSide(random);
      const side = drawn === 'SELL' ? (sellers.size > 0 ? 'SELL' : 'BUY') : buyers.size > 0 ? 'BUY' : 'SELL';
      const set = side === 'SELL' ? sellers : buyers;
      const agent = set.kth(random.nextInt(0, set.size - 1));
      if (settings.logArrivals && emission.isOn)
        emission.emit({ kind: 'Arrival', day, n, drawn, side, agent: accounts.nameOf(agent) });
      this.#process(side, agent);
    }
  }

  /** A flow of names: a script, a recorder, or one of the user's own. */
  #flowAsTold(flow: OrderFlow, label: string, late: boolean): void {
    const { sellers, buyers } = this.#sets;
    const { accounts, settings, emission, day } = this.#floor;
    let sellerNames = sellers.toArray().map((agent) => accounts.nameOf(agent));
    let buyerNames = buyers.toArray().map((agent) => accounts.nameOf(agent));
    const results = this.#results;
    let refusals = 0;
    this.#arrival = 0;
    // Scripts with an expectation are asked for even when nobody is eligible, so that a stale script does not pass unnoticed.
    while (flow.bounded === true || refusals < MAX_REFUSALS) {
      this.#arrival += 1;
      const queue: OrderQueue = {
        day,
        arrival: this.#arrival,
        sellers: sellerNames,
        buyers: buyerNames,
        ...(late ? { late } : {}),
      };
      const order = flow.next(queue, this.#streamOf(label));
      if (order === undefined) break;
      const agent = this.#checked(order);
      if (settings.logArrivals)
        emission.emit({
          kind: 'Arrival',
          day,
          n: this.#arrival,
          drawn: order.drawn ?? order.side,
          side: order.side,
          agent: order.trader,
        });
      const mine: TradeResult[] = [];
      this.#results = mine;
      this.#process(order.side, agent);
      this.#results = results;
      results?.push(...mine);
      this.#compare(order, mine);
      flow.observe?.(queue, order, mine);
      const traded = mine.some(({ kind }) => kind === 'Executed');
      refusals = traded ? 0 : refusals + 1;
      if (!traded) continue;
      if (order.side === 'SELL') sellerNames = sellerNames.filter((name) => name !== order.trader);
      else buyerNames = buyerNames.filter((name) => name !== order.trader);
    }
  }

  /** The order's agent, if it is in the set the order says. */
  #checked(order: Order): number {
    const agent = this.#floor.accounts.find(order.trader);
    const set = order.side === 'SELL' ? this.#sets.sellers : this.#sets.buyers;
    if (agent >= 0 && set.has(agent)) return agent;
    const who = order.side === 'SELL' ? 'an eligible seller' : 'an eligible buyer';
    throw this.#mismatch(who, `${order.trader}`);
  }

  #compare(order: Order, results: readonly TradeResult[]): void {
    if (order.expectTicket === undefined) return;
    const first = results.find((result) => result.kind === 'Executed');
    const actual = first?.ticket.id ?? null;
    if (actual !== order.expectTicket) throw this.#mismatch(`ticket ${order.expectTicket}`, `ticket ${actual}`);
  }

  #mismatch(expected: string, actual: string): DealerError<'SCRIPT_MISMATCH'> {
    const { day } = this.#floor;
    const arrival = this.#arrival;
    const message = `arrival ${arrival} of day ${day}: expected ${expected}, got ${actual}`;
    return new DealerError('SCRIPT_MISMATCH', { day, arrival, expected, actual }, message);
  }

  #restrictSellers(allowed: ReadonlySet<AgentId>): void {
    const { sellers } = this.#sets;
    for (const agent of sellers.toArray()) if (!allowed.has(this.#floor.accounts.nameOf(agent))) sellers.delete(agent);
  }

  /** The stream of the day, made when the first draw is due. */
  #streamOf(label: string): RandomSource {
    this.#stream ??= this.#parts.random.stream(`${label}/${this.#floor.day}`);
    return this.#stream;
  }

  #issuerDraw(): ((count: number) => number) | undefined {
    if (this.#floor.settings.issuerDraw === 'calendar') return undefined;
    const stream = this.#parts.random.stream(`dealer/issuer-draw/${this.#floor.day}`);
    return (count) => stream.nextInt(0, count - 1);
  }

  /** Pairs shuffled sellers and buyers before the flow: dealer specification, section 19. */
  #cross(): void {
    const { sellers, buyers } = this.#sets;
    if (sellers.size === 0 || buyers.size === 0) return;
    const stream = this.#parts.random.stream(`dealer/crossing/${this.#floor.day}`);
    const selling = stream.shuffle(sellers.toArray());
    const buying = stream.shuffle(buyers.toArray());
    for (let i = 0; i < Math.min(selling.length, buying.length); i++) {
      const seller = selling[i] as number;
      const buyer = buying[i] as number;
      if (!this.#trading.cross(seller, buyer)) continue;
      this.#quoteTraded();
      sellers.delete(seller);
      buyers.delete(buyer);
      this.#sets.touch(seller);
      this.#sets.touch(buyer);
    }
  }
}
