import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { createRing, type RingEngine, type RingEvent, type TradingPhase } from '@bagehot/ring';
import { type RingScenario, ringScenario } from '@bagehot/ring/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, MAX_DAYS, type StagedRing, stage } from './scenario-run.js';

/** A lender with state of its own: the gaps it has filled so far. Every third is filled, until tomorrow. */
function lender(): TradingPhase {
  let gaps = 0;
  return {
    name: 'lender',
    init: ({ ledger }) => ledger.open('lender', { mayOverdraw: true }),
    trade({ ledger, contracts, alive, dues, money }, day) {
      for (const agent of alive()) {
        const gap = dues(agent, day).minus(money(agent));
        if (!gap.gt(0)) continue;
        gaps++;
        if (gaps % 3 !== 0) continue;
        ledger.transfer({ day, kind: 'Loan', asset: 'cash', from: 'lender', to: agent, amount: gap });
        contracts.issue({ kind: 'loan', debtor: agent, creditor: 'lender', amount: gap, dueDay: day + 1 });
      }
    },
    snapshot: () => ({ gaps }),
    restore(_, state) {
      gaps = (state as { gaps: number }).gaps;
    },
  };
}

/** Ledger, register and ring, through JSON text. */
function copy({ ring, ledger, contracts }: StagedRing): string {
  return JSON.stringify({ ledger: ledger.snapshot(), contracts: contracts.snapshot(), ring: ring.snapshot() });
}

function restore(text: string, { world, schedule, rules }: RingScenario): StagedRing {
  const state = JSON.parse(text);
  const ledger = createLedger({ from: state.ledger });
  const contracts = createContracts(ledger, state.contracts);
  const log = createEventLog<RingEvent>();
  const ring = createRing(
    world,
    {
      ledger,
      contracts,
      random: createRandom(0),
      events: log,
      schedule,
      phases: [lender()],
      rules: { ...rules, check: 'daily' },
    },
    state.ring,
  );
  return { ring, ledger, contracts, log: log.events };
}

/** Runs on to the end; the log from here on. */
function finish(ring: RingEngine, log: readonly RingEvent[], from: number): readonly string[] {
  while (ring.day < MAX_DAYS && ring.outcome === undefined) if (ring.runDay() === 'quiet') ring.stop('stable');
  return linesOf(log.slice(from));
}

describe('a snapshot', () => {
  it('taken after any day continues byte-identically, with loans, rollover, defaults and an open window', () => {
    fc.assert(
      fc.property(ringScenario(), fc.integer({ min: 0, max: 6 }), fc.boolean(), (scenario, days, withWindow) => {
        const staged = stage(scenario, [lender()]);
        if (withWindow) quanta(staged.contracts).openWindow({ ticketSize: 5n });
        for (let k = 0; k < days && staged.ring.outcome === undefined; k++) staged.ring.runDay();
        const text = copy(staged);
        const restored = restore(text, scenario);
        expect(copy(restored)).toBe(text);
        const expected = finish(staged.ring, staged.log, staged.log.length);
        expect(finish(restored.ring, restored.log, 0)).toEqual(expected);
        expect(copy(restored)).toBe(copy(staged));
      }),
      { numRuns: 200 },
    );
  });

  it('of another kind or version is refused', () => {
    const ledger = createLedger();
    const world = { agents: ['H1', 'H2'], cash: {}, payables: [] };
    const ports = { ledger, contracts: createContracts(ledger), random: createRandom(1) };
    const snapshot = createRing(world, ports).snapshot();
    for (const wrong of [{ kind: 'ledger' }, { version: 2 }])
      expect(() => createRing(world, ports, { ...snapshot, ...wrong } as never)).toThrow(
        expect.objectContaining({ code: 'INVALID_SNAPSHOT' }),
      );
  });
});
