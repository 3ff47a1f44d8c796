import { decimal, recordLine } from '@bagehot/kernel';
import {
  createEconomy,
  createRecordStream,
  type Economy,
  restoreEconomy,
  runRecords,
  type SimEvent,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const collapsed = (day: number): SimEvent => ({ kind: 'SystemCollapsed', day });

function paid(economy: Economy): void {
  economy.ledger.transfer({ day: 0, kind: 'gift', asset: 'cash', from: 'CB', to: 'H1', amount: decimal(5) });
}

function withCash(options: Partial<Parameters<typeof createEconomy>[0]> = {}): Economy {
  const economy = createEconomy({ seed: 1, ...options });
  economy.ledger.issue('cash', 'CB');
  economy.ledger.open('H1');
  return economy;
}

describe('an economy', () => {
  it('has twelve decimals of money unless told otherwise', () => {
    expect(createEconomy({ seed: 1 }).ledger.quantum.toFixed()).toBe('0.000000000001');
    expect(createEconomy({ seed: 1, moneyDecimals: 2 }).ledger.quantum.toFixed()).toBe('0.01');
  });

  it('refuses a seed that is no whole number', () => {
    expect(() => createEconomy({ seed: 0.5 })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });

  it('passes events of a transaction on when it commits', () => {
    const economy = withCash();
    economy.ledger.transaction(() => {
      economy.events.emit(collapsed(3));
      paid(economy);
      expect(economy.events.events).toEqual([]);
    });
    expect(economy.events.of('SystemCollapsed')).toEqual([collapsed(3)]);
  });

  it('forgets events of a transaction that is rolled back', () => {
    const economy = withCash();
    const refuse = (): void => {
      economy.ledger.transaction(() => {
        economy.events.emit(collapsed(3));
        throw new Error('no');
      });
    };
    expect(refuse).toThrow('no');
    expect(economy.events.events).toEqual([]);
    expect(economy.eventCount).toBe(0);
  });

  it('counts events whether it keeps them or not, and hands them to everybody who listens', () => {
    const first: SimEvent[] = [];
    const second: SimEvent[] = [];
    const economy = withCash({ keepEvents: false, sinks: [{ emit: (event) => first.push(event) }] });
    economy.events.emit(collapsed(0));
    const leave = economy.observe({ emit: (event) => second.push(event) });
    economy.events.emit(collapsed(1));
    leave();
    economy.events.emit(collapsed(2));
    expect(economy.events.events).toEqual([]);
    expect(economy.eventCount).toBe(3);
    expect(first).toHaveLength(3);
    expect(second).toEqual([collapsed(1)]);
  });

  it('comes back from a snapshot through JSON text', () => {
    const economy = withCash();
    paid(economy);
    economy.events.emit(collapsed(0));
    const text = JSON.stringify(economy.snapshot());
    const restored = restoreEconomy(JSON.parse(text));
    expect(JSON.stringify(restored.snapshot())).toBe(text);
    expect(restored.ledger.cash('H1').toFixed()).toBe('5');
    expect(restored.eventCount).toBe(1);
    const draw = ({ random }: Economy): number => random.stream('a').nextInt(0, 1_000_000);
    expect(draw(restored)).toBe(draw(economy));
  });

  it('refuses a snapshot of something else', () => {
    const snapshot = createEconomy({ seed: 1 }).snapshot();
    const refused = expect.objectContaining({ code: 'INVALID_SNAPSHOT' });
    expect(() => restoreEconomy({ ...snapshot, kind: 'ring' as 'economy' })).toThrow(refused);
    expect(() => restoreEconomy({ ...snapshot, version: 2 as 1 })).toThrow(refused);
  });
});

describe('records', () => {
  const quote: SimEvent = {
    kind: 'DealerQuote',
    day: 0,
    bucket: 'short',
    phase: 'open',
    bid: decimal('0.95'),
    ask: decimal('1.05'),
    vbtBid: decimal('0.9'),
    vbtAsk: decimal('1.1'),
    inventory: 2,
    capacity: decimal(4),
    isPinnedBid: false,
    isPinnedAsk: false,
  };
  const events: readonly SimEvent[] = [
    { kind: 'AgentCreated', day: 0, agent: 'H1', agentKind: 'household' },
    { kind: 'PhaseA', day: 0 },
    quote,
    { kind: 'AgentCreated', day: 0, agent: 'late', agentKind: null },
  ];

  it('are stamped with their number and with setup or simulation', () => {
    const records = [...runRecords(events)];
    expect(records.map(({ seq, phase }) => [seq, phase])).toEqual([
      [0, 'setup'],
      [1, 'simulation'],
      [2, 'open'],
      [3, 'simulation'],
    ]);
  });

  it('spell fields as files do', () => {
    const [, , record] = [...runRecords(events)];
    expect(record).toEqual({
      kind: 'DealerQuote',
      day: 0,
      seq: 2,
      phase: 'open',
      bucket: 'short',
      bid: '0.95',
      ask: '1.05',
      vbt_bid: '0.9',
      vbt_ask: '1.1',
      inventory: 2,
      capacity: '4',
      is_pinned_bid: false,
      is_pinned_ask: false,
    });
  });

  it('go on where an earlier part of the run stopped', () => {
    const lines: string[] = [];
    const stream = createRecordStream((record) => lines.push(recordLine(record)), { seq: 7 });
    stream.emit({ kind: 'PhaseA', day: 3 });
    stream.emit({ kind: 'DayEnd', day: 3 });
    expect(lines).toEqual([
      '{"kind":"PhaseA","day":3,"seq":7,"phase":"simulation"}',
      '{"kind":"DayEnd","day":3,"seq":8,"phase":"simulation"}',
    ]);
  });
});
