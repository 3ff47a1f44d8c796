import type { AgentId } from '@bagehot/kernel';
import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { ClearingBook, ClearingOutcome } from '../protocols/clearing.js';
import type { DueLoan, NetPosition, NettedBook, NettedOutcome } from './netted-book.js';

/** From this pass on a renewal that is not paid for falls to nothing at once: circles of renewals may shrink without end. */
const PATIENCE = 64;

const NOTHING: readonly bigint[] = [];

/**
 * Clears a session in which new loans first pay what their borrowers owe today, so that nobody needs the money twice. A lender may offer what it is to get
 * back; where new money does not reach its claims, that part of its offer falls, and the book is cleared again. Pure.
 *
 * Nobody pays more, net, than the money it offered; without loans due it is the plain session.
 *
 * @param clear - clears a book, and checks the outcome
 * @see central bank specification, section 11.7
 */
export function nettedSession(book: NettedBook, clear: (book: ClearingBook) => ClearingOutcome): NettedOutcome {
  const session = new Session(book);
  for (let passes = 1; ; passes++) {
    const clearing = clear(session.clearingBook());
    session.apply(clearing);
    if (!session.cutUnpaid(passes >= PATIENCE)) return session.outcome(clearing, passes);
  }
}

/** The parties of a session by number, in order of first appearance, and what each has to do with. */
class Session {
  readonly #book: NettedBook;
  readonly #agents: AgentId[] = [];
  readonly #numbers: Map<AgentId, number> = new Map();
  readonly #suppliers: readonly number[];
  readonly #borrowers: readonly number[];
  readonly #holders: readonly (readonly number[])[];
  /** By party: the loans it owes, in loan order. */
  readonly #owed: Map<number, number[]> = new Map();
  /** By loan: what is due. */
  readonly #amounts: readonly bigint[];
  readonly #faces: readonly (readonly bigint[])[];
  /** By party: money offered, and what it is ready to lend again, which only falls. */
  readonly #money: bigint[];
  readonly #renewed: bigint[];
  /** By party, of the last clearing. */
  readonly #drawn: bigint[];
  readonly #granted: bigint[];
  readonly #repaid: bigint[];
  readonly #received: bigint[];
  readonly #discharged: bigint[];
  readonly #receipts: (readonly bigint[])[];

  constructor(book: NettedBook) {
    this.#book = book;
    this.#suppliers = book.supplies.map(({ agent }) => this.#number(agent));
    this.#borrowers = book.requests.map(({ agent }) => this.#number(agent));
    this.#holders = book.due.map(({ claims }) => claims.map(({ holder }) => this.#number(holder)));
    this.#faces = book.due.map(({ claims }) => claims.map(({ face }) => face));
    this.#amounts = book.due.map(amountOf);
    for (const [loan, { borrower }] of book.due.entries()) this.#listDebt(this.#number(borrower), loan);
    const parties = this.#agents.length;
    this.#money = nothings(parties);
    this.#renewed = nothings(parties);
    this.#drawn = nothings(parties);
    this.#granted = nothings(parties);
    this.#repaid = nothings(parties);
    this.#received = nothings(parties);
    this.#discharged = nothings(book.due.length);
    this.#receipts = new Array<readonly bigint[]>(book.due.length).fill(NOTHING);
    for (const [k, { units, renewed }] of book.supplies.entries()) {
      add(this.#money, this.#suppliers[k] as number, units);
      add(this.#renewed, this.#suppliers[k] as number, renewed);
    }
  }

  /** The book as it stands: each lender's renewal goes to its offers in their order. */
  clearingBook(): ClearingBook {
    const { tick, policyRate, requests } = this.#book;
    const left = [...this.#renewed];
    const supplies = this.#book.supplies.map((supply, k) => {
      const lender = this.#suppliers[k] as number;
      const rest = left[lender] as bigint;
      const part = supply.renewed < rest ? supply.renewed : rest;
      left[lender] = rest - part;
      const { seq, agent, minRate } = supply;
      return { seq, agent, units: supply.units + part, minRate };
    });
    return { tick, policyRate, supplies, requests };
  }

  /** Lets grants pay what their borrowers owe, in loan order. */
  apply({ grants, draws }: ClearingOutcome): void {
    for (const column of [this.#drawn, this.#granted, this.#repaid, this.#received, this.#discharged]) column.fill(0n);
    this.#receipts.fill(NOTHING);
    for (const [k, draw] of draws.entries()) add(this.#drawn, this.#suppliers[k] as number, draw);
    for (const [k, grant] of grants.entries()) add(this.#granted, this.#borrowers[k] as number, grant);
    for (const [borrower, loans] of this.#owed) {
      let left = this.#granted[borrower] as bigint;
      for (const loan of loans) {
        if (left === 0n) break;
        const amount = this.#amounts[loan] as bigint;
        const part = left < amount ? left : amount;
        left -= part;
        this.#discharge(loan, part, part === amount);
      }
      this.#repaid[borrower] = (this.#granted[borrower] as bigint) - left;
    }
  }

  /**
   * Lowers the renewals of lenders who would have to pay more than the money they offered.
   *
   * @param entirely - to nothing, instead of to what they received
   * @returns whether there was any
   */
  cutUnpaid(entirely: boolean): boolean {
    let any = false;
    for (let lender = 0; lender < this.#money.length; lender++) {
      const received = this.#received[lender] as bigint;
      if ((this.#drawn[lender] as bigint) - received <= (this.#money[lender] as bigint)) continue;
      // It drew more than money and receipts, and no more than money and renewal: so the renewal is more than the receipts.
      this.#renewed[lender] = entirely ? 0n : received;
      any = true;
    }
    return any;
  }

  outcome(clearing: ClearingOutcome, passes: number): NettedOutcome {
    const net: NetPosition[] = [];
    let moved = 0n;
    let repaid = 0n;
    for (const [party, agent] of this.#agents.entries()) {
      repaid += this.#repaid[party] as bigint;
      const gets = (this.#granted[party] as bigint) + (this.#received[party] as bigint);
      const amount = gets - (this.#repaid[party] as bigint) - (this.#drawn[party] as bigint);
      if (amount > 0n) moved += amount;
      if (amount !== 0n) net.push({ agent, amount });
    }
    return {
      clearing,
      passes,
      effective: this.clearingBook().supplies.map(({ units }) => units),
      discharged: this.#discharged,
      receipts: this.#receipts,
      net,
      gross: clearing.volume + repaid,
      moved,
    };
  }

  #discharge(loan: number, part: bigint, whole: boolean): void {
    const faces = this.#faces[loan] as readonly bigint[];
    const holders = this.#holders[loan] as readonly number[];
    const receipts = whole ? faces : allocateQuanta(part, faces);
    this.#discharged[loan] = part;
    this.#receipts[loan] = receipts;
    for (const [k, receipt] of receipts.entries()) add(this.#received, holders[k] as number, receipt);
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

function amountOf({ claims }: DueLoan): bigint {
  return claims.reduce((amount, { face }) => amount + face, 0n);
}

function nothings(count: number): bigint[] {
  return new Array<bigint>(count).fill(0n);
}

function add(column: bigint[], at: number, amount: bigint): void {
  column[at] = (column[at] as bigint) + amount;
}
