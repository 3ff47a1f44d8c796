import type { CallMarketSnapshot, FacilitiesSnapshot, LoanSnapshot, SessionSnapshot } from '@bagehot/central-bank';
import {
  assertInvariants,
  type Day,
  type Decimal,
  type EventSink,
  type Invariant,
  type JournalEntry,
} from '@bagehot/kernel';
import { type Accounts, type JournalRow, quanta, toQuanta } from '@bagehot/kernel/quanta';
import { isLendingWindow } from '../bridges/lending-window.js';
import { isOvernightMarket } from '../bridges/overnight-market.js';
import type { SimEvent } from '../economy.js';
import type { RunOptions, RunView } from '../simulate.js';
import { dailyInvariants, economyInvariants } from './economy-invariants.js';
import type { AssetFlow, EconomyState, JournalPart } from './economy-state.js';
import { RepaymentBook } from './repayment-book.js';
import { SettlementBook } from './settlement-book.js';
import { ShadowBooks } from './shadow-books.js';

/** What else may happen in an economy with phases of one's own. */
export interface EconomyLawOptions {
  /** Further reasons for which money may come from its issuer or go back to it, beside those of the one-economy specification (E5). */
  readonly moneyReasons?: readonly string[];
  /** The same for goods (E6). */
  readonly goodsReasons?: readonly string[];
  /** Laws of one's own, looked at as often as the economy's. */
  readonly invariants?: readonly Invariant<EconomyState>[];
}

/** Why money comes from its issuer, or goes back to it. */
const MONEY_REASONS: readonly string[] = [
  'opening',
  'endowment',
  'CashMinted',
  'ReservesMinted',
  'CapitalInjected',
  'OpenMarketOperation',
  'FacilityLending',
  'FacilityRepayment',
  'FacilityDeposit',
  'FacilityDepositReturn',
  // What custody is paid in other money, such as deposits, becomes the market's.
  'CustodyExchange',
  // What the central bank is paid as a holder, and what it pays for paper it buys.
  'settlement',
  'clearing',
  'estate',
  'trade',
  // Legacy markets without a counterparty.
  'minted',
  'burned',
];

/** Why goods come from nature, or go back to it. */
const GOODS_REASONS: readonly string[] = ['endowment', 'harvest', 'consumption', 'load'];

/** A run that is watched: what the laws look at, and where they are looked at. */
export class EconomyWatch implements EconomyState {
  readonly #run: RunView;
  readonly #accounts: Accounts;
  readonly #options: EconomyLawOptions;
  readonly #flows: Map<string, { readonly opening: bigint; readonly byReason: Map<string, bigint> }> = new Map();
  readonly #told: Map<string, bigint> = new Map();
  readonly #books: ShadowBooks;
  readonly #settlements: SettlementBook;
  readonly #repayments: RepaymentBook;
  #markets: readonly CallMarketSnapshot[] | undefined;
  readonly #stop: readonly (() => void)[];
  /** Where the last look at the journal ended, and the state there; undefined where no journal is kept. */
  #looked:
    | {
        readonly rows: number;
        /** Has yielded that many. */
        readonly entries: Iterator<JournalEntry>;
        readonly state: Omit<JournalPart, 'entries'>;
      }
    | undefined;
  day: Day;
  phase = 'start';
  settledUntil: Day;
  isCutShort = false;

