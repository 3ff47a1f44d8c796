import { decimal, sum } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { factsByDay } from '../src/day-facts.js';
import { intradayCurves } from '../src/intraday.js';
import { amountOr0, textOf } from '../src/record.js';
import { eventsOf, readLog } from '../src/run-log.js';
import { type GoldenCase, recordsOf } from './golden-run.js';

const FILES = ['composed.json', 'settlement.json', 'settlement_proportional.json', 'settlement_modes.json'];

describe.each(FILES)('what the report adds up from the logs of %s', (file) => {
  for (const golden of goldenCases<GoldenCase>(`ring/${file}`, 'cases')) {
    it(golden.id, () => {
      const log = readLog(recordsOf(golden));
      const { metrics, defaulted } = golden.expected;

      const peaks = new Map(intradayCurves(log).map(({ day, peak }) => [day, peak]));
      for (const { day, Mpeak } of metrics.days) {
        expect((peaks.get(day) ?? decimal(0)).toString(), `peak of day ${day}`).toBe(decimal(Mpeak).toString());
      }

      const facts = factsByDay(log);
      expect([...log.defaultDay.keys()]).toEqual(defaulted);
      expect(facts.reduce((count, entry) => count + entry.defaults, 0)).toBe(defaulted.length);
      for (const entry of facts) expect(entry.due.toString()).toBe(entry.paid.plus(entry.shortfall).toString());
      const lost = sum(facts.flatMap(({ shortfall, writtenOff }) => [shortfall, writtenOff]));
      expect(facts.at(-1)?.cumulativeLoss.toString()).toBe(lost.toString());
      const { face_written_off: written } = metrics.summary;
      if (typeof written !== 'string') return;
      // The metrics count payables only; the report counts deposits of failed banks too.
      const others = eventsOf(log, 'ObligationWrittenOff')
        .filter(({ record }) => textOf(record, 'contract_kind') !== 'payable')
        .map(({ record }) => amountOr0(record, 'amount'));
      const all = sum(facts.map(({ writtenOff }) => writtenOff));
      expect(all.minus(sum(others)).toString()).toBe(decimal(written).toString());
    });
  }
});
