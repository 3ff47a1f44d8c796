import type { ExchangeAgent, ExchangeAgentInput } from './agent.js';
import { createAgents } from './agent-reading.js';
import { depthOf, isThin } from './liquidity.js';
import { overlapsDescending } from './overlap-order.js';
import type { PairRow } from './pair-type.js';
import { refusal } from './problems.js';
import { compareRanks, type RankKey, surplusKey } from './ranking.js';
import { createTraders } from './row-traders.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { Block, Trade } from './trade.js';
import type { Traders } from './traders.js';

/** Rounds after which nobody waits for an end any longer. */
const DEFAULT_MAX_ROUNDS = 1000;

/** Which agents meet. */
export interface PairOptions<Agent> {
  /** @defaultValue all */
  readonly filter?: ((lower: Agent, higher: Agent) => boolean) | undefined;
}

/** Who comes first in a round. */
export interface RoundOptions {
  /**
   * `surplus`: whose trade is worth most. `overlap`: who has the highest partner score, which costs less to find out; two who then find no trade are still free.
   *
   * @defaultValue 'surplus'
   */
  readonly by?: 'surplus' | 'overlap' | undefined;
}

/** How long rounds go on. */
export interface RunOptions extends RoundOptions {
  /** @defaultValue 1000 */
  readonly maxRounds?: number | undefined;
}

/** A round: who traded what, and everybody afterwards. */
export interface RoundOutcome {
  /** In the order of execution. */
  readonly trades: readonly Trade[];
  /** By ascending id. */
  readonly agents: readonly ExchangeAgent[];
}

/** Rounds until nobody could trade. */
export interface RoundsOutcome {
  /** Rounds in which somebody traded. */
  readonly rounds: number;
  /** Of each of these rounds. */
  readonly trades: readonly (readonly Trade[])[];
  /** By ascending id. */
  readonly agents: readonly ExchangeAgent[];
  /** Nobody could trade any more. */
  readonly converged: boolean;
}

/**
 * All pairs of agents, lower id first, ascending.
 *
 * @see exchange specification, section 10
 */
export function enumeratePairs<Agent extends { readonly id: number }>(
  agents: readonly Agent[],
  options: PairOptions<Agent> = {},
): readonly (readonly [lower: Agent, higher: Agent])[] {
  const { filter = () => true } = options;
  const sorted = [...agents].sort((a, b) => a.id - b.id);
  return sorted.flatMap((lower, index) =>
    sorted
      .slice(index + 1)
      .filter((higher) => filter(lower, higher))
      .map((higher) => [lower, higher] as const),
  );
}

/**
 * One round without a grid: the most promising trades are made first, each agent trading at most once. Nobody's inventory is changed in place.
 *
 * Under `mixed_liquidity_gated` everybody sees everybody. λ stays: see `estimateLambda`.
 *
 * @throws ExchangeError as `createRules` and `createAgents`
 * @see exchange specification, section 10
 */
export function matchRound(
  agents: Iterable<ExchangeAgentInput>,
  input: Rules | RulesInput = {},
  options: RoundOptions = {},
): RoundOutcome {
  const traders = tradersOf(agents, input);
  const blocks = createRounds(traders, options).next();
  return { trades: blocks.map((block) => traders.trade(block)), agents: everybody(traders) };
}

/**
 * Rounds until one has no trade.
 *
 * @throws ExchangeError as {@link matchRound}
 * @example
 * const { agents, converged } = runRounds(people, { regime: 'money_only' });
 */
export function runRounds(
  agents: Iterable<ExchangeAgentInput>,
  input: Rules | RulesInput = {},
  options: RunOptions = {},
): RoundsOutcome {
  const { maxRounds = DEFAULT_MAX_ROUNDS } = options;
  if (!Number.isSafeInteger(maxRounds) || maxRounds < 0)
    throw refusal('INVALID_OPTION', 'maxRounds', maxRounds, 'a whole number of at least 0');
  const traders = tradersOf(agents, input);
  const rounds = createRounds(traders, options);
  const trades: (readonly Trade[])[] = [];
  let converged = false;
  while (!converged && trades.length < maxRounds) {
    const blocks = rounds.next();
    converged = blocks.length === 0;
    if (!converged) trades.push(blocks.map((block) => traders.trade(block)));
  }
  return { rounds: trades.length, trades, agents: everybody(traders), converged };
}

/** Makes one round after the other. */
interface Rounds {
  /** The blocks that were carried out; quotes are written again. */
  next(): readonly Block[];
}

