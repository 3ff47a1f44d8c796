import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { partialOf } from '../src/whole-file.js';
import { bagehot, sendWhenHeard, Workplace } from './session.js';

const work = new Workplace();

/** Eight rings of five, a second of work at most. */
const RING = ['--kappas', '1,4', '--concentrations', '0.5,2', '--mus', '0,1'];
/** Four pairs of rings of five, with and without a market. */
const PAIRS = [
  '--n-agents',
  '5',
  '--maturity-days',
  '3',
  '--q-total',
  '500',
  '--kappas',
  '2,4',
  '--concentrations',
  '1',
  '--mus',
  '0,1',
];

const TABLES = ['registry.csv', 'results.csv'];
const rowsOf = (...names: readonly string[]): ReturnType<typeof parseCsv> => parseCsv(work.read(...names));
const shardFiles = (folder: string): readonly string[] => readdirSync(work.at(folder, 'shards')).sort();

/** What every file of a folder holds, but for the one that tells the time. */
function contents(folder: string, ...without: readonly string[]): ReadonlyMap<string, string> {
  const left = new Set(['manifest.json', ...without]);
  const entries = readdirSync(work.at(folder), { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && !left.has(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(work.at(folder), file), readFileSync(file, 'utf8')]),
  );
}

/** The sweep of {@link RING} in one piece, as all others of it must be. */
let whole: ReadonlyMap<string, string>;
beforeAll(async () => {
  expect((await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('ring'))).code).toBe(0);
  whole = contents('ring');
}, 60_000);

