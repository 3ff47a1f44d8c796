import { createLedger } from '@bagehot/kernel';
import { type Accounts, createTicketColumns, quanta, type TicketWindow } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const AGENTS = 6;
const SHELF = 5;

function accountsOf(): Accounts {
  const accounts = quanta(createLedger({ moneyDecimals: 0, journal: 'none' }));
  accounts.openRule(
    AGENTS,
    (k) => `H${k}`,
    (name) => Number(name.slice(1)),
  );
  return accounts;
}

interface Given {
  readonly issuer: number;
  readonly owner: number;
  readonly day: number;
}

/** Serials need be neither dense nor in order; they are all different. */
const given = fc
  .array(
    fc.record({
      issuer: fc.nat(AGENTS - 1),
      owner: fc.integer({ min: -1, max: AGENTS - 1 }),
      day: fc.oneof({ weight: 9, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.integer() }),
    }),
    { maxLength: 30 },
  )
  .chain((tickets) =>
    fc.record({
      tickets: fc.constant<readonly Given[]>(tickets),
      serials: fc.option(
        fc
          .uniqueArray(fc.integer(), { minLength: tickets.length, maxLength: tickets.length })
          .map((serials) => Int32Array.from(serials)),
        { nil: undefined },
      ),
    }),
  );

function build(accounts: Accounts, tickets: readonly Given[], serial: Int32Array | undefined): TicketWindow {
  const arrays = {
    issuer: Int32Array.from(tickets, ({ issuer }) => issuer),
    owner: Int32Array.from(tickets, ({ owner }) => owner),
    maturityDay: Int32Array.from(tickets, ({ day }) => day),
  };
  return createTicketColumns(accounts, serial === undefined ? arrays : { ...arrays, serial }, 20n);
}

/** What the lists, shelves and ranges say, from scratch. */
function check(window: TicketWindow): void {
  const all = Array.from({ length: window.count }, (_, ticket) => ticket);
  for (let agent = 0; agent < AGENTS; agent++) {
    const own = all.filter((ticket) => window.owners[ticket] === agent);
    expect(window.heldCount(agent)).toBe(own.length);
    if (agent === SHELF) {
      expect(window.shelf(agent).toArray()).toEqual(own);
    } else {
      const list: number[] = [];
      for (let ticket = window.heldFirst(agent); ticket !== -1; ticket = window.heldNext(ticket)) list.push(ticket);
      expect(list).toEqual(own);
    }
  }
}

