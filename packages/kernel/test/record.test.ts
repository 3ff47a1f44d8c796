import {
  createEventLog,
  createRecordCodec,
  createRecordSink,
  type Decimal,
  decimal,
  type EventBase,
  recordLine,
  tee,
} from '@bagehot/kernel';
import Big from 'big.js';
import { describe, expect, it } from 'vitest';

interface AnchorMoved extends EventBase {
  readonly kind: 'VBTAnchorUpdate';
  readonly bucket: string;
  readonly midBefore: Decimal;
  readonly lossRate: Decimal;
}
interface Settled extends EventBase {
  readonly kind: 'Settlement';
  readonly issuerId: string;
  readonly nTickets: number;
  readonly payouts: readonly { readonly holderId: string; readonly paidAmount: Decimal }[];
}

const codec = createRecordCodec({ 'VBTAnchorUpdate.midBefore': 'M_old', nTickets: 'n_tickets' });
const moved: AnchorMoved = {
  lossRate: decimal('1e-7'),
  kind: 'VBTAnchorUpdate',
  bucket: 'short',
  day: 4,
  midBefore: decimal('1.50'),
};
const settled: Settled = {
  kind: 'Settlement',
  day: 4,
  issuerId: 'H5',
  nTickets: 2,
  payouts: [{ holderId: 'H1', paidAmount: decimal(2) }],
};

describe('the record of an event', () => {
  it('is snake_case with decimals as text, kind and day first, aliases where the field has fixed a name', () => {
    expect(recordLine(codec.encode(moved))).toBe(
      '{"kind":"VBTAnchorUpdate","day":4,"loss_rate":"0.0000001","bucket":"short","M_old":"1.5"}',
    );
    expect(recordLine(codec.encode(settled, 7))).toBe(
      '{"kind":"Settlement","day":4,"seq":7,"issuer_id":"H5","n_tickets":2,"payouts":[{"holder_id":"H1","paid_amount":"2"}]}',
    );
  });

  it('takes an alias of one kind for that kind only', () => {
    const other = { ...moved, kind: 'Other' };
    expect(Object.keys(codec.encode(other))).toEqual(['kind', 'day', 'loss_rate', 'bucket', 'mid_before']);
  });

  it('holds null, booleans, big integers, nested lists and records, and leaves out what is undefined', () => {
    const event = {
      kind: 'Mixed',
      day: 0,
      nothing: null,
      absent: undefined,
      isPinnedBid: false,
      quanta: -12_345_678_901_234_567_890n,
      ratio: 0.25,
      nested: { quoteBefore: { bid: new Big('1e21'), list: [[1], []] } },
    };
    expect(codec.encode(event)).toEqual({
      kind: 'Mixed',
      day: 0,
      nothing: null,
      is_pinned_bid: false,
      quanta: '-12345678901234567890',
      ratio: 0.25,
      nested: { quote_before: { bid: '1000000000000000000000', list: [[1], []] } },
    });
  });

  it('spells out an event that makes its fields when they are read', () => {
    const compact = {
      kind: 'Trade',
      day: 3,
      index: 7,
      plain: () => ({ kind: 'Trade', day: 3, traderName: 'H7', price: decimal('0.85') }),
    };
    expect(codec.encode(compact)).toEqual({ kind: 'Trade', day: 3, trader_name: 'H7', price: '0.85' });
  });

  it('keeps the order and the text of names in maps', () => {
    const prices = new Map([
      ['b', decimal('0.5')],
      ['10', decimal(1)],
      ['__proto__', decimal(2)],
    ]);
    const event = { kind: 'Prices', day: 1, prices, alive: new Set(['H10', 'H2']) };
    expect(recordLine(codec.encode(event))).toBe(
      '{"kind":"Prices","day":1,"prices":[["b","0.5"],["10","1"],["__proto__","2"]],"alive":["H10","H2"]}',
    );
  });

  it('refuses what no log can hold, by name', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('s')]) {
      const event = { kind: 'Bad', day: 1, nested: { callRate: bad } };
      expect(() => codec.encode(event)).toThrow(
        expect.objectContaining({
          code: 'BAD_KERNEL_INPUT',
          details: expect.objectContaining({ field: 'Bad.callRate' }),
        }),
      );
    }
    expect(() => codec.encode({ kind: 'Bad', day: Number.NaN })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'Bad.day' }) }),
    );
  });
});

describe('sinks', () => {
  it('write numbered lines, keep logs, and share what they get in order', () => {
    const lines: string[] = [];
    const log = createEventLog<AnchorMoved | Settled>();
    const records = createRecordSink<AnchorMoved | Settled>(codec, (line) => lines.push(line));
    const both = tee(log, records);
    both.emit(settled);
    both.emit(moved);
    both.emit(settled);
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual([0, 1, 2]);
    expect(lines[1]).toBe(recordLine(codec.encode(moved, 1)));
    expect(log.events).toEqual([settled, moved, settled]);
    expect(log.of('Settlement')).toEqual([settled, settled]);
    expect(log.of('VBTAnchorUpdate')[0]?.midBefore.toString()).toBe('1.5');
  });
});
