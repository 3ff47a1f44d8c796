import { decimal } from '@bagehot/kernel';
import type { ExplicitWorld, RingWorld, TradingPhase } from '@bagehot/ring';
import {
  balanceCells,
  balanceRows,
  createEconomy,
  type RunSnapshot,
  restoreEconomy,
  simulate,
  simulateByDay,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** H1 owes H2, who owes H3, on days 1 and 2. */
const chain: RingWorld = {
  agents: ['H1', 'H2', 'H3'],
  cash: { H1: 5 },
  payables: [
    { debtor: 'H1', creditor: 'H2', amount: 5, dueDay: 1 },
    { debtor: 'H2', creditor: 'H3', amount: 4, dueDay: 2 },
  ],
};

/** H1 owes what it does not have. */
const broken: RingWorld = { ...chain, cash: { H1: 2 } };

describe('a run', () => {
  it('stops when nothing is left to happen, and says how it ended', () => {
    const economy = createEconomy({ seed: 1 });
    const { days, stopped, defaulted, halt, metrics } = simulate(economy, chain, { maxDays: 30 });
    expect({ days, stopped, defaulted, halt }).toEqual({ days: 5, stopped: 'stable', defaulted: [], halt: undefined });
    expect(metrics.defaultRate.toFixed()).toBe('0');
    expect(metrics.market).toBeUndefined();
    expect(metrics.totalTrades).toBe(0);
    expect(economy.events.events.at(-1)).toEqual({ kind: 'RunStopped', day: 5, outcome: 'stable' });
  });

  it('takes quiet days from its own option first', () => {
    const result = simulate(createEconomy({ seed: 1 }), chain, { maxDays: 30, quietDays: 0, rules: { quietDays: 4 } });
    expect(result.days).toBe(3);
  });

  it('runs all days in step mode', () => {
    const { days, stopped } = simulate(createEconomy({ seed: 1 }), chain, { maxDays: 9, mode: 'step' });
    expect({ days, stopped }).toEqual({ days: 9, stopped: 'max-days' });
  });

  it('stops at the limit of days', () => {
    const { days, stopped } = simulate(createEconomy({ seed: 1 }), chain, { maxDays: 2 });
    expect({ days, stopped }).toEqual({ days: 2, stopped: 'max-days' });
  });

  it('reports why it halted', () => {
    const economy = createEconomy({ seed: 1 });
    const { days, stopped, halt } = simulate(economy, broken, { maxDays: 9, rules: { defaultHandling: 'fail-fast' } });
    expect({ days, stopped }).toEqual({ days: 2, stopped: 'halted' });
    expect(halt).toMatchObject({ reason: 'default', day: 1, contract: 'P1', debtor: 'H1' });
    expect(halt?.shortfall?.toString()).toBe('3');
  });

  it('looks at the signal before each day', () => {
    const stop = new AbortController();
    const { days, stopped } = simulate(createEconomy({ seed: 1 }), chain, {
      maxDays: 9,
      signal: stop.signal,
      onDay: (day) => {
        if (day === 1) stop.abort();
      },
    });
    expect({ days, stopped }).toEqual({ days: 2, stopped: 'aborted' });
  });

  it('shows itself before the first day and after each', () => {
    const seen: string[] = [];
    const look =
      (when: string) =>
      ({ system }: { system: { ledger: { cash(agent: string): { toFixed(): string } } } }): void => {
        seen.push(`${when}: ${system.ledger.cash('H2').toFixed()}`);
      };
    simulate(createEconomy({ seed: 1 }), chain, {
      maxDays: 3,
      onStart: look('start'),
      onDay: (day, run) => look(`day ${day}`)(run),
    });
    expect(seen).toEqual(['start: 0', 'day 0: 0', 'day 1: 5', 'day 2: 1']);
  });

  it('also shows the day that a stop cut short', () => {
    const days: number[] = [];
    simulate(createEconomy({ seed: 1 }), broken, {
      maxDays: 9,
      rules: { defaultHandling: 'fail-fast' },
      onDay: (day) => days.push(day),
    });
    expect(days).toEqual([0, 1]);
  });

  it('yields its days, and is aborted by whoever leaves', () => {
    const economy = createEconomy({ seed: 1 });
    for (const day of simulateByDay(economy, chain, { maxDays: 9 })) if (day === 1) break;
    expect(economy.events.events.at(-1)).toEqual({ kind: 'RunStopped', day: 2, outcome: 'aborted' });
    expect(economy.ledger.cash('H2').toFixed()).toBe('5');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s days', (maxDays) => {
    expect(() => simulate(createEconomy({ seed: 1 }), chain, { maxDays })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', message: expect.stringContaining('maxDays') }),
    );
  });

  it('refuses a snapshot of something else', () => {
    const from = { kind: 'ring', version: 1 } as unknown as RunSnapshot;
    expect(() => simulate(createEconomy({ seed: 1 }), chain, { maxDays: 3, from })).toThrow(
      expect.objectContaining({ code: 'INVALID_SNAPSHOT' }),
    );
  });

  it('is taken up on the restored economy only', () => {
    let from: RunSnapshot | undefined;
    simulate(createEconomy({ seed: 1 }), chain, {
      maxDays: 2,
      onDay: (_, run) => {
        from = run.snapshot();
      },
    });
    const snapshot = from as RunSnapshot;
    const refused = expect.objectContaining({ code: 'INVALID_SNAPSHOT' });
    expect(() => simulate(createEconomy({ seed: 1 }), chain, { maxDays: 9, from: snapshot })).toThrow(refused);
    const economy = restoreEconomy(snapshot.economy);
    const { days, stopped } = simulate(economy, chain, { maxDays: 9, from: snapshot });
    expect({ days, stopped }).toEqual({ days: 5, stopped: 'stable' });
    expect(economy.ledger.cash('H3').toFixed()).toBe('4');
  });

  it('passes on what a phase throws, undone, and ends', () => {
    const economy = createEconomy({ seed: 1 });
    const clumsy: TradingPhase = {
      name: 'clumsy',
      trade: ({ ledger }, day) => {
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'x', asset: 'cash', from: 'H1', to: 'H3', amount: decimal(1) });
          throw new Error('dropped it');
        });
      },
    };
    expect(() => simulate(economy, chain, { maxDays: 3, phases: [clumsy] })).toThrow('dropped it');
    expect(economy.ledger.cash('H3').toFixed()).toBe('0');
    expect(economy.events.events.at(-1)?.kind).toBe('RunStopped');
  });
});

