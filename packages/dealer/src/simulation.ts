import type { AgentId, Day, Decimal, EventSink, Ledger, RandomSource, TicketId } from '@bagehot/kernel';
import { type Accounts, toDecimal } from '@bagehot/kernel/quanta';
import { ratioDecimal, ratioUnits } from './anchors.js';
import type { Auditor } from './auditor.js';
import type { DealerMarket } from './dealer-market.js';
import type { DebtCalendar } from './debt-calendar.js';
import type { Engine } from './engine.js';
import { DealerError } from './errors.js';
import type { DealerEvent } from './events.js';
import type { TicketIssuers } from './issuer-book.js';
import type { LedgerMarket } from './ledger-market.js';
import type { DealerPorts } from './ports.js';
import { type DayOfReckoning, Settlement } from './settlement.js';
import type { DealerSimulationConfig } from './simulation-config.js';
import { type DealerSimulationSnapshot, takeSimulationSnapshot } from './simulation-snapshot.js';
import { readTicket, type Ticket } from './ticket.js';
import type { TradeResult } from './trade-result.js';

/** What a simulation may be given; everything has a default but the random source. */
export interface SimulationPorts
  extends Pick<DealerPorts, 'pricing' | 'eligibility' | 'orderFlow' | 'ticketChoice' | 'risk' | 'outside'> {
  readonly random: RandomSource;
  readonly events?: EventSink<DealerEvent>;
  /** A ledger of the user's own. Without it the simulation makes one. */
  readonly ledger?: Ledger;
}

/** An order executed as written, instead of the day's order flow. */
export type DirectOrder =
  | { readonly side: 'SELL'; readonly trader: AgentId; readonly ticket: TicketId }
  | {
      readonly side: 'BUY';
      readonly trader: AgentId;
      readonly bucket: string;
      readonly issuer?: AgentId;
      readonly ticket?: TicketId;
    };

/** Something a user should know about the opening; the run goes on. */
export interface OpeningWarning {
  readonly code: 'FEW_TRADERS' | 'EMPTY_DEALER';
  readonly path: string;
  readonly message: string;
}

/** Whether a run goes on: tickets are outstanding, none is, or a default ended it. */
export type RunState = 'active' | 'stable' | 'stopped';

/** A dealer market that stands alone: traders, their debts as tickets, and the whole day. */
export interface DealerSimulation {
  /** The day reached; 0 is the opening. */
  readonly day: Day;
  readonly ledger: Ledger;
  /** The market: quotes, anchors, shelves, and direct orders on the day reached. */
  readonly market: DealerMarket;
  /** In registration order. */
  readonly traders: readonly AgentId[];
  readonly warnings: readonly OpeningWarning[];
  /** Steps 1 to 8 of the next day; with `orders`, these are executed as written instead of the order flow. */
  runDay(orders?: readonly DirectOrder[]): RunState;
  /** Steps 1 to 3: the next day begins, tickets age, dealers quote. @throws DealerError `OUT_OF_ORDER` */
  openDay(): void;
  /** Steps 4 and 5: who may trade, and the order flow. */
  trade(): readonly TradeResult[];
  /** Step 6: the day's tickets are settled. */
  settle(): void;
  /** Step 7: anchors move by the day's losses. */
  moveAnchors(): void;
  /** Step 8: closing quotes. */
  closeDay(): RunState;
  /** No tickets are outstanding. */
  isStable(): boolean;
  /** Traders that could not pay in full on some day, in order of their first default. */
  readonly defaulted: readonly AgentId[];
  /** Face that stayed unpaid over face that fell due, on the day last settled; 24 decimals. */
  readonly lossRate: Decimal;
  /** Outstanding tickets of an owner, or all, lowest maturity day first, then lowest serial. */
  tickets(owner?: AgentId): readonly Ticket[];
  /** How much the trader's debts of today exceed its cash. */
  shortfall(trader: AgentId): Decimal;
  /** Taken between days. */
  snapshot(): DealerSimulationSnapshot;
}

