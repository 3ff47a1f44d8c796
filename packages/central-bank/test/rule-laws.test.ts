import {
  type BondPricing,
  constantRule,
  corridorMidRule,
  facePricing,
  fixedPricing,
  impactPricing,
  LIQUIDITY_POLICIES,
  type LiquidityPolicy,
  liquidityPolicy,
  moneyGrowthRule,
  type PolicyRule,
  rateTargetOmo,
  requirementSupplyRule,
  reserveTargetSupply,
  type SupplyRule,
  scheduleRule,
  taylorRule,
  yieldPricing,
} from '@bagehot/central-bank';
import {
  checkBondPricing,
  checkLiquidityPolicy,
  checkPolicyRule,
  checkSupplyRule,
} from '@bagehot/central-bank/testing';
import { decimal, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

type Wrong<Port> = readonly (readonly [string, Port, RegExp])[];

let calls = 0;
const few = { numRuns: 50 };

describe('the laws of bond pricing', () => {
  const shipped: readonly (readonly [string, BondPricing])[] = [
    ['face value', facePricing],
    ['one price', fixedPricing('0.97')],
    ['impact', impactPricing({ base: 100, slope: '0.5', cap: '0.2' })],
    ['a yield', yieldPricing({ couponRate: '0.03', yield: '0.05', ticksToMaturity: (tick) => 720 - tick })],
  ];
  it.each(shipped)('hold of %s', (_, pricing) => checkBondPricing(pricing, few));

  const wrong: Wrong<BondPricing> = [
    ['a price that runs away', { price: () => decimal(1 + calls++) }, /the same question has the same answer/],
    ['a price of nothing', { price: () => ZERO }, /a price is more than 0, or null/],
    ['a price that rounds to nothing', { price: () => '0.000000001' }, /a price is more than 0, or null/],
    ['a word', { price: () => 'cheap' }, /a price is more than 0, or null/],
    [
      'a strike',
      {
        price() {
          throw new Error('no bids');
        },
      },
      /a price is told, or null: it threw Error: no bids/,
    ],
    [
      'a note on the question',
      { price: (context) => Object.assign(context, { faceValue: decimal(7) }).faceValue },
      /what it is shown is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, pricing, complaint) => {
    expect(() => checkBondPricing(pricing)).toThrow(complaint);
  });
});

describe('the laws of a supply rule', () => {
  it('hold of reserve targets', () =>
    checkSupplyRule(
      reserveTargetSupply(
        new Map([
          ['F1', '100'],
          ['F2', '0.5'],
        ]),
      ),
      few,
    ));
  it('hold of reserve requirements', () =>
    checkSupplyRule(
      requirementSupplyRule((agent) => (agent === 'F3' ? null : '33.33')),
      few,
    ));

  const rule = (amount: SupplyRule['amount']): SupplyRule => ({ name: 'own', amount });
  const wrong: Wrong<SupplyRule> = [
    ['less than nothing', rule(({ balance }) => balance), /an offer is a decimal of at least 0/],
    ['a number', rule(() => 5 as never), /an offer is a decimal of at least 0/],
    ['what others have', rule(() => decimal(50)), /nobody offers more than it has/],
    [
      'a third',
      rule(({ balance }) => (balance.gt(0) ? balance.div(3) : ZERO)),
      /an offer lies on the grid of the money/,
    ],
    [
      'a mood',
      rule(({ balance }) => (calls++ % 3 === 0 && balance.gt(0) ? balance : ZERO)),
      /the same question has the same answer/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, supply, complaint) => {
    expect(() => checkSupplyRule(supply)).toThrow(complaint);
  });
});

describe('the laws of a liquidity policy', () => {
  it.each(LIQUIDITY_POLICIES)('hold of %s', (name) => checkLiquidityPolicy(liquidityPolicy(name), few));

  const policy = (sources: LiquidityPolicy['sources']): LiquidityPolicy => ({ name: 'own', sources });
  const wrong: Wrong<LiquidityPolicy> = [
    ['a source there is not', policy(() => ['sell', 'beg' as 'borrow']), /a source is to sell or to borrow/],
    ['a source twice', policy(() => ['borrow', 'borrow']), /each source is named once/],
    ['a mood', policy(() => (calls++ % 3 === 0 ? ['sell'] : [])), /the same question has the same answer/],
    [
      'a note on the question',
      policy((view) => (Object.assign(view, { need: 0n }) ? [] : [])),
      /what it is shown is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, own, complaint) => {
    expect(() => checkLiquidityPolicy(own)).toThrow(complaint);
  });
});

describe('the laws of a policy rule', () => {
  const shipped: readonly (readonly [string, () => PolicyRule])[] = [
    ['one rate', () => constantRule('0.05')],
    ['Taylor', () => taylorRule({ neutralRate: '0.02', inflationTarget: '0.02', smoothing: '0.8' })],
    ['the middle of the corridor', corridorMidRule],
    ['a target for the call rate', () => rateTargetOmo({ target: '0.05', gain: 1000, maxStep: 50 })],
    ['steady growth', () => moneyGrowthRule({ growthRate: '0.04', maxStep: 100 })],
  ];
  it.each(shipped)('hold of %s', (_, create) => checkPolicyRule(create, few));
  it('hold of a plan, which does not look at what is held', () => {
    const plan = (): PolicyRule => scheduleRule([{ tick: 1, rate: '0.03', quantityToBuy: -500 }]);
    checkPolicyRule(plan, { ...few, covered: false });
    expect(() => checkPolicyRule(plan)).toThrow(/no more bonds are sold than are held/);
  });

  const rule =
    (decide: PolicyRule['decide']): (() => PolicyRule) =>
    () => ({ name: 'own', decide });
  const wrong: Wrong<() => PolicyRule> = [
    ['a rate that is a number', rule(() => ({ rate: 0.05 as never })), /a rate is a decimal of at most 12 decimals/],
    [
      'a rate off the grid',
      rule(({ policyRate }) => ({ rate: policyRate.plus('1e-15') })),
      /a rate is a decimal of at most 12 decimals/,
    ],
    ['half a bond', rule(() => ({ quantityToBuy: 0.5 })), /bonds are a whole number/],
    [
      'a sale of what is not held',
      rule(({ holdings }) => ({ quantityToBuy: -holdings - 1 })),
      /no more bonds are sold than are held/,
    ],
    ['a mood', rule(() => ({ quantityToBuy: calls++ % 5 })), /the same question has the same answer/],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkPolicyRule(create)).toThrow(complaint);
  });
});
