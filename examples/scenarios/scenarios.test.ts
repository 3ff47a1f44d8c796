import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileScenario, loadScenario, runScenario } from '@bagehot/sim';
import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const load = (file: string): ReturnType<typeof loadScenario> =>
  loadScenario(readFileSync(path.join(folder, file), 'utf8'));

it('finds the scenarios', () => expect(files.length).toBeGreaterThan(0));

it.each(files)('%s runs until nothing is left to happen', (file) => {
  const { stopped, metrics } = runScenario(load(file));
  expect(stopped).toBe('stable');
  expect(metrics.summary.totalDue.toString()).toBe('10000');
  expect(metrics.clearingRate.plus(metrics.defaultRate).toString()).toBe('1');
});

it('the ring with dealers is the plain one, and a market', () => {
  const [plain, withDealers] = ['kalecki_ring.yaml', 'kalecki_with_dealer.yaml'].map((file) =>
    compileScenario(load(file)),
  );
  expect(withDealers?.initialActions).toEqual(plain?.initialActions);
  expect(plain?.dealer).toBeUndefined();
  expect(withDealers?.dealer).toBeDefined();
});
