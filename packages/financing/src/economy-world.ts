import { type AgentId, type DecimalInput, decimalPlaces, ONE } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { type FinancingAgentInput, readDecimal } from './agent.js';
import { columnsOf, readAgents } from './agent-columns.js';
import type { FinancingConfig, FinancingPorts, SpatialAgentInput } from './economy-config.js';
import { type RoundRules, readRoundRules } from './market-round.js';
import type { Participants } from './participants.js';
import { homeName, MARKET_STATION, NATURE, SETTLEMENT_STATION } from './posting.js';
import { Problems } from './problems.js';
import { cellsWithWay, createAstarMovement } from './space/astar.js';
import { DEPARTURE_RULES, type DepartureRule } from './space/departure.js';
import { type Cell, type Grid, readGrid } from './space/grid.js';
import { greedyMovement, type MovementPolicy, nearestMovement } from './space/movement.js';
import type { Space } from './space/whereabouts.js';
import type { TerminationLimits } from './termination.js';

const DEFAULT_MAX_ROUNDS = 200;
const DEFAULT_MAX_STALE_ROUNDS = 50;
const DEFAULT_CLEARED_ROUNDS = 5;

/** A configuration, read and checked: what stays the same in all rounds. Rows by ascending id. */
export interface EconomyWorld {
  readonly goods: number;
  /** `good/<name>`, the numeraire first. */
  readonly assets: readonly string[];
  /** Everybody at the beginning. */
  readonly people: Participants;
  /** Names on the ledger. */
  readonly names: readonly AgentId[];
  readonly space: Space;
  /** Share loaded on each trip, in units of 1 / loadOne. */
  readonly loadShares: readonly bigint[];
  readonly loadOne: bigint;
  readonly departure: DepartureRule;
  readonly limits: TerminationLimits;
  readonly rules: RoundRules;
}

/**
 * Reads a configuration.
 *
 * @throws FinancingError with every problem found: see `createSpatialEconomy`
 */
export function readEconomy(config: FinancingConfig, { agentName = String }: FinancingPorts): EconomyWorld {
  const problems = new Problems();
  const goods = config.agents[0]?.alpha.length ?? config.goods?.length ?? 0;
  const rules = readRoundRules(config, goods, problems);
  const grid = readGrid(config.grid, 'grid', problems);
  const assets = readGoods(config.goods, goods, problems);
  const people = readAgents(config.agents.map(atHome), rules.quantityScale, problems);
  const movement = readMovement(config, problems);
  if (grid !== undefined) checkHomes(config.agents, grid, problems);
  const order = [...config.agents.entries()].sort(([, a], [, b]) => a.id - b.id).map(([index]) => index);
  const sorted = order.map((index) => config.agents[index] as SpatialAgentInput);
  const names = readNames(sorted, order, agentName, problems);
  const load = readLoads(config, problems);
  const departure = config.departure ?? 'synchronised';
  if (!DEPARTURE_RULES.includes(departure))
    problems.add('INVALID_OPTION', 'departure', departure, `one of ${DEPARTURE_RULES.join(', ')}`);
  const limits = {
    maxRounds: readLimit(config.maxRounds, DEFAULT_MAX_ROUNDS, 'maxRounds', problems),
    maxStaleRounds: readLimit(config.maxStaleRounds, DEFAULT_MAX_STALE_ROUNDS, 'maxStaleRounds', problems),
    clearedRounds: readLimit(config.clearedRounds, DEFAULT_CLEARED_ROUNDS, 'clearedRounds', problems),
  };
  problems.check();
  return {
    goods,
    assets,
    people: { ...columnsOf(people, rules.quantityScale), goods },
    names,
    space: {
      grid: grid as Grid,
      movement,
      homes: sorted.map(({ homePosition: [x, y] }) => Object.freeze([x, y] as const)),
    },
    loadShares: order.map((index) => load.shares[index] as bigint),
    loadOne: load.one,
    departure,
    limits,
    rules,
  };
}

function readGoods(names: readonly string[] | undefined, goods: number, problems: Problems): readonly string[] {
  const given = names ?? Array.from({ length: goods }, (_, g) => String(g));
  if (given.length !== goods)
    problems.add('DIMENSION_MISMATCH', 'goods', `${given.length} long`, `${goods} long, as agents[0].alpha is`);
  for (const [g, name] of given.entries())
    if (typeof name !== 'string' || name === '' || given.indexOf(name) !== g)
      problems.add('INVALID_OPTION', `goods[${g}]`, name, 'a name of its own');
  return given.map((name) => `good/${name}`);
}

