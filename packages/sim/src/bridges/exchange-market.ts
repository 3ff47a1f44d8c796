import { liquidityReader } from '@bagehot/central-bank';
import { createRules } from '@bagehot/exchange';
import {
  createExchange,
  type EventLevel,
  type Exchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangePorts,
  type ExchangeSnapshot,
} from '@bagehot/exchange/spatial';
import { type AgentId, createLedger, type Day } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem, TradingPhase } from '@bagehot/ring';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { TRADER_KINDS } from '../scenario/scenario.js';
import { requireSnapshot } from '../snapshot-check.js';

/** How an exchange of goods goes with the rest of the day. */
export interface GoodsOptions {
  /**
   * Ticks of the exchange in a day, from 1.
   *
   * @defaultValue 1
   */
  readonly ticksPerDay?: number;
  /**
   * Money for debts due up to so many days ahead is not offered for goods.
   *
   * @defaultValue 0
   */
  readonly reserveDays?: number;
  /**
   * How much the exchange tells: trades and ticks, or more.
   *
   * @defaultValue 'minimal'
   */
  readonly level?: Exclude<EventLevel, 'off'>;
}

/** An exchange of goods as a phase of the ring's day. */
export interface ExchangeMarket extends TradingPhase {
  /** The exchange. It opens when the run begins. @throws SimError `INCOMPLETE_ECONOMY` before that */
  readonly exchange: Exchange;
}

/** The phase's own state in a run's snapshot; holdings are on the economy's ledger. */
interface ExchangeMarketSnapshot {
  readonly kind: 'exchange-market';
  readonly version: 1;
  readonly exchange: ExchangeSnapshot;
}

/**
 * An exchange of goods among the people of a ring, before settlement (one-economy specification, sections 2 and 8): person k of the exchange is `H<k>` on the ledger.
 * Who has defaulted takes part no longer, and keeps what it has.
 *
 * @param config - of the exchange. Money stands on the ledger; an endowment `M` comes on top, in minor units, from whoever issues the cash
 * @throws SimError `INVALID_OPTIONS`; ExchangeError with every problem of the configuration, `MONEY_SCALE_OFF_GRID` among them
 * @example
 * const goods = exchangeMarket(economy, { side: 4, rules: { regime: 'money_only' }, agents });
 * simulate(economy, world, { maxDays: 30, phases: [goods] });
 */
export function exchangeMarket(
  economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
  config: ExchangeConfig,
  options: GoodsOptions = {},
): ExchangeMarket {
  return new GoodsPhase(economy, config, options);
}

/** Is this phase an exchange of ours? */
export function isExchangeMarket(phase: TradingPhase): phase is ExchangeMarket {
  return phase instanceof GoodsPhase;
}

/** Name on the ledger of a person of the goods market. */
export function personName(id: number): AgentId {
  return `H${id}`;
}

/** {@link ExchangeMarket}: gives the exchange its ticks. */
class GoodsPhase implements ExchangeMarket {
  readonly name = 'goods';
  readonly #economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>;
  readonly #config: ExchangeConfig;
  readonly #level: Exclude<EventLevel, 'off'>;
  readonly #ticksPerDay: number;
  readonly #reserveDays: number;
  #exchange: Exchange | undefined;
  #day: Day = 0;
  #hasTraded = false;

  constructor(
    economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
    config: ExchangeConfig,
    { ticksPerDay = 1, reserveDays = 0, level = 'minimal' }: GoodsOptions,
  ) {
    requireCount('ticksPerDay', ticksPerDay, 1);
    requireCount('reserveDays', reserveDays, 0);
    this.#economy = economy;
    this.#config = config;
    this.#level = level;
    this.#ticksPerDay = ticksPerDay;
    this.#reserveDays = reserveDays;
    requireSound(config, quanta(economy.ledger).grid.decimals);
  }

