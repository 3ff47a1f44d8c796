import type { LedgerSnapshot } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import type { Mode } from '../matching.js';
import { Problems, refusal } from '../problems.js';
import type { Traders } from '../traders.js';
import type { Cell } from './events.js';
import type { ExchangeWorld } from './exchange-world.js';
import { type GridState, NONE } from './grid-state.js';

/** An exchange between two ticks, as plain JSON: what the ledger does not know, and what it takes to see that a world is the same. */
export interface ExchangeSnapshot {
  readonly kind: 'exchange';
  readonly version: 1;
  /** The next tick. */
  readonly tick: number;
  /** Of the tick before; null before the first. */
  readonly mode: Mode | null;
  readonly goods: readonly Good[];
  readonly side: number;
  readonly moneyScale: number;
  /** By ascending id. Holdings are on the ledger. */
  readonly agents: readonly {
    readonly id: number;
    readonly utility: string;
    readonly position: Cell;
    readonly lambdaMoney: number;
    readonly pairedWith: number | null;
    readonly targetAgent: number | null;
    readonly target: Cell | null;
    readonly committedTo: Cell | null;
    readonly cooldowns: readonly (readonly [id: number, until: number])[];
  }[];
  /** In order of x, then y. */
  readonly resources: readonly {
    readonly cell: Cell;
    readonly good: Good;
    readonly original: number;
    readonly amount: number;
    readonly lastHarvested: number | null;
    readonly claimedBy: number | null;
  }[];
  /** Only where the ledger is the exchange's own. */
  readonly ledger?: LedgerSnapshot;
}

type AgentRow = ExchangeSnapshot['agents'][number];
type ResourceRow = ExchangeSnapshot['resources'][number];

/** The state as data. */
export function takeSnapshot(
  world: ExchangeWorld,
  state: GridState,
  traders: Traders,
  ledger: LedgerSnapshot | undefined,
): ExchangeSnapshot {
  const { ids, resources, goods, side } = world;
  const idOf = (row: number | undefined): number | null => (row === NONE ? null : (ids[row as number] as number));
  const cellOf = (cell: number): Cell => [resources.x[cell] as number, resources.y[cell] as number];
  return {
    kind: 'exchange',
    version: 1,
    tick: state.tick,
    mode: state.mode,
    goods,
    side,
    moneyScale: world.rules.params.moneyScale,
    agents: ids.map((id, row) => ({
      id,
      utility: world.agents[row]?.utility.type ?? '',
      position: [state.x[row] as number, state.y[row] as number],
      lambdaMoney: traders.lambda[row] as number,
      pairedWith: idOf(state.partner[row]),
      targetAgent: idOf(state.targetAgent[row]),
      target: targetOf(state, row),
      committedTo: state.committed[row] === NONE ? null : cellOf(state.committed[row] as number),
      cooldowns: state.cooldowns.of(row, state.tick).map(({ other, until }) => [ids[other] as number, until] as const),
    })),
    resources: Array.from({ length: resources.count }, (_, cell) => ({
      cell: cellOf(cell),
      good: goods[resources.good[cell] as number] as Good,
      original: resources.original[cell] as number,
      amount: state.amount[cell] as number,
      lastHarvested: state.lastHarvested[cell] === NONE ? null : (state.lastHarvested[cell] as number),
      claimedBy: idOf(state.claimedBy[cell]),
    })),
    ...(ledger === undefined ? {} : { ledger }),
  };
}

/** Where a row heads for; null for nowhere. */
export function targetOf({ targetX, targetY }: GridState, row: number): Cell | null {
  return targetX[row] === NONE ? null : [targetX[row] as number, targetY[row] as number];
}

/**
 * Puts a state where a snapshot says, λ included.
 *
 * @param shared - whether the exchange is given a ledger, on which holdings then stand
 * @throws ExchangeError `INVALID_SNAPSHOT` with every problem found: another kind or version, another world (goods, grid, people, resources), a state that
 * cannot be, a ledger missing or one too many
 */
