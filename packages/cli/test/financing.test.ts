import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bagehot, sendWhenHeard, Workplace } from './session.js';

const work = new Workplace();
const VILLAGE = `version: 1
model: financing
name: A village
financing:
  mode: PERSONAL
  goods: [grain, cloth]
  grid: { width: 7, height: 6, obstacles: [[1, 1]] }
  load_fraction: 0.5
  population: { agents: 9, ownership: 0.7 }
run: { max_rounds: 24, seed: 11 }
`;
const village = work.write('village.yaml', VILLAGE);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const rowsOf = (...names: readonly string[]): readonly string[] =>
  work
    .read(...names)
    .trimEnd()
    .split('\n');

beforeAll(async () => {
  const { code, err } = await bagehot('run', village, '--out', work.at('run'), '--show', 'none');
  expect([code, err]).toEqual([0, '']);
});

describe('bagehot run with a financing economy', () => {
  it('writes its log, tables, figures, scenario, report and manifest', () => {
    const { files, ...manifest } = work.json('run', 'manifest.json');
    expect(files).toEqual([
      'log.jsonl',
      'financing_rounds.csv',
      'financing_goods.csv',
      'financing_agents.csv',
      'financing_trades.csv',
      'financing_settlements.csv',
      'rounds.csv',
      'agents.csv',
      'metrics.json',
      'scenario.yaml',
      'report.html',
      'log.digest.json',
      'manifest.json',
    ]);
    expect([...(files as string[])].sort()).toEqual(readdirSync(work.at('run')).sort());
    expect(manifest).toMatchObject({
      bagehot: '1.2.3',
      model: 'financing',
      mode: 'PERSONAL',
      seed: 11,
      population_seed: 11,
      outcome: 'horizon',
      rounds_run: 24,
      log_sha256: sha256(work.read('run', 'log.jsonl')),
      scenario_sha256: sha256(work.read('run', 'scenario.yaml')),
    });
    expect(rowsOf('run', 'log.jsonl')).toHaveLength(24 * 9);
    expect(rowsOf('run', 'rounds.csv')).toHaveLength(1 + 24);
    expect(rowsOf('run', 'agents.csv')).toHaveLength(1 + 9);
    expect(rowsOf('run', 'financing_agents.csv')).toHaveLength(1 + 24 * 9);
    expect(JSON.parse(rowsOf('run', 'log.jsonl')[0] as string)).toMatchObject({
      core_schema_version: '1.2.0',
      core_round: 1,
    });
    expect(work.read('run', 'report.html')).toContain('<h1><bdi>A village</bdi></h1>');
  });

  it('gives the same bytes again from the scenario it has written', async () => {
    await bagehot('run', work.at('run', 'scenario.yaml'), '--out', work.at('again'), '--show', 'none');
    for (const name of work.json('run', 'manifest.json')['files'] as string[])
      if (name !== 'manifest.json') expect(work.read('again', name), name).toBe(work.read('run', name));
  });

  it('tells how it went', async () => {
    const { code, out } = await bagehot('run', village, '--out', work.at('told'), '--show', 'detailed');
    expect(code).toBe(0);
    expect(out).toMatch(/^A village\nPERSONAL: 24 rounds, the last round was reached\n/);
    expect(out).toMatch(/\n {2}cloth( {2}|\n)/);
    expect(out).toContain(
      `written to ${work.at('told')}: log.jsonl, rounds.csv, agents.csv, metrics.json, report.html and more\n`,
    );
    const people = await bagehot('run', village, '--out', work.at('told'), '--agents', '3,7');
    expect(people.out).toMatch(/\n {2}3 .*\n {2}7 .*\n/);
    expect(await bagehot('run', village, '--out', work.at('told'), '--agents', '3,77')).toMatchObject({
      code: 2,
      err: '--agents: there is no agent 77\n',
    });
  });

  it('prints the content of metrics.json', async () => {
    const { out } = await bagehot('run', village, '--out', work.at('told'), '--json');
    expect(JSON.parse(out)).toEqual({ ...work.json('told', 'metrics.json'), out: work.at('told') });
  });

  it('takes other rounds, another mode and another seed', async () => {
    const out = work.at('other');
    await bagehot(
      'run',
      village,
      '--out',
      out,
      '--json',
      '--max-rounds',
      '5',
      '--financing-mode',
      'TOTAL_WEALTH',
      '--seed',
      '3',
    );
    expect(work.json('other', 'manifest.json')).toMatchObject({
      mode: 'TOTAL_WEALTH',
      rounds_run: 5,
      seed: 3,
      population_seed: 3,
    });
  });

  it('writes copies of log and report', async () => {
    const [log, page] = [work.at('copies', 'copy.jsonl'), work.at('copies', 'copy.html')];
    await bagehot('run', village, '--out', work.at('told'), '--export-events', log, '--html', page, '--show', 'none');
    expect(work.read('copies', 'copy.jsonl')).toBe(work.read('told', 'log.jsonl'));
    expect(work.read('copies', 'copy.html')).toBe(work.read('told', 'report.html'));
  });

  it.each([
    [
      ['--max-days', '3'],
      '--max-days: the scenario is a financing economy, which has no such option; its rounds are limited by --max-rounds\n',
    ],
    [['--no-dealer'], '--dealer: the scenario is a financing economy, which has no such option\n'],
    [['--max-rounds', '0'], '--max-rounds must be a whole number of at least 1, but is 0\n'],
  ])('refuses %j', async (options, err) => {
    expect(await bagehot('run', village, '--out', work.at('refused'), ...options)).toEqual({ code: 2, out: '', err });
    expect(existsSync(work.at('refused'))).toBe(false);
  });

  it('refuses a mode that there is not, and options of financing economies for rings', async () => {
    const unknown = await bagehot('run', village, '--out', work.at('refused'), '--financing-mode', 'FREE');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain(
      `${village}: E_FINANCING_UNKNOWN_MODE financing.mode must be one of PERSONAL, TOTAL_WEALTH, but is FREE\n`,
    );
    await bagehot('new', '-o', work.at('ring.yaml'));
    expect(await bagehot('run', work.at('ring.yaml'), '--max-rounds', '3')).toMatchObject({
      code: 2,
      err: '--max-rounds: the scenario is a ring of debts, which has no such option\n',
    });
    expect(existsSync(work.at('refused'))).toBe(false);
  });

  it('has whole rounds on the disk when it is interrupted', async () => {
    void sendWhenHeard('SIGINT');
    const { code, err } = await bagehot(
      'run',
      village,
      '--out',
      work.at('cut'),
      '--max-rounds',
      '5000',
      '--show',
      'none',
    );
    expect(code).toBe(130);
    const { rounds_run: rounds, outcome } = work.json('cut', 'manifest.json');
    expect(outcome).toBe('aborted');
    expect(err).toBe(`interrupted after ${rounds} rounds; the files are complete up to the last of them\n`);
    expect(work.read('cut', 'log.jsonl').split('\n')).toHaveLength(9 * Number(rounds) + 1);
  });

  it('cannot write where a file stands', async () => {
    const { code, err } = await bagehot('run', village, '--out', village);
    expect(code).toBe(3);
    expect(err).toContain('cannot write');
  });
});

