import { decimal, type EventBase } from '@bagehot/kernel';
import { metricsRecord, ringMetrics } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface MetricsCase {
  readonly id: string;
  readonly start_of_day_money?: readonly string[];
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly expected: {
    readonly days: readonly object[];
    readonly summary: object;
  };
}

const AMOUNTS = new Set(['amount', 'amount_paid', 'shortfall', 'original_amount']);

/** A recorded event as the ring emits it: camelCase names, decimals for amounts. */
function toEvent(record: Readonly<Record<string, unknown>>): EventBase {
  const fields = Object.entries(record).map(([name, value]) => [
    name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    AMOUNTS.has(name) ? decimal(value as string) : value,
  ]);
  return Object.fromEntries(fields) as EventBase;
}

describe('metrics of recorded logs', () => {
  for (const { id, events, start_of_day_money, expected } of goldenCases<MetricsCase>('ring/metrics.json', 'cases'))
    it(id, () => {
      const moneyAtStart = start_of_day_money?.map((amount) => decimal(amount));
      const { days, summary } = metricsRecord(
        ringMetrics(events.map(toEvent), moneyAtStart === undefined ? {} : { moneyAtStart }),
      );
      expect(days).toHaveLength(expected.days.length);
      // A vector lists the fields it checks.
      for (const [k, row] of expected.days.entries()) expect(days[k], `day row ${k}`).toMatchObject(row);
      for (const [k, row] of expected.days.entries())
        if ('DS' in row) expect(days[k]?.['DS'], `shortfall shares of row ${k}`).toEqual(row.DS);
      expect(summary).toMatchObject(expected.summary);
    });
});