  constructor(run: RunView, options: EconomyLawOptions = {}) {
    const { economy, system } = run;
    this.#run = run;
    this.#options = options;
    this.#accounts = quanta(economy.ledger);
    this.#books = new ShadowBooks(this.#accounts, quanta(economy.contracts));
    this.#settlements = new SettlementBook(this.#accounts);
    this.#repayments = new RepaymentBook(this.#accounts, quanta(economy.contracts));
    this.day = system.day;
    this.settledUntil = system.day - 1;
    for (let asset = 0; asset < this.#accounts.assetCount; asset++) {
      const column = this.#accounts.columnAt(asset);
      this.#flow(asset, -column.get(column.issuer));
    }
    if (economy.ledger.journal.length > 0) this.#look();
    const told: EventSink<SimEvent> = { emit: (event) => this.#tell(event) };
    this.#stop = [this.#accounts.observe((row) => this.#see(row)), economy.observe(told)];
  }

  get ledger(): EconomyState['ledger'] {
    return this.#run.economy.ledger;
  }

  get contracts(): EconomyState['contracts'] {
    return this.#run.economy.contracts;
  }

  get flows(): ReadonlyMap<string, AssetFlow> {
    return this.#flows;
  }

  get told(): ReadonlyMap<string, bigint> {
    return this.#told;
  }

  get callLoans(): readonly LoanSnapshot[] | undefined {
    const markets = this.#callMarkets();
    return markets.length === 0 ? undefined : markets.flatMap(({ loans }) => loans);
  }

  get sessions(): readonly SessionSnapshot[] {
    return this.#callMarkets().flatMap(({ last }) => last ?? []);
  }

  get facilities(): readonly FacilitiesSnapshot[] {
    return this.#run.phases.filter(isLendingWindow).map(({ facilities }) => facilities.snapshot());
  }

  get journal(): JournalPart | null {
    const looked = this.#looked;
    if (looked === undefined) return null;
    return { ...looked.state, entries: nextOf(looked.entries, this.ledger.journal.length - looked.rows) };
  }

  untold(): string | undefined {
    return this.#books.difference();
  }

  misPaid(): string | undefined {
    const twice = this.#repayments.difference();
    if (twice !== undefined) return twice;
    for (let asset = 0; asset < this.#accounts.assetCount; asset++)
      if (this.#accounts.columnAt(asset).name.startsWith('deposit/')) return undefined;
    return this.#settlements.difference();
  }

  hasDefaulted(agent: number): boolean {
    return this.#run.system.quanta.hasDefaulted(agent);
  }

  isReason(asset: string, reason: string): boolean {
    const { moneyReasons = [], goodsReasons = [] } = this.#options;
    const [usual, own] = asset.startsWith('good/') ? [GOODS_REASONS, goodsReasons] : [MONEY_REASONS, moneyReasons];
    return usual.includes(reason) || own.includes(reason);
  }

  /**
   * Checks the laws that hold after every part of a day.
   *
   * @param phase - what has just ended, as `afterPhase` is told
   * @throws KernelError `INVARIANT_VIOLATED` with the first law that does not hold
   */
  check(phase: string, day: Day): void {
    this.phase = phase;
    this.day = day;
    this.#markets = undefined;
    if (phase === 'B3') this.settledUntil = day;
    assertInvariants<EconomyState>(this, economyInvariants);
    assertInvariants<EconomyState>(this, this.#options.invariants ?? []);
  }

  /**
   * Checks those that are looked at once a day, too: that the journal tells all that has happened.
   *
   * @throws KernelError `INVARIANT_VIOLATED` with the first law that does not hold
   */
  checkDay(day: Day): void {
    this.isCutShort = this.settledUntil < day;
    this.check('day', day);
    assertInvariants<EconomyState>(this, dailyInvariants);
    if (this.#looked !== undefined) this.#look();
  }

  /** Stops watching. */
  stop(): void {
    for (const stop of this.#stop) stop();
  }

  /** What the markets know, told once for all laws that ask. */
  #callMarkets(): readonly CallMarketSnapshot[] {
    this.#markets ??= this.#run.phases.filter(isOvernightMarket).map(({ parts }) => parts.callMarket.snapshot());
    return this.#markets;
  }

  #look(): void {
    const { ledger, contracts } = this.#run.economy;
    const rows = ledger.journal.length;
    const entries = this.#looked?.entries ?? ledger.journal[Symbol.iterator]();
    // The journal is read once: from where the last look ended.
    for (const _ of nextOf(entries, this.#looked === undefined ? rows : 0));
    this.#looked = { rows, entries, state: { ledger: ledger.snapshot(), contracts: contracts.snapshot() } };
  }

  /** @param opening - of an asset that is declared later: nothing of it was there before */
  #flow(asset: number, opening = 0n): Map<string, bigint> {
    const { name } = this.#accounts.columnAt(asset);
    const known = this.#flows.get(name);
    if (known !== undefined) return known.byReason;
    const byReason: Map<string, bigint> = new Map();
    this.#flows.set(name, { opening, byReason });
    return byReason;
  }

  #see(row: JournalRow): void {
    this.#books.see(row);
    this.#settlements.see(row);
    this.#repayments.see(row);
    if (row.op !== 'transfer') return;
    const { issuer } = this.#accounts.columnAt(row.asset);
    if (row.from !== issuer && row.to !== issuer) return;
    add(this.#flow(row.asset), this.#accounts.labelText(row.label), row.from === issuer ? row.amount : -row.amount);
  }

  #tell(event: SimEvent): void {
    this.#settlements.tell(event);
    this.#repayments.tell(event);
    switch (event.kind) {
      case 'CashMinted':
        this.#say(event.source === 'capital' ? 'CapitalInjected' : event.kind, event.amount);
        break;
      case 'ReservesMinted':
      case 'FacilityLending':
        this.#say(event.kind, event.amount);
        break;
      case 'FacilityDeposit':
        this.#say(event.kind, event.amount.neg());
        break;
      case 'OpenMarketOperation':
        this.#say(event.kind, event.cash);
        break;
      default:
    }
  }

  #say(reason: string, amount: Decimal): void {
    add(this.#told, reason, toQuanta(this.#accounts.grid, amount));
  }
}

function add(sums: Map<string, bigint>, reason: string, amount: bigint): void {
  sums.set(reason, (sums.get(reason) ?? 0n) + amount);
}

/** So many of what is next. */
function* nextOf<T>(items: Iterator<T>, count: number): Generator<T, void, undefined> {
  for (let k = 0; k < count; k++) {
    const { value, done } = items.next();
    if (done === true) return;
    yield value;
  }
}

/** What a run has to be told so that every law is looked at after every part of every day. */
export type EconomyLaws = Required<Pick<RunOptions, 'onStart' | 'afterPhase' | 'onDay'>>;

/**
 * Checks every law of the one-economy specification, section 12, after every part of every day of a run: to be spread into the options of `simulate` or `runScenario`.
 * The journal is replayed once a day where the economy keeps one (`journal: 'full'`). One value serves one run.
 *
 * @throws KernelError `INVARIANT_VIOLATED`, out of the run, with the first law that does not hold: which one, after which phase, on which day
 * @example
 * simulate(economy, world, { maxDays: 30, phases, ...checkEconomy() });
 */
export function checkEconomy(options: EconomyLawOptions = {}): EconomyLaws {
  let watch: EconomyWatch | undefined;
  return {
    onStart(run) {
      watch?.stop();
      watch = new EconomyWatch(run, options);
    },
    afterPhase(phase, day) {
      watch?.check(phase, day);
    },
    onDay(day) {
      watch?.checkDay(day);
    },
  };
}