describe('a sweep of rings', () => {
  it('writes tables, summary, dashboard, plan and manifest', async () => {
    const { code, out, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('ring'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ring\n\n {2}runs {2}8 \(8 points by 1 seed\)\n\n {2}mean default rate +\d/);
    expect(out).toMatch(/\nwritten to \S+ring: dashboard\.html, summary\.json, registry\.csv, results\.csv\n$/);
    const manifest = work.json('ring', 'manifest.json');
    expect(manifest).toMatchObject({ bagehot: '1.2.3', name: 'ring', runs: 8, points: 8, shards: 1, base_seed: 42 });
    for (const file of manifest['files'] as string[]) expect(work.read('ring', file).length, file).toBeGreaterThan(0);
    expect(readdirSync(work.at('ring')).sort()).toEqual([...(manifest['files'] as string[]), 'shards'].sort());
    expect(
      rowsOf('ring', 'results.csv').map((row) => [
        row.get('kappa'),
        row.get('concentration'),
        row.get('mu'),
        row.get('seed'),
      ]),
    ).toEqual([
      ['1', '0.5', '0', '42'],
      ['1', '0.5', '1', '43'],
      ['1', '2', '0', '44'],
      ['1', '2', '1', '45'],
      ['4', '0.5', '0', '46'],
      ['4', '0.5', '1', '47'],
      ['4', '2', '0', '48'],
      ['4', '2', '1', '49'],
    ]);
    expect(rowsOf('ring', 'registry.csv')).toHaveLength(8);
    expect(work.json('ring', 'summary.json')).toMatchObject({ runs: 8, completed: 8, failed: 0, refused: 0 });
    expect(work.read('ring', 'dashboard.html')).toMatch(/^<!doctype html>/i);
  });

  it('prints one JSON object on request, and nothing else', async () => {
    const { code, out, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('ring'), '--json');
    expect([code, err, out.split('\n')]).toEqual([0, '', [expect.any(String), '']]);
    expect(JSON.parse(out)).toMatchObject({
      runs: 8,
      completed: 8,
      out: work.at('ring'),
      files: expect.arrayContaining(TABLES),
    });
  });

  it('goes by the plan that it wrote', async () => {
    const { code } = await bagehot('sweep', 'ring', work.at('ring', 'plan.yaml'), '--out-dir', work.at('again'));
    expect(code).toBe(0);
    expect(contents('again')).toEqual(whole);
  });

  it('has rows of its own for each replicate', async () => {
    const args = ['--kappas', '2', '--concentrations', '1', '--mus', '0', '--replicates', '3', '--base-seed', '7'];
    await bagehot('sweep', 'ring', ...args, '--out-dir', work.at('replicates'));
    expect(rowsOf('replicates', 'results.csv').map((row) => [row.get('replicate'), row.get('seed')])).toEqual([
      ['0', '7'],
      ['1', '8'],
      ['2', '9'],
    ]);
  });
});

describe('a frontier', () => {
  it('has a table of its own, and says how far kappa can go', async () => {
    const args = ['--no-grid', '--frontier', '--concentrations', '1', '--mus', '0,1', '--liquidity-mode', 'uniform'];
    const { code, out } = await bagehot('sweep', 'ring', ...args, '--out-dir', work.at('frontier'));
    expect(code).toBe(0);
    expect(out).toMatch(/\nfrontier under run\n {2}searches +2, \d of them with a safe value/);
    expect(rowsOf('frontier', 'frontier.csv').map((row) => row.get('mu'))).toEqual(['0', '1']);
    expect(work.json('frontier', 'manifest.json')['files']).toContain('frontier.csv');
  });
});

describe('a comparison', () => {
  it('puts both arms of a pair side by side, with what the market changed', async () => {
    const { code, out } = await bagehot('sweep', 'comparison', ...PAIRS, '--out-dir', work.at('pairs'));
    expect(code).toBe(0);
    expect(out).toMatch(/\ndealers against control\n {2}default rate .* under control .* under dealers\n/);
    expect(out).toMatch(/\n {2}pairs +\d improved, \d unchanged, \d worsened\n/);
    const pairs = rowsOf('pairs', 'comparison.csv');
    expect(pairs.map((row) => [row.get('index'), row.get('kappa'), row.get('mu'), row.get('status')])).toEqual([
      ['0', '2', '0', 'completed'],
      ['1', '2', '1', 'completed'],
      ['2', '4', '0', 'completed'],
      ['3', '4', '1', 'completed'],
    ]);
    const runs = new Map(rowsOf('pairs', 'results.csv').map((row) => [row.get('run_id'), row]));
    expect(runs.size).toBe(8);
    for (const pair of pairs)
      for (const [id, rate] of [
        ['run_id_baseline', 'default_rate_without_dealer'],
        ['run_id_treatment', 'default_rate_with_dealer'],
      ] as const)
        expect(Number(runs.get(pair.get(id))?.get('default_rate'))).toBeCloseTo(Number(pair.get(rate)), 15);
  });

  it('writes tables as lines of JSON, too', async () => {
    await bagehot('sweep', 'comparison', ...PAIRS, '--out-dir', work.at('pairs'), '--format', 'jsonl');
    const lines = work.records('pairs', 'comparison.jsonl');
    const rows = rowsOf('pairs', 'comparison.csv');
    expect(lines.map((line) => Object.keys(line))).toEqual(rows.map((row) => [...row.keys()]));
    expect(lines.map((line) => Object.values(line).map((cell) => String(cell ?? '')))).toEqual(
      rows.map((row) => [...row.values()]),
    );
  });

  it('writes tables as Parquet files, with every digit', async () => {
    const { code, err } = await bagehot(
      'sweep',
      'comparison',
      ...PAIRS,
      '--out-dir',
      work.at('pairs'),
      '--format',
      'parquet',
    );
    expect([code, err]).toEqual([0, '']);
    const { openDuckDb } = await import('@bagehot/telemetry/duckdb');
    const database = await openDuckDb([]);
    const read = `SELECT default_rate_without_dealer, liquidity_relief_ratio, trades, completed, kappa FROM '${work.at('pairs', 'comparison.parquet')}'`;
    const { rows } = await database.query(read);
    await database.close();
    const expected = rowsOf('pairs', 'comparison.csv').map((row) => [
      row.get('default_rate_without_dealer'),
      row.get('liquidity_relief_ratio'),
      Number(row.get('trades')),
      row.get('completed') === 'true',
      row.get('kappa'),
    ]);
    expect(rows).toEqual(expected);
  });
});

describe('pairs that were made worse', () => {
  const plan = work.write(
    'worse.yaml',
    `version: 1
name: Worse
base:
  version: 1
  generator: ring_explorer_v1
  params: { n_agents: 5, kappa: 1, q_total: 500, maturity: { days: 3, mu: 0.5 } }
design: { kind: grid, axes: { params.inequality.concentration: [0.5, 1, 4] } }
arms:
  - { name: rich, set: { params.kappa: 0.1 } }
  - { name: poor, set: { params.kappa: 3 } }
`,
  );

  it('have reports that the dashboard leads to, the worst of them first', async () => {
    const out = work.at("the worse's");
    const { code, out: said } = await bagehot('sweep', 'comparison', plan, '--out-dir', out, '--reports', '2');
    expect(code).toBe(0);
    expect(said).toMatch(
      / 0 improved, 0 unchanged, 3 worsened\n[\s\S]*; pairs\/ holds reports of the 2 most worsened\n$/,
    );
    const rows = rowsOf("the worse's", 'comparison.csv');
    const worst = rows
      .toSorted((a, b) => Number(a.get('delta_reduction')) - Number(b.get('delta_reduction')))
      .map((row) => row.get('index'));
    const reported = worst.slice(0, 2);
    expect(readdirSync(work.at("the worse's", 'pairs')).sort()).toEqual(
      reported.flatMap((index) => [`${index}-poor.html`, `${index}-rich.html`]).sort(),
    );
    const page = work.read("the worse's", 'dashboard.html');
    for (const index of reported)
      for (const arm of ['rich', 'poor']) expect(page).toContain(`href="pairs/${index}-${arm}.html"`);
    expect(page).not.toContain(`href="pairs/${worst[2]}-`);
    expect(page).toMatch(new RegExp(`bagehot sweep pair \\S*the worse\\S+ ${worst[2]}\\b`));
  });

  it('have none if none are wanted', async () => {
    await bagehot('sweep', 'comparison', plan, '--out-dir', work.at('unseen'), '--reports', '0');
    expect(existsSync(work.at('unseen', 'pairs'))).toBe(false);
  });
});

describe('a second call', () => {
  it('does nothing twice', async () => {
    await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('twice'));
    const [file = ''] = shardFiles('twice');
    const before = contents('twice');
    const rows = work.read('twice', 'shards', file).replaceAll('"replicate":0', '"replicate":0 ');
    writeFileSync(work.at('twice', 'shards', file), rows);
    expect((await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('twice'))).code).toBe(0);
    // What was on the disk was taken, not made anew.
    expect(work.read('twice', 'shards', file)).toBe(rows);
    expect(contents('twice', file)).toEqual(new Map([...before].filter(([name]) => !name.includes(file))));
  });

  it('goes on where the first was cut off, in the middle of a row', async () => {
    const [file = ''] = shardFiles('ring');
    const rows = work.read('ring', 'shards', file);
    mkdirSync(work.at('cut', 'shards'), { recursive: true });
    writeFileSync(work.at('cut', 'plan.yaml'), work.read('ring', 'plan.yaml'));
    writeFileSync(work.at('cut', 'shards', `${file}.partial`), rows.slice(0, Math.floor(rows.length * 0.6)));
    expect(await bagehot('sweep', 'status', work.at('cut'))).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^shard 0 of 1 {2}partial {3}[1-7] of 8 rows\nnot complete\n$/),
    });
    expect((await bagehot('sweep', 'ring', '--resume', '--out-dir', work.at('cut'))).code).toBe(0);
    expect(contents('cut')).toEqual(whole);
  });

  it('with another plan is refused, and leaves everything as it was', async () => {
    const before = contents('ring');
    for (const args of [
      ['--kappas', '1'],
      [...RING, '--replicates', '2'],
      ['--kappas', '1', '--resume'],
    ]) {
      const { code, err } = await bagehot('sweep', 'ring', ...args, '--out-dir', work.at('ring'));
      expect([code, err]).toEqual([
        2,
        `${work.at('ring')} belongs to another plan, ${work.at('ring', 'plan.yaml')}: choose another --out-dir, or remove that folder\n`,
      ]);
    }
    expect(contents('ring')).toEqual(before);
  });

  it('with another plan takes over a folder without rows', async () => {
    mkdirSync(work.at('empty', 'shards'), { recursive: true });
    writeFileSync(work.at('empty', 'plan.yaml'), work.read('ring', 'plan.yaml'));
    expect((await bagehot('sweep', 'ring', '--kappas', '1', '--mus', '0', '--out-dir', work.at('empty'))).code).toBe(0);
    expect(rowsOf('empty', 'results.csv')).toHaveLength(5);
  });
});

