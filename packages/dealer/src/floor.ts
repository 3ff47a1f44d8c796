import {
  type Accounts,
  type Column,
  halfEvenDiv,
  type QuoteQuanta,
  quoteQuanta,
  type TicketWindow,
  toDecimal,
  toQuanta,
} from '@bagehot/kernel/quanta';
import { type Audit, Desk } from './desk.js';
import type { Emission } from './emission.js';
import type { IssuerBook } from './issuer-book.js';
import { OutsideQuotes } from './outside-quotes.js';
import type { DealerPricing, OutsideSource } from './ports.js';
import type { Settings } from './settings.js';

/** What a floor stands on. */
export interface FloorParts {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  /** Market makers' accounts, if they are open. */
  readonly makers: MarketMakers | undefined;
  readonly issuers: IssuerBook;
  readonly emission: Emission;
  readonly pricing: DealerPricing | undefined;
  readonly outside: OutsideSource | undefined;
  readonly money: ((agent: number) => bigint) | undefined;
}

/** Market makers' accounts in bucket order. */
export interface MarketMakers {
  readonly dealers: readonly number[];
  readonly vbts: readonly number[];
}

/** Declares cash (issuer `CB`, unless somebody has) and opens the market makers' accounts: dealers in bucket order, then value-based traders. */
export function openMarketMakers(settings: Settings, accounts: Accounts): MarketMakers {
  if (!accounts.hasAsset('cash')) accounts.issue('cash', 'CB');
  const dealers = settings.buckets.map(({ dealer }) =>
    accounts.open(dealer, { kind: 'dealer', mayOverdraw: settings.overdraft === 'allow' }),
  );
  const vbts = settings.buckets.map(({ vbt }) =>
    accounts.open(vbt, { kind: 'vbt', mayOverdraw: settings.vbtFunding === 'overdraw' }),
  );
  return { dealers, vbts };
}

/**
 * The trading floor: desks, tickets and money of one market in integers, and the few moves everything else is made of.
 *
 * Money and tickets are the ledger's and the window's; a floor only caches counts and quotes that follow from them.
 */
export class Floor {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly cash: Column;
  readonly window: TicketWindow;
  readonly issuers: IssuerBook;
  readonly emission: Emission;
  readonly desks: readonly Desk[];
  /** Reasons of changes, as ledger labels. */
  readonly trade: number;
  readonly rebucket: number;
  readonly capital: number;
  readonly #pricing: DealerPricing | undefined;
  /** Outside quotes that are more than the value-based traders' anchors. */
  readonly #outside: OutsideQuotes | undefined;
  readonly #money: ((agent: number) => bigint) | undefined;
  /** Whether outside quotes come from a source of the user's own, who may change its mind at any time. */
  readonly hasOutsideSource: boolean;
  /** Whether what a value-based trader has sold raises its ask. */
  readonly hasFlowSensitivity: boolean;
  readonly #rules: { readonly guardMid: bigint; readonly parCap: bigint | undefined };
  /** The day the market is on. */
  day = 0;
  /** Looks on, if laws are to be checked. */
  audit: Audit | undefined = undefined;

