import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepsSnapshot, loadScenario, RUN_FORMAT, scenarioToYaml, snapshotFile } from '@bagehot/sim';
import { openRun, runManifest, storeRun, verifyRun } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { RunFolders, SCENARIOS } from './stored-runs.js';

const folders = new RunFolders();
const MONEY = SCENARIOS['money'] as string;

describe('the folder of a run', () => {
  it('holds scenario, log, opening states and a manifest of them', () => {
    const { folder, result } = folders.store(MONEY, 3);
    const { manifest, ...run } = openRun(folder);
    expect(manifest).toMatchObject({
      format: RUN_FORMAT,
      seed: 5,
      money_decimals: 12,
      outcome: 'max-days',
      days_run: 9,
      snapshots: [0, 3, 6, 9],
    });
    expect(manifest.branch).toBeUndefined();
    expect(Object.keys(manifest.sha256)).toEqual([
      'scenario.yaml',
      'events.jsonl',
      ...[0, 3, 6, 9].map((day) => `snapshots/${day}.json`),
    ]);
    expect(run.scenario()).toBe(scenarioToYaml(result.scenario));
    expect(run.events()).toHaveLength(result.economy.eventCount);
    expect(run.snapshot(6).ring.day).toBe(6);
    expect(verifyRun(folder)).toEqual([]);
  });

  it('has the same content hash whatever else is kept of the run, and another for another run', () => {
    const hashOf = (yaml: string, every: number): string =>
      openRun(folders.store(yaml, every).folder).manifest.content_sha256;
    expect(hashOf(MONEY, 0)).toBe(hashOf(MONEY, 1));
    expect(hashOf(MONEY, 0)).not.toBe(hashOf(MONEY.replace('seed: 5', 'seed: 6'), 0));
  });

  it('keeps nothing of a day that never comes', () => {
    const { folder, result } = folders.store(SCENARIOS['dealers'] as string, 1);
    expect(result.stopped).toBe('stable');
    expect(openRun(folder).manifest.snapshots).toEqual(Array.from({ length: result.days }, (_, day) => day));
  });

  it('forgets the run that was there before', () => {
    const { folder } = folders.store(MONEY, 1);
    storeRun(folder, openRunScenario(), { snapshotEvery: 0 });
    expect(openRun(folder).manifest.snapshots).toEqual([0]);
    expect(verifyRun(folder)).toEqual([]);
    expect(existsSync(path.join(folder, snapshotFile(1)))).toBe(false);
  });

  it('stays as it was when the next run cannot be set up', () => {
    const { folder } = folders.store(MONEY);
    expect(() => storeRun(folder, { ...openRunScenario(), run: { ...openRunScenario().run, maxDays: 0 } })).toThrow();
    expect(verifyRun(folder)).toEqual([]);
  });

  it('is refused where it cannot be made, and with days that are no number', () => {
    const file = folders.next();
    writeFileSync(file, '');
    expect(() => storeRun(path.join(file, 'run'), openRunScenario())).toThrow(
      expect.objectContaining({ code: 'SWEEP_STORAGE' }),
    );
    for (const snapshotEvery of [-1, 0.5, Number.NaN])
      expect(() => storeRun(folders.next(), openRunScenario(), { snapshotEvery })).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTIONS' }),
      );
  });
});

/** The scenario of the runs here. */
function openRunScenario() {
  return loadScenario(MONEY);
}

describe('a file that is not what it was', () => {
  it.each(['scenario.yaml', 'events.jsonl', 'snapshots/0.json'])('%s is told by its name', (file) => {
    const { folder } = folders.store(MONEY);
    const place = path.join(folder, file);
    const read = () => {
      const run = openRun(folder);
      return file === 'scenario.yaml' ? run.scenario() : file === 'events.jsonl' ? run.events() : run.snapshot(0);
    };
    writeFileSync(place, `${folders.read(folder, file)} `);
    expect(verifyRun(folder)).toEqual([{ file, problem: 'changed' }]);
    expect(read).toThrow(expect.objectContaining({ code: 'RUN_FILE', details: { file, problem: 'changed' } }));
    rmSync(place);
    expect(verifyRun(folder)).toEqual([{ file, problem: 'missing' }]);
    expect(read).toThrow(expect.objectContaining({ code: 'RUN_FILE', details: { file, problem: 'missing' } }));
  });

  it('all of them are told, and snapshots nobody knows', () => {
    const { folder } = folders.store(MONEY, 4);
    for (const file of ['events.jsonl', 'snapshots/4.json', 'snapshots/5.json'])
      writeFileSync(path.join(folder, file), '{}');
    rmSync(path.join(folder, 'scenario.yaml'));
    expect(verifyRun(folder)).toEqual([
      { file: 'scenario.yaml', problem: 'missing' },
      { file: 'events.jsonl', problem: 'changed' },
      { file: 'snapshots/4.json', problem: 'changed' },
      { file: 'snapshots/5.json', problem: 'foreign' },
    ]);
  });

  it.each([
    ['no JSON', 'hello', 'foreign'],
    ['a list', '[]', 'foreign'],
    ['null', 'null', 'foreign'],
    ['of another format', '{"format":"bagehot-run/2"}', 'foreign'],
    ['a half of it', '{"format":"bagehot-run/1","sha256":{}}', 'changed'],
  ])('a manifest that is %s is none', (_, text, problem) => {
    const { folder } = folders.store(MONEY);
    writeFileSync(path.join(folder, 'manifest.json'), text);
    const refusal = expect.objectContaining({ code: 'RUN_FILE', details: { file: 'manifest.json', problem } });
    expect(() => openRun(folder)).toThrow(refusal);
    expect(() => verifyRun(folder)).toThrow(refusal);
  });

  it.each([
    ['content_sha256', '0'.repeat(64)],
    ['events_sha256', '0'.repeat(64)],
    ['snapshots', [0, 1]],
    ['days_run', '9'],
    ['sha256', { '../x': '0'.repeat(64) }],
  ])('a manifest whose %s does not agree with the rest is none', (field, value) => {
    const { folder } = folders.store(MONEY);
    const manifest = JSON.parse(folders.read(folder, 'manifest.json')) as object;
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, [field]: value }));
    expect(() => openRun(folder)).toThrow(expect.objectContaining({ code: 'RUN_FILE' }));
  });

  it('a folder without manifest holds no run', () => {
    expect(() => openRun(folders.next())).toThrow(
      expect.objectContaining({ code: 'RUN_FILE', details: { file: 'manifest.json', problem: 'missing' } }),
    );
  });
});

it('opening states are kept of the first day, and every so many days', () => {
  const kept = (every: number, first: number) =>
    Array.from({ length: 12 }, (_, day) => day).filter((day) => keepsSnapshot(day, every, first));
  expect(kept(0, 0)).toEqual([0]);
  expect(kept(5, 0)).toEqual([0, 5, 10]);
  expect(kept(5, 7)).toEqual([0, 5, 7, 10]);
});

it('a manifest needs the hashes of what a branch is made from', () => {
  const { result } = folders.store(MONEY);
  expect(() => runManifest(result, { files: new Map(), snapshots: [] })).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTIONS' }),
  );
});