function createRounds(traders: Traders, { by = 'surplus' }: RoundOptions): Rounds {
  if (by !== 'surplus' && by !== 'overlap') throw refusal('INVALID_OPTION', 'by', by, 'surplus or overlap');
  const { rules, count } = traders;
  const everyRow = traders.ids.map((_, row) => row);
  const bySurplus = by === 'surplus' ? createSurplusOrder(traders) : undefined;
  return {
    next() {
      const barterOpen = isThin(depthOf(traders, everyRow), rules);
      const taken = new Uint8Array(count);
      const done: Block[] = [];
      const execute = (block: Block): void => {
        traders.apply(block);
        taken[block.seller] = 1;
        taken[block.buyer] = 1;
        done.push(block);
      };
      if (bySurplus !== undefined) {
        for (const block of bySurplus(barterOpen))
          if (taken[block.seller] === 0 && taken[block.buyer] === 0) execute(block);
      } else
        for (const [low, high] of byScore(traders, barterOpen, taken)) {
          const block = traders.best(low, high, barterOpen);
          if (block !== null) execute(block);
        }
      traders.refreshChanged();
      return done;
    },
  };
}

/**
 * The blocks of all pairs of rows, the best first. What two rows would trade is found out again only when one of them has changed.
 *
 * @returns to be called once per round
 */
function createSurplusOrder(traders: Traders): (barterOpen: boolean) => readonly Block[] {
  const { rules, count } = traders;
  const { tieTolerance } = rules.params;
  const known: (Ranked | null)[] = [];
  const seen = new Int32Array(count).fill(-1);
  let wasOpen: boolean | undefined;
  return (barterOpen) => {
    // A limit may change without anything a row shows.
    const forget = wasOpen !== barterOpen || rules.purchaseLimit !== undefined;
    wasOpen = barterOpen;
    const found: Ranked[] = [];
    let at = 0;
    for (let low = 0; low < count; low++)
      for (let high = low + 1; high < count; high++) {
        if (forget || seen[low] !== traders.version[low] || seen[high] !== traders.version[high])
          known[at] = rankedOf(traders.best(low, high, barterOpen), rules, tieTolerance);
        const ranked = known[at] ?? null;
        if (ranked !== null) found.push(ranked);
        at++;
      }
    seen.set(traders.version);
    return found.sort(compareRanks).map(({ block }) => block);
  };
}

/** A block, ready to be compared. */
interface Ranked extends RankKey {
  readonly block: Block;
}

function rankedOf(block: Block | null, rules: Rules, tieTolerance: number): Ranked | null {
  if (block === null) return null;
  return {
    block,
    surplus: surplusKey(block.buyerGain + block.sellerGain, tieTolerance),
    priority: (rules.pairs.rows[block.pair] as PairRow).priority,
    low: Math.min(block.seller, block.buyer),
    high: Math.max(block.seller, block.buyer),
  };
}

/** Pairs of rows neither of which is taken, the highest score first, then by priority of the pair type, then by row; each pair once. */
function* byScore(
  traders: Traders,
  barterOpen: boolean,
  taken: Uint8Array,
): Generator<readonly [low: number, high: number], void, undefined> {
  const { rules, count } = traders;
  const tried = new Set<number>();
  const isTaken = (row: number): boolean => taken[row] === 1;
  for (const { low, high } of rules.partnerScore.name === 'quote_overlap'
    ? overlapsDescending(traders, barterOpen, isTaken)
    : scoresDescending(traders, barterOpen)) {
    const key = low * count + high;
    if (isTaken(low) || isTaken(high) || tried.has(key)) continue;
    tried.add(key);
    yield [low, high];
  }
}

/** Every pair of rows with a score worth a look, by a score that may be anything. */
function scoresDescending(traders: Traders, barterOpen: boolean): readonly { low: number; high: number }[] {
  const { count, rules } = traders;
  const found: RankKey[] = [];
  for (let low = 0; low < count; low++)
    for (let high = low + 1; high < count; high++) {
      const surplus = traders.score(low, high, barterOpen);
      if (surplus > rules.params.improvementEpsilon) found.push({ surplus, priority: 0, low, high });
    }
  return found.sort(compareRanks);
}

function tradersOf(agents: Iterable<ExchangeAgentInput>, input: Rules | RulesInput): Traders {
  const rules = createRules(input);
  return createTraders(createAgents(agents, rules), rules);
}

function everybody(traders: Traders): readonly ExchangeAgent[] {
  return Array.from(traders.ids, (_, row) => traders.agent(row));
}
