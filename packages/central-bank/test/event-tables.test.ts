import { type MoneyMarketEvent, moneyMarketTables } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

type Cells = Readonly<Record<string, string | number | boolean | null>>;

/** The rows an event adds to the tables, by column, with the table's name in front. */
function rowsOf(event: MoneyMarketEvent & { readonly seq?: number }): readonly Cells[] {
  return moneyMarketTables.flatMap((table) =>
    table.rows(event).map((row) => {
      expect(row).toHaveLength(table.columns.length);
      table.columns.forEach((column, k) => {
        if (row[k] === null) expect(column.nullable, `${table.name}.${column.name}`).toBe(true);
      });
      return Object.fromEntries([
        ['table', table.name],
        ...table.columns.map((column, k) => [column.name, row[k] ?? null]),
      ]);
    }),
  );
}

const day = 3;

describe('tables of the money market', () => {
  it('are four, keyed by tick and by the place in the log', () => {
    expect(moneyMarketTables.map(({ name }) => name)).toEqual(['policy_rate', 'omo', 'call_clearing', 'call_leg']);
    for (const { columns } of moneyMarketTables)
      expect(columns.slice(0, 2).map(({ name }) => name)).toEqual(['tick', 'seq']);
  });

  it('take the seq a sink stamped', () => {
    const event = { kind: 'PolicyRateSet', day, rate: decimal('0.045'), previousRate: decimal('0.05') } as const;
    expect(rowsOf(event)).toEqual([{ table: 'policy_rate', tick: 3, seq: null, rate: '0.045', previous_rate: '0.05' }]);
    expect(rowsOf({ ...event, seq: 17 })[0]?.['seq']).toBe(17);
  });

  it('tell operations that were carried out from those that were undone', () => {
    const [done] = rowsOf({
      kind: 'OpenMarketOperation',
      day,
      quantity: -20,
      price: decimal('0.98'),
      priceSource: 'market',
      cash: decimal('-19.6'),
      bookValueAfter: decimal('80'),
      holdingsAfter: 80,
      realisedGain: decimal('-0.4'),
    });
    expect(done).toMatchObject({ success: true, quantity: -20, cash: '-19.6', holdings_after: 80, code: null });
    const [failed] = rowsOf({ kind: 'OpenMarketOperationFailed', day, quantity: 5, code: 'no-treasury', message: '' });
    expect(failed).toMatchObject({ table: 'omo', success: false, quantity: 5, cash: null, code: 'no-treasury' });
  });

  it('have a row for every session', () => {
    const zero = decimal(0);
    const [row] = rowsOf({
      kind: 'CallMarketCleared',
      day,
      session: 1,
      rule: 'ratio',
      policyRate: decimal('0.05'),
      callRate: decimal('0.05'),
      spread: zero,
      liquidityRatio: null,
      supplied: decimal('10.5'),
      requested: zero,
      volume: zero,
      loans: 0,
      legs: 0,
      indicative: true,
    });
    expect(row).toMatchObject({ table: 'call_clearing', session: 1, liquidity_ratio: null, supplied: '10.5' });
  });

  it('have a row for each leg when it is lent and one when its loan is over', () => {
    const lent = rowsOf({
      kind: 'CallLoanGranted',
      day,
      loanId: 'L1',
      requestId: 'R1',
      borrowerId: 'F3',
      principal: decimal(500),
      rate: decimal('0.1'),
      dueTick: 4,
      legs: [
        { lenderId: 'F1', supplyId: 'S1', amount: decimal(300) },
        { lenderId: 'F2', supplyId: 'S2', amount: decimal(200) },
      ],
    });
    expect(
      lent.map(({ lender, principal, status, rate, interest }) => [lender, principal, status, rate, interest]),
    ).toEqual([
      ['F1', '300', 'open', '0.1', null],
      ['F2', '200', 'open', '0.1', null],
    ]);
    const ended = rowsOf({
      kind: 'CallLoanDefaulted',
      day: 4,
      loanId: 'L1',
      borrowerId: 'F3',
      principal: decimal(500),
      interest: decimal('0.14'),
      paid: decimal(250),
      loss: decimal(250),
      legs: [
        {
          lenderId: 'F1',
          amount: decimal(300),
          interest: decimal('0.08'),
          received: decimal(150),
          principalLoss: decimal(150),
        },
        {
          lenderId: 'F2',
          amount: decimal(200),
          interest: decimal('0.06'),
          received: decimal(100),
          principalLoss: decimal(100),
        },
      ],
    });
    expect(ended.map(({ lender, received, loss, status }) => [lender, received, loss, status])).toEqual([
      ['F1', '150', '150', 'defaulted'],
      ['F2', '100', '100', 'defaulted'],
    ]);
  });

  it('say how a loan was repaid where its borrower did not pay', () => {
    const [row] = rowsOf({
      kind: 'CallLoanRepaid',
      day,
      loanId: 'L1',
      borrowerId: 'B',
      principal: decimal(1),
      interest: decimal(0),
      paid: decimal(1),
      cause: 'renewal',
      legs: [
        { lenderId: 'A', amount: decimal(1), interest: decimal(0), received: decimal(1), principalLoss: decimal(0) },
      ],
    });
    expect(row).toMatchObject({ loan: 'L1', status: 'renewal' });
  });
});
