import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import { assert, property } from 'fast-check';
import { type Block, type Cell, createGrid, type Grid } from '../space/grid.js';
import type { MovementPolicy } from '../space/movement.js';
import { economies } from './economy.js';

/** How the laws of a way of walking are tried. */
export interface MovementLawOptions {
  /** Whoever walks arrives. As a step depends on place and goal alone, it does so in as many steps as there are cells, or never. @defaultValue true */
  readonly arrives?: boolean;
  /** Grids drawn. @defaultValue 200 */
  readonly numRuns?: number;
}

/**
 * The laws of a movement policy: a step leads to a neighbouring cell, or nowhere; one can stand there; it depends on place, goal and grid alone, which are only read; and
 * whoever walks arrives.
 *
 * @throws Error telling the law, and the smallest grid found that breaks it
 * @see financing specification, section 10
 */
export function checkMovementPolicy(policy: MovementPolicy, options: MovementLawOptions = {}): void {
  const { arrives = true, numRuns = 200 } = options;
  const grids = economies({ obstacles: policy.avoidsObstacles !== false });
  assert(
    property(grids, ({ grid: input, agents }) => {
      const grid = createGrid(input);
      for (const { homePosition } of agents as readonly { readonly homePosition: Cell }[]) {
        const home: Cell = homePosition;
        const inMarket = walk(policy, home, grid.market, grid, arrives);
        walk(policy, inMarket, { x: home[0], y: home[1], width: 1, height: 1 }, grid, arrives);
      }
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** Walks to the goal. @returns where the walk ends */
function walk(policy: MovementPolicy, from: Cell, goal: Block, grid: Grid, arrives: boolean): Cell {
  let at = from;
  for (let steps = 0; !isInside(at, goal); steps++) {
    if (steps > grid.width * grid.height) {
      if (arrives) throw brokenLaw('whoever walks arrives', { from, goal, at });
      break;
    }
    const next = step(policy, at, goal, grid);
    const again = step(policy, at, goal, grid);
    if (lawText(next) !== lawText(again)) throw brokenLaw('the same place has the same step', next, again);
    const [x, y] = next;
    if (Math.abs(x - at[0]) + Math.abs(y - at[1]) > 1)
      throw brokenLaw('a step leads to a neighbouring cell, or nowhere', at, next);
    if (!grid.isFree(x, y)) throw brokenLaw('one can stand where a step leads', next);
    at = next;
  }
  return at;
}

/** Asks with copies, which are compared afterwards. */
function step(policy: MovementPolicy, [x, y]: Cell, goal: Block, grid: Grid): Cell {
  const from: Cell = [x, y];
  const aim = { ...goal };
  const next = policy.step(from, aim, grid);
  const asked = lawText([[x, y], goal]);
  const after = lawText([from, aim]);
  if (after !== asked) throw brokenLaw('place and goal are only read', asked, after);
  return next;
}

function isInside([x, y]: Cell, goal: Block): boolean {
  return x >= goal.x && x < goal.x + goal.width && y >= goal.y && y < goal.y + goal.height;
}
