import {
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  type Ledger,
  replayJournal,
} from '@bagehot/kernel';
import { quanta, type Register, type TicketWindow, type WindowOptions } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

interface Economy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly register: Register;
}

/** Payables among A, B, C and D (indices 0 to 3) in whole money. */
function economy(
  ...payables: readonly (readonly [debtor: string, creditor: string, amount: number, dueDay: number])[]
): Economy {
  const ledger = createLedger({ moneyDecimals: 0 });
  for (const agent of ['A', 'B', 'C', 'D']) ledger.open(agent);
  const contracts = createContracts(ledger);
  for (const [debtor, creditor, amount, dueDay] of payables)
    contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(amount), dueDay });
  return { ledger, contracts, register: quanta(contracts) };
}

const tens: WindowOptions = { ticketSize: 10n };

/** Names of all tickets with their owners, in the order of their numbers. */
function tickets(window: TicketWindow): string[] {
  return Array.from(window.owners, (owner, ticket) => `${window.nameOf(ticket)} ${owner === -1 ? '-' : 'ABCD'[owner]}`);
}

const claims = (contracts: ContractRegister, id: string): string[] =>
  (contracts.get(id)?.claims ?? []).map(({ holder, face }) => `${holder} ${face}`);

const pass = (of: Economy, from: string, to: string, face: number): void =>
  of.contracts.transfer('P1', { from, to, face: decimal(face) });

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
});

