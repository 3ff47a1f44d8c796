import type { AgentId } from '@bagehot/kernel';
import { allocateQuanta, Balances } from '@bagehot/kernel/quanta';
import type { ClearingBook, ClearingOutcome, Shares } from '../protocols/clearing.js';
import type { DueLoan, NetPosition, NettedBook, NettedOutcome, NettedSupply } from './netted-book.js';

/** From this pass on a renewal that is not paid for falls to nothing at once: circles of renewals may shrink without end. */
const PATIENCE = 64;

const NOTHING: readonly bigint[] = [];

/** How a netted session has its book cleared. */
export interface BookClearing {
  /** Clears it, and checks the outcome. Gets the shares of the book where they are known. */
  readonly clear: (book: ClearingBook, shares?: Shares) => ClearingOutcome;
  /** The same grants and draws, where a rule has them quicker. What is posted is what `clear` gives. */
  readonly shares?: (book: ClearingBook) => Shares;
}

/**
 * Clears a session in which new loans first pay what their borrowers owe today, so that nobody needs the money twice. A lender may offer what it is to get
 * back; where new money does not reach its claims, that part of its offer falls, and the book is cleared again. Pure.
 *
 * Nobody pays more, net, than the money it offered; without loans due it is the plain session.
 *
 * @see central bank specification, section 11.7
 */
export function nettedSession(book: NettedBook, { clear, shares }: BookClearing): NettedOutcome {
  const session = new Session(book);
  for (let passes = 1; ; passes++) {
    const entirely = passes >= PATIENCE;
    const current = session.clearingBook();
    const quick = shares?.(current);
    if (quick !== undefined) {
      session.apply(quick);
      if (session.cutUnpaid(entirely)) continue;
    }
    const clearing = clear(current, quick);
    if (quick !== undefined && isSame(quick, clearing)) return session.outcome(clearing, passes);
    session.apply(clearing);
    if (!session.cutUnpaid(entirely)) return session.outcome(clearing, passes);
  }
}

/** An offer whose amount is written anew for each pass: orders of a large book are not made again and again. */
interface Offer {
  readonly seq: number;
  readonly agent: AgentId;
  units: bigint;
  readonly minRate: bigint | null;
}

/** The parties of a session by number, in order of first appearance, and what each has to do with. */
class Session {
  readonly #book: NettedBook;
  readonly #agents: AgentId[] = [];
  readonly #numbers: Map<AgentId, number> = new Map();
  readonly #suppliers: readonly number[];
  readonly #offers: readonly Offer[];
  readonly #borrowers: readonly number[];
  readonly #holders: readonly (readonly number[])[];
  /** By party: the loans it owes, in loan order. */
  readonly #owed: Map<number, number[]> = new Map();
  /** By loan: what is due. */
  readonly #amounts: readonly bigint[];
  readonly #faces: readonly (readonly bigint[])[];
  /** By party: money offered, and what it is ready to lend again, which only falls. */
  readonly #money: Balances;
  readonly #renewed: Balances;
  /** By party, of the last clearing. Columns of integers: lists of big ones would be made again in every pass. */
  readonly #drawn: Balances;
  readonly #granted: Balances;
  readonly #repaid: Balances;
  readonly #received: Balances;
  /** By loan. */
  readonly #discharged: Balances;

  constructor(book: NettedBook) {
    this.#book = book;
    this.#suppliers = book.supplies.map(({ agent }) => this.#number(agent));
    this.#offers = book.supplies.map(({ seq, agent, units, minRate }) => ({ seq, agent, units, minRate }));
    this.#borrowers = book.requests.map(({ agent }) => this.#number(agent));
    this.#holders = book.due.map(({ claims }) => claims.map(({ holder }) => this.#number(holder)));
    this.#faces = book.due.map(({ claims }) => claims.map(({ face }) => face));
    this.#amounts = book.due.map(amountOf);
    for (const [loan, { borrower }] of book.due.entries()) this.#listDebt(this.#number(borrower), loan);
    const parties = this.#agents.length;
    this.#money = new Balances(parties);
    this.#renewed = new Balances(parties);
    this.#drawn = new Balances(parties);
    this.#granted = new Balances(parties);
    this.#repaid = new Balances(parties);
    this.#received = new Balances(parties);
    this.#discharged = new Balances(book.due.length);
    for (const [k, { units, renewed }] of book.supplies.entries()) {
      this.#money.add(this.#suppliers[k] as number, units);
      this.#renewed.add(this.#suppliers[k] as number, renewed);
    }
  }

