import { decimal } from '@bagehot/kernel';
import { intradaySteps, intradayTable, metricTables, type RingEvent, ringMetrics } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

const events: readonly RingEvent[] = [
  {
    kind: 'PayableCreated',
    day: 0,
    contract: 'P1',
    debtor: 'H1',
    creditor: 'H2',
    amount: decimal(10),
    dueDay: 1,
    origin: 'initial',
  },
  { kind: 'PayableSettled', day: 1, contract: 'P1', debtor: 'H1', creditor: 'H2', amount: decimal(10) },
  {
    kind: 'PayableRolledOver',
    day: 1,
    contract: 'P2',
    debtor: 'H1',
    creditor: 'H2',
    amount: decimal(10),
    newDueDay: 3,
    maturityDistance: 2,
    cashTransferred: decimal(10),
  },
];

describe('tables of metrics', () => {
  const [days, shares] = metricTables(ringMetrics(events));

  it('have a column per figure, and one more with rolled payables', () => {
    expect(days?.columns.map(({ name }) => name)).toEqual([
      'day',
      ...['S', 'Mbar', 'alpha', 'M', 'G', 'Mpeak', 'gross_settled', 'net_settled', 'v_gross', 'v_net'],
      ...['phi', 'delta', 'phi_cash', 'n_debtors', 'n_creditors', 'HHI_creditors'],
      ...['S', 'Mbar', 'alpha', 'M', 'G', 'Mpeak', 'gross_settled', 'net_settled', 'v_gross', 'v_net'].map(
        (name) => `${name}_all`,
      ),
      ...['phi', 'delta', 'phi_cash', 'n_debtors', 'n_creditors', 'HHI_creditors'].map((name) => `${name}_all`),
    ]);
  });

  it('have a row per due day of either cohort', () => {
    expect(days?.rows.map(([day, due]) => [day, due])).toEqual([
      [1, '10'],
      [3, null],
    ]);
    for (const row of days?.rows ?? []) expect(row).toHaveLength(days?.columns.length ?? 0);
    const dueOfAll = days?.columns.findIndex(({ name }) => name === 'S_all') ?? -1;
    expect(days?.rows.map((row) => row[dueOfAll])).toEqual(['10', '10']);
  });

  it('list who was short', () => {
    expect(shares?.rows).toEqual([[1, 'H1', '1']]);
  });

  it('show the way through the day', () => {
    expect(intradayTable(intradaySteps(events)).rows).toEqual([[1, 1, 'H1', 'H2', '10', '10']]);
  });
});