describe("a folder with a plan of one's own", () => {
  const text = `# By hand.
version: 1
name: By hand
base: { version: 1, generator: ring_explorer_v1, params: { n_agents: 5, kappa: 1, q_total: 500 } }
design: { kind: grid, axes: { params.kappa: [1, 2] } }
`;

  it('may be the output folder of that plan, whose file stays as it is', async () => {
    mkdirSync(work.at('own'));
    const plan = work.write('own/plan.yaml', text);
    expect(await bagehot('sweep', 'ring', plan, '--kappas', '3', '--out-dir', work.at('own'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/own belongs to another plan, /),
    });
    expect((await bagehot('sweep', 'ring', plan, '--out-dir', work.at('own'))).code).toBe(0);
    expect(work.read('own', 'plan.yaml')).toBe(text);
    expect(work.json('own', 'manifest.json')).toMatchObject({ name: 'By hand', runs: 2 });
  });
});

describe('points that cannot be run', () => {
  const plan = work.write(
    'apart.yaml',
    `version: 1
base:
  version: 1
  generator: ring_explorer_v1
  params: { n_agents: 6, kappa: 1, q_total: 500, liquidity: { allocation: { mode: single_at, agent: H1 } } }
design: { kind: grid, axes: { params.n_agents: [6, 5], params.liquidity.allocation.agent: [H1, H6] } }
`,
  );

  it('are kept in the registry, with a warning', async () => {
    const { code, err } = await bagehot('sweep', 'ring', plan, '--out-dir', work.at('apart'));
    expect([code, err]).toEqual([0, 'warning: 1 of 4 runs cannot be run; registry.csv says why\n']);
    const registry = rowsOf('apart', 'registry.csv').map((row) => row.get('status'));
    expect(registry).toEqual(['completed', 'completed', 'completed', 'refused']);
    expect(rowsOf('apart', 'registry.csv')[3]?.get('problem')).toContain('H6');
    const pair = await bagehot('sweep', 'pair', work.at('apart'), '3');
    expect([pair.code, pair.err]).toEqual([2, expect.stringContaining('H6')]);
  });
});

