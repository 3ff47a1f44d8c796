import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../src/csv.js';
import { bagehot, CHAIN, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const chain = work.write('chain.yaml', CHAIN);
const file = work.write('file', 'not a folder');

const TEN_MISTAKES = `version: 2
name: ten mistakes
colour: blue
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
initial_actions:
  - mint_cash: { to: H1, amount: -5 }
  - mint_cash: { to: H9, amount: 5 }
  - create_payable: { from: H1, to: H1, amount: 5, due_day: 1, alias: A }
  - create_payable: { from: H1, to: H2, amount: 5, due_day: tomorrow }
  - create_payable: { from: H1, to: H2, amount: 5, due_day: 1, alias: A }
  - transfer_claim: { contract_alias: B, to_agent: H2 }
  - mint_reserves: { to: H2, amount: 5 }
`;

/** What every file of a folder and those below it holds. */
function contents(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => path.join(folder, name)).filter((name) => statSync(name).isFile());
  return new Map(files.sort().map((name) => [name, readFileSync(name, 'utf8')]));
}

describe('exit code 0', () => {
  it('is a stable run without a word on standard error', async () => {
    expect(await bagehot('run', chain, '--out', work.at('stable'))).toMatchObject({ code: 0, err: '' });
  });

  it('is a run that reached its last day, with a warning', async () => {
    const { code, err } = await bagehot('run', chain, '--max-days', '2', '--out', work.at('max'));
    expect(code).toBe(0);
    expect(err).toBe('warning: the run reached its last day (2 days) before it was stable\n');
    expect(work.json('max', 'manifest.json')).toMatchObject({ outcome: 'max-days', days_run: 2 });
  });

  it('is help and the version', async () => {
    expect(await bagehot('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    const { code, out } = await bagehot('--help');
    expect(code).toBe(0);
    for (const verb of ['run', 'compare', 'sweep', 'validate', 'new', 'compile', 'replay'])
      expect(out).toContain(`\n  ${verb} `);
  });
});

describe('exit code 1', () => {
  const late = CHAIN.replace('mint_cash: { to: H1, amount: 50 }', 'mint_cash: { to: H1, amount: 45 }');

  it('is a run halted by a default', async () => {
    const scenario = work.write('halted.yaml', `${late}run: { default_handling: fail-fast }\n`);
    const { code, err } = await bagehot('run', scenario, '--out', work.at('halted'));
    expect([code, err]).toEqual([
      1,
      'the run ended as halted: default on day 1, debtor H1, contract P1, shortfall 5\n',
    ]);
    expect(work.records('halted', 'events.jsonl').at(-1)).toMatchObject({ kind: 'RunStopped', outcome: 'halted' });
    expect((await bagehot('replay', work.at('halted', 'events.jsonl'))).code).toBe(0);
  });

  it('is a collapse', async () => {
    const scenario = work.write(
      'collapsed.yaml',
      `${CHAIN.replace('amount: 50 }', 'amount: 1 }')}  - create_payable: { from: H3, to: H1, amount: 90, due_day: 1 }\n`,
    );
    const { code, err } = await bagehot('run', scenario, '--out', work.at('collapsed'));
    expect(code).toBe(1);
    expect(err).toMatch(/^the run ended as collapsed/);
    expect((await bagehot('replay', work.at('collapsed', 'events.jsonl'))).code).toBe(0);
  });

  it('is a scheduled action that cannot be applied, with nothing half-applied', async () => {
    const scenario = work.write(
      'error.yaml',
      `${CHAIN}  - mint_cash: { to: H3, amount: 6 }
scheduled_actions:
  - { day: 1, action: { transfer_cash: { from_agent: H3, to_agent: H2, amount: 7 } } }
`,
    );
    const { code, err } = await bagehot('run', scenario, '--out', work.at('error'));
    expect(code).toBe(1);
    expect(err).toMatch(
      /^the run ended as error: scheduled-action-failed on day 1, action transfer_cash, INSUFFICIENT_BALANCE, .*H3/,
    );
    const sheets = (day: string): readonly string[] =>
      parseCsv(work.read('error', 'balances.csv'))
        .filter((row) => row.get('day') === day)
        .map((row) => [...row.values()].slice(1).join());
    expect(sheets('1')).toEqual(sheets('0'));
    expect(sheets('1')).toHaveLength(4);
    expect(work.records('error', 'events.jsonl').slice(-2)).toMatchObject([
      { kind: 'SubphaseB1' },
      { kind: 'RunStopped' },
    ]);
    expect((await bagehot('replay', work.at('error', 'events.jsonl'))).code).toBe(0);
  });

  it.each([['halted'], ['collapsed'], ['error']])('comes with every file: %s', (name) => {
    for (const written of work.json(name, 'manifest.json')['files'] as string[])
      expect(existsSync(work.at(name, written)), written).toBe(true);
  });
});

describe('exit code 2', () => {
  it('is a scenario with ten mistakes, each named with its place', async () => {
    const scenario = work.write('ten.yaml', TEN_MISTAKES);
    const { code, out, err } = await bagehot('run', scenario, '--out', work.at('ten'));
    expect([code, out]).toEqual([2, '']);
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(scenario, 'ten.yaml').split(' ', 3).join(' '))
        .sort(),
    ).toEqual([
      '10 problems',
      'ten.yaml:10: E_AMOUNT initial_actions[0].mint_cash.amount',
      'ten.yaml:11: E_AGENT_UNKNOWN initial_actions[1].mint_cash.to',
      'ten.yaml:12: E_SELF_COUNTERPARTY initial_actions[2].create_payable.to',
      'ten.yaml:13: E_DUE_DAY initial_actions[3].create_payable.due_day',
      'ten.yaml:14: E_ALIAS_DUPLICATE initial_actions[4].create_payable.alias',
      'ten.yaml:15: E_ALIAS_UNKNOWN initial_actions[5].transfer_claim.contract_alias',
      'ten.yaml:16: E_POLICY initial_actions[6].mint_reserves.to',
      'ten.yaml:1: E_VERSION version',
      'ten.yaml:3: E_UNKNOWN_KEY colour',
      'ten.yaml:7: E_AGENT_DUPLICATE agents[2].id',
    ]);
    expect(existsSync(work.at('ten'))).toBe(false);
  });

  it.each(['run', 'validate', 'compare'])(
    'is an opening action without the money for it, named by %s',
    async (verb) => {
      const dealer = 'dealer: { enabled: true }\n';
      const action = '  - transfer_cash: { from_agent: H1, to_agent: H3, amount: 51 }\n';
      const scenario = work.write('funds.yaml', `${CHAIN}${action}${dealer}`);
      const { code, err } = await bagehot(verb, scenario, ...(verb === 'validate' ? [] : ['--out', work.at('funds')]));
      expect(code).toBe(2);
      expect(err).toMatch(
        /funds\.yaml: E_FUNDS initial_actions\[3\]\.transfer_cash\.amount is more than there is: .*H1.*\n1 problem\n$/,
      );
      expect(existsSync(work.at('funds'))).toBe(false);
    },
  );

  describe('of a scenario that cannot be set up', () => {
    const poor = `${CHAIN}  - transfer_cash: { from_agent: H1, to_agent: H3, amount: 51 }\n`;
    const market = 'dealer: { enabled: true }\n';
    const crowded = `${CHAIN}dealer: { enabled: true, ticket_size: 0.000000000001 }\n`;

    it('leaves no copy of a file behind either, nor a folder for it', async () => {
      const scenario = work.write('poor.yaml', poor);
      const copies = ['--export-events', work.at('copies', 'log', 'e.jsonl'), '--html', work.at('copies', 'page.html')];
      expect((await bagehot('run', scenario, '--out', work.at('new', 'folder'), ...copies)).code).toBe(2);
      expect([existsSync(work.at('new')), existsSync(work.at('copies'))]).toEqual([false, false]);
    });

    it.each([
      ['run', 'E_FUNDS', poor],
      ['compare', 'E_FUNDS', poor + market],
      ['run', 'E_AMOUNT', crowded],
      // The arm without a market could be set up and run.
      ['compare', 'E_AMOUNT', crowded],
    ])('leaves every file of an earlier run as it was: %s, %s', async (verb, problem, text) => {
      const out = work.at(`earlier-${verb}`);
      const good = work.write('good.yaml', `${CHAIN}${market}`);
      const bad = work.write('bad.yaml', text);
      expect((await bagehot(verb, good, '--out', out)).code).toBe(0);
      const before = contents(out);
      expect(before.size).toBeGreaterThan(8);
      const { code, err } = await bagehot(verb, bad, '--out', out);
      expect(code).toBe(2);
      expect(err).toContain(problem);
      expect(contents(out)).toEqual(before);
    });
  });

  it.each([
    [['fly'], "error: unknown command 'fly'"],
    [['run', ring, '--fast'], "error: unknown option '--fast'"],
    [['run'], "error: missing required argument 'scenario'"],
    [['run', ring, 'more'], "error: too many arguments for 'run'. Expected 1 argument but got 2."],
    [['run', ring, '--mode', 'loop'], "error: option '--mode <mode>' argument 'loop' is invalid"],
    [['run', ring, '--max-days', '0'], '--max-days must be a whole number of at least 1, but is 0'],
    [['run', ring, '--max-days', '1.5'], '--max-days must be a whole number of at least 1, but is 1.5'],
    [['run', ring, '--quiet-days', '-1'], '--quiet-days must be a whole number of at least 0, but is -1'],
    [['run', ring, '--seed', 'x'], '--seed must be a whole number of at least 0, but is x'],
    [
      ['run', ring, '--default-handling', 'forgive'],
      "error: option '--default-handling <rule>' argument 'forgive' is invalid",
    ],
    [['run', ring, '--distribution', 'lottery'], "error: option '--distribution <rule>' argument 'lottery' is invalid"],
    [['run', ring, '--show', 'all'], "error: option '--show <what>' argument 'all' is invalid"],
    [
      ['run', ring, '--check-invariants', 'often'],
      "error: option '--check-invariants <when>' argument 'often' is invalid",
    ],
    [['run', work.at('nothing.yaml')], `cannot read ${work.at('nothing.yaml')}: there is no such file`],
    [['run', work.folder], `cannot read ${work.folder}: it is a folder`],
    [['compare', chain], `${chain} has no dealer section, so there is nothing to compare with`],
    [['new', '--from', 'dreams'], "error: option '--from <template>' argument 'dreams' is invalid"],
    [['replay', work.at('nothing.jsonl')], `cannot read ${work.at('nothing.jsonl')}: there is no such file`],
  ])('is a wrong command line: %j', async (args, expected) => {
    const { code, out, err } = await bagehot(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.startsWith(expected), err).toBe(true);
  });

  it('is no command at all, with help', async () => {
    const { code, err } = await bagehot();
    expect(code).toBe(2);
    expect(err).toMatch(/^Usage: bagehot/);
  });

  it('is a note of the generator that holds nothing', async () => {
    const scenario = work.write('noteless.yaml', `${CHAIN}generated: {}\n`);
    const { code, err } = await bagehot('run', scenario, '--out', work.at('noteless'));
    expect(code).toBe(2);
    expect(err).toMatch(/noteless\.yaml:12: E_VALUE generated\.generator .*\n(.*\n){3}4 problems\n$/);
  });

  it('is YAML that is none, or has a key twice', async () => {
    const scenario = work.write('twice.yaml', 'version: 1\nname: a\nname: b\nagents: []\n');
    const { code, err } = await bagehot('run', scenario);
    expect(code).toBe(2);
    expect(err).toMatch(/twice\.yaml:3: E_YAML .*\n1 problem\n$/);
  });
});

