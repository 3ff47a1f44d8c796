import { type OrderScript, scriptedOrderFlow } from '@bagehot/dealer';
import {
  compileScenario,
  loadScenario,
  parseScenario,
  runFigures,
  runScenario,
  type ScenarioResult,
  strategyTable,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const PEOPLE = ['H1', 'H2', 'H3', 'H4'];
const debt = (from: string, to: string, amount: number, due_day: number): object => ({
  create_payable: { from, to, amount, due_day },
});

/** Four people; the dealer opens with tickets on H1 that fall due on day 2. */
const scenario = {
  version: 1,
  name: 'one of each',
  agents: [{ id: 'CB', kind: 'central_bank' }, ...PEOPLE.map((id) => ({ id, kind: 'household' }))],
  initial_actions: [
    ...[10, 10, 10, 3].map((amount, k) => ({ mint_cash: { to: PEOPLE[k], amount } })),
    { mint_cash: { to: 'dealer_all', amount: 100 } },
    debt('H1', 'H2', 5, 3), // P1
    debt('H2', 'H3', 5, 3), // P2
    debt('H3', 'H4', 5, 3), // P3
    debt('H4', 'H1', 5, 2), // P4
    debt('H1', 'dealer_all', 2, 2), // P5
    debt('H4', 'H2', 4, 5), // P6
    debt('H3', 'H2', 1, 1), // P7
  ],
  dealer: {
    enabled: true,
    capital_mode: 'given',
    buckets: { all: { tau_min: 1, M: 1, O: '0.2' } },
    trader_policy: { horizon_H: 1 },
    single_issuer: false,
  },
};

/** Whoever the script names trades. */
function runWith(script: OrderScript): ScenarioResult {
  const anybody = { sellers: () => PEOPLE, buyers: () => PEOPLE };
  return runScenario(parseScenario(scenario), {
    market: { orderFlow: scriptedOrderFlow(script), eligibility: anybody },
  });
}

const SCRIPT: OrderScript = new Map([
  [
    0,
    [
      { agent: 'H2', side: 'BUY', expectTicket: 'P5#0' },
      { agent: 'H4', side: 'BUY', expectTicket: 'P5#1' },
    ],
  ],
  [1, [{ agent: 'H4', side: 'SELL', expectTicket: 'P5#1' }]],
  [2, [{ agent: 'H3', side: 'SELL', expectTicket: 'P2#0' }]],
]);

describe('strategies', () => {
  it('label each liability of a trader by what its debtor had done by the day it ended', () => {
    const { economy } = runWith(SCRIPT);
    const { columns, rows } = strategyTable(economy.events.events);
    expect(columns.map(({ name }) => name)).toEqual([
      'day',
      'contract',
      'debtor',
      'strategy',
      'outcome',
      'is_defaulted',
    ]);
    expect(rows).toEqual([
      // H3 sells on day 2 only.
      [1, 'P7', 'H3', 'no_trade', 'paid', false],
      // Debtors of day 2 in the order of their debts. H4 sold what it had bought; its later debt falls with it.
      [2, 'P4', 'H4', 'round_trip', 'defaulted', true],
      [2, 'P6', 'H4', 'round_trip', 'written-off', true],
      [2, 'P5', 'H1', 'no_trade', 'paid', false],
      [3, 'P1', 'H1', 'no_trade', 'paid', false],
      [3, 'P2', 'H2', 'hold_to_maturity', 'paid', false],
      [3, 'P3', 'H3', 'sell_before', 'paid', false],
    ]);
  });

  it('are counted with their defaults in the figures of a run with a market', () => {
    expect(runFigures(runWith(SCRIPT))['strategies']).toEqual({
      no_trade: { count: 3, defaulted: 0 },
      hold_to_maturity: { count: 1, defaulted: 0 },
      sell_before: { count: 1, defaulted: 0 },
      round_trip: { count: 2, defaulted: 2 },
    });
  });

  it('are all no trade in a market in which nobody trades, and not counted without a market', () => {
    expect(runFigures(runWith(new Map()))['strategies']).toMatchObject({
      no_trade: { count: 7 },
      sell_before: { count: 0, defaulted: 0 },
    });
    const alone = { ...scenario, dealer: undefined, initial_actions: scenario.initial_actions.slice(0, 4) };
    expect(runFigures(runScenario(parseScenario(alone)))).not.toHaveProperty('strategies');
  });

  it('count as the table lists, also with rollovers and many holders', () => {
    const yaml = `version: 1
generator: ring_explorer_v1
params: { n_agents: 20, seed: 5, kappa: 3, q_total: 2000, maturity: { days: 10, mu: '0.5' } }
balanced: { face_value: 5 }
dealer: { trader_policy: { buying: true } }
`;
    const result = runScenario(compileScenario(loadScenario(yaml)));
    const { rows } = strategyTable(result.economy.events.events);
    const { strategies } = result.metrics;
    for (const strategy of ['no_trade', 'hold_to_maturity', 'sell_before', 'round_trip'] as const) {
      const mine = rows.filter((row) => row[3] === strategy);
      expect(strategies?.[strategy]).toEqual({ count: mine.length, defaulted: mine.filter((row) => row[5]).length });
    }
    // Every payable of a household that ended is there once.
    const ended = result.economy.events.events.flatMap((event) =>
      event.kind === 'PayableSettled' || event.kind === 'ObligationDefaulted' || event.kind === 'ObligationWrittenOff'
        ? [event.contract]
        : [],
    );
    expect(rows.map((row) => row[1])).toEqual([...new Set(ended)]);
    expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['paid', 'defaulted']));
  });
});
