import { createSpatialEconomy, type FinancingConfig, FinancingError, greedyMovement } from '@bagehot/financing';
import { createLedger } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const village: FinancingConfig = {
  mode: 'PERSONAL',
  grid: { width: 6, height: 6 },
  agents: [
    { id: 1, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 2] },
    { id: 2, alpha: ['0.5', '0.5'], home: [0, 3], personal: [0, 0], homePosition: [4, 3] },
  ],
};
const [first, second] = village.agents as [FinancingConfig['agents'][number], FinancingConfig['agents'][number]];

function problemsOf(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError)
      return (error as FinancingError).details.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  it.each<[Record<string, unknown>, readonly string[]]>([
    [{ grid: { width: 0, height: 6 } }, ['GRID_INVALID grid.width']],
    [{ grid: { width: 6, height: 1 } }, ['GRID_INVALID grid.marketHeight']],
    [{ agents: [{ ...first, homePosition: [6, 0] }] }, ['POSITION_OUTSIDE_GRID agents[0].homePosition']],
    [{ agents: [{ ...first, homePosition: [0.5, 0] }] }, ['POSITION_OUTSIDE_GRID agents[0].homePosition']],
    [{ agents: [{ ...first, homePosition: undefined }] }, ['POSITION_OUTSIDE_GRID agents[0].homePosition']],
    [{ agents: [first, { ...second, id: 1 }] }, ['DUPLICATE_AGENT_ID agents[1].id']],
    [
      { agents: [first, { ...second, alpha: [1] }] },
      [
        'DIMENSION_MISMATCH agents[1].home',
        'DIMENSION_MISMATCH agents[1].personal',
        'DIMENSION_MISMATCH agents[1].alpha',
      ],
    ],
    [{ agents: [first, { ...second, loadFraction: '1.1' }] }, ['LOAD_FRACTION_OUT_OF_RANGE agents[1].loadFraction']],
    [{ loadFraction: -1 }, ['LOAD_FRACTION_OUT_OF_RANGE loadFraction']],
    [{ loadFraction: 'half' }, ['INVALID_OPTION loadFraction']],
    [{ goods: ['grain'] }, ['DIMENSION_MISMATCH goods']],
    [{ goods: ['grain', 'grain'] }, ['INVALID_OPTION goods[1]']],
    [{ goods: ['grain', ''] }, ['INVALID_OPTION goods[1]']],
    [{ movement: 'hop' }, ['INVALID_OPTION movement']],
    [{ departure: 'soon' }, ['INVALID_OPTION departure']],
    [
      { maxRounds: 0, maxStaleRounds: 1.5, clearedRounds: Number.NaN },
      ['INVALID_OPTION maxRounds', 'INVALID_OPTION maxStaleRounds', 'INVALID_OPTION clearedRounds'],
    ],
    [{ mode: 'CREDIT' }, ['UNKNOWN_MODE mode']],
    [{ travelCost: -1 }, ['TRAVEL_COST_NEGATIVE travelCost']],
    [{ stages: 0 }, ['STAGES_INVALID stages']],
    [{ quantityScale: 19 }, ['INVALID_OPTION quantityScale']],
  ])('with %j is refused', (change, problems) => {
    expect(problemsOf(() => createSpatialEconomy({ ...village, ...change } as FinancingConfig))).toEqual(problems);
  });

  it('is refused with all its problems, before a shared ledger knows of it', () => {
    const ledger = createLedger();
    const before = ledger.snapshot();
    const wrong = {
      ...village,
      mode: 'CREDIT',
      grid: { width: 6, height: 1 },
      agents: [first, { ...second, id: 1, loadFraction: 2, personal: [-1, 0] }],
      departure: 'soon',
    } as unknown as FinancingConfig;
    expect(problemsOf(() => createSpatialEconomy(wrong, { ledger }))).toEqual([
      'UNKNOWN_MODE mode',
      'GRID_INVALID grid.marketHeight',
      'NEGATIVE_QUANTITY agents[1].personal[0]',
      'DUPLICATE_AGENT_ID agents[1].id',
      'LOAD_FRACTION_OUT_OF_RANGE agents[1].loadFraction',
      'INVALID_OPTION departure',
    ]);
    expect(ledger.snapshot()).toEqual(before);
    expect(ledger.journal.length).toBe(0);
  });

  it('with obstacles needs a policy that goes around them, and a way for everybody', () => {
    const grid = {
      width: 6,
      height: 6,
      obstacles: [
        [1, 0],
        [1, 1],
        [0, 2],
      ] as const,
    };
    const agents = [first, { ...second, homePosition: [0, 0] as const }, { ...second, id: 3 }];
    const problems = ['POSITION_OUTSIDE_GRID agents[0].homePosition', 'POSITION_OUTSIDE_GRID agents[1].homePosition'];
    const create = (movement: NonNullable<FinancingConfig['movement']>) => () =>
      createSpatialEconomy({ ...village, grid, agents, movement });
    expect(problemsOf(create('astar'))).toEqual(problems);
    for (const blind of ['greedy', 'nearest', greedyMovement] as const)
      expect(problemsOf(create(blind))).toEqual(['INVALID_OPTION movement', ...problems]);
  });

  it('takes goods by name, a run without a horizon and an empty village', () => {
    const economy = createSpatialEconomy({
      ...village,
      goods: ['__proto__', '10'],
      maxRounds: Number.POSITIVE_INFINITY,
    });
    expect(economy.goods).toEqual(['good/__proto__', 'good/10']);
    expect(String(economy.ledger.balance('1/home', 'good/__proto__'))).toBe('4');
    expect(createSpatialEconomy({ ...village, agents: [] }).agents).toEqual([]);
  });
});