export function restoreSnapshot(
  snapshot: ExchangeSnapshot,
  world: ExchangeWorld,
  state: GridState,
  traders: Traders,
  shared: boolean,
): void {
  const problems = new Problems();
  if (typeof snapshot !== 'object' || snapshot === null)
    throw refusal('INVALID_SNAPSHOT', 'snapshot', snapshot, 'one that an exchange has made');
  const expect = (path: string, found: unknown, wanted: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      problems.add('INVALID_SNAPSHOT', `snapshot.${path}`, JSON.stringify(found), JSON.stringify(wanted));
  };
  const { goods, side, resources, ids, agents } = world;
  expect('kind', snapshot.kind, 'exchange');
  expect('version', snapshot.version, 1);
  problems.check();
  expect('goods', snapshot.goods, goods);
  expect('side', snapshot.side, side);
  expect('moneyScale', snapshot.moneyScale, world.rules.params.moneyScale);
  const people = Array.isArray(snapshot.agents) ? snapshot.agents : [];
  const cells = Array.isArray(snapshot.resources) ? snapshot.resources : [];
  expect(
    'agents',
    people.map(({ id, utility }) => [id, utility]),
    ids.map((id, row) => [id, agents[row]?.utility.type]),
  );
  const places = Array.from({ length: resources.count }, (_, cell) => [
    [resources.x[cell], resources.y[cell]],
    goods[resources.good[cell] as number],
    resources.original[cell],
  ]);
  expect(
    'resources',
    cells.map(({ cell, good, original }) => [cell, good, original]),
    places,
  );
  if (!isCount(snapshot.tick))
    problems.add('INVALID_SNAPSHOT', 'snapshot.tick', snapshot.tick, 'a whole number from 0');
  if (![null, 'forage', 'trade', 'both'].includes(snapshot.mode))
    problems.add('INVALID_SNAPSHOT', 'snapshot.mode', snapshot.mode, 'forage, trade, both or null');
  if (shared !== (snapshot.ledger === undefined))
    problems.add(
      'INVALID_SNAPSHOT',
      'snapshot.ledger',
      shared ? 'given' : 'missing',
      shared ? 'left out where the exchange is given a ledger' : 'given where the exchange has a ledger of its own',
    );
  problems.check();
  const reader = new StateReader(world, state, traders, problems);
  state.tick = snapshot.tick;
  state.mode = snapshot.mode;
  for (const [row, agent] of people.entries()) reader.readAgent(row, agent);
  for (const [cell, resource] of cells.entries()) reader.readResource(cell, resource);
  for (const [row, { pairedWith, committedTo }] of people.entries()) {
    if (pairedWith === null) continue;
    const isMutual = people[state.partner[row] as number]?.pairedWith === ids[row] && pairedWith !== ids[row];
    const path = `snapshot.agents[${row}].pairedWith`;
    if (!isMutual) problems.add('INVALID_SNAPSHOT', path, pairedWith, 'mutual, with somebody else');
    if (committedTo !== null)
      problems.add('INVALID_SNAPSHOT', path, pairedWith, 'null for who has committed to a cell');
  }
  problems.check();
}

/** Reads the rows of a snapshot into a state, and notes what cannot be. */
class StateReader {
  readonly #world: ExchangeWorld;
  readonly #state: GridState;
  readonly #traders: Traders;
  readonly #problems: Problems;

  constructor(world: ExchangeWorld, state: GridState, traders: Traders, problems: Problems) {
    this.#world = world;
    this.#state = state;
    this.#traders = traders;
    this.#problems = problems;
  }

  readAgent(row: number, agent: AgentRow): void {
    const path = `snapshot.agents[${row}]`;
    const state = this.#state;
    const [x, y] = this.#cell(agent.position, `${path}.position`);
    state.x[row] = x;
    state.y[row] = y;
    state.partner[row] = this.#row(agent.pairedWith, `${path}.pairedWith`);
    state.targetAgent[row] = this.#row(agent.targetAgent, `${path}.targetAgent`);
    const [toX, toY] = agent.target === null ? [NONE, NONE] : this.#cell(agent.target, `${path}.target`);
    state.targetX[row] = toX;
    state.targetY[row] = toY;
    state.committed[row] = agent.committedTo === null ? NONE : this.#resource(agent.committedTo, `${path}.committedTo`);
    if (Number.isFinite(agent.lambdaMoney) && agent.lambdaMoney > 0) this.#traders.setLambda(row, agent.lambdaMoney);
    else this.#refuse(`${path}.lambdaMoney`, agent.lambdaMoney, 'a finite number above 0');
    for (const [id, until] of agent.cooldowns) {
      const other = this.#row(id, `${path}.cooldowns`);
      if (isCount(until) && other !== NONE) state.cooldowns.set(row, other, until, state.tick);
      else this.#refuse(`${path}.cooldowns`, until, 'a tick');
    }
  }

  readResource(cell: number, { amount, original, lastHarvested, claimedBy }: ResourceRow): void {
    const path = `snapshot.resources[${cell}]`;
    const state = this.#state;
    if (!isCount(amount) || amount > original)
      this.#refuse(`${path}.amount`, amount, `a whole number from 0 to ${original}`);
    state.amount[cell] = amount;
    if (lastHarvested !== null && !(isCount(lastHarvested) && lastHarvested < state.tick))
      this.#refuse(`${path}.lastHarvested`, lastHarvested, 'a tick that is over');
    state.lastHarvested[cell] = lastHarvested ?? NONE;
    state.claimedBy[cell] = this.#row(claimedBy, `${path}.claimedBy`);
  }

  #row(id: number | null, path: string): number {
    if (id === null) return NONE;
    const row = this.#traders.rowOf(id);
    if (row === NONE) this.#refuse(path, id, 'the id of an agent');
    return row;
  }

  #cell(cell: unknown, path: string): Cell {
    const { side } = this.#world;
    const [x, y, ...more]: readonly unknown[] = Array.isArray(cell) ? cell : [];
    if (isCount(x) && isCount(y) && more.length === 0 && x < side && y < side) return [x, y];
    this.#refuse(path, cell, 'a cell of the grid');
    return [0, 0];
  }

  #resource(cell: unknown, path: string): number {
    const [x, y] = this.#cell(cell, path);
    const found = this.#world.resources.at(x, y);
    if (found === NONE) this.#refuse(path, cell, 'a cell with a resource');
    return found;
  }

  #refuse(path: string, value: unknown, allowed: string): void {
    this.#problems.add('INVALID_SNAPSHOT', path, value, allowed);
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
