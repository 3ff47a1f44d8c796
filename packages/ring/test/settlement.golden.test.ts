import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { type RecordedScenario, runRecorded } from './recorded-case.js';

type Record_ = Readonly<Record<string, unknown>>;

interface RecordedCase extends RecordedScenario {
  readonly id: string;
  readonly expected: {
    readonly outcome: string;
    readonly days_run: number;
    readonly halt?: Record_;
    readonly defaulted: readonly string[];
    readonly start_balances?: Record_;
    readonly end_of_day_balances?: readonly Record_[];
    readonly final_balances?: Record_;
    readonly events: readonly Record_[];
  };
}

/** The fields that the vector lists, as our record has them. */
function listed(expected: Record_, actual: Record_ | undefined): Record_ {
  return Object.fromEntries(Object.keys(expected).map((field) => [field, actual?.[field]]));
}

for (const file of ['settlement', 'settlement_proportional', 'settlement_modes'])
  describe(`${file}.json`, () => {
    for (const recorded of goldenCases<RecordedCase>(`ring/${file}.json`, 'cases'))
      it(recorded.id, () => {
        const { expected } = recorded;
        const run = runRecorded(recorded);
        const netted = recorded.run.settlement === 'clearing';
        const events = run.events.filter(({ kind }) => !(netted && kind === 'CashTransferred'));
        expect(events.map((event, k) => listed(expected.events[k] ?? event, event))).toEqual(expected.events);
        expect(run.outcome).toBe(expected.outcome);
        expect(run.daysRun).toBe(expected.days_run);
        expect(run.defaulted).toEqual(expected.defaulted);
        if (expected.halt !== undefined) expect(listed(expected.halt, run.halt)).toEqual(expected.halt);
        else expect(run.halt).toBeUndefined();
        if (expected.start_balances !== undefined) expect(run.startBalances).toEqual(expected.start_balances);
        if (expected.end_of_day_balances !== undefined)
          expect(run.endOfDayBalances).toEqual(expected.end_of_day_balances);
        if (expected.final_balances !== undefined) expect(run.endOfDayBalances.at(-1)).toEqual(expected.final_balances);
      });
  });
