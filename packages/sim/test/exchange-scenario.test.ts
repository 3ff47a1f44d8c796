import { createExchangeRegistry } from '@bagehot/exchange';
import {
  compileScenario,
  type ExchangeScenario,
  exchangeWarnings,
  loadScenario,
  parseScenario,
  type ScenarioProblem,
  SimError,
  scenarioJsonSchema,
  scenarioToYaml,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const MARKET = `version: 1
model: exchange
name: A market
description: Bread for wine, or for money.
exchange:
  N: 6
  goods: [bread, wine]
  agents: 5
  initial_inventories:
    bread: { uniform_int: [0, 9] }
    wine: [1, 2, 3, 4, 5]
    M: 50
    lambda_money: 0.25
  utilities:
    mix:
      - { type: ces, weight: 0.5, params: { rho: -0.5, wbread: 0.6, wwine: 4e-1 } }
      - { type: linear, weight: 0.5, params: { vbread: 1, vwine: 1.2 } }
  resource_seed: { density: 0.3, amount: 2 }
  mode_schedule: { type: global_cycle, forage_ticks: 3, trade_ticks: 4 }
  params: { exchange_regime: mixed, spread: 0.02, epsilon: 1.0e-12 }
run: { ticks: 30, seed: 3 }
`;

function problemsOf(read: () => unknown): readonly ScenarioProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
}

const load = (yaml: string): ExchangeScenario => loadScenario(yaml, 'exchange');