  constructor(parts: FloorParts) {
    const { settings, accounts, window } = parts;
    this.settings = settings;
    this.accounts = accounts;
    this.window = window;
    this.issuers = parts.issuers;
    this.emission = parts.emission;
    this.#pricing = parts.pricing;
    this.#money = parts.money;
    const { dealers, vbts } = parts.makers ?? openMarketMakers(settings, accounts);
    this.desks = settings.buckets.map(
      (bucket, i) => new Desk(i, bucket, settings, dealers[i] as number, vbts[i] as number),
    );
    this.cash = accounts.column('cash');
    this.trade = accounts.label('trade');
    this.rebucket = accounts.label('rebucket');
    this.capital = accounts.label('CapitalInjected');
    this.hasFlowSensitivity = settings.flowSensitivity.gt(0);
    this.hasOutsideSource = parts.outside !== undefined;
    if (this.hasFlowSensitivity || this.hasOutsideSource)
      this.#outside = new OutsideQuotes({
        settings,
        accounts,
        window,
        source: parts.outside,
        isFunded: (agent, desk, amount) => this.isFunded(agent, desk, amount),
      });
    this.#rules = { guardMid: settings.guardMid, parCap: settings.parCap ? settings.ticketSize : undefined };
    for (const desk of this.desks) {
      window.useShelf(desk.dealer);
      window.useShelf(desk.vbt);
    }
  }

  /**
   * Whether somebody looks on, to whom a step must be one transaction. Steps check beforehand what they pay, so without a watcher nothing needs to be taken back.
   */
  get isWatched(): boolean {
    return this.emission.isOn || this.audit !== undefined;
  }

  /** All an agent may settle with. */
  money(agent: number): bigint {
    return this.#money === undefined ? this.cash.get(agent) : this.#money(agent);
  }

  /** Whether that is at least so much. */
  hasMoney(agent: number, amount: bigint): boolean {
    return this.#money === undefined ? this.cash.covers(agent, amount) : this.#money(agent) >= amount;
  }

  /** The desk whose bucket holds so many remaining days; a ticket due today or earlier keeps the label of its last day. */
  deskOf(remainingDays: number): Desk {
    const desks = this.desks;
    const days = remainingDays < 1 ? 1 : remainingDays;
    let at = 0;
    while (at < desks.length - 1 && days > (desks[at] as Desk).settings.maxDays) at++;
    return desks[at] as Desk;
  }

  /** The desk of a ticket today. */
  deskOfTicket(ticket: number): Desk {
    return this.deskOf((this.window.maturities[ticket] as number) - this.day);
  }

  /** First maturity day of a bucket's shelf today: tickets due today are on the shortest one. */
  firstDay({ index, settings }: Desk): number {
    return index === 0 ? this.day : this.day + settings.minDays;
  }

  /** Last maturity day of a bucket's shelf today. */
  lastDay({ settings }: Desk): number {
    return this.day + settings.maxDays;
  }

  /** The quote in force, made anew only when something it depends on has changed. */
  quote(desk: Desk): QuoteQuanta {
    if (desk.quoted && !this.hasOutsideSource) return desk.quote;
    if (!desk.counted) {
      desk.tickets = desk.closed ? 0 : this.window.shelfCount(desk.dealer, this.firstDay(desk), this.lastDay(desk));
      desk.counted = true;
    }
    this.#outside?.renew(desk, this.day, this.firstDay(desk), this.lastDay(desk));
    if (desk.closed) desk.passThrough();
    else if (this.#pricing === undefined)
      quoteQuanta(desk.tickets, this.quotingCash(desk), desk.outside, this.#rules, desk.quote);
    else this.#askPricing(desk, this.quotingCash(desk), this.#pricing);
    desk.quoted = true;
    this.audit?.quoted(this.day, desk);
    return desk.quote;
  }

  /** Tells the quote in force. */
  post(phase: 'open' | 'trade' | 'close', desk: Desk): void {
    this.quote(desk);
    this.#outside?.tell(desk, this.day);
    this.emission.quoted(this.day, phase, desk, this.settings.ticketSize);
  }

  /** Something outside the market may have moved: counts and quotes are made anew when they are next asked for. */
  unsettle(): void {
    for (const desk of this.desks) {
      desk.counted = false;
      desk.quoted = false;
    }
  }

  /** Pays a price: nothing at 0, the other way round below. */
  pay(label: number, from: number, to: number, price: bigint): void {
    if (price > 0n) this.cash.move(label, from, to, price);
    else if (price < 0n) this.cash.move(label, to, from, -price);
  }

  /** What a price per ticket size comes to for a ticket: the product is rounded half-even, and only where whole claims are tickets. */
  amountOf(ticket: number, price: bigint): bigint {
    const face = this.window.faceOf(ticket);
    const { ticketSize } = this.settings;
    return face === ticketSize ? price : halfEvenDiv(price * face, ticketSize);
  }

  /** A customer's price without a counterparty (legacy): what it gets is made, what it pays is gone. */
  payFromNothing(customer: number, side: 'BUY' | 'SELL', amount: bigint): void {
    const gain = side === 'SELL' ? amount : -amount;
    if (gain > 0n) this.cash.move(this.accounts.label('minted'), this.cash.issuer, customer, gain);
    else if (gain < 0n) this.cash.move(this.accounts.label('burned'), customer, this.cash.issuer, -gain);
  }

  /** Whether an agent can pay a price: it has the money, may owe, or makes the money itself. */
  canPay(agent: number, price: bigint): boolean {
    return this.cash.covers(agent, price) || agent === this.cash.issuer || this.accounts.overdraws(agent);
  }

  /** Whether a dealer can pay for a ticket, which it need not where money is minted. */
  canBuy(dealer: number, amount: bigint): boolean {
    return this.settings.minted || this.canPay(dealer, amount);
  }

  /** Whether a market maker can pay: a value-based trader with money from outside always can, and nobody need where money is minted. */
  isFunded(agent: number, desk: Desk, price: bigint): boolean {
    return (
      this.canPay(agent, price) ||
      (agent === desk.vbt && this.settings.vbtFunding === 'outside') ||
      this.settings.minted
    );
  }

  /** Gives a value-based trader what it lacks to pay a price, if its money comes from outside. Inside the transaction of the payment. */
  fund(agent: number, desk: Desk, price: bigint): void {
    if (agent !== desk.vbt || this.settings.vbtFunding !== 'outside') return;
    const missing = price - this.cash.get(agent);
    if (missing > 0n) this.inject(agent, missing, 'vbt');
  }

  /** Money from outside the economy. */
  inject(agent: number, amount: bigint, reason: 'capital' | 'vbt'): void {
    this.emission.injected(this.day, agent, amount, reason);
    this.cash.move(this.capital, this.cash.issuer, agent, amount);
  }

  /** Who buys a ticket that the desk's dealer does not: whoever bids outside, or the value-based trader where that one turns the ticket away. */
  outsideBuyer(desk: Desk, ticket: number): number {
    return this.#outside === undefined || this.#outside.takes(desk, ticket) ? desk.bidBy : desk.vbt;
  }

  /** What that buyer bids. */
  outsideBid(desk: Desk, buyer: number): bigint {
    return buyer === desk.bidBy ? desk.outside.bid : desk.ownOutside(this.settings).bid;
  }

  /** The cash a dealer quotes on: all of it, or what today's debts leave; nothing once it is closed. */
  quotingCash({ dealer, closed }: Desk): bigint {
    if (closed) return 0n;
    const cash = this.cash.get(dealer);
    if (!this.settings.reserveDealerDues) return cash;
    const free = cash - this.issuers.due(dealer, this.day);
    return free > 0n ? free : 0n;
  }

  #askPricing(desk: Desk, cash: bigint, pricing: DealerPricing): void {
    const { grid } = this.settings;
    const { outside, quote } = desk;
    const made = pricing.quote(desk.settings.id, desk.tickets, toDecimal(grid, cash), {
      bid: toDecimal(grid, outside.bid),
      ask: toDecimal(grid, outside.ask),
      mid: toDecimal(grid, outside.mid),
      spread: toDecimal(grid, outside.spread),
    });
    quote.bid = toQuanta(grid, made.bid);
    quote.ask = toQuanta(grid, made.ask);
    quote.equity = toQuanta(grid, made.equity);
    quote.maxFundableTickets = BigInt(made.maxFundableTickets);
    quote.guarded = made.guarded;
    quote.bidPinned = quote.bid === outside.bid;
    quote.askPinned = quote.ask === outside.ask;
    quote.askFloored = made.askFloored;
    quote.canBuy = made.canBuy;
    quote.canSell = made.canSell;
    quote.executionBid = quote.canBuy ? quote.bid : outside.bid;
    quote.executionAsk = quote.canSell ? quote.ask : outside.ask;
  }
}
