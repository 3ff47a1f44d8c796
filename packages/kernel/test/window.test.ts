import { createContracts, createLedger, decimal } from '@bagehot/kernel';
import { quanta, type TicketWindow } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { claims, economy, pass, tens, tickets } from './ticket-economy.js';

describe('opening the window', () => {
  it('cuts claims into tickets, numbered in calendar order, with serials over contracts in creation order', () => {
    const { contracts, register } = economy(['A', 'B', 35, 7], ['B', 'C', 9, 1], ['C', 'D', 20, 2], ['D', 'A', 10, 7]);
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(15) });
    const window = register.openWindow(tens);
    expect(tickets(window)).toEqual(['P3#0 D', 'P3#1 D', 'P1#0 B', 'P1#1 B', 'P1#2 C', 'P4#0 A']);
    expect([...window.serials]).toEqual([3, 4, 0, 1, 2, 5]);
    expect([...window.maturities]).toEqual([2, 2, 7, 7, 7, 7]);
    expect([...window.issuers]).toEqual([2, 2, 0, 0, 0, 3]);
    expect([...window.contracts]).toEqual([2, 2, 0, 0, 0, 3]);
    expect([0, 2, 3, 7, 8].map((day) => window.first(0, day))).toEqual([0, 0, 2, 2, 6]);
    expect([window.count, window.blockCount, window.ticketSize, window.faceOf(0)]).toEqual([6, 1, 10n, 10n]);
    expect([
      window.find('P1#2'),
      window.find('P1#3'),
      window.find('P2#0'),
      window.find('P1#-1'),
      window.find('P1#01'),
      window.find('P1'),
    ]).toEqual([4, -1, -1, -1, -1, -1]);
    expect([...window.issuedBy(0)]).toEqual([2, 3, 4]);
    expect([...window.issuedBy(1)]).toEqual([]);
    expect([...window.issuedBy(99)]).toEqual([]);
  });

  it('covers payables unless it is told what to cover', () => {
    const { contracts, register } = economy(['A', 'B', 20, 1], ['B', 'A', 20, 1]);
    contracts.issue({ kind: 'loan', debtor: 'A', creditor: 'D', amount: decimal(50), dueDay: 1 });
    expect(tickets(register.openWindow(tens))).toEqual(['P1#0 B', 'P1#1 B', 'P2#0 A', 'P2#1 A']);
    register.closeWindow();
    const covers = (contract: number): boolean => register.debtorOf(contract) === 0;
    expect(tickets(register.openWindow({ ...tens, covers }))).toEqual([
      'P1#0 B',
      'P1#1 B',
      'L1#0 D',
      'L1#1 D',
      'L1#2 D',
      'L1#3 D',
      'L1#4 D',
    ]);
  });

  it('is shared by a second market of the same size and refused to one of another', () => {
    const { register } = economy(['A', 'B', 35, 7]);
    const window = register.openWindow(tens);
    expect(register.openWindow(tens)).toBe(window);
    expect(register.window).toBe(window);
    const details = { ticketSize: '10', requested: '5' };
    expect(() => register.openWindow({ ticketSize: 5n })).toThrow(
      expect.objectContaining({ code: 'WINDOW_OPEN', details }),
    );
    expect(() => register.openWindow({ ...tens, whole: true })).toThrow(
      expect.objectContaining({ code: 'WINDOW_OPEN' }),
    );
    expect(() => register.openWindow({ ticketSize: 0n })).toThrow(expect.objectContaining({ code: 'NOT_POSITIVE' }));
    expect(register.window).toBe(window);
  });

  it('refuses more than 2^25 tickets, and stays closed', () => {
    const { contracts, register } = economy(['A', 'B', 2 ** 25, 7], ['A', 'B', 1, 7]);
    const details = { ticketSize: '1', tickets: String(2 ** 25 + 1) };
    const before = JSON.stringify(contracts.snapshot());
    expect(() => register.openWindow({ ticketSize: 1n })).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_TICKETS', details }),
    );
    expect([register.window, JSON.stringify(contracts.snapshot())]).toEqual([undefined, before]);
    contracts.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal('1e40'), dueDay: 1 });
    expect(() => register.openWindow(tens)).toThrow(expect.objectContaining({ code: 'TOO_MANY_TICKETS' }));
  });

  it('and closing it leaves the register’s snapshot as it was', () => {
    const { contracts, register } = economy(['A', 'B', 35, 7], ['B', 'C', 9, 1]);
    const before = JSON.stringify(contracts.snapshot());
    register.openWindow(tens);
    expect(JSON.stringify(contracts.snapshot())).not.toBe(before);
    register.closeWindow();
    expect([register.window, JSON.stringify(contracts.snapshot())]).toEqual([undefined, before]);
  });

  it('inside a transaction that fails did not happen, and neither did closing', () => {
    const { ledger, contracts, register } = economy(['A', 'B', 35, 7]);
    const attempt = (body: () => void) => (): void =>
      ledger.transaction(() => {
        body();
        throw new Error('no');
      });
    expect(attempt(() => register.openWindow(tens))).toThrow('no');
    expect(register.window).toBeUndefined();
    const window = register.openWindow(tens);
    window.move(0, 3, 0);
    const before = JSON.stringify(contracts.snapshot());
    expect(
      attempt(() => {
        window.move(1, 3, 0);
        register.closeWindow();
        contracts.transfer('P1', { from: 'D', to: 'C', face: decimal(3) });
        register.openWindow({ ticketSize: 1n }).move(5, 2, 0);
      }),
    ).toThrow('no');
    expect([register.window, JSON.stringify(contracts.snapshot())]).toEqual([window, before]);
  });

  it('works the same without a journal, opened, closed and taken back', () => {
    const ledger = createLedger({ moneyDecimals: 0, journal: 'none' });
    for (const agent of ['A', 'B', 'C', 'D']) ledger.open(agent);
    const contracts = createContracts(ledger);
    const register = quanta(contracts);
    contracts.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(35), dueDay: 7 });
    const before = JSON.stringify(contracts.snapshot());
    const failing = (body: () => void): void =>
      expect(() =>
        ledger.transaction(() => {
          body();
          throw new Error('no');
        }),
      ).toThrow('no');
    failing(() => register.openWindow(tens).move(0, 2, 0));
    expect([register.window, JSON.stringify(contracts.snapshot())]).toEqual([undefined, before]);
    const window = register.openWindow(tens);
    window.move(0, 2, 0);
    failing(() => {
      register.closeWindow();
      contracts.transfer('P1', { from: 'B', to: 'D', face: decimal(20) });
    });
    expect([register.window, ...tickets(window)]).toEqual([window, 'P1#0 C', 'P1#1 B', 'P1#2 B']);
    expect([claims(contracts, 'P1'), ledger.journal.length]).toEqual([['B 25', 'C 10'], 0]);
  });

  it('lets agents that were opened later hold tickets', () => {
    const { ledger, register } = economy(['A', 'B', 20, 7]);
    const window = register.openWindow(tens);
    ledger.open('late');
    expect([window.heldCount(4), window.heldFirst(4)]).toEqual([0, -1]);
    window.move(1, 4, 0);
    expect([window.heldCount(4), window.heldFirst(4), register.faceOf(0, 4)]).toEqual([1, 1, 10n]);
    expect([window.heldCount(99), window.heldFirst(99)]).toEqual([0, -1]);
  });
});

