import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  axisNames,
  createSweepSummary,
  type FieldValue,
  type GridAxis,
  loadScenario,
  loadSweepPlan,
  MARKET_ARMS,
  parseScenario,
  planSweep,
  runFigures,
  runScenario,
  SimError,
  type SweepPlan,
  type SweepProblem,
  sweepPlanToYaml,
  sweepRow,
  sweepRows,
  sweepTables,
} from '@bagehot/sim';
import { mergeShards, planHash, runId, runShard, runSweep } from '@bagehot/sim/node';
import { afterAll, describe, expect, it } from 'vitest';
import { EVERYTHING } from './economy-text.js';
import { ECONOMY_PLAN } from './sweep-plans.js';
import { ROUNDS, WHOLE } from './whole-economy.js';

const rows = [...sweepRows(planSweep(ECONOMY_PLAN))];
const lines = rows.map((row) => JSON.stringify(row));

const grid = (...axes: readonly GridAxis[]): SweepPlan['design'] => ({ kind: 'grid', axes });
const over = (path: string, ...values: readonly FieldValue[]): SweepPlan => ({
  base: WHOLE,
  design: grid({ path, values }),
});

/** The figures of an economy that is run by itself. */
function alone(document: object): unknown {
  return runFigures(runScenario(parseScenario(document, 'economy')));
}

function problemsOf(make: () => unknown): readonly SweepProblem[] {
  try {
    make();
  } catch (error) {
    if (error instanceof SimError && error.code === 'SWEEP_INVALID')
      return (error as SimError<'SWEEP_INVALID'>).details.problems;
    throw error;
  }
  return [];
}

