import type { MoneyMarketEvent } from '@bagehot/central-bank';
import type { DealerEvent } from '@bagehot/dealer';
import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import {
  type ContractRegister,
  type ContractsSnapshot,
  committed,
  createContracts,
  createLedger,
  createRandom,
  type EventBase,
  type EventLog,
  type EventOf,
  type EventSink,
  type Ledger,
  type LedgerSnapshot,
  type RandomSource,
} from '@bagehot/kernel';
import type { RingEvent } from '@bagehot/ring';
import type { BackstopQuote } from './bridges/backstop-quote.js';
import type { ForcedLayoff } from './bridges/funding.js';
import type { LiquidityPlanned } from './bridges/liquidity-plans.js';
import type { LenderWithdrew } from './bridges/overnight-floor.js';
import type { TradeCreditGranted } from './bridges/trade-credit-event.js';
import { requireSnapshot } from './snapshot-check.js';

/** Everything a composed run may log. */
export type SimEvent =
  | RingEvent
  | DealerEvent
  | MoneyMarketEvent
  | ExchangeEvent
  | LiquidityPlanned
  | LenderWithdrew
  | PhaseEnd
  | ForcedLayoff
  | BackstopQuote
  | TradeCreditGranted;

/** A part of the day is over: the name of a phase, or `B1`, `B3`, `C`. */
export interface PhaseEnd extends EventBase {
  readonly kind: 'PhaseEnd';
  readonly phase: string;
}

/** The one thing all markets share: a ledger, its contracts, a seed, and a place for events. */
export interface Economy {
  readonly seed: number;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  /** Streams by label: what one market draws never shifts what another draws. */
  readonly random: RandomSource;
  /**
   * Where events go. One that is emitted inside a transaction of the ledger keeps its place between the movements, is passed on with them, and is
   * forgotten when they are rolled back.
   */
  readonly events: EventLog<SimEvent>;
  /** Events passed on since the run began, kept or not. The next event's `seq`. */
  readonly eventCount: number;
  /** Hands every event from now on to a further sink. The function returned ends that. */
  observe(sink: EventSink<SimEvent>): () => void;
  /** The economy as plain JSON. Between days only. */
  snapshot(): EconomySnapshot;
}

/** An economy as plain JSON: together with the engines' snapshots it continues byte-identically. */
export interface EconomySnapshot {
  readonly kind: 'economy';
  readonly version: 1;
  readonly seed: number;
  /** Events passed on so far. */
  readonly eventCount: number;
  readonly ledger: LedgerSnapshot;
  readonly contracts: ContractsSnapshot;
}

/** What an economy keeps, and who listens. */
export interface EconomyRecording {
  /** Get every event, in order. Law: listening never changes a run. */
  readonly sinks?: readonly EventSink<SimEvent>[] | undefined;
  /**
   * Whether `events` remembers what passed. Switch it off for long runs that only need sinks or metrics.
   *
   * @defaultValue true
   */
  readonly keepEvents?: boolean | undefined;
  /**
   * `full` keeps the ledger's journal of the whole run, `none` forgets it at every commit.
   *
   * @defaultValue 'full'; scenarios are run with `none`, because their events tell the same
   */
  readonly journal?: 'full' | 'none' | undefined;
}

/** How an economy begins. */
export interface EconomyOptions extends EconomyRecording {
  /** Seed of everything that is drawn: a safe integer. */
  readonly seed: number;
  /**
   * Decimals of the money grid, 0 to 18.
   *
   * @defaultValue 12
   */
  readonly moneyDecimals?: number | undefined;
  /**
   * Where draws come from: for those who watch what is drawn, or draw otherwise.
   *
   * @defaultValue the streams of the seed
   */
  readonly random?: RandomSource | undefined;
}

/**
 * An empty economy.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` when the seed is no safe integer or the decimals are out of range
 * @example
 * const economy = createEconomy({ seed: 42 });
 */
export function createEconomy(options: EconomyOptions): Economy {
  const { seed, moneyDecimals, random, journal = 'full' } = options;
  const ledger = createLedger({ ...(moneyDecimals === undefined ? {} : { moneyDecimals }), journal });
  return new LedgerEconomy({ seed, ledger, contracts: createContracts(ledger), eventCount: 0, random }, options);
}

/**
 * The economy a snapshot describes, ready to be continued.
 *
 * @throws SimError `INVALID_SNAPSHOT` on another kind or version
 */
export function restoreEconomy(snapshot: EconomySnapshot, recording: EconomyRecording = {}): Economy {
  requireSnapshot(snapshot, 'economy');
  const { seed, eventCount } = snapshot;
  const ledger = createLedger({ from: snapshot.ledger, journal: recording.journal ?? 'full' });
  const contracts = createContracts(ledger, snapshot.contracts);
  return new LedgerEconomy({ seed, ledger, contracts, eventCount }, recording);
}

interface EconomyParts {
  readonly seed: number;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly eventCount: number;
  readonly random?: RandomSource | undefined;
}

class LedgerEconomy implements Economy {
  readonly seed: number;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly random: RandomSource;
  readonly events: EventLog<SimEvent>;
  #eventCount: number;
  #sinks: readonly EventSink<SimEvent>[];

  constructor(parts: EconomyParts, { sinks = [], keepEvents = true }: EconomyRecording) {
    this.seed = parts.seed;
    this.ledger = parts.ledger;
    this.contracts = parts.contracts;
    this.random = parts.random ?? createRandom(parts.seed);
    this.#eventCount = parts.eventCount;
    this.#sinks = sinks;
    const kept: SimEvent[] = [];
    const { emit } = committed<SimEvent>(this.ledger, {
      emit: (event) => {
        this.#eventCount++;
        if (keepEvents) kept.push(event);
        for (const sink of this.#sinks) sink.emit(event);
      },
    });
    this.events = {
      events: kept,
      emit,
      of<K extends SimEvent['kind']>(kind: K): readonly EventOf<SimEvent, K>[] {
        return kept.filter((event): event is SimEvent & EventOf<SimEvent, K> => event.kind === kind);
      },
    };
  }

  get eventCount(): number {
    return this.#eventCount;
  }

  observe(sink: EventSink<SimEvent>): () => void {
    const own: EventSink<SimEvent> = { emit: (event) => sink.emit(event) };
    this.#sinks = [...this.#sinks, own];
    return () => {
      this.#sinks = this.#sinks.filter((other) => other !== own);
    };
  }

  snapshot(): EconomySnapshot {
    const { seed, eventCount, ledger, contracts } = this;
    return {
      kind: 'economy',
      version: 1,
      seed,
      eventCount,
      ledger: ledger.snapshot(),
      contracts: contracts.snapshot(),
    };
  }
}
