import {
  checkPopulationParams,
  createAgent,
  createSpatialEconomy,
  financingModes,
  generatePopulation,
  type PopulationParams,
} from '@bagehot/financing';
import { FinancingAgentSchema, financingConfigSchema, PopulationParamsSchema } from '@bagehot/financing/schema';
import { createRandom, decimal, decimalPlaces, sum } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const VILLAGE: PopulationParams = { agents: 30, goods: 3, grid: { width: 8, height: 7 } };
const draw = (params: Partial<PopulationParams> = {}, seed = 42): ReturnType<typeof generatePopulation> =>
  generatePopulation({ ...VILLAGE, ...params }, createRandom(seed));

describe('generatePopulation', () => {
  it('draws agents that the market accepts, with everything at home', () => {
    const agents = draw();
    expect(agents.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, k) => k + 1));
    for (const { homePosition, ...agent } of agents) {
      expect(() => createAgent(agent)).not.toThrow();
      expect(agent.personal.every((stock) => stock.eq(0))).toBe(true);
      for (const stock of agent.home) {
        expect(stock.gte(0) && stock.lte(10)).toBe(true);
        expect(decimalPlaces(stock)).toBeLessThanOrEqual(4);
      }
      expect(agent.alpha.every((weight) => decimalPlaces(weight) <= 4)).toBe(true);
      const [x, y] = homePosition;
      expect(x >= 0 && y >= 0 && x < 8 && y < 7).toBe(true);
      // The market is [3, 4] by [2, 3].
      expect(x >= 3 && x <= 4 && y >= 2 && y <= 3).toBe(false);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual(draw({}, 43));
  });

  it('draws each purpose from a stream of its own, and a larger population begins with the smaller one', () => {
    const stocks = (params: Partial<PopulationParams>): readonly string[] =>
      draw(params).map(({ home }) => home.join(' '));
    expect(stocks({ weights: { minimum: '0.1' } })).toEqual(stocks({}));
    expect(stocks({ homes: 'anywhere', loadFraction: { max: 1 } })).toEqual(stocks({}));
    expect(draw({ agents: 45 }).slice(0, 30)).toEqual(draw());
    const all = draw();
    draw({ ownership: '0.5' }).forEach(({ home }, row) => {
      home.forEach((stock, g) => {
        if (!stock.eq(0)) expect(stock.toString()).toBe(all[row]?.home[g]?.toString());
      });
    });
  });

  it('reaches both ends of a range, and one range per good', () => {
    const agents = draw({
      agents: 60,
      stocks: [{ min: 1, max: 2, decimals: 0 }, { max: '0.5', decimals: 1 }, { max: 0 }],
    });
    const column = (g: number): readonly string[] => [...new Set(agents.map(({ home }) => String(home[g])))].sort();
    expect(column(0)).toEqual(['1', '2']);
    expect(column(1)).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5']);
    expect(column(2)).toEqual(['0']);
  });

  it('makes specialists: of three goods about one is owned', () => {
    const owned = draw({ agents: 400, ownership: '0.3333' }).flatMap(({ home }) => home.filter((stock) => stock.gt(0)));
    expect(owned.length).toBeGreaterThan(320);
    expect(owned.length).toBeLessThan(480);
  });

  it('lets a share be carried, rounded down, and loses nothing', () => {
    const all = draw();
    draw({ carried: '0.3' }).forEach(({ home, personal }, row) => {
      personal.forEach((carried, g) => {
        const owned = all[row]?.home[g] ?? decimal(0);
        expect(carried.plus(home[g] ?? 0).toString()).toBe(owned.toString());
        expect(carried.lte(owned.times('0.3'))).toBe(true);
        expect(carried.plus('0.0001').gt(owned.times('0.3'))).toBe(true);
      });
    });
  });

  it('keeps weights away from the borders when told to', () => {
    for (const { alpha } of draw({ weights: { minimum: '0.2' } })) {
      expect(sum(alpha).toString()).toBe('1');
      expect(alpha.every((weight) => weight.gte('0.199999999999'))).toBe(true);
    }
  });

  it('builds no home on an obstacle, nor behind a wall', () => {
    const wall = Array.from({ length: 7 }, (_, y): readonly [number, number] => [1, y]);
    for (const { homePosition } of draw({ agents: 200, grid: { width: 8, height: 7, obstacles: wall } }))
      expect(homePosition[0]).toBeGreaterThan(1);
  });

  it('says all that is wrong at once, before anything is drawn', () => {
    const wrong: PopulationParams = {
      agents: 0,
      goods: 2,
      grid: { width: 3, height: 0, marketWidth: 5 },
      stocks: [{ min: -1, max: 5 }],
      ownership: '1.5',
      weights: { minimum: '0.6', decimals: 13 },
      carried: 'much',
      loadFraction: { min: '0.5', max: '1.25' },
    };
    const found = checkPopulationParams(wrong).map(({ code, path }) => `${code} ${path}`);
    expect(found).toEqual([
      'INVALID_OPTION agents',
      'DIMENSION_MISMATCH stocks',
      'NEGATIVE_QUANTITY stocks[0].min',
      'INVALID_OPTION ownership',
      'INVALID_OPTION weights.minimum',
      'INVALID_OPTION weights.decimals',
      'INVALID_OPTION carried',
      'GRID_INVALID grid.height',
      'GRID_INVALID grid.marketWidth',
      'LOAD_FRACTION_OUT_OF_RANGE loadFraction.max',
    ]);
    expect(() => generatePopulation(wrong, createRandom(1))).toThrow('agents must be a whole number from 1');
  });

  it.each([
    ['a range that is upside down', { stocks: { min: 3, max: 2 } }, 'INVALID_OPTION stocks.max'],
    [
      'fewer decimals than its ends have',
      { stocks: { max: '0.125', decimals: 2 } },
      'QUANTITY_OFF_GRID stocks.decimals',
    ],
    [
      'more decimals than quantities have',
      { stocks: { max: 1, decimals: 3 }, quantityScale: 2 },
      'QUANTITY_OFF_GRID stocks.decimals',
    ],
    ['more units than can be drawn', { stocks: { max: '1e9', decimals: 12 } }, 'INVALID_OPTION stocks'],
    ['an obstacle outside', { grid: { width: 4, height: 4, obstacles: [[4, 0]] } }, 'GRID_INVALID grid.obstacles[0]'],
    ['nothing but market', { grid: { width: 2, height: 2 } }, 'GRID_INVALID grid'],
  ] as const)('refuses %s', (_, params, problem) => {
    expect(checkPopulationParams({ ...VILLAGE, ...params }).map(({ code, path }) => `${code} ${path}`)).toEqual([
      problem,
    ]);
  });
});

