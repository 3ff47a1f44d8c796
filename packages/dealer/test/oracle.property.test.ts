import type { BucketMetrics, DealerMetrics, MarketMakerProfit } from '@bagehot/dealer';
import {
  dealerScenarios,
  type OracleBucketMetrics,
  type OracleMetrics,
  type OracleProfit,
  runOracle,
  simulateScenario,
} from '@bagehot/dealer/testing';
import { type Decimal, decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function sumOf(amounts: readonly unknown[]): string {
  return amounts.reduce((sum: Decimal, amount) => sum.plus(String(amount)), decimal(0)).toString();
}

/** The log as it is written: one line of JSON per record. */
function linesOf(records: readonly object[]): readonly string[] {
  return records.map((record) => JSON.stringify(record));
}

function profitOf(profit: MarketMakerProfit): OracleProfit {
  return {
    agent: profit.agent,
    equity_start: profit.equityStart.toString(),
    equity_end: profit.equityEnd.toString(),
    injected: profit.injected.toString(),
    trading: profit.trading.toString(),
    settlement: profit.settlement.toString(),
    rebucketing: profit.rebucketing.toString(),
    revaluation: profit.revaluation.toString(),
    return: profit.return?.toString() ?? null,
  };
}

function bucketOf(bucket: BucketMetrics): OracleBucketMetrics {
  return {
    bucket: bucket.bucket,
    ...{ dealer: profitOf(bucket.dealer), vbt: profitOf(bucket.vbt) },
    ...{ inside_sells: bucket.insideSells, inside_buys: bucket.insideBuys },
    ...{ pass_through_sells: bucket.passThroughSells, pass_through_buys: bucket.passThroughBuys },
    layoffs: bucket.layoffs,
    spread_earned: bucket.spreadEarned.toString(),
  };
}

/** The package's metrics in the oracle's form. */
function metricsOf(metrics: DealerMetrics): OracleMetrics {
  return {
    time_to_stability: metrics.timeToStability,
    total_trades: metrics.totalTrades,
    total_defaults: metrics.totalDefaults,
    defaulted_issuers: metrics.defaultedIssuers,
    default_rate: metrics.defaultRate?.toString() ?? null,
    avg_recovery_rate: metrics.averageRecoveryRate?.toString() ?? null,
    recovery_rate_weighted: metrics.weightedRecoveryRate?.toString() ?? null,
    buckets: metrics.buckets.map(bucketOf),
  };
}

describe('the literal day', () => {
  it('creates and destroys no money', () => {
    fc.assert(
      fc.property(dealerScenarios(), (scenario) => {
        const { records, state } = runOracle(scenario);
        const injected = records
          .filter((record) => record.kind === 'CapitalInjected')
          .map((record) => record['amount']);
        const entities = [...state.traders, ...state.dealers, ...state.vbts];
        expect(sumOf(entities.map(({ cash }) => cash))).toBe(sumOf([records[0]?.['total_cash'], ...injected]));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the integer market', () => {
  it('tells to the letter what the literal day tells', () => {
    fc.assert(
      fc.property(dealerScenarios(), (scenario) => {
        expect(linesOf(simulateScenario(scenario).records)).toEqual(linesOf(runOracle(scenario).records));
      }),
      { numRuns: 300 },
    );
  });

  it('counts the profits that the literal day sees in the balance sheets', () => {
    fc.assert(
      fc.property(dealerScenarios(), (scenario) => {
        const { metrics } = simulateScenario(scenario);
        expect(metrics === undefined ? undefined : metricsOf(metrics)).toEqual(runOracle(scenario).metrics);
      }),
      { numRuns: 100 },
    );
  });
});
