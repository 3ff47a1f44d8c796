import { type OracleScenario, openOracle } from '@bagehot/dealer/testing';
import { describe, expect } from 'vitest';
import { forEachCase } from './golden-folder.js';

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

interface Split {
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

/** A chain of issuers who pay each other. */
function checkChain(chain: Chain): void {
  const traders = chain.order.map((id) => ({ id, cash: chain.cash[id] ?? '0' }));
  for (const settlement of ['sequential', 'simultaneous'] as const) {
    const expected = chain.expected[settlement];
    const { settled, state, lossRate } = settleDayOne(dueToday(traders, chain.edges, { settlement }));
    expect(settled, settlement).toMatchObject(expected.events);
    const entities = [...state.traders, ...state.dealers, ...state.vbts];
    const recorded = entities.filter(({ id }) => Object.hasOwn(expected.cash, id));
    expect(Object.fromEntries(recorded.map(({ id, cash }) => [id, cash])), settlement).toEqual(expected.cash);
    const defaulted = state.traders.filter((trader) => trader.defaulted).map((trader) => trader.id);
    expect(defaulted, settlement).toEqual(expected.defaulted);
    expect(lossRate, settlement).toBe(expected.loss_rate_short);
  }
}

/** One issuer and its holders. */
function checkSplit(split: Split): void {
  const holders = split.holders.filter((holder) => !/^[DV]:/.test(holder.id));
  const traders = [{ id: 'issuer', cash: split.issuer_cash }, ...holders.map(({ id }) => ({ id, cash: '0' }))];
  const edges = split.holders.map(({ id, tickets }) => ({ issuer: 'issuer', holder: id, tickets }));
  const { settled, state } = settleDayOne(dueToday(traders, edges, { S: split.S, moneyDecimals: split.scale }));
  expect(settled).toMatchObject([
    {
      kind: split.default ? 'Default' : 'Settlement',
      total_due: split.total_due,
      total_paid: split.total_paid,
      recovery_rate: split.recovery_rate,
      payouts: split.payouts.map(({ id, amount }) => ({ holder_id: id, amount })),
    },
  ]);
  expect(state.traders[0]?.cash).toBe(split.issuer_cash_after);
}

describe('the literal settlement', () => {
  forEachCase('settlement.json', (file: { readonly chains: readonly Chain[] }) => file.chains, checkChain);
  forEachCase('settlement.json', (file: { readonly cases: readonly Split[] }) => file.cases, checkSplit);
});