/** What a run is built from. */
export interface SimulationParts {
  readonly engine: Engine;
  readonly market: LedgerMarket;
  readonly issuers: TicketIssuers;
  readonly calendar: DebtCalendar;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly auditor: Auditor | undefined;
  readonly traders: Int32Array;
  readonly config: Omit<DealerSimulationConfig, 'traders'>;
  readonly warnings: readonly OpeningWarning[];
  /** The ledger is the user's, who may move money between days. */
  readonly isShared: boolean;
  /** A rule of the user's own wants names. */
  readonly needsNames: boolean;
}

const STEPS = ['openDay', 'trade', 'settle', 'moveAnchors', 'closeDay'] as const;

/** {@link DealerSimulation} over an engine. */
export class StandaloneSimulation implements DealerSimulation {
  readonly ledger: Ledger;
  readonly market: DealerMarket;
  readonly warnings: readonly OpeningWarning[];
  readonly #parts: SimulationParts;
  readonly #engine: Engine;
  readonly #settlement: Settlement;
  readonly #defaulted: number[] = [];
  readonly #isDefaulted: Uint8Array;
  #outstanding = 0;
  #reckoning: DayOfReckoning = { due: 0n, paid: 0n, defaults: 0 };
  #stopped = false;
  #next = 0;
  #names: readonly AgentId[] | undefined = undefined;

