import {
  type Bucket,
  createDealerMarket,
  DEFAULT_BUCKETS,
  type DealerMarket,
  type DealerMarketConfig,
  type DealerMarketSnapshot,
  type DealerPorts,
  dealerInvariants,
  lossRate,
} from '@bagehot/dealer';
import {
  type AgentId,
  type Anchors,
  type BucketId,
  type Day,
  type Decimal,
  type DecimalInput,
  decimal,
  type Invariant,
  type Violation,
} from '@bagehot/kernel';
import { quanta, type TicketWindow, toDecimal } from '@bagehot/kernel/quanta';
import type { DaySettlement, RingSystem, TradingPhase, WorldAgent } from '@bagehot/ring';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { TRADER_KINDS } from '../scenario/scenario.js';
import { requireSnapshot } from '../snapshot-check.js';
import { type Endowment, endow, readEndowment } from './capital.js';
import { holdingsLaw } from './holdings-law.js';
import type { SecondaryMarketConfig, Ticketization } from './market-config.js';
import { emptyMarket, marketRules } from './market-rules.js';
import { coveredContracts, payableTickets } from './payable-tickets.js';
import type { RingOutside } from './ring-outside.js';

/** The parts of the dealer's rules a user may replace on a ring. */
export type SecondaryMarketPorts = Partial<
  Pick<DealerPorts, 'orderFlow' | 'eligibility' | 'pricing' | 'ticketChoice' | 'risk'>
> & {
  /** Whose outside quotes count, such as a {@link backstop}. */
  readonly outside?: RingOutside;
  /** Only these sell on a day; everybody who may, unless given. */
  readonly sellers?: (day: Day) => ReadonlySet<AgentId>;
};

/** A dealer market as a phase of the ring's day. */
export interface SecondaryMarket extends TradingPhase {
  /** The market. It opens when the run begins. @throws SimError `INCOMPLETE_ECONOMY` before that */
  readonly market: DealerMarket;
  /** A further session of today, in which only these sell and nobody buys. */
  sellLate(day: Day, sellers: ReadonlySet<AgentId>): void;
}

/** The phase's own state in a run's snapshot. */
interface SecondaryMarketSnapshot {
  readonly kind: 'secondary-market';
  readonly version: 1;
  readonly market: DealerMarketSnapshot;
  /** Of an outside source that has a state. */
  readonly outside?: object;
  /** Equity of each market maker when trade began. */
  readonly openingEquity: readonly (readonly [AgentId, string])[];
  /** Outside mid and spread of each bucket when trade began. */
  readonly openingAnchors: readonly (readonly [BucketId, string, string])[];
}

/**
 * A dealer market in the claims of a ring, acting before settlement (ring specification, section 11).
 *
 * Settings are those of the ring's column in the dealer specification, section 16, unless the configuration says otherwise: claims due today settle and are
 * not traded, value-based traders get missing money from outside, and a purchase leaves what its buyer owes within `horizonDays`.
 *
 * @throws DealerError with every problem of the configuration; SimError `INVALID_MARKET` on negative shares, or minted money without whole tickets
 * @example
 * const dealers = secondaryMarket(economy, { ticketSize: 1, dealerShare: '0.25', vbtShare: '0.50' });
 * simulate(economy, world, { maxDays: 30, phases: [dealers] });
 */
export function secondaryMarket(
  economy: Pick<Economy, 'ledger' | 'contracts' | 'random' | 'events'>,
  config: SecondaryMarketConfig,
  ports: SecondaryMarketPorts = {},
): SecondaryMarket {
  return new MarketPhase(economy, config, ports);
}

/** Is this phase a secondary market of ours? */
export function isSecondaryMarket(phase: TradingPhase): phase is MarketPhase {
  return phase instanceof MarketPhase;
}

/** {@link SecondaryMarket}: forwards the days of the ring to a dealer market. */
export class MarketPhase implements SecondaryMarket {
  /** Its place in the composed day (one-economy specification, section 2). */
  readonly name = 'dealers';
  readonly agents: readonly WorldAgent[];
  readonly invariants: readonly Invariant<RingSystem>[];
  readonly ticketSize: DecimalInput;
  readonly outside: RingOutside | undefined;
  /** Equity of each market maker when trade began, money units. */
  readonly openingEquity: Map<AgentId, Decimal> = new Map();
  /** Outside mid and spread of each bucket when trade began, money per ticket, in bucket order. */
  readonly openingAnchors: Map<BucketId, Anchors> = new Map();
  readonly #economy: Pick<Economy, 'ledger' | 'contracts' | 'random' | 'events'>;
  readonly #rules: DealerMarketConfig;
  readonly #endowment: Endowment;
  readonly #ports: Omit<SecondaryMarketPorts, 'sellers'>;
  readonly #sellers: SecondaryMarketPorts['sellers'];
  readonly #ticketization: Ticketization;
  readonly #covers: (contract: number) => boolean;
  #market: DealerMarket | undefined = undefined;
  #alive: readonly number[] | undefined = undefined;
  #traders: readonly number[] = [];
  #traderNames: readonly AgentId[] = [];

