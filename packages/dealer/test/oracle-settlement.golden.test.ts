import { type OracleScenario, openOracle } from '@bagehot/dealer/testing';
import { describe, expect, it } from 'vitest';
import { goldenCases } from './oracle-golden.js';

type Fields = Readonly<Record<string, unknown>>;

interface Chain {
  readonly id: string;
  readonly order: readonly string[];
  readonly cash: Readonly<Record<string, string>>;
  readonly edges: readonly { readonly issuer: string; readonly holder: string; readonly tickets: number }[];
  readonly expected: Readonly<
    Record<
      'sequential' | 'simultaneous',
      {
        readonly cash: Readonly<Record<string, string>>;
        readonly defaulted: readonly string[];
        readonly loss_rate_short: string;
        readonly events: readonly Fields[];
      }
    >
  >;
}

interface Single {
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

/** A day on which everything is due and nobody trades. */
function dueToday(
  traders: readonly { readonly id: string; readonly cash: string }[],
  edges: Chain['edges'],
  config: Partial<OracleScenario['config']>,
): OracleScenario {
  const tickets = edges
    .flatMap((edge) => Array.from({ length: edge.tickets }, () => edge))
    .map(({ issuer, holder }, serial) => ({ id: `T${serial}`, issuer, owner: holder, maturity_day: 1, serial }));
  const cash = { short: { cash: '0' }, mid: { cash: '0' }, long: { cash: '0' } };
  return {
    config: {
      anchors: { short: ['1', '0', '1', '0'], mid: ['1', '0', '1', '0'], long: ['1', '0', '1', '0'] },
      ...config,
    },
    ...{ days: 1, traders, tickets, dealers: cash, vbts: cash },
  };
}

/** Runs the settlement of day 1. */
function settleDayOne(scenario: OracleScenario) {
  const market = openOracle(scenario);
  market.age();
  market.settle();
  const settled = market.records.filter((record) => record.kind === 'Settlement' || record.kind === 'Default');
  return { settled, state: market.state(), lossRate: market.lossRate('short') };
}

describe('settlement', () => {
  it('runs every chain of issuers', () => {
    for (const chain of goldenCases<Chain>('settlement.json', 'chains')) {
      const traders = chain.order.map((id) => ({ id, cash: chain.cash[id] ?? '0' }));
      for (const settlement of ['sequential', 'simultaneous'] as const) {
        const expected = chain.expected[settlement];
        const name = `${chain.id}, ${settlement}`;
        const { settled, state, lossRate } = settleDayOne(dueToday(traders, chain.edges, { settlement }));
        expect(settled, name).toMatchObject(expected.events);
        expect(settled.length, name).toBe(expected.events.length);
        const entities = [...state.traders, ...state.dealers, ...state.vbts];
        const recorded = entities.filter(({ id }) => Object.hasOwn(expected.cash, id));
        expect(Object.fromEntries(recorded.map(({ id, cash }) => [id, cash])), name).toEqual(expected.cash);
        const defaulted = state.traders.filter((trader) => trader.defaulted).map((trader) => trader.id);
        expect(defaulted, name).toEqual(expected.defaulted);
        expect(lossRate, name).toBe(expected.loss_rate_short);
      }
    }
  });

  it('splits what an issuer has', () => {
    for (const single of goldenCases<Single>('settlement.json', 'cases')) {
      const holders = single.holders.filter((holder) => !/^[DV]:/.test(holder.id));
      const traders = [
        { id: 'issuer', cash: single.issuer_cash },
        ...holders.map((holder) => ({ id: holder.id, cash: '0' })),
      ];
      const edges = single.holders.map(({ id, tickets }) => ({ issuer: 'issuer', holder: id, tickets }));
      const { settled, state } = settleDayOne(dueToday(traders, edges, { S: single.S, moneyDecimals: single.scale }));
      expect(settled, single.id).toMatchObject([
        {
          kind: single.default ? 'Default' : 'Settlement',
          total_due: single.total_due,
          total_paid: single.total_paid,
          payouts: single.payouts.map(({ id, amount }) => ({ holder_id: id, amount })),
        },
      ]);
      expect(state.traders[0]?.cash, single.id).toBe(single.issuer_cash_after);
      expect(settled[0]?.['recovery_rate'], single.id).toBe(single.recovery_rate);
    }
  });
});
