import type { CallMarketService, CentralBank, Source, StandingFacilities } from '@bagehot/central-bank';
import { type AgentId, type ContractId, type Day, type Decimal, min, ZERO } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { DaySettlement, RingSystem, TradingPhase } from '@bagehot/ring';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import { isStateless, requireSnapshot } from '../snapshot-check.js';
import { LiquidityPlans, type PlanFacts } from './liquidity-plans.js';
import { OvernightFloor } from './overnight-floor.js';
import { type OvernightOptions, type OvernightTerms, readOvernight, type Shortfall } from './overnight-options.js';

/** The services behind a market for overnight money. The call market settles `netted`, and its money is that of the options. */
export interface OvernightParts {
  readonly centralBank: CentralBank;
  readonly callMarket: CallMarketService;
  /** Its ceiling bounds what those who compare expect a loan to cost. */
  readonly facilities?: Pick<StandingFacilities, 'rates'> | undefined;
}

/** A market for overnight money as a phase of the ring's day. */
export interface OvernightMarket extends TradingPhase {
  /** @throws SimError `INCOMPLETE_ECONOMY` before the run has begun, where the parts are made with it */
  readonly parts: OvernightParts;
  /** Those whose plan for today begins with a sale; the plan of everybody who is short is drawn by that. */
  sellers(day: Day): ReadonlySet<AgentId>;
  /** Those who are short now although their plan was to borrow, and who would sell next. */
  lateSellers(day: Day): ReadonlySet<AgentId>;
  /** Those who are short now and would do something about it, in agent order. */
  shortfalls(day: Day): readonly Shortfall[];
  /** An amount in quanta of the money. */
  money(amount: bigint): Decimal;
}

/** Makes the services once the agents of the run are there. */
export type OvernightMaker = (system: RingSystem) => OvernightParts;

/** The phase's own state in a run's snapshot. */
interface OvernightSnapshot {
  readonly kind: 'overnight-market';
  readonly version: 1;
  readonly callMarket: object;
}

/**
 * A market for overnight money on a ring (one-economy specification, sections 3 and 4): those who are short ask for what they lack; those who can spare money offer
 * it, and would lend again what falls due to them.
 *
 * Before settlement (`B2`) the session nets: new money goes to old loans first, and what it does not discharge of a loan is settled with everything else that is due
 * today, pari passu; the records of the loans follow the ring. In the evening (`C`) it only invests what the day has left.
 *
 * @param parts - the services, or how to make them
 * @throws SimError `INVALID_OPTIONS`
 * @example
 * const callMarket = createCallMarket({ settlement: 'netted' }, { ledger, contracts, asset: 'cash', events });
 * simulate(economy, world, { maxDays: 30, phases: [overnightMarket(economy, { centralBank, callMarket }, { at: 'B2' })] });
 */
export function overnightMarket(
  economy: Pick<Economy, 'random' | 'events'>,
  parts: OvernightParts | OvernightMaker,
  options: OvernightOptions = {},
): OvernightMarket {
  return new OvernightPhase(economy, parts, readOvernight(options));
}

/** Is this phase a money market of ours? */
export function isOvernightMarket(phase: TradingPhase): phase is OvernightMarket & TradingPhase {
  return phase instanceof OvernightPhase;
}

/** {@link OvernightMarket}: forwards the days of the ring to a call market. */
class OvernightPhase implements OvernightMarket {
  readonly name = 'money';
  readonly at: 'B2' | 'C';
  readonly #economy: Pick<Economy, 'random' | 'events'>;
  readonly #make: OvernightParts | OvernightMaker;
  readonly #terms: OvernightTerms;
  readonly #plans: LiquidityPlans;
  #opened: { readonly parts: OvernightParts; readonly floor: OvernightFloor } | undefined;
  #hasTraded = false;

  constructor(
    economy: Pick<Economy, 'random' | 'events'>,
    make: OvernightParts | OvernightMaker,
    terms: OvernightTerms,
  ) {
    this.#economy = economy;
    this.#make = make;
    this.#terms = terms;
    this.#plans = new LiquidityPlans(terms, economy.events);
    this.at = terms.at;
  }

  get parts(): OvernightParts {
    return this.#open.parts;
  }

  get #open(): { readonly parts: OvernightParts; readonly floor: OvernightFloor } {
    if (this.#opened !== undefined) return this.#opened;
    throw new SimError(
      'INCOMPLETE_ECONOMY',
      { missing: 'money market', reason: 'the run has not begun' },
      'the money market opens when its run begins: give the phase to simulate first',
    );
  }