  get exchange(): Exchange {
    if (this.#exchange !== undefined) return this.#exchange;
    throw new SimError(
      'INCOMPLETE_ECONOMY',
      { missing: 'exchange', reason: 'the run has not begun' },
      'the exchange opens when its run begins: give the phase to simulate first',
    );
  }

  init(system: RingSystem): void {
    this.#open(system, undefined);
  }

  trade(_system: RingSystem, day: Day): void {
    this.#day = day;
    this.#hasTraded = false;
    for (let tick = 0; tick < this.#ticksPerDay; tick++) this.exchange.runTick(day);
  }

  isQuiet(): boolean {
    return !this.#hasTraded;
  }

  snapshot(): ExchangeMarketSnapshot {
    return { kind: 'exchange-market', version: 1, exchange: this.exchange.snapshot() };
  }

  restore(system: RingSystem, state: object): void {
    const snapshot = state as ExchangeMarketSnapshot;
    requireSnapshot(snapshot, 'exchange-market');
    this.#open(system, snapshot.exchange);
  }

  #open(system: RingSystem, snapshot: ExchangeSnapshot | undefined): void {
    requirePeople(system, this.#config);
    const { ledger } = this.#economy;
    const ports: ExchangePorts = {
      ledger,
      events: { emit: (event) => this.#tell(event) },
      level: this.#level,
      snapshotInitial: false,
      agentName: personName,
      ...this.#people(system),
    };
    this.#exchange = createExchange(this.#config, ports, snapshot);
  }

  /** Who takes part, and with how much money: the living, with what they do not owe today and within the days of reserve. */
  #people(system: RingSystem): Required<Pick<ExchangePorts, 'takesPart' | 'withheld'>> {
    const { ledger, contracts } = this.#economy;
    const accounts = quanta(ledger);
    const cash = accounts.column('cash');
    const reader = liquidityReader({ ledger, contracts, asset: 'cash' }, { reserveDays: this.#reserveDays });
    const scale = moneyScaleOf(this.#config);
    const minor = 10n ** BigInt(accounts.grid.decimals) / BigInt(scale);
    const indices = new Map(this.#config.agents.map(({ id }) => [id, accounts.indexOf(personName(id))]));
    const indexOf = (id: number): number => indices.get(id) as number;
    return {
      takesPart: (id) => !system.quanta.hasDefaulted(indexOf(id)),
      withheld: (id, day) => {
        const person = indexOf(id);
        return Number(cash.get(person) / minor - reader.spare(person, day) / minor);
      },
    };
  }

  /** An exchange counts ticks; what it tells is told on the day they were played. */
  #tell(event: ExchangeEvent): void {
    if (event.kind === 'ExchangeTrade') this.#hasTraded = true;
    this.#economy.events.emit({ ...event, day: this.#day });
  }
}

function requireCount(field: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new SimError(
    'INVALID_OPTIONS',
    { field, reason: `not a whole number of at least ${least}` },
    `${field} must be a whole number of at least ${least}, but is ${value}`,
  );
}

/** Opens the same exchange on an empty ledger, so that a wrong configuration is refused where it is written and not on the first day. */
function requireSound(config: ExchangeConfig, moneyDecimals: number): void {
  createExchange(config, { ledger: createLedger({ moneyDecimals }), agentName: personName });
}

/** Everybody who trades is a household or firm of the world, and so can be sued for what it owes. */
function requirePeople({ ledger }: RingSystem, { agents }: ExchangeConfig): void {
  const accounts = quanta(ledger);
  const kinds: readonly (string | undefined)[] = TRADER_KINDS;
  const stranger = agents
    .map(({ id }) => personName(id))
    .find((name) => {
      const index = accounts.find(name);
      return index === -1 || !kinds.includes(accounts.kindOf(index));
    });
  if (stranger === undefined) return;
  throw new SimError(
    'INVALID_MARKET',
    { field: 'agents', reason: `${stranger} is no person of the world` },
    `agents of the exchange must be households or firms of the world, but ${stranger} is none`,
  );
}

/** Minor units in a unit of money. */
function moneyScaleOf({ rules }: ExchangeConfig): number {
  return createRules(rules).params.moneyScale;
}
