import { createDealerSimulation, type DealerEvent } from '@bagehot/dealer';
import { createEventLog, createRandom, type EventRecord } from '@bagehot/kernel';
import { describe, expect } from 'vitest';
import { recordOf } from './event-record.js';
import { forEachCase } from './golden-folder.js';

const accountNames = { dealer: (bucket: string) => `D:${bucket}`, vbt: (bucket: string) => `V:${bucket}` };
const noCash = new Map([
  ['short', 0],
  ['mid', 0],
  ['long', 0],
]);

interface Case {
  readonly id: string;
  readonly scale: number;
  readonly S: string;
  readonly issuer_cash: string;
  readonly holders: readonly { readonly id: string; readonly tickets: number }[];
  readonly total_due: string;
  readonly total_paid: string;
  readonly recovery_rate: string;
  readonly default: boolean;
  readonly issuer_cash_after: string;
  readonly payouts: readonly { readonly id: string; readonly amount: string }[];
}

interface Outcome {
  readonly cash: Readonly<Record<string, string>>;
  readonly defaulted: readonly string[];
  readonly loss_rate_short: string;
  readonly events: readonly EventRecord[];
}

interface Chain {
  readonly id: string;
  readonly order: readonly string[];
  readonly cash: Readonly<Record<string, string>>;
  readonly edges: readonly { readonly issuer: string; readonly holder: string; readonly tickets: number }[];
  readonly expected: Readonly<Record<'sequential' | 'simultaneous', Outcome>>;
}

interface File {
  readonly cases: readonly Case[];
  readonly chains: readonly Chain[];
}

/** Tickets T0, T1, ... of edges in order, all due on day 1. */
function ticketsOf(edges: Chain['edges']) {
  const rows = edges.flatMap(({ issuer, holder, tickets }) =>
    Array.from({ length: tickets }, () => ({ issuer, owner: holder })),
  );
  return rows.map((row, serial) => ({ ...row, id: `T${serial}`, maturityDay: 1, serial }));
}

const isMaker = (id: string) => id.startsWith('D:') || id.startsWith('V:');

describe('settlement of one issuer', () => {
  forEachCase<File, Case>(
    'settlement.json',
    ({ cases }) => cases,
    (golden) => {
      const log = createEventLog<DealerEvent>();
      const traders = golden.holders.filter(({ id }) => !isMaker(id)).map(({ id }) => ({ id, cash: 0 }));
      const simulation = createDealerSimulation(
        {
          ticketSize: golden.S,
          moneyDecimals: golden.scale,
          accountNames,
          traders: [{ id: 'issuer', cash: golden.issuer_cash }, ...traders],
          tickets: ticketsOf(golden.holders.map(({ id, tickets }) => ({ issuer: 'issuer', holder: id, tickets }))),
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
    },
  );
});

describe.each(['sequential', 'simultaneous'] as const)('chains settled in %s mode', (settlement) => {
  forEachCase<File, Chain>(
    'settlement.json',
    ({ chains }) => chains,
    (golden) => {
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
    },
  );
});
