import { pow } from '@bagehot/kernel';
import { activePairs, type Mode } from '../matching.js';
import type { Rules } from '../rules.js';
import type {
  AgentSnapshot,
  Cell,
  Decision,
  PreferenceRanked,
  ResourceSnapshot,
  TickState,
} from '../spatial/events.js';
import type { Traders } from '../traders.js';
import { type NaiveAgent, type NaiveCell, type Preference, stepsBetween } from './naive-agent.js';

/** What the naive exchange knows when it tells of somebody. */
export interface NaiveView {
  readonly tick: number;
  readonly traders: Traders;
  isBarterOpen(a: NaiveAgent, b: NaiveAgent): boolean;
}

/** What has become of λ in a tick. */
export interface NaiveLambdas {
  readonly changed: ReadonlySet<number>;
  /** Row-major by good, `NaN` for none; null where nobody estimates. */
  readonly perceived: Float64Array | null;
}

/** Everybody one would trade with, in order. */
export function tellPreferences(
  agent: NaiveAgent,
  preferences: readonly Preference[],
  view: NaiveView,
): readonly PreferenceRanked[] {
  return preferences.map(({ partner, score, discounted, distance }, index) => ({
    kind: 'PreferenceRanked',
    day: view.tick,
    agent: agent.id,
    partner: partner.id,
    rank: index + 1,
    score,
    discounted,
    distance,
    pairType: scoredPair(agent, partner, view),
  }));
}

/** The pair type a score comes from, where it is one of the package's own scores. */
function scoredPair(agent: NaiveAgent, partner: NaiveAgent, view: NaiveView): string | null {
  const { traders } = view;
  const isOpen = view.isBarterOpen(agent, partner);
  const { name } = traders.rules.partnerScore;
  if (name === 'quote_overlap') return traders.overlapPair(agent.row, partner.row, isOpen)?.name ?? null;
  if (name !== 'exact') return null;
  const block = traders.best(agent.row, partner.row, isOpen);
  return block === null ? null : traders.trade(block).pairType;
}

/** What somebody does, once all have decided. */
export function tellDecision(agent: NaiveAgent, mode: Mode, view: NaiveView): Decision {
  const { pairedWith, committedTo, preferences } = agent;
  const [best] = preferences;
  const wanted = pairedWith ?? best?.partner ?? null;
  return {
    kind: 'Decision',
    day: view.tick,
    agent: agent.id,
    mode,
    partner: wanted?.id ?? null,
    discounted: pairedWith === null ? (best?.discounted ?? 0) : discountedScore(agent, pairedWith, view),
    targetType: pairedWith !== null ? 'trade' : committedTo !== null ? 'forage' : 'idle',
    target: agent.target,
    neighbors: agent.neighbours.length,
    alternatives: preferences.length,
    claimed: committedTo?.claimedBy === agent ? [committedTo.x, committedTo.y] : null,
    isPaired: pairedWith !== null,
    isCommitted: committedTo !== null,
  };
}

function discountedScore(agent: NaiveAgent, partner: NaiveAgent, { traders, isBarterOpen }: NaiveView): number {
  const score = traders.score(agent.row, partner.row, isBarterOpen(agent, partner));
  return score * pow(traders.rules.params.beta, stepsBetween(agent, partner));
}

/** Somebody at the end of a tick, or before the first one when there are no λ of a tick. */
export function tellAgent(
  agent: NaiveAgent,
  day: number,
  { traders }: NaiveView,
  lambdas?: NaiveLambdas,
): AgentSnapshot {
  const { row } = agent;
  const { rules } = traders;
  const { inventory, lambdaMoney, utility, quotes } = traders.view(row);
  const isGated = lambdas !== undefined && countsDepth(rules);
  return {
    kind: 'AgentSnapshot',
    day,
    agent: agent.id,
    cell: [agent.x, agent.y],
    holdings: [...rules.goods, 'M'].map((name) => inventory[name] as number),
    utility: traders.goodsUtility(row),
    totalUtility: traders.totalUtility(row),
    utilityType: utility.type,
    quotes: rules.pairs.rows.flatMap(({ name }) => {
      const { ask, bid, pMin, pMax } = quotes.get(name) ?? { ask: 0, bid: 0, pMin: 0, pMax: 0 };
      return [ask, bid, pMin, pMax];
    }),
    perceivedPrices: pricesOf(row, rules.goods.length, lambdas?.perceived ?? null),
    lambda: lambdaMoney,
    lambdaChanged: lambdas?.changed.has(row) === true,
    liquidityDepth: isGated ? agent.depth : null,
    barterOpen: isGated ? agent.thin : null,
    partner: agent.pairedWith?.id ?? null,
    targetAgent: agent.targetAgent?.id ?? null,
    target: agent.target,
  };
}

/** Whether the regime asks how deep the market around somebody is. */
function countsDepth({ regimeRules, params }: Rules): boolean {
  return regimeRules.definition.liquidityGated === true && params.liquidityGate.kind === 'depth';
}

function pricesOf(row: number, goods: number, perceived: Float64Array | null): readonly (number | null)[] | null {
  if (perceived === null) return null;
  return [...perceived.slice(row * goods, (row + 1) * goods)].map((price) => (Number.isNaN(price) ? null : price));
}

/** What grows where. */
export function tellResources(cells: readonly NaiveCell[], day: number, { traders }: NaiveView): ResourceSnapshot {
  const { goods } = traders.rules;
  return {
    kind: 'ResourceSnapshot',
    day,
    cells: cells.map(({ x, y, good, amount }) => ({ cell: [x, y] as Cell, good: goods[good] as string, amount })),
  };
}

/** The tick is over. */
export function tellTick(mode: Mode, { tick, traders: { rules } }: NaiveView): TickState {
  return { kind: 'TickState', day: tick, mode, regime: rules.regime, activePairs: activePairs(mode, rules) };
}
