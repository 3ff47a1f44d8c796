import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bagehot, sendWhenHeard, Workplace } from './session.js';

const work = new Workplace();
const MARKET = `version: 1
model: exchange
name: A market
exchange:
  N: 6
  agents: 8
  initial_inventories: { A: { uniform_int: [0, 9] }, B: { uniform_int: [0, 9] }, M: 40 }
  utilities: { mix: [{ type: ces, weight: 1, params: { rho: 0.5, wA: 0.6, wB: 0.4 } }] }
  resource_seed: { density: 0.2, amount: 3 }
  params: { exchange_regime: mixed }
run: { ticks: 25, seed: 11 }
`;
const market = work.write('market.yaml', MARKET);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const rowsOf = (...names: readonly string[]): readonly string[] =>
  work
    .read(...names)
    .trimEnd()
    .split('\n');

beforeAll(async () => {
  const { code, err } = await bagehot('run', market, '--out', work.at('run'), '--show', 'none');
  expect([code, err]).toEqual([0, '']);
  // The first command loads the packages.
}, 60_000);

describe('bagehot run with an exchange', () => {
  it('writes its tables, figures, scenario and manifest', () => {
    const { files, ...manifest } = work.json('run', 'manifest.json');
    expect([...(files as string[])].sort()).toEqual(readdirSync(work.at('run')).sort());
    expect(files).toEqual(
      expect.arrayContaining([
        'events.jsonl',
        'trades.csv',
        'agents.csv',
        'metrics.json',
        'scenario.yaml',
        'report.html',
      ]),
    );
    expect(manifest).toMatchObject({
      bagehot: '1.2.3',
      model: 'exchange',
      regime: 'mixed',
      money_mode: 'quasilinear',
      seed: 11,
      population_seed: 11,
      outcome: 'horizon',
      ticks_run: 25,
      events_sha256: sha256(work.read('run', 'events.jsonl')),
      scenario_sha256: sha256(work.read('run', 'scenario.yaml')),
    });
    const { trades } = work.json('run', 'metrics.json');
    expect(trades).toBeGreaterThan(0);
    expect(rowsOf('run', 'trades.csv')).toHaveLength(1 + (trades as number));
    expect(rowsOf('run', 'agents.csv')).toHaveLength(1 + 8);
  });

  it('writes a log of which its tables tell the same', () => {
    const records = work.records('run', 'events.jsonl');
    expect(records[0]).toMatchObject({ kind: 'ExchangeOpened', seq: 0, day: -1, goods: ['A', 'B'], level: 'standard' });
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, k) => k));
    const countOf = (kind: string): number => records.filter((record) => record['kind'] === kind).length;
    for (const [kind, table] of [
      ['ExchangeTrade', 'trades'],
      ['AgentSnapshot', 'agent_snapshots'],
      ['Decision', 'decisions'],
      ['TickState', 'tick_states'],
    ] as const)
      expect(countOf(kind), kind).toBe(rowsOf('run', `${table}.csv`).length - 1);
  });

  it('writes a page of the figures it tells', () => {
    const page = work.read('run', 'report.html');
    const metrics = work.json('run', 'metrics.json');
    expect(/<h1>(.*)<\/h1>/.exec(page)?.[1]).toBe('<bdi>A market</bdi>');
    const cells = Array.from(page.matchAll(/title="([\d.]+)">[\d.]+<\/td>/g), ([, exact]) => Number(exact));
    for (const figure of ['total_utility_start', 'total_utility_end']) expect(cells).toContain(metrics[figure]);
    expect(Array.from(page.matchAll(/id="map-(\d+)"/g), ([, id]) => Number(id) - 1)).toEqual([
      -1,
      ...Array.from({ length: 13 }, (_, k) => 2 * k),
    ]);
  });

  it('writes copies of log and page', async () => {
    const [log, page] = [work.at('copies', 'copy.jsonl'), work.at('copies', 'copy.html')];
    await bagehot('run', market, '--out', work.at('told'), '--export-events', log, '--html', page, '--show', 'none');
    expect(work.read('copies', 'copy.jsonl')).toBe(work.read('run', 'events.jsonl'));
    expect(work.read('copies', 'copy.html')).toBe(work.read('run', 'report.html'));
    const nowhere = ['run', market, '--out', work.at('nowhere'), '--html', work.at('told', 'trades.csv', 'page.html')];
    expect((await bagehot(...nowhere)).code).toBe(3);
    expect(existsSync(work.at('nowhere'))).toBe(false);
  });

  it('has the same page of what was traded, whatever is told', async () => {
    const args = ['run', market, '--level', 'minimal', '--out', work.at('quiet'), '--show', 'none'];
    await bagehot(...args);
    expect(work.read('quiet', 'report.html')).toBe(work.read('run', 'report.html'));
    expect(new Set(work.records('quiet', 'events.jsonl').map(({ kind }) => kind))).toEqual(
      new Set(['ExchangeOpened', 'ExchangeTrade', 'TickState']),
    );
  });

  it('gives the same bytes again from the scenario it has written', async () => {
    await bagehot('run', work.at('run', 'scenario.yaml'), '--out', work.at('again'), '--show', 'none');
    for (const name of work.json('run', 'manifest.json')['files'] as string[])
      if (name !== 'manifest.json') expect(work.read('again', name), name).toBe(work.read('run', name));
  });

  it('tells how it went', async () => {
    const { code, out } = await bagehot('run', market, '--out', work.at('told'), '--show', 'detailed');
    expect(code).toBe(0);
    expect(out).toContain('A market\nmixed: 25 ticks\n');
    expect(out).toMatch(/trades {2,}\d+: \d+ A<->B, \d+ A<->M, \d+ B<->M/);
    expect(out).toMatch(/agent {2}taste/);
    const one = await bagehot('run', market, '--out', work.at('told'), '--agents', '3');
    expect(one.out).toMatch(/\n {2}3 {2,}ces {2,}\d+ to \d+/);
  });

  it('prints one JSON object when asked for it', async () => {
    const { out } = await bagehot('run', market, '--out', work.at('json'), '--json');
    expect(JSON.parse(out)).toEqual({ ...work.json('json', 'metrics.json'), out: work.at('json') });
  });

  it('takes ticks, seed and regime from the command line', async () => {
    const out = work.at('options');
    await bagehot(
      'run',
      market,
      '--out',
      out,
      '--ticks',
      '9',
      '--seed',
      '4',
      '--regime',
      'money_only',
      '--show',
      'none',
    );
    expect(work.json('options', 'manifest.json')).toMatchObject({ ticks_run: 9, seed: 4, regime: 'money_only' });
    expect(work.read('options', 'trades.csv')).not.toContain('A<->B');
    expect(rowsOf('options', 'agent_snapshots.csv')).toHaveLength(1 + 8 * (1 + 9));
    expect(work.read('options', 'scenario.yaml')).toContain('exchange_regime: money_only');
  });

  it.each([
    [['--ticks', 'many'], '--ticks must be a whole number'],
    [['--regime', 'bazaar'], 'exchange.params.exchange_regime must be one of barter_only'],
    [['--agents', '99'], '--agents: there is no agent 99'],
    [
      ['--max-days', '3'],
      '--max-days: the scenario is an exchange, which has no such option; its ticks are counted by --ticks',
    ],
    [['--financing-mode', 'PERSONAL'], '--financing-mode: the scenario is an exchange'],
    [['--dealer'], '--dealer: the scenario is an exchange'],
    [['--export-balances', 'balances.csv'], '--export-balances: the scenario is an exchange'],
  ])('refuses %j with exit code 2, and writes nothing', async (args, said) => {
    const { code, err } = await bagehot('run', market, '--out', work.at('refused'), ...args);
    expect([code, existsSync(work.at('refused'))]).toEqual([2, false]);
    expect(err).toContain(said);
  });

  it('writes as much as it is asked for', async () => {
    const filesOf = async (level: string): Promise<readonly string[]> => {
      await bagehot('run', market, '--out', work.at(level), '--level', level, '--ticks', '5', '--show', 'none');
      return readdirSync(work.at(level)).filter((name) => name.endsWith('.csv'));
    };
    expect(await filesOf('minimal')).toEqual(['agents.csv', 'simulation_runs.csv', 'tick_states.csv', 'trades.csv']);
    expect(await filesOf('debug')).toEqual(expect.arrayContaining(['agent_quotes.csv', 'trade_attempts.csv']));
    expect(rowsOf('minimal', 'simulation_runs.csv')).toHaveLength(2);
  });

  it('keeps its options to itself', async () => {
    const ring = work.write('ring.yaml', (await bagehot('new')).out);
    const { code, err } = await bagehot('run', ring, '--out', work.at('ring'), '--ticks', '5');
    expect([code, err]).toEqual([2, '--ticks: the scenario is a ring of debts, which has no such option\n']);
  });

  it('ends after the tick in which it is interrupted, with whole files', async () => {
    const running = bagehot('run', market, '--out', work.at('cut'), '--ticks', '1000000');
    await sendWhenHeard('SIGINT');
    const { code, err } = await running;
    expect(code).toBe(130);
    expect(err).toMatch(/interrupted after \d+ ticks/);
    const { outcome, ticks_run: ticks, events_sha256: hash } = work.json('cut', 'manifest.json');
    expect([outcome, hash]).toEqual(['aborted', sha256(work.read('cut', 'events.jsonl'))]);
    expect(work.records('cut', 'events.jsonl').at(-1)).toMatchObject({ day: Number(ticks) - 1 });
    expect(work.read('cut', 'report.html').includes(`id="map-${ticks}"`)).toBe(true);
  });

  it('warns of what is hardly meant', async () => {
    const still = work.write('still.yaml', MARKET.replace('mixed', 'barter_only, spread: 1'));
    for (const verb of [
      ['validate', still],
      ['run', still, '--out', work.at('still'), '--show', 'none'],
    ]) {
      const { code, err } = await bagehot(...verb);
      expect([code, err]).toEqual([0, 'warning: SPREAD_STOPS_TRADE params.spread is 1: nobody bids anything\n']);
    }
  });
});

