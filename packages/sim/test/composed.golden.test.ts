import { metricsRecord } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import type { RecordedCase } from './recorded-market.js';
import { type RecordedRun, runRecorded, twenty } from './recorded-run.js';

type Text = Readonly<Record<string, unknown>>;

/** The fields that the vector lists, as our record has them. */
function listed(expected: Text | undefined, actual: Text): Text {
  return expected === undefined
    ? actual
    : Object.fromEntries(Object.keys(expected).map((field) => [field, actual[field]]));
}

/** The figures of section 12.2 that the run alone tells; those of both arms are checked with the comparison. */
function armOf({ result }: RecordedRun): Text {
  const { metrics } = result;
  const { market } = metrics;
  if (market === undefined) throw new Error('the run has no market');
  return {
    default_rate_with_dealer: metrics.defaultRate.toFixed(),
    dealer_profit: market.dealers.profit.toFixed(),
    dealer_return: twenty(market.dealers.return),
    vbt_profit: market.vbts.profit.toFixed(),
    vbt_return: twenty(market.vbts.return),
    trades: market.trades,
    sells: market.sells,
    buys: market.buys,
    vbt_absorption_rate: twenty(market.absorptionRate),
    mean_sell_price: twenty(market.meanSellPrice),
    outside_money_net: market.outsideMoneyNet.toFixed(),
    above_par_subsidy: market.aboveParSubsidy.toFixed(),
    capital_injected: market.capitalInjected.toFixed(),
  };
}

describe('composed.json', () => {
  for (const recorded of goldenCases<RecordedCase>('ring/composed.json', 'cases'))
    it(recorded.id, () => {
      const { expected } = recorded;
      const run = runRecorded(recorded);
      const { result } = run;

      expect(run.events.map((event, k) => listed(expected.events[k], event))).toEqual(expected.events);
      expect(run.arrivals).toEqual(expected.arrivals);
      expect(run.balances).toEqual([expected.start_balances, ...expected.end_of_day_balances]);
      expect(run.claims).toEqual([expected.start_claims, ...expected.end_of_day_claims]);
      for (const [k, claims] of [expected.start_claims, ...expected.end_of_day_claims].entries())
        expect(Object.keys(run.claims[k] ?? {}), `order of contracts, state ${k}`).toEqual(Object.keys(claims));
      expect(run.finalKernel).toEqual(expected.final_kernel);

      expect(result.stopped).toBe(expected.outcome);
      expect(result.days).toBe(expected.days_run);
      expect(result.defaulted).toEqual(expected.defaulted);
      expect(run.halt === undefined ? null : listed(expected.halt ?? undefined, run.halt)).toEqual(
        expected.halt ?? null,
      );

      const figures = metricsRecord(result.metrics);
      expect(figures.days.map((row, k) => listed(expected.metrics.days[k], row))).toEqual(expected.metrics.days);
      expect(listed(expected.metrics.summary, figures.summary)).toEqual(expected.metrics.summary);
      const { metrics_all: all, unfunded_rollover_face: unfunded } = expected;
      if (all !== undefined) {
        const rolled = metricsRecord(result.metrics.all);
        expect(rolled.days.map((row, k) => listed(all.days[k], row))).toEqual(all.days);
        expect(listed(all.summary, rolled.summary)).toEqual(all.summary);
      }
      if (unfunded !== undefined) expect(figures.summary['unfunded_rollover_face']).toBe(unfunded);

      const arm = armOf(run);
      expect(arm).toEqual(listed(arm, expected.arm));
    });
});
