import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import { readTick, setDay } from '../call-market/ticks.js';
import { readAmount } from '../input-reading.js';
import { type Money, moneyOf } from '../money.js';
import type { AmountInput } from '../numbers.js';
import type { CentralBank, FacilityPositions } from '../protocols/central-bank.js';
import type { Collateral } from '../protocols/collateral.js';
import type {
  FacilityAccount,
  FacilityDepositResult,
  FacilityFigures,
  FacilityLendingResult,
  FacilitySettlement,
  Recourse,
  RecourseSession,
  ResultOptions,
  ReturnedDeposit,
  SettledFacilityLoan,
} from '../protocols/facilities.js';
import type { MoneyMarketPorts, MoneyMarketWarning } from '../protocols/ports.js';
import { type FacilitiesSnapshot, facilitiesSnapshot, readFacilitiesSnapshot } from './facilities-snapshot.js';
import { dueOf, type FacilityRecord } from './facility-book.js';
import { FacilityConditions, type RateUnits } from './facility-conditions.js';
import { depositId, FacilityDeposits } from './facility-deposits.js';
import { FacilityDesk } from './facility-desk.js';
import { facilityFigures, facilityPositions } from './facility-figures.js';
import { readCustomer, requireReserves } from './facility-input.js';
import { FacilityLending } from './facility-lending.js';
import { FacilityRecourse } from './facility-recourse.js';
import { FacilityRepayments, loanId } from './facility-repayments.js';
import { type FacilitiesConfig, readFacilityTerms } from './facility-terms.js';
import { MarginCalls } from './margin-calls.js';
import { OutsideSettlement } from './outside-settlement.js';

/** What standing facilities need. */
export interface FacilityPorts extends MoneyMarketPorts {
  /** Whose rate the corridor lies around. */
  readonly centralBank: Pick<CentralBank, 'getPolicyRate'>;
  /** Security for loans. Without it everybody may borrow any amount, and a warning says so. */
  readonly collateral?: Collateral;
}

/** What deposits earn and the next loan costs now. */
export interface FacilityRates {
  readonly policyRate: Decimal;
  readonly floor: Decimal;
  readonly ceiling: Decimal;
}

/**
 * The central bank's standing facilities: it lends at the ceiling of the corridor, against security if any is asked for, and takes deposits at the floor.
 * Balances are the ledger's, loans and deposits are contracts of the register; whatever fails changes neither them nor the facilities.
 *
 * @see central bank specification, section 11.1
 */
export class StandingFacilities {
  readonly #money: Money;
  readonly #ports: FacilityPorts;
  readonly #desk: FacilityDesk;
  readonly #repayments: FacilityRepayments;
  readonly #lending: FacilityLending;
  readonly #deposits: FacilityDeposits;
  readonly #recourse: FacilityRecourse;
  readonly #margins: MarginCalls;
  readonly #outside: OutsideSettlement;
  readonly #conditions: FacilityConditions;

