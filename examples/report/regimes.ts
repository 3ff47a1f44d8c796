/** Barter, money and both on one page: means over six seeds, and of the first seed trades, λ and a map to step through. */
import { renderExchangeReport } from '@bagehot/report';
import {
  compareRegimes,
  createExchangeCourse,
  type ExchangeCourse,
  type ExchangeResult,
  parseScenario,
  type RegimeComparison,
} from '@bagehot/sim';

const scenario = parseScenario(
  {
    version: 1,
    model: 'exchange',
    name: 'Bread and wine',
    exchange: {
      N: 10,
      goods: ['bread', 'wine'],
      agents: 16,
      initial_inventories: {
        bread: { uniform_int: [1, 20] },
        wine: { uniform_int: [1, 20] },
        M: { uniform_int: [50, 200] },
      },
      utilities: { mix: [{ type: 'ces', weight: 1, params: { rho: 0.5, wbread: 0.6, wwine: 0.4 } }] },
      params: { money_mode: 'kkt_lambda' },
    },
    run: { ticks: 40, seed: 1 },
  },
  'exchange',
);
const regimes = ['barter_only', 'money_only', 'mixed'];
const seeds = [1, 2, 3, 4, 5, 6];

// Of the first seed the course of each run is remembered; of the others the figures will do.
export const followed: { readonly result: ExchangeResult; readonly course: ExchangeCourse }[] = [];
export const comparison: RegimeComparison = compareRegimes(scenario, regimes, seeds, {
  of: (_, seed) => {
    if (seed !== seeds[0]) return {};
    const course = createExchangeCourse(scenario.exchange.moneyMode);
    return { ...course.listening, onEnd: (result) => followed.push({ result, course }) };
  },
});

export const page: string = renderExchangeReport({
  title: scenario.name,
  parameters: { ...scenario.exchange.params, ticks: scenario.run.ticks },
  goods: scenario.exchange.goods,
  side: scenario.exchange.side,
  runs: followed.map(({ result, course }) => ({
    regime: result.scenario.exchange.regime,
    moneyMode: result.scenario.exchange.moneyMode,
    ticks: result.ticks,
    trades: Array.from(result.metrics.tradesByPairType.keys(), (pairType) => ({
      pairType,
      counts: course.trades(pairType),
    })),
    agents: result.agents.map(({ id, moneyStart, moneyEnd, utilityStart, utilityEnd, trades }) => ({
      id,
      money: moneyEnd,
      moneyBefore: moneyStart,
      utility: utilityEnd,
      utilityBefore: utilityStart,
      trades,
    })),
    lambda: course.lambda,
    frames: course.frames(),
  })),
  seeds: { ...comparison, shown: seeds[0] ?? 0 },
});
const headings = [...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, heading]) => heading);
console.log(`one file with ${headings.length} sections: ${headings.join('; ')}`);