describe('a ticket', () => {
  it('moves with its face of the claim', () => {
    const { ledger, contracts, register } = economy(['A', 'B', 35, 7]);
    const window = register.openWindow(tens);
    const trade = register.accounts.label('trade');
    window.move(window.find('P1#1'), 3, trade);
    expect([tickets(window), claims(contracts, 'P1')]).toEqual([
      ['P1#0 B', 'P1#1 D', 'P1#2 B'],
      ['B 25', 'D 10'],
    ]);
    expect(JSON.parse(JSON.stringify([...ledger.journal].at(-1)))).toEqual({
      op: 'claim',
      day: 0,
      kind: 'trade',
      contract: 'P1',
      from: 'B',
      to: 'D',
      face: '10',
      ticket: 'P1#1',
    });
  });

  it('that its issuer gets is gone, and so is the face', () => {
    const of = economy(['A', 'B', 25, 7]);
    const window = of.register.openWindow(tens);
    window.move(0, 0, 0);
    expect([tickets(window), claims(of.contracts, 'P1')]).toEqual([['P1#0 -', 'P1#1 B'], ['B 15']]);
    window.move(1, 0, 0);
    pass(of, 'B', 'A', 5);
    expect(of.contracts.get('P1')).toBeUndefined();
  });

  it('that is dropped leaves its face with the claim, as a stub', () => {
    const of = economy(['A', 'B', 25, 7]);
    const window = of.register.openWindow(tens);
    window.drop(0);
    expect([tickets(window), claims(of.contracts, 'P1'), window.heldCount(1)]).toEqual([
      ['P1#0 -', 'P1#1 B'],
      ['B 25'],
      1,
    ]);
    expect(of.contracts.snapshot().window?.stubs).toEqual([['P1', 'B', '15']]);
  });

  it('without owner, a taker that is not there, and the owner itself are refused', () => {
    const { register } = economy(['A', 'B', 25, 7]);
    const window = register.openWindow(tens);
    window.drop(0);
    const gone = { field: 'ticket', value: 'P1#0', allowed: 'one that has an owner' };
    expect(() => window.move(0, 2, 0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT', details: gone }));
    expect(() => window.drop(0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    for (const none of [-1, 2, 0.5])
      expect(() => window.move(none, 2, 0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    const details = { agent: 'B', asset: 'P1#1' };
    expect(() => window.move(1, 1, 0)).toThrow(expect.objectContaining({ code: 'SAME_AGENT', details }));
    for (const nobody of [4, -1, 1.5])
      expect(() => window.move(1, nobody, 0)).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(tickets(window)).toEqual(['P1#0 -', 'P1#1 B']);
  });
});

describe('a change of a claim outside the market', () => {
  it('takes whole tickets along, smallest number first, and the rest from the stub', () => {
    const of = economy(['A', 'B', 47, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 25);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 C', 'P1#2 B', 'P1#3 B']);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '2'],
      ['P1', 'C', '5'],
    ]);
  });

  it('dissolves the giver’s largest ticket when the stub is too small, and cuts no stub again', () => {
    const of = economy(['A', 'B', 42, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 15);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 B', 'P1#2 B', 'P1#3 -']);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '7'],
      ['P1', 'C', '5'],
    ]);
    pass(of, 'B', 'C', 7);
    expect(of.contracts.snapshot().window?.stubs).toEqual([['P1', 'C', '12']]);
    // A stub of a ticket size and more is a stub still: tickets go first, then it.
    pass(of, 'C', 'D', 20);
    expect(tickets(window)).toEqual(['P1#0 D', 'P1#1 B', 'P1#2 B', 'P1#3 -']);
    expect(claims(of.contracts, 'P1')).toEqual(['B 20', 'C 2', 'D 20']);
    window.cut(3);
    expect(window.count).toBe(4);
  });

  it('drops the tickets that reach their issuer', () => {
    const of = economy(['A', 'B', 42, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'A', 21);
    expect([tickets(window), claims(of.contracts, 'P1')]).toEqual([['P1#0 -', 'P1#1 -', 'P1#2 B', 'P1#3 B'], ['B 21']]);
  });

  it('shares a reduction over the claims, each from its stub, then from its largest tickets', () => {
    const of = economy(['A', 'B', 60, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 25);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '5'],
      ['P1', 'C', '5'],
    ]);
    of.contracts.reduce('P1', decimal(12));
    expect(claims(of.contracts, 'P1')).toEqual(['B 28', 'C 20']);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 C', 'P1#2 B', 'P1#3 B', 'P1#4 -', 'P1#5 -']);
    of.contracts.reduce('P1', decimal(48));
    expect([tickets(window).every((ticket) => ticket.endsWith('-')), window.heldCount(1)]).toEqual([true, 0]);
  });

  it('drops all tickets with the contract', () => {
    const { contracts, register } = economy(['A', 'B', 30, 7], ['B', 'C', 20, 3]);
    const window = register.openWindow(tens);
    window.move(window.find('P1#0'), 3, 0);
    contracts.remove('P1');
    expect(tickets(window)).toEqual(['P2#0 C', 'P2#1 C', 'P1#0 -', 'P1#1 -', 'P1#2 -']);
    expect([window.heldCount(3), window.heldFirst(1)]).toEqual([0, -1]);
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

describe('the journal of an economy with a market', () => {
  it('rebuilds the claims without the market', () => {
    const face = fc.integer({ min: 1, max: 45 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3), face, fc.nat(20)), { maxLength: 30 }), (moves) => {
        const { ledger, contracts, register } = economy(['A', 'B', 45, 7], ['B', 'C', 39, 1], ['C', 'D', 20, 2]);
        const window = register.openWindow(tens);
        for (const [from, to, amount, number] of moves) {
          const contract = number % 3;
          const holder =
            register.claimCount(contract) > 0
              ? register.claimHolder(contract, from % register.claimCount(contract))
              : -1;
          if (!register.isOpen(contract) || holder === to) continue;
          if (amount % 5 === 0) register.reduce(contract, 1n);
          else if (
            amount % 2 === 0 &&
            window.owners[number] !== undefined &&
            window.owners[number] !== -1 &&
            window.owners[number] !== to
          )
            window.move(number, to, 0);
          else if (register.faceOf(contract, holder) >= BigInt(amount))
            register.transfer(contract, holder, to, BigInt(amount));
        }
        const again = replayJournal(ledger.journal, { moneyDecimals: 0 });
        const { window: _, ...claimsOnly } = contracts.snapshot();
        expect(again.contracts.snapshot()).toEqual(claimsOnly);
        expect(again.ledger.snapshot()).toEqual(ledger.snapshot());
        // The other half alone, from the opening state of a snapshot with an open window.
        const middle = createLedger({ from: ledger.snapshot() });
        const resumed = createContracts(middle, contracts.snapshot());
        resumed.issue({ kind: 'payable', debtor: 'A', creditor: 'B', amount: decimal(3), dueDay: 1 });
        const tail = replayJournal(middle.journal, { from: ledger.snapshot(), contracts: contracts.snapshot() });
        const { window: __, ...resumedClaims } = resumed.snapshot();
        expect(tail.contracts.snapshot()).toEqual(resumedClaims);
      }),
      { numRuns: 60 },
    );
  });

  it('names tickets by the window they were cut in', () => {
    const { ledger, register } = economy(['A', 'B', 20, 7], ['B', 'C', 20, 1]);
    register.openWindow(tens).move(0, 3, 0);
    register.closeWindow();
    register.openWindow({ ticketSize: 5n }).move(7, 3, 0);
    const moved = [...ledger.journal].flatMap((entry) => (entry.op === 'claim' ? [entry.ticket] : []));
    expect(moved).toEqual(['P2#0', 'P1#3']);
  });
});
