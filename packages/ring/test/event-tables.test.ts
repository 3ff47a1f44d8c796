import { decimal } from '@bagehot/kernel';
import { type RingEvent, ringTables } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

const rowsOf = (event: RingEvent) =>
  ringTables.flatMap((table) => table.rows(event).map((cells) => [table.name, ...cells]));

/** Events with their rows: the table, then its cells. */
const ROWS: readonly (readonly [RingEvent, readonly (readonly unknown[])[]])[] = [
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
    { kind: 'ClaimAdded', day: 1, contract: 'loan:1', debtor: 'H1', holder: 'H3', face: decimal(4) },
    [['claim_changes', 1, 'ClaimAdded', 'loan:1', 'H1', 'H3', '4', null]],
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
  [{ kind: 'AgentCreated', day: 0, agent: 'H1', agentKind: 'household' }, [['agents', 0, 'H1', 'household']]],
  [
    { kind: 'CashMinted', day: 0, to: 'H1', amount: decimal(4), source: 'scenario' },
    [['movements', 0, 'CashMinted', 'cash', null, null, 'H1', null, '4', 'scenario']],
  ],
  [
    { kind: 'ReservesMinted', day: 0, to: 'B1', amount: decimal(4), source: 'scenario' },
    [['movements', 0, 'ReservesMinted', 'reserves', null, null, 'B1', null, '4', 'scenario']],
  ],
  [
    { kind: 'ReservesTransferred', day: 1, from: 'B1', to: 'B2', amount: decimal(4), cause: 'settlement' },
    [['movements', 1, 'ReservesTransferred', 'reserves', 'B1', null, 'B2', null, '4', 'settlement']],
  ],
  [
    { kind: 'Transferred', day: 1, asset: 'good/A', from: 'H1', to: 'H2', amount: decimal(4), cause: 'sale' },
    [['movements', 1, 'Transferred', 'good/A', 'H1', null, 'H2', null, '4', 'sale']],
  ],
  [
    { kind: 'CashDeposited', day: 1, customer: 'H1', bank: 'B1', amount: decimal(4) },
    [['movements', 1, 'CashDeposited', 'cash', 'H1', null, null, 'B1', '4', null]],
  ],
  [
    { kind: 'CashWithdrawn', day: 1, customer: 'H1', bank: 'B1', amount: decimal(4) },
    [['movements', 1, 'CashWithdrawn', 'cash', null, 'B1', 'H1', null, '4', null]],
  ],
  [
    { kind: 'IntraBankPayment', day: 1, payer: 'H1', payee: 'H2', bank: 'B1', amount: decimal(4) },
    [['movements', 1, 'IntraBankPayment', 'deposit/B1', 'H1', 'B1', 'H2', 'B1', '4', null]],
  ],
  [
    { kind: 'ClaimTransferred', day: 1, contract: 'P1', from: 'H2', to: 'H3', face: decimal(3), cause: 'trade' },
    [['claim_changes', 1, 'ClaimTransferred', 'P1', 'H2', 'H3', '3', 'trade']],
  ],
  [
    { kind: 'InterbankCleared', day: 1, debtorBank: 'B1', creditorBank: 'B2', amount: decimal(3) },
    [['interbank_clearings', 1, 'B1', 'B2', '3']],
  ],
  [
    { kind: 'ScheduledActionCancelled', day: 1, agent: 'H1', scheduledDay: 4, action: 'mint_cash' },
    [['cancelled_actions', 1, 'H1', 4, 'mint_cash']],
  ],
  [{ kind: 'PhaseA', day: 1 }, []],
];

describe('event tables', () => {
  it('have names and columns of their own', () => {
    const names = ringTables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { columns } of ringTables) {
      const columnNames = columns.map(({ name }) => name);
      expect(new Set(columnNames).size).toBe(columnNames.length);
    }
  });

  for (const [event, expected] of ROWS) it(`show ${event.kind}`, () => expect(rowsOf(event)).toEqual(expected));

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
