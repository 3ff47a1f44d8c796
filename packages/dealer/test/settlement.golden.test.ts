import { createDealerSimulation, type DealerEvent } from '@bagehot/dealer';
import { createEventLog, createRandom } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { recordOf } from './event-record.js';
import { edgesOf, type RecordedChain, type RecordedSplit, ticketsOf, tradersOf } from './recorded-settlement.js';

const accountNames = { dealer: (bucket: string) => `D:${bucket}`, vbt: (bucket: string) => `V:${bucket}` };
const noCash = new Map([
  ['short', 0],
  ['mid', 0],
  ['long', 0],
]);

describe('settlement of one issuer', () => {
  for (const golden of goldenCases<RecordedSplit>('dealer/settlement.json', 'cases'))
    it(golden.id, () => {
      const log = createEventLog<DealerEvent>();
      const simulation = createDealerSimulation(
        {
          ticketSize: golden.S,
          moneyDecimals: golden.scale,
          accountNames,
          traders: tradersOf(golden),
          tickets: ticketsOf(edgesOf(golden)),
          dealerCash: noCash,
          vbtCash: noCash,
          maxArrivals: 0,
          checks: 'event',
        },
        { random: createRandom(1), events: log },
      );
      simulation.runDay();
      const [event] = [...log.of('Settlement'), ...log.of('Default')];
      const record = recordOf(event as unknown as DealerEvent) as unknown as {
        readonly kind: string;
        readonly total_due: string;
        readonly total_paid: string;
        readonly recovery_rate: string;
        readonly payouts: readonly { readonly holder_id: string; readonly amount: string }[];
      };
      expect({
        default: record.kind === 'Default',
        total_due: record.total_due,
        total_paid: record.total_paid,
        issuer_cash_after: simulation.ledger.cash('issuer').toFixed(),
        payouts: record.payouts.map(({ holder_id, amount }) => ({ id: holder_id, amount })),
      }).toEqual({
        default: golden.default,
        total_due: golden.total_due,
        total_paid: golden.total_paid,
        issuer_cash_after: golden.issuer_cash_after,
        payouts: golden.payouts.map(({ id, amount }) => ({ id, amount })),
      });
      expect(Number(record.recovery_rate)).toBeCloseTo(Number(golden.recovery_rate), 14);
    });
});

describe.each(['sequential', 'simultaneous'] as const)('chains settled in %s mode', (settlement) => {
  for (const golden of goldenCases<RecordedChain>('dealer/settlement.json', 'chains'))
    it(golden.id, () => {
      const log = createEventLog<DealerEvent>();
      const simulation = createDealerSimulation(
        {
          accountNames,
          settlement,
          traders: golden.order.map((id) => ({ id, cash: golden.cash[id] as string })),
          tickets: ticketsOf(golden.edges),
          dealerCash: noCash,
          vbtCash: noCash,
          maxArrivals: 0,
          checks: 'event',
        },
        { random: createRandom(1), events: log },
      );
      simulation.runDay();
      const expected = golden.expected[settlement];
      const settled = log.events.filter(({ kind }) => kind === 'Settlement' || kind === 'Default');
      expect(settled.map((event) => recordOf(event))).toEqual(expected.events);
      const cash = Object.keys(expected.cash).map((id) => [id, simulation.ledger.cash(id).toFixed()]);
      expect(Object.fromEntries(cash)).toEqual(expected.cash);
      expect(simulation.defaulted).toEqual(expected.defaulted);
      expect(simulation.lossRate.toFixed()).toBe(expected.loss_rate_short);
    });
});
