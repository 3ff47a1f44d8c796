import type { TradingPhase } from '@bagehot/ring';
import {
  type Comparison,
  compare,
  compareByDay,
  compareMarket,
  comparisonRecord,
  comparisonTable,
  parseScenario,
  type RingScenario,
  runScenario,
  withoutMarket,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/**
 * H1 owes H2 what it does not have today, and is owed money by H3 that is due later. Who can sell the claim, pays.
 */
function scenario(
  changes: { readonly run?: object; readonly dealer?: object; readonly actions?: object[] } = {},
): RingScenario {
  return parseScenario({
    version: 1,
    name: 'a sale averts a default',
    agents: [
      { id: 'CB', kind: 'central_bank' },
      { id: 'H1', kind: 'household' },
      { id: 'H2', kind: 'household' },
      { id: 'H3', kind: 'household' },
    ],
    initial_actions: [
      { mint_cash: { to: 'H1', amount: 1 } },
      { mint_cash: { to: 'H2', amount: 20 } },
      { mint_cash: { to: 'H3', amount: 10 } },
      { create_payable: { from: 'H1', to: 'H2', amount: 4, due_day: 1 } },
      { create_payable: { from: 'H3', to: 'H1', amount: 6, due_day: 4 } },
      ...(changes.actions ?? []),
    ],
    dealer: {
      enabled: true,
      order_flow: { pi_sell: 1, N_max: 'all', block: 'shortfall' },
      trader_policy: { buffer_B: 100, sell_horizon: 1 },
      ...changes.dealer,
    },
    run: { max_days: 10, ...changes.run },
  });
}

const text = (value: { toFixed(): string } | null | undefined) => value?.toFixed() ?? null;

describe('a comparison', () => {
  it('says how many defaults the market averts, and whose', () => {
    const { relief, rescued, induced, deltaReduction, liquidityReliefRatio, completed } = compareMarket(scenario());
    expect(completed).toBe(true);
    expect([text(relief?.controlRate), text(relief?.treatmentRate)]).toEqual(['0.4', '0']);
    expect([text(deltaReduction), text(liquidityReliefRatio)]).toEqual(['0.4', '1']);
    expect([rescued, induced]).toEqual([['H1'], []]);
  });

  it('names what is induced when the arms change places', () => {
    const treatment = withoutMarket(scenario());
    const { rescued, induced, liquidityReliefRatio, deltaReduction } = compare(scenario(), treatment);
    expect([rescued, induced]).toEqual([[], ['H1']]);
    expect([text(liquidityReliefRatio), text(deltaReduction)]).toEqual([null, '-0.4']);
  });

  it('runs both arms on one grid and with one way of sharing', () => {
    const { runs } = compareMarket(scenario());
    for (const { economy, scenario: arm } of [runs.baseline, runs.treatment]) {
      expect(economy.ledger.quantum.toFixed()).toBe('0.000000000001');
      expect(arm.run.rules.distribution).toBe('proportional');
    }
    const alone = scenario({ dealer: { enabled: false } });
    const plain = compare(alone, alone);
    expect(plain.runs.baseline.economy.ledger.quantum.toFixed()).toBe('1');
    expect(plain.runs.baseline.scenario.run.rules.distribution).toBeUndefined();
  });

  it('leaves a way of sharing that a scenario chose', () => {
    const { runs } = compareMarket(scenario({ run: { distribution: 'first-come' } }));
    expect(runs.treatment.scenario.run.rules.distribution).toBe('first-come');
  });

  it('treats a phase of the user’s own as a market', () => {
    const gift: TradingPhase = {
      name: 'gift',
      trade: ({ ledger }, day) => {
        if (day === 0)
          ledger.transfer({
            day,
            kind: 'Gift',
            asset: 'cash',
            from: 'CB',
            to: 'H1',
            amount: ledger.quantum.times(3e12),
          });
      },
    };
    const plain = withoutMarket(scenario());
    const comparison = compare(plain, plain, { treatment: { phases: [gift] } });
    expect(comparison.rescued).toEqual(['H1']);
    expect(comparison.runs.baseline.economy.ledger.quantum.toFixed()).toBe('0.000000000001');
  });

  it('is incomplete when an arm cannot be run to its end', () => {
    const stop = new AbortController();
    stop.abort();
    const { completed, relief, rescued, liquidityReliefRatio } = compareMarket(scenario(), {
      treatment: { signal: stop.signal },
    });
    expect([completed, relief, rescued, liquidityReliefRatio]).toEqual([false, null, [], null]);
  });

  it('can be run day by day', () => {
    const days = compareByDay(withoutMarket(scenario()), scenario());
    const steps: string[] = [];
    let step = days.next();
    while (step.done !== true) {
      steps.push(`${step.value.arm} ${step.value.day}`);
      step = days.next();
    }
    expect(steps[0]).toBe('baseline 0');
    expect(steps).toContain('treatment 0');
    expect(steps).toHaveLength(step.value.runs.baseline.days + step.value.runs.treatment.days);
    expect(text(step.value.liquidityReliefRatio)).toBe('1');
  });

  it('lets go of a run that is left in the middle', () => {
    const stopped: string[] = [];
    const sinks = [
      { emit: (event: { readonly kind: string }) => void (event.kind === 'RunStopped' && stopped.push(event.kind)) },
    ];
    const days = compareByDay(withoutMarket(scenario()), scenario(), { baseline: { sinks } });
    days.next();
    days.return?.(undefined as unknown as Comparison);
    expect(stopped).toEqual(['RunStopped']);
  });
});

describe('the record of a comparison', () => {
  const comparison = compareMarket(scenario());

  it('has the names of the plan', () => {
    expect(comparisonRecord(comparison)).toMatchObject({
      default_rate_without_dealer: '0.4',
      default_rate_with_dealer: '0',
      delta_reduction: '0.4',
      liquidity_relief_ratio: '1',
      rescues: 1,
      induced: 0,
      rescued_agents: ['H1'],
      induced_agents: [],
      completed: true,
      outcome_without_dealer: 'stable',
      outcome_with_dealer: 'stable',
      buys: 0,
      capital_injected: '0',
    });
  });

  it('says nothing of a market that is not there', () => {
    const plain = compare(withoutMarket(scenario()), withoutMarket(scenario()));
    expect(comparisonRecord(plain)).not.toHaveProperty('dealer_profit');
  });

  it('is a row of a table', () => {
    const { columns, rows } = comparisonTable([comparison]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveLength(columns.length);
    expect(columns.map(({ name }) => name)).not.toContain('rescued_agents');
    expect(rows[0]?.slice(0, 4)).toEqual(['0.4', '0', '0.4', '1']);
  });

  it('takes profits and trades from the treatment’s market', () => {
    const { metrics } = runScenario(scenario());
    const record = comparisonRecord(comparison);
    expect(record['trades']).toBe(metrics.totalTrades);
    expect(record['dealer_profit']).toBe(metrics.dealerProfit.toFixed());
  });
});