/** Trips begin at home. */
function atHome({ id, alpha, home, personal }: SpatialAgentInput): FinancingAgentInput {
  return { id, alpha, home, personal };
}

function readMovement({ movement = 'greedy', grid }: FinancingConfig, problems: Problems): MovementPolicy {
  const policy = typeof movement === 'string' ? movementNamed(movement) : movement;
  if (policy === undefined) {
    problems.add('INVALID_OPTION', 'movement', movement, 'greedy, nearest, astar or a movement policy');
    return greedyMovement;
  }
  if (policy.avoidsObstacles === false && (grid.obstacles?.length ?? 0) > 0)
    problems.add(
      'INVALID_OPTION',
      'movement',
      policy.name,
      'astar or a policy that avoids obstacles: the grid has some',
    );
  return policy;
}

function movementNamed(name: string): MovementPolicy | undefined {
  switch (name) {
    case 'greedy':
      return greedyMovement;
    case 'nearest':
      return nearestMovement;
    case 'astar':
      return createAstarMovement();
    default:
      return undefined;
  }
}

function checkHomes(inputs: readonly SpatialAgentInput[], grid: Grid, problems: Problems): void {
  const ways = grid.obstacles.length === 0 ? undefined : cellsWithWay(grid.market, grid);
  for (const [index, { homePosition }] of inputs.entries()) {
    const path = `agents[${index}].homePosition`;
    const [x, y] = Array.isArray(homePosition) ? (homePosition as Cell) : [Number.NaN, Number.NaN];
    if (!Number.isInteger(x) || !Number.isInteger(y) || !grid.isFree(x, y))
      problems.add(
        'POSITION_OUTSIDE_GRID',
        path,
        `[${homePosition}]`,
        `a free cell from [0,0] to [${grid.width - 1},${grid.height - 1}]`,
      );
    else if (ways !== undefined && ways[y * grid.width + x] === 0)
      problems.add('POSITION_OUTSIDE_GRID', path, `[${homePosition}]`, 'a cell with a way to the market');
  }
}

/** Nobody's place may be another one's, nor a station. */
function readNames(
  sorted: readonly SpatialAgentInput[],
  order: readonly number[],
  agentName: (id: number) => AgentId,
  problems: Problems,
): readonly AgentId[] {
  const taken = new Set([NATURE, MARKET_STATION, SETTLEMENT_STATION]);
  const ids = new Set<number>();
  return sorted.map(({ id }, row) => {
    const name = agentName(id);
    if (ids.has(id)) return name;
    ids.add(id);
    for (const place of [name, homeName(name)]) {
      if (typeof name !== 'string' || name === '' || taken.has(place))
        problems.add(
          'DUPLICATE_AGENT_ID',
          `agents[${order[row]}].id`,
          `${id}, on the ledger ${JSON.stringify(place)}`,
          'somebody whose name is nobody else’s and no station',
        );
      taken.add(place);
    }
    return name;
  });
}

/** Everybody's share in common units, in the order given. */
function readLoads(
  { agents, loadFraction = ONE }: FinancingConfig,
  problems: Problems,
): { readonly shares: readonly bigint[]; readonly one: bigint } {
  const usual = readShare(loadFraction, 'loadFraction', problems);
  const shares = agents.map((agent, index) =>
    agent.loadFraction === undefined ? usual : readShare(agent.loadFraction, `agents[${index}].loadFraction`, problems),
  );
  let decimals = 0;
  for (const share of shares) decimals = Math.max(decimals, decimalPlaces(share));
  return { shares: shares.map((share) => unitsOf(share, decimals) as bigint), one: 10n ** BigInt(decimals) };
}

function readShare(value: DecimalInput, path: string, problems: Problems): typeof ONE {
  const share = readDecimal(value, path, problems);
  if (share === undefined) return ONE;
  if (share.gte(0) && share.lte(1)) return share;
  problems.add('LOAD_FRACTION_OUT_OF_RANGE', path, share, 'from 0 to 1');
  return ONE;
}

function readLimit(limit: number | undefined, usual: number, path: string, problems: Problems): number {
  if (limit === undefined) return usual;
  if ((Number.isInteger(limit) && limit >= 1) || limit === Number.POSITIVE_INFINITY) return limit;
  problems.add('INVALID_OPTION', path, limit, 'a whole number from 1, or Infinity');
  return usual;
}
