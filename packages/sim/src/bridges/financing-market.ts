import {
  createSpatialEconomy,
  type FinancingConfig,
  type FinancingEvent,
  type FinancingSnapshot,
  financingInvariants,
  type SettlementPolicy,
  type SpatialEconomy,
  tradeCredit,
} from '@bagehot/financing';
import type { ContractId, Day, DecimalInput, EventSink, Invariant, Violation } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem, TradingPhase } from '@bagehot/ring';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { TRADER_KINDS } from '../scenario/scenario.js';
import { requireSnapshot } from '../snapshot-check.js';
import { personName } from './goods-floor.js';
import { type CreditOptions, type CreditTerms, type RoundCredit, readCreditTerms } from './round-credit.js';
import { RoundLedger } from './round-ledger.js';

/** How rounds of goods go with the rest of the day. */
export interface FinancingMarketOptions extends CreditOptions {
  /**
   * What is bought beyond one's sales is paid in money, and owed where money does not suffice.
   *
   * @defaultValue it is settled in kind, in the round itself
   */
  readonly tradeCredit?: RoundCredit | undefined;
  /**
   * Money for debts due up to so many days ahead is not spent on goods.
   *
   * @defaultValue 0
   */
  readonly reserveDays?: number | undefined;
  /**
   * Money for one unit of the numeraire.
   *
   * @defaultValue 1
   */
  readonly numerairePrice?: DecimalInput | undefined;
  /** Receives every round, such as a log or metrics of the financing package. */
  readonly rounds?: EventSink<FinancingEvent> | undefined;
}

/** Rounds of goods as a phase of the ring's day. */
export interface FinancingMarket extends TradingPhase {
  /** The people with their goods. They come together when the run begins. @throws SimError `INCOMPLETE_ECONOMY` before that */
  readonly financing: SpatialEconomy;
}

/** The phase's own state in a run's snapshot; goods, money and debts are on the economy's ledger. */
interface FinancingMarketSnapshot {
  readonly kind: 'financing-market';
  readonly version: 1;
  readonly financing: FinancingSnapshot;
  /** Open debts of earlier rounds, in the order in which they arose. */
  readonly promised: readonly ContractId[];
}

/**
 * A financing economy among the people of a ring, one round a day before settlement (one-economy specification, sections 2 and 8): person k is `H<k>` on the ledger, and
 * what it keeps at home belongs to `H<k>/home`. Who has defaulted takes part no longer, and keeps what it has.
 *
 * With trade credit debts of a round are paid with the money that debtors can spare, and become payables where it does not suffice. Who is short of money for what it
 * owes today buys for no more than it sells. What somebody still owes from earlier rounds lowers the wealth its purchases are bounded by.
 *
 * @param config - of the financing economy; a run goes on for as long as the ring does
 * @throws SimError `INVALID_OPTIONS`; FinancingError with every problem of the configuration
 * @example
 * const goods = financingMarket(economy, { agents, grid, mode: 'TOTAL_WEALTH', loadFraction: '0.5' }, { tradeCredit: { termDays: 5 } });
 * simulate(economy, world, { maxDays: 30, phases: [goods] });
 */
export function financingMarket(
  economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
  config: FinancingConfig,
  options: FinancingMarketOptions = {},
): FinancingMarket {
  return new RoundPhase(economy, config, options);
}

/** {@link FinancingMarket}: gives the people their round. */
class RoundPhase implements FinancingMarket {
  readonly name = 'goods';
  readonly invariants: readonly Invariant<RingSystem>[];
  readonly #economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>;
  readonly #config: FinancingConfig;
  readonly #rounds: EventSink<FinancingEvent> | undefined;
  readonly #terms: CreditTerms | undefined;
  #open: { readonly financing: SpatialEconomy; readonly books: RoundLedger | undefined } | undefined;
  #hasTraded = false;

