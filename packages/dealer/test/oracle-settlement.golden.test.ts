import { type OracleScenario, openOracle } from '@bagehot/dealer/testing';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import {
  type Edge,
  edgesOf,
  type RecordedChain,
  type RecordedSplit,
  ticketsOf,
  tradersOf,
} from './recorded-settlement.js';

/** A day on which everything is due and nobody trades. */
function dueToday(
  traders: readonly { readonly id: string; readonly cash: string }[],
  edges: readonly Edge[],
  config: Partial<OracleScenario['config']>,
): OracleScenario {
  const tickets = ticketsOf(edges).map(({ maturityDay, ...ticket }) => ({ ...ticket, maturity_day: maturityDay }));
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
function checkChain(chain: RecordedChain): void {
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
function checkSplit(split: RecordedSplit): void {
  const { settled, state } = settleDayOne(
    dueToday(tradersOf(split), edgesOf(split), { S: split.S, moneyDecimals: split.scale }),
  );
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
  for (const chain of goldenCases<RecordedChain>('dealer/settlement.json', 'chains'))
    it(chain.id, () => checkChain(chain));
  for (const split of goldenCases<RecordedSplit>('dealer/settlement.json', 'cases'))
    it(split.id, () => checkSplit(split));
});
