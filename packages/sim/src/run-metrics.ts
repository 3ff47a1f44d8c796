import { createMoneyMarketFigures, type MoneyMarketFigures } from '@bagehot/central-bank';
import {
  bucketOf,
  createTradeFigures,
  type MakerPosition,
  type MakersProfit,
  makersProfit,
  type TradeFigures,
} from '@bagehot/dealer';
import {
  type AgentId,
  type BucketId,
  type Decimal,
  decimal,
  type EventRecord,
  type EventSink,
  ONE,
  quotient,
  ZERO,
} from '@bagehot/kernel';
import { quanta, toDecimal } from '@bagehot/kernel/quanta';
import { createRingMetrics, type RingMetrics, type RingSystem, type TradingPhase } from '@bagehot/ring';
import { type BackstopFigures, BackstopFold } from './backstop-figures.js';
import { isBackstop } from './bridges/backstop.js';
import { isLateSession } from './bridges/late-session.js';
import { isOvernightMarket } from './bridges/overnight-market.js';
import { isSecondaryMarket, type MarketPhase } from './bridges/secondary-market.js';
import type { SimEvent } from './economy.js';
import { type FundingFigures, FundingFold } from './funding-figures.js';
import { recordedEvents } from './recorded-events.js';
import { TRADER_KINDS } from './scenario/scenario.js';
import { LiabilityFold, type StrategyCounts, StrategyTally } from './strategies.js';

export type { MoneyMarketFigures } from '@bagehot/central-bank';

/** What a run's market came to. */
export interface MarketFigures extends TradeFigures {
  readonly dealers: MakersProfit;
  readonly vbts: MakersProfit;
}

/** A run in figures: the ring's, and its market's. */
export interface SimMetrics extends RingMetrics {
  /** Tickets traded; 0 without a market. */
  readonly totalTrades: number;
  /** All dealers' equity at the end less at the start, less what was injected; 0 without a market. */
  readonly dealerProfit: Decimal;
  /** Share of the face sold by traders that value-based traders took; null without sales. */
  readonly absorptionRate: Decimal | null;
  /** Distances of prices from dealers' midlines, over trades inside their books; 0 without a market. */
  readonly spreadEarned: Decimal;
  /** The market in full; undefined without one. */
  readonly market: MarketFigures | undefined;
  /** What standing behind the market came to for the central bank; undefined where it does not. */
  readonly backstop: BackstopFigures | undefined;
  /** What the market for overnight money came to; undefined without one. */
  readonly moneyMarket: MoneyMarketFigures | undefined;
  /** What borrowing overnight came to for its dealers; undefined where they do not. */
  readonly funding: FundingFigures | undefined;
  /** Traders' liabilities by what their debtors did in the market; undefined without one. */
  readonly strategies: StrategyCounts | undefined;
}

/** A sink that measures a run while its events pass by. */
export class RunMeasurement implements EventSink<SimEvent> {
  readonly #ring: ReturnType<typeof createRingMetrics>;
  readonly #market: MarketPhase | undefined;
  readonly #injected: Map<AgentId, Decimal> = new Map();
  #system: RingSystem | undefined = undefined;
  readonly #tally: StrategyTally = new StrategyTally();
  #liabilities: LiabilityFold | undefined = undefined;
  readonly #money: ReturnType<typeof createMoneyMarketFigures> | undefined;
  readonly #isFunded: boolean;
  #trades: ReturnType<typeof createTradeFigures> | undefined = undefined;
  #funding: FundingFold | undefined = undefined;
  #backstop: BackstopFold | undefined = undefined;

  /** Records of the run before it was taken up here, until they have been read. */
  #past: Iterable<EventRecord> | undefined;
  /** What comes before the past has been read: events of taking the run up. */
  readonly #early: SimEvent[] = [];

  /**
   * @param phases - the first secondary market among them is the one that is measured
   * @param past - records of the run so far, where it is taken up
   */
  constructor(phases: readonly TradingPhase[], past?: Iterable<EventRecord>) {
    this.#past = past;
    this.#ring = createRingMetrics({ moneyOf: (agent) => this.#system?.money(agent) ?? ZERO });
    this.#market = phases.find(isSecondaryMarket);
    this.#money = phases.some(isOvernightMarket) ? createMoneyMarketFigures() : undefined;
    this.#isFunded = phases.some((phase) => isLateSession(phase) && phase.funding?.leverage.gt(ONE) === true);
  }