describe('the file of an exchange', () => {
  it('is read with every default', () => {
    const { exchange, ...frame } = load(MARKET);
    expect(frame).toEqual({
      version: 1,
      model: 'exchange',
      form: 'compact',
      name: 'A market',
      description: 'Bread for wine, or for money.',
      run: { ticks: 30, seed: 3 },
    });
    expect(exchange).toMatchObject({ name: 'A market', side: 6, goods: ['bread', 'wine'], regime: 'mixed', agents: 5 });
    expect(exchange.params).toMatchObject({ spread: 0.02, epsilon: 1e-12, visionRadius: 5 });
    expect(load(MARKET.replace(/run:.*\n/, '')).run).toEqual({ ticks: 100, seed: 42 });
  });

  it('has doubles for numbers, however they are written', () => {
    const { exchange } = load(MARKET);
    if (exchange.form !== 'compact') throw new Error('the file is compact');
    expect(exchange.mix[0]?.utility.params).toEqual({ rho: -0.5, wbread: 0.6, wwine: 0.4 });
    expect(exchange.lambdaMoney).toBe(0.25);
  });

  it('may be the scenario of the exchange specification alone', () => {
    const section = MARKET.slice(MARKET.indexOf('  N: 6'), MARKET.indexOf('run:')).replaceAll(/^ {2}/gm, '');
    const bare = `schema_version: 1\nname: A market\n${section}`;
    expect(loadScenario(bare, 'any')).toMatchObject({ model: 'exchange', run: { ticks: 100, seed: 42 } });
    expect(load(bare).exchange).toEqual(load(MARKET).exchange);
    expect(problemsOf(() => load(bare.replace('N: 6', 'N: 0')))).toMatchObject([
      { code: 'E_VALUE', path: 'N', line: 3 },
    ]);
  });

  it('is written so that the same is read back, drawn or not', () => {
    const scenario = load(MARKET);
    const compiled = compileScenario(scenario);
    expect(load(scenarioToYaml(scenario))).toEqual(scenario);
    expect(load(scenarioToYaml(compiled))).toEqual(compiled);
    expect(compiled).toMatchObject({ form: 'explicit', run: scenario.run });
    expect(compiled.exchange.agents).toHaveLength(5);
    expect(compileScenario(compiled)).toBe(compiled);
  });

  it('notes from what its people and resources were drawn', () => {
    const yaml = scenarioToYaml(compileScenario(load(MARKET)));
    expect(yaml).toContain(`generated:
  population:
    agents: 5
    initial_inventories:
      bread:
        uniform_int:`);
    const { generated } = compileScenario(load(yaml));
    const { exchange } = load(MARKET);
    if (exchange.form !== 'compact') throw new Error('the file is compact');
    expect(generated?.seed).toBe(3);
    expect(generated?.population).toMatchObject({ agents: 5, lambdaMoney: 0.25, resourceSeed: { density: 0.3 } });
    // What is noted makes the same people again, whatever the regime has become.
    const { agents, ...again } = generated?.population ?? exchange;
    const redrawn = compileScenario({ ...load(MARKET), form: 'compact', exchange: { ...exchange, agents, ...again } });
    expect(redrawn).toEqual(compileScenario(load(MARKET)));
    const poor = MARKET.replace('    M: 50\n', '').replace('mixed', 'barter_only');
    const other = scenarioToYaml(compileScenario(load(poor))).replace('barter_only', 'mixed');
    expect(load(other)).toMatchObject({ generated: { seed: 3 }, exchange: { regime: 'mixed' } });
  });

  it('is told what is wrong with such a note', () => {
    const yaml = scenarioToYaml(compileScenario(load(MARKET)));
    const wrong = yaml
      .replace(/(generated:[\s\S]*)density: 0.3/, '$1density: 3')
      .replace(/ {2}seed: 3\n$/, '  sad: 3\n');
    expect(problemsOf(() => load(wrong)).map(({ code, path }) => [code, path])).toEqual([
      ['E_VALUE', 'generated.seed'],
      ['E_UNKNOWN_KEY', 'generated.sad'],
      ['E_VALUE', 'generated.population.resource_seed.density'],
    ]);
    const note = 'generated: { population: { agents: 5 }, seed: 3 }\n';
    expect(problemsOf(() => load(MARKET + note))).toMatchObject([{ code: 'E_VALUE', path: 'generated' }]);
  });

  it('draws the same people from the same seed', () => {
    expect(compileScenario(load(MARKET))).toEqual(compileScenario(load(MARKET)));
    const other = compileScenario(load(MARKET.replace('seed: 3', 'seed: 4')));
    expect(other.exchange.agents).not.toEqual(compileScenario(load(MARKET)).exchange.agents);
  });

  it('is told all that is wrong with it, with lines', () => {
    const wrong = MARKET.replace('N: 6', 'N: 6\n  seats: 4')
      .replace('[1, 2, 3, 4, 5]', '[1, 2, 3, 4]')
      .replace('spread', 'sprad')
      .replace('rho: -0.5', 'rho: 1')
      .replace('mixed', 'bazaar')
      .replace('ticks: 30', 'tocks: 30');
    expect(problemsOf(() => load(wrong)).map(({ code, path, line }) => [code, path, line])).toEqual([
      ['E_UNKNOWN_KEY', 'run.tocks', 22],
      ['E_UNKNOWN_KEY', 'exchange.seats', 7],
      ['E_UNKNOWN_KEY', 'exchange.params.sprad', 21],
      ['E_EXCHANGE_UNKNOWN_NAME', 'exchange.params.exchange_regime', 21],
      ['E_VALUE', 'exchange.initial_inventories.wine', 12],
      ['E_EXCHANGE_UTILITY_INVALID', 'exchange.utilities.mix[0].params.rho', 17],
    ]);
  });

  it('says its name once, and must have an exchange', () => {
    expect(problemsOf(() => load(MARKET.replace('  N: 6', '  N: 6\n  name: other')))).toMatchObject([
      { code: 'E_UNKNOWN_KEY', path: 'exchange.name' },
    ]);
    expect(problemsOf(() => parseScenario({ version: 1, model: 'exchange', name: 'none' }, 'exchange'))).toMatchObject([
      { code: 'E_VALUE', path: 'exchange' },
    ]);
  });

  it('is no ring, and no ring is an exchange', () => {
    expect(problemsOf(() => loadScenario(MARKET))).toMatchObject([{ code: 'E_VALUE', path: 'model' }]);
    expect(problemsOf(() => loadScenario('version: 1\nname: ring\nagents: []\n', 'exchange'))).toMatchObject([
      { code: 'E_VALUE', path: 'model' },
    ]);
  });

  it('may name what is registered in code', () => {
    const registry = createExchangeRegistry().regime({
      name: 'bread_only',
      pairs: () => ['bread<->M'],
      select: 'first',
    });
    const yaml = MARKET.replace('mixed', 'bread_only');
    expect(loadScenario(yaml, 'exchange', { registry }).exchange.regime).toBe('bread_only');
    expect(problemsOf(() => load(yaml))).toMatchObject([{ path: 'exchange.params.exchange_regime' }]);
  });

  it('is warned of what is hardly meant', () => {
    expect(exchangeWarnings(load(MARKET))).toEqual([]);
    expect(exchangeWarnings(load(MARKET.replace('0.02', '1')))).toMatchObject([
      { code: 'SPREAD_STOPS_TRADE', path: 'params.spread' },
    ]);
  });

  it('has a JSON Schema for editors', () => {
    const schema = JSON.stringify(scenarioJsonSchema('exchange'));
    expect(schema).toContain('exchange_regime');
    expect(schema).toContain('uniform_int');
    expect(JSON.stringify(scenarioJsonSchema('any'))).toContain('exchange_regime');
  });
});
