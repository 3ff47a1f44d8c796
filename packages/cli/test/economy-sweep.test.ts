import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSweepPlan, planSweep, runFigures, runScenario, scenarioToYaml, sweepRows } from '@bagehot/sim';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, Workplace } from './session.js';

const work = new Workplace();

const PLAN = `
version: 1
name: Credit and rates
description: Who pays when money is dear?
base:
  version: 1
  name: village
  model: economy
  people: { count: 8 }
  ring: { kappa: 2, q_total: 300, maturity: { days: 4, mu: 0.5 } }
  exchange:
    N: 3
    agents: 8
    initial_inventories: { A: { uniform_int: [0, 9] }, B: { uniform_int: [0, 9] }, M: 0 }
    utilities:
      mix:
        - { type: linear, weight: 0.5, params: { vA: 1, vB: 3 } }
        - { type: linear, weight: 0.5, params: { vA: 3, vB: 1 } }
    params: { exchange_regime: money_only, vision_radius: 3, lambda_money: 0.25 }
  tradeCredit: { termDays: 2, maxDebt: 40 }
  dealer: { ticket_size: 1, dealer_share: 0.1, order_flow: { N_max: all, block: shortfall } }
  money_market: { policy_rate: 0.05 }
  run: { maxDays: 7 }
design:
  kind: grid
  axes:
    tradeCredit.maxDebt: [0, 40]
    moneyMarket.policyRate: [0.02, 0.10]
replicates: 2
base_seed: 3
`;
const { plan } = loadSweepPlan(PLAN);

const economy = (...args: readonly string[]): ReturnType<typeof bagehot> => bagehot('sweep', 'economy', ...args);
const file = (): string => work.write('credit.yaml', PLAN);

/** What every file of a folder holds, but for the one that tells the time. */
function contents(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(work.at(folder), { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && entry.name !== 'manifest.json')
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((name) => [path.relative(work.at(folder), name), readFileSync(name, 'utf8')]),
  );
}

beforeAll(async () => {
  const { code, out, err } = await economy(file(), '--out-dir', work.at('whole'));
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Credit and rates\n\n {2}runs {2}8 \(4 points by 2 seeds\)\n\n {2}mean default rate +\d/);
}, 60_000);

describe('a sweep of economies', () => {
  it('writes what a sweep of rings writes', () => {
    const manifest = work.json('whole', 'manifest.json');
    expect(manifest).toMatchObject({ name: 'Credit and rates', runs: 8, points: 4, arms: ['run'], base_seed: 3 });
    expect(manifest['files']).toEqual([
      'registry.csv',
      'results.csv',
      'summary.json',
      'dashboard.html',
      'plan.yaml',
      'manifest.json',
    ]);
    const results = parseCsv(work.read('whole', 'results.csv'));
    expect(results.map((row) => ['maxDebt', 'policyRate', 'seed'].map((name) => row.get(name)).join(' '))).toEqual(
      ['0 0.02', '0 0.10', '40 0.02', '40 0.10'].flatMap((point, k) => [0, 1].map((j) => `${point} ${3 + 2 * k + j}`)),
    );
    const rates = Array.from(sweepRows(planSweep(plan)), ({ arms }) => arms[0]?.figures['default_rate']);
    expect(results.map((row) => row.get('default_rate'))).toEqual(rates);
    const page = work.read('whole', 'dashboard.html');
    for (const text of ['Credit and rates', 'maxDebt', 'policyRate', 'Default rate by two parameters'])
      expect(page).toContain(text);
  });

  it('comes to the same from its own plan and in shards', async () => {
    const whole = contents('whole');
    await economy(work.at('whole', 'plan.yaml'), '--out-dir', work.at('again'));
    const again = contents('again');
    for (const [name, text] of whole) if (name !== 'dashboard.html') expect(again.get(name), name).toBe(text);
    for (const shard of ['0/2', '1/2'])
      expect((await economy(file(), '--out-dir', work.at('parts'), '--shard', shard)).code).toBe(0);
    expect((await bagehot('sweep', 'merge', work.at('parts'))).code).toBe(0);
    expect(work.read('parts', 'results.csv')).toBe(work.read('whole', 'results.csv'));
    expect((await bagehot('sweep', 'status', work.at('parts'))).code).toBe(0);
    expect(await economy('--resume', '--out-dir', work.at('parts'))).toMatchObject({ code: 0, err: '' });
  });

  it('takes other seeds', async () => {
    const { code, out } = await economy(
      file(),
      '--base-seed',
      '9',
      '--replicates',
      '1',
      '--json',
      '--out-dir',
      work.at('seeds'),
    );
    expect([code, JSON.parse(out)]).toMatchObject([0, { runs: 4, base_seed: 9 }]);
  });

  it('makes one of its runs again, with log, balances and report', async () => {
    const { code, err } = await bagehot('sweep', 'pair', work.at('whole'), '6');
    expect([code, err]).toEqual([0, '']);
    const row = [...sweepRows(planSweep(plan), { from: 6, to: 7 })][0];
    const [arm] = planSweep(plan).run(6).arms;
    if (arm?.scenario.model !== 'economy') throw new Error('an economy was planned');
    const alone = runScenario(arm.scenario);
    expect(runFigures(alone)).toEqual(row?.arms[0]?.figures);
    expect(work.json('whole', 'pairs', '6-run', 'metrics.json')).toMatchObject({
      default_rate: row?.arms[0]?.figures['default_rate'],
    });
    expect(work.read('whole', 'pairs', '6-run', 'scenario.yaml')).toBe(scenarioToYaml(alone.scenario));
    const replayed = await bagehot('replay', work.at('whole', 'pairs', '6-run', 'events.jsonl'));
    expect([replayed.code, replayed.err]).toEqual([0, '']);
    expect(work.read('whole', 'pairs', '6-run.html')).toMatch(/^<!doctype html>/i);
  });
});

