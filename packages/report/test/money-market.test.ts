import { type ReportInput, renderReport } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { all, byId, type Element, readMarkup, textIn } from './markup.js';

/** A session of a day, what it lent, and what came of it. */
const session = (day: number, callRate: string, legs: readonly (readonly [string, string, string])[]): object[] => {
  const volume = legs.reduce((sum, [, , amount]) => sum + Number(amount), 0);
  return [
    { kind: 'PhaseA', day },
    {
      kind: 'CallMarketCleared',
      day,
      policy_rate: '0.05',
      call_rate: callRate,
      liquidity_ratio: null,
      supplied: String(volume),
      requested: String(volume + 5),
      volume: String(volume),
      loans: legs.length,
      indicative: volume === 0,
    },
    ...legs.map(([lender, borrower, amount], k) => ({
      kind: 'CallLoanGranted',
      day,
      loan_id: `L${day}${k}`,
      borrower_id: borrower,
      principal: amount,
      rate: callRate,
      due_tick: day + 1,
      legs: [{ lender_id: lender, supply_id: 'S1', amount }],
    })),
  ];
};

const inputWith = (records: readonly object[], parameters: ReportInput['parameters'] = {}): ReportInput => ({
  title: 'Money',
  parameters,
  metrics: {},
  records: [...records],
});

const CORRIDOR = { facilities: { lendingSpread: '0.02', depositSpread: '0.01' } };
const EVIL = '<b>&"x';
const RUN = [
  ...session(0, '0.06', [
    ['A', EVIL, '30'],
    ['B', 'C', '10'],
  ]),
  ...session(1, '0.05', [['A', 'C', '20']]),
  { kind: 'LenderLoss', day: 1, lender_id: 'A', borrower_id: 'C', principal_loss: '7', interest_forgone: '0' },
  { kind: 'FacilityLending', day: 1, agent_id: 'C', amount: '3', rate: '0.07', due_tick: 2 },
];

const cells = (row: Element): readonly string[] => all(row, 'th', 'td').map((cell) => textIn(cell).trim());

describe('the section about the money market', () => {
  const page = readMarkup(renderReport(inputWith(RUN, CORRIDOR)));
  const section = byId(page, 'money-market') as Element;

  it('is there where there was a session, and only there', () => {
    expect(textIn(section)).toContain('Money market');
    const without = readMarkup(renderReport(inputWith([{ kind: 'PhaseA', day: 0 }])));
    expect(all(without, 'section').map(({ attributes }) => attributes.get('id'))).not.toContain('money-market');
  });

  it('draws the corridor where the facilities are known', () => {
    expect(textIn(byId(section, 'c-call-rate-d') as Element)).toContain('1.00% under and 2.00% over');
    expect(textIn(section)).toContain('ceiling');
    const plain = byId(readMarkup(renderReport(inputWith(RUN))), 'money-market') as Element;
    expect(textIn(plain)).not.toContain('ceiling');
    expect(textIn(plain)).toContain('The call rate.');
  });

  it('shows who lent to whom, largest first, with names as they are', () => {
    const matrix = all(section, 'table').find((table) => table.attributes.get('class') === 'matrix') as Element;
    const rows = all(matrix, 'tr').map(cells);
    expect(rows[0]).toEqual(['Lender', EVIL, 'C', 'All']);
    expect(rows[1]).toEqual(['A', '30', '20', '50']);
    expect(rows[2]).toEqual(['B', '', '10', '10']);
    expect(rows[3]).toEqual(['All', '30', '30', '60']);
  });

  it('has every session, and what was lost', () => {
    const text = textIn(section);
    expect(text).toContain('Lost by lenders');
    expect(text).toContain('Lent by the central bank');
    const table = all(section, 'table').find((one) => textIn(one).includes('Sessions of the market')) as Element;
    expect(
      all(table, 'tbody')
        .flatMap((body) => all(body, 'tr'))
        .map(cells),
    ).toEqual([
      ['0', '5.00%', '6.00%', '+1.00 pp', '40', '45', '40', '–', '2', '0', '0', '0'],
      ['1', '5.00%', '5.00%', '0.00 pp', '20', '25', '20', '–', '1', '7', '3', '0'],
    ]);
  });

  it('keeps a line for the others where many lend', () => {
    const crowd = Array.from({ length: 30 }, (_, k) => [`L${k}`, `B${k % 20}`, '1'] as const);
    const wide = byId(readMarkup(renderReport(inputWith(session(0, '0.05', crowd)))), 'money-market') as Element;
    const matrix = all(wide, 'table').find((table) => table.attributes.get('class') === 'matrix') as Element;
    expect(all(matrix, 'tr')).toHaveLength(1 + 11 + 1);
    expect(textIn(matrix)).toContain('20 others');
  });

  it('says so where nobody lent', () => {
    const empty = byId(readMarkup(renderReport(inputWith(session(0, '0.15', [])))), 'money-market') as Element;
    expect(textIn(empty)).toContain('Nobody lent to anybody.');
  });
});
