import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import {
  compareFinancing,
  compareRegimes,
  compileScenario,
  type ExchangeScenario,
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
const loadExchange = (file: string): ExchangeScenario => loadScenario(textOf(file), 'exchange');
const filesOf = (model: string): readonly string[] =>
  files.filter((file) => loadScenario(textOf(file), 'any').model === model);
const rings = filesOf('ring');
const villages = filesOf('financing');
const exchanges = filesOf('exchange');
const economies = filesOf('economy');

it('finds the scenarios', () => {
  expect(rings.length).toBeGreaterThan(0);
  expect(villages).toEqual(['far_from_market.yaml', 'village_market.yaml']);
  expect(exchanges).toEqual(['bread_and_wine.yaml', 'gather_and_trade.yaml']);
  expect(economies).toEqual(['everything.yaml']);
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

it.each(exchanges)('%s: people trade, money stays what it was, and goods come from the fields alone', (file) => {
  const { scenario, metrics, exchange } = runScenario(loadExchange(file), { strict: true });
  const { agents, goods, resources } = scenario.exchange;
  const stock = (people: readonly { readonly inventory: Readonly<Record<string, number>> }[], good: string): number =>
    people.reduce((total, { inventory }) => total + (inventory[good] ?? 0), 0);
  expect(metrics.trades).toBeGreaterThan(20);
  expect(stock(exchange.agents, 'M')).toBe(stock(agents, 'M'));
  for (const good of goods) {
    const harvested = stock(exchange.agents, good) - stock(agents, good);
    expect(metrics.harvested.get(good)).toBe(harvested);
    expect(resources.length > 0 ? harvested >= 0 : harvested === 0).toBe(true);
  }
  expect(metrics.end.total).toBeGreaterThan(metrics.start.total);
});

it('bread_and_wine: money does better than barter on average, and who has both is not always ahead of who has money', () => {
  const seeds = Array.from({ length: 20 }, (_, k) => k);
  const { pairs } = compareRegimes(loadExchange('bread_and_wine.yaml'), ['barter_only', 'money_only', 'mixed'], seeds);
  const pairOf = (from: string, to: string): (typeof pairs)[number] | undefined =>
    pairs.find(({ regimes: [a, b], figure }) => a === from && b === to && figure === 'totalUtility');
  expect(pairOf('barter_only', 'money_only')?.mean).toBeGreaterThan(0);
  const { higher = 0, lower = 0 } = pairOf('money_only', 'mixed') ?? {};
  expect([higher > 0, lower > 0]).toEqual([true, true]);
  // Everybody values money alike and none is lost, so the goods decide: sums in another order count no differently.
  const countsOf = (figure: string): readonly object[] =>
    pairs
      .filter((pair) => pair.figure === figure)
      .map(({ regimes, higher, equal, lower }) => ({ regimes, higher, equal, lower }));
  expect(countsOf('totalUtility')).toEqual(countsOf('goodsUtility'));
});

it('gather_and_trade: nobody trades while all gather', () => {
  const trading = new Map<number, number>();
  const modes = new Map<number, string>();
  runScenario(loadExchange('gather_and_trade.yaml'), {
    sinks: [
      {
        emit: (event) => {
          if (event.kind === 'ExchangeTrade') trading.set(event.day, (trading.get(event.day) ?? 0) + 1);
          if (event.kind === 'TickState') modes.set(event.day, event.mode);
        },
      },
    ],
  });
  expect(new Set(modes.values())).toEqual(new Set(['forage', 'trade']));
  for (const tick of trading.keys()) expect(modes.get(tick)).toBe('trade');
});

it('everything: every market acts on one ledger, and nothing is lost on it', () => {
  const { economy, scenario } = runScenario(loadScenario(textOf('everything.yaml'), 'economy'));
  const { ledger, events } = economy;
  const happened = [
    'ExchangeTrade',
    'TradeCreditGranted',
    'Trade',
    'CallLoanGranted',
    'ForcedLayoff',
    'BackstopQuote',
  ] as const;
  for (const kind of happened) expect(events.of(kind).length, kind).toBeGreaterThan(0);
  expect(events.of('OpenMarketOperation')).toHaveLength(1);
  for (const asset of ledger.assets())
    expect(sum(ledger.agents().map((agent) => ledger.balance(agent, asset))).toString(), asset).toBe('0');
  for (const { buyer, contract, dueDay, day } of events.of('TradeCreditGranted')) {
    expect(dueDay - day).toBe(scenario.tradeCredit?.termDays);
    expect(events.of('PayableCreated').find((debt) => debt.contract === contract)).toMatchObject({
      debtor: buyer,
      origin: 'trade-credit',
    });
  }
});