describe('shards', () => {
  const shard = (part: string, ...more: readonly string[]): ReturnType<typeof bagehot> =>
    bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('shards'), '--shard', part, ...more);

  it('run a part each, in any order, and tell how far they are', async () => {
    const { code, out } = await shard('2/3');
    expect(code).toBe(0);
    expect(out).toBe(`shard 2 of 3 is complete: 3 rows; when all are: bagehot sweep merge ${work.at('shards')}\n`);
    const { code: half, out: status } = await bagehot('sweep', 'status', work.at('shards'));
    expect(half).toBe(1);
    expect(status).toBe(
      'shard 0 of 3  missing   0 of 2 rows\nshard 1 of 3  missing   0 of 3 rows\nshard 2 of 3  complete  3 of 3 rows\nnot complete\n',
    );
    expect(JSON.parse((await shard('0/3', '--json')).out)).toEqual({
      shard: 0,
      of: 3,
      rows: 2,
      found: 0,
      out: work.at('shards'),
    });
    expect(JSON.parse((await bagehot('sweep', 'status', work.at('shards'), '--json')).out)).toMatchObject({
      complete: false,
      written: false,
      rows: 5,
      runs: 8,
      shards: [{ state: 'complete' }, { state: 'missing', rows: 0, all: 3 }, { state: 'complete' }],
    });
  });

  it('are not merged before all are there, nor mixed with another division', async () => {
    expect(await bagehot('sweep', 'merge', work.at('shards'))).toMatchObject({
      code: 1,
      err: `shards 1 of 3 are missing in ${work.at('shards', 'shards')}\n`,
    });
    expect(await shard('0/2')).toMatchObject({
      code: 2,
      err: `--shard: ${work.at('shards')} holds the sweep in 3 shards\n`,
    });
    expect(await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('shards'))).toMatchObject({
      code: 2,
      err: `${work.at('shards')} holds the sweep in 3 shards, of which 1 are not complete: run them with --shard 1/3 and so on\n`,
    });
    expect(existsSync(work.at('shards', 'results.csv'))).toBe(false);
  });

  it('give the same bytes as one piece', async () => {
    await shard('1/3');
    expect(await bagehot('sweep', 'status', work.at('shards'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\ncomplete; now: bagehot sweep merge \S+\n$/),
    });
    expect((await bagehot('sweep', 'merge', work.at('shards'))).code).toBe(0);
    const [one = ''] = shardFiles('ring');
    expect(contents('shards', ...shardFiles('shards'))).toEqual(contents('ring', one));
    expect((await bagehot('sweep', 'status', work.at('shards'))).out).toMatch(
      /\ncomplete; tables, summary and dashboard are written\n$/,
    );
  });

  it('that are complete are merged by the sweep itself, too', async () => {
    expect((await bagehot('sweep', 'ring', '--resume', '--out-dir', work.at('shards'))).code).toBe(0);
    expect(shardFiles('shards')).toHaveLength(3);
  });

  it('that are damaged are refused', async () => {
    const [file = ''] = shardFiles('shards');
    const lines = work.read('shards', 'shards', file).split('\n');
    writeFileSync(work.at('shards', 'shards', file), lines.toSpliced(1, 1).join('\n'));
    expect(await bagehot('sweep', 'merge', work.at('shards'))).toMatchObject({
      code: 2,
      err: `${work.at('shards', 'shards', file)} holds 1 rows instead of 2\n`,
    });
    expect(existsSync(work.at('shards', 'manifest.json'))).toBe(false);
  });
});

