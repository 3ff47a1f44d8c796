import { pow } from '@bagehot/kernel';
import type { Mode } from '../matching.js';
import type { ExchangeParams } from '../params.js';
import { type NaiveAgent, type NaiveCell, type Preference, stepsBetween } from './naive-agent.js';

/** What decisions are made from. */
export interface NaiveScene {
  readonly tick: number;
  readonly mode: Mode;
  readonly params: ExchangeParams;
  readonly agents: readonly NaiveAgent[];
  readonly cells: readonly NaiveCell[];
  score(a: NaiveAgent, b: NaiveAgent): number;
  /** Utility of goods gained from so much more of one. */
  gain(agent: NaiveAgent, good: number, amount: number): number;
  paired(proposer: NaiveAgent, partner: NaiveAgent, reason: 'mutual_consent' | 'fallback', discounted: number): void;
  /** Told of everybody one would trade with, when it is one's turn: of those who are paired, too. */
  ranked(agent: NaiveAgent, preferences: readonly Preference[]): void;
}

/** Step by step as the exchange specification, section 11.3, says. */
export function decideNaively(scene: NaiveScene): void {
  dropStaleClaims(scene);
  for (const agent of scene.agents) chooseTarget(agent, scene);
  pairMutually(scene);
  pairFallingBack(scene);
  settleRest(scene);
}

/** Step 0. */
function dropStaleClaims({ cells }: NaiveScene): void {
  for (const cell of cells) {
    const owner = cell.claimedBy;
    if (owner === null || owner.committedTo === cell) continue;
    const stands = stepsBetween(owner, cell) === 0;
    const aims = owner.target !== null && owner.target[0] === cell.x && owner.target[1] === cell.y;
    if (stands || !aims) cell.claimedBy = null;
  }
}

/** Step 1. */
function chooseTarget(agent: NaiveAgent, scene: NaiveScene): void {
  agent.preferences = [];
  const { committedTo } = agent;
  if (committedTo !== null) {
    if (committedTo.amount > 0) {
      aimAtCell(agent, committedTo);
      return;
    }
    agent.committedTo = null;
    if (committedTo.claimedBy === agent) committedTo.claimedBy = null;
  }
  if (agent.pairedWith !== null) {
    aimAtAgent(agent, agent.pairedWith);
    if (scene.mode !== 'forage') scene.ranked(agent, preferencesOf(agent, scene));
    return;
  }
  let best: Preference | undefined;
  if (scene.mode !== 'forage') {
    agent.preferences = preferencesOf(agent, scene);
    scene.ranked(agent, agent.preferences);
    best = agent.preferences[0];
  }
  if (scene.mode === 'trade') {
    if (best === undefined) rest(agent);
    else aimAtAgent(agent, best.partner);
    return;
  }
  const forage = forageChoice(agent, scene);
  if (best !== undefined && (forage === null || best.discounted > forage.score)) aimAtAgent(agent, best.partner);
  else if (forage !== null) commit(agent, forage.cell, scene);
  else rest(agent);
}

/** Everybody one would trade with, best first. */
function preferencesOf(agent: NaiveAgent, { tick, params, score }: NaiveScene): readonly Preference[] {
  return agent.neighbours
    .filter((other) => other.committedTo === null && !(tick < (agent.cooldowns.get(other) ?? tick)))
    .map((partner): Preference => {
      const distance = stepsBetween(agent, partner);
      const value = score(agent, partner);
      return { partner, score: value, discounted: value * pow(params.beta, distance), distance };
    })
    .filter((preference) => preference.score > params.improvementEpsilon)
    .sort((a, b) => b.discounted - a.discounted || a.partner.id - b.partner.id);
}

/** The cell one would rather forage in. */
function forageChoice(
  agent: NaiveAgent,
  { params, gain }: NaiveScene,
): { readonly cell: NaiveCell; readonly score: number } | null {
  const open = agent.cells
    .filter(({ claimedBy }) => claimedBy === null || claimedBy === agent)
    .map((cell) => {
      const distance = stepsBetween(agent, cell);
      const gained = gain(agent, cell.good, Math.min(cell.amount, params.forageRate));
      return { cell, distance, gained, score: gained * pow(params.beta, distance) };
    });
  // Sorting keeps the order of x, then y, among equals.
  const [best] = open.filter(({ gained }) => gained > 0).sort((a, b) => b.score - a.score);
  if (best !== undefined) return best;
  const [nearest] = open
    .filter(({ gained }) => gained === 0)
    .sort((a, b) => a.distance - b.distance || a.cell.good - b.cell.good);
  return nearest === undefined ? null : { cell: nearest.cell, score: 0 };
}

function commit(agent: NaiveAgent, cell: NaiveCell, { params }: NaiveScene): void {
  if (params.enableResourceClaiming) cell.claimedBy = agent;
  agent.committedTo = cell;
  aimAtCell(agent, cell);
}

/** Step 2. */
function pairMutually({ agents, paired }: NaiveScene): void {
  for (const agent of agents) {
    const other = agent.targetAgent;
    if (agent.pairedWith !== null || other === null || other.pairedWith !== null) continue;
    if (other.targetAgent !== agent || agent.id > other.id) continue;
    pair(agent, other);
    paired(agent, other, 'mutual_consent', agent.preferences[0]?.discounted ?? 0);
  }
}

/** Step 3. */
function pairFallingBack({ agents, paired }: NaiveScene): void {
  const isFree = (agent: NaiveAgent): boolean => agent.pairedWith === null && agent.committedTo === null;
  const candidates = agents
    .filter(isFree)
    .flatMap((agent) => agent.preferences.map((preference) => ({ agent, ...preference })))
    .filter(({ partner }) => isFree(partner))
    .sort((a, b) => b.discounted - a.discounted || a.agent.id - b.agent.id || a.partner.id - b.partner.id);
  for (const { agent, partner, discounted } of candidates) {
    if (!isFree(agent) || !isFree(partner)) continue;
    pair(agent, partner);
    paired(agent, partner, 'fallback', discounted);
    aimAtAgent(agent, partner);
    aimAtAgent(partner, agent);
  }
}

/** Step 4. */
function settleRest(scene: NaiveScene): void {
  for (const agent of scene.agents) {
    if (agent.pairedWith !== null || agent.targetAgent === null) continue;
    rest(agent);
    if (scene.mode !== 'both') continue;
    const forage = forageChoice(agent, scene);
    if (forage !== null) commit(agent, forage.cell, scene);
  }
}

function pair(a: NaiveAgent, b: NaiveAgent): void {
  a.pairedWith = b;
  b.pairedWith = a;
  a.cooldowns.delete(b);
  b.cooldowns.delete(a);
}

function aimAtAgent(agent: NaiveAgent, other: NaiveAgent): void {
  agent.targetAgent = other;
  agent.target = [other.x, other.y];
}

function aimAtCell(agent: NaiveAgent, { x, y }: NaiveCell): void {
  agent.targetAgent = null;
  agent.target = [x, y];
}

function rest(agent: NaiveAgent): void {
  agent.targetAgent = null;
  agent.target = null;
}
