import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ZERO } from '@bagehot/kernel';
import { compileScenario, loadScenario, runScenario, withoutMarket } from '@bagehot/sim';
import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const load = (file: string): ReturnType<typeof loadScenario> =>
  loadScenario(readFileSync(path.join(folder, file), 'utf8'));

it('finds the scenarios', () => expect(files.length).toBeGreaterThan(0));

it.each(files)('%s runs until nothing is left to happen', (file) => {
  const { stopped, metrics, scenario } = runScenario(load(file));
  const added = scenario.generated?.statistics.addedDebt ?? ZERO;
  expect(stopped).toBe('stable');
  expect(metrics.summary.totalDue.toString()).toBe(added.plus(10000).toString());
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

it('the balanced ring is the plain one, with what three eighths of its debts come to beside it', () => {
  const [plain, balanced] = ['kalecki_ring.yaml', 'kalecki_balanced.yaml'].map((file) => compileScenario(load(file)));
  const debts = (scenario: typeof plain): readonly object[] =>
    scenario?.initialActions.filter(({ kind }) => kind === 'create_payable') ?? [];
  expect(debts(balanced).slice(0, 100)).toEqual(debts(plain));
  expect(balanced?.generated?.statistics.addedDebt?.toString()).toBe('3750');
  expect(withoutMarket(load('kalecki_balanced.yaml')).dealer).toBeUndefined();
});
