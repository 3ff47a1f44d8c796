import { committed, createEventLog, createLedger, replayJournal } from '@bagehot/kernel';
import { type JournalRow, quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { cash, economy } from './ledger-economy.js';

describe('the journal', () => {
  it('says who moved what, why and when', () => {
    const ledger = economy();
    ledger.transfer({ ...cash('H1', 'H2', '1.50'), reference: 'order 7' });
    const entries = [...ledger.journal];
    expect(entries).toHaveLength(ledger.journal.length);
    expect(JSON.parse(JSON.stringify(entries))).toEqual([
      { op: 'agent', day: 0, agents: ['CB'] },
      { op: 'asset', day: 0, asset: 'cash', issuer: 'CB', decimals: 2 },
      { op: 'agent', day: 0, agents: ['H1'], kind: 'household' },
      { op: 'agent', day: 0, agents: ['H2'] },
      { op: 'agent', day: 0, agents: ['bank'], mayOverdraw: true },
      { op: 'transfer', day: 1, kind: 'trade', asset: 'cash', from: 'CB', to: 'H1', amount: '10' },
      {
        op: 'transfer',
        day: 1,
        kind: 'trade',
        asset: 'cash',
        from: 'H1',
        to: 'H2',
        amount: '1.5',
        reference: 'order 7',
      },
    ]);
  });

  it('books the integer face on the day the engine set', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    accounts.day = 9;
    accounts.column('cash').move(accounts.label('trade'), 1, 2, 100n);
    expect([...ledger.journal].at(-1)).toMatchObject({ day: 9, from: 'H1', to: 'H2' });
  });

  it('is emptied at every commit at level none', () => {
    const ledger = createLedger({ moneyDecimals: 2, journal: 'none' });
    const accounts = quanta(ledger);
    ledger.issue('cash', 'CB');
    ledger.open('H1');
    ledger.transfer(cash('CB', 'H1', '1'));
    expect(ledger.journal.length).toBe(0);
    ledger.transaction(() => {
      ledger.transfer(cash('CB', 'H1', '1'));
      expect(ledger.journal.length).toBe(1);
    });
    expect([ledger.journal.length, accounts.journal.length]).toEqual([0, 0]);
  });

  it('replays a block of agents whose names are a rule', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    quanta(ledger).openRule(
      3,
      (k) => `H${k}`,
      (name) => Number(name.slice(1)),
      { kind: 'household' },
    );
    expect([...ledger.journal]).toEqual([{ op: 'agent', day: 0, agents: ['H0', 'H1', 'H2'], kind: 'household' }]);
    expect(replayJournal(ledger.journal, { moneyDecimals: 0 }).ledger.snapshot()).toEqual(ledger.snapshot());
  });
});

describe('observers and deferred bodies', () => {
  it('come after the commit, each at its place, and never after a rollback', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    const seen: string[] = [];
    const stop = accounts.observe((row) => seen.push(row.op === 'transfer' ? `${row.amount}` : row.op));
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      ledger.defer(() => seen.push('event'));
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '2'));
        ledger.defer(() => seen.push('inner event'));
      });
      expect(() =>
        ledger.transaction(() => {
          ledger.transfer(cash('H1', 'H2', '3'));
          ledger.defer(() => seen.push('forgotten'));
          throw new Error('no');
        }),
      ).toThrow('no');
      ledger.transfer(cash('H1', 'H2', '4'));
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['100', 'event', '200', 'inner event', '400']);
    ledger.defer(() => seen.push('at once'));
    stop();
    ledger.transfer(cash('H1', 'H2', '1'));
    expect(seen).toHaveLength(6);
  });

  it('hear of what they cause after what caused it', () => {
    const ledger = economy();
    const seen: string[] = [];
    quanta(ledger).observe((row) => seen.push(row.op === 'transfer' ? `${row.amount}` : row.op));
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      ledger.defer(() => ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '3'))));
      ledger.transfer(cash('H1', 'H2', '2'));
    });
    expect(seen).toEqual(['100', '200', '300']);
  });

  it('are all called even if one throws; the changes stand', () => {
    const ledger = economy();
    const seen: JournalRow[] = [];
    quanta(ledger).observe(() => {
      throw new Error('observer');
    });
    quanta(ledger).observe((row) => seen.push(row));
    expect(() => ledger.transfer(cash('H1', 'H2', '1'))).toThrow('observer');
    expect(() =>
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '1'));
        ledger.defer(() => {
          throw new Error('body');
        });
        ledger.transfer(cash('H1', 'H2', '1'));
      }),
    ).toThrow('observer');
    expect([seen.length, ledger.cash('H2').toString(), quanta(ledger).depth]).toEqual([3, '3', 0]);
  });

  it('let events keep their place in a transaction', () => {
    const ledger = economy();
    const log = createEventLog<{ kind: 'Trade'; day: number; price: number }>();
    const sink = committed(ledger, log);
    ledger.transaction(() => {
      sink.emit({ kind: 'Trade', day: 1, price: 1 });
      expect(log.events).toEqual([]);
    });
    expect(() =>
      ledger.transaction(() => {
        sink.emit({ kind: 'Trade', day: 1, price: 2 });
        throw new Error('no');
      }),
    ).toThrow('no');
    sink.emit({ kind: 'Trade', day: 1, price: 3 });
    expect(log.events.map(({ price }) => price)).toEqual([1, 3]);
  });
});
