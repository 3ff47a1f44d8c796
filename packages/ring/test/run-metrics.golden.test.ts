import { quotient } from '@bagehot/kernel';
import { metricsRecord, type RingFigures, ringMetrics } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { type RecordedScenario, runRecorded } from './recorded-case.js';

interface Figures {
  readonly days: readonly Readonly<Record<string, unknown>>[];
  readonly summary: Readonly<Record<string, unknown>>;
}

interface RecordedCase extends RecordedScenario {
  readonly id: string;
  readonly expected: {
    readonly metrics: Figures;
    /** With rolled payables as debts of their own. */
    readonly metrics_all?: Figures;
    readonly unfunded_rollover_face?: string;
    /** delta of the case less that of the clearing vector. */
    readonly ordering_loss?: string;
    /** delta under sequential settlement. */
    readonly sequential_delta?: string;
  };
}

function expectFigures(figures: RingFigures, expected: Figures): void {
  const { days, summary } = metricsRecord(figures);
  expect(days.map((row, k) => pick(row, expected.days[k] ?? row))).toEqual(expected.days);
  expect(pick(summary, expected.summary)).toEqual(expected.summary);
}

/** The fields that the vector lists. */
function pick(record: Readonly<Record<string, unknown>>, listed: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.keys(listed).map((field) => [field, record[field]]));
}

for (const file of ['settlement', 'settlement_proportional', 'settlement_modes'])
  describe(`metrics of ${file}.json`, () => {
    for (const recorded of goldenCases<RecordedCase>(`ring/${file}.json`, 'cases'))
      it(recorded.id, () => {
        const { expected } = recorded;
        const metrics = ringMetrics(runRecorded(recorded).log);
        expectFigures(metrics, expected.metrics);
        if (expected.metrics_all !== undefined) expectFigures(metrics.all, expected.metrics_all);
        if (expected.unfunded_rollover_face !== undefined)
          expect(metrics.summary.unfundedRolloverFace.toFixed()).toBe(expected.unfunded_rollover_face);
        const under = (settlement: 'clearing' | 'sequential') =>
          ringMetrics(runRecorded(recorded, { settlement }).log).summary;
        if (expected.sequential_delta !== undefined)
          expect(under('sequential').defaultShare?.toFixed()).toBe(expected.sequential_delta);
        if (expected.ordering_loss !== undefined) {
          // All debts are the same in both runs: the exact difference is one division of what was paid.
          const { totalDue, paidOnTime } = metrics.summary;
          const lost = under('clearing').paidOnTime.minus(paidOnTime);
          expect(quotient(lost, totalDue, { decimals: 20, rounding: 'half-up' }).toFixed()).toBe(
            expected.ordering_loss,
          );
        }
      });
  });
