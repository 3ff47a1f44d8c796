import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bagehot, DEALER_RING, Workplace } from './session.js';

const work = new Workplace();
const MONEY = `moneyMarket: { policyRate: 0.05, spreadSensitivity: 0.1 }
facilities: { lendingSpread: 0.02, collateral: { haircut: 0.1 } }
`;
const rings = {
  dealers: work.write('dealers.yaml', DEALER_RING),
  money: work.write('money.yaml', DEALER_RING + MONEY),
};
for (const [name, file] of Object.entries(rings)) {
  // Spelled out, so that the report shows the parameters as a branch reads them.
  await bagehot('compile', file, '-o', work.at(`${name}-in-full.yaml`));
  const options = ['--out', work.at(name), '--show', 'none', '--snapshot-every', '2'];
  await bagehot('run', work.at(`${name}-in-full.yaml`), ...options);
}

/** Files of a run whose bytes say everything about it, but how long it took. */
function filesOf(folder: string): readonly string[] {
  return (work.json(folder, 'manifest.json')['files'] as string[]).filter(
    (file) => file !== 'manifest.json' && !file.startsWith('snapshots/'),
  );
}

describe('bagehot run', () => {
  it('keeps opening states of every so many days, and says what each file is', async () => {
    const { snapshots, sha256, files } = work.json('money', 'manifest.json') as {
      snapshots: number[];
      sha256: Record<string, string>;
      files: string[];
    };
    expect(snapshots.slice(0, 3)).toEqual([0, 2, 4]);
    expect([...Object.keys(sha256), 'manifest.json']).toEqual(files);
    await bagehot('run', rings.money, '--out', work.at('sparse'), '--show', 'none', '--snapshot-every', '0');
    expect(work.json('sparse', 'manifest.json')['snapshots']).toEqual([0]);
    const hash = work.json('sparse', 'manifest.json')['content_sha256'];
    expect(hash).toBe(work.json('money', 'manifest.json')['content_sha256']);
  });

  it('removes the opening states of an earlier run', async () => {
    await bagehot('run', rings.money, '--out', work.at('twice'), '--show', 'none', '--snapshot-every', '1');
    expect(existsSync(work.at('twice', 'snapshots', '1.json'))).toBe(true);
    await bagehot('run', rings.money, '--out', work.at('twice'), '--show', 'none', '--snapshot-every', '0');
    expect(existsSync(work.at('twice', 'snapshots', '1.json'))).toBe(false);
    expect((await bagehot('verify', work.at('twice'))).code).toBe(0);
  });

  it('says so when the days between them are none', async () => {
    const { code, err } = await bagehot('run', rings.money, '--out', work.at('bad'), '--snapshot-every', 'often');
    expect([code, err]).toEqual([2, '--snapshot-every must be a whole number of at least 0, but is often\n']);
  });
});

