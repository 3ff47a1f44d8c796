import { type DealerEvent, scriptedOrderFlow } from '@bagehot/dealer';
import { createEventLog } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { cash, deal, open, quotes, stack, ticket, traders } from './example-market.js';

describe('worked examples', () => {
  it('1: selling a migrating claim and dealer rebucketing', () => {
    const run = open({
      anchors: { short: { mid: 1, spread: '0.2' }, mid: { mid: 1, spread: '0.2' }, long: { mid: 1, spread: '0.3' } },
      traders: traders({ A1: '1.05', A2: 10, Z: 10, J: 0 }),
      tickets: [
        ticket('T*', 'A2', 'A1', 10),
        ticket('L0', 'Z', 'dealer_long', 31),
        ticket('M0', 'Z', 'dealer_mid', 8),
        ...stack(2, 'A1', 'J', 1),
      ],
      dealers: { mid: 1, long: 1 },
    });
    run.openDay();
    expect(quotes(run, 'long')).toEqual(['0.95', '1.05']);
    expect(run.shortfall('A1').toFixed()).toBe('0.95');
    expect(deal(run.market.sell(1, 'A1', 'T*'))).toEqual(['0.95', 'Inside', 'T*']);
    expect(quotes(run, 'long')).toEqual(['0.875', '0.975']);
    run.settle();
    run.closeDay();
    run.openDay();
    expect([cash(run, 'dealer_long'), cash(run, 'dealer_mid')]).toEqual(['1.05', '0']);
    expect(quotes(run, 'mid')).toEqual(['0.9167', '0.9833']);
  });

  it('2: maturing debt and cross-bucket reallocation', () => {
    const run = open({
      traders: traders({ IS: 1, IO: 100 }),
      tickets: [
        ticket('S*', 'IS', 'dealer_short', 1),
        ticket('M0', 'IO', 'dealer_mid', 7),
        ticket('L0', 'IO', 'dealer_long', 31),
      ],
      dealers: { short: 1, mid: 1, long: 1 },
    });
    run.runDay();
    expect(quotes(run, 'short')).toEqual(['1.0167', '1.0833']);
    expect(deal(run.market.buy(1, 'dealer_short', 'mid'))).toEqual(['1.05', 'Inside', 'M0']);
    // The short dealer's new ticket is another bucket's: its own quotes count it not.
    expect(run.market.quote('short').inventory.toFixed()).toBe('0');
    expect(run.market.shelf('dealer_short').other.map(({ id }) => id)).toEqual(['M0']);
    expect(deal(run.market.buy(1, 'dealer_mid', 'long'))).toEqual(['1.0667', 'Inside', 'L0']);
    expect(quotes(run, 'long')).toEqual(['1.0333', '1.1667']);
  });

  it.each([
    [false, '-0.0167'],
    [true, '0'],
  ])('3: outside bid clipped: %s, so a forced sale brings %s', (clipBidAtZero, price) => {
    const run = open({
      clipBidAtZero,
      traderOverdraft: true,
      anchors: { short: { mid: 1, spread: '0.3' }, mid: { mid: 1, spread: '0.3' }, long: { mid: 1, spread: '0.4' } },
      traders: traders({ I1: 1, I2: 0, I3: 0, I4: 5, C: 0 }),
      tickets: [
        ...['I1', 'I2', 'I3'].map((issuer) => ticket(`of ${issuer}`, issuer, 'dealer_short', 1)),
        ticket('X1', 'I4', 'C', 4),
      ],
      dealers: { short: 1 },
      maxArrivals: 0,
    });
    run.runDay();
    expect(run.lossRate.round(4).toFixed()).toBe('0.6667');
    expect(quotes(run, 'short')).toEqual(['0.5458', '0.6458']);
    run.ledger.transfer({
      day: 1,
      kind: 'stress',
      asset: 'cash',
      from: 'dealer_short',
      to: 'CB',
      amount: run.ledger.cash('dealer_short'),
    });
    expect(deal(run.market.sell(2, 'C', 'X1'))).toEqual([price, 'PassThrough', 'X1']);
  });

  it('4: dealer reaches its inventory limit and the VBT lays off', () => {
    const run = open({
      traders: traders({ I: 100, B1: 5, B2: 5, B3: 5 }),
      tickets: [...stack(2, 'I', 'dealer_mid', 6), ...stack(3, 'I', 'vbt_mid', 6)],
      dealers: { mid: 2 },
    });
    expect(['B1', 'B2', 'B3'].map((buyer) => deal(run.market.buy(0, buyer, 'mid')))).toEqual([
      ['1.03', 'Inside', 'dealer_mid.6.0'],
      ['1.08', 'Inside', 'dealer_mid.6.1'],
      ['1.15', 'PassThrough', 'vbt_mid.6.0'],
    ]);
    expect(cash(run, 'dealer_mid')).toBe('4.11');
  });

  it('5: dealer earns over time and inventory grows', () => {
    const run = open({
      traders: traders({ I: 100, S1: 0, S3: 0, B1: 5 }),
      tickets: [...stack(2, 'I', 'dealer_mid', 6), ticket('X1', 'I', 'S1', 6), ticket('X3', 'I', 'S3', 6)],
      dealers: { mid: 2 },
    });
    run.market.sell(0, 'S1', 'X1');
    run.market.buy(0, 'B1', 'mid');
    expect(deal(run.market.sell(0, 'S3', 'X3'))).toEqual(['0.97', 'Inside', 'X3']);
    expect(run.market.equity('dealer_mid').toFixed()).toBe('4.04');
  });

  it('6: bid-side pass-through, capacity binding', () => {
    const run = open({
      traders: traders({ I: 100, S1: 0 }),
      tickets: [...stack(2, 'I', 'dealer_mid', 6), ticket('X1', 'I', 'S1', 6)],
      dealers: { mid: '0.10' },
    });
    expect(run.market.quote('mid').canBuy).toBe(false);
    expect(deal(run.market.sell(0, 'S1', 'X1'))).toEqual(['0.85', 'PassThrough', 'X1']);
    expect(cash(run, 'dealer_mid')).toBe('0.1');
  });

  it('7: edge rungs without interior clipping', () => {
    const run = open({
      traders: traders({ I: 100, B1: 5, B2: 5, B3: 5, B4: 5 }),
      tickets: stack(4, 'I', 'dealer_mid', 6),
      dealers: { mid: '0.90' },
    });
    expect(run.market.quote('mid').executionBid.toFixed()).toBe('0.85');
    for (const buyer of ['B1', 'B2', 'B3']) run.market.buy(0, buyer, 'mid');
    const last = run.market.quote('mid');
    expect([last.ask.toFixed(), last.askPinned]).toEqual(['1.08', false]);
    run.market.buy(0, 'B4', 'mid');
    expect(run.market.quote('mid').executionAsk.toFixed()).toBe('1.15');
  });

  it('8: guard at a very low mid', () => {
    const run = open({
      anchors: {
        short: { mid: 1, spread: '0.2' },
        mid: { mid: '0.01', spread: '0.01' },
        long: { mid: 1, spread: '0.4' },
      },
      traders: traders({ I: 100, S1: 0, B1: 1 }),
      tickets: [...stack(3, 'I', 'dealer_mid', 6), ticket('V', 'I', 'vbt_mid', 6), ticket('X1', 'I', 'S1', 6)],
      dealers: { mid: 2 },
    });
    expect(run.market.quote('mid').guarded).toBe(true);
    expect(deal(run.market.sell(0, 'S1', 'X1'))).toEqual(['0.005', 'PassThrough', 'X1']);
    expect(deal(run.market.buy(0, 'B1', 'mid'))).toEqual(['0.015', 'PassThrough', 'V']);
    expect(cash(run, 'vbt_mid')).toBe('100.01');
  });

  it('9: partial recovery over three kinds of holders, R = 3/8', () => {
    const run = open({
      traders: traders({ I: 3, K: 0 }),
      tickets: [...stack(3, 'I', 'dealer_short', 1), ...stack(2, 'I', 'vbt_short', 1), ...stack(3, 'I', 'K', 1)],
      vbts: 0,
    });
    run.runDay();
    expect(['dealer_short', 'vbt_short', 'K', 'I'].map((agent) => cash(run, agent))).toEqual([
      '1.125',
      '0.75',
      '1.125',
      '0',
    ]);
    expect([run.lossRate.toFixed(), run.defaulted]).toEqual(['0.625', ['I']]);
  });

  it('10: trader-held rebucketing without a dealer-to-dealer transfer', () => {
    const log = createEventLog<DealerEvent>();
    const run = open(
      {
        traders: traders({ T: 1, J: 10 }),
        tickets: [ticket('T*', 'J', 'T', 10), ticket('L0', 'J', 'dealer_long', 30), ticket('M0', 'J', 'dealer_mid', 8)],
        dealers: { short: 1, mid: 1, long: 1 },
        anchors: { short: { mid: 1, spread: '0.2' }, mid: { mid: 1, spread: '0.2' }, long: { mid: 1, spread: '0.3' } },
      },
      { events: log },
    );
    run.runDay();
    run.runDay();
    expect([log.of('BucketUpdate').map(({ ticket: id, newBucket }) => [id, newBucket]), log.of('Rebucket')]).toEqual([
      [['T*', 'mid']],
      [],
    ]);
    expect(deal(run.market.sell(2, 'T', 'T*'))).toEqual(['0.9667', 'Inside', 'T*']);
  });

  it('11: partial recovery, R = 3/5', () => {
    const run = open({
      traders: traders({ I: 3, K: 0 }),
      tickets: [...stack(2, 'I', 'dealer_short', 1), ...stack(2, 'I', 'vbt_short', 1), ...stack(1, 'I', 'K', 1)],
      vbts: 0,
      anchors: { short: { mid: 1, spread: '0.3' }, mid: { mid: 1, spread: '0.3' }, long: { mid: 1, spread: '0.4' } },
    });
    run.runDay();
    expect(['dealer_short', 'vbt_short', 'K'].map((agent) => cash(run, agent))).toEqual(['1.2', '1.2', '0.6']);
    const { mid, spread } = run.market.anchors('short');
    expect([mid.toFixed(), spread.toFixed()]).toEqual(['0.6', '0.54']);
  });

  it('12: capacity crosses an integer', () => {
    const up = open({
      traders: traders({ I: 100, S1: 0 }),
      tickets: [...stack(2, 'I', 'dealer_mid', 6), ticket('X1', 'I', 'S1', 6)],
      dealers: { mid: '1.97' },
    });
    expect(deal(up.market.sell(0, 'S1', 'X1'))).toEqual(['0.9325', 'Inside', 'X1']);
    expect(up.market.quote('mid').maxFundableTickets).toBe(4);
    const down = open({
      traders: traders({ I: 100, B1: 5 }),
      tickets: stack(4, 'I', 'dealer_mid', 6),
      dealers: { mid: '0.02' },
    });
    expect(deal(down.market.buy(0, 'B1', 'mid'))).toEqual(['0.93', 'Inside', 'dealer_mid.6.0']);
    expect([down.market.quote('mid').maxFundableTickets, ...quotes(down, 'mid')]).toEqual([3, '0.8725', '0.9475']);
  });

  it('13: arrivals, one of them refused', () => {
    const orderFlow = scriptedOrderFlow(
      new Map([
        [
          1,
          [
            { drawn: 'SELL', agent: 'S1' },
            { drawn: 'SELL', agent: 'B2' },
            { drawn: 'BUY', agent: 'B1' },
          ],
        ],
      ]),
    );
    const run = open(
      {
        cashBuffer: '0.5',
        traders: traders({ I: '0.4', S1: '0.5', B1: 2, B2: '0.9', J: 0 }),
        tickets: [...stack(2, 'I', 'dealer_mid', 7), ticket('X1', 'I', 'S1', 7), ticket('P1', 'S1', 'J', 1)],
        dealers: { mid: 2 },
      },
      { orderFlow },
    );
    run.openDay();
    expect(run.trade().map(deal)).toEqual([
      ['0.97', 'Inside', 'X1'],
      'unaffordable',
      ['0.98', 'Inside', 'dealer_mid.7.0'],
    ]);
    expect(cash(run, 'dealer_mid')).toBe('2.01');
  });

  it('14: the ticket delivered is the one that matures first', () => {
    const issuers = traders({ I1: 10, I2: 10, I3: 10, I4: 10, B: 2, C: 2 });
    const inside = open({
      traders: issuers,
      tickets: [
        ticket('#101', 'I1', 'dealer_mid', 6),
        ticket('#202', 'I2', 'dealer_mid', 5),
        ticket('#303', 'I3', 'vbt_mid', 7),
      ],
      dealers: { mid: 2 },
    });
    expect(deal(inside.market.buy(0, 'B', 'mid'))).toEqual(['1.03', 'Inside', '#202']);
    expect(deal(inside.market.buy(0, 'B', 'mid', { issuer: 'I2' }))).toBe('no-ticket');
    const outside = open({
      traders: issuers,
      tickets: [ticket('#303', 'I3', 'vbt_mid', 7), ticket('#404', 'I4', 'vbt_mid', 6)],
      dealers: { mid: 2 },
    });
    expect(deal(outside.market.buy(0, 'B', 'mid'))).toEqual(['1.15', 'PassThrough', '#404']);
  });
});
