import { type Decimal, recordLine } from '@bagehot/kernel';
import type { RingAction, RingSystem, TradingPhase } from '@bagehot/ring';
import {
  balanceCells,
  balanceRows,
  compileScenario,
  createRecordStream,
  type ExplicitScenario,
  type RunSnapshot,
  replayBalances,
  runRecords,
  runScenario,
} from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { marketScenario } from './random-scenario.js';

/** A discount window that raises its rate with every loan it grants: a phase with open loans and a state of its own. */
function discountWindow(): TradingPhase {
  let granted = 0;
  const rate = (amount: Decimal): Decimal => amount.plus(amount.times(granted).times('0.01')).round(12, 3);
  return {
    name: 'discount-window',
    init: ({ ledger }) => ledger.open('window', { mayOverdraw: true }),
    trade({ ledger, contracts, alive, dues, money }: RingSystem, day) {
      for (const agent of alive()) {
        const gap = dues(agent, day).minus(money(agent));
        if (!gap.gt(0) || granted > 6) continue;
        granted++;
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'DiscountLoan', asset: 'cash', from: 'window', to: agent, amount: gap });
          contracts.issue({ kind: 'loan', debtor: agent, creditor: 'window', amount: rate(gap), dueDay: day + 2 });
        });
      }
    },
    snapshot: () => ({ granted }),
    restore: (_, state) => {
      granted = (state as { readonly granted: number }).granted;
    },
  };
}

function logOf(scenario: ExplicitScenario, phases: readonly TradingPhase[]): readonly string[] {
  const { economy } = runScenario(scenario, { phases });
  return Array.from(runRecords(economy.events.events), recordLine);
}

const compiled = marketScenario().map(compileScenario);

it('a phase with loans and a state of its own continues byte-identically after any day', () => {
  fc.assert(
    fc.property(compiled, fc.nat({ max: 5 }), (scenario, after) => {
      const whole: string[] = [];
      let text = '';
      runScenario(scenario, {
        phases: [discountWindow()],
        sinks: [createRecordStream((record) => whole.push(recordLine(record)))],
        onDay: (day, run) => {
          if (day === after) text = JSON.stringify(run.snapshot());
        },
      });
      fc.pre(text !== '');
      const from = JSON.parse(text) as RunSnapshot;
      const seq = from.economy.eventCount;
      const rest: string[] = [];
      let restored = '';
      runScenario(scenario, {
        from,
        phases: [discountWindow()],
        sinks: [createRecordStream((record) => rest.push(recordLine(record)), { seq })],
        onStart: (run) => {
          restored = JSON.stringify(run.snapshot());
        },
      });
      expect(restored).toBe(text);
      expect(rest).toEqual(whole.slice(seq));
    }),
    { numRuns: 25 },
  );
});

it('loans are in the records, so that these rebuild every balance sheet', () => {
  fc.assert(
    fc.property(compiled, (scenario) => {
      const live: string[][] = [];
      const { economy } = runScenario(scenario, {
        phases: [discountWindow()],
        onDay: (day, { system }) => live.push(...balanceRows(system, day).map((row) => [...balanceCells(row)])),
      });
      const replayed = Array.from(replayBalances(runRecords(economy.events.events)), (row) => [...balanceCells(row)]);
      expect(replayed).toEqual(live);
    }),
    { numRuns: 25 },
  );
});

/** Names that trip up whoever keys a plain object with them. */
const TRICKY = ['__proto__', '10', '2', 'constructor', 'b', 'a', 'toString', 'Ü'];

it('renaming the agents renames them in the log and changes nothing else', () => {
  fc.assert(
    fc.property(compiled, fc.shuffledSubarray(TRICKY, { minLength: TRICKY.length }), (scenario, names) => {
      const people = scenario.agents.filter(({ kind }) => kind === 'household').map(({ id }) => id);
      const renamed = new Map(people.map((id, k) => [id, names[k] as string]));
      const nameOf = (id: string): string => renamed.get(id) ?? id;
      const rename = (action: RingAction): RingAction =>
        Object.fromEntries(
          Object.entries(action).map(([field, value]) => [
            field,
            (field === 'to' || field === 'from') && typeof value === 'string' ? nameOf(value) : value,
          ]),
        ) as RingAction;
      const other: ExplicitScenario = {
        ...scenario,
        agents: scenario.agents.map((agent) => ({ ...agent, id: nameOf(agent.id) })),
        initialActions: scenario.initialActions.map(rename),
      };
      const expected = logOf(scenario, []).map((line) =>
        line.replace(/:"(H\d+)"/g, (_, id: string) => `:${JSON.stringify(nameOf(id))}`),
      );
      expect(logOf(other, [])).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});
