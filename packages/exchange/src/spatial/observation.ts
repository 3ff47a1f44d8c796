import { activePairs, type Mode } from '../matching.js';
import type { Block, Trade } from '../trade.js';
import type { Traders } from '../traders.js';
import { type Barter, DepthGate } from './barter-gate.js';
import type { Decisions, DecisionWitness } from './decisions.js';
import { distance } from './distance.js';
import type { Cell, ExchangeEvent, UnpairReason } from './events.js';
import type { ExchangeWorld } from './exchange-world.js';
import { type GridState, NONE } from './grid-state.js';
import type { HarvestWitness } from './harvests.js';
import type { Herald } from './herald.js';
import type { LambdaPhase } from './lambda-phase.js';
import type { Sight } from './sight.js';
import { targetOf } from './snapshot.js';
import type { TradeWitness } from './trading.js';

/** What events are made of. */
export interface ObservedParts {
  readonly world: ExchangeWorld;
  readonly state: GridState;
  readonly traders: Traders;
  readonly sight: Sight;
  readonly barter: Barter;
  score(a: number, b: number): number;
}

/** In place of a number of neighbours. */
const UNCOUNTED = -1;

/** What became of λ in a tick. */
type Lambdas = Pick<LambdaPhase, 'changed' | 'perceived'>;

type Witness = DecisionWitness & TradeWitness & HarvestWitness;

/**
 * Makes the events of a tick out of what the phases tell, for those that are wanted.
 *
 * @see exchange specification, sections 11 and 14
 */
export class Observation {
  /** What the phases tell; what nobody wants is left out. */
  readonly witness: Witness;
  readonly #parts: ObservedParts;
  readonly #herald: Herald;
  readonly #ids: readonly number[];
  /** By row: partners it would have had when it was its turn. */
  readonly #alternatives: Int32Array;
  /** By row: others in sight, for those who have been counted already. */
  readonly #neighbors: Int32Array;

  constructor(parts: ObservedParts, herald: Herald) {
    this.#parts = parts;
    this.#herald = herald;
    this.#ids = parts.world.ids;
    this.#alternatives = new Int32Array(parts.state.count);
    this.#neighbors = new Int32Array(parts.state.count).fill(UNCOUNTED);
    this.witness = this.#witnessFor(herald);
  }