describe('schemas', () => {
  const issuesOf = (result: { error?: { issues: readonly { path: readonly PropertyKey[]; params?: unknown }[] } }) =>
    result.error?.issues.map((issue) => [issue.path.join('.'), (issue as { params?: { code: string } }).params?.code]);

  it('read what is right', () => {
    expect(PopulationParamsSchema.parse(VILLAGE)).toEqual(VILLAGE);
    const baker = { id: 1, alpha: ['0.3', '0.7'], home: [2, 0], personal: ['3.5', 0] };
    expect(FinancingAgentSchema.parse(baker)).toEqual(baker);
  });

  it('locate every problem of an agent', () => {
    const result = FinancingAgentSchema.safeParse({ id: -1, alpha: ['0.5', '0.4'], home: [2], personal: ['-1', 'x'] });
    expect(issuesOf(result)).toEqual([
      ['id', 'INVALID_OPTION'],
      ['alpha', 'WEIGHTS_NOT_NORMALISED'],
      ['home', 'DIMENSION_MISMATCH'],
      ['personal.0', 'NEGATIVE_QUANTITY'],
      ['personal.1', 'INVALID_OPTION'],
    ]);
  });

  const config = {
    mode: 'PERSONAL',
    agents: [{ id: 1, alpha: ['0.5', '0.5'], home: [1, 2], personal: [0, 0], homePosition: [0, 0] }],
    grid: { width: 4, height: 4 },
    loadFraction: '0.5',
    capacity: [null, 3],
  };

  it('read a configuration that an economy accepts', () => {
    const read = financingConfigSchema().parse(config);
    expect(read).toEqual(config);
    expect(createSpatialEconomy(read).runRound().round).toBe(1);
  });

  it('locate every problem of a configuration', () => {
    const wrong = {
      ...config,
      mode: 'NOBODY_PAYS',
      agents: [{ ...config.agents[0], homePosition: [9, 0], loadFraction: 2 }],
      stages: 0,
      maxRounds: 0.5,
    };
    expect(issuesOf(financingConfigSchema().safeParse(wrong))).toEqual([
      ['stages', 'STAGES_INVALID'],
      ['mode', 'UNKNOWN_MODE'],
      ['agents.0.homePosition', 'POSITION_OUTSIDE_GRID'],
      ['agents.0.loadFraction', 'LOAD_FRACTION_OUT_OF_RANGE'],
      ['maxRounds', 'INVALID_OPTION'],
    ]);
    const modes = financingModes.register({ ...financingModes.get('PERSONAL'), id: 'NOBODY_PAYS' });
    expect(financingConfigSchema(modes).safeParse({ ...config, mode: 'NOBODY_PAYS' }).success).toBe(true);
    expect(financingConfigSchema().safeParse({ ...config, colour: 'blue' }).success).toBe(false);
  });

  it('locate every problem of a population, and fields that nobody knows', () => {
    const result = PopulationParamsSchema.safeParse({
      ...VILLAGE,
      agents: 0,
      stocks: [{ max: 1 }, { max: 1 }, { max: -1 }],
    });
    expect(issuesOf(result)).toEqual([
      ['agents', 'INVALID_OPTION'],
      ['stocks.2.max', 'INVALID_OPTION'],
    ]);
    expect(PopulationParamsSchema.safeParse({ ...VILLAGE, colour: 'blue' }).success).toBe(false);
  });
});
