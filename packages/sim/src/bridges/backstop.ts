import {
  backedOutside,
  type OutsideOffer,
  type OwnOutside,
  type StandingQuotes,
  standingQuotes,
  type Ticket,
} from '@bagehot/dealer';
import { type AgentId, type BucketId, type Day, type DecimalInput, decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { requireSnapshot } from '../snapshot-check.js';
import type { SecondaryMarketConfig } from './market-config.js';
import { emptyMarket, marketRules } from './market-rules.js';
import type { RingOutside } from './ring-outside.js';

/** How a central bank stands behind a dealer market. Prices are per unit of face. */
export interface BackstopOptions {
  /** Its ask less its bid; wider than the opening outside spread of every bucket it stands behind. */
  readonly spread: DecimalInput;
  /**
   * Half-way between them.
   *
   * @defaultValue each bucket's opening outside mid, what the paper fetches in ordinary times
   */
  readonly mid?: DecimalInput | undefined;
  /** @defaultValue all buckets */
  readonly buckets?: readonly BucketId[] | undefined;
  /**
   * The first day it stands there.
   *
   * @defaultValue 0
   */
  readonly fromDay?: number | undefined;
  /**
   * Whose paper it buys: that of everybody who has not defaulted, or only of those who are not barred from borrowing either.
   *
   * @defaultValue 'all'
   */
  readonly buys?: 'all' | 'unbarred' | undefined;
}

/** What a backstop asks of other markets. */
export interface BackstopPorts {
  /** Who may not borrow any more; asked before each purchase under `unbarred`. Nobody unless given. */
  readonly barred?: () => readonly AgentId[];
}

/** A central bank as dealer of last resort: the `outside` port of a secondary market. */
export interface Backstop extends RingOutside {
  /** Its standing quotes in the buckets it stands behind, in bucket order, money per ticket. */
  readonly quotes: ReadonlyMap<BucketId, StandingQuotes>;
}

/** The backstop's own state in a run's snapshot. */
interface BackstopSnapshot {
  readonly kind: 'backstop';
  readonly version: 1;
  /** What was told last, by bucket. */
  readonly told: readonly (readonly [BucketId, string])[];
}

/**
 * A central bank that stands behind the value-based traders with wide quotes of its own (one-economy specification, section 6). It pays by making money, holds what it
 * bought like anybody, is paid when that falls due, and bears the loss if it is not. Value-based traders' mids and spreads move as they would without it.
 *
 * @param config - that of the secondary market it is given to
 * @throws DealerError `BACKSTOP_TOO_TIGHT`, and with every problem of the market's configuration; SimError `INVALID_OPTIONS`
 * @example
 * const outside = backstop(economy, dealer, { spread: '0.6' });
 * simulate(economy, world, { maxDays: 30, phases: [secondaryMarket(economy, dealer, { outside })] });
 */
export function backstop(
  economy: Pick<Economy, 'ledger' | 'events'>,
  config: SecondaryMarketConfig,
  options: BackstopOptions,
  ports: BackstopPorts = {},
): Backstop {
  return new LastResort(economy, config, options, ports);
}

/** Is this source a backstop of ours? */
export function isBackstop(source: unknown): source is Backstop {
  return source instanceof LastResort;
}

/** {@link Backstop}: the dealer package's rules, with what the ring knows. */
class LastResort implements Backstop {
  readonly quotes: ReadonlyMap<BucketId, StandingQuotes>;
  readonly #events: Pick<Economy, 'events'>['events'];
  readonly #fromDay: number;
  /** It never buys, and so has nothing to sell: pledges that have become the central bank's are not for sale. */
  readonly #isIdle: boolean;
  readonly #barred: (() => readonly AgentId[]) | undefined;
  #system: RingSystem | undefined;
  #centralBank: AgentId = '';
  /** Buckets it has something to say about since their last quote was asked for: it bids, or has a ticket to deliver. */
  readonly #speaks: Set<BucketId> = new Set();
  readonly #told: Map<BucketId, string> = new Map();

  constructor(
    { ledger, events }: Pick<Economy, 'ledger' | 'events'>,
    config: SecondaryMarketConfig,
    options: BackstopOptions,
    { barred }: BackstopPorts,
  ) {
    const { fromDay = 0, buys = 'all' } = options;
    if (!Number.isInteger(fromDay) || fromDay < 0) throw invalid('fromDay', 'a whole number of at least 0', fromDay);
    if (buys !== 'all' && buys !== 'unbarred') throw invalid('buys', "'all' or 'unbarred'", buys);
    this.#events = events;
    this.#fromDay = fromDay;
    this.#barred = buys === 'unbarred' ? barred : undefined;
    this.quotes = openingQuotes(quanta(ledger).grid.decimals, config, options);
    this.#isIdle = Array.from(this.quotes.values()).every(({ bid }) => bid.eq(0));
  }

  begin(system: RingSystem): void {
    const accounts = quanta(system.ledger);
    this.#system = system;
    this.#centralBank = accounts.nameOf(accounts.column('cash').issuer);
  }

  quote(bucket: BucketId, own: OwnOutside): OutsideOffer {
    const standing = this.#standing(bucket, own.day);
    if (standing === undefined) return { ...own.quote, bidBy: own.vbt, askBy: own.vbt };
    const { bid, ask } = standing;
    const asks = own.delivers(this.#centralBank);
    if (asks || bid.gt(0)) this.#speaks.add(bucket);
    else this.#speaks.delete(bucket);
    return backedOutside(own, { by: this.#centralBank, bid, ask: asks ? ask : undefined });
  }

  takes({ issuer }: Ticket, bidBy: AgentId): boolean {
    if (bidBy !== this.#centralBank) return true;
    return this.#system?.hasDefaulted(issuer) !== true && this.#barred?.().includes(issuer) !== true;
  }

  told(bucket: BucketId, day: Day, offer: OutsideOffer): void {
    const standing = this.#standing(bucket, day);
    if (standing === undefined || (!this.#speaks.has(bucket) && !this.#told.has(bucket))) return;
    const { bid: effectiveBid, ask: effectiveAsk, bidBy, askBy } = offer;
    const told = [effectiveBid.toFixed(), bidBy, effectiveAsk.toFixed(), askBy].join(' ');
    if (this.#told.get(bucket) === told) return;
    this.#told.set(bucket, told);
    this.#events.emit({ kind: 'BackstopQuote', day, bucket, ...standing, effectiveBid, effectiveAsk, bidBy, askBy });
  }

  snapshot(): BackstopSnapshot {
    return { kind: 'backstop', version: 1, told: [...this.#told] };
  }

  restore(state: object): void {
    const snapshot = state as BackstopSnapshot;
    requireSnapshot(snapshot, 'backstop');
    for (const [bucket, told] of snapshot.told) this.#told.set(bucket, told);
  }

  #standing(bucket: BucketId, day: Day): StandingQuotes | undefined {
    return this.#isIdle || day < this.#fromDay ? undefined : this.quotes.get(bucket);
  }
}

/** Standing quotes around the market's opening. */
function openingQuotes(
  moneyDecimals: number,
  config: SecondaryMarketConfig,
  { spread, mid, buckets }: BackstopOptions,
): ReadonlyMap<BucketId, StandingQuotes> {
  const terms = { spread: decimal(spread), mid: mid === undefined ? undefined : decimal(mid) };
  if (!terms.spread.gt(0)) throw invalid('spread', 'greater than 0', terms.spread);
  if (terms.mid?.lt(0)) throw invalid('mid', 'at least 0', terms.mid);
  const market = emptyMarket(marketRules(config), moneyDecimals);
  const known = market.buckets.map(({ id }) => id);
  const unknown = buckets?.find((bucket) => !known.includes(bucket));
  if (unknown !== undefined) throw invalid('buckets', `among ${known.join(', ')}`, unknown);
  const ticketSize = decimal(config.ticketSize ?? 1);
  const { parCap = false } = config;
  return new Map(
    known
      .filter((bucket) => buckets === undefined || buckets.includes(bucket))
      .map((bucket) => {
        const opening = market.anchors(bucket);
        return [bucket, standingQuotes(terms, { bucket, opening, ticketSize, moneyDecimals, parCap })];
      }),
  );
}

function invalid(field: string, allowed: string, value: unknown): SimError<'INVALID_OPTIONS'> {
  const message = `backstop.${field} must be ${allowed}, but is ${String(value)}`;
  return new SimError('INVALID_OPTIONS', { field: `backstop.${field}`, reason: `not ${allowed}` }, message);
}
