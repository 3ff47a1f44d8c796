import { createContracts, createLedger, decimal } from '@bagehot/kernel';
import { quanta, type TicketWindow } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { economy, pass, tens, tickets } from './ticket-economy.js';

describe('a restored window', () => {
  it('knows tickets, stubs, blocks, serials and what waits for the next cut', () => {
    const of = economy(['A', 'B', 35, 7], ['B', 'C', 20, 1], ['C', 'D', 10, 2]);
    const window = of.register.openWindow(tens);
    window.move(window.find('P1#1'), 3, 0);
    pass(of, 'B', 'C', 3);
    of.contracts.remove('P2');
    of.contracts.issue({ kind: 'loan', debtor: 'A', creditor: 'B', amount: decimal(10), dueDay: 4 });
    of.register.accounts.day = 1;
    window.cut(1);
    of.contracts.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(20), dueDay: 4 });
    const snapshot = JSON.parse(JSON.stringify(of.contracts.snapshot()));
    expect(snapshot.window).toEqual({
      ticketSize: '10',
      nextSerial: 6,
      uncut: 1,
      blocks: [
        {
          cutDay: 0,
          contracts: [
            { id: 'P3', serial: 5, owners: [['D', 1]] },
            {
              id: 'P1',
              serial: 0,
              owners: [
                ['B', 1],
                ['D', 1],
                ['B', 1],
              ],
            },
          ],
        },
      ],
      stubs: [
        ['P1', 'B', '2'],
        ['P1', 'C', '3'],
      ],
    });
    const contracts = createContracts(createLedger({ from: of.ledger.snapshot() }), snapshot);
    expect(contracts.snapshot()).toEqual(snapshot);
    const register = quanta(contracts);
    const again = register.window as TicketWindow;
    expect(tickets(again)).toEqual(['P3#0 D', 'P1#0 B', 'P1#1 D', 'P1#2 B']);
    // The market that opens it again brings its rule: loans only.
    const covers = (contract: number): boolean => register.kindOf(contract) === 'loan';
    expect(register.openWindow({ ...tens, covers })).toBe(again);
    contracts.issue({ kind: 'loan', debtor: 'A', creditor: 'B', amount: decimal(20), dueDay: 4 });
    expect([again.cut(2), again.serials[4], again.nameOf(5)]).toEqual([2, 6, 'L2#1']);
  });

  it('is refused when tickets and stubs are not the claims', () => {
    const { ledger, contracts, register } = economy(['A', 'B', 35, 7]);
    register.openWindow(tens);
    const sound = contracts.snapshot();
    const restore = (change: object) => (): unknown =>
      createContracts(createLedger({ from: ledger.snapshot() }), {
        ...sound,
        window: { ...sound.window, ...change },
      } as typeof sound);
    const bad = expect.objectContaining({ code: 'BAD_KERNEL_INPUT' });
    const block = (contract: object): object => ({
      blocks: [{ cutDay: 0, contracts: [{ id: 'P1', serial: 0, owners: [['B', 3]], ...contract }] }],
    });
    expect(restore(block({}))).not.toThrow();
    expect(restore({ stubs: [] })).toThrow(bad);
    expect(restore({ stubs: [['P1', 'B', '4']] })).toThrow(bad);
    expect(restore(block({ owners: [['B', 2]] }))).toThrow(bad);
    expect(restore(block({ owners: [['B', 4]] }))).toThrow(bad);
    expect(
      restore(
        block({
          owners: [
            ['B', 2],
            ['C', 1],
          ],
        }),
      ),
    ).toThrow(bad);
    expect(restore(block({ id: 'P2' }))).toThrow(bad);
    expect(restore({ uncut: 2 })).toThrow(bad);
    expect(restore({ ticketSize: '0' })).toThrow(expect.objectContaining({ code: 'NOT_POSITIVE' }));
  });
});
