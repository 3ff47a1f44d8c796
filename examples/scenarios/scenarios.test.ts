import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import {
  compareFinancing,
  compileScenario,
  type FinancingScenario,
  loadScenario,
  runScenario,
  withoutMarket,
} from '@bagehot/sim';
import { expect, it } from 'vitest';

/** Somebody with goods. */
interface Owner {
  readonly home: readonly Decimal[];
  readonly personal: readonly Decimal[];
}

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const textOf = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const load = (file: string): ReturnType<typeof loadScenario> => loadScenario(textOf(file));
const loadFinancing = (file: string): FinancingScenario => loadScenario(textOf(file), 'financing');
const rings = files.filter((file) => loadScenario(textOf(file), 'any').model === 'ring');
const villages = files.filter((file) => !rings.includes(file));

it('finds the scenarios', () => {
  expect(rings.length).toBeGreaterThan(0);
  expect(villages).toEqual(['far_from_market.yaml', 'village_market.yaml']);
});

it.each(rings)('%s runs until nothing is left to happen', (file) => {
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

it.each(villages)(
  '%s: from no state does total wealth leave a larger gap, and everybody’s goods stay goods',
  (file) => {
    const { runs, sameState } = compareFinancing(loadFinancing(file));
    expect(sameState.length).toBeGreaterThan(40);
    for (const { modes } of sameState)
      modes[1]?.trade?.liquidityGap.forEach((gap, g) => {
        expect(gap.lte(modes[0]?.trade?.liquidityGap[g] ?? 0)).toBe(true);
      });
    for (const { scenario, economy, metrics } of runs) {
      expect(metrics.summary.tradingRounds).toBeGreaterThan(20);
      scenario.financing.goods.forEach((_, g) => {
        const owned = (people: readonly Owner[]): string =>
          sum(people.flatMap(({ home, personal }) => [home[g] ?? ZERO, personal[g] ?? ZERO])).toString();
        expect(owned(economy.agents)).toBe(owned(scenario.agents));
      });
    }
  },
);

it('village_market: who may pay with all it owns ends up better off, on average', () => {
  const { runs } = compareFinancing(loadFinancing('village_market.yaml'));
  const [personal, total] = runs.map(({ metrics }) => metrics.summary);
  expect(total?.meanUtilityEnd).toBeGreaterThan(personal?.meanUtilityEnd ?? 0);
  expect(total?.debtValue.gt(personal?.debtValue ?? 0)).toBe(true);
});

it('far_from_market: people walk around the ridges, and what a step costs keeps them from trade', () => {
  const scenario = loadFinancing('far_from_market.yaml');
  const { log, metrics } = runScenario(scenario);
  const walls = new Set(scenario.financing.grid.obstacles.map(String));
  for (const row of log.rows()) expect(walls.has(`${row.spatial_pos_x},${row.spatial_pos_y}`)).toBe(false);
  const { financing } = scenario;
  const dear = runScenario({ ...scenario, financing: { ...financing, kappa: decimal(1) } });
  expect(dear.metrics.summary.tradedValue.lt(metrics.summary.tradedValue)).toBe(true);
});
