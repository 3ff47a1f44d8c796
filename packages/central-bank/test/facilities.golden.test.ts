import {
  type Collateral,
  corridor,
  createCallMarket,
  createCollateralPool,
  createStandingFacilities,
  ratioRule,
} from '@bagehot/central-bank';
import { createContracts, createLedger, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface RecourseCase {
  readonly id: string;
  readonly kind: string;
  readonly note: string;
  readonly input: {
    readonly config: {
      readonly policyRate: string;
      readonly depositSpread: string;
      readonly lendingSpread: string;
      readonly sensitivity: string;
      readonly ticksPerYear: number;
      readonly autoLending: boolean;
      readonly autoDeposit: boolean;
    };
    readonly balances: Readonly<Record<string, string>>;
    readonly supplies: readonly { readonly lender: string; readonly amount: string }[];
    readonly requests: readonly { readonly borrower: string; readonly amount: string }[];
    readonly collateralCapacity: Readonly<Record<string, string>> | null;
  };
  readonly expect: {
    readonly callRate: string;
    readonly grants: readonly string[];
    readonly draws: readonly string[];
    readonly lending: readonly object[];
    readonly deposits: readonly object[];
    readonly balances: Readonly<Record<string, string>>;
  };
}

/** Plays a case with a market, a pool and the facilities, and writes what came of it as the vector does. */
function played({ input }: RecourseCase): RecourseCase['expect'] {
  const { depositSpread, lendingSpread, sensitivity, ticksPerYear, autoLending, autoDeposit, policyRate } =
    input.config;
  const ledger = createLedger({ moneyDecimals: 2 });
  const contracts = createContracts(ledger);
  ledger.issue('reserves', 'CB');
  for (const [agent, amount] of Object.entries(input.balances)) {
    ledger.open(agent);
    if (decimal(amount).gt(0))
      ledger.transfer({ day: 0, kind: 'opening', asset: 'reserves', from: 'CB', to: agent, amount: decimal(amount) });
  }
  const ports = { ledger, contracts };
  const pool = createCollateralPool({}, ports);
  for (const [agent, value] of Object.entries(input.collateralCapacity ?? {}))
    pool.pledge(agent, { assetId: 'bill', value, haircut: 0 });
  const collateral: { readonly collateral?: Collateral } =
    input.collateralCapacity === null ? {} : { collateral: pool };
  const centralBank = { getPolicyRate: () => ({ rate: decimal(policyRate), tick: 0 }) };
  const facilities = createStandingFacilities(
    { depositSpread, lendingSpread, autoLending, autoDeposit, ticksPerYear },
    { ...ports, ...collateral, centralBank },
  );
  const rule = corridor(ratioRule({ spreadSensitivity: sensitivity }), { depositSpread, lendingSpread });
  const market = createCallMarket({ rule, ticksPerYear }, ports);
  for (const { lender, amount } of input.supplies) market.supplyReserves(lender, amount);
  for (const { borrower, amount } of input.requests) market.requestLoan({ borrowerId: borrower, amount });
  const callRate = market.processMarketClearing(policyRate);
  const clearing = market.lastClearing();
  if (clearing === null) throw new Error('no session');
  const { lending, deposits } = facilities.recourse(clearing);
  return {
    callRate: callRate.toString(),
    grants: clearing.grants.map(({ granted }) => granted.toFixed(2)),
    draws: clearing.draws.map(({ drawn }) => drawn.toFixed(2)),
    lending: lending.map(({ agentId, requestId, shortfall, amount, unmet, rate, interest }) => ({
      borrower: agentId,
      request: Number(requestId.slice(1)) - 1,
      shortfall: shortfall.toFixed(2),
      amount: amount.toFixed(2),
      unmet: unmet.toFixed(2),
      rate: rate.toString(),
      interest: interest.toFixed(2),
    })),
    deposits: deposits.map(({ agentId, supplyId, amount, rate, interest }) => ({
      lender: agentId,
      supply: Number(supplyId.slice(1)) - 1,
      amount: amount.toFixed(2),
      rate: rate.toString(),
      interest: interest.toFixed(2),
    })),
    balances: Object.fromEntries(
      Object.keys(input.balances).map((agent) => [agent, ledger.balance(agent, 'reserves').toFixed(2)]),
    ),
  };
}

describe('golden recourse to the facilities', () => {
  const cases = goldenCases<RecourseCase>('central-bank/corridor.json', 'cases').filter(
    ({ kind }) => kind === 'recourse',
  );
  it('is there', () => expect(cases.length).toBeGreaterThan(0));
  for (const one of cases) it(`${one.id}: ${one.note}`, () => expect(played(one)).toEqual(one.expect));
});