  /** The run has begun: markets are open. */
  begin(system: RingSystem): void {
    this.#system = system;
    if (this.#market !== undefined) this.#beginMarket(this.#market, system);
    const past = this.#past;
    this.#past = undefined;
    for (const event of past === undefined ? [] : recordedEvents(past, 'market')) this.emit(event as SimEvent);
    for (const event of this.#early) this.emit(event);
  }

  #beginMarket(phase: MarketPhase, system: RingSystem): void {
    const { market, openingAnchors, ticketSize, outside } = phase;
    if (this.#isFunded) this.#funding = new FundingFold(market);
    const centralBank = isBackstop(outside) ? issuerOfCash(system) : undefined;
    if (centralBank !== undefined) this.#backstop = backstopFold(system, phase, centralBank, this.#past !== undefined);
    this.#liabilities = new LiabilityFold(tradersOf(system), (liability) => this.#tally.add(liability));
    this.#trades = createTradeFigures({
      ticketSize: decimal(ticketSize),
      anchors: openingAnchors,
      moneyDecimals: quanta(system.ledger).grid.decimals,
      backedBy: centralBank,
    });
  }

  emit(event: SimEvent): void {
    if (this.#past !== undefined) {
      this.#early.push(event);
      return;
    }
    this.#ring.emit(event);
    this.#trades?.emit(event);
    this.#backstop?.emit(event);
    this.#money?.emit(event);
    this.#funding?.emit(event);
    this.#liabilities?.emit(event);
    if (event.kind !== 'CapitalInjected' || event.reason !== 'vbt') return;
    this.#injected.set(event.agent, (this.#injected.get(event.agent) ?? ZERO).plus(event.amount));
  }

  /** The run so far. */
  result(): SimMetrics {
    const market = this.#figures();
    return {
      ...this.#ring.result(),
      totalTrades: market?.trades ?? 0,
      dealerProfit: market?.dealers.profit ?? ZERO,
      absorptionRate: market?.absorptionRate ?? null,
      spreadEarned: market?.spreadEarned ?? ZERO,
      market,
      backstop: this.#backstop?.result(),
      moneyMarket: this.#money?.result(),
      funding: this.#fundingFigures(),
      strategies: market === undefined ? undefined : this.#tally.result(),
    };
  }

  #figures(): MarketFigures | undefined {
    if (this.#market === undefined || this.#trades === undefined) return undefined;
    const { market } = this.#market;
    return {
      ...this.#trades.result(),
      dealers: this.#profit(this.#market, market.dealers),
      vbts: this.#profit(this.#market, market.vbts),
    };
  }

  #fundingFigures(): FundingFigures | undefined {
    const phase = this.#market;
    const system = this.#system;
    if (this.#funding === undefined || phase === undefined || system === undefined) return undefined;
    const accounts = quanta(system.ledger);
    const register = quanta(system.contracts);
    return this.#funding.result(phase.market, (agent) => {
      const position = this.#position(phase, agent);
      return {
        equity: position.equityEnd,
        debt: toDecimal(accounts.grid, register.payable(accounts.indexOf(agent))),
        profit: makersProfit([position]).profit,
      };
    });
  }

  #profit(phase: MarketPhase, makers: ReadonlyMap<BucketId, AgentId>): MakersProfit {
    return makersProfit(Array.from(makers.values(), (agent) => this.#position(phase, agent)));
  }

  #position({ market, openingEquity }: MarketPhase, agent: AgentId): MakerPosition {
    return {
      agent,
      equityStart: openingEquity.get(agent) ?? ZERO,
      // What a dealer that defaulted leaves behind belongs to its creditors.
      equityEnd: market.closed.includes(agent) ? ZERO : market.equity(agent),
      injected: this.#injected.get(agent) ?? ZERO,
    };
  }
}

/** Is an agent a household or a firm? */
function tradersOf({ ledger }: RingSystem): (agent: AgentId) => boolean {
  const accounts = quanta(ledger);
  const kinds: readonly (string | undefined)[] = TRADER_KINDS;
  return (agent) => kinds.includes(accounts.kindOf(accounts.find(agent)));
}

function issuerOfCash({ ledger }: RingSystem): AgentId {
  const accounts = quanta(ledger);
  return accounts.nameOf(accounts.column('cash').issuer);
}

/** @param hasPast - the run's records will tell in which buckets its bid is in force */
function backstopFold(
  system: RingSystem,
  { market, ticketSize }: MarketPhase,
  centralBank: AgentId,
  hasPast: boolean,
): BackstopFold {
  const size = decimal(ticketSize);
  return new BackstopFold({
    centralBank,
    ticketSize: size,
    bids: hasPast ? [] : market.buckets.flatMap(({ id }) => (market.outside(id).bidBy === centralBank ? [id] : [])),
    worth(contract) {
      const remaining = (system.contracts.get(contract)?.dueDay ?? 0) - system.day;
      const bucket = bucketOf(Math.max(1, remaining), market.buckets);
      return bucket === undefined ? ZERO : quotient(market.anchors(bucket.id).mid, size);
    },
  });
}
