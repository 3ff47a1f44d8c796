import type { PassThrough } from '@bagehot/central-bank';
import { goldenFirms } from '@bagehot/central-bank/testing';
import { type Decimal, decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelSetup, channelOf, runSession, snapshotChannel } from './channel-worlds.js';

const ALL_SPENT: PassThrough = {
  fraction: 1,
  recipients: [
    { agentId: 'F1', weight: 1 },
    { agentId: 'F2', weight: 1 },
  ],
};

function firms(passThrough: PassThrough | undefined): ChannelSetup {
  return {
    agents: goldenFirms().map(({ agentId, reserves, target }) => ({
      agentId,
      reserves,
      ...(target === null ? {} : { target }),
    })),
    requests: [
      { borrowerId: 'F3', amount: 1000 },
      { borrowerId: 'F4', amount: 600 },
    ],
    sensitivity: '0.1',
    ticksPerYear: 360,
    moneyDecimals: 2,
    policyRate: '0.05',
    treasury: {
      faceValue: 1,
      inventory: 10_000,
      bonds: { quantity: 500, bookValue: 500 },
      deposit: 500,
      ...(passThrough === undefined ? {} : { passThrough }),
    },
  };
}

/** The first tick, and the settlement of its loans in the second: every operation begins here. */
function secondTick(setup: ChannelSetup) {
  const channel = channelOf(setup);
  channel.market.beginTick(1);
  const { callRate } = runSession(channel, 1);
  channel.market.beginTick(2);
  return { callRate, snapshot: snapshotChannel(channel) };
}

/** What the call rate of the second tick is when so many bonds are bought on a copy of the world. */
function rateAfter(setup: ChannelSetup, quantityToBuy: number): { readonly supplied: string; readonly rate: Decimal } {
  const copy = channelOf(setup, secondTick(setup).snapshot);
  copy.bank.conductOpenMarketOperations(copy.treasury, quantityToBuy);
  const { supplied, callRate } = runSession(copy, 2);
  return { supplied: supplied.toString(), rate: callRate };
}

describe('monetary policy', () => {
  it('test_monetary_policy_channel', () => {
    const spends = firms(ALL_SPENT);
    expect(secondTick(spends).callRate.toString()).toBe('0.1');
    const table = [-200, 0, 200, 400, 800, 1000].map((quantity) => {
      const { supplied, rate } = rateAfter(spends, quantity);
      return [quantity, supplied, rate.toString()];
    });
    expect(table).toEqual([
      [-200, '600.22', '0.11248625'],
      [0, '800.22', '0.09998625'],
      [200, '1000.22', '0.08748625'],
      [400, '1200.22', '0.07498625'],
      [800, '1600.22', '0.05'],
      [1000, '1800.22', '0.05'],
    ]);
    const [before, some, more] = [0, 400, 800].map((quantity) => rateAfter(spends, quantity).rate) as [
      Decimal,
      Decimal,
      Decimal,
    ];
    expect(some.lt(before) && more.lt(some)).toBe(true);
    // Where the treasury keeps the money, lenders have no more than before, and nothing happens to the rate.
    const kept = rateAfter(firms(undefined), 1000);
    expect([kept.supplied, kept.rate.toString()]).toEqual(['800.22', '0.09998625']);
  });

  it('moves the call rate by the policy rate, one for one', () => {
    const setup = firms(ALL_SPENT);
    const copy = channelOf(setup, secondTick(setup).snapshot);
    copy.bank.setPolicyRate('0.04', 2);
    expect(runSession(copy, 2).callRate.toString()).toBe('0.08998625');
  });

  it('goes on from its snapshot as if nothing had been', () => {
    const setup = firms(ALL_SPENT);
    const channel = channelOf(setup);
    channel.market.beginTick(1);
    runSession(channel, 1);
    const told = channel.events.events.length;
    const copy = channelOf(setup, snapshotChannel(channel));
    for (const one of [channel, copy]) {
      one.market.beginTick(2);
      one.bank.conductOpenMarketOperations(one.treasury, 300);
      runSession(one, 2);
      one.market.beginTick(3);
    }
    expect(JSON.stringify(copy.events.events)).toBe(JSON.stringify(channel.events.events.slice(told)));
    expect(snapshotChannel(copy)).toEqual(snapshotChannel(channel));
  });

  it('never raises the call rate by buying more, whatever the book', () => {
    const cents = (most: number) => fc.nat(most).map((units) => decimal(units).div(100));
    const setups = fc
      .record({
        lenders: fc.array(fc.record({ reserves: cents(100_000), target: cents(50_000), weight: fc.nat(3) }), {
          minLength: 1,
          maxLength: 4,
        }),
        requests: fc.array(cents(100_000), { maxLength: 4 }),
        sensitivity: fc.nat(100).map((units) => decimal(units).div(100)),
      })
      .map(({ lenders, requests, sensitivity }): ChannelSetup => {
        const borrowers = requests.map((_, k) => ({ agentId: `B${k}`, reserves: 0 }));
        const recipients = lenders.map(({ weight }, k) => ({ agentId: `L${k}`, weight: weight + (k === 0 ? 1 : 0) }));
        return {
          ...firms({ fraction: 1, recipients }),
          agents: [...lenders.map(({ reserves, target }, k) => ({ agentId: `L${k}`, reserves, target })), ...borrowers],
          requests: requests.map((amount, k) => ({ borrowerId: `B${k}`, amount })),
          sensitivity,
        };
      });
    const steps = fc.array(fc.nat(600), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(setups, steps, (setup, quantities) => {
        const rates = [...quantities]
          .sort((a, b) => a - b)
          .map((quantity) => {
            const channel = channelOf(setup);
            channel.bank.conductOpenMarketOperations(channel.treasury, quantity);
            return runSession(channel, 0).callRate;
          });
        for (const [k, rate] of rates.slice(1).entries()) expect(rate.lte(rates[k] as Decimal)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