describe('a later block', () => {
  it('holds what was issued since, behind the tickets there are; lists run over all blocks by maturity', () => {
    const { contracts, register } = economy(['A', 'B', 20, 5], ['B', 'C', 10, 9]);
    const window = register.openWindow(tens);
    expect(window.cut(1)).toBe(0);
    contracts.issue({ kind: 'payable', debtor: 'C', creditor: 'B', amount: decimal(20), dueDay: 7 });
    contracts.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(10), dueDay: 5 });
    expect(window.cut(1)).toBe(3);
    expect(tickets(window)).toEqual(['P1#0 B', 'P1#1 B', 'P2#0 C', 'P4#0 B', 'P3#0 B', 'P3#1 B']);
    expect([...window.serials]).toEqual([0, 1, 2, 5, 3, 4]);
    expect([window.blockCount, window.first(1, 5), window.first(1, 6), window.first(1, 8)]).toEqual([2, 3, 4, 6]);
    const held: number[] = [];
    for (let ticket = window.heldFirst(1); ticket !== -1; ticket = window.heldNext(ticket)) held.push(ticket);
    expect(held).toEqual([0, 1, 3, 4, 5]);
    expect([...window.issuedBy(0)]).toEqual([0, 1, 3]);
  });

  it('keeps shelves in step, whose best ticket is that of the lowest day, then the lowest serial', () => {
    const { contracts, register } = economy(['A', 'B', 20, 9]);
    const window = register.openWindow(tens);
    window.useShelf(1);
    contracts.issue({ kind: 'payable', debtor: 'C', creditor: 'B', amount: decimal(20), dueDay: 7 });
    contracts.issue({ kind: 'payable', debtor: 'D', creditor: 'B', amount: decimal(10), dueDay: 9 });
    window.cut(1);
    expect(tickets(window)).toEqual(['P1#0 B', 'P1#1 B', 'P2#0 B', 'P2#1 B', 'P3#0 B']);
    expect([window.heldCount(1), window.shelf(1).toArray()]).toEqual([5, [0, 1, 2, 3, 4]]);
    expect([
      window.shelfCount(1, 0, 99),
      window.shelfCount(1, 8, 9),
      window.shelfCount(1, 7, 7),
      window.shelfCount(1, 8, 8),
    ]).toEqual([5, 3, 2, 0]);
    expect([window.shelfFirst(1, 0, 99), window.shelfFirst(1, 8, 99), window.shelfFirst(1, 10, 99)]).toEqual([
      2, 0, -1,
    ]);
    expect(window.shelfFirst(1, 0, 99, (ticket) => window.issuers[ticket] === 3)).toBe(4);
    window.move(2, 0, 0);
    expect([window.shelfFirst(1, 0, 99), window.shelfCount(1, 0, 99)]).toEqual([3, 4]);
    expect(() => window.shelf(0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });

  it('is taken back with its transaction, and cut again later', () => {
    const { ledger, contracts, register } = economy(['A', 'B', 20, 5]);
    const window = register.openWindow(tens);
    contracts.issue({ kind: 'payable', debtor: 'C', creditor: 'B', amount: decimal(20), dueDay: 3 });
    const before = JSON.stringify(contracts.snapshot());
    expect(() =>
      ledger.transaction(() => {
        ledger.open('E');
        contracts.issue({ kind: 'payable', debtor: 'C', creditor: 'E', amount: decimal(30), dueDay: 3 });
        window.cut(2);
        window.move(window.find('P2#1'), 4, 0);
        window.move(window.find('P1#1'), 4, 0);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([JSON.stringify(contracts.snapshot()), window.count, window.blockCount]).toEqual([before, 2, 1]);
    expect([window.cut(2), window.count, window.heldCount(1)]).toEqual([2, 4, 4]);
    expect(contracts.snapshot().window?.blocks.map(({ cutDay }) => cutDay)).toEqual([0, 2]);
  });

  it('may lie years ahead', () => {
    const { contracts, register } = economy(['A', 'B', 10, 3], ['A', 'B', 10, 2_000_000_000], ['A', 'B', 20, -5]);
    const window = register.openWindow(tens);
    expect([...window.maturities]).toEqual([-5, -5, 3, 2_000_000_000]);
    expect([-9, -5, -4, 3, 4, 2_000_000_000, 2_000_000_001].map((day) => window.first(0, day))).toEqual([
      0, 0, 2, 2, 3, 3, 4,
    ]);
    expect(contracts.snapshot().window?.nextSerial).toBe(4);
  });
});

describe('whole claims as tickets', () => {
  it('have the faces of their claims', () => {
    const of = economy(['A', 'B', 35, 7], ['B', 'C', 9, 1]);
    pass(of, 'B', 'C', 15);
    const window = of.register.openWindow({ ticketSize: 10n, whole: true });
    expect(tickets(window)).toEqual(['P2#0 C', 'P1#0 B', 'P1#1 C']);
    expect([0, 1, 2].map((ticket) => window.faceOf(ticket))).toEqual([9n, 20n, 15n]);
    window.move(1, 3, 0);
    window.move(2, 3, 0);
    expect([claims(of.contracts, 'P1'), window.heldCount(3)]).toEqual([['D 35'], 2]);
    // A face that is no sum of tickets leaves and comes as a stub.
    pass(of, 'D', 'B', 20);
    expect([tickets(window), claims(of.contracts, 'P1')]).toEqual([
      ['P2#0 C', 'P1#0 B', 'P1#1 D'],
      ['D 15', 'B 20'],
    ]);
    pass(of, 'D', 'B', 1);
    expect(of.contracts.snapshot().window).toMatchObject({
      whole: true,
      stubs: [
        ['P1', 'D', '14'],
        ['P1', 'B', '1'],
      ],
    });
    const restored = createContracts(createLedger({ from: of.ledger.snapshot() }), of.contracts.snapshot());
    expect(restored.snapshot()).toEqual(of.contracts.snapshot());
    const again = quanta(restored).window as TicketWindow;
    expect([again.find('P1#0'), again.faceOf(again.find('P1#0'))]).toEqual([1, 20n]);
  });
});