describe('tickets without a register', () => {
  it('are numbered by maturity, then serial, whatever order they come in', () => {
    fc.assert(
      fc.property(given, ({ tickets, serials }) => {
        const window = build(accountsOf(), tickets, serials);
        const sorted = tickets
          .map((ticket, k) => ({ ...ticket, serial: serials?.[k] ?? k }))
          .sort((a, b) => a.day - b.day || a.serial - b.serial);
        expect([...window.maturities]).toEqual(sorted.map(({ day }) => day));
        expect([...window.serials]).toEqual(sorted.map(({ serial }) => serial));
        expect([...window.issuers]).toEqual(sorted.map(({ issuer }) => issuer));
        expect([...window.owners]).toEqual(sorted.map(({ owner }) => owner));
        expect([...window.contracts]).toEqual(sorted.map(() => -1));
        for (const { day } of sorted) {
          expect(window.first(0, day)).toBe(sorted.findIndex((other) => other.day >= day));
          const behind = sorted.findIndex((other) => other.day > day);
          expect(window.first(0, day + 1)).toBe(behind === -1 ? sorted.length : behind);
        }
        const names = sorted.map(({ serial }) => `T${serial}`);
        expect(names.map((name) => window.find(name))).toEqual(sorted.map((_, ticket) => ticket));
        expect(sorted.map((_, ticket) => window.nameOf(ticket))).toEqual(names);
        for (let issuer = 0; issuer < AGENTS; issuer++)
          expect([...window.issuedBy(issuer)]).toEqual(
            sorted.flatMap((other, ticket) => (other.issuer === issuer ? [ticket] : [])),
          );
      }),
      { numRuns: 150 },
    );
  });

  it('change owners, and back again with a transaction that fails', () => {
    const action = fc.record({ ticket: fc.nat(40), to: fc.integer({ min: -1, max: AGENTS - 1 }) });
    fc.assert(
      fc.property(
        given,
        fc.array(fc.tuple(fc.boolean(), fc.array(action, { maxLength: 8 })), { maxLength: 8 }),
        ({ tickets, serials }, turns) => {
          const accounts = accountsOf();
          const window = build(accounts, tickets, serials);
          window.useShelf(SHELF);
          check(window);
          for (const [fails, actions] of turns) {
            const before = [...window.owners];
            accounts.begin();
            for (const { ticket, to } of actions) {
              const owner = window.owners[ticket];
              if (owner === undefined || owner === -1 || owner === to) continue;
              if (to === -1) window.drop(ticket, 0);
              else window.move(ticket, to, 0);
              expect(window.owners[ticket]).toBe(to);
            }
            check(window);
            if (!fails) {
              accounts.commit();
              continue;
            }
            accounts.rollback();
            expect([...window.owners]).toEqual(before);
            check(window);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('stand-alone tickets', () => {
  const arrays = {
    issuer: Int32Array.of(0, 1),
    owner: Int32Array.of(2, 3),
    maturityDay: Int32Array.of(4, 4),
  };

  it('copy their arrays and have no contracts to cut', () => {
    const owner = Int32Array.of(2, 3);
    const window = createTicketColumns(accountsOf(), { ...arrays, owner }, 20n);
    window.move(0, 5, 0);
    expect([owner[0], window.cut(1), window.faceOf(1), window.blockCount]).toEqual([2, 0, 20n, 1]);
    expect(
      createTicketColumns(
        accountsOf(),
        { ...arrays, issuer: new Int32Array(0), owner: new Int32Array(0), maturityDay: new Int32Array(0) },
        20n,
      ).blockCount,
    ).toBe(0);
  });

  it('may be called by a rule of the market’s own', () => {
    const window = createTicketColumns(accountsOf(), { ...arrays, names: (serial) => `K1#${serial}` }, 20n);
    expect([window.nameOf(1), window.find('K1#0'), window.find('K1#2'), window.find('T0')]).toEqual([
      'K1#1',
      0,
      -1,
      -1,
    ]);
  });

  it('say who moved what to observers', () => {
    const accounts = accountsOf();
    const window = createTicketColumns(accounts, arrays, 20n);
    const rows: unknown[] = [];
    accounts.observe((row) => rows.push(row));
    accounts.day = 3;
    const label = accounts.label('trade');
    window.move(1, 0, label);
    window.drop(1, label);
    expect(rows).toEqual([
      { op: 'ticket', day: 3, label, ticket: 1, from: 3, to: 0 },
      { op: 'ticket', day: 3, label, ticket: 1, from: 0, to: -1 },
    ]);
  });

  it('are refused when the arrays do not fit together', () => {
    const make =
      (change: object, size = 20n) =>
      (): unknown =>
        createTicketColumns(accountsOf(), { ...arrays, ...change }, size);
    const bad = expect.objectContaining({ code: 'BAD_KERNEL_INPUT' });
    expect(make({ owner: Int32Array.of(1) })).toThrow(bad);
    expect(make({ maturityDay: Int32Array.of(1) })).toThrow(bad);
    expect(make({ serial: Int32Array.of(1) })).toThrow(bad);
    expect(make({ owner: Int32Array.of(1, AGENTS) })).toThrow(bad);
    expect(make({ owner: Int32Array.of(1, -2) })).toThrow(bad);
    expect(make({ issuer: Int32Array.of(1, -1) })).toThrow(bad);
    expect(make({}, 0n)).toThrow(expect.objectContaining({ code: 'NOT_POSITIVE' }));
    const many = new Int32Array(2 ** 25 + 1);
    expect(make({ issuer: many, owner: many, maturityDay: many })).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_TICKETS', details: { ticketSize: '20', tickets: '33554433' } }),
    );
  });
});
