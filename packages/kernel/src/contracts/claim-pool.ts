import { Balances } from '../balances.js';
import { IntColumn } from '../ledger/int-column.js';

/** No claim, no contract, end of a list. */
export const NONE = -1;

/** A contract with more claims than this gets a map from holders to claims, so that finding one never means walking thousands. */
const WALKED = 32;

/** A claim, as the integer face shows it. */
export interface ClaimOf {
  /** Index of the agent that holds it. */
  readonly holder: number;
  /** How much, in quanta. */
  readonly face: bigint;
}

/**
 * The claims of all contracts: two linked lists through one pool of typed columns. Per contract in order of first acquisition, per holder in no
 * particular order. A claim that is taken away gives its place to the next one, and taking changes back in reverse order finds every claim in its old place.
 */
export class ClaimPool {
  readonly #holders = new IntColumn();
  readonly #contracts = new IntColumn();
  readonly #faces = new Balances();
  readonly #next = new IntColumn();
  readonly #previous = new IntColumn();
  readonly #heldNext = new IntColumn();
  readonly #heldPrevious = new IntColumn();
  /** Head of the free places, linked by `next`. */
  #free = NONE;
  readonly #heads = new IntColumn();
  readonly #tails = new IntColumn();
  readonly #counts = new IntColumn();
  readonly #heldHeads = new IntColumn(0, NONE);
  /** Holder to claim, of contracts with many claims. */
  readonly #byHolder: Map<number, Map<number, number>> = new Map();
  // Where the last look-up by position ended: reading claims one after another is then a walk.
  #cursorContract = NONE;
  #cursorPosition = 0;
  #cursorClaim = NONE;

  /** Appends a contract without claims. */
  addContract(): void {
    this.#heads.push(NONE);
    this.#tails.push(NONE);
    this.#counts.push(0);
  }

  /** Takes the last contract, which has no claims any more, away. */
  popContract(): void {
    this.#heads.length--;
    this.#tails.length--;
    this.#counts.length--;
    this.#cursorContract = NONE;
  }

  /** Number of claims on a contract. */
  count(contract: number): number {
    return this.#counts.get(contract);
  }

  /** First claim of a contract, or -1. */
  first(contract: number): number {
    return this.#heads.get(contract);
  }

  /** The claim after this one, or -1. */
  after(claim: number): number {
    return this.#next.get(claim);
  }

  /** The claim before this one on its contract, or -1. */
  before(claim: number): number {
    return this.#previous.get(claim);
  }

  /** The k-th claim of a contract, or -1. */
  at(contract: number, k: number): number {
    let claim: number;
    let position: number;
    if (this.#cursorContract === contract && this.#cursorPosition <= k) {
      claim = this.#cursorClaim;
      position = this.#cursorPosition;
    } else {
      claim = this.first(contract);
      position = 0;
    }
    for (; position < k && claim !== NONE; position++) claim = this.after(claim);
    if (claim !== NONE) {
      this.#cursorContract = contract;
      this.#cursorPosition = position;
      this.#cursorClaim = claim;
    }
    return claim;
  }

  /** The claims on a contract, in order. */
  list(contract: number): ClaimOf[] {
    const claims: ClaimOf[] = [];
    for (let claim = this.first(contract); claim !== NONE; claim = this.after(claim))
      claims.push({ holder: this.holder(claim), face: this.face(claim) });
    return claims;
  }

  /** Who holds it. */
  holder(claim: number): number {
    return this.#holders.get(claim);
  }

  /** How much, in quanta. */
  face(claim: number): bigint {
    return this.#faces.get(claim);
  }

  /** Sets how much. */
  setFace(claim: number, face: bigint): void {
    this.#faces.set(claim, face);
  }

  /** The holder's claim on a contract, or -1. */
  find(contract: number, holder: number): number {
    if (this.count(contract) > WALKED) return this.#indexOf(contract).get(holder) ?? NONE;
    const holders = this.#holders.values;
    const next = this.#next.values;
    let claim = this.first(contract);
    while (claim !== NONE && holders[claim] !== holder) claim = next[claim] as number;
    return claim;
  }

