import { type LiquidityReader, liquidityReader } from '@bagehot/central-bank';
import type { AgentId, Day, Decimal, EventBase, EventSink, RandomSource } from '@bagehot/kernel';
import { type Accounts, type Column, lazyDecimal, quanta, type Register } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';
import { agentsOfKinds, moneyUsers, usualMoney } from './agents-of-kinds.js';
import type { OvernightTerms, Shortfall } from './overnight-options.js';

/** A lender that takes part in the run keeps what it would have offered. */
export interface LenderWithdrew extends EventBase {
  readonly kind: 'LenderWithdrew';
  readonly agent: AgentId;
  readonly withheld: Decimal;
}

/** What somebody offers: money, and loans due to it today that it would lend again. */
export interface Offer {
  readonly agent: AgentId;
  readonly cash: Decimal;
  readonly renewed: Decimal;
}

/** Kind of the contracts behind loans. */
const CALL_LOAN = 'call-loan';

/** Who has money to lend today, and who lacks it: what the market's bridge reads off the ledger and the register. */
export class OvernightFloor {
  /** The money that is lent. */
  readonly asset: 'cash' | 'reserves';
  readonly #system: RingSystem;
  readonly #terms: OvernightTerms;
  readonly #events: EventSink<LenderWithdrew>;
  readonly #accounts: Accounts;
  readonly #register: Register;
  readonly #column: Column;
  readonly #reader: LiquidityReader;
  readonly #kinds: readonly (string | undefined)[];
  readonly #backers: readonly number[];
  /** Who takes part in the run of lenders, once it has begun. */
  readonly #withdrawn: ReadonlySet<number>;
  /** People who may have less than nothing: they can be short without owing anything. Nobody, as a rule. */
  readonly #overdrawing: readonly number[];
  /** The people of the list of those alive that was looked at last, and where each stands in it. */
  #people: { readonly of: readonly number[]; readonly list: readonly number[]; readonly places: Map<number, number> };

  /** @param random - the stream whose shuffle says who withdraws: drawn always, whether used or not */
  constructor(system: RingSystem, terms: OvernightTerms, random: RandomSource, events: EventSink<LenderWithdrew>) {
    const accounts = quanta(system.ledger);
    this.#system = system;
    this.#terms = terms;
    this.#events = events;
    this.#accounts = accounts;
    this.#register = quanta(system.contracts);
    this.asset = terms.asset ?? usualMoney(accounts);
    this.#column = accounts.column(this.asset);
    const { ledger, contracts } = system;
    this.#reader = liquidityReader({ ledger, contracts, asset: this.asset }, terms.horizon);
    this.#kinds = moneyUsers(this.asset);
    this.#backers = terms.vbt ? agentsOfKinds(accounts, ['vbt']) : [];
    const everybody = agentsOfKinds(accounts, this.#kinds);
    this.#overdrawing = everybody.filter((agent) => accounts.overdraws(agent));
    this.#people = { of: [], list: [], places: new Map() };
    const people = random.shuffle(everybody);
    this.#withdrawn = new Set(people.slice(0, withdrawing(terms, people.length)));
  }

  /** Those who are short, in agent order. */
  shortfalls(day: Day): readonly Shortfall[] {
    const short: Shortfall[] = [];
    for (const agent of this.#debtors(day)) {
      const need = this.#reader.need(agent, day);
      if (need > 0n) short.push({ agent: this.#accounts.nameOf(agent), need });
    }
    return short;
  }

  /** What those who are not short offer, in agent order, value-based traders after people. */
  offers(day: Day): readonly Offer[] {
    const renewals = this.#claimsDue(day);
    const { part, whole } = this.#terms.reoffer;
    const { withdraw } = this.#terms;
    const offers: Offer[] = [];
    for (const agents of [this.#alive().list, this.#backers])
      for (const agent of agents) {
        if (this.#reader.need(agent, day) > 0n) continue;
        const cash = this.#reader.spare(agent, day);
        // Truncated to the grid.
        const renewed = ((renewals.get(agent) ?? 0n) * part) / whole;
        if (cash + renewed === 0n) continue;
        const name = this.#accounts.nameOf(agent);
        if (withdraw === undefined || day < withdraw.fromDay || !this.#withdrawn.has(agent))
          offers.push({ agent: name, cash: this.money(cash), renewed: this.money(renewed) });
        else this.#events.emit({ kind: 'LenderWithdrew', day, agent: name, withheld: this.money(cash + renewed) });
      }
    return offers;
  }

  /** An amount in quanta as a decimal. */
  money(amount: bigint): Decimal {
    return lazyDecimal(amount, this.#column.grid.decimals);
  }

  #alive(): { readonly list: readonly number[]; readonly places: ReadonlyMap<number, number> } {
    const alive = this.#system.quanta.alive();
    if (this.#people.of !== alive) {
      const list = alive.filter((agent) => this.#kinds.includes(this.#accounts.kindOf(agent)));
      this.#people = { of: alive, list, places: new Map(list.map((agent, place) => [agent, place])) };
    }
    return this.#people;
  }

  /** The people who owe something within the horizon, in agent order: nobody else can be short. */
  #debtors(day: Day): readonly number[] {
    const { list, places } = this.#alive();
    const register = this.#register;
    const { horizonDays = 0 } = this.#terms.horizon;
    if (horizonDays >= list.length) return list;
    const found = new Set(this.#overdrawing.filter((agent) => places.has(agent)));
    for (let due = day; due <= day + horizonDays; due++)
      for (const contract of register.dueOn(due)) {
        const debtor = register.debtorOf(contract);
        if (places.has(debtor)) found.add(debtor);
      }
    return [...found].sort((a, b) => (places.get(a) as number) - (places.get(b) as number));
  }

  /** Faces of everybody's claims on loans that are due today. */
  #claimsDue(day: Day): ReadonlyMap<number, bigint> {
    const faces = new Map<number, bigint>();
    const register = this.#register;
    for (const contract of register.dueOn(day)) {
      if (register.kindOf(contract) !== CALL_LOAN || !register.isOpen(contract)) continue;
      for (let k = 0; k < register.claimCount(contract); k++) {
        const holder = register.claimHolder(contract, k);
        faces.set(holder, (faces.get(holder) ?? 0n) + register.claimFace(contract, k));
      }
    }
    return faces;
  }
}

/** The share of so many people, rounded up. */
function withdrawing({ withdraw }: OvernightTerms, people: number): number {
  if (withdraw === undefined) return 0;
  const { part, whole } = withdraw.share;
  return Number((part * BigInt(people) + whole - 1n) / whole);
}
