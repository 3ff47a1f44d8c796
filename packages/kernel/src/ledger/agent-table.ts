import { badInput, KernelError } from '../errors.js';
import type { AgentId } from '../identity.js';
import { withRoom } from '../room.js';
import { IntColumn } from './int-column.js';

/** What an agent is opened with. */
export interface AgentOptions {
  /** What it is in the economy, such as `household` or `bank`. */
  readonly kind?: string;
  /**
   * May its balances be negative, as an issuer's may?
   *
   * @defaultValue false
   */
  readonly mayOverdraw?: boolean;
}

/** Names given one by one. */
interface NameList {
  readonly first: number;
  readonly names: AgentId[];
}

/** Names that are a rule: nothing is stored per agent. */
interface NameRule {
  readonly first: number;
  readonly count: number;
  readonly name: (k: number) => string;
  readonly indexOf: (name: string) => number;
}

/** Agents in order of opening: a dense index inside, a name outside. Looking a name up and down are the only uses of strings. */
export class AgentTable {
  /** Number of agents; indices are 0 to count - 1. */
  count = 0;
  readonly #blocks: (NameList | NameRule)[] = [];
  readonly #indices: Map<string, number> = new Map();
  /** Label of the kind, -1 = none was given. */
  readonly #kinds: IntColumn = new IntColumn(0, -1);
  #overdraws = new Uint8Array(8);

  /** The agent's index, or -1. */
  find(name: string): number {
    const index = this.#indices.get(name);
    if (index !== undefined) return index;
    for (const block of this.#blocks) {
      if ('names' in block) continue;
      const k = block.indexOf(name);
      if (Number.isInteger(k) && k >= 0 && k < block.count && block.name(k) === name) return block.first + k;
    }
    return -1;
  }

  /** The agent's name; undefined for an index nobody has. */
  nameOf(agent: number): AgentId | undefined {
    if (!(agent >>> 0 === agent && agent < this.count)) return undefined;
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#blocks[middle] as NameList | NameRule).first <= agent) low = middle;
      else high = middle - 1;
    }
    const block = this.#blocks[low] as NameList | NameRule;
    const k = agent - block.first;
    return 'names' in block ? block.names[k] : block.name(k);
  }

  /** Label of the agent's kind, or -1. */
  kindOf(agent: number): number {
    return this.#kinds.get(agent);
  }

  /** Gives an agent its kind (a label, or -1 for none). */
  setKind(agent: number, kind: number): void {
    this.#kinds.values[agent] = kind;
  }

  /** May this agent's balances be negative? */
  overdraws(agent: number): boolean {
    return this.#overdraws[agent] === 1;
  }

  /** Appends an agent; the name must be new. */
  add(name: AgentId, kind: number, mayOverdraw: boolean): number {
    const agent = this.count;
    const last = this.#blocks[this.#blocks.length - 1];
    if (last !== undefined && 'names' in last) last.names.push(name);
    else this.#blocks.push({ first: agent, names: [name] });
    this.#indices.set(name, agent);
    this.#extend(1, kind, mayOverdraw);
    return agent;
  }

  /**
   * Appends a block of agents whose names are a rule.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when the count is no integer of at least 0, or the rule makes a name that is taken
   */
  addRule(
    count: number,
    name: (k: number) => string,
    indexOf: (name: string) => number,
    kind: number,
    mayOverdraw: boolean,
  ): number {
    if (!Number.isInteger(count) || count < 0) throw badInput('count', count, 'an integer of at least 0');
    for (const taken of this.#indices.keys()) {
      const k = indexOf(taken);
      if (Number.isInteger(k) && k >= 0 && k < count && name(k) === taken)
        throw badInput('name', taken, 'a rule for names that are not taken');
    }
    const first = this.count;
    if (count > 0) this.#blocks.push({ first, count, name, indexOf });
    this.#extend(count, kind, mayOverdraw);
    return first;
  }

  /** Takes the last `count` agents away again. They were appended by one call. */
  pop(count: number): void {
    if (count === 0) return;
    const last = this.#blocks[this.#blocks.length - 1] as NameList | NameRule;
    if ('names' in last) {
      this.#indices.delete(last.names.pop() as AgentId);
      if (last.names.length === 0) this.#blocks.pop();
    } else {
      this.#blocks.pop();
    }
    this.count -= count;
    this.#kinds.length = this.count;
  }

  /** Every name, in order of opening. */
  names(): AgentId[] {
    const names: AgentId[] = [];
    for (const block of this.#blocks) {
      if ('names' in block) for (const name of block.names) names.push(name);
      else for (let k = 0; k < block.count; k++) names.push(block.name(k));
    }
    return names;
  }

  /** The error for a name nobody has. */
  unknown(name: string): KernelError<'UNKNOWN_AGENT'> {
    const known = this.names().slice(0, 10);
    const list = known.length < this.count ? [...known, '...'] : known;
    return new KernelError(
      'UNKNOWN_AGENT',
      { agent: name },
      `no agent is called ${JSON.stringify(name)}; opened are: ${list.join(', ')}`,
    );
  }

  #extend(count: number, kind: number, mayOverdraw: boolean): void {
    const first = this.count;
    this.count += count;
    this.#kinds.grow(this.count);
    this.#kinds.values.fill(kind, first, this.count);
    if (this.count > this.#overdraws.length) {
      const larger = new Uint8Array(withRoom(this.count, this.#overdraws.length));
      larger.set(this.#overdraws);
      this.#overdraws = larger;
    }
    this.#overdraws.fill(mayOverdraw ? 1 : 0, first, this.count);
  }
}
