import {
  type AgentId,
  type Anchors,
  type BucketId,
  type Day,
  type DealerQuote,
  type Decimal,
  type DecimalInput,
  decimal,
  type TicketId,
} from '@bagehot/kernel';
import { type Register, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import { ratioOf } from './anchors.js';
import type { Auditor, AuditRecord } from './auditor.js';
import type { Bucket } from './bucket.js';
import type { DealerMarket, TicketBid } from './dealer-market.js';
import type { Desk } from './desk.js';
import type { Engine } from './engine.js';
import { DealerError } from './errors.js';
import { describeQuote, deskNamed } from './floor-view.js';
import { outsideOffer } from './outside-quotes.js';
import type { OutsideOffer } from './ports.js';
import type { SessionOptions } from './session.js';
import { type DealerMarketSnapshot, takeMarketSnapshot } from './snapshot.js';
import { readTicket, type Ticket } from './ticket.js';
import type { TradeResult } from './trade-result.js';

/** {@link DealerMarket} over an engine. */
export class LedgerMarket implements DealerMarket {
  readonly buckets: readonly Bucket[];
  readonly #engine: Engine;
  readonly #register: Register | undefined;
  readonly #auditor: Auditor | undefined;
  #traders: readonly AgentId[] | undefined = undefined;

  constructor(engine: Engine, register: Register | undefined, auditor: Auditor | undefined) {
    const { settings } = engine;
    this.#engine = engine;
    this.#register = register;
    this.#auditor = auditor;
    this.buckets = settings.userBuckets;
  }

  get dealers(): ReadonlyMap<BucketId, AgentId> {
    return new Map(this.#engine.settings.buckets.map(({ id, dealer }) => [id, dealer]));
  }

  get vbts(): ReadonlyMap<BucketId, AgentId> {
    return new Map(this.#engine.settings.buckets.map(({ id, vbt }) => [id, vbt]));
  }

  get day(): Day {
    return this.#engine.aging.reached;
  }

  get violations(): readonly AuditRecord[] {
    return this.#auditor?.violations ?? [];
  }

  quote(bucket: BucketId): DealerQuote {
    const { floor } = this.#engine;
    const desk = deskNamed(floor, bucket);
    desk.counted = false;
    desk.quoted = false;
    return describeQuote(floor, desk);
  }

  outside(bucket: BucketId): OutsideOffer {
    const { floor } = this.#engine;
    const desk = deskNamed(floor, bucket);
    floor.quote(desk);
    return outsideOffer(floor, desk);
  }

  anchors(bucket: BucketId): Anchors {
    const { mid, spread } = deskNamed(this.#engine.floor, bucket);
    return { mid: this.#money(mid), spread: this.#money(spread) };
  }

  shelf(marketMaker: AgentId): { readonly home: readonly Ticket[]; readonly other: readonly Ticket[] } {
    const { floor } = this.#engine;
    const { accounts, window } = floor;
    const agent = accounts.indexOf(marketMaker);
    const home: Ticket[] = [];
    const other: Ticket[] = [];
    for (const ticket of window.shelf(agent).toArray()) {
      const desk = floor.deskOfTicket(ticket);
      (desk.dealer === agent || desk.vbt === agent ? home : other).push(readTicket(accounts, window, ticket, agent));
    }
    return { home, other };
  }

  bucketOf(ticket: TicketId): BucketId {
    return this.#engine.floor.deskOfTicket(this.#ticket(ticket)).settings.id;
  }

  bidFor(day: Day, trader: AgentId): TicketBid | undefined {
    const engine = this.#ready(day);
    const { accounts, window } = engine.floor;
    const agent = accounts.indexOf(trader);
    const ticket = engine.toSell(agent);
    const amount = ticket < 0 ? 0n : engine.trading.bidFor(ticket);
    if (amount <= 0n) return undefined;
    return { ticket: readTicket(accounts, window, ticket, agent), amount: this.#money(amount) };
  }

  sell(day: Day, trader: AgentId, id: TicketId): TradeResult {
    const { floor, trading } = this.#ready(day);
    const agent = floor.accounts.indexOf(trader);
    const ticket = this.#ticket(id);
    const owner = floor.window.owners[ticket] as number;
    if (owner !== agent) {
      const name = floor.accounts.nameOf(owner);
      throw new DealerError(
        'NOT_OWNER',
        { trader, ticket: id, owner: name },
        `${trader} cannot sell ${id}: it belongs to ${name}`,
      );
    }
    const refusal = this.#engine.isTradeable(ticket) ? trading.sell(agent, ticket, true) : 'no-ticket';
    return this.#engine.finishOrder('SELL', agent, refusal);
  }

  buy(
    day: Day,
    trader: AgentId,
    bucket: BucketId,
    options: { readonly issuer?: AgentId; readonly ticket?: TicketId } = {},
  ): TradeResult {
    const { floor, trading } = this.#ready(day);
    const agent = floor.accounts.indexOf(trader);
    const desk = deskNamed(floor, bucket);
    if (options.ticket === undefined) {
      const issuer = options.issuer === undefined ? -1 : floor.accounts.indexOf(options.issuer);
      return this.#engine.finishOrder('BUY', agent, trading.buyDirect(desk, agent, issuer));
    }
    const ticket = this.#ticket(options.ticket);
    const delivers = this.#engine.isTradeable(ticket) && floor.deskOfTicket(ticket) === desk;
    return this.#engine.finishOrder('BUY', agent, delivers ? trading.buyNamed(desk, agent, ticket) : 'no-ticket');
  }

  runSession(day: Day, traders: readonly AgentId[], options: SessionOptions = {}): readonly TradeResult[] {
    const engine = this.#engine;
    const { accounts } = engine.floor;
    if (options.late !== true || day !== engine.aging.reached) engine.advance(day);
    engine.floor.unsettle();
    if (traders !== this.#traders) {
      engine.setTraders(
        Int32Array.from(traders, (trader) => accounts.indexOf(trader)),
        traders,
      );
      this.#traders = traders;
    }
    engine.sets.touchAll();
    const results: TradeResult[] | undefined = options.results === false ? undefined : [];
    engine.openAndTrade(options, results);
    return results ?? [];
  }

  observeLosses(day: Day, lossRates: ReadonlyMap<BucketId, Decimal>): void {
    const engine = this.#engine;
    for (const bucket of lossRates.keys()) deskNamed(engine.floor, bucket);
    engine.floor.day = Math.max(engine.floor.day, day);
    engine.floor.unsettle();
    for (const desk of engine.floor.desks) {
      const rate = lossRates.get(desk.settings.id);
      if (rate !== undefined) engine.loseFace(desk, ratioOf(rate));
    }
    engine.floor.audit?.checkpoint(day, 'closed');
  }

  postClosingQuotes(day: Day): void {
    const { floor, session } = this.#engine;
    floor.day = Math.max(floor.day, day);
    floor.unsettle();
    session.quoteAll('close');
    floor.audit?.checkpoint(day, 'closed');
  }

  endow(day: Day, marketMaker: AgentId, amount: DecimalInput): void {
    const { floor } = this.#engine;
    const quantaOfIt = toQuanta(this.#engine.settings.grid, decimal(amount));
    if (quantaOfIt === 0n) return;
    const agent = floor.accounts.indexOf(marketMaker);
    floor.accounts.day = day;
    floor.accounts.transaction(() => {
      floor.emission.injected(day, agent, quantaOfIt, 'capital');
      floor.cash.move(floor.capital, floor.cash.issuer, agent, quantaOfIt);
    });
    floor.unsettle();
  }

  layOff(day: Day, dealer: AgentId, amount: DecimalInput): readonly TradeResult[] {
    const { closed, dealer: agent } = this.#deskOfDealer(dealer);
    const wanted = toQuanta(this.#engine.settings.grid, decimal(amount));
    const { floor, trading } = this.#ready(day);
    const results: TradeResult[] = [];
    if (closed || wanted <= 0n) return results;
    const { serials } = floor.window;
    const shelf = floor.window.shelf(agent).toArray();
    shelf.sort((a, b) => (serials[a] as number) - (serials[b] as number));
    const enough = floor.cash.get(agent) + wanted;
    for (const ticket of shelf) {
      if (!this.#engine.isTradeable(ticket)) continue;
      if (!trading.layOff(agent, ticket)) break;
      results.push(this.#engine.finishOrder('SELL', agent, undefined));
      if (floor.cash.get(agent) >= enough) break;
    }
    return results;
  }

  equity(marketMaker: AgentId): Decimal {
    const { floor } = this.#engine;
    const agent = floor.accounts.indexOf(marketMaker);
    let worth = floor.cash.get(agent);
    const shelf = floor.window.shelf(agent);
    for (let ticket = shelf.next(0); ticket >= 0; ticket = shelf.next(ticket + 1))
      worth += floor.amountOf(ticket, floor.deskOfTicket(ticket).mid);
    return this.#money(worth - (this.#register?.payable(agent) ?? 0n));
  }

  close(dealer: AgentId): void {
    const desk = this.#deskOfDealer(dealer);
    desk.closed = true;
    desk.counted = false;
    desk.quoted = false;
  }

  get closed(): readonly AgentId[] {
    const { desks } = this.#engine.floor;
    return desks.filter((desk) => desk.closed).map(({ settings }) => settings.dealer);
  }

  snapshot(): DealerMarketSnapshot {
    return takeMarketSnapshot(this.#engine);
  }

  #deskOfDealer(dealer: AgentId): Desk {
    const { desks } = this.#engine.floor;
    const desk = desks.find(({ settings }) => settings.dealer === dealer);
    if (desk !== undefined) return desk;
    const known = desks.map(({ settings }) => settings.dealer);
    const message = `${dealer} is no dealer of this market; those are ${known.join(', ')}`;
    throw new DealerError('UNKNOWN_DEALER', { agent: dealer, known }, message);
  }

  /** The engine with labels current on a day. */
  #ready(day: Day): Engine {
    const engine = this.#engine;
    if (day !== engine.aging.reached) engine.advance(day);
    engine.floor.unsettle();
    return engine;
  }

  #ticket(id: TicketId): number {
    const { window } = this.#engine.floor;
    const ticket = window.find(id);
    if (ticket >= 0 && (window.owners[ticket] as number) >= 0) return ticket;
    throw new DealerError('UNKNOWN_TICKET', { ticket: id }, `there is no outstanding ticket ${id}`);
  }

  #money(amount: bigint): Decimal {
    return toDecimal(this.#engine.settings.grid, amount);
  }
}
