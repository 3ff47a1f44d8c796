import {
  createRules,
  type Good,
  type PurchaseLimit,
  type Rules,
  type RulesInput,
  type TradeCredit,
} from '@bagehot/exchange';
import {
  createExchange,
  type EventLevel,
  type Exchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangePorts,
  type ExchangeSnapshot,
} from '@bagehot/exchange/spatial';
import { createLedger, type Day, decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';
import type { EconomyPhase } from '../day/economy-phase.js';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { TRADER_KINDS } from '../scenario/scenario.js';
import { requireSnapshot } from '../snapshot-check.js';
import { GoodsFloor, personName } from './goods-floor.js';
import {
  type PurchaseLimitOptions,
  type PurchaseLimitTerms,
  readPurchaseLimit,
  spendingLimit,
  WealthLimits,
} from './purchase-limit.js';
import {
  creditTerms,
  requireTradeCredit,
  roomForCredit,
  type TradeCreditOptions,
  tradeCredit,
} from './trade-credit.js';

/** How an exchange of goods goes with the rest of the day. */
export interface GoodsOptions {
  /**
   * Ticks of the exchange in a day, from 1.
   *
   * @defaultValue 1
   */
  readonly ticksPerDay?: number | undefined;
  /**
   * Money for debts due up to so many days ahead is not offered for goods.
   *
   * @defaultValue 0
   */
  readonly reserveDays?: number | undefined;
  /**
   * How much the exchange tells: trades and ticks, or more.
   *
   * @defaultValue 'minimal'
   */
  readonly level?: Exclude<EventLevel, 'off'> | undefined;
  /** A financing mode that bounds what a buyer may spend; all the money it offers unless given. */
  readonly purchaseLimit?: PurchaseLimitOptions | undefined;
  /** Lets a buyer owe what its money does not cover; all is paid at once unless given. */
  readonly tradeCredit?: TradeCreditOptions | undefined;
}

/** An exchange of goods as a phase of the ring's day. */
export interface ExchangeMarket extends EconomyPhase {
  /** The exchange. It opens when the run begins. @throws SimError `INCOMPLETE_ECONOMY` before that */
  readonly exchange: Exchange;
}

/** The phase's own state in a run's snapshot; holdings are on the economy's ledger. */
interface ExchangeMarketSnapshot {
  readonly kind: 'exchange-market';
  readonly version: 1;
  readonly exchange: ExchangeSnapshot;
  /** What goods are reckoned at, in minor units; where a purchase limit needs it. */
  readonly prices?: readonly (readonly [Good, string])[];
}

/**
 * An exchange of goods among the people of a ring, before settlement (one-economy specification, sections 2 and 8): person k of the exchange is `H<k>` on the ledger.
 * Who has defaulted takes part no longer, and keeps what it has. Money for what is owed today is not offered; what is bought on credit is owed by a payable like any
 * other, which dealers may trade and the ring settles.
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

/** {@link ExchangeMarket}: gives the exchange its ticks. */
class GoodsPhase implements ExchangeMarket {
  readonly name = 'goods';
  readonly #economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>;
  readonly #config: ExchangeConfig;
  readonly #rules: Rules;
  readonly #level: Exclude<EventLevel, 'off'>;
  readonly #ticksPerDay: number;
  readonly #reserveDays: number;
  readonly #limit: PurchaseLimitTerms | undefined;
  readonly #credit: TradeCreditOptions | undefined;
  #exchange: Exchange | undefined;
  #floor: GoodsFloor | undefined;
  #wealth: WealthLimits | undefined;
  #day: Day = 0;
  #hasTraded = false;

  constructor(
    economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
    config: ExchangeConfig,
    { ticksPerDay = 1, reserveDays = 0, level = 'minimal', purchaseLimit, tradeCredit: credit }: GoodsOptions,
  ) {
    requireCount('ticksPerDay', ticksPerDay, 1);
    requireCount('reserveDays', reserveDays, 0);
    const { decimals } = quanta(economy.ledger).grid;
    this.#economy = economy;
    this.#config = config;
    this.#rules = createRules(config.rules);
    this.#level = level;
    this.#ticksPerDay = ticksPerDay;
    this.#reserveDays = reserveDays;
    const { goods, params } = this.#rules;
    this.#limit = purchaseLimit && readPurchaseLimit(purchaseLimit, { goods, moneyScale: params.moneyScale });
    this.#credit = credit;
    requireOnce(this.#rules, { purchaseLimit, tradeCredit: credit });
    if (credit !== undefined)
      requireTradeCredit(credit, purchaseLimit !== undefined || this.#rules.purchaseLimit !== undefined);
    const terms = credit && { ...creditTerms(credit, decimals), grant: () => '' };
    const rules = this.#rulesWith(purchaseLimit && { limit: () => 0 }, terms);
    requireSound({ ...config, rules }, decimals);
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

  trade(system: RingSystem, day: Day): void {
    this.#day = day;
    this.#hasTraded = false;
    for (let tick = 0; tick < this.#ticksPerDay; tick++) {
      this.#wealth?.begin(this.#present(system), day);
      this.exchange.runTick(day);
      this.#wealth?.end();
    }
  }

  isQuiet(): boolean {
    return !this.#hasTraded;
  }

  snapshot(): ExchangeMarketSnapshot {
    const prices = this.#wealth?.prices;
    return {
      kind: 'exchange-market',
      version: 1,
      exchange: this.exchange.snapshot(),
      ...(prices === undefined
        ? {}
        : { prices: Array.from(prices, ([good, price]) => [good, price.toFixed()] as const) }),
    };
  }

  restore(system: RingSystem, state: object): void {
    const snapshot = state as ExchangeMarketSnapshot;
    requireSnapshot(snapshot, 'exchange-market');
    this.#open(system, snapshot);
  }

  #open(system: RingSystem, snapshot: ExchangeMarketSnapshot | undefined): void {
    requirePeople(system, this.#config);
    const { ledger } = this.#economy;
    const { goods, params } = this.#rules;
    const ids = this.#config.agents.map(({ id }) => id);
    const market = { ids, goods, moneyScale: params.moneyScale, reserveDays: this.#reserveDays };
    const floor = new GoodsFloor(this.#economy, market);
    const prices = snapshot?.prices?.map(([good, price]) => [good, decimal(price)] as const);
    this.#floor = floor;
    this.#wealth = this.#limit && new WealthLimits(this.#limit, floor, prices && new Map(prices));
    const ports: ExchangePorts = {
      ledger,
      events: { emit: (event) => this.#tell(event) },
      level: this.#level,
      snapshotInitial: false,
      agentName: personName,
      takesPart: (id) => !system.quanta.hasDefaulted(floor.indexOf(id)),
      withheld: (id, day) => floor.withheld(id, day),
    };
    this.#exchange = createExchange({ ...this.#config, rules: this.#boundRules(floor) }, ports, snapshot?.exchange);
  }

  /** The rules with what bounds purchases here; as they are where nothing does. */
  #boundRules(floor: GoodsFloor): Rules | RulesInput {
    const { purchaseLimit: own, params } = this.#rules;
    const credit = this.#credit;
    const today = (): Day => this.#day;
    if (this.#wealth === undefined && credit === undefined) return this.#rules;
    const room = credit && roomForCredit(credit, floor, today);
    return this.#rulesWith(
      spendingLimit({ wealth: this.#wealth, own, room }),
      credit && tradeCredit(credit, floor, params.moneyScale, this.#economy.events, today),
    );
  }

  #rulesWith(purchaseLimit: PurchaseLimit | undefined, credit: TradeCredit | undefined): RulesInput {
    const { goods, regime, moneyMode, registry, params, ...own } = this.#rules;
    return {
      goods,
      regime,
      moneyMode,
      registry,
      params,
      purchaseLimit: purchaseLimit ?? own.purchaseLimit ?? (credit && { limit: () => 0 }),
      tradeCredit: credit ?? own.tradeCredit,
    };
  }

  /** Those who have not defaulted. */
  #present(system: RingSystem): readonly number[] {
    const floor = this.#floor as GoodsFloor;
    return this.#config.agents.map(({ id }) => id).filter((id) => !system.quanta.hasDefaulted(floor.indexOf(id)));
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

/** What bounds purchases is said in one place. */
function requireOnce(rules: Rules, options: Pick<GoodsOptions, 'purchaseLimit' | 'tradeCredit'>): void {
  for (const field of ['purchaseLimit', 'tradeCredit'] as const)
    if (rules[field] !== undefined && options[field] !== undefined)
      throw new SimError(
        'INVALID_OPTIONS',
        { field, reason: 'given twice' },
        `${field} must be given in the options or in the rules of the exchange, but is given in both`,
      );
}

/** Opens the same exchange on an empty ledger, so that a wrong configuration is refused where it is written and not on the first day. */
function requireSound(config: ExchangeConfig, moneyDecimals: number): void {
  createExchange(config, { ledger: createLedger({ moneyDecimals }), agentName: personName });
}

/** Everybody who trades is a household or firm of the world, and so can be held to what it owes. */
function requirePeople({ ledger }: RingSystem, { agents }: ExchangeConfig): void {
  const accounts = quanta(ledger);
  const kinds: readonly (string | undefined)[] = TRADER_KINDS;
  const stranger = agents.find(({ id }) => {
    const index = accounts.find(personName(id));
    return index === -1 || !kinds.includes(accounts.kindOf(index));
  });
  if (stranger === undefined) return;
  const name = personName(stranger.id);
  throw new SimError(
    'INVALID_MARKET',
    { field: 'agents', reason: `${name} is no person of the world` },
    `agents of the exchange must be households or firms of the world, but ${name} is none`,
  );
}
