import { decimal } from '@bagehot/kernel';
import { type RingEvent, ringTables } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

const rowsOf = (event: RingEvent) =>
  ringTables.flatMap((table) => table.rows(event).map((cells) => [table.name, ...cells]));

describe('event tables', () => {
  it('have names and columns of their own', () => {
    const names = ringTables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { columns } of ringTables) {
      const columnNames = columns.map(({ name }) => name);
      expect(new Set(columnNames).size).toBe(columnNames.length);
    }
  });

  it.each<[RingEvent, readonly (readonly unknown[])[]]>([
    [
      { kind: 'CashTransferred', day: 3, from: 'H1', to: 'H2', amount: decimal('1.50'), cause: 'settlement' },
      [['movements', 3, 'CashTransferred', 'cash', 'H1', null, 'H2', null, '1.5', 'settlement']],
    ],
    [
      { kind: 'ClientPayment', day: 3, payer: 'H1', payerBank: 'B1', payee: 'H2', payeeBank: 'B2', amount: decimal(2) },
      [['movements', 3, 'ClientPayment', 'deposit/B1', 'H1', 'B1', 'H2', 'B2', '2', null]],
    ],
    [
      {
        kind: 'PayableCreated',
        day: 0,
        contract: 'P1',
        debtor: 'H1',
        creditor: 'H2',
        amount: decimal(9),
        dueDay: 4,
        origin: 'initial',
      },
      [['payables', 0, 'PayableCreated', 'P1', null, 'H1', 'H2', '9', 4, null, 'initial', null]],
    ],
    [
      { kind: 'ClaimReduced', day: 1, contract: 'P1', holder: 'H2', face: decimal(3), cause: 'jubilee' },
      [['claim_changes', 1, 'ClaimReduced', 'P1', 'H2', null, '3', 'jubilee']],
    ],
    [
      { kind: 'PayableSettled', day: 1, contract: 'P1', debtor: 'H1', creditor: 'H2', amount: decimal(3) },
      [['obligations', 1, 'PayableSettled', 'P1', 'H1', 'H2', '3', '3', '0']],
    ],
    [
      {
        kind: 'EstateDistributed',
        day: 2,
        agent: 'H1',
        amount: decimal(3),
        payouts: [
          { holder: 'H2', amount: decimal(2) },
          { holder: 'H3', amount: decimal(1) },
        ],
      },
      [
        ['estate_payouts', 2, 'H1', 'H2', '2'],
        ['estate_payouts', 2, 'H1', 'H3', '1'],
      ],
    ],
    [{ kind: 'RunStopped', day: 5, outcome: 'stable' }, [['outcomes', 5, 'stable', null, null, null]]],
    [{ kind: 'PhaseA', day: 1 }, []],
  ])('$0.kind', (event, expected) => {
    expect(rowsOf(event)).toEqual(expected);
  });

  it('have a cell per column in every row', () => {
    const event: RingEvent = {
      kind: 'RolloverPartial',
      day: 1,
      contract: 'P2',
      debtor: 'H1',
      creditor: 'H2',
      amount: decimal(10),
      newDueDay: 3,
      maturityDistance: 2,
      cashTransferred: decimal(4),
    };
    for (const { columns, rows } of ringTables) for (const row of rows(event)) expect(row).toHaveLength(columns.length);
    expect(rowsOf(event)).toHaveLength(1);
  });
});
