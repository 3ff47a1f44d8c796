import type { Mode } from '../matching.js';
import { dropStaleClaims } from './claims.js';
import type { PairReason } from './events.js';
import type { ForageSearch } from './forage-search.js';
import { type GridState, NONE } from './grid-state.js';
import type { PartnerSearch } from './partner-search.js';
import { ProposalHeap } from './proposal-heap.js';
import type { ResourceMap } from './resources.js';

/** Told of what is decided; each is left out where nobody wants to know. */
export interface DecisionWitness {
  paired?(proposer: number, partner: number, reason: PairReason, discounted: number): void;
  /** An agent is about to choose, or, being paired, might have wanted to know what else there is. */
  preferring?(row: number, mode: Mode): void;
}

/** What decisions are made with. */
export interface DecisionParts {
  readonly state: GridState;
  readonly map: ResourceMap;
  readonly forage: ForageSearch;
  readonly partners: PartnerSearch;
  /** Whether committing to a cell keeps others away from it. */
  readonly claiming: boolean;
  readonly witness: DecisionWitness;
}

/**
 * The decisions of a tick: everybody aims at a partner or a cell, then partners are paired, those who agree first.
 *
 * @see exchange specification, section 11.3
 */
export class Decisions {
  /** Whom each would have liked best, before it was known who agrees. */
  readonly preferred: Int32Array;
  /** The discounted score of that. */
  readonly discounted: Float64Array;
  readonly #parts: DecisionParts;
  readonly #free: Uint8Array;
  readonly #absent: Uint8Array;
  readonly #proposals: ProposalHeap;

  constructor(parts: DecisionParts) {
    const { count } = parts.state;
    this.#parts = parts;
    this.preferred = new Int32Array(count);
    this.discounted = new Float64Array(count);
    this.#free = new Uint8Array(count);
    this.#absent = new Uint8Array(count);
    this.#proposals = new ProposalHeap(count);
  }

  /** Decides for everybody. */
  decide(mode: Mode): void {
    const { state, map, claiming, partners } = this.#parts;
    if (claiming) dropStaleClaims(state, map);
    if (mode !== 'forage') partners.begin();
    this.preferred.fill(NONE);
    this.discounted.fill(0);
    this.#absent.fill(0);
    for (let row = 0; row < state.count; row++) this.#choose(row, mode);
    if (mode === 'forage') return;
    this.#pairMutually();
    this.#pairFallingBack();
    this.#settleRest(mode);
  }

  #choose(row: number, mode: Mode): void {
    const { state, partners, witness } = this.#parts;
    if (state.present[row] === 0 || this.#isStillCommitted(row)) return;
    if (state.partner[row] !== NONE) {
      state.aimAtAgent(row, state.partner[row] as number);
      if (mode !== 'forage') witness.preferring?.(row, mode);
      return;
    }
    if (mode === 'forage') {
      this.#forageOrRest(row);
      return;
    }
    witness.preferring?.(row, mode);
    const partner = partners.find(row);
    if (partner === NONE) {
      if (mode === 'both') this.#forageOrRest(row);
      else state.rest(row);
      return;
    }
    this.preferred[row] = partner;
    this.discounted[row] = partners.discounted;
    const { forage } = this.#parts;
    if (mode === 'both' && forage.choose(row) !== NONE && !(partners.discounted > forage.score))
      this.#commit(row, forage.cell);
    else state.aimAtAgent(row, partner);
  }

  /** A commitment holds while there is something left in its cell. */
  #isStillCommitted(row: number): boolean {
    const { state, map } = this.#parts;
    const cell = state.committed[row] as number;
    if (cell === NONE) return false;
    if ((state.amount[cell] as number) > 0) {
      state.aimAtCell(row, map.x[cell] as number, map.y[cell] as number);
      return true;
    }
    state.committed[row] = NONE;
    if (state.claimedBy[cell] === row) state.claimedBy[cell] = NONE;
    this.#absent[row] = 1;
    return false;
  }

  #forageOrRest(row: number): void {
    const { state, forage } = this.#parts;
    const cell = forage.choose(row);
    if (cell === NONE) state.rest(row);
    else this.#commit(row, cell);
  }

  #commit(row: number, cell: number): void {
    const { state, map, claiming } = this.#parts;
    if (claiming) state.claimedBy[cell] = row;
    state.committed[row] = cell;
    state.aimAtCell(row, map.x[cell] as number, map.y[cell] as number);
  }

  #pairMutually(): void {
    const { count, partner, targetAgent } = this.#parts.state;
    for (let row = 0; row < count; row++) {
      const other = targetAgent[row] as number;
      if (other <= row || partner[row] !== NONE || partner[other] !== NONE || targetAgent[other] !== row) continue;
      this.#pair(row, other, 'mutual_consent', this.discounted[row] as number);
    }
  }

  /**
   * Pairs those left in order of their discounted scores. Instead of sorting all of them, each one's best is drawn from a heap; who finds it taken proposes
   * to the best of those still free.
   */
  #pairFallingBack(): void {
    const { state, partners } = this.#parts;
    const free = this.#free;
    const proposals = this.#proposals;
    for (let row = 0; row < state.count; row++)
      free[row] = state.present[row] === 1 && state.partner[row] === NONE && state.committed[row] === NONE ? 1 : 0;
    partners.beginFallback(free, this.#absent);
    proposals.clear();
    for (let row = 0; row < state.count; row++) {
      const wanted = this.preferred[row] as number;
      if (free[row] === 0 || wanted === NONE) continue;
      if (free[wanted] === 1) proposals.push(row, wanted, this.discounted[row] as number);
      else this.#propose(row);
    }
    while (proposals.pop()) {
      const { proposer, partner, discounted } = proposals;
      if (free[proposer] === 0) continue;
      if (free[partner] === 0) {
        this.#propose(proposer);
        continue;
      }
      free[proposer] = 0;
      free[partner] = 0;
      this.#pair(proposer, partner, 'fallback', discounted);
      state.aimAtAgent(proposer, partner);
      state.aimAtAgent(partner, proposer);
    }
  }

  #propose(row: number): void {
    const { partners } = this.#parts;
    const partner = partners.fallBack(row);
    if (partner !== NONE) this.#proposals.push(row, partner, partners.discounted);
  }

  #pair(proposer: number, partner: number, reason: PairReason, discounted: number): void {
    const { state, witness } = this.#parts;
    state.partner[proposer] = partner;
    state.partner[partner] = proposer;
    state.cooldowns.clearMutual(proposer, partner);
    witness.paired?.(proposer, partner, reason, discounted);
  }

  /** Whoever wanted a partner and has none may still forage. */
  #settleRest(mode: Mode): void {
    const { state } = this.#parts;
    for (let row = 0; row < state.count; row++) {
      if (state.partner[row] !== NONE || state.targetAgent[row] === NONE) continue;
      if (mode === 'both') this.#forageOrRest(row);
      else state.rest(row);
    }
  }
}