describe('balance sheets', () => {
  const banked: ExplicitWorld = {
    agents: [
      { id: 'CB', kind: 'central_bank' },
      { id: 'B1', kind: 'bank' },
      { id: 'H1', kind: 'household' },
      { id: 'F1', kind: 'firm' },
    ],
    initialActions: [
      { kind: 'mint_cash', to: 'H1', amount: 10 },
      { kind: 'mint_reserves', to: 'B1', amount: 7 },
      { kind: 'deposit_cash', customer: 'H1', bank: 'B1', amount: 4 },
      { kind: 'create_payable', from: 'F1', to: 'H1', amount: 3, dueDay: 2 },
    ],
  };

  it('list cash, deposits, reserves, claims and debts of every agent', () => {
    const rows: string[] = [];
    simulate(createEconomy({ seed: 1 }), banked, {
      maxDays: 1,
      onDay: (day, { system }) => rows.push(...balanceRows(system, day).map((row) => balanceCells(row).join(' '))),
    });
    expect(rows).toEqual([
      '0 CB central_bank -10 0 -7 0 0 0 -17 false',
      '0 B1 bank 4 0 7 0 0 4 7 false',
      '0 H1 household 6 4 0 3 0 0 13 false',
      '0 F1 firm 0 0 0 0 3 0 -3 false',
    ]);
  });

  it('say who has defaulted', () => {
    let last: readonly string[] = [];
    simulate(createEconomy({ seed: 1 }), broken, {
      maxDays: 4,
      onDay: (day, { system }) => {
        last = balanceRows(system, day).flatMap(({ agent, defaulted }) => (defaulted ? [agent] : []));
      },
    });
    expect(last).toEqual(['H1', 'H2']);
  });
});