describe('bagehot branch', () => {
  it.each(Object.keys(rings).flatMap((name) => [0, 1, 3].map((day) => [name, day] as const)))(
    'without a change writes the files of %s again, from day %s on',
    async (name, day) => {
      const out = `${name}-${day}`;
      const { code } = await bagehot('branch', work.at(name), '--day', String(day), '--out', work.at(out));
      expect(code).toBe(0);
      expect(filesOf(out)).toEqual(filesOf(name));
      for (const file of filesOf(name)) expect(work.read(out, file), file).toBe(work.read(name, file));
      expect((await bagehot('verify', work.at(out))).code).toBe(0);
      expect((await bagehot('replay', work.at(out, 'events.jsonl'))).code).toBe(0);
    },
  );

  it('tells where it comes from and what is different, and can be branched again', async () => {
    const change = ['--set', 'moneyMarket.policyRate=0.02', '--set', 'facilities={ cap: 5 }'];
    const { code, out } = await bagehot('branch', work.at('money'), '--day', '2', ...change, '--out', work.at('cut'));
    expect([code, out]).toEqual([0, expect.stringContaining('written to')]);
    const parent = work.json('money', 'manifest.json')['content_sha256'];
    expect(work.json('cut', 'manifest.json')['branch']).toEqual({
      parent,
      day: 2,
      change: { 'moneyMarket.policyRate': '0.02', facilities: { cap: 5 } },
    });
    expect(work.read('cut', 'policy_rate.csv')).toMatch(/,2,.*0\.02|2,0\.02/);
    expect(work.read('cut', 'scenario.yaml')).toContain('policyRate: "0.02"');
    expect((await bagehot('branch', work.at('cut'), '--day', '3', '--out', work.at('again'), '--json')).code).toBe(0);
    expect(work.read('again', 'events.jsonl')).toBe(work.read('cut', 'events.jsonl'));
    const early = await bagehot('branch', work.at('cut'), '--day', '1', '--out', work.at('no'));
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('the day must be one of 2 to')]);
  });

  it('lets a market join, whose tables begin there', async () => {
    const args = ['--day', '1', '--set', 'moneyMarket.policyRate=0.05', '--out', work.at('joined')];
    const { code, err } = await bagehot('branch', work.at('dealers'), ...args);
    expect([code, err]).toEqual([0, expect.stringContaining('CONFIG_DEFAULT_USED moneyMarket.spreadSensitivity')]);
    expect(filesOf('joined')).toContain('call_clearing.csv');
    expect((await bagehot('replay', work.at('joined', 'events.jsonl'))).code).toBe(0);
  });

  it.each([
    [['--set', 'seed=3'], 'seed cannot be changed on a day of a run'],
    [['--set', 'moneyMarket.policyRate'], 'a change is written path=value'],
    [['--set', 'moneyMarket.policyRate=much'], 'E_VALUE moneyMarket.policyRate'],
    [['--day', '99'], 'the day must be one of 0 to'],
    [['--day', 'x'], '--day must be a whole number'],
    [['--agents', 'Nobody'], 'there is no agent Nobody'],
  ])('refuses %j', async (options, message) => {
    const { code, err } = await bagehot('branch', work.at('money'), '--day', '1', ...options, '--out', work.at('none'));
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(work.at('none'))).toBe(false);
  });

  it('leaves the run it comes from alone', async () => {
    const { code, err } = await bagehot('branch', work.at('money'), '--day', '1', '--out', `${work.at('money')}/.`);
    expect([code, err]).toEqual([2, expect.stringContaining('must be another folder')]);
  });

  it('does not begin from files that are not those of the run', async () => {
    await bagehot('run', rings.money, '--out', work.at('touched'), '--show', 'none');
    writeFileSync(work.at('touched', 'snapshots', '0.json'), '{}');
    const { code, err } = await bagehot('branch', work.at('touched'), '--day', '1', '--out', work.at('none'));
    expect([code, err]).toEqual([
      2,
      `${work.at('touched', 'snapshots/0.json')} has other bytes than the manifest says\n`,
    ]);
  });
});

describe('bagehot verify', () => {
  it('says that all files are what they were', async () => {
    const { code, out, err } = await bagehot('verify', work.at('money'));
    const count = (work.json('money', 'manifest.json')['files'] as string[]).length - 1;
    expect([code, out, err]).toEqual([0, `all ${count} files of ${work.at('money')} are what its manifest says\n`, '']);
  });

  it('tells each file that is not', async () => {
    const folder = work.at('broken');
    await bagehot('run', rings.money, '--out', folder, '--show', 'none');
    writeFileSync(work.at('broken', 'trades.csv'), `${readFileSync(work.at('broken', 'trades.csv'), 'utf8')}\n`);
    rmSync(work.at('broken', 'snapshots', '0.json'));
    writeFileSync(work.at('broken', 'snapshots', '77.json'), '{}');
    const { code, out, err } = await bagehot('verify', folder);
    expect([code, out]).toEqual([1, '']);
    expect(err.trimEnd().split('\n')).toEqual([
      `${work.at('broken', 'trades.csv')} has other bytes than manifest.json says`,
      `${work.at('broken', 'snapshots/0.json')} is not there`,
      `${work.at('broken', 'snapshots/77.json')} is a snapshot of which manifest.json says nothing`,
    ]);
    const asJson = await bagehot('verify', folder, '--json');
    expect([asJson.code, JSON.parse(asJson.out)]).toMatchObject([
      1,
      { agrees: false, differences: [{ file: 'trades.csv', problem: 'changed' }, {}, {}] },
    ]);
  });

  it.each([
    ['nothing', undefined, 'manifest.json is not there'],
    ['text', 'hello', 'it is no JSON'],
    ['another', '{"format":"other/1"}', 'its format must be bagehot-run/1, but is other/1'],
    ['half', '{"format":"bagehot-run/1"}', 'what it says does not agree'],
  ])('says that a folder with %s holds no run', async (name, manifest, message) => {
    if (manifest !== undefined) {
      await bagehot('run', rings.dealers, '--out', work.at(name), '--show', 'none');
      writeFileSync(work.at(name, 'manifest.json'), manifest);
    }
    const { code, err } = await bagehot('verify', work.at(name));
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