  constructor(
    economy: Pick<Economy, 'ledger' | 'contracts' | 'events'>,
    config: FinancingConfig,
    options: FinancingMarketOptions,
  ) {
    this.#economy = economy;
    this.#config = config;
    this.#rounds = options.rounds;
    this.#terms = readCreditTerms(options, quanta(economy.ledger).grid);
    if (this.#terms !== undefined && config.settlement !== undefined)
      throw new SimError(
        'INVALID_OPTIONS',
        { field: 'tradeCredit', reason: 'there is a settlement already' },
        'tradeCredit must be left out where the configuration has a settlement of its own',
      );
    this.invariants = financingInvariants.map(
      ({ name, check }): Invariant<RingSystem> => ({
        name: `goods: ${name}`,
        check: (): Violation | undefined => check(this.financing.audit()),
      }),
    );
    // A wrong configuration is refused where it is written, and not when the run begins: the same people on a ledger of their own.
    createSpatialEconomy(this.#configWith(undefined), { agentName: personName });
  }

  get financing(): SpatialEconomy {
    return this.#opened.financing;
  }

  get #opened(): { readonly financing: SpatialEconomy; readonly books: RoundLedger | undefined } {
    if (this.#open !== undefined) return this.#open;
    throw new SimError(
      'INCOMPLETE_ECONOMY',
      { missing: 'goods market', reason: 'the run has not begun' },
      'people come together for trade when their run begins: give the phase to simulate first',
    );
  }

  init(system: RingSystem): void {
    this.#begin(system, undefined);
  }

  trade(_system: RingSystem, day: Day): void {
    this.#hasTraded = false;
    const { clearing } = this.financing.runRound(day).market;
    this.#hasTraded = clearing?.volume.some((volume) => volume > 0n) ?? false;
  }

  isQuiet(): boolean {
    return !this.#hasTraded;
  }

  snapshot(): FinancingMarketSnapshot {
    const { financing, books } = this.#opened;
    return {
      kind: 'financing-market',
      version: 1,
      financing: financing.snapshot(),
      promised: books?.openPromises() ?? [],
    };
  }

  restore(system: RingSystem, state: object): void {
    const snapshot = state as FinancingMarketSnapshot;
    requireSnapshot(snapshot, 'financing-market');
    this.#begin(system, snapshot);
  }

  #begin(system: RingSystem, snapshot: FinancingMarketSnapshot | undefined): void {
    const { ledger } = this.#economy;
    const people = peopleOf(system, this.#config);
    const books = this.#terms && new RoundLedger(this.#economy, people, this.#terms, snapshot?.promised ?? []);
    const financing = createSpatialEconomy(
      this.#configWith(books),
      {
        ledger,
        agentName: personName,
        takesPart: (id) => !system.quanta.hasDefaulted(people.get(id) as number),
        ...(this.#rounds === undefined ? {} : { events: this.#rounds }),
      },
      snapshot?.financing,
    );
    this.#open = { financing, books };
  }

  #configWith(books: RoundLedger | undefined): FinancingConfig {
    const terms = this.#terms;
    if (terms === undefined) return this.#config;
    const settlement: SettlementPolicy = tradeCredit(
      terms,
      books ?? { ...NO_BOOKS, moneyDecimals: terms.moneyDecimals },
    );
    return { ...this.#config, settlement };
  }
}

/** For a configuration that is only read. */
const NO_BOOKS: Parameters<typeof tradeCredit>[1] = {
  moneyDecimals: 0,
  spare: () => 0n,
  pay: () => {},
  owe: () => {},
};

/** Everybody who trades, by id: a household or firm of the world, which can be sued for what it owes. */
function peopleOf({ ledger }: RingSystem, { agents }: FinancingConfig): ReadonlyMap<number, number> {
  const accounts = quanta(ledger);
  const kinds: readonly (string | undefined)[] = TRADER_KINDS;
  return new Map(
    agents.map(({ id }) => {
      const name = personName(id);
      const index = accounts.find(name);
      if (index !== -1 && kinds.includes(accounts.kindOf(index))) return [id, index] as const;
      throw new SimError(
        'INVALID_MARKET',
        { field: 'agents', reason: `${name} is no person of the world` },
        `agents of the goods market must be households or firms of the world, but ${name} is none`,
      );
    }),
  );
}
