import { decimal, sum } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { dealsOf } from '../src/deals.js';
import { entriesOf } from '../src/entries.js';
import { ration } from '../src/ration.js';
import { eventsOf, readLog } from '../src/run-log.js';
import { readRun } from '../src/run-view.js';
import { thin } from '../src/thinning.js';
import { bigRun } from './big-run.js';
import { goldenCase, inputOf } from './golden-run.js';

const trade = (seq: number, trader: string, price: string): object[] => [
  { seq, day: 1, kind: 'CashTransferred', from: 'dealer_short', to: trader, amount: price, cause: 'trade' },
  {
    seq: seq + 1,
    day: 1,
    kind: 'ClaimTransferred',
    contract: 'P1',
    from: trader,
    to: 'dealer_short',
    face: '1',
    cause: 'trade',
  },
  {
    seq: seq + 2,
    day: 1,
    kind: 'Trade',
    side: 'SELL',
    trader_id: trader,
    bucket: 'short',
    price,
    amount: price,
    contract: 'P1',
  },
  { seq: seq + 3, day: 1, kind: 'DealerQuote', phase: 'trade', bucket: 'short' },
];

describe('lines of the timeline', () => {
  it('join what one trader does ticket by ticket, and keep traders apart', () => {
    const { events } = readLog([...trade(0, 'H1', '0.9'), ...trade(4, 'H1', '0.8'), ...trade(8, 'H2', '0.7')]);
    const lines = entriesOf(events).map(({ kind, firstSeq, lastSeq, count, total }) => [
      kind,
      firstSeq,
      lastSeq,
      count,
      total.toString(),
    ]);
    expect(lines).toEqual([
      ['CashTransferred', 0, 4, 2, '1.7'],
      ['ClaimTransferred', 1, 5, 2, '2'],
      ['Trade', 2, 6, 2, '1.7'],
      ['DealerQuote', 3, 7, 2, '0'],
      ['CashTransferred', 8, 8, 1, '0.7'],
      ['ClaimTransferred', 9, 9, 1, '1'],
      ['Trade', 10, 10, 1, '0.7'],
      ['DealerQuote', 11, 11, 1, '0'],
    ]);
  });

  it('leave payments of debts and defaults alone', () => {
    const pay = { kind: 'CashTransferred', day: 1, from: 'H1', to: 'H2', amount: '1', cause: 'settlement' };
    const settled = { kind: 'PayableSettled', day: 1, debtor: 'H1', creditor: 'H2', amount: '1' };
    const { events } = readLog([pay, settled, pay, settled]);
    expect(entriesOf(events).map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });

  it('begin anew every day', () => {
    const update = { kind: 'BucketUpdate', old_bucket: 'mid', new_bucket: 'short' };
    const { events } = readLog([1, 1, 2, 2, 2].map((day) => ({ ...update, day })));
    expect(entriesOf(events).map(({ day, count }) => [day, count])).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  it.each([
    ['a large run', bigRun(5000)],
    ['a recorded run', inputOf(goldenCase('composed.json', 'guard-1'))],
  ])('stand for every event of %s once, in order', (_, input) => {
    const { events } = readLog(input.records);
    const lines = entriesOf(events);
    expect(lines.reduce((total, { count }) => total + count, 0)).toBe(events.length);
    const kinds = (all: Iterable<readonly [string, number]>): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const [kind, count] of all) counts.set(kind, (counts.get(kind) ?? 0) + count);
      return counts;
    };
    expect(kinds(lines.map(({ kind, count }) => [kind, count]))).toEqual(kinds(events.map(({ kind }) => [kind, 1])));
    expect(lines.map(({ firstSeq }) => firstSeq)).toEqual(lines.map(({ firstSeq }) => firstSeq).sort((a, b) => a - b));
  });
});

describe('deals', () => {
  it.each(['write-off-1', 'ring-1', 'small-tickets-1'])('of %s add up to its trades', (id) => {
    const view = readRun(inputOf(goldenCase('composed.json', id)));
    const trades = eventsOf(view.log, 'Trade');
    const deals = dealsOf(view);
    expect(deals.reduce((total, { tickets }) => total + tickets, 0)).toBe(trades.length);
    const money = sum(trades.map(({ record }) => decimal(String(Reflect.get(record, 'amount')))));
    expect(sum(deals.map(({ amount }) => amount)).toString()).toBe(money.toString());
    for (const { lowest, highest, firstPrice, lastPrice } of deals) {
      expect(lowest.lte(firstPrice) && lowest.lte(lastPrice) && highest.gte(firstPrice) && highest.gte(lastPrice)).toBe(
        true,
      );
    }
  });
});

describe('ration', () => {
  it('gives everyone what it wants when there is enough', () => {
    expect(ration([3, 0, 5], 8)).toEqual([3, 0, 5]);
  });

  it('cuts the largest first, down to a common most', () => {
    expect(ration([100, 2, 50], 12)).toEqual([5, 2, 5]);
    expect(ration([10, 10, 10], 3)).toEqual([1, 1, 1]);
    expect(ration([10, 10, 10], 2)).toEqual([0, 1, 1]);
    expect(ration([], 5)).toEqual([]);
  });
});

describe('thinning', () => {
  it('keeps first, lowest, highest and last of a column, in order', () => {
    const points = [5, 1, 9, 4, 3, 7].map((value, k) => ({ value, column: k < 5 ? 0 : 1 }));
    const kept = thin(
      points,
      ({ column }) => column,
      ({ value }) => value,
    );
    expect(kept.map(({ value }) => value)).toEqual([5, 1, 9, 3, 7]);
  });

  it('keeps everything that can be told apart', () => {
    const points = Array.from({ length: 50 }, (_, k) => k);
    expect(thin(points, Math.round, Math.sin)).toEqual(points);
  });
});
