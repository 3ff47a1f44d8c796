import type { LedgerSnapshot } from '@bagehot/kernel';
import { formatUnits } from '@bagehot/kernel/quanta';
import type { EconomyWorld } from './economy-world.js';
import type { TerminationReason } from './events.js';
import { WEIGHT_DECIMALS } from './participants.js';
import { PHASES, type Phase } from './population-quanta.js';
import { Problems, refusal } from './problems.js';
import { type Cell, isInside } from './space/grid.js';
import type { Whereabouts } from './space/whereabouts.js';
import type { Quiet } from './termination.js';

/** An economy between two rounds, as plain JSON: what the ledger does not know, and what it takes to see that a world is the same. */
export interface FinancingSnapshot {
  readonly kind: 'financing';
  readonly version: 1;
  /** Rounds run so far. */
  readonly round: number;
  /** Rounds in a row so far in which the market was cleared. */
  readonly clearedRounds: number;
  /** Rounds in a row so far without trade and without a step. */
  readonly staleRounds: number;
  readonly termination: TerminationReason | null;
  /** Asset names. */
  readonly goods: readonly string[];
  readonly quantityScale: number;
  readonly grid: {
    readonly width: number;
    readonly height: number;
    readonly marketWidth: number;
    readonly marketHeight: number;
    readonly obstacles: readonly Cell[];
  };
  /** By ascending id. Stocks are on the ledger. */
  readonly agents: readonly {
    readonly id: number;
    readonly alpha: readonly string[];
    readonly homePosition: Cell;
    readonly position: Cell;
    readonly phase: Phase;
    readonly tripDistance: number;
  }[];
  /** Only where the ledger is the economy's own. */
  readonly ledger?: LedgerSnapshot;
}

/** What an economy knows beyond its ledger. Replaced as a whole by each round. */
export interface EconomyState {
  readonly round: number;
  readonly quiet: Quiet;
  readonly termination: TerminationReason | null;
  readonly whereabouts: Whereabouts;
}

/** The state as data. */
export function takeSnapshot(
  world: EconomyWorld,
  state: EconomyState,
  ledger: LedgerSnapshot | undefined,
): FinancingSnapshot {
  const { x, y, phase, tripDistance } = state.whereabouts;
  const { ids } = world.people;
  return {
    kind: 'financing',
    version: 1,
    round: state.round,
    clearedRounds: state.quiet.cleared,
    staleRounds: state.quiet.stale,
    termination: state.termination,
    ...worldOf(world),
    agents: Array.from(ids, (id, row) => ({
      id,
      alpha: weightsOf(world, row),
      homePosition: world.space.homes[row] as Cell,
      position: [x[row] as number, y[row] as number],
      phase: PHASES[phase[row] as number] as Phase,
      tripDistance: tripDistance[row] as number,
    })),
    ...(ledger === undefined ? {} : { ledger }),
  };
}

/**
 * The state a snapshot describes.
 *
 * @param shared - whether the economy is given a ledger, on which the goods then stand
 * @throws FinancingError `INVALID_SNAPSHOT` with every problem found: another kind or version, another world (goods, grid, people, their tastes and homes), a state
 * that cannot be, a ledger missing or one too many
 */
export function readSnapshot(snapshot: FinancingSnapshot, world: EconomyWorld, shared: boolean): EconomyState {
  const problems = new Problems();
  const expect = (path: string, found: unknown, wanted: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      problems.add('INVALID_SNAPSHOT', `snapshot.${path}`, JSON.stringify(found), JSON.stringify(wanted));
  };
  if (typeof snapshot !== 'object' || snapshot === null)
    throw refusal('INVALID_SNAPSHOT', 'snapshot', snapshot, 'one that an economy has made');
  expect('kind', snapshot.kind, 'financing');
  expect('version', snapshot.version, 1);
  problems.check();
  const { goods, quantityScale, grid } = worldOf(world);
  expect('goods', snapshot.goods, goods);
  expect('quantityScale', snapshot.quantityScale, quantityScale);
  expect('grid', snapshot.grid, grid);
  const agents = Array.isArray(snapshot.agents) ? snapshot.agents : [];
  expect('agents.length', agents.length, world.people.count);
  problems.check();
  for (const path of ['round', 'clearedRounds', 'staleRounds'] as const)
    if (!isCount(snapshot[path]))
      problems.add('INVALID_SNAPSHOT', `snapshot.${path}`, snapshot[path], 'a whole number from 0');
  if (![null, 'market_cleared', 'stale_progress', 'horizon'].includes(snapshot.termination))
    problems.add('INVALID_SNAPSHOT', 'snapshot.termination', snapshot.termination, 'a reason or null');
  if (shared !== (snapshot.ledger === undefined))
    problems.add(
      'INVALID_SNAPSHOT',
      'snapshot.ledger',
      shared ? 'given' : 'missing',
      shared ? 'left out where the economy is given a ledger' : 'given where the economy has a ledger of its own',
    );
  for (const [row, agent] of agents.entries()) {
    const path = `agents[${row}]`;
    expect(`${path}.id`, agent.id, world.people.ids[row]);
    expect(`${path}.alpha`, agent.alpha, weightsOf(world, row));
    expect(`${path}.homePosition`, agent.homePosition, world.space.homes[row]);
    if (!canBe(agent, world))
      problems.add(
        'INVALID_SNAPSHOT',
        `snapshot.${path}`,
        JSON.stringify({ position: agent.position, phase: agent.phase, tripDistance: agent.tripDistance }),
        'at home before a trip, in the market to trade, on a free cell otherwise',
      );
  }
  problems.check();
  return {
    round: snapshot.round,
    quiet: { cleared: snapshot.clearedRounds, stale: snapshot.staleRounds },
    termination: snapshot.termination,
    whereabouts: {
      x: Int32Array.from(agents, ({ position }) => position[0]),
      y: Int32Array.from(agents, ({ position }) => position[1]),
      phase: Uint8Array.from(agents, ({ phase }) => PHASES.indexOf(phase)),
      tripDistance: Float64Array.from(agents, ({ tripDistance }) => tripDistance),
    },
  };
}

function worldOf({
  assets,
  people,
  space: { grid },
}: EconomyWorld): Pick<FinancingSnapshot, 'goods' | 'quantityScale' | 'grid'> {
  const { width, height, market, obstacles } = grid;
  return {
    goods: assets,
    quantityScale: people.quantityScale,
    grid: { width, height, marketWidth: market.width, marketHeight: market.height, obstacles },
  };
}

function weightsOf({ people: { weights, goods } }: EconomyWorld, row: number): readonly string[] {
  return Array.from({ length: goods }, (_, g) =>
    formatUnits(BigInt(weights[row * goods + g] as number), WEIGHT_DECIMALS),
  );
}

/** Does the phase fit the place? */
function canBe(
  { homePosition, position, phase, tripDistance }: FinancingSnapshot['agents'][number],
  { space: { grid } }: EconomyWorld,
): boolean {
  if (!Array.isArray(position) || !isCount(tripDistance)) return false;
  const [x, y] = position as Cell;
  if (!Number.isInteger(x) || !Number.isInteger(y) || !grid.isFree(x, y)) return false;
  if (phase === 'home_prep') return x === homePosition[0] && y === homePosition[1] && tripDistance === 0;
  if (phase === 'at_market') return isInside(position, grid.market);
  return phase === 'to_market' || phase === 'to_home';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
