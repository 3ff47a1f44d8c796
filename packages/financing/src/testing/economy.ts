import * as fc from 'fast-check';
import type { FinancingConfig } from '../economy-config.js';
import { tastes } from './market.js';

/** What random economies may be made of. */
export interface EconomyShape {
  /** @defaultValue 5 */
  readonly mostAgents?: number;
  /** Obstacles and ways around them, too. @defaultValue true */
  readonly obstacles?: boolean;
  /** What is there of a good at all is at least so much, in units of 10^-4. @defaultValue 1 */
  readonly leastStock?: number;
  /** Everybody wants some of every good. @defaultValue false */
  readonly interior?: boolean;
}

const fourPlaces = (units: number): string => (units / 10_000).toFixed(4);
const share = fc.oneof(fc.constant(10_000), fc.nat(10_000)).map(fourPlaces);

/**
 * Small spatial economies of any mode, load, departure rule, travel cost and way of walking, as the specification's properties ask for; nearly all of them trade within
 * a few rounds. Some have nobody, or a good that nobody owns.
 *
 * @see financing specification, section 15
 */
export function economies({
  mostAgents = 5,
  obstacles = true,
  leastStock = 1,
  interior = false,
}: EconomyShape = {}): fc.Arbitrary<FinancingConfig> {
  const stock = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: leastStock, max: 100_000 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  );
  const sides = fc.record({ width: fc.integer({ min: 2, max: 6 }), height: fc.integer({ min: 2, max: 6 }) });
  return fc.tuple(sides, fc.integer({ min: 2, max: 3 })).chain(([{ width, height }, goods]) => {
    const cell = fc.tuple(fc.nat(width - 1), fc.nat(height - 1));
    const stocks = fc.array(stock.map(fourPlaces), { minLength: goods, maxLength: goods });
    const agent = fc.record(
      {
        id: fc.nat(99),
        alpha: tastes(goods, { interior }),
        home: stocks,
        personal: stocks,
        homePosition: cell,
        loadFraction: share,
      },
      { requiredKeys: ['id', 'alpha', 'home', 'personal', 'homePosition'] },
    );
    return fc
      .record({
        agents: fc.uniqueArray(agent, { maxLength: mostAgents, selector: ({ id }) => id }),
        marketWidth: fc.integer({ min: 1, max: Math.min(3, width) }),
        marketHeight: fc.integer({ min: 1, max: Math.min(3, height) }),
        walls: obstacles ? fc.array(cell, { maxLength: 4 }) : fc.constant<[number, number][]>([]),
        mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
        loadFraction: share,
        travelCost: fc.constantFrom('0', '0', '0.05', '0.5', 'Infinity'),
        departure: fc.constantFrom('synchronised' as const, 'immediate' as const, 'never' as const),
        movement: fc.constantFrom('greedy' as const, 'nearest' as const, 'astar' as const),
        missingGoods: fc.constantFrom('skip' as const, 'restrict' as const),
        stages: fc.constantFrom(1, 4),
      })
      .map(({ walls, marketWidth, marketHeight, agents, movement, ...rest }) => {
        const free = { width, height, marketWidth, marketHeight };
        const clear = walls.filter(
          (wall) => !isMarket(wall, free) && !agents.some(({ homePosition }) => same(homePosition, wall)),
        );
        const passable = agents.every(({ homePosition }) => hasWay(homePosition, free, clear));
        const blocked = passable && clear.length > 0;
        return {
          ...rest,
          agents,
          grid: blocked ? { ...free, obstacles: clear } : free,
          movement: blocked ? ('astar' as const) : movement,
        };
      });
  });
}

type Cell = readonly [number, number];
type Sides = Readonly<Record<'width' | 'height' | 'marketWidth' | 'marketHeight', number>>;

const same = (a: Cell, b: Cell): boolean => a[0] === b[0] && a[1] === b[1];

function isMarket([x, y]: Cell, { width, height, marketWidth, marketHeight }: Sides): boolean {
  const left = Math.floor((width - marketWidth) / 2);
  const low = Math.floor((height - marketHeight) / 2);
  return x >= left && x < left + marketWidth && y >= low && y < low + marketHeight;
}

/** Walks every way there is. */
function hasWay(from: Cell, sides: Sides, walls: readonly Cell[]): boolean {
  const seen: Cell[] = [from];
  for (const [x, y] of seen) {
    if (isMarket([x, y], sides)) return true;
    for (const next of [
      [x + 1, y],
      [x - 1, y],
      [x, y + 1],
      [x, y - 1],
    ] as const) {
      const [nextX, nextY] = next;
      const isCell = nextX >= 0 && nextY >= 0 && nextX < sides.width && nextY < sides.height;
      if (isCell && ![...walls, ...seen].some((other) => same(other, next))) seen.push(next);
    }
  }
  return false;
}