describe('bagehot compare with a financing economy', () => {
  beforeAll(async () => {
    const { code } = await bagehot('compare', village, '--out', work.at('pair'));
    expect(code).toBe(0);
  });

  it('writes each run as if it had been run alone, and what differs', () => {
    for (const name of ['log.jsonl', 'rounds.csv', 'agents.csv', 'scenario.yaml', 'report.html'])
      expect(work.read('pair', 'PERSONAL', name), name).toBe(work.read('run', name));
    expect(work.json('pair', 'TOTAL_WEALTH', 'manifest.json')).toMatchObject({ mode: 'TOTAL_WEALTH' });
    expect(readdirSync(work.at('pair')).sort()).toEqual([
      'PERSONAL',
      'TOTAL_WEALTH',
      'comparison.json',
      'report.html',
      'same_state.csv',
    ]);
    expect(work.json('pair', 'comparison.json')).toMatchObject({
      modes: ['PERSONAL', 'TOTAL_WEALTH'],
      completed: true,
    });
    expect(work.read('pair', 'report.html')).toContain('Comparison of financing modes');
  });

  it('never finds a larger gap under TOTAL_WEALTH in one state', () => {
    const [head = '', ...rows] = rowsOf('pair', 'same_state.csv');
    expect(head).toBe('round,mode,traded_value,liquidity_gap_value,warning');
    expect(rows.length).toBeGreaterThan(4);
    for (let k = 0; k < rows.length; k += 2) {
      const [personal, total] = [rows[k], rows[k + 1]].map((row) => row?.split(',') ?? []);
      expect([personal?.[1], total?.[1]]).toEqual(['PERSONAL', 'TOTAL_WEALTH']);
      expect(Number(total?.[3])).toBeLessThanOrEqual(Number(personal?.[3]));
    }
  });

  it('says what it found, and takes other modes', async () => {
    const { out } = await bagehot('compare', village, '--out', work.at('pair'));
    expect(out).toMatch(/\n {16,}PERSONAL +TOTAL_WEALTH\n/);
    expect(out).toContain('states of PERSONAL with prices, under each mode');
    const other = ['--modes', 'TOTAL_WEALTH,PERSONAL', '--max-rounds', '4', '--json'];
    const { out: printed } = await bagehot('compare', village, '--out', work.at('reverse'), ...other);
    expect(JSON.parse(printed)).toEqual({ ...work.json('reverse', 'comparison.json'), out: work.at('reverse') });
    expect(JSON.parse(printed)).toMatchObject({ modes: ['TOTAL_WEALTH', 'PERSONAL'] });
  });

  it.each([
    [
      ['--modes', 'PERSONAL'],
      '--modes must be at least two different names, such as PERSONAL,TOTAL_WEALTH, but is PERSONAL\n',
    ],
    [
      ['--modes', 'PERSONAL,../x'],
      '--modes must be at least two different names, such as PERSONAL,TOTAL_WEALTH, but is PERSONAL,../x\n',
    ],
  ])('refuses %j', async (options, err) => {
    expect(await bagehot('compare', village, '--out', work.at('refused'), ...options)).toEqual({
      code: 2,
      out: '',
      err,
    });
    expect(existsSync(work.at('refused'))).toBe(false);
  });

  it('refuses --modes for a ring', async () => {
    await bagehot('new', '--from', 'dealer', '-o', work.at('dealer.yaml'));
    expect((await bagehot('compare', work.at('dealer.yaml'), '--modes', 'A,B')).err).toBe(
      '--modes: the scenario is a ring of debts, which has no such option\n',
    );
  });
});

