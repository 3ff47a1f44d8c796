import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import {
  createRing,
  type ExplicitWorld,
  type RingEngine,
  type RingEvent,
  type RingPorts,
  runRing,
} from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

describe('a world', () => {
  const run = (world: unknown, rules: unknown = {}): RingEngine => {
    const ledger = createLedger();
    const ports = { ledger, contracts: createContracts(ledger), random: createRandom(1) };
    return createRing(world as ExplicitWorld, { ...ports, rules: rules as NonNullable<RingPorts['rules']> });
  };

  it.each<[string, unknown, unknown]>([
    ['a name twice', { agents: ['H1', 'H1'], cash: {}, payables: [] }, {}],
    ['an empty name', { agents: [''], cash: {}, payables: [] }, {}],
    ['a kind there is not', { agents: [{ id: 'X', kind: 'ghost' }], initialActions: [] }, {}],
    [
      'two central banks',
      {
        agents: [
          { id: 'CB', kind: 'central_bank' },
          { id: 'CB2', kind: 'central_bank' },
        ],
        initialActions: [],
      },
      {},
    ],
    ['a rule there is not', { agents: ['H1'], cash: {}, payables: [] }, { settlement: 'later' }],
    ['half a quiet day', { agents: ['H1'], cash: {}, payables: [] }, { quietDays: 0.5 }],
  ])('with %s is refused', (_, world, rules) => {
    expect(() => run(world, rules)).toThrow(expect.objectContaining({ code: 'INVALID_WORLD' }));
  });

  it('is refused a schedule before day 0 or at no whole day, and a run of no days', () => {
    const ledger = createLedger();
    const ports = { ledger, contracts: createContracts(ledger), random: createRandom(1) };
    const action = { kind: 'mint_cash', to: 'H1', amount: 1 } as const;
    for (const day of [-1, 0.5, Number.NaN])
      expect(() =>
        createRing({ agents: ['H1'], cash: {}, payables: [] }, { ...ports, schedule: [{ day, action }] }),
      ).toThrow(
        expect.objectContaining({
          code: 'INVALID_WORLD',
          details: { field: 'schedule[0].day', reason: expect.any(String) },
        }),
      );
    const ring = run({ agents: ['H1'], cash: {}, payables: [] });
    for (const maxDays of [0, -1, 1.5, Number.NaN])
      expect(() => runRing(ring, { maxDays })).toThrow(expect.objectContaining({ code: 'INVALID_WORLD' }));
    expect(ring.day).toBe(0);
  });

  it('may have agents that plain objects treat specially', () => {
    const ring = run({
      agents: ['__proto__', 'constructor'],
      cash: new Map([['__proto__', 5]]),
      payables: [{ debtor: '__proto__', creditor: 'constructor', amount: 5, dueDay: 0 }],
    });
    ring.runDay();
    expect(Number(ring.system.ledger.cash('constructor'))).toBe(5);
    expect(Number(ring.system.ledger.cash('__proto__'))).toBe(0);
  });

  it('joins a ledger on which somebody else has issued the cash', () => {
    const ledger = createLedger();
    ledger.issue('cash', 'Bank of Nowhere');
    const events = createEventLog<RingEvent>();
    createRing(
      { agents: ['H1', 'H2'], cash: { H1: '0.5' }, payables: [] },
      { ledger, contracts: createContracts(ledger), random: createRandom(1), events },
    );
    expect(ledger.agents()).toEqual(['Bank of Nowhere', 'H1', 'H2']);
    expect(events.of('AgentCreated').map(({ agent }) => agent)).toEqual(['Bank of Nowhere', 'H1', 'H2']);
    expect(Number(ledger.cash('Bank of Nowhere'))).toBe(-0.5);
  });
});
