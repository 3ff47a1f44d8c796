import type { AgentId, RandomSource } from '@bagehot/kernel';
import { type Accounts, type TicketWindow, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import { Aging } from './aging.js';
import { midAfter, spreadAfter } from './anchors.js';
import type { Desk } from './desk.js';
import { type EligibilityRule, ShortfallEligibility } from './eligibility.js';
import { type EligibilityNumbers, EligibleSets } from './eligible-sets.js';
import { Emission } from './emission.js';
import { DealerError } from './errors.js';
import { Floor, type MarketMakers } from './floor.js';
import { deskNamed, FloorView } from './floor-view.js';
import type { IssuerBook } from './issuer-book.js';
import { RandomOrderFlow } from './order-flow.js';
import type { DealerPorts, TicketChoice } from './ports.js';
import { Session, type SessionOptions } from './session.js';
import type { Settings } from './settings.js';
import { AnchorsMoved } from './settlement-events.js';
import { readTicket } from './ticket.js';
import type { RejectionReason, Side, TradeResult } from './trade-result.js';
import { type RiskCheck, Trading } from './trading.js';

/** What an engine is made of: settings, integer columns, and the ports that are not columns. */
export interface EngineParts {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  /** Market makers' accounts, if they are open. */
  readonly makers?: MarketMakers;
  readonly issuers: IssuerBook;
  readonly random: RandomSource;
  readonly ports: Pick<
    DealerPorts,
    'events' | 'pricing' | 'eligibility' | 'orderFlow' | 'ticketChoice' | 'risk' | 'outside' | 'money'
  >;
}

/** Numbers of the default eligibility: of the port if it is the package's own rule, else of the configuration. */
function eligibilityNumbers(settings: Settings, rule: EligibilityRule | undefined): EligibilityNumbers {
  if (!(rule instanceof ShortfallEligibility)) return settings;
  return {
    horizonDays: rule.horizonDays,
    cashBuffer: toQuanta(settings.grid, rule.cashBuffer),
    sellHorizonDays: rule.sellHorizonDays,
    countInflows: rule.countInflows,
  };
}

/** The parts of a market put together: one floor and what works on it. Both the market on a ledger and the stand-alone simulation drive this. */
export class Engine {
  readonly settings: Settings;
  readonly floor: Floor;
  readonly trading: Trading;
  readonly sets: EligibleSets;
  readonly aging: Aging;
  readonly session: Session;
  readonly view: FloorView;
  readonly #custom: EligibilityRule | undefined;
  readonly #choice: TicketChoice | undefined;
  /** Blocks of tickets that have a label already. */
  #labelled: number;
  #names: readonly AgentId[] = [];

  constructor(parts: EngineParts) {
    const { settings, accounts, window, ports } = parts;
    this.settings = settings;
    const naming = { accounts, window, buckets: settings.buckets, grid: settings.grid };
    const { issuers, makers } = parts;
    const { pricing, outside, money } = ports;
    const emission = new Emission(naming, ports.events);
    this.floor = new Floor({ settings, accounts, window, makers, issuers, emission, pricing, outside, money });
    this.trading = new Trading(this.floor, this.#riskCheck(ports.risk));
    this.view = new FloorView(this.floor, this.trading);
    this.sets = new EligibleSets(this.floor, this.trading, eligibilityNumbers(settings, ports.eligibility));
    this.aging = new Aging(this.floor);
    this.#custom = ports.eligibility instanceof ShortfallEligibility ? undefined : ports.eligibility;
    this.#labelled = window.blockCount;
    const choice = ports.ticketChoice;
    this.#choice = choice;
    this.session = new Session({
      floor: this.floor,
      aging: this.aging,
      trading: this.trading,
      sets: this.sets,
      flow: ports.orderFlow ?? new RandomOrderFlow(settings.sellProbability, settings.maxArrivals),
      random: parts.random,
      fillSets: this.#custom === undefined ? undefined : () => this.#fillSets(),
      chooseTicket: choice === undefined ? undefined : (trader) => this.#chosenTicket(choice, trader),
      chooseBucket: choice === undefined ? undefined : (trader) => this.#chosenBucket(choice, trader),
      resultOf: (side, refusal) => this.resultOf(side, refusal),
    });
  }

  /** Steps 1 and 2 of a day: cuts new contracts, makes labels current, hands market makers' tickets on. */
  advance(day: number): void {
    const { window, accounts } = this.floor;
    if (day < this.aging.reached)
      throw new DealerError(
        'DAY_PASSED',
        { day, reached: this.aging.reached },
        `day ${day} has passed: the market is on day ${this.aging.reached}`,
      );
    accounts.day = day;
    window.cut(day);
    this.aging.age(day, this.#labelled);
    this.#labelled = window.blockCount;
  }

  /** Who trades, by name, when a rule of the user's own wants to know. */
  setTraders(traders: ArrayLike<number>, names: readonly AgentId[]): void {
    this.sets.setTraders(traders);
    this.#names = names;
  }

  /** Steps 3 to 5. */
  openAndTrade(options: SessionOptions, results: TradeResult[] | undefined): void {
    this.session.quoteAll('open');
    this.session.trade(options, results);
  }

  /** Moves a bucket's anchors by its loss rate (units of 10^-24), if losses move anchors. */
  loseFace(desk: Desk, loss: bigint): void {
    const { settings, floor } = this;
    if (!settings.anchorUpdates || loss <= 0n) return;
    const { midPerLoss, spreadPerLoss, id } = desk.settings;
    const mid = midAfter(desk.mid, loss, midPerLoss, settings.clipBidAtZero);
    const spread = spreadAfter(desk.spread, loss, spreadPerLoss, settings.minSpread);
    const { emission, day } = floor;
    if (emission.isOn)
      emission.emit(new AnchorsMoved(emission.naming, day, id, [desk.mid, mid], [desk.spread, spread], loss));
    desk.setAnchors(settings, mid, spread);
  }

  /** May the ticket change hands today? One that is due today may only where such tickets are traded. */
  isTradeable(ticket: number): boolean {
    return this.settings.tradeMaturing || (this.floor.window.maturities[ticket] as number) > this.floor.day;
  }

  /** The ticket a trader would sell first, by the user's choice of tickets if there is one; -1 for none. */
  toSell(trader: number): number {
    const choice = this.#choice;
    return choice === undefined ? this.trading.toSell(trader) : this.#chosenTicket(choice, trader);
  }

  /** Tells what became of a direct order, and tests the customer again before the next session. */
  finishOrder(side: Side, agent: number, refusal: RejectionReason | undefined): TradeResult {
    this.session.note(side, agent, refusal);
    this.sets.touch(agent);
    return this.resultOf(side, refusal);
  }

  /** What became of the last order, in names and decimals. */
  resultOf(side: Side, refusal: RejectionReason | undefined): TradeResult {
    if (refusal !== undefined) return { kind: 'Rejected', side, reason: refusal };
    const { ticket, price, route } = this.trading;
    const { accounts, window } = this.floor;
    const owner = window.owners[ticket] as number;
    return {
      kind: 'Executed',
      side,
      route,
      price: toDecimal(this.settings.grid, price),
      ticket: readTicket(accounts, window, ticket, owner),
    };
  }

  #riskCheck(risk: DealerPorts['risk']): RiskCheck | undefined {
    if (risk === undefined) return undefined;
    return (side, ticket, owner, price, trader) => {
      const { accounts, window } = this.floor;
      const offered = readTicket(accounts, window, ticket, owner);
      return risk.accepts(side, offered, toDecimal(this.settings.grid, price), this.view, accounts.nameOf(trader));
    };
  }

  #fillSets(): void {
    const { sellers, buyers } = this.sets;
    sellers.clear();
    buyers.clear();
    this.#fill(sellers, this.#custom?.sellers(this.view, this.#names) ?? []);
    if (this.settings.buying) this.#fill(buyers, this.#custom?.buyers(this.view, this.#names) ?? []);
  }

  #fill(set: { add(agent: number): boolean }, names: readonly AgentId[]): void {
    for (const name of names) {
      const agent = this.floor.accounts.indexOf(name);
      if (this.sets.isTrader(agent)) set.add(agent);
    }
  }

  #chosenTicket(choice: TicketChoice, trader: number): number {
    const { accounts, window } = this.floor;
    const chosen = choice.toSell(this.view, accounts.nameOf(trader));
    if (chosen === undefined) return -1;
    const ticket = window.find(chosen.id);
    if (ticket >= 0 && window.owners[ticket] === trader) return this.isTradeable(ticket) ? ticket : -1;
    const owner =
      ticket < 0 || (window.owners[ticket] as number) < 0 ? null : accounts.nameOf(window.owners[ticket] as number);
    throw new DealerError(
      'NOT_OWNER',
      { trader: accounts.nameOf(trader), ticket: chosen.id, owner },
      `${accounts.nameOf(trader)} cannot sell ${chosen.id}: it belongs to ${owner ?? 'nobody'}`,
    );
  }

  #chosenBucket(choice: TicketChoice, trader: number): Desk | undefined {
    const bucket = choice.bucketToBuy(this.view, this.floor.accounts.nameOf(trader));
    return bucket === undefined ? undefined : deskNamed(this.floor, bucket);
  }
}