  /** Adds a claim behind another one of the contract (-1 = as the first). */
  insert(contract: number, holder: number, face: bigint, behind: number): number {
    const claim = this.#place();
    this.#holders.values[claim] = holder;
    this.#contracts.values[claim] = contract;
    this.#faces.set(claim, face);
    const next = behind === NONE ? this.first(contract) : this.after(behind);
    this.#previous.values[claim] = behind;
    this.#next.values[claim] = next;
    if (behind === NONE) this.#heads.values[contract] = claim;
    else this.#next.values[behind] = claim;
    if (next === NONE) this.#tails.values[contract] = claim;
    else this.#previous.values[next] = claim;
    this.#counts.values[contract] = this.count(contract) + 1;
    this.#cursorContract = NONE;
    this.#byHolder.get(contract)?.set(holder, claim);
    this.hold(claim);
    return claim;
  }

  /** Adds a claim at the end of the contract's. */
  append(contract: number, holder: number, face: bigint): number {
    return this.insert(contract, holder, face, this.#tails.get(contract));
  }

  /** Takes a claim away; returns the one it stood behind. */
  remove(claim: number): number {
    this.release(claim);
    const contract = this.#contracts.get(claim);
    const behind = this.before(claim);
    const next = this.after(claim);
    if (behind === NONE) this.#heads.values[contract] = next;
    else this.#next.values[behind] = next;
    if (next === NONE) this.#tails.values[contract] = behind;
    else this.#previous.values[next] = behind;
    this.#counts.values[contract] = this.count(contract) - 1;
    this.#cursorContract = NONE;
    this.#byHolder.get(contract)?.delete(this.holder(claim));
    this.#next.values[claim] = this.#free;
    this.#free = claim;
    return behind;
  }

  /** Enters a claim into its holder's list. */
  hold(claim: number): void {
    const holder = this.holder(claim);
    if (holder >= this.#heldHeads.length) this.#heldHeads.grow(holder + 1);
    const head = this.#heldHeads.get(holder);
    this.#heldPrevious.values[claim] = NONE;
    this.#heldNext.values[claim] = head;
    if (head !== NONE) this.#heldPrevious.values[head] = claim;
    this.#heldHeads.values[holder] = claim;
  }

  /** Takes a claim out of its holder's list; it stays with its contract. */
  release(claim: number): void {
    const before = this.#heldPrevious.get(claim);
    const next = this.#heldNext.get(claim);
    if (before === NONE) this.#heldHeads.values[this.holder(claim)] = next;
    else this.#heldNext.values[before] = next;
    if (next !== NONE) this.#heldPrevious.values[next] = before;
  }

  /** The contracts on which an agent has a claim, ascending. */
  heldBy(holder: number): number[] {
    const contracts: number[] = [];
    if (holder >= this.#heldHeads.length) return contracts;
    for (let claim = this.#heldHeads.get(holder); claim !== NONE; claim = this.#heldNext.get(claim))
      contracts.push(this.#contracts.get(claim));
    return contracts.sort((a, b) => a - b);
  }

  #place(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.after(free);
      return free;
    }
    const claim = this.#holders.push(NONE);
    this.#contracts.push(NONE);
    this.#faces.grow(claim + 1);
    this.#next.push(NONE);
    this.#previous.push(NONE);
    this.#heldNext.push(NONE);
    this.#heldPrevious.push(NONE);
    return claim;
  }

  #indexOf(contract: number): Map<number, number> {
    let index = this.#byHolder.get(contract);
    if (index === undefined) {
      index = new Map();
      for (let claim = this.first(contract); claim !== NONE; claim = this.after(claim))
        index.set(this.holder(claim), claim);
      this.#byHolder.set(contract, index);
    }
    return index;
  }
}