describe('a sweep over economies', () => {
  it('is every point run alone, each run with a seed of its own', () => {
    expect(rows).toHaveLength(8);
    let index = 0;
    for (const policyRate of ['0.02', '0.2'])
      for (const leverage of [1, '3.5'])
        for (const replicate of [0, 1]) {
          const document = {
            ...WHOLE,
            seed: 5 + index,
            moneyMarket: { ...WHOLE.moneyMarket, policyRate },
            dealerFunding: { leverage },
          };
          const place = { index, replicate, seed: 5 + index, problem: null, comparisons: [] };
          expect(rows[index]).toMatchObject(place);
          expect(rows[index]?.arms).toEqual([{ name: 'run', figures: alone(document) }]);
          index++;
        }
    const figures = rows.map(({ arms }) => arms[0]?.figures);
    for (const part of ['market', 'money_market', 'funding', 'backstop'])
      expect(figures.some((record) => record?.[part] !== undefined)).toBe(true);
    expect(new Set(figures.map((record) => JSON.stringify(record))).size).toBe(8);
  });

  it('says as data what it runs, and names a run by that', () => {
    const sweep = planSweep(ECONOMY_PLAN);
    for (const index of [0, 3, 6]) {
      const [data] = sweep.data(index);
      const { scenario, moneyDecimals } = data ?? { scenario: {}, moneyDecimals: 0 };
      const result = runScenario(parseScenario(scenario, 'economy'), { moneyDecimals });
      expect([{ name: 'run', figures: runFigures(result) }]).toEqual(rows[index]?.arms);
    }
    const ids = rows.map(({ index }) => sweep.data(index).map(runId).join());
    expect(new Set(ids).size).toBe(8);
  });

  it('has columns for what its markets come to, with the figures of each run', () => {
    const sweep = planSweep(ECONOMY_PLAN);
    const { results } = sweepTables(sweep);
    const names = results.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const row of rows) {
      const [cells = []] = results.rows(row);
      const figures = row.arms[0]?.figures ?? {};
      for (const part of ['money_market', 'funding', 'backstop']) {
        const told = (figures[part] ?? {}) as Readonly<Record<string, unknown>>;
        const shown = names.flatMap((name, k) =>
          name.startsWith(`${part}_`) ? [[name.slice(part.length + 1), cells[k]] as const] : [],
        );
        expect(shown.length).toBeGreaterThan(4);
        expect(shown).toEqual(shown.map(([name]) => [name, told[name] ?? null]));
      }
    }
    const { moneyMarket, ...others } = WHOLE;
    const columnsOf = (plan: SweepPlan): readonly string[] =>
      sweepTables(planSweep(plan)).results.columns.map(({ name }) => name);
    expect(columnsOf({ base: { ...others, money_market: moneyMarket }, design: grid() })).toEqual(
      columnsOf({ base: WHOLE, design: grid() }),
    );
    const { version, name, model, seed, people, ring, run } = WHOLE;
    const plain = { version, name, model, seed, people, ring, run };
    expect(
      columnsOf({ base: plain, design: grid() }).filter((column) => /^(money|funding|backstop)/.test(column)),
    ).toEqual([]);
    const lent = columnsOf({ base: plain, design: grid({ path: 'money_market.policyRate', values: ['0.1'] }) });
    expect(lent).toContain('money_market_mean_call_rate');
  });

  it('has one world per seed, whatever is varied', () => {
    const sweep = planSweep({ ...ECONOMY_PLAN, replicates: 1 });
    const worlds = [0, 1].map((index) => sweep.run(index).arms[0]?.scenario);
    expect(worlds).toMatchObject([
      { model: 'economy', seed: 5, run: { seed: 5 } },
      { model: 'economy', seed: 6, run: { seed: 6 } },
    ]);
  });

  it('draws samples from a hypercube, of numbers that are doubles in an exchange too', () => {
    const sweep = planSweep({
      base: WHOLE,
      design: {
        kind: 'latin-hypercube',
        samples: 4,
        axes: [
          { path: 'ring.kappa', from: '0.5', to: 4, log: true },
          { path: 'tradeCredit.maxDebt', from: 0, to: 80 },
          { path: 'exchange.params.beta', from: '0.5', to: '0.99' },
        ],
      },
    });
    expect(axisNames(sweep)).toEqual(['kappa', 'maxDebt', 'beta']);
    for (const { index, seed, coordinates, problem, arms } of sweepRows(sweep)) {
      const [kappa, maxDebt, beta] = coordinates.map(({ value }) => value);
      const exchange = WHOLE.exchange as { readonly params: object };
      const document = {
        ...WHOLE,
        seed,
        ring: { ...WHOLE.ring, kappa },
        tradeCredit: { ...WHOLE.tradeCredit, maxDebt },
        exchange: { ...exchange, params: { ...exchange.params, beta: Number(beta) } },
      };
      expect([index, problem, arms]).toEqual([index, null, [{ name: 'run', figures: alone(document) }]]);
    }
  });

  it('can be of people who trade in rounds, or who owe one another and do nothing else', () => {
    const { version, name, model, seed, people, ring, run } = WHOLE;
    for (const base of [ROUNDS, { version, name, model, seed, people, ring, run }])
      for (const row of sweepRows(planSweep({ base, design: grid({ path: 'ring.kappa', values: [1, 4] }) }))) {
        const [{ value: kappa } = { value: 0 }] = row.coordinates;
        const figures = alone({ ...base, seed: row.seed, ring: { ...ring, kappa } });
        expect(row).toMatchObject({ problem: null, arms: [{ name: 'run', figures }] });
      }
  });

  it('searches the largest debt that is safe', () => {
    const search = { kind: 'frontier', path: 'ring.kappa', iterations: 2, axes: [] } as const;
    const [row] = sweepRows(planSweep({ base: WHOLE, design: search }));
    const { safe } = row?.arms[0]?.frontier ?? {};
    expect(row?.arms[0]?.figures).toEqual(alone({ ...WHOLE, seed: 42, ring: { ...WHOLE.ring, kappa: safe ?? '' } }));
  });

  it('fills tables and a summary, and so does a point whose fields do not go together', () => {
    const axes = [
      { path: 'people.count', values: [7, 8] },
      { path: 'exchange.agents', values: [7, 6] },
      { path: 'liquidity.perAgent.H2', values: ['cheapest', 'sell-first'] },
    ];
    const sweep = planSweep({ base: WHOLE, design: grid(...axes) });
    const summary = createSweepSummary(sweep);
    const { registry, results } = sweepTables(sweep, { runId });
    const seen = [...sweepRows(sweep)].map((row) => {
      summary.add(row);
      return [registry.rows(row).length, results.rows(row).length];
    });
    expect(seen).toEqual(Array.from({ length: 8 }, () => [1, 1]));
    expect(results.columns.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['count', 'agents', 'H2', 'default_rate', 'market_trades', 'dealers_profit']),
    );
    expect(summary.record()).toMatchObject({ runs: 8, rows: 8, completed: 8, refused: 0 });
    // Seven who trade, and six people: either is right beside the first value of the other.
    const corner = planSweep({
      base: WHOLE,
      design: grid({ path: 'exchange.agents', values: [5, 7] }, { path: 'people.count', values: [7, 6] }),
    });
    expect(sweepRow(corner, 3)).toMatchObject({
      arms: [],
      problem: expect.stringMatching(/^exchange\.agents must be/),
    });
  });
});