describe('a pair', () => {
  it('is run again with logs, balances and reports of both arms', async () => {
    const { code, out } = await bagehot('sweep', 'pair', work.at('pairs'), '2');
    expect(code).toBe(0);
    expect(out).toMatch(/ +control +dealers\n {2}defaults/);
    for (const arm of ['control', 'dealers']) {
      expect(work.read('pairs', 'pairs', `2-${arm}.html`)).toBe(work.read('pairs', 'pairs', `2-${arm}`, 'run.html'));
      expect((await bagehot('replay', work.at('pairs', 'pairs', `2-${arm}`, 'events.jsonl'))).code).toBe(0);
    }
    const pair = rowsOf('pairs', 'comparison.csv')[2];
    expect(work.json('pairs', 'pairs', '2-control', 'metrics.json')['defaulted']).toBeDefined();
    const { arms, comparisons } = JSON.parse((await bagehot('sweep', 'pair', work.at('pairs'), '2', '--json')).out);
    expect(arms.map((arm: { name: string }) => arm.name)).toEqual(['control', 'dealers']);
    expect(comparisons[0].comparison.default_rate_with_dealer).toBe(pair?.get('default_rate_with_dealer'));
  });

  it('may be a single run, or the end of a search', async () => {
    expect((await bagehot('sweep', 'pair', work.at('ring'), '3')).out).toMatch(/^Ring \(n=5, kappa=1, c=2, mu=1\)\n/);
    const { out } = await bagehot('sweep', 'pair', work.at('frontier'), '1', '--json');
    const { arms } = JSON.parse(out) as { arms: { figures: { default_rate: string } }[] };
    expect(arms[0]?.figures.default_rate).toBe(rowsOf('frontier', 'frontier.csv')[1]?.get('default_rate'));
  });

  it('must be one of the sweep', async () => {
    expect(await bagehot('sweep', 'pair', work.at('pairs'), '4')).toMatchObject({
      code: 2,
      err: '<index> must be from 0 to 3, but is 4\n',
    });
  });
});