describe('the other verbs with an exchange', () => {
  it('validate says what it is, or all that is wrong with it', async () => {
    const { code, out } = await bagehot('validate', market);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/A market, 8 people with 2 goods on 6 by 6 cells, \d+ of them with resources, under mixed/),
    ]);
    expect(JSON.parse((await bagehot('validate', market, '--json')).out)).toMatchObject({
      valid: true,
      model: 'exchange',
      agents: 8,
      warnings: [],
    });
    const wrong = work.write('wrong.yaml', MARKET.replace('N: 6', 'N: 0').replace('mixed', 'bazaar'));
    const refused = await bagehot('validate', wrong);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('wrong.yaml:5: E_VALUE exchange.N');
    expect(refused.err).toContain('wrong.yaml:10: E_EXCHANGE_UNKNOWN_NAME exchange.params.exchange_regime');
    expect(refused.err).toContain('2 problems');
  });

  it('compile spells people and resources out', async () => {
    const { code, out } = await bagehot('compile', market);
    expect(code).toBe(0);
    expect(`${out}`).toBe(work.read('run', 'scenario.yaml'));
    expect(out).toContain('\ngenerated:\n  population:\n    agents: 8\n');
  });

  it('new has a template that runs', async () => {
    const mine = work.at('mine.yaml');
    await bagehot('new', '--from', 'exchange', '-o', mine);
    const { code } = await bagehot('run', mine, '--out', work.at('mine'), '--ticks', '20', '--show', 'none');
    expect(code).toBe(0);
  });

  it('compare runs it under several regimes on the same seeds', async () => {
    const args = ['--regimes', 'barter_only,money_only,mixed', '--seeds', '3,5-8', '--out', work.at('compared')];
    const { code, out } = await bagehot('compare', market, ...args);
    expect(code).toBe(0);
    expect(out).toContain('means over 5 seeds');
    expect(out).toMatch(/money_only – barter_only {2,}total utility {2,}\S+ {2,}\d higher, \d equal, \d lower/);
    expect(rowsOf('compared', 'regimes.csv')).toHaveLength(1 + 15);
    expect(work.json('compared', 'comparison.json')).toMatchObject({
      regimes: ['barter_only', 'money_only', 'mixed'],
      seeds: [3, 5, 6, 7, 8],
      completed: true,
    });
    const page = work.read('compared', 'report.html');
    expect(Array.from(page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g), ([, heading]) => heading)).toEqual([
      'Welfare by regime',
      'Welfare by regime, seed 3',
      'Trades by pair type, seed 3',
      'Who holds the money, seed 3',
      'Who is where, seed 3',
    ]);
    const cells = Array.from(page.matchAll(/title="([-\d.]+)">[−+\d.,]+<\/td>/g), ([, exact]) => Number(exact));
    const { figures, runs } = work.json('compared', 'comparison.json') as Record<string, Record<string, unknown>[]>;
    for (const { total_utility: mean } of figures ?? []) expect(cells).toContain(mean);
    for (const run of runs ?? []) if (run['seed'] === 3) expect(cells).toContain(run['total_utility_end']);
    const again = await bagehot('compare', market, ...args, '--json');
    expect(work.read('compared', 'report.html') === page).toBe(true);
    expect(JSON.parse(again.out)).toEqual({ ...work.json('compared', 'comparison.json'), out: work.at('compared') });
  });

  it('compare needs one seed of a scenario that draws nothing, and twenty of any other', async () => {
    const explicit = work.at('run', 'scenario.yaml');
    const regimes = ['--regimes', 'money_only,mixed', '--ticks', '5', '--out', work.at('seeds')];
    await bagehot('compare', explicit, ...regimes);
    expect(work.json('seeds', 'comparison.json')['seeds']).toEqual([11]);
    expect(work.read('seeds', 'report.html').includes('Seeds')).toBe(false);
    await bagehot('compare', market, ...regimes);
    expect(work.json('seeds', 'comparison.json')['seeds']).toEqual(Array.from({ length: 20 }, (_, k) => 11 + k));
  });

  it.each([
    [['--regimes', 'mixed'], '--regimes must be at least two different names'],
    [['--regimes', 'mixed,mixed'], '--regimes must be at least two different names'],
    [['--regimes', 'mixed,bazaar'], 'exchange.params.exchange_regime must be one of barter_only'],
    [['--seeds', '1,1'], '--seeds must be different seeds'],
    [['--seeds', '9-3'], '--seeds must be different seeds'],
    [['--seeds', 'few'], '--seeds must be different seeds'],
    [['--modes', 'PERSONAL,TOTAL_WEALTH'], '--modes: the scenario is an exchange'],
  ])('compare refuses %j with exit code 2', async (args, said) => {
    const { code, err } = await bagehot('compare', market, '--out', work.at('never'), ...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it('compare ends when it is interrupted, with what was run', async () => {
    const running = bagehot('compare', market, '--out', work.at('cut-pair'), '--ticks', '1000000');
    await sendWhenHeard('SIGINT');
    const { code, err } = await running;
    expect([code, err]).toEqual([130, expect.stringContaining('interrupted')]);
    expect(work.json('cut-pair', 'comparison.json')).toMatchObject({ completed: false });
    expect(work.read('cut-pair', 'report.html').includes('Comparison of exchange regimes')).toBe(true);
  });
});

describe('bagehot replay with the log of an exchange', () => {
  const log = work.at('run', 'events.jsonl');
  /** A copy of the log with one change, far from any manifest. */
  const changed = (name: string, change: (text: string) => string): string => {
    mkdirSync(work.at(name));
    return work.write(`${name}/events.jsonl`, change(work.read('run', 'events.jsonl')));
  };

  it('plays it again, at every level', async () => {
    const records = rowsOf('run', 'events.jsonl').length;
    const trades = rowsOf('run', 'trades.csv').length - 1;
    expect(await bagehot('replay', log)).toEqual({
      code: 0,
      out: `${log} holds ${records} records of 25 ticks with ${trades} trades that agree with one another\n`,
      err: '',
    });
    const { out } = await bagehot('replay', log, '--json');
    expect(JSON.parse(out)).toEqual({ agrees: true, level: 'standard', ticks: 25, records, trades, differences: [] });
    const quiet = await bagehot('replay', work.at('quiet', 'events.jsonl'));
    expect([quiet.code, quiet.out]).toEqual([
      0,
      expect.stringContaining('of holdings the level minimal tells nothing'),
    ]);
  });

  it('finds a contradiction without a manifest', async () => {
    const wrong = changed('wrong-log', (text) => text.replace(/"dX":\d+/, '"dX":77'));
    const { code, err } = await bagehot('replay', wrong);
    expect(code).toBe(1);
    expect(err).toContain(`${wrong} cannot be the log of a run, or is another one, for`);
    expect(err).toMatch(/ {2}tick \d+: agent \d+ gives 77/);
  });

  it('finds a letter that only the manifest knows', async () => {
    const other = changed('letter', (text) => text.replace('"name":"A market"', '"name":"a market"'));
    expect((await bagehot('replay', other)).code).toBe(0);
    work.write('letter/manifest.json', work.read('run', 'manifest.json'));
    const { code, err } = await bagehot('replay', other);
    expect([code, err]).toEqual([1, expect.stringContaining('tells of another log: events_sha256 is')]);
  });

  it('refuses what is no log, and balances', async () => {
    const torn = changed('torn', (text) => text.slice(0, -10));
    expect(await bagehot('replay', torn)).toMatchObject({ code: 2, err: `${torn}: its last line is cut off\n` });
    const gap = changed('gap', (text) => text.split('\n').toSpliced(7, 1).join('\n'));
    expect((await bagehot('replay', gap)).err).toContain('record 8: seq must be 7, but is 8');
    expect(await bagehot('replay', log, '--balances', 'x.csv')).toMatchObject({ code: 2 });
  });
});

it('bagehot analyze leaves the log of an exchange alone', async () => {
  const { code, err } = await bagehot('analyze', '--events', work.at('run', 'events.jsonl'));
  expect([code, err]).toEqual([2, expect.stringContaining('is the log of an exchange')]);
});

describe('bagehot query with an exchange', () => {
  it('asks the log like a table, at every level', async () => {
    const ask = async (sql: string, folder: string): Promise<unknown> =>
      JSON.parse((await bagehot('query', sql, work.at(folder), '--json')).out).rows;
    const sql = "select count(*), sum(trade.dX) from events where kind = 'ExchangeTrade'";
    const trades = work.records('run', 'events.jsonl').flatMap(({ trade }) => (trade === undefined ? [] : [trade]));
    const sold = trades.reduce<number>((sum, trade) => sum + (trade as { readonly dX: number }).dX, 0);
    for (const folder of ['run', 'quiet']) expect(await ask(sql, folder)).toEqual([[trades.length, sold]]);
    expect(await ask("select count(*) from events where kind = 'Decision'", 'debug')).toEqual([[5 * 8]]);
  });
});