  /** The book as it stands: each lender's renewal goes to its offers in their order. It holds until the next one is asked for. */
  clearingBook(): ClearingBook {
    const { tick, policyRate, supplies, requests } = this.#book;
    const left = new Balances(this.#agents.length);
    for (let party = 0; party < left.length; party++) left.set(party, this.#renewed.get(party));
    for (let k = 0; k < supplies.length; k++) {
      const { units, renewed } = supplies[k] as NettedSupply;
      const lender = this.#suppliers[k] as number;
      const rest = left.get(lender);
      const part = renewed < rest ? renewed : rest;
      left.add(lender, -part);
      (this.#offers[k] as Offer).units = units + part;
    }
    return { tick, policyRate, supplies: this.#offers, requests };
  }

  /** Lets grants pay what their borrowers owe, in loan order. */
  apply({ grants, draws }: Shares): void {
    for (const column of [this.#drawn, this.#granted, this.#repaid, this.#received, this.#discharged])
      for (let k = 0; k < column.length; k++) column.set(k, 0n);
    for (let k = 0; k < draws.length; k++) this.#drawn.add(this.#suppliers[k] as number, draws[k] as bigint);
    for (let k = 0; k < grants.length; k++) this.#granted.add(this.#borrowers[k] as number, grants[k] as bigint);
    for (const [borrower, loans] of this.#owed) {
      let left = this.#granted.get(borrower);
      for (const loan of loans) {
        if (left === 0n) break;
        const amount = this.#amounts[loan] as bigint;
        const part = left < amount ? left : amount;
        left -= part;
        this.#discharged.set(loan, part);
        const receipts = this.#receiptsOf(loan);
        const holders = this.#holders[loan] as readonly number[];
        for (let k = 0; k < receipts.length; k++) this.#received.add(holders[k] as number, receipts[k] as bigint);
      }
      this.#repaid.set(borrower, this.#granted.get(borrower) - left);
    }
  }

  /**
   * Lowers the renewals of lenders who would have to pay more than the money they offered.
   *
   * @param entirely - to nothing, instead of to what they received
   * @returns whether any fell
   */
  cutUnpaid(entirely: boolean): boolean {
    let any = false;
    for (let lender = 0; lender < this.#agents.length; lender++) {
      const received = this.#received.get(lender);
      if (this.#drawn.get(lender) - received <= this.#money.get(lender)) continue;
      // It drew more than money and receipts, and no more than money and renewal: so the renewal is more than the receipts.
      const left = entirely ? 0n : received;
      if (left >= this.#renewed.get(lender)) continue;
      this.#renewed.set(lender, left);
      any = true;
    }
    return any;
  }

  outcome(clearing: ClearingOutcome, passes: number): NettedOutcome {
    const net: NetPosition[] = [];
    let moved = 0n;
    let repaid = 0n;
    for (const [party, agent] of this.#agents.entries()) {
      repaid += this.#repaid.get(party);
      const gets = this.#granted.get(party) + this.#received.get(party);
      const amount = gets - this.#repaid.get(party) - this.#drawn.get(party);
      if (amount > 0n) moved += amount;
      if (amount !== 0n) net.push({ agent, amount });
    }
    return {
      clearing,
      passes,
      effective: this.#offers.map(({ units }) => units),
      discharged: this.#amounts.map((_, loan) => this.#discharged.get(loan)),
      receipts: this.#amounts.map((_, loan) => this.#receiptsOf(loan)),
      unlent: this.#unlent(),
      net,
      gross: clearing.volume + repaid,
      moved,
    };
  }

  /** By supply. What a lender got back of old loans is lent first; what it had to add goes to its offers in their order. */
  #unlent(): readonly bigint[] {
    const spent = new Balances(this.#agents.length);
    for (let party = 0; party < spent.length; party++)
      spent.set(party, this.#drawn.get(party) - this.#received.get(party));
    return this.#book.supplies.map(({ units }, k) => {
      const lender = this.#suppliers[k] as number;
      const left = spent.get(lender);
      const part = left <= 0n ? 0n : left < units ? left : units;
      spent.set(lender, left - part);
      return units - part;
    });
  }

  /** What each holder of a claim gets of what is paid of the loan. */
  #receiptsOf(loan: number): readonly bigint[] {
    const part = this.#discharged.get(loan);
    if (part === 0n) return NOTHING;
    const faces = this.#faces[loan] as readonly bigint[];
    return part === this.#amounts[loan] ? faces : allocateQuanta(part, faces);
  }

  #number(agent: AgentId): number {
    let number = this.#numbers.get(agent);
    if (number === undefined) {
      number = this.#agents.length;
      this.#agents.push(agent);
      this.#numbers.set(agent, number);
    }
    return number;
  }

  #listDebt(borrower: number, loan: number): void {
    const loans = this.#owed.get(borrower);
    if (loans === undefined) this.#owed.set(borrower, [loan]);
    else loans.push(loan);
  }
}

/** Does everybody get and give as much? Nothing was cut then, and nothing would be. */
function isSame(a: Shares, b: Shares): boolean {
  return areEqual(a.grants, b.grants) && areEqual(a.draws, b.draws);
}

function areEqual(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.length === b.length && a.every((amount, k) => amount === b[k]);
}

function amountOf({ claims }: DueLoan): bigint {
  return claims.reduce((amount, { face }) => amount + face, 0n);
}
