import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { recordOf } from './event-record.js';
import { ExampleRun } from './example-run.js';
import { type Example, snapped } from './recorded-example.js';

const TOLD = ['BucketUpdate', 'Rebucket', 'Settlement', 'Default', 'VBTAnchorUpdate'];

/** Equal to the letter, but for decimals within the tolerance; fields that are not wanted do not count. */
function expectValue(actual: unknown, wanted: unknown, where: string): void {
  const written: unknown = actual === undefined ? undefined : JSON.parse(JSON.stringify(actual));
  expect({ is: snapped(written, wanted) }, where).toMatchObject({ is: wanted });
}

describe('worked examples', () => {
  for (const example of goldenCases<Example>('dealer/examples.json', 'examples'))
    it(example.id, () => {
      const run = new ExampleRun(example);
      example.steps.forEach((step, k) => {
        const where = `step ${k + 1} (${step.op}${step.label === undefined ? '' : `: ${step.label}`})`;
        const before = run.log.events.length;
        run.run(step);
        const told = run.log.events.slice(before).filter(({ kind }) => TOLD.includes(kind));
        expectValue(
          told.map((event) => recordOf(event)),
          step.events ?? [],
          `${where} events`,
        );
        for (const { path, value } of step.expect ?? []) expectValue(run.read(path), value, `${where} ${path}`);
        const { arrivals, ...result } = step.result ?? {};
        if (step.result !== undefined && arrivals === undefined)
          expectValue(run.resultFields(), result, `${where} result`);
        if (arrivals === undefined) return;
        expect(run.orders[0]?.queue.sellers, where).toEqual(step.sell_set);
        expect(run.orders[0]?.queue.buyers, where).toEqual(step.buy_set);
        const seen = run.orders.map(({ queue, side, drawn, agent, results: [first] }) => ({
          n: queue.arrival,
          drawn,
          side,
          agent,
          ticket: first?.kind === 'Executed' ? first.ticket.id : null,
          reason: first?.kind === 'Rejected' ? first.reason : null,
        }));
        expect(seen, where).toEqual(arrivals);
      });
    });
});