  init(system: RingSystem): void {
    const { random, events } = this.#economy;
    const parts = typeof this.#make === 'function' ? this.#make(system) : this.#make;
    const floor = new OvernightFloor(system, this.#terms, random.stream('sim/withdraw'), events);
    this.#opened = { parts, floor };
  }

  sellers(day: Day): ReadonlySet<AgentId> {
    return this.#shortWith(day, (sources) => sources[0] === 'sell');
  }

  lateSellers(day: Day): ReadonlySet<AgentId> {
    return this.#shortWith(day, (sources) => sources[0] === 'borrow' && sources.includes('sell'));
  }

  shortfalls(day: Day): readonly Shortfall[] {
    return this.#open.floor.shortfalls(day).filter(({ agent }) => this.#plans.policyOf(agent).name !== 'none');
  }

  money(amount: bigint): Decimal {
    return this.#open.floor.money(amount);
  }

  trade(_system: RingSystem, day: Day): void {
    const { parts, floor } = this.#open;
    const { callMarket, centralBank } = parts;
    callMarket.beginTick(day);
    const offers = floor.offers(day);
    const people = floor.shortfalls(day).filter((one) => this.#sources(one, day).includes('borrow'));
    const short = [...people, ...this.#terms.borrowers(day)];
    for (const { agent, cash, renewed } of offers) callMarket.supplyReserves(agent, cash, undefined, { renewed });
    for (const { agent, need } of short) callMarket.requestLoan({ borrowerId: agent, amount: floor.money(need) });
    callMarket.processMarketClearing(centralBank.getPolicyRate().rate);
    this.#hasTraded = callMarket.lastClearing()?.volume.gt(0) ?? false;
  }

  /** The ring has settled the loans that were due, and written off those of whoever defaulted: their records follow. */
  afterSettlement({ contracts }: RingSystem, _day: Day, outcome: DaySettlement): void {
    const { callMarket } = this.parts;
    const loans = new Map<ContractId, Decimal>();
    for (const { contract } of callMarket.openLoans()) if (contract !== null) loans.set(contract, ZERO);
    if (loans.size > 0)
      for (const due of outcome.contracts) if (loans.has(due.contract)) loans.set(due.contract, due.paid);
    const register = quanta(contracts);
    for (const [contract, paid] of loans)
      if (!register.isOpen(register.find(contract))) callMarket.recordSettlement(contract, paid);
    // Loans of which nothing is due have no contract, and end with their term.
    callMarket.settleDue();
  }

  isQuiet(): boolean {
    return !this.#hasTraded;
  }

  snapshot(): OvernightSnapshot {
    return { kind: 'overnight-market', version: 1, callMarket: this.parts.callMarket.snapshot() };
  }

  restore(system: RingSystem, state: object): void {
    this.init(system);
    if (isStateless(state)) return;
    const snapshot = state as OvernightSnapshot;
    requireSnapshot(snapshot, 'overnight-market');
    this.parts.callMarket.restore(snapshot.callMarket);
  }

  /** Those who are short now and have such a plan; that of everybody who is short is drawn by that. */
  #shortWith(day: Day, isMeant: (sources: readonly Source[]) => boolean): ReadonlySet<AgentId> {
    const short = this.#open.floor.shortfalls(day);
    return new Set(short.flatMap((one) => (isMeant(this.#sources(one, day)) ? [one.agent] : [])));
  }

  #sources({ agent, need }: Shortfall, day: Day): readonly Source[] {
    const { floor } = this.#open;
    return this.#plans.sources(
      agent,
      day,
      () => this.#facts(agent, need, day),
      (amount) => floor.money(amount),
    );
  }

  #facts(agent: AgentId, need: bigint, day: Day): PlanFacts {
    const rate = this.#rate(this.#open.parts);
    const bid = this.#terms.bid(agent, day);
    return bid === undefined ? { need, rate } : { need, rate, bid };
  }

  /** What a loan cost last, the policy rate before the first session; where there is a window, no more than there. */
  #rate({ callMarket, centralBank, facilities }: OvernightParts): Decimal {
    const last = callMarket.lastClearing()?.callRate ?? centralBank.getPolicyRate().rate;
    return facilities === undefined ? last : min(last, facilities.rates().ceiling);
  }
}