describe('the lines of a sweep over economies', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'bagehot-economies-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([1, 3, 8])('are the rows, in batches of %d', async (batchSize) => {
    const found: string[] = [];
    for await (const line of runSweep(ECONOMY_PLAN, { batchSize })) found.push(line);
    expect(found).toEqual(lines);
  });

  it('are the same where a file of them was cut in half', async () => {
    const { file } = await runShard(ECONOMY_PLAN, root);
    const whole = readFileSync(file, 'utf8');
    rmSync(file);
    writeFileSync(`${file}.partial`, whole.slice(0, whole.length / 2));
    const { found, rows: all } = await runShard(ECONOMY_PLAN, root);
    expect([found > 0, found < 8, all]).toEqual([true, true, 8]);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    expect(existsSync(`${file}.partial`)).toBe(false);
    expect([...mergeShards(ECONOMY_PLAN, root, 1)]).toEqual(lines);
  });
});

describe('paths into an economy', () => {
  const camel = over('moneyMarket.supply.reserveDays', 1, 2);
  const figures = (plan: SweepPlan): unknown => [...sweepRows(planSweep(plan))].map(({ arms }) => arms);

  it('are written in either spelling, whichever the file has', () => {
    const { moneyMarket, ...others } = WHOLE;
    const { policyRate, spreadSensitivity, ...rest } = moneyMarket as Readonly<Record<string, unknown>>;
    const snaky = {
      ...others,
      money_market: { policy_rate: policyRate, spread_sensitivity: spreadSensitivity, ...rest },
    };
    const snake = { path: 'money_market.supply.reserve_days', values: [1, 2] };
    expect(figures({ base: WHOLE, design: grid(snake) })).toEqual(figures(camel));
    expect(figures({ ...camel, base: snaky })).toEqual(figures(camel));
    expect(figures({ base: snaky, design: grid(snake) })).toEqual(figures(camel));
    const dealers = [
      { path: 'dealer_funding.reserve_dues', values: [true] },
      { path: 'dealerFunding.leverage', values: [2] },
    ];
    const { dealerFunding: _, ...unfunded } = WHOLE;
    const [arm] = planSweep({ base: unfunded, design: grid(...dealers) }).run(0).arms;
    expect(arm?.scenario).toEqual(
      parseScenario({ ...unfunded, seed: 42, dealerFunding: { leverage: 2, reserveDues: true } }, 'economy'),
    );
  });

  it('lead to one axis for each field', () => {
    const axes = ['moneyMarket.policyRate', 'money_market.policy_rate'].map((path) => ({ path, values: ['0.1'] }));
    expect(problemsOf(() => planSweep({ base: WHOLE, design: grid(...axes) }))).toEqual([
      { path: 'design.axes[1].path', message: '"money_market.policy_rate" has an axis already' },
    ]);
  });

  it('are refused where the economy has no such field, cannot have the section, or has the seed of the run', () => {
    const { dealer: _, dealerFunding, backstop, ...plain } = WHOLE;
    expect([dealerFunding, backstop]).not.toContain(undefined);
    const refused = (plan: SweepPlan): readonly string[] =>
      problemsOf(() => planSweep(plan)).map(({ path: place, message }) => `${place} ${message}`);
    expect(refused(over('moneyMarket.polityRate', 1))).toEqual(['base.moneyMarket.polityRate is no known field']);
    expect(refused(over('params.kappa', 1))).toEqual(['base.params is no known field']);
    expect(refused({ ...over('backstop.spread', 1), base: plain })).toEqual([
      expect.stringMatching(/^base\.(backstop|dealer) .*dealer/),
    ]);
    expect(refused(over('seed', 1, 2))).toEqual([
      expect.stringMatching(/^design\.axes\[0\]\.path "seed" .*replicates/),
    ]);
    expect(refused(over('moneyMarket..policyRate', 1))).toEqual([
      'design.axes[0].path must name a field such as moneyMarket.policyRate or people.count, but is "moneyMarket..policyRate"',
    ]);
  });

  it('are all tried before the first run: every value with what is allowed', () => {
    const axes = [
      { path: 'dealerFunding.leverage', values: [1, '0.5'] },
      { path: 'facilities.collateral.haircut', values: [0, 2] },
      { path: 'tradeCredit.maxDebt', values: [0, 'much'] },
    ];
    expect(problemsOf(() => planSweep({ base: WHOLE, design: grid(...axes) }))).toEqual([
      { path: 'design.axes[0]', message: 'at "0.5" (value 2): dealerFunding.leverage must be at least 1, but is 0.5' },
      { path: 'design.axes[1]', message: 'at 2 (value 2): facilities.collateral.haircut must be at most 1, but is 2' },
      {
        path: 'design.axes[2]',
        message: expect.stringMatching(/^at "much" \(value 2\): tradeCredit\.maxDebt must .*much/),
      },
    ]);
  });

  it('name a field as the scenario writes it', () => {
    const { tradeCredit, ...others } = WHOLE;
    const base = { ...others, trade_credit: { term_days: 2, max_debt: 60 } };
    expect(tradeCredit).toBeDefined();
    const [problem] = problemsOf(() =>
      planSweep({ base, design: grid({ path: 'tradeCredit.termDays', values: [1, 0] }) }),
    );
    expect(problem?.message).toBe('at 0 (value 2): trade_credit.term_days must be at least 1, but is 0');
    const twice = { ...WHOLE, trade_credit: { termDays: 3 } };
    expect(problemsOf(() => planSweep({ base: twice, design: grid() }))).toEqual([
      { path: 'base.trade_credit', message: 'says the same as tradeCredit; give one of the two' },
    ]);
  });
});

