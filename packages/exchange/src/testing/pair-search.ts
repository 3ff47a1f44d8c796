import { createAgents } from '../agent-reading.js';
import { createTraders } from '../row-traders.js';
import { createRules } from '../rules.js';
import { ALWAYS_OPEN } from '../spatial/barter-gate.js';
import { Decisions } from '../spatial/decisions.js';
import { discountOf } from '../spatial/distance.js';
import type { ExchangeConfig } from '../spatial/exchange-config.js';
import { ForageGains } from '../spatial/forage-gains.js';
import { ForageSearch } from '../spatial/forage-search.js';
import { GridState } from '../spatial/grid-state.js';
import { pairScores } from '../spatial/pair-scores.js';
import { PartnerSearch } from '../spatial/partner-search.js';
import { resourceMap } from '../spatial/resources.js';

/** Buckets of so many times the grid's side hold all of it. */
const WHOLE = 8;

/**
 * The search for partners alone: pairs up everybody of a configuration as they stand, none of them paired before.
 *
 * @param isIndexed - whether agents look for others in buckets around them, or at everybody
 * @returns pairs them up anew at each call, and gives each one's partner, -1 for none, by ascending id
 */
export function createPairSearch(config: ExchangeConfig, isIndexed: boolean): () => readonly number[] {
  const rules = createRules(config.rules);
  const sorted = [...config.agents].sort((a, b) => a.id - b.id);
  const traders = createTraders(
    createAgents(
      sorted.map(({ x: _x, y: _y, ...agent }) => agent),
      rules,
    ),
    rules,
  );
  const map = resourceMap([], rules.goods, config.side);
  const x = Int32Array.from(sorted, (agent) => agent.x);
  const y = Int32Array.from(sorted, (agent) => agent.y);
  const state = new GridState(x, y, map);
  const { beta, visionRadius, improvementEpsilon, forageRate } = rules.params;
  const discount = discountOf(beta, visionRadius, config.side);
  const scores = pairScores(traders, ALWAYS_OPEN);
  const bucketReach = isIndexed ? discount.reach : WHOLE * config.side;
  const partners = new PartnerSearch(state, scores, discount, improvementEpsilon, config.side, bucketReach);
  const gains = new ForageGains(traders, rules.goods.length, forageRate, map);
  const forage = new ForageSearch(state, map, gains, discount, config.side);
  const decisions = new Decisions({ state, map, forage, partners, claiming: false, witness: {} });
  return () => {
    state.partner.fill(-1);
    scores.begin();
    decisions.decide('trade');
    return Array.from(state.partner, (row) => (row === -1 ? -1 : (traders.ids[row] as number)));
  };
}