  constructor(
    economy: Pick<Economy, 'ledger' | 'contracts' | 'random' | 'events'>,
    config: SecondaryMarketConfig,
    ports: SecondaryMarketPorts,
  ) {
    this.#economy = economy;
    this.#rules = marketRules(config);
    this.#endowment = readEndowment(config);
    const { sellers, ...rules } = ports;
    this.#sellers = sellers;
    this.#ports = rules;
    this.outside = rules.outside;
    this.#covers = coveredContracts(economy);
    this.ticketSize = config.ticketSize ?? 1;
    this.#ticketization = config.ticketization ?? 'unit';
    if (config.money === 'minted' && this.#ticketization !== 'whole')
      throw new SimError(
        'INVALID_MARKET',
        { field: 'money', reason: 'minted without whole tickets' },
        'money may be minted only where whole claims are tickets (ticketization whole)',
      );
    emptyMarket(this.#rules, quanta(economy.ledger).grid.decimals);
    const { buckets = DEFAULT_BUCKETS, accountNames } = config;
    this.agents = [
      ...buckets.map(({ id }): WorldAgent => ({ id: accountNames?.dealer(id) ?? `dealer_${id}`, kind: 'dealer' })),
      ...buckets.map(({ id }): WorldAgent => ({ id: accountNames?.vbt(id) ?? `vbt_${id}`, kind: 'vbt' })),
    ];
    this.invariants = [
      { name: 'I11', check: (system) => holdingsLaw(system, this.market) },
      ...dealerInvariants.map(
        ({ name, check }): Invariant<RingSystem> => ({ name, check: (): Violation | undefined => check(this.market) }),
      ),
    ];
  }

  get market(): DealerMarket {
    if (this.#market !== undefined) return this.#market;
    throw new SimError(
      'INCOMPLETE_ECONOMY',
      { missing: 'market', reason: 'the run has not begun' },
      'the market opens when its run begins: give the phase to simulate first',
    );
  }

  init(system: RingSystem): void {
    const market = this.#open(system, undefined);
    const accounts = quanta(system.ledger);
    endow(market, this.#endowment, { accounts, window: this.#window(), traders: this.#aliveTraders(system) });
    for (const agent of this.#makers(market)) this.openingEquity.set(agent, market.equity(agent));
    for (const { id } of market.buckets) this.openingAnchors.set(id, market.anchors(id));
  }

  trade(system: RingSystem, day: Day): void {
    this.#aliveTraders(system);
    const sellers = this.#sellers?.(day);
    this.market.runSession(day, this.#traderNames, { results: false, ...(sellers === undefined ? {} : { sellers }) });
  }

  sellLate(day: Day, sellers: ReadonlySet<AgentId>): void {
    this.market.runSession(day, this.#traderNames, { results: false, late: true, sellers });
  }

  afterSettlement(system: RingSystem, day: Day, outcome: DaySettlement): void {
    const { market } = this;
    for (const dealer of market.dealers.values()) if (system.hasDefaulted(dealer)) market.close(dealer);
    market.observeLosses(day, this.#lossRates(system, outcome));
    market.postClosingQuotes(day);
  }

  snapshot(): SecondaryMarketSnapshot {
    const outside = this.outside?.snapshot?.();
    return {
      kind: 'secondary-market',
      version: 1,
      market: this.market.snapshot(),
      ...(outside === undefined ? {} : { outside }),
      openingEquity: Array.from(this.openingEquity, ([agent, equity]) => [agent, equity.toFixed()] as const),
      openingAnchors: Array.from(
        this.openingAnchors,
        ([bucket, { mid, spread }]) => [bucket, mid.toFixed(), spread.toFixed()] as const,
      ),
    };
  }

  restore(system: RingSystem, state: object): void {
    const snapshot = state as SecondaryMarketSnapshot;
    requireSnapshot(snapshot, 'secondary-market');
    this.#open(system, snapshot.market);
    if (snapshot.outside !== undefined) this.outside?.restore?.(snapshot.outside);
    for (const [agent, equity] of snapshot.openingEquity) this.openingEquity.set(agent, decimal(equity));
    for (const [bucket, mid, spread] of snapshot.openingAnchors)
      this.openingAnchors.set(bucket, { mid: decimal(mid), spread: decimal(spread) });
  }

  #open(system: RingSystem, snapshot: DealerMarketSnapshot | undefined): DealerMarket {
    const { ledger, contracts } = system;
    this.outside?.begin?.(system);
    this.#market = createDealerMarket(
      this.#rules,
      {
        ledger,
        contracts,
        tickets: payableTickets(system, this.ticketSize, this.#ticketization),
        random: system.random,
        events: this.#economy.events,
        money: system.quanta.money,
        ...this.#ports,
      },
      snapshot,
    );
    return this.#market;
  }

  #makers(market: DealerMarket): readonly AgentId[] {
    return [...market.dealers.values(), ...market.vbts.values()];
  }

  #window(): TicketWindow {
    return quanta(this.#economy.contracts).window as TicketWindow;
  }

  /** Households and firms that have not defaulted; their names are made anew only after a default. */
  #aliveTraders(system: RingSystem): readonly number[] {
    const alive = system.quanta.alive();
    if (alive === this.#alive) return this.#traders;
    const accounts = quanta(system.ledger);
    const kinds: readonly (string | undefined)[] = TRADER_KINDS;
    this.#alive = alive;
    this.#traders = alive.filter((agent) => kinds.includes(accounts.kindOf(agent)));
    this.#traderNames = this.#traders.map((agent) => accounts.nameOf(agent));
    return this.#traders;
  }

  /** What stayed unpaid today of what traders owed today: all of it carries the label of the last day (dealer specification, section 11). */
  #lossRates(system: RingSystem, { contracts }: DaySettlement): ReadonlyMap<BucketId, Decimal> {
    let due = 0n;
    let paid = 0n;
    for (const { contractIndex, dueQuanta, paidQuanta } of contracts) {
      if (!this.#covers(contractIndex)) continue;
      due += dueQuanta;
      paid += paidQuanta;
    }
    if (due === paid) return new Map();
    const { grid } = quanta(system.ledger);
    const lastDay = this.market.buckets[0] as Bucket;
    return new Map([[lastDay.id, lossRate(toDecimal(grid, due), toDecimal(grid, paid))]]);
  }
}
