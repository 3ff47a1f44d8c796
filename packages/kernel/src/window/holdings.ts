import { badInput } from '../errors.js';
import { IdSet } from '../id-set.js';
import { int32Columns, NO_ENTRIES } from '../int32-columns.js';
import { IntColumn } from '../ledger/int-column.js';
import type { TicketBlock } from './ticket-block.js';

const NONE = -1;

/**
 * Who has which tickets, as derived from the owner column: a linked list in calendar order per trader, an `IdSet` (a shelf) per market maker.
 */
export class Holdings {
  #next = NO_ENTRIES;
  #previous = NO_ENTRIES;
  readonly #heads = new IntColumn(0, NONE);
  /** 0 = a list, otherwise the number of the agent's shelf. */
  readonly #shelfNumbers = new IntColumn();
  readonly #shelves: IdSet[] = [new IdSet()];
  #maturities: Int32Array = NO_ENTRIES;
  #capacity = 0;

  /** Makes room for tickets and agents, and looks at the current maturity column. */
  grow(tickets: number, agents: number, maturities: Int32Array): void {
    this.#maturities = maturities;
    this.growAgents(agents);
    if (tickets > this.#capacity) {
      this.#capacity = tickets;
      if (tickets > this.#next.length) {
        const room = this.#next.length === 0 ? tickets : Math.max(tickets, 2 * this.#next.length);
        const [next, previous] = int32Columns(2, room) as [Int32Array, Int32Array];
        next.set(this.#next);
        previous.set(this.#previous);
        this.#next = next;
        this.#previous = previous;
      }
    }
    for (const shelf of this.#shelves) shelf.grow(this.#capacity);
  }

  /** Makes room for agents opened since. */
  growAgents(agents: number): void {
    this.#heads.grow(agents);
    this.#shelfNumbers.grow(agents);
  }

  /** Room for this many agents. */
  get agents(): number {
    return this.#heads.length;
  }

  /** Gives a ticket to an agent. */
  add(agent: number, ticket: number): void {
    const shelf = this.#shelfNumbers.values[agent] as number;
    if (shelf !== 0) (this.#shelves[shelf] as IdSet).add(ticket);
    else this.#insert(agent, ticket, NONE);
  }

  /** Takes a ticket from an agent. */
  remove(agent: number, ticket: number): void {
    const shelf = this.#shelfNumbers.values[agent] as number;
    if (shelf !== 0) (this.#shelves[shelf] as IdSet).delete(ticket);
    else this.#unlink(agent, ticket);
  }

  /** Gives the tickets of a new block, whose numbers are above all others, to their owners: in one walk through each owner's list. */
  addBlock(start: number, end: number, owners: Int32Array): void {
    if (start === 0) {
      for (let ticket = end - 1; ticket >= start; ticket--) {
        const agent = owners[ticket] as number;
        if (agent === NONE) continue;
        const shelf = this.#shelfNumbers.values[agent] as number;
        if (shelf !== 0) (this.#shelves[shelf] as IdSet).add(ticket);
        else this.#link(agent, ticket, NONE);
      }
      return;
    }
    const behind: Map<number, number> = new Map();
    for (let ticket = start; ticket < end; ticket++) {
      const agent = owners[ticket] as number;
      if (agent === NONE) continue;
      const shelf = this.#shelfNumbers.values[agent] as number;
      if (shelf !== 0) {
        (this.#shelves[shelf] as IdSet).add(ticket);
      } else {
        this.#insert(agent, ticket, behind.get(agent) ?? NONE);
        behind.set(agent, ticket);
      }
    }
  }

  /** The agent's ticket of lowest maturity, then lowest number, or -1. Not for shelves. */
  first(agent: number): number {
    return agent < this.#heads.length ? (this.#heads.values[agent] as number) : NONE;
  }

  /** The owner's next ticket after this one, or -1. Not for shelves. */
  next(ticket: number): number {
    return this.#next[ticket] as number;
  }

  /** Number of tickets the agent has. Lists are walked: they are short. */
  count(agent: number): number {
    if (agent >= this.agents) return 0;
    const shelf = this.#shelfNumbers.values[agent] as number;
    if (shelf !== 0) return (this.#shelves[shelf] as IdSet).size;
    let count = 0;
    for (let ticket = this.first(agent); ticket !== NONE; ticket = this.next(ticket)) count++;
    return count;
  }

  /** Keeps the agent's tickets as a shelf from now on. */
  useShelf(agent: number): void {
    if (this.#shelfNumbers.get(agent) !== 0) return;
    const shelf = new IdSet(this.#capacity);
    for (let ticket = this.first(agent); ticket !== NONE; ticket = this.next(ticket)) shelf.add(ticket);
    this.#heads.values[agent] = NONE;
    this.#shelfNumbers.values[agent] = this.#shelves.push(shelf) - 1;
  }

  /**
   * The agent's shelf. Only the window changes it.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` for an agent without one
   */
  shelf(agent: number): IdSet {
    const shelf = agent < this.#shelfNumbers.length ? (this.#shelfNumbers.values[agent] as number) : 0;
    if (shelf === 0) throw badInput('agent', agent, 'an agent with a shelf, see useShelf');
    return this.#shelves[shelf] as IdSet;
  }

  /** Number of tickets on a shelf that mature from `fromDay` to `toDay`, both included. */
  shelfCount(agent: number, blocks: readonly TicketBlock[], fromDay: number, toDay: number): number {
    const shelf = this.shelf(agent);
    let count = 0;
    for (const block of blocks) count += shelf.count(block.first(fromDay), block.first(toDay + 1));
    return count;
  }

  /** The accepted ticket on a shelf with the lowest maturity from `fromDay` to `toDay`, then lowest serial, or -1. */
  shelfFirst(
    agent: number,
    blocks: readonly TicketBlock[],
    fromDay: number,
    toDay: number,
    accept: ((ticket: number) => boolean) | undefined,
  ): number {
    const shelf = this.shelf(agent);
    let best = NONE;
    let until = toDay;
    for (const block of blocks) {
      const end = block.first(until + 1);
      let ticket = shelf.next(block.first(fromDay), end);
      while (ticket !== NONE && accept !== undefined && !accept(ticket)) ticket = shelf.next(ticket + 1, end);
      if (ticket === NONE) continue;
      best = ticket;
      // Later blocks have higher serials: they win with an earlier day only.
      until = (this.#maturities[ticket] as number) - 1;
    }
    return best;
  }

  /** Links a ticket into a list at its place by maturity, then number; the search starts behind `behind`. */
  #insert(agent: number, ticket: number, behind: number): void {
    const maturities = this.#maturities;
    const next = this.#next;
    const day = maturities[ticket] as number;
    let before = behind;
    let at = before === NONE ? (this.#heads.values[agent] as number) : (next[before] as number);
    while (at !== NONE) {
      const other = maturities[at] as number;
      if (other > day || (other === day && at > ticket)) break;
      before = at;
      at = next[at] as number;
    }
    this.#link(agent, ticket, before);
  }

  #link(agent: number, ticket: number, before: number): void {
    const heads = this.#heads.values;
    const after = (before === NONE ? heads[agent] : this.#next[before]) as number;
    this.#next[ticket] = after;
    this.#previous[ticket] = before;
    if (after !== NONE) this.#previous[after] = ticket;
    if (before === NONE) heads[agent] = ticket;
    else this.#next[before] = ticket;
  }

  #unlink(agent: number, ticket: number): void {
    const after = this.#next[ticket] as number;
    const before = this.#previous[ticket] as number;
    if (after !== NONE) this.#previous[after] = before;
    if (before === NONE) this.#heads.values[agent] = after;
    else this.#next[before] = after;
  }
}