describe('a wrong command line', () => {
  const nowhere = work.at('nowhere');
  it.each([
    [['ring', '--kappas', '1,x'], '--kappas must be numbers greater than 0'],
    [['ring', '--workers', 'two'], '--workers must be a whole number of at least 0, but is two'],
    [['ring', '--shard', '2/2'], '--shard must be i/n with i from 0 to n-1, but is 2/2'],
    [['ring', '--shard', '1'], '--shard must be i/n with i from 0 to n-1, but is 1'],
    [['ring', '--format', 'csv,xml'], '--format must be of csv, jsonl, parquet, separated by commas, but has "xml"'],
    [['ring', '--reports', '-1'], '--reports must be a whole number of at least 0, but is -1'],
    [['ring', '--resume'], `--resume: there is no sweep in ${nowhere}`],
    [['ring', '--liquidity-mode', 'some'], "error: option '--liquidity-mode <mode>' argument 'some' is invalid"],
    [['ring', '--rho', '1'], "error: unknown option '--rho'"],
    [['balanced', '--ticket-size', '1', '--face-value', '1'], '--ticket-size is the same as --face-value here'],
    [['ring', work.at('none.yaml')], `cannot read ${work.at('none.yaml')}: there is no such file`],
    [['fly'], "error: unknown command 'fly'"],
  ])('is refused before anything is written: %j', async (args, message) => {
    const { code, out, err } = await bagehot('sweep', ...args, '--out-dir', nowhere);
    expect([code, out]).toEqual([2, '']);
    expect(err.startsWith(message), err).toBe(true);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('says what the scenario does not take', async () => {
    const { code, err } = await bagehot('sweep', 'ring', '--q-total', '3', '--out-dir', nowhere);
    expect(code).toBe(2);
    expect(err).toMatch(/base.*q_total/);
    expect(existsSync(nowhere)).toBe(false);
  });

  it.each(['merge', 'status'])('%s of a folder that holds no sweep is refused', async (verb) => {
    expect(await bagehot('sweep', verb, nowhere)).toMatchObject({
      code: 2,
      err: `there is no sweep in ${nowhere}: it has no plan.yaml\n`,
    });
  });
});

describe('an output that cannot be written', () => {
  it('is exit code 3', async () => {
    const file = work.write('file', 'no folder');
    const { code, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', file);
    expect([code, err]).toEqual([
      3,
      `cannot write ${file}: a file of that name exists where a folder is needed (EEXIST)\n`,
    ]);
  });

  it('leaves a sweep that can be gone on with', async () => {
    mkdirSync(work.at('full'));
    symlinkSync('/dev/full', partialOf(work.at('full', 'results.csv')));
    const { code, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('full'));
    expect([code, err]).toEqual([
      3,
      `cannot write ${work.at('full', 'results.csv')}: no space left on the device (ENOSPC)\n`,
    ]);
    expect(readdirSync(work.at('full')).sort()).toEqual(['plan.yaml', 'shards']);
    expect((await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('full'))).code).toBe(0);
    expect(contents('full')).toEqual(whole);
  });

  it('may be the rows themselves', async () => {
    const [file = ''] = shardFiles('ring');
    mkdirSync(work.at('stuck', 'shards', `${file}.partial`), { recursive: true });
    const { code, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at('stuck'));
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/^cannot write .*EISDIR.*; run the same command again to go on\n$/),
    ]);
  });
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends a sweep with whole rows, and the next call goes on: %s',
    async (signal) => {
      const before = process.listenerCount(signal);
      void sendWhenHeard(signal);
      const { code, err } = await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at(signal));
      expect([code, err]).toEqual([
        130,
        expect.stringMatching(/^interrupted after \d of 8 rows; run the same command again to go on\n$/),
      ]);
      expect(process.listenerCount(signal)).toBe(before);
      expect(readdirSync(work.at(signal)).sort()).toEqual(['plan.yaml', 'shards']);
      expect((await bagehot('sweep', 'ring', ...RING, '--out-dir', work.at(signal))).code).toBe(0);
      expect(contents(signal)).toEqual(whole);
    },
  );
});
