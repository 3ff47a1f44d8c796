import type { ClearingReport, PassThrough } from '@bagehot/central-bank';
import { type Decimal, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { type Channel, type ChannelSetup, channelOf, runSession } from './channel-worlds.js';

interface SessionFigures {
  readonly supplies: readonly { readonly lender: string; readonly amount: string }[];
  readonly totalSupplied: string;
  readonly totalRequested: string;
  readonly liquidityRatio: string | null;
  readonly spread: string;
  readonly callRate: string;
  readonly grants: readonly string[];
  readonly draws: readonly string[];
  readonly balances: Readonly<Record<string, string>>;
}

interface ChannelCase {
  readonly id: string;
  readonly note: string;
  readonly agents: Readonly<Record<string, { readonly reserves: string; readonly target?: string }>>;
  readonly requests: readonly { readonly borrower: string; readonly amount: string }[];
  readonly config: { readonly sensitivity: string; readonly ticksPerYear: number; readonly moneyDp: number };
  readonly treasury: {
    readonly treasury: 'ledger' | 'brokered';
    readonly faceValue: string;
    readonly inventory: number;
    readonly outstanding: number;
    readonly cbBonds: number;
    readonly cbBookValue: string;
    readonly treasuryDeposit: string;
    readonly passThrough?: PassThrough;
    readonly holders?: Readonly<Record<string, number>>;
  };
  readonly quantityToBuy: number;
  readonly policyRateBefore: string;
  readonly policyRateAfter: string;
  readonly tick1: SessionFigures;
  readonly tick2: {
    readonly repayments: readonly { readonly borrower: string; readonly interest: string; readonly paid: string }[];
    readonly balancesAfterSettlement: Readonly<Record<string, string>>;
    readonly omo: Readonly<Record<string, string | number | boolean | null>>;
    readonly balancesAfterOmo: Readonly<Record<string, string>>;
    readonly clearing: SessionFigures;
  };
}

function setupOf({ agents, requests, config, treasury, policyRateBefore }: ChannelCase): ChannelSetup {
  const { faceValue, inventory, cbBonds, cbBookValue, treasuryDeposit, passThrough, holders } = treasury;
  return {
    agents: Object.entries(agents).map(([agentId, agent]) => ({ agentId, ...agent })),
    requests: requests.map(({ borrower, amount }) => ({ borrowerId: borrower, amount })),
    sensitivity: config.sensitivity,
    ticksPerYear: config.ticksPerYear,
    moneyDecimals: config.moneyDp,
    policyRate: policyRateBefore,
    treasury: {
      faceValue,
      inventory,
      bonds: { quantity: cbBonds, bookValue: cbBookValue },
      deposit: treasuryDeposit,
      ...(passThrough === undefined ? {} : { passThrough }),
      ...(holders === undefined
        ? {}
        : { holders: Object.entries(holders).map(([agentId, quantity]) => ({ agentId, quantity })) }),
    },
  };
}

const money = (amount: Decimal): string => amount.toFixed(2);

function balancesOf({ setup, ledger }: Channel): Readonly<Record<string, string>> {
  return Object.fromEntries(setup.agents.map(({ agentId }) => [agentId, money(ledger.balance(agentId, 'reserves'))]));
}

function figuresOf(report: ClearingReport, channel: Channel): SessionFigures {
  const { supplied, requested, liquidityRatio, spread, callRate, grants, draws } = report;
  return {
    supplies: draws.map(({ lenderId, effective }) => ({ lender: lenderId, amount: money(effective) })),
    totalSupplied: money(supplied),
    totalRequested: money(requested),
    liquidityRatio: liquidityRatio?.toString() ?? null,
    spread: spread.toString(),
    callRate: callRate.toString(),
    grants: grants.map(({ granted }) => money(granted)),
    draws: draws.map(({ drawn }) => money(drawn)),
    balances: balancesOf(channel),
  };
}

/** Every rate in its one written form. */
function rates(figures: SessionFigures): SessionFigures {
  const { liquidityRatio, spread, callRate } = figures;
  return {
    ...figures,
    liquidityRatio: liquidityRatio === null ? null : decimal(liquidityRatio).toString(),
    spread: decimal(spread).toString(),
    callRate: decimal(callRate).toString(),
  };
}

describe('the monetary policy channel', () => {
  for (const one of goldenCases<ChannelCase>('central-bank/channel.json', 'cases'))
    it(`${one.id}: ${one.note}`, () => {
      const channel = channelOf(setupOf(one));
      const { bank, market, treasury } = channel;
      market.beginTick(1);
      expect(figuresOf(runSession(channel, 1), channel)).toEqual(rates(one.tick1));

      const { repaid } = market.beginTick(2);
      expect(
        repaid.map(({ borrowerId, interest, paid }) => ({
          borrower: borrowerId,
          interest: money(interest),
          paid: money(paid),
        })),
      ).toEqual(one.tick2.repayments);
      expect(balancesOf(channel)).toEqual(one.tick2.balancesAfterSettlement);

      bank.setPolicyRate(one.policyRateAfter, 2);
      const { price, cashTransferred, realisedGain, ...result } = bank.conductOpenMarketOperations(
        treasury,
        one.quantityToBuy,
      );
      expect({
        ...result,
        price: price?.toString() ?? null,
        cashTransferred: money(cashTransferred),
        realisedGain: money(realisedGain),
      }).toMatchObject(one.tick2.omo);
      expect(balancesOf(channel)).toEqual(one.tick2.balancesAfterOmo);
      expect(figuresOf(runSession(channel, 2), channel)).toEqual(rates(one.tick2.clearing));
    });
});