describe('a sweep of economies that cannot be', () => {
  it.each([
    [[], 'there is nothing to run: sweep economy needs the file of a plan'],
    [['--kappas', '1,2'], "error: unknown option '--kappas'"],
    [['--resume'], '--resume: there is no sweep in '],
  ])('is refused before anything is written: %j', async (args, message) => {
    const { code, out, err } = await economy(...args, '--out-dir', work.at('nowhere'));
    expect([code, out, existsSync(work.at('nowhere'))]).toEqual([2, '', false]);
    expect(err.startsWith(message), err).toBe(true);
  });

  it.each(['ring', 'comparison', 'balanced'])('is refused by sweep %s, which names the command', async (verb) => {
    expect(await bagehot('sweep', verb, file(), '--out-dir', work.at('nowhere'))).toMatchObject({
      code: 2,
      err: 'the plan has an economy as its base: run it with bagehot sweep economy\n',
    });
    expect(existsSync(work.at('nowhere'))).toBe(false);
  });

  it('is refused with a ring as its base', async () => {
    const ring = work.write(
      'ring.yaml',
      'version: 1\nbase: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, q_total: 100, kappa: 1 } }\ndesign: { kind: grid, axes: {} }\n',
    );
    expect(await economy(ring, '--out-dir', work.at('nowhere'))).toMatchObject({
      code: 2,
      err: 'the plan has a ring as its base: run it with bagehot sweep ring\n',
    });
  });

  it('is refused with every problem of the plan, in its line', async () => {
    const text = PLAN.replace('moneyMarket.policyRate: [0.02, 0.10]', 'moneyMarket.policyRate: [0.02, much]').replace(
      'tradeCredit.maxDebt: [0, 40]',
      'tradeCredit.termDays: [1, 0]',
    );
    const wrong = work.write('wrong.yaml', text);
    const line = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    const { code, err } = await economy(wrong, '--out-dir', work.at('nowhere'));
    expect(code).toBe(2);
    expect(err.split('\n')).toEqual([
      `${wrong}:${line('[1, 0]')}: design.axes[0] at 0 (value 2): tradeCredit.termDays must be at least 1, but is 0`,
      expect.stringMatching(
        `^${wrong}:${line('[0.02, much]')}: design.axes\\[1\\] at "much" \\(value 2\\): money_market.policy_rate must`,
      ),
      '2 problems',
      '',
    ]);
  });
});
