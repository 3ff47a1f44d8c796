import { financingModes } from '@bagehot/financing';
import {
  compileScenario,
  type FinancingScenario,
  loadScenario,
  parseScenario,
  runScenario,
  SimError,
  scenarioJsonSchema,
  scenarioToYaml,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const TWO = `version: 1
model: financing
name: two people
financing:
  mode: PERSONAL
  grid: { width: 4, height: 4 }
  agents:
    - { id: 1, alpha: [0.5, 0.5], home: [4, 0], home_position: [0, 0] }
    - { id: 2, alpha: [0.25, 0.75], home: [0, 2.50], personal: [0, 0.5], home_position: [3, 3], load_fraction: 0.1 }
`;

const VILLAGE = `version: 1
model: financing
name: a village
financing:
  mode: TOTAL_WEALTH
  goods: [grain, cloth, salt]
  grid: { width: 8, height: 6, obstacles: [[1, 1], [1, 2]] }
  kappa: 0.01
  load_fraction: 0.5
  population: { agents: 12, stocks: { max: 9, decimals: 1 }, weights: { minimum: 0.1 }, seed: 5 }
run: { max_rounds: 30 }
`;

/** Code, path and line of everything that is wrong with a text. */
function problemsOf(yaml: string, model: 'financing' | 'any' | 'ring' = 'financing'): readonly string[] {
  try {
    if (model === 'ring') loadScenario(yaml);
    else if (model === 'any') loadScenario(yaml, 'any');
    else loadScenario(yaml, 'financing');
  } catch (error) {
    if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
    const { problems } = (error as SimError<'SCENARIO_INVALID'>).details;
    return problems.map(({ code, path, line }) => `${code} ${path} (line ${line})`);
  }
  return [];
}

const load = (yaml: string): FinancingScenario => loadScenario(yaml, 'financing');

describe('the file of a financing economy', () => {
  it('has a default for all that it may leave out', () => {
    const scenario = load(TWO);
    expect(JSON.parse(JSON.stringify(scenario))).toEqual({
      version: 1,
      model: 'financing',
      form: 'explicit',
      name: 'two people',
      financing: {
        mode: 'PERSONAL',
        goods: ['0', '1'],
        grid: { width: 4, height: 4, marketWidth: 2, marketHeight: 2, obstacles: [] },
        kappa: '0',
        loadFraction: '1',
        stages: 4,
        maxPasses: 256,
        departure: 'synchronised',
        missingGoods: 'skip',
        quantityScale: 12,
        priceDigits: 20,
        solver: 'exact',
        movement: 'greedy',
      },
      agents: [
        { id: 1, alpha: ['0.5', '0.5'], home: ['4', '0'], personal: ['0', '0'], homePosition: [0, 0] },
        {
          id: 2,
          alpha: ['0.25', '0.75'],
          home: ['0', '2.5'],
          personal: ['0', '0.5'],
          homePosition: [3, 3],
          loadFraction: '0.1',
        },
      ],
      run: { maxRounds: 200, maxStaleRounds: 50, clearedRounds: 5, seed: 42 },
    });
  });

  it('may set everything', () => {
    const text = TWO.replace(
      '  mode: PERSONAL\n',
      `  financing_mode: TOTAL_WEALTH
  goods: [grain, cloth]
  kappa: Infinity
  load_fraction: "0.5"
  stages: 2
  max_passes: 10
  capacity: [null, 3.5]
  departure: immediate
  missing_goods: restrict
  quantity_scale: 6
  price_digits: 30
  movement: nearest
`,
    );
    const { financing, run } = load(`${text}run: { max_rounds: 7, max_stale_rounds: 3, cleared_rounds: 2, seed: 9 }\n`);
    expect(JSON.parse(JSON.stringify(financing))).toMatchObject({
      mode: 'TOTAL_WEALTH',
      goods: ['grain', 'cloth'],
      kappa: 'Infinity',
      loadFraction: '0.5',
      stages: 2,
      maxPasses: 10,
      capacity: [null, '3.5'],
      departure: 'immediate',
      missingGoods: 'restrict',
      quantityScale: 6,
      priceDigits: 30,
      movement: 'nearest',
    });
    expect(run).toEqual({ maxRounds: 7, maxStaleRounds: 3, clearedRounds: 2, seed: 9 });
  });

  it('is the same as plain data', () => {
    const data = {
      version: 1,
      model: 'financing',
      name: 'two people',
      financing: {
        mode: 'PERSONAL',
        grid: { width: 4, height: 4 },
        agents: [
          { id: 1, alpha: ['0.5', '0.5'], home: [4, 0], home_position: [0, 0] },
          {
            id: 2,
            alpha: ['0.25', '0.75'],
            home: [0, '2.5'],
            personal: [0, '0.5'],
            home_position: [3, 3],
            load_fraction: '0.1',
          },
        ],
      },
    };
    expect(parseScenario(data, 'financing')).toEqual(load(TWO));
    expect(parseScenario(data, 'any')).toEqual(load(TWO));
  });

  it('finds its way around obstacles unless told otherwise', () => {
    expect(load(VILLAGE).financing.movement).toBe('astar');
    expect(problemsOf(VILLAGE.replace('  kappa', '  movement: greedy\n  kappa'))).toEqual([
      'E_VALUE financing.movement (line 8)',
    ]);
  });

  it('is told from a ring by its model', () => {
    expect(problemsOf(TWO, 'ring')).toEqual(['E_VALUE model (line 2)']);
    expect(problemsOf(TWO.replace('model: financing\n', ''))).toEqual(['E_VALUE model (line undefined)']);
    expect(loadScenario(TWO, 'any').model).toBe('financing');
    expect(loadScenario('version: 1\nname: x\nagents: []\n', 'any').model).toBe('ring');
  });

  it('may name a mode that is registered in code', () => {
    const text = TWO.replace('PERSONAL', 'HALF_OF_HOME');
    const { id: _, ...rules } = financingModes.get('PERSONAL');
    const modes = financingModes.register({ ...rules, id: 'HALF_OF_HOME' });
    expect(problemsOf(text)).toEqual(['E_FINANCING_UNKNOWN_MODE financing.mode (line 5)']);
    const scenario = loadScenario(text, 'financing', { modes });
    expect(runScenario(scenario, { modes }).scenario.financing.mode).toBe('HALF_OF_HOME');
    expect(() => runScenario(scenario)).toThrow('financing.mode must be one of PERSONAL, TOTAL_WEALTH');
  });
});

describe('what is wrong with a file', () => {
  it.each([
    [
      'a field nobody knows',
      TWO.replace('mode:', 'colour: blue\n  mode:'),
      ['E_UNKNOWN_KEY financing.colour (line 5)'],
    ],
    ['no mode', TWO.replace('  mode: PERSONAL\n', ''), ['E_VALUE financing.mode (line 5)']],
    [
      'two modes',
      TWO.replace('  mode', '  financing_mode: PERSONAL\n  mode'),
      ['E_VALUE financing.financing_mode (line 5)'],
    ],
    ['no people', TWO.replace(/ {2}agents:[\s\S]*/, ''), ['E_VALUE financing (line 5)']],
    [
      'a negative cost',
      TWO.replace('  mode', '  kappa: -1\n  mode'),
      ['E_FINANCING_TRAVEL_COST_NEGATIVE financing.kappa (line 5)'],
    ],
    ['a word for a cost', TWO.replace('  mode', '  kappa: much\n  mode'), ['E_VALUE financing.kappa (line 5)']],
    [
      'no stage',
      TWO.replace('  mode', '  stages: 0\n  mode'),
      ['E_FINANCING_STAGES_INVALID financing.stages (line 5)'],
    ],
    [
      'too few capacities',
      TWO.replace('  mode', '  capacity: [1]\n  mode'),
      ['E_FINANCING_DIMENSION_MISMATCH financing.capacity (line 5)'],
    ],
    [
      'a negative capacity',
      TWO.replace('  mode', '  capacity: [1, -1]\n  mode'),
      ['E_FINANCING_CAPACITY_NEGATIVE financing.capacity[1] (line 5)'],
    ],
    [
      'a large load',
      TWO.replace('load_fraction: 0.1', 'load_fraction: 1.1'),
      ['E_FINANCING_LOAD_FRACTION_OUT_OF_RANGE financing.agents[1].load_fraction (line 9)'],
    ],
    [
      'weights that do not add up',
      TWO.replace('[0.5, 0.5]', '[0.5, 0.4]'),
      ['E_FINANCING_WEIGHTS_NOT_NORMALISED financing.agents[0].alpha (line 8)'],
    ],
    [
      'a negative stock',
      TWO.replace('[4, 0]', '[4, -1]'),
      ['E_FINANCING_NEGATIVE_QUANTITY financing.agents[0].home[1] (line 8)'],
    ],
    [
      'too fine a stock',
      TWO.replace('  mode', '  quantity_scale: 0\n  mode'),
      [
        'E_FINANCING_QUANTITY_OFF_GRID financing.agents[1].home[1] (line 10)',
        'E_FINANCING_QUANTITY_OFF_GRID financing.agents[1].personal[1] (line 10)',
      ],
    ],
    [
      'a second person of that id',
      TWO.replace('id: 2', 'id: 1'),
      ['E_FINANCING_DUPLICATE_AGENT_ID financing.agents[1].id (line 9)'],
    ],
    [
      'a home off the grid',
      TWO.replace('[3, 3]', '[4, 3]'),
      ['E_FINANCING_POSITION_OUTSIDE_GRID financing.agents[1].home_position (line 9)'],
    ],
    [
      'a market larger than the grid',
      TWO.replace('height: 4', 'height: 4, market_width: 5'),
      ['E_FINANCING_GRID_INVALID financing.grid.market_width (line 6)'],
    ],
    [
      'too few names',
      TWO.replace('  mode', '  goods: [grain]\n  mode'),
      ['E_FINANCING_DIMENSION_MISMATCH financing.goods (line 5)'],
    ],
    ['a negative number of goods', TWO.replace('  mode', '  goods: -1\n  mode'), ['E_VALUE financing.goods (line 5)']],
    [
      'one name twice',
      TWO.replace('  mode', '  goods: [grain, grain]\n  mode'),
      ['E_VALUE financing.goods[1] (line 5)'],
    ],
    ['no round', `${TWO}run: { max_rounds: 0 }\n`, ['E_VALUE run.max_rounds (line 10)']],
    [
      'a population without goods',
      VILLAGE.replace('  goods: [grain, cloth, salt]\n', ''),
      ['E_VALUE financing.goods (line 5)'],
    ],
    [
      'both people and a population',
      VILLAGE.replace('  population', '  agents: []\n  population'),
      ['E_VALUE financing (line 5)'],
    ],
    [
      'several mistakes at once',
      VILLAGE.replace('max: 9, decimals: 1', 'min: 10, max: 9').replace('[1, 1]', '[3, 2]').replace('0.01', '-1'),
      [
        'E_VALUE financing.population.stocks.max (line 10)',
        'E_FINANCING_GRID_INVALID financing.grid.obstacles[0] (line 7)',
        'E_FINANCING_TRAVEL_COST_NEGATIVE financing.kappa (line 8)',
      ],
    ],
  ])('%s', (_, yaml, problems) => {
    const found = problemsOf(yaml);
    expect(found).toEqual(problems);
  });

  it.each([
    [
      'a load',
      TWO.replace('[0, 0] }', '[0] }'),
      'financing.agents[0].home_position must be a cell [x, y], counted from 0, but is [0]',
    ],
    [
      'a cost',
      TWO.replace('  mode', '  kappa: [1]\n  mode'),
      'financing.kappa must be a number, as a number or a text such as "12.50", or Infinity, but is [1]',
    ],
    [
      'goods',
      TWO.replace('  mode', '  goods: grain\n  mode'),
      'financing.goods must be a list of names, or how many goods there are, but is "grain"',
    ],
    [
      'stocks',
      VILLAGE.replace('{ max: 9, decimals: 1 }', '9'),
      'financing.population.stocks must be a range such as { min: 0, max: 10 }, or a list of them, one per good, but is 9',
    ],
    [
      'movement',
      VILLAGE.replace('  kappa', '  movement: fly\n  kappa'),
      'financing.movement must be "greedy" or "nearest" or "astar", but is "fly"',
    ],
    ['no grid', TWO.replace(/ {2}grid.*\n/, ''), 'financing.grid is missing or no object, but is missing'],
  ])('says what is allowed: %s', (_, yaml, message) => {
    expect(() => load(yaml)).toThrow(message);
  });

  it('tells problems of form and of meaning at once, and a consequence of neither', () => {
    const yaml = `version: 1
model: financing
name: much is wrong
financing:
  mode: BARTER
  grid: { width: 2, height: 2, market_width: 3 }
  kappa: -1
  load_fraction: lots
  agents:
    - { id: 1, alpha: [0.5, half], home: [4, 0], home_position: [0, 0] }
    - { alpha: [0.5, 0.5], home: [4, 0], home_position: [0, 0] }
    - { id: 0, alpha: [0.5, 0.4], home: [4, -1], home_position: [0, 0] }
    - { id: 0, alpha: [0.5, 0.5], home: [4, 1], personal: [0.0000000000001, 0], home_position: [0, 0] }
`;
    expect(problemsOf(yaml).toSorted()).toEqual([
      'E_FINANCING_DUPLICATE_AGENT_ID financing.agents[3].id (line 13)',
      'E_FINANCING_GRID_INVALID financing.grid.market_width (line 6)',
      'E_FINANCING_NEGATIVE_QUANTITY financing.agents[2].home[1] (line 12)',
      'E_FINANCING_QUANTITY_OFF_GRID financing.agents[3].personal[0] (line 13)',
      'E_FINANCING_TRAVEL_COST_NEGATIVE financing.kappa (line 7)',
      'E_FINANCING_UNKNOWN_MODE financing.mode (line 5)',
      'E_FINANCING_WEIGHTS_NOT_NORMALISED financing.agents[2].alpha (line 12)',
      'E_VALUE financing.agents[0].alpha[1] (line 10)',
      'E_VALUE financing.agents[1].id (line 11)',
      'E_VALUE financing.load_fraction (line 8)',
    ]);
  });

  it.each(['.inf', 'Infinity', '"Infinity"'])('reads an infinite cost: %s', (text) => {
    expect(load(VILLAGE.replace('kappa: 0.01', `kappa: ${text}`)).financing.kappa).toBe('Infinity');
  });

  it('says what would have been right', () => {
    expect(() => load(TWO.replace('[0.5, 0.5]', '[0.5, 0.4]'))).toThrow(
      'line 8: financing.agents[0].alpha must be weights adding up to 1, not 0.9, but is [0.5, 0.4] (E_FINANCING_WEIGHTS_NOT_NORMALISED)',
    );
  });
});

describe('a population', () => {
  it('is drawn when the scenario is compiled, and noted', () => {
    const scenario = load(VILLAGE);
    const compiled = compileScenario(scenario);
    expect(scenario.form).toBe('generator');
    expect(compiled.agents).toHaveLength(12);
    expect(compiled.agents.every(({ alpha }) => alpha.every((weight) => weight.gte('0.099999')))).toBe(true);
    expect(compiled.generated).toMatchObject({ seed: 5, population: { agents: 12 } });
    expect(compileScenario(scenario)).toEqual(compiled);
    expect(compileScenario(compiled)).toBe(compiled);
  });

  it('is drawn from the seed of the run unless it has its own', () => {
    const text = VILLAGE.replace(', seed: 5', '').replace('max_rounds: 30', 'max_rounds: 30, seed: 5');
    expect(compileScenario(load(text)).agents).toEqual(compileScenario(load(VILLAGE)).agents);
    expect(compileScenario(load(VILLAGE.replace('seed: 5', 'seed: 6'))).agents).not.toEqual(
      compileScenario(load(VILLAGE)).agents,
    );
  });
});

describe('scenarioToYaml', () => {
  it.each([
    ['people', load(TWO)],
    ['a population', load(VILLAGE)],
    ['a compiled population', compileScenario(load(VILLAGE))],
    [
      'everything',
      load(TWO.replace('  mode', '  kappa: Infinity\n  capacity: [null, 2.5]\n  departure: never\n  mode')),
    ],
    [
      'a population with everything',
      load(
        VILLAGE.replace(
          'seed: 5',
          'seed: 5, ownership: 0.7, carried: 0.25, homes: anywhere, load_fraction: { min: 0.25, max: 0.75, decimals: 2 }',
        ).replace(
          'stocks: { max: 9, decimals: 1 }',
          'stocks: [{ max: 1 }, { min: 1, max: 2 }, { max: 3, decimals: 0 }]',
        ),
      ),
    ],
  ] as const)('writes %s so that the same is read back', (_, scenario) => {
    const yaml = scenarioToYaml(scenario);
    expect(load(yaml)).toEqual(scenario);
    expect(scenarioToYaml(load(yaml))).toBe(yaml);
  });
});

describe('the JSON Schema', () => {
  it('describes the form for editors, and leaves that of rings as it was', () => {
    const forms = (model?: 'financing' | 'exchange' | 'economy' | 'any') =>
      (scenarioJsonSchema(model) as { readonly anyOf: readonly { readonly properties: object }[] }).anyOf;
    expect(forms('financing')).toHaveLength(1);
    expect(forms('financing')[0]).toMatchObject({
      required: ['version', 'model', 'name', 'financing'],
      properties: { financing: { additionalProperties: false, required: ['grid'] } },
    });
    expect(forms('any')).toEqual([...forms(), ...forms('financing'), ...forms('exchange'), ...forms('economy')]);
  });
});
