import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import {
  createExchangeCourse,
  type ExchangeCourse,
  type ExchangeScenario,
  parseScenario,
  runScenario,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

function market(ticks: number, params: object = {}): ExchangeScenario {
  return parseScenario(
    {
      version: 1,
      model: 'exchange',
      name: 'a market',
      exchange: {
        N: 6,
        agents: 9,
        initial_inventories: { A: { uniform_int: [1, 20] }, B: { uniform_int: [1, 20] }, M: 50 },
        utilities: { mix: [{ type: 'ces', weight: 1, params: { rho: 0.5, wA: 0.6, wB: 0.4 } }] },
        resource_seed: { density: 0.3, amount: 4 },
        params: { exchange_regime: 'mixed', resource_growth_rate: 1, ...params },
      },
      run: { ticks, seed: 3 },
    },
    'exchange',
  );
}

function courseOf(scenario: ExchangeScenario): ExchangeCourse {
  const course = createExchangeCourse(scenario.exchange.moneyMode);
  runScenario(scenario, { level: 'minimal', ...course.listening });
  return course;
}

describe('the course of a run', () => {
  it('is what its events tell, at the level minimal too', () => {
    const log = createEventLog<ExchangeEvent>();
    const scenario = market(12, { money_mode: 'kkt_lambda' });
    runScenario(scenario, { sinks: [log] });
    const course = courseOf(scenario);
    for (const pairType of ['A<->B', 'A<->M', 'B<->M', 'nothing'])
      expect(course.trades(pairType)).toEqual(
        Array.from(
          { length: 12 },
          (_, tick) =>
            log.of('ExchangeTrade').filter(({ day, trade }) => day === tick && trade.pairType === pairType).length,
        ),
      );
    for (const frame of course.frames()) {
      const told = log.of('AgentSnapshot').filter(({ day }) => day === frame.tick);
      expect(frame.agents).toEqual(
        told.map(({ agent, cell: [x, y], partner }) => ({ id: agent, x, y, isPaired: partner !== null })),
      );
    }
    const [start] = log.of('ResourceSnapshot');
    expect(course.frames()[0]?.resources).toEqual(
      start?.cells.map(({ cell: [x, y], good, amount }) => ({ x, y, good, amount })),
    );
    const lambdas = log.of('AgentSnapshot').flatMap(({ day, lambda }) => (day === 11 ? [lambda] : []));
    const sorted = lambdas.sort((a, b) => a - b);
    expect([course.lambda?.lower, course.lambda?.median, course.lambda?.upper].map((each) => each?.[11])).toEqual([
      sorted[2],
      sorted[4],
      sorted[6],
    ]);
  });

  it('has no λ where it stays', () => {
    expect(courseOf(market(3)).lambda).toBeNull();
  });

  it.each([
    [0, [-1]],
    [5, [-1, 0, 1, 2, 3, 4]],
    [100, [-1, ...Array.from({ length: 20 }, (_, k) => 5 * k), 99]],
    [221, [-1, ...Array.from({ length: 22 }, (_, k) => 10 * k), 220]],
    [222, [-1, ...Array.from({ length: 12 }, (_, k) => 20 * k), 221]],
    [1000, [-1, ...Array.from({ length: 20 }, (_, k) => 50 * k), 999]],
  ])('shows %i ticks at even distances, with the first and the last', (ticks, shown) => {
    expect(
      courseOf(market(ticks))
        .frames()
        .map(({ tick }) => tick),
    ).toEqual(shown);
  });

  it('never shows more than 24 ticks', () => {
    const course = createExchangeCourse('quasilinear');
    const most: number[] = [];
    const { onTick } = course.listening;
    runScenario(market(460), {
      ...course.listening,
      onTick: (tick, exchange) => {
        onTick(tick, exchange);
        const ticks = course.frames().map((frame) => frame.tick);
        most.push(ticks.length);
        expect([ticks[0], ticks.at(-1)]).toEqual([-1, tick]);
      },
    });
    expect(Math.max(...most)).toBe(24);
  });
});

describe('what a run was for each', () => {
  it('adds up to what it was for all', () => {
    const log = createEventLog<ExchangeEvent>();
    const { metrics, agents, exchange } = runScenario(market(30, { money_mode: 'kkt_lambda' }), { sinks: [log] });
    const sum = (of: (agent: (typeof agents)[number]) => number): number =>
      agents.reduce((all, agent) => all + of(agent), 0);
    expect(sum(({ utilityStart }) => utilityStart)).toBe(metrics.start.total);
    expect(sum(({ utilityEnd }) => utilityEnd)).toBe(metrics.end.total);
    expect(sum(({ trades }) => trades)).toBe(2 * metrics.trades);
    expect(agents.map(({ id, moneyEnd }) => [id, moneyEnd])).toEqual(
      exchange.agents.map(({ id, inventory }) => [id, inventory['M']]),
    );
    expect(agents.map(({ moneyStart }) => moneyStart)).toEqual(Array(9).fill(50));
  });
});
