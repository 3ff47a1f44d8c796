import { copyFileSync, mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bagehot, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const ring = work.write('ring.yaml', DEALER_RING);
const log = work.at('run', 'events.jsonl');
let lines: readonly string[];

/** A copy of the run with another log. */
function withLog(name: string, changed: readonly string[], ...files: readonly string[]): string {
  mkdirSync(work.at(name));
  for (const file of ['balances.csv', ...files]) copyFileSync(work.at('run', file), work.at(name, file));
  work.write(`${name}/events.jsonl`, changed.map((line) => `${line}\n`).join(''));
  return work.at(name, 'events.jsonl');
}

const indexOf = (kind: string): number => lines.findIndex((line) => line.includes(`"kind":"${kind}"`));

beforeAll(async () => {
  await bagehot('run', ring, '--out', work.at('run'), '--show', 'none');
  lines = work.read('run', 'events.jsonl').trimEnd().split('\n');
});

describe('bagehot replay', () => {
  it('rebuilds every balance sheet of a run from its log', async () => {
    const sheets = work.read('run', 'balances.csv').trimEnd().split('\n').length - 1;
    const { days_run: days } = work.json('run', 'manifest.json');
    expect(await bagehot('replay', log)).toEqual({
      code: 0,
      out: `${log} gives all ${sheets} balance sheets of ${days} days, to the last digit\n`,
      err: '',
    });
    const { out } = await bagehot('replay', log, '--json');
    expect(JSON.parse(out)).toEqual({ agrees: true, days, sheets, differences: [] });
  });

  it('finds an amount that was changed in its last digit', async () => {
    const changed = lines.with(
      indexOf('CashTransferred'),
      (lines[indexOf('CashTransferred')] as string).replace(/"amount":"([^"]*)"/, (_, amount) =>
        JSON.stringify({ amount: amount.includes('.') ? `${amount}1` : `${amount}.000000000001` }).slice(1, -1),
      ),
    );
    const { code, out, err } = await bagehot('replay', withLog('changed', changed));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/differ \d+ times:\n {2}day \d+, \w+, cash: the log gives -?[\d.]+, the file has -?[\d.]+\n/);
  });

  it('finds a change that moves nothing, by the manifest', async () => {
    const changed = lines.with(0, (lines[0] as string).replace('"phase":"setup"', '"phase":"prelude"'));
    expect((await bagehot('replay', withLog('unmoved', changed))).code).toBe(0);
    const { code, err } = await bagehot('replay', withLog('known', changed, 'manifest.json'));
    expect(code).toBe(1);
    expect(err).toContain('tells of another log');
  });

  it('counts what it does not show', async () => {
    const other = lines.map((line) => line.replace(/"amount":"(\d)/g, '"amount":"1$1'));
    const { err } = await bagehot('replay', withLog('many', other));
    expect(err.split('\n')).toHaveLength(1 + 10 + 1 + 1);
    expect(err).toMatch(/\n {2}and \d+ more\n$/);
  });

  it('takes balances from elsewhere', async () => {
    const bare = work.at('bare');
    mkdirSync(bare);
    copyFileSync(log, work.at('bare', 'events.jsonl'));
    const { code, err } = await bagehot('replay', work.at('bare', 'events.jsonl'));
    expect([code, err]).toEqual([
      2,
      `there is no ${work.at('bare', 'balances.csv')} to compare with; name it with --balances\n`,
    ]);
    const options = ['--balances', work.at('run', 'balances.csv')];
    expect((await bagehot('replay', work.at('bare', 'events.jsonl'), ...options)).code).toBe(0);
  });

  it('finds days that are missing in the balances', async () => {
    const rows = work.read('run', 'balances.csv').trimEnd().split('\n');
    const cut = work.write('cut.csv', `${rows.slice(0, -13).join('\n')}\n`);
    const { code, err } = await bagehot('replay', log, '--balances', cut);
    expect(code).toBe(1);
    const { days_run: days } = work.json('run', 'manifest.json');
    const [told, first, ...rest] = err.trimEnd().split('\n').slice(1);
    expect(told).toBe(`  the log gives ${rows.length - 1} balance sheets, the file has ${rows.length - 14}`);
    expect(first).toBe(`  day ${Number(days) - 1}, CB: the log gives a balance sheet, the file has none`);
    expect(rest.at(-1)).toBe('  and 4 more');
  });

  it('finds a sheet that the log knows nothing of', async () => {
    const rows = work.read('run', 'balances.csv').trimEnd();
    const more = work.write('more.csv', `${rows}\n${rows.split('\n').at(-1)?.replace(/^\d+/, '99')}\n`);
    const { code, err } = await bagehot('replay', log, '--balances', more);
    expect(code).toBe(1);
    expect(err).toMatch(
      /differ 2 times:\n.*\n {2}day 99, vbt_long: the file has a balance sheet, the log gives none\n$/,
    );
  });

  it.each<[string, (all: readonly string[]) => readonly string[], RegExp]>([
    ['a line that is no JSON', (all) => all.with(7, '{"kind":'), /events\.jsonl:8: is no record of an event\n$/],
    ['a line that is no record', (all) => all.with(7, '[1]'), /events\.jsonl:8: is no record of an event\n$/],
    ['a record that is missing', (all) => all.toSpliced(7, 1), /events\.jsonl:8: seq must be 7, but is 8/],
    [
      'records out of order',
      (all) => [...all.slice(0, 7), ...all.slice(8, 9), ...all.slice(7, 8)],
      /:8: seq must be 7/,
    ],
    [
      'an agent nobody created',
      (all) => all.map((line) => line.replace('"agent":"H1",', '"agent":"H77",')),
      /record \d+ \(.*\): the agent H1 was never created\n$/,
    ],
  ])('refuses %s', async (name, change, expected) => {
    const { code, out, err } = await bagehot('replay', withLog(name, change(lines)));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });

  it('refuses balances that are no table', async () => {
    const broken = work.write('broken.csv', 'day,agent\n1\n');
    const { code, err } = await bagehot('replay', log, '--balances', broken);
    expect([code, err]).toEqual([2, `${broken}: line 2 has 1 cells, the header has 2\n`]);
  });
});