describe('other verbs with a financing economy', () => {
  it('validate tells what it is, or what is wrong with it', async () => {
    expect(await bagehot('validate', village)).toEqual({
      code: 0,
      out: `${village} is valid: A village, 9 people with 2 goods on 7 by 6 cells under PERSONAL\n`,
      err: '',
    });
    const { out } = await bagehot('validate', village, '--json');
    expect(JSON.parse(out)).toEqual({
      valid: true,
      name: 'A village',
      model: 'financing',
      mode: 'PERSONAL',
      agents: 9,
      goods: 2,
      warnings: [],
    });
    const wrong = work.write('wrong.yaml', VILLAGE.replace('load_fraction: 0.5', 'load_fraction: 1.5'));
    expect((await bagehot('validate', wrong)).err).toBe(
      `${wrong}:8: E_FINANCING_LOAD_FRACTION_OUT_OF_RANGE financing.load_fraction must be from 0 to 1, but is 1.5\n1 problem\n`,
    );
  });

  it('compile spells everybody out', async () => {
    await bagehot('compile', village, '-o', work.at('compiled.yaml'));
    expect(work.read('compiled.yaml')).toBe(work.read('run', 'scenario.yaml'));
  });

  it('new writes one to begin with, which runs', async () => {
    const file = work.at('mine.yaml');
    expect((await bagehot('new', '--from', 'financing', '-o', file)).code).toBe(0);
    expect((await bagehot('validate', file)).code).toBe(0);
  });

  it('query finds its tables, alone and side by side', async () => {
    const one = await bagehot('query', 'select count(*) as n from log', work.at('run'), '--json');
    expect(JSON.parse(one.out)).toEqual({ columns: ['n'], rows: [[24 * 9]] });
    const sql = 'select run_id, count(*) as n from financing_rounds group by run_id order by run_id';
    expect(JSON.parse((await bagehot('query', sql, work.at('pair'), '--json')).out)).toEqual({
      columns: ['run_id', 'n'],
      rows: [
        ['PERSONAL', 24],
        ['TOTAL_WEALTH', 24],
      ],
    });
  });
});

describe('bagehot replay with the log of a financing economy', () => {
  /** A copy of the run's log with one change. */
  const changed = (name: string, change: (lines: string[]) => readonly string[], withDigest = true): string => {
    mkdirSync(work.at(name));
    if (withDigest) copyFileSync(work.at('run', 'log.digest.json'), work.at(name, 'log.digest.json'));
    const lines = change([...rowsOf('run', 'log.jsonl')]);
    return work.write(`${name}/log.jsonl`, lines.map((line) => `${line}\n`).join(''));
  };

  it('holds every row against the others and the digest', async () => {
    const log = work.at('run', 'log.jsonl');
    expect(await bagehot('replay', log)).toEqual({
      code: 0,
      out: `${log} holds 216 rows of 24 rounds that agree with one another, and is the one its digest was made of\n`,
      err: '',
    });
    const { out } = await bagehot('replay', log, '--json');
    expect(JSON.parse(out)).toEqual({ agrees: true, rounds: 24, rows: 216, digest: true, differences: [] });
  });

  it('finds a letter that only the digest knows', async () => {
    const log = changed('digest', (lines) =>
      lines.with(20, (lines[20] as string).replace('"timestamp_ns":0', '"timestamp_ns":1')),
    );
    const { code, err } = await bagehot('replay', log);
    expect(code).toBe(1);
    expect(err).toContain('round 3 is changed: the log is not the one its digest was made of');
  });

  it('finds a contradiction without a digest', async () => {
    const log = changed('gone', (lines) => lines.toSpliced(9, 9), false);
    const { code, err } = await bagehot('replay', log);
    expect(code).toBe(1);
    expect(err).toContain(`${log} cannot be the log of a run`);
  });

  it('refuses what is no log, and balances', async () => {
    const log = changed('torn', (lines) => lines.with(3, '{"core_schema_version": "1.2.0"'));
    expect((await bagehot('replay', log)).code).toBe(2);
    expect(await bagehot('replay', work.at('run', 'log.jsonl'), '--balances', 'x.csv')).toMatchObject({ code: 2 });
  });
});
