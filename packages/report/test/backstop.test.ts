import { renderReport } from '@bagehot/report';
import { describe, expect, it } from 'vitest';
import { all, byId, type Element, readMarkup, textIn } from './markup.js';

const quote = (day: number, effectiveBid: string, bidBy: string): object => ({
  kind: 'BackstopQuote',
  day,
  bucket: 'short',
  bid: '0.7',
  ask: '1.3',
  effective_bid: effectiveBid,
  effective_ask: '1.1',
  bid_by: bidBy,
  ask_by: 'V',
});

const dealerQuote = { kind: 'DealerQuote', day: 1, bucket: 'short', phase: 'open', bid: '0.7', ask: '1.1' };
const sale = {
  kind: 'Trade',
  day: 1,
  side: 'SELL',
  trader_id: 'H1',
  ticket_id: 'T1',
  bucket: 'short',
  price: '0.7',
  amount: '0.7',
  is_pass_through: true,
  dealer: 'D',
  vbt: 'Bank of <b>England</b>',
};

const RECORDS = [
  { kind: 'AgentCreated', day: 0, agent: 'Bank of <b>England</b>', agent_kind: 'central_bank' },
  { kind: 'AgentCreated', day: 0, agent: 'vbt_short', agent_kind: 'vbt' },
  { kind: 'PhaseA', day: 0 },
  quote(0, '0.9', 'V'),
  { kind: 'PhaseA', day: 1 },
  quote(1, '0.7', 'Bank of <b>England</b>'),
  { ...dealerQuote, vbt_bid: '0.7', vbt_ask: '1.1', inventory: 0, capacity: '0' },
  sale,
];

const FIGURES = {
  face_bought: '15',
  paid: '10.5',
  face_sold: '1',
  sold_for: '1.3',
  redeemed: '7.25',
  face_lost: '6.75',
  peak_holdings: '14',
  holdings: '0',
  holdings_worth: '0',
  profit: '-1.95',
  days: 4,
  bid_days: 3,
  bid_share: '0.75',
};

const render = (records: readonly object[], metrics = {}): Element =>
  readMarkup(renderReport({ title: 'Behind the dealers', parameters: {}, metrics, records: [...records] }));

describe('the section about a dealer of last resort', () => {
  it('is there where somebody stands behind the dealers, and only there', () => {
    const sections = (records: readonly object[]): readonly unknown[] =>
      all(render(records), 'section').map(({ attributes }) => attributes.get('id'));
    expect(sections(RECORDS)).toContain('backstop');
    expect(sections(RECORDS.slice(0, 3))).not.toContain('backstop');
  });

  it('says what it bought, what that came to, and how often it was needed', () => {
    const section = byId(render(RECORDS, { backstop: FIGURES }), 'backstop') as Element;
    const cards = all(section, 'dd').map((cell) => textIn(cell).trim());
    expect(cards).toEqual([
      '15.00',
      'of face, for 10.50; 1.00 was sold again for 1.30',
      '1.95',
      '7.25 came back from debtors, 6.75 of face did not',
      '14.00',
      'of face; 0.00 at the end',
      '75.00%',
      'of days: 3 of 4',
    ]);
    expect(textIn(section)).toContain('Lost by it');
  });

  it('lists each change of the outside quotes, and does without figures', () => {
    const section = byId(render(RECORDS), 'backstop') as Element;
    const rows = all(section, 'tbody').flatMap((body) => all(body, 'tr'));
    expect(rows.map((row) => all(row, 'th', 'td').map((cell) => textIn(cell).trim()))).toEqual([
      ['0', 'short', '0.7000', '1.3000', '0.9000', 'V', '1.1000', 'V'],
      ['1', 'short', '0.7000', '1.3000', '0.7000', 'Bank of <b>England</b>', '1.1000', 'V'],
    ]);
    expect(all(section, 'dd')).toEqual([]);
  });

  it('leaves the bucket to its own value-based trader', () => {
    const market = textIn(byId(render(RECORDS), 'market') as Element);
    expect(market).toContain('vbt_short');
    expect(market).not.toContain('England');
  });
});