describe('what is of rings alone', () => {
  it('is several arms', () => {
    expect(problemsOf(() => planSweep({ ...ECONOMY_PLAN, arms: MARKET_ARMS }))).toEqual([
      { path: 'arms', message: 'must be one at most, but are 2: only rings are compared arm by arm' },
    ]);
  });

  it('or economies: no other model has a sweep', () => {
    const base = { version: 1, model: 'financing', name: 'village' };
    expect(problemsOf(() => planSweep({ base, design: grid() }))).toContainEqual({
      path: 'base.model',
      message: 'must be "ring" or "economy", but is "financing"',
    });
  });
});

describe('a plan file with an economy', () => {
  const TEXT = `
version: 1
name: Every market
base:
${EVERYTHING.replace(/^/gm, '  ')}
design:
  kind: grid
  axes:
    moneyMarket.policyRate: [0.02, 0.10]
    exchange.params.beta: [0.5, 0.95]
    backstop.spread: [1.25]
replicates: 2
`;

  it('holds the scenario as a file of its own would, and comes back from its text', () => {
    const { plan } = loadSweepPlan(TEXT);
    const [first] = planSweep(plan).run(0).arms;
    const own = EVERYTHING.replace('policyRate: 0.05', 'policyRate: 0.02')
      .replace('vision_radius: 6,', 'vision_radius: 6, beta: 0.5,')
      .replace('backstop: { spread: 0.6', 'backstop: { spread: 1.25');
    expect(first?.scenario).toEqual(loadScenario(own, 'economy'));
    const again = loadSweepPlan(sweepPlanToYaml(plan)).plan;
    expect(again).toEqual(plan);
    expect(planHash(again)).toBe(planHash(plan));
  });

  it('says in which line it is wrong', () => {
    const text = TEXT.replace('exchange.params.beta: [0.5, 0.95]', 'exchange.params.beta: [0.5, 1.5]').replace(
      'leverage: 2.5',
      'leverage: 2.5, depth: 2',
    );
    const line = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    expect(problemsOf(() => loadSweepPlan(text))).toEqual([
      { path: 'base.dealerFunding.depth', message: 'is no known field', line: line('depth: 2') },
    ]);
    expect(problemsOf(() => loadSweepPlan(text.replace(', depth: 2', '')))).toEqual([
      {
        path: 'design.axes[1]',
        message: 'at "1.5" (value 2): exchange.params.beta must be a number above 0, at most 1, but is 1.5',
        line: line('[0.5, 1.5]'),
      },
    ]);
  });
});
