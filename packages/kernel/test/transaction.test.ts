import { createLedger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { cash, economy } from './ledger-economy.js';
import { refused } from './refusal.js';

describe('a transaction', () => {
  it('returns what its body returns and keeps what it did', () => {
    const ledger = economy();
    const paid = ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      return ledger.cash('H2').toString();
    });
    expect([paid, ledger.cash('H2').toString()]).toEqual(['1', '1']);
  });

  it('takes everything back when its body throws, agents and assets too', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    const rows = ledger.journal.length;
    expect(() =>
      ledger.transaction(() => {
        ledger.open('H3');
        ledger.issue('bond', 'treasury');
        ledger.open('H2', { kind: 'firm' });
        ledger.transfer({ ...cash('treasury', 'H3', '1'), asset: 'bond' });
        ledger.transfer(cash('H1', 'H3', '4'));
        ledger.transfer(cash('H1', 'H3', '7'));
      }),
    ).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
    expect(ledger.snapshot()).toEqual(before);
    expect(ledger.journal.length).toBe(rows);
    ledger.open('H4');
    expect(ledger.agents()).toEqual(['CB', 'H1', 'H2', 'bank', 'H4']);
    expect(ledger.cash('H4').toString()).toBe('0');
  });

  it('inside another one falls with it, and alone when the outer one goes on', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    expect(() =>
      ledger.transaction(() => {
        ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '1')));
        throw new Error('later');
      }),
    ).toThrow('later');
    expect(ledger.snapshot()).toEqual(before);
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      expect(() =>
        ledger.transaction(() => {
          ledger.transfer(cash('H1', 'H2', '2'));
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect(ledger.cash('H2').toString()).toBe('1');
  });

  it('may stand inside a hundred others, any of which may fail', () => {
    const ledger = economy();
    const nested = (depth: number): void =>
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '0.01'));
        if (depth < 100) {
          const inner = (): void => nested(depth + 1);
          if (depth === 60) expect(inner).toThrow('too deep');
          else inner();
        }
        if (depth >= 80) throw new Error('too deep');
      });
    nested(1);
    expect([ledger.cash('H2').toString(), quanta(ledger).depth]).toEqual(['0.6', 0]);
  });

  it('that nets lets three agents without cash pay each other in a circle', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    ledger.issue('cash', 'CB');
    const agents = ['A', 'B', 'C'];
    for (const agent of agents) ledger.open(agent);
    const circle = (): void => {
      for (const [k, agent] of agents.entries()) ledger.transfer(cash(agent, agents[(k + 1) % 3] as string, '10'));
    };
    expect(circle).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
    ledger.transaction(circle, { netting: true });
    expect(agents.map((agent) => ledger.cash(agent).toString())).toEqual(['0', '0', '0']);
    expect(ledger.journal.length).toBe(8);
  });

  it('that nets is refused as a whole when somebody stays overdrawn, also inside another one', () => {
    const ledger = economy();
    const overdraw = (): void => ledger.transfer(cash('H1', 'H2', '12'));
    const net = (): void =>
      ledger.transaction(
        () => {
          overdraw();
          ledger.transfer(cash('H2', 'H1', '1'));
        },
        { netting: true },
      );
    const details = { agent: 'H1', asset: 'cash', needed: '11', available: '10' };
    refused({ ledger }, net, 'INSUFFICIENT_BALANCE', details);
    refused({ ledger }, () => ledger.transaction(net), 'INSUFFICIENT_BALANCE', details);
    ledger.transaction(
      () => {
        net();
        ledger.transfer(cash('bank', 'H1', '1'));
      },
      { netting: true },
    );
    expect(ledger.cash('H1').toString()).toBe('0');
    expect(overdraw).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
  });

  it('takes state outside the ledger back in reverse, each part when the ledger is where it was', () => {
    const ledger = economy();
    const seen: string[] = [];
    const watch = (name: string): void => ledger.onRollback(() => seen.push(`${name} at ${ledger.cash('H2')}`));
    expect(() =>
      ledger.transaction(() => {
        watch('first');
        ledger.transfer(cash('H1', 'H2', '1'));
        watch('second');
        ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '2')));
        watch('third');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(seen).toEqual(['third at 3', 'second at 1', 'first at 0']);
    ledger.transaction(() => watch('kept'));
    ledger.onRollback(() => seen.push('outside'));
    expect(seen).toHaveLength(3);
  });

  it('undoes the rest when an undo function throws, and passes its error on', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    expect(() =>
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '1'));
        ledger.onRollback(() => {
          throw new Error('undo');
        });
        ledger.transfer(cash('H1', 'H2', '1'));
        throw new Error('body');
      }),
    ).toThrow('undo');
    expect([ledger.snapshot(), quanta(ledger).depth]).toEqual([before, 0]);
  });

  it('written with begin, commit and rollback does the same', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    accounts.begin();
    ledger.transfer(cash('H1', 'H2', '1'));
    accounts.begin();
    ledger.transfer(cash('H1', 'H2', '2'));
    accounts.rollback();
    accounts.commit();
    expect([ledger.cash('H2').toString(), accounts.depth]).toEqual(['1', 0]);
    expect(() => accounts.commit()).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => accounts.rollback()).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => ledger.transaction(() => accounts.begin())).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(() =>
      ledger.transaction(() => {
        accounts.begin();
        throw new Error('left open');
      }),
    ).toThrow('left open');
    expect(accounts.depth).toBe(0);
  });
});