  constructor(parts: SimulationParts) {
    const { engine, config } = parts;
    this.#parts = parts;
    this.#engine = engine;
    this.ledger = parts.ledger;
    this.market = parts.market;
    this.warnings = parts.warnings;
    this.#isDefaulted = new Uint8Array(parts.accounts.agentCount);
    const { sets } = engine;
    this.#settlement = new Settlement(engine.floor, config.settlement === 'simultaneous', {
      touch: (agent) => sets.touch(agent),
      defaulted: (issuer) => this.#default(issuer),
    });
    engine.setTraders(parts.traders, parts.needsNames ? this.traders : []);
    const { owners, count } = engine.floor.window;
    for (let ticket = 0; ticket < count; ticket++) if ((owners[ticket] as number) >= 0) this.#outstanding++;
  }

  get day(): Day {
    return this.#engine.floor.day;
  }

  get traders(): readonly AgentId[] {
    this.#names ??= Array.from(this.#parts.traders, (agent) => this.#parts.accounts.nameOf(agent));
    return this.#names;
  }

  get defaulted(): readonly AgentId[] {
    return this.#defaulted.map((agent) => this.#parts.accounts.nameOf(agent));
  }

  get lossRate(): Decimal {
    return ratioDecimal(this.#lossUnits());
  }

  runDay(orders?: readonly DirectOrder[]): RunState {
    this.openDay();
    if (orders === undefined) this.#trade(undefined);
    else for (const order of orders) this.#executeDirect(order);
    this.settle();
    this.moveAnchors();
    return this.closeDay();
  }

  openDay(): void {
    this.#enter(0);
    const { floor, sets, session } = this.#engine;
    const day = floor.day + 1;
    floor.emission.emit({ kind: 'DayStart', day });
    this.#engine.advance(day);
    this.#parts.issuers.advance(day);
    this.#parts.calendar.turn(day, sets);
    if (this.#parts.isShared) {
      floor.unsettle();
      sets.touchAll();
    } else sets.touchCalendar(day);
    floor.audit?.checkpoint(day, 'aged');
    session.quoteAll('open');
  }

  trade(): readonly TradeResult[] {
    const results: TradeResult[] = [];
    this.#trade(results);
    return results;
  }

  settle(): void {
    this.#enter(2);
    const { floor } = this.#engine;
    const before = floor.window.ticketSize;
    this.#reckoning = this.#settlement.settle();
    this.#parts.calendar.day = -1;
    this.#outstanding -= Number(this.#reckoning.due / before);
    if (this.#reckoning.defaults > 0 && this.#parts.config.stopOnDefault === true) this.#stopped = true;
  }

  moveAnchors(): void {
    this.#enter(3);
    if (this.#reckoning.due === this.#reckoning.paid) return;
    const { floor } = this.#engine;
    const loss = this.#lossUnits();
    const { lossAttribution = 'maturing-label' } = this.#parts.config;
    // All tickets of a day have one label, and had one on day 0.
    const only = lossAttribution === 'origin-bucket' ? floor.deskOf(floor.day) : floor.deskOf(1);
    for (const desk of floor.desks)
      if (lossAttribution === 'system' || desk === only) this.#engine.loseFace(desk, loss);
  }

  closeDay(): RunState {
    this.#enter(4);
    const { floor, session } = this.#engine;
    session.quoteAll('close');
    floor.audit?.checkpoint(floor.day, 'closed');
    if (this.#stopped) return 'stopped';
    return this.#outstanding === 0 ? 'stable' : 'active';
  }

  isStable(): boolean {
    return this.#outstanding === 0;
  }

  tickets(owner?: AgentId): readonly Ticket[] {
    const { accounts } = this.#parts;
    const { window } = this.#engine.floor;
    const agent = owner === undefined ? -1 : accounts.indexOf(owner);
    const found: Ticket[] = [];
    for (let ticket = 0; ticket < window.count; ticket++) {
      const holder = window.owners[ticket] as number;
      if (holder >= 0 && (agent < 0 || holder === agent)) found.push(readTicket(accounts, window, ticket, holder));
    }
    return found;
  }

  shortfall(trader: AgentId): Decimal {
    const { engine, accounts } = this.#parts;
    return toDecimal(engine.settings.grid, engine.sets.shortfall(accounts.indexOf(trader)));
  }

  snapshot(): DealerSimulationSnapshot {
    if (this.#next !== 0)
      throw new DealerError(
        'OUT_OF_ORDER',
        { step: 'snapshot', expected: STEPS[this.#next] as string },
        'a snapshot is taken between days: close the day first',
      );
    return takeSimulationSnapshot(this.#engine, this.ledger, this.traders, this.defaulted, this.#stopped);
  }

  /** Puts back what a snapshot knows beyond market and ledger. */
  resume(defaulted: readonly AgentId[], stopped: boolean): void {
    this.#stopped = stopped;
    for (const name of defaulted) this.#default(this.#parts.accounts.indexOf(name));
    this.#parts.issuers.advance(this.day);
  }

  #trade(results: TradeResult[] | undefined): void {
    this.#enter(1);
    this.#engine.session.trade({}, results);
  }

  #lossUnits(): bigint {
    return ratioUnits(this.#reckoning.due - this.#reckoning.paid, this.#reckoning.due);
  }

  #executeDirect(order: DirectOrder): void {
    if (order.side === 'SELL') this.market.sell(this.day, order.trader, order.ticket);
    else this.market.buy(this.day, order.trader, order.bucket, order);
  }

  #default(issuer: number): void {
    this.#engine.sets.remove(issuer);
    if (this.#isDefaulted[issuer] === 1) return;
    this.#isDefaulted[issuer] = 1;
    this.#defaulted.push(issuer);
  }

  /** Steps come in their order; trading may be left out, as direct orders take its place, and so may anchors. */
  #enter(step: number): void {
    const allowed = step === this.#next || (step > this.#next && this.#next > 0);
    if (!allowed) {
      const expected = STEPS[this.#next] as string;
      const name = STEPS[step] as string;
      throw new DealerError(
        'OUT_OF_ORDER',
        { step: name, expected },
        `${name} comes out of order: the next step is ${expected}`,
      );
    }
    this.#next = (step + 1) % STEPS.length;
  }
}
