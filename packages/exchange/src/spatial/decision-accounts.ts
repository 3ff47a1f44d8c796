import type { Mode } from '../matching.js';
import type { Decisions } from './decisions.js';
import { distance } from './distance.js';
import type { Decision } from './events.js';
import { NONE } from './grid-state.js';
import type { Herald } from './herald.js';
import { type ObservedParts, placeOf } from './observed-parts.js';
import { targetOf } from './snapshot.js';

/** In place of a number of neighbours. */
const UNCOUNTED = -1;

/** What agents decide in a tick, and what they decided between. */
export class DecisionAccounts {
  readonly #parts: ObservedParts;
  readonly #herald: Herald;
  /** By row: partners it would have had when it was its turn. */
  readonly #alternatives: Int32Array;
  /** By row: others in sight, for those who have been counted already. */
  readonly #neighbors: Int32Array;

  constructor(parts: ObservedParts, herald: Herald) {
    this.#parts = parts;
    this.#herald = herald;
    this.#alternatives = new Int32Array(parts.state.count);
    this.#neighbors = new Int32Array(parts.state.count).fill(UNCOUNTED);
  }

  /** Forgets the tick. */
  clear(): void {
    this.#alternatives.fill(0);
    this.#neighbors.fill(UNCOUNTED);
  }

  /** Counts an agent's alternatives; lists them where that is wanted. */
  rank(row: number): void {
    const { sight, state, world, score } = this.#parts;
    const { improvementEpsilon, logPreferences } = world.rules.params;
    const isPaired = state.partner[row] !== NONE;
    const isListed = this.#herald.debug || logPreferences;
    if (isPaired && !isListed) return;
    const wanted: { other: number; score: number; discounted: number; away: number }[] = [];
    let alternatives = 0;
    let neighbors = 0;
    sight.each(row, (other, away) => {
      neighbors++;
      if (state.committed[other] !== NONE) return;
      const value = score(row, other);
      if (!(value > improvementEpsilon) || state.cooldowns.blocks(row, other, state.tick)) return;
      alternatives++;
      if (isListed) wanted.push({ other, score: value, discounted: value * sight.factor(away), away });
    });
    this.#neighbors[row] = neighbors;
    this.#alternatives[row] = isPaired ? 0 : alternatives;
    if (!isListed) return;
    wanted.sort((a, b) => b.discounted - a.discounted || a.other - b.other);
    for (const [at, { other, score: value, discounted, away }] of wanted.entries())
      this.#herald.tell({
        kind: 'PreferenceRanked',
        day: state.tick,
        agent: world.ids[row] as number,
        partner: world.ids[other] as number,
        rank: at + 1,
        score: value,
        discounted,
        distance: away,
        pairType: this.#scoredPair(row, other),
      });
  }

  /** What somebody does, once all have decided. */
  of(row: number, { preferred, discounted }: Decisions, mode: Mode): Decision {
    const { state, world } = this.#parts;
    const partner = state.partner[row] as number;
    const wanted = partner === NONE ? (preferred[row] as number) : partner;
    const committed = state.committed[row] as number;
    const isClaimed = committed !== NONE && state.claimedBy[committed] === row;
    return {
      kind: 'Decision',
      day: state.tick,
      agent: world.ids[row] as number,
      mode,
      partner: wanted === NONE ? null : (world.ids[wanted] as number),
      discounted: wanted === NONE ? 0 : this.#discounted(row, wanted, discounted[row] as number),
      targetType: partner !== NONE ? 'trade' : committed !== NONE ? 'forage' : 'idle',
      target: targetOf(state, row),
      neighbors: this.#neighborsOf(row),
      alternatives: this.#alternatives[row] as number,
      claimed: isClaimed ? placeOf(world, committed) : null,
      isPaired: partner !== NONE,
      isCommitted: committed !== NONE,
    };
  }

  /** The pair type that the score of two comes from. */
  #scoredPair(a: number, b: number): string | null {
    const { traders, barter } = this.#parts;
    const { name } = traders.rules.partnerScore;
    const isOpen = barter.isOpen(a, b);
    if (name === 'quote_overlap') return traders.overlapPair(a, b, isOpen)?.name ?? null;
    const block = name === 'exact' ? traders.best(a, b, isOpen) : null;
    return block === null ? null : traders.trade(block).pairType;
  }

  #neighborsOf(row: number): number {
    const counted = this.#neighbors[row] as number;
    if (counted !== UNCOUNTED) return counted;
    let neighbors = 0;
    this.#parts.sight.each(row, () => {
      neighbors++;
    });
    return neighbors;
  }

  /** Of a partner it has, as things stand; of one it wanted, as found. */
  #discounted(row: number, other: number, found: number): number {
    const { state, sight, score } = this.#parts;
    if (state.partner[row] !== other) return found;
    const { x, y } = state;
    const away = distance(x[row] as number, y[row] as number, x[other] as number, y[other] as number);
    return score(row, other) * sight.factor(away);
  }
}