  /** @throws InvalidConfigError with every problem found */
  constructor(config: FacilitiesConfig, ports: FacilityPorts) {
    const money = moneyOf(ports);
    const terms = readFacilityTerms(config, money.grid);
    this.#money = money;
    this.#ports = ports;
    this.#conditions = new FacilityConditions(money, terms, ports.centralBank);
    this.#desk = new FacilityDesk(money, terms, ports.collateral, ports.events);
    this.#repayments = new FacilityRepayments(this.#desk);
    this.#lending = new FacilityLending(this.#desk, this.#repayments);
    this.#deposits = new FacilityDeposits(this.#desk);
    this.#recourse = new FacilityRecourse(this.#desk, {
      lend: (agent, units) => this.#lend(agent, units),
      take: (agent, units, rate) => this.#deposits.take(agent, units, rate),
      accept: (agent, units, rate) => this.#deposits.accept(agent, units, rate),
      depositRate: () => this.#rates().floor,
    });
    this.#margins = new MarginCalls(this.#desk);
    this.#outside = new OutsideSettlement(this.#desk, this.#repayments);
  }

  /** What the facilities had to assume. */
  get warnings(): readonly MoneyMarketWarning[] {
    if (this.#ports.collateral !== undefined || this.#desk.terms.cap === 0n) return [];
    return [{ code: 'UNSECURED_LENDING', message: 'the central bank lends without security', key: 'collateral' }];
  }

  /** What deposits earn and the next loan costs now. */
  rates(): FacilityRates {
    const { policyRate, floor, ceiling } = this.#rates();
    const desk = this.#desk;
    return { policyRate: desk.rate(policyRate), floor: desk.rate(floor), ceiling: desk.rate(ceiling) };
  }

  /** What an agent may still borrow by its pledges, its loans due left out; null where no security is asked for. @throws InvalidAgentIDError */
  headroom(agentId: AgentId): Decimal | null {
    const room = this.#lending.headroom(readCustomer(this.#money, agentId));
    return room === undefined ? null : this.#desk.amount(room);
  }

  /**
   * Lends to an agent as far as its pledges, the cap and a freeze allow. A new loan first pays those of the agent's loans that are due.
   *
   * @throws InvalidAgentIDError, InvalidAmountError
   */
  lend(agentId: AgentId, amount: AmountInput): FacilityLendingResult {
    const agent = readCustomer(this.#money, agentId);
    const units = readAmount('amount', amount, this.#money.grid);
    return this.#money.accounts.transaction(() => this.#lend(agent, units));
  }

  /** Takes a deposit. @throws InvalidAgentIDError, InvalidAmountError, InsufficientReservesError */
  deposit(agentId: AgentId, amount: AmountInput): FacilityDepositResult {
    const agent = readCustomer(this.#money, agentId);
    const units = readAmount('amount', amount, this.#money.grid);
    requireReserves(this.#money, agent, units);
    return this.#money.accounts.transaction(() => this.#deposits.take(agent, units, this.#rates().floor));
  }

  /**
   * Opens the facilities after a session: lends what borrowers did not get and takes what lenders could not lend, as far as the configuration has it. One
   * transaction. Before the first session (null) there is nothing to do, nor for a session that was answered before, or held in another tick.
   */
  recourse(session: RecourseSession | null, { results = true }: ResultOptions = {}): Recourse {
    return this.#money.accounts.transaction(() => this.#recourse.answer(session, results));
  }

  /**
   * Begins a tick, before the call market does: deposits due are paid out, loans due are repaid or end in pledges and losses, security that was called for and
   * not brought is sold, and security is called for where it is missing now. In an economy whose ring settles loans, use the parts of it instead.
   *
   * @param tick - the clock's unless given; without a clock, the ledger's day, which is set to it
   * @throws InvalidTickError for a tick in the past, or another one than the clock's
   */
  beginTick(tick?: number): FacilitySettlement {
    const { accounts } = this.#money;
    const rules = { money: this.#money, clock: this.#ports.clock, term: this.#desk.terms.term };
    const now = readTick(rules, tick, -1);
    return accounts.transaction(() => {
      setDay(rules, now);
      const deposits = this.#deposits.payOut().map((record) => this.#deposits.returned(record));
      const due = this.#dueBy(now);
      const loans = due.map((record) => this.#repayments.settle(record));
      this.#repayments.release(due);
      return this.#report(deposits, [...loans, ...this.#closeOut()]);
    });
  }

  /** Pays out the deposits that are due. */
  payDeposits({ results = true }: ResultOptions = {}): readonly ReturnedDeposit[] {
    const paid = this.#money.accounts.transaction(() => this.#deposits.payOut());
    return results ? paid.map((record) => this.#deposits.returned(record)) : [];
  }

  /**
   * Repays an agent's loans before they are due, in their order.
   *
   * @returns what was paid: no more than is owed
   * @throws InvalidAgentIDError, InvalidAmountError, InsufficientReservesError
   */
  repay(agentId: AgentId, amount: AmountInput): Decimal {
    const agent = readCustomer(this.#money, agentId);
    const records = this.#desk.loans.of(agent);
    const owed = records.reduce((sum, record) => sum + dueOf(record), 0n);
    const wanted = readAmount('amount', amount, this.#money.grid);
    const units = wanted < owed ? wanted : owed;
    requireReserves(this.#money, agent, units);
    this.#money.accounts.transaction(() => {
      this.#repayments.pay(records, units, agent);
      this.#repayments.release(records);
    });
    return this.#desk.amount(units);
  }

  /**
   * Where a ring settles: before a debtor's money is shared out, its pledges pay what its loans have due, and what is over goes back. That may cure a shortfall.
   *
   * @returns what was covered
   */
  coverDues(agentId: AgentId): Decimal {
    const agent = readCustomer(this.#money, agentId);
    return this.#desk.amount(this.#money.accounts.transaction(() => this.#outside.coverDues(agent)));
  }

  /** Where a ring settles: passes on what `CB/custody` was paid on a pledged claim, to the loans it stands for and then to the pledger. */
  collected(contract: ContractId, amount: AmountInput): void {
    const units = readAmount('amount', amount, this.#money.grid);
    this.#money.accounts.transaction(() => this.#outside.collected(contract, units));
  }

  /** Where a ring shares out what defaulted agents leave: passes on what `CB/custody` got of it. */
  collectedBeside(): void {
    this.#money.accounts.transaction(() => this.#outside.collectedBeside());
  }

  /**
   * Where a ring has settled a loan: pledges stand for what was not paid, and what they do not cover is the central bank's loss. If the contract still stands, it is
   * removed.
   *
   * @returns null when the contract is none of an open loan
   * @throws InvalidAmountError
   */
  recordSettlement(contract: ContractId, paid: AmountInput): SettledFacilityLoan | null {
    const { accounts, register, grid } = this.#money;
    const units = readAmount('paid', paid, grid);
    return accounts.transaction(() => this.#outside.record(register.find(contract), units));
  }

  /** Where a ring has settled, after every loan paid is recorded: ends the loans that were written off, and calls for security where it is missing. */
  reconcile(): FacilitySettlement {
    return this.#money.accounts.transaction(() => {
      const gone = this.#outside.reconcile();
      return this.#report([], [...gone, ...this.#closeOut()]);
    });
  }

  /** Calls for security where pledges have lost value: to be brought by the next tick. `beginTick` and `reconcile` do it too. */
  callMargins(): FacilitySettlement['marginCalls'] {
    return this.#money.accounts.transaction(() => this.#callMargins());
  }

  /** Refuses all lending from a tick on, from now unless given. @throws InvalidTickError */
  freeze(tick: number = this.#money.tick()): void {
    this.#conditions.freeze(tick);
  }

  /** Lends again. */
  unfreeze(): void {
    this.#conditions.freeze(null);
  }

  /** Tells a dynamic corridor the share of defaults there was; from 0 to 1. @throws InvalidRateError */
  observeDefaults(share: AmountInput): void {
    this.#conditions.observe(share);
  }

  /** Open loans, in order of origin. */
  openLoans(): readonly FacilityAccount[] {
    return this.#desk.loans.all().map((record) => this.#desk.account(record, loanId(record)));
  }

  /** Open deposits, in order of origin. */
  openDeposits(): readonly FacilityAccount[] {
    return this.#desk.deposits.all().map((record) => this.#desk.account(record, depositId(record)));
  }

  /** What the facilities came to so far. */
  figures(): FacilityFigures {
    return facilityFigures(this.#desk);
  }

  /** What the central bank's balance sheet tells of the facilities: by agent, in the ledger's order. */
  positions(): FacilityPositions {
    return facilityPositions(this.#desk);
  }

  /** The state beside ledger and register, pledges included, as plain JSON. */
  snapshot(): FacilitiesSnapshot {
    const { answered } = this.#recourse;
    return facilitiesSnapshot(this.#desk, { ...this.#conditions.state, marginCalls: this.#margins.open, answered });
  }

  /** Takes up the state of a snapshot, on the ledger and register it belongs to. @throws SnapshotError; nothing is changed then */
  restore(snapshot: unknown): void {
    const { collateral } = this.#ports;
    const state = readFacilitiesSnapshot(snapshot, this.#money, collateral !== undefined);
    collateral?.restore(state.collateral);
    this.#desk.loans.restore(state.loans.open, state.loans.next);
    this.#desk.deposits.restore(state.deposits.open, state.deposits.next);
    this.#desk.memo.restore(state.memo);
    this.#margins.restore(state.marginCalls);
    this.#recourse.answered = state.answered;
    this.#conditions.restore(state);
  }

  #rates(): RateUnits {
    return this.#conditions.rates(this.#desk.loans.total);
  }

  #lend(agent: number, units: bigint): FacilityLendingResult {
    return this.#lending.lend(agent, units, this.#rates().ceiling, this.#conditions.frozen);
  }

  /** Those who were called and brought nothing: their loans end in pledges and losses. */
  #closeOut(): SettledFacilityLoan[] {
    const { loans } = this.#desk;
    const records = this.#margins.unmet().flatMap((agent) => loans.of(agent));
    const ended = records.map((record) => this.#repayments.end(record, 0n));
    this.#repayments.release(records);
    return ended;
  }

  #report(deposits: readonly ReturnedDeposit[], loans: readonly SettledFacilityLoan[]): FacilitySettlement {
    return { tick: this.#money.tick(), deposits, loans, marginCalls: this.#callMargins() };
  }

  #callMargins(): FacilitySettlement['marginCalls'] {
    return this.#margins.check().map(([agent, missing]) => ({
      agentId: this.#desk.name(agent),
      amount: this.#desk.amount(missing),
    }));
  }

  #dueBy(tick: number): FacilityRecord[] {
    return this.#desk.loans.all().filter(({ dueTick }) => dueTick <= tick);
  }
}

/**
 * Opens the central bank's standing facilities.
 *
 * @param from - a snapshot to continue from; it brings its pledges along
 * @throws InvalidConfigError with every problem found
 * @throws SnapshotError
 * @example
 * const pool = createCollateralPool({}, ports);
 * const facilities = createStandingFacilities({ ...facilityRegimes.corridor }, { ...ports, centralBank, collateral: pool });
 * market.processMarketClearing(centralBank.getPolicyRate().rate);
 * facilities.recourse(market.lastClearing());
 */
export function createStandingFacilities(
  config: FacilitiesConfig,
  ports: FacilityPorts,
  from?: FacilitiesSnapshot,
): StandingFacilities {
  const facilities = new StandingFacilities(config, ports);
  if (from !== undefined) facilities.restore(from);
  return facilities;
}