describe('exit code 3', () => {
  it.each([
    ['--out', file, /^cannot write .*file: a file of that name exists where a folder is needed \(EEXIST\)\n$/],
    ['--out', `${file}/below`, /^cannot write .*below: a part of the path is a file \(ENOTDIR\)\n$/],
    ['--out', '/proc/bagehot', /^cannot write \/proc\/bagehot: .* \(ENOENT\)\n$/],
    ['--export-events', work.folder, /: a folder of that name exists where a file is needed \(EISDIR\)\n$/],
    ['--export-balances', `${file}/b.csv`, /^cannot write .*b\.csv: a part of the path is a file|exists where/],
    ['--html', '/dev/full', /^cannot write \/dev\/full: no space left on the device \(ENOSPC\)\n$/],
  ])('is an output that cannot be written: %s %s', async (option, target, expected) => {
    const out = option === '--out' ? [] : ['--out', work.at('three')];
    const { code, err } = await bagehot('run', ring, ...out, option, target);
    expect(code).toBe(3);
    expect(err).toMatch(expected);
  });

  it('is a disk that fills up on the way; what was written stays whole', async () => {
    mkdirSync(work.at('full'));
    symlinkSync('/dev/full', work.at('full', 'trades.csv'));
    const { code, err } = await bagehot('run', ring, '--out', work.at('full'));
    expect(code).toBe(3);
    expect(err).toMatch(/^cannot write .*trades\.csv: no space left on the device \(ENOSPC\)\n$/);
    for (const record of work.records('full', 'events.jsonl')) expect(record).toHaveProperty('seq');
    expect(existsSync(work.at('full', 'manifest.json'))).toBe(false);
  });

  it.each(['compare', 'compile', 'new'])('is an output of %s that cannot be written', async (verb) => {
    const args = {
      compare: [ring, '--out', file],
      compile: [ring, '-o', `${file}/c.yaml`],
      new: ['-o', `${file}/n.yaml`],
    };
    const { code, err } = await bagehot(verb, ...args[verb as keyof typeof args]);
    expect(code).toBe(3);
    expect(err).toMatch(/^cannot write /);
  });
});
