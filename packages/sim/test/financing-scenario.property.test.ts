import { compileScenario, loadScenario, parseScenario, runScenario, SimError, scenarioToYaml } from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const share = fc.integer({ min: 0, max: 100 }).map((cents) => (cents / 100).toFixed(2));
const range = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 6 }))
  .map(([min, more, decimals]) => ({ min, max: min + more, decimals }));

/** A village that can be: everything is drawn within its domain. */
const village = fc
  .record({
    mode: fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'),
    goods: fc.integer({ min: 2, max: 4 }),
    grid: fc.record({
      width: fc.integer({ min: 3, max: 9 }),
      height: fc.integer({ min: 3, max: 9 }),
      market_width: fc.integer({ min: 1, max: 2 }),
    }),
    kappa: fc.oneof(share, fc.constant('Infinity')),
    load_fraction: share,
    stages: fc.integer({ min: 1, max: 5 }),
    departure: fc.constantFrom('synchronised', 'immediate', 'never'),
    missing_goods: fc.constantFrom('skip', 'restrict'),
    movement: fc.constantFrom('greedy', 'nearest', 'astar'),
    solver: fc.constantFrom('exact', 'gth'),
    population: fc.record({
      agents: fc.integer({ min: 1, max: 6 }),
      stocks: range,
      ownership: share,
      weights: fc.record({ minimum: fc.constantFrom('0', '0.1', '0.2') }),
      carried: share,
      homes: fc.constantFrom('outside_market', 'anywhere'),
    }),
  })
  .map((financing) => ({
    version: 1,
    model: 'financing',
    name: 'drawn',
    financing,
    run: { max_rounds: 12, seed: 7 },
  }));

/** Anything at all, of the kind that stands in files. */
const junk = fc.oneof(
  fc.constantFrom(null, true, '', 'x', 'Infinity', '.inf', '0x10', '-1', '1e400', '1e-400', '9'.repeat(40), [], {}, [
    [],
  ]),
  fc.integer({ min: -3, max: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -2, max: 30 }),
  fc.array(fc.oneof(fc.integer({ min: -1, max: 5 }), fc.constant('0.5'), fc.constant(null)), { maxLength: 3 }),
);

describe('scenarios of financing economies', () => {
  it('mean the same after they were written and read, spelled out or not', () => {
    fc.assert(
      fc.property(village, (file) => {
        const scenario = parseScenario(file, 'financing');
        expect(loadScenario(scenarioToYaml(scenario), 'financing')).toEqual(scenario);
        const compiled = compileScenario(scenario);
        const read = loadScenario(scenarioToYaml(compiled), 'financing');
        expect(read).toEqual(compiled);
        expect([...runScenario(read).log.lines()]).toEqual([...runScenario(scenario).log.lines()]);
      }),
      { numRuns: 40 },
    );
  });

  it('are refused with problems in the file, and nothing else, whatever stands in a field', () => {
    const FIELDS = [
      'mode',
      'goods',
      'grid',
      'kappa',
      'load_fraction',
      'stages',
      'max_passes',
      'capacity',
      'quantity_scale',
      'price_digits',
      'agents',
    ];
    const PARTS = ['agents', 'stocks', 'ownership', 'weights', 'carried', 'load_fraction', 'seed'];
    fc.assert(
      fc.property(
        village,
        fc.constantFrom(
          ...FIELDS.map((name) => [name] as const),
          ...PARTS.map((name) => ['population', name] as const),
        ),
        junk,
        (file, [name, part], value) => {
          const { financing } = file;
          const changed =
            part === undefined
              ? { ...financing, [name]: value }
              : { ...financing, population: { ...financing.population, [part]: value } };
          try {
            const scenario = parseScenario({ ...file, financing: changed }, 'financing');
            // What is accepted can be run.
            runScenario({ ...scenario, run: { ...scenario.run, maxRounds: 2 } });
          } catch (error) {
            if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
            const { problems } = (error as SimError<'SCENARIO_INVALID'>).details;
            expect(problems.length).toBeGreaterThan(0);
            for (const { path, message } of problems) {
              expect(path).toMatch(/^financing/);
              expect(message).not.toContain('undefined');
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