  /** A pairing has ended otherwise than by a failed trade. */
  unpaired(low: number, high: number, reason: UnpairReason): void {
    if (!this.#herald.standard) return;
    this.#herald.tell({ kind: 'Unpaired', day: this.#day, agents: [this.#id(low), this.#id(high)], reason });
  }

  /** The mode is another one than in the tick before. */
  modeChanged(from: Mode, to: Mode): void {
    if (this.#herald.standard) this.#herald.tell({ kind: 'ModeChanged', day: this.#day, from, to });
  }

  /** Told of everybody who has moved; null when nobody wants to know. */
  get moved(): ((row: number, fromX: number, fromY: number) => void) | undefined {
    if (!this.#herald.debug) return undefined;
    return (row, fromX, fromY) =>
      this.#herald.tell({
        kind: 'Moved',
        day: this.#day,
        agent: this.#id(row),
        from: [fromX, fromY],
        to: this.#position(row),
      });
  }

  /** Everybody has decided. */
  decided(decisions: Decisions, mode: Mode): void {
    if (!this.#herald.standard) return;
    const { count } = this.#parts.state;
    for (let row = 0; row < count; row++) this.#herald.tell(this.#decisionOf(row, decisions, mode));
    this.#alternatives.fill(0);
    this.#neighbors.fill(UNCOUNTED);
  }

  /** Any other event of the standard level. */
  tell(event: ExchangeEvent): void {
    if (this.#herald.standard) this.#herald.tell(event);
  }

  /** The tick is over. */
  tickState(mode: Mode): void {
    if (!this.#herald.minimal) return;
    const { rules } = this.#parts.world;
    const { regime } = rules;
    this.#herald.tell({ kind: 'TickState', day: this.#day, mode, regime, activePairs: activePairs(mode, rules) });
  }

  /**
   * Everybody as they are now.
   *
   * @param day - of the snapshot
   * @param lambdas - what became of λ in the tick, if there was one
   */
  agents(day: number, lambdas?: Lambdas): void {
    if (!this.#herald.standard) return;
    for (let row = 0; row < this.#parts.state.count; row++) this.#herald.tell(this.#snapshotOf(row, day, lambdas));
  }

  /** What grows where. */
  resources(day: number): void {
    if (!this.#herald.standard) return;
    const { world, state } = this.#parts;
    const { resources, goods } = world;
    const cells = Array.from({ length: resources.count }, (_, cell) => ({
      cell: this.#cell(cell),
      good: goods[resources.good[cell] as number] as string,
      amount: state.amount[cell] as number,
    }));
    this.#herald.tell({ kind: 'ResourceSnapshot', day, cells });
  }

  get #day(): number {
    return this.#parts.state.tick;
  }

  #id(row: number): number {
    return this.#ids[row] as number;
  }

  #position(row: number): Cell {
    const { x, y } = this.#parts.state;
    return [x[row] as number, y[row] as number];
  }

  #cell(cell: number): Cell {
    const { x, y } = this.#parts.world.resources;
    return [x[cell] as number, y[cell] as number];
  }

  #witnessFor({ minimal, standard, debug }: Herald): Witness {
    const herald = this.#herald;
    const { world } = this.#parts;
    const good = (cell: number): string => world.goods[world.resources.good[cell] as number] as string;
    const witness: { -readonly [Key in keyof Witness]: Witness[Key] } = {};
    if (minimal) witness.traded = (trade, block, contract) => this.#traded(trade, block, contract);
    if (standard) {
      witness.paired = (proposer, partner, reason, discounted) =>
        herald.tell({
          kind: 'Paired',
          day: this.#day,
          agents: [this.#id(proposer), this.#id(partner)],
          reason,
          discounted,
        });
      witness.parted = (low, high) => this.unpaired(low, high, 'trade_failed');
      witness.preferring = (row) => this.#rankPreferences(row);
      witness.harvested = (row, cell, amount) =>
        herald.tell({
          kind: 'Harvested',
          day: this.#day,
          agent: this.#id(row),
          cell: this.#cell(cell),
          good: good(cell),
          amount,
        });
      witness.regrown = (cell, amount) =>
        herald.tell({
          kind: 'Regrown',
          day: this.#day,
          cell: this.#cell(cell),
          good: good(cell),
          amount,
          left: this.#parts.state.amount[cell] as number,
        });
    }
    if (debug)
      witness.attempted = (low, high, block) =>
        herald.tell({
          kind: 'TradeAttempted',
          day: this.#day,
          agents: [this.#id(low), this.#id(high)],
          trade: block === null ? null : this.#parts.traders.trade(block),
        });
    return witness;
  }

  #traded(trade: Trade, { seller, buyer }: Block, contract: string | undefined): void {
    const { lambda } = this.#parts.traders;
    this.#herald.tell({
      kind: 'ExchangeTrade',
      day: this.#day,
      trade,
      sellerLambda: lambda[seller] as number,
      buyerLambda: lambda[buyer] as number,
      cell: this.#position(Math.min(seller, buyer)),
      ...(contract === undefined ? {} : { contract }),
    });
  }

  /** Counts an agent's alternatives; lists them where that is wanted. */
  #rankPreferences(row: number): void {
    const { sight, state, world, score } = this.#parts;
    const { improvementEpsilon, beta, logPreferences } = world.rules.params;
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
    if (!isListed || beta <= 0) return;
    wanted.sort((a, b) => b.discounted - a.discounted || a.other - b.other);
    for (const [at, { other, score: value, discounted, away }] of wanted.entries())
      this.#herald.tell({
        kind: 'PreferenceRanked',
        day: this.#day,
        agent: this.#id(row),
        partner: this.#id(other),
        rank: at + 1,
        score: value,
        discounted,
        distance: away,
        pairType: this.#scoredPair(row, other),
      });
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

  #decisionOf(row: number, { preferred, discounted }: Decisions, mode: Mode): ExchangeEvent {
    const { state } = this.#parts;
    const partner = state.partner[row] as number;
    const wanted = partner === NONE ? (preferred[row] as number) : partner;
    const committed = state.committed[row] as number;
    const isClaimed = committed !== NONE && state.claimedBy[committed] === row;
    return {
      kind: 'Decision',
      day: this.#day,
      agent: this.#id(row),
      mode,
      partner: wanted === NONE ? null : this.#id(wanted),
      discounted: wanted === NONE ? 0 : this.#discounted(row, wanted, discounted[row] as number),
      targetType: partner !== NONE ? 'trade' : committed !== NONE ? 'forage' : 'idle',
      target: targetOf(state, row),
      neighbors: this.#neighborsOf(row),
      alternatives: this.#alternatives[row] as number,
      claimed: isClaimed ? this.#cell(committed) : null,
      isPaired: partner !== NONE,
      isCommitted: committed !== NONE,
    };
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

  /** Ask, bid, p_min and p_max of every pair type. */
  #quotesOf(row: number): readonly number[] {
    const { count, asks, bids, pMin, pMax, rules } = this.#parts.traders;
    const quotes: number[] = [];
    for (let at = row, k = rules.pairs.rows.length; k > 0; at += count, k--)
      quotes.push(asks[at] as number, bids[at] as number, pMin[at] as number, pMax[at] as number);
    return quotes;
  }

  #snapshotOf(row: number, day: number, lambdas: Lambdas | undefined): ExchangeEvent {
    const { state, traders, world, barter } = this.#parts;
    const { width, holdings } = traders;
    const partner = state.partner[row] as number;
    const targetAgent = state.targetAgent[row] as number;
    const gate = barter instanceof DepthGate && day >= 0 ? barter : null;
    return {
      kind: 'AgentSnapshot',
      day,
      agent: this.#id(row),
      cell: this.#position(row),
      holdings: cellsFrom(holdings, row * width, width),
      utility: traders.goodsUtility(row),
      totalUtility: traders.totalUtility(row),
      utilityType: world.agents[row]?.utility.type ?? '',
      quotes: this.#quotesOf(row),
      perceivedPrices: pricesOf(row, width - 1, lambdas?.perceived ?? null),
      lambda: traders.lambda[row] as number,
      lambdaChanged: lambdas?.changed[row] === 1,
      liquidityDepth: gate === null ? null : (gate.depth[row] as number),
      barterOpen: gate === null ? null : gate.isOpen(row, row),
      partner: partner === NONE ? null : this.#id(partner),
      targetAgent: targetAgent === NONE ? null : this.#id(targetAgent),
      target: targetOf(state, row),
    };
  }
}

/** A row of prices, of any there are. */
function pricesOf(row: number, goods: number, prices: Float64Array | null): readonly (number | null)[] | null {
  if (prices === null) return null;
  return Array.from(prices.subarray(row * goods, (row + 1) * goods), (price) => (Number.isNaN(price) ? null : price));
}

/** A few cells of a column as a list. */
function cellsFrom(column: Float64Array, from: number, length: number): readonly number[] {
  const cells: number[] = [];
  for (let k = 0; k < length; k++) cells.push(column[from + k] as number);
  return cells;
}
