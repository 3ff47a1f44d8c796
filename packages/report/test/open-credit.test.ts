import { renderReport } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { all, byId, type Element, readMarkup, textIn } from './markup.js';

const credit = (day: number, contract: string, buyer: string, face: string): object => ({
  kind: 'TradeCreditGranted',
  day,
  buyer,
  seller: 'Baker <b>&</b> sons',
  contract,
  credit: face,
  face,
  due_day: day + 3,
});
const event = (kind: string, fields: object): object => ({ kind, day: 2, ...fields });

/** Amounts have decimals on the page as soon as one of the run has. */
const BOUGHT = [
  { kind: 'CashMinted', day: 0, to: 'H1', amount: '0.5' },
  credit(0, 'P1', 'H1', '5'),
  credit(1, 'P2', 'H2', '7.5'),
  credit(1, 'P3', 'H3', '4'),
];

const render = (records: readonly object[]): Element =>
  readMarkup(renderReport({ title: 'Bread', parameters: {}, metrics: {}, records: [...records] }));

/** The rows of the section, and its first sentences. */
function open(records: readonly object[]): { readonly rows: readonly (readonly string[])[]; readonly told: string } {
  const section = byId(render(records), 'credit');
  const rows = all(section, 'tbody', 'tfoot').flatMap((body) => all(body, 'tr'));
  return {
    rows: rows.map((row) => all(row, 'th', 'td').map((cell) => textIn(cell).trim())),
    told: textIn(section),
  };
}

describe('what is owed for goods', () => {
  it('is told where goods were bought on credit, and only there', () => {
    const ids = (records: readonly object[]): readonly unknown[] =>
      all(render(records), 'section').map(({ attributes }) => attributes.get('id'));
    expect(ids(BOUGHT)).toContain('credit');
    expect(ids([event('PhaseA', {})])).not.toContain('credit');
  });

  it('is what each buyer owes to whom, and when it is due', () => {
    const { rows, told } = open(BOUGHT);
    expect(rows).toEqual([
      ['H1', 'Baker <b>&</b> sons', '5.00', '3', '0', 'Baker <b>&</b> sons', 'P1'],
      ['H2', 'Baker <b>&</b> sons', '7.50', '4', '1', 'Baker <b>&</b> sons', 'P2'],
      ['H3', 'Baker <b>&</b> sons', '4.00', '4', '1', 'Baker <b>&</b> sons', 'P3'],
      ['All', '', '16.50', '', '', '', ''],
    ]);
    expect(told).toContain('bought on credit 3 times');
    expect(told).toContain('3 claims are open');
  });

  it('is owed to whoever has the claim, as far as it was not reduced or came back to the buyer', () => {
    const { rows } = open([
      ...BOUGHT,
      event('ClaimTransferred', {
        contract: 'P2',
        from: 'Baker <b>&</b> sons',
        to: 'dealer',
        face: '3',
        cause: 'trade',
      }),
      event('ClaimTransferred', { contract: 'P2', from: 'dealer', to: 'H2', face: '1', cause: 'trade' }),
      event('ObligationExtinguished', { contract: 'P2', debtor: 'H2', creditor: 'H2', amount: '1' }),
      event('ClaimReduced', { contract: 'P2', holder: 'dealer', face: '0.5', cause: 'gift' }),
      event('ClaimTransferred', { contract: 'P1', from: 'Baker <b>&</b> sons', to: 'H9', face: '5', cause: 'trade' }),
      event('ClaimTransferred', { contract: 'P99', from: 'H8', to: 'H9', face: '5', cause: 'trade' }),
    ]);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['H1', 'H9', '5.00'],
      ['H2', 'Baker <b>&</b> sons', '4.50'],
      ['H2', 'dealer', '1.50'],
      ['H3', 'Baker <b>&</b> sons', '4.00'],
      ['All', '', '15.00'],
    ]);
  });

  it('is nothing once it was paid, had failed or was written off', () => {
    const { rows, told } = open([
      ...BOUGHT,
      event('PayableSettled', { contract: 'P1', debtor: 'H1', creditor: 'H9', amount: '5' }),
      event('ObligationDefaulted', {
        contract: 'P2',
        debtor: 'H2',
        creditor: 'H9',
        shortfall: '7',
        amount_paid: '0.5',
      }),
      event('ObligationWrittenOff', { contract: 'P3', debtor: 'H3', creditor: 'H9', amount: '4' }),
    ]);
    expect(rows).toEqual([]);
    expect(told).toContain('nothing of that is open');
  });

  it('is listed up to five hundred claims, and summed up in full', () => {
    const many = Array.from({ length: 600 }, (_, k) => credit(0, `P${k}`, `H${k}`, '2'));
    const { rows, told } = open(many);
    expect(rows).toHaveLength(501);
    expect(rows.at(-1)?.[2]).toBe('1,200');
    expect(told).toMatch(/600 claims are open.*The first 500 are listed/);
  });
});

describe('a deal in goods', () => {
  const trade = { pair_type: 'rye bread<->M', seller_id: 3, buyer_id: 12, dX: 2, dY: 1500, price: 750 };

  it.each([
    [trade, 'H3 gives H12 2 rye bread for 1,500 M'],
    [{ ...trade, credit: 400 }, 'H3 gives H12 2 rye bread for 1,500 M, 400 of it on credit'],
    [{ ...trade, pair_type: 'A<->B', dY: 1 }, 'H3 gives H12 2 A for 1 B'],
  ])('is a sentence: %j', (given, sentence) => {
    const timeline = byId(render([{ kind: 'ExchangeTrade', day: 0, trade: given }]), 'timeline');
    const cells = all(timeline, 'td').map((cell) => textIn(cell).trim());
    expect(cells).toContain(sentence);
  });
});
