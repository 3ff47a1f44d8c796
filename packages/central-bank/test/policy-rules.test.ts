import {
  constantRule,
  corridorMidRule,
  createCentralBank,
  createTreasury,
  moneyGrowthRule,
  type PolicyContext,
  type PolicyRule,
  policyContext,
  rateTargetOmo,
  reserveAccounts,
  SnapshotError,
  scheduleRule,
  taylorRule,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedPaths } from './refused-problems.js';

const calm: PolicyContext = {
  tick: 0,
  policyRate: decimal('0.05'),
  callRate: null,
  reserves: decimal(1000),
  moneyDecimals: 2,
  price: decimal(1),
  holdings: 50,
};
const decided = (rule: PolicyRule, context: Partial<PolicyContext> = {}): unknown =>
  JSON.parse(JSON.stringify(rule.decide({ ...calm, ...context })));

describe('the Taylor rule', () => {
  const options = { neutralRate: '0.02', inflationTarget: '0.02' };

  it('answers inflation by more than it rises, and the gap by half', () => {
    const rule = taylorRule(options);
    expect(decided(rule)).toEqual({ rate: '0.04' });
    expect(decided(rule, { inflation: decimal('0.04') })).toEqual({ rate: '0.07' });
    expect(decided(rule, { outputGap: decimal('-0.02') })).toEqual({ rate: '0.03' });
  });

  it('keeps part of the rate as it stands', () => {
    expect(decided(taylorRule({ ...options, smoothing: '0.75' }))).toEqual({ rate: '0.0475' });
    expect(decided(taylorRule({ ...options, smoothing: 1 }))).toEqual({ rate: '0.05' });
  });

  it('stops at the lower bound', () => {
    expect(decided(taylorRule(options), { outputGap: decimal('-0.2') })).toEqual({ rate: '0' });
    expect(decided(taylorRule({ ...options, lower: '-0.005' }), { outputGap: decimal('-0.2') })).toEqual({
      rate: '-0.005',
    });
  });

  it('rounds once, half-even to 12 decimals', () => {
    const rule = taylorRule({ neutralRate: 0, inflationTarget: 0, inflationWeight: 1, gapWeight: 0 });
    expect(decided(rule, { inflation: decimal('0.0500000000005') })).toEqual({ rate: '0.05' });
    expect(decided(rule, { inflation: decimal('0.0500000000015') })).toEqual({ rate: '0.050000000002' });
    expect(decided(rule, { inflation: decimal('0.05000000000050001') })).toEqual({ rate: '0.050000000001' });
  });

  it('refuses what is no number, and smoothing beyond 1', () => {
    expect(
      refusedPaths(() =>
        taylorRule({ neutralRate: 'x', inflationTarget: Number.NaN, smoothing: '1.1', lower: '0.0000000000001' }),
      ),
    ).toEqual(['neutralRate', 'inflationTarget', 'lower', 'smoothing']);
  });
});

describe('simple rules', () => {
  it('keep a rate, take the middle of the corridor, or follow a table', () => {
    expect(decided(constantRule('0.03'))).toEqual({ rate: '0.03' });
    const corridor = { floor: decimal('0.01'), ceiling: decimal('0.025') };
    expect(decided(corridorMidRule(), { corridor })).toEqual({ rate: '0.0175' });
    expect(decided(corridorMidRule())).toEqual({});
    const plan = scheduleRule([
      { tick: 5, quantityToBuy: 200 },
      { tick: 2, rate: '0.04', quantityToBuy: -10 },
    ]);
    expect([0, 2, 5].map((tick) => decided(plan, { tick }))).toEqual([
      {},
      { rate: '0.04', quantityToBuy: -10 },
      { quantityToBuy: 200 },
    ]);
  });

  it('refuse a table that cannot be followed', () => {
    expect(
      refusedPaths(() => scheduleRule([{ tick: -1 }, { tick: 1, rate: 'up' }, { tick: 1, quantityToBuy: 1.5 }])),
    ).toEqual(['table[0].tick', 'table[1].rate', 'table[2].tick', 'table[2].quantityToBuy']);
    expect(refusedPaths(() => constantRule('high'))).toEqual(['rate']);
  });
});

describe('a target for the call rate', () => {
  const rule = rateTargetOmo({ target: '0.05', gain: 1000, maxStep: 30 });

  it.each([
    [null, {}],
    ['0.05', {}],
    ['0.0509', {}],
    ['0.0619', { quantityToBuy: 11 }],
    ['0.2', { quantityToBuy: 30 }],
    ['0.0381', { quantityToBuy: -11 }],
    ['-0.1', { quantityToBuy: -30 }],
  ])('at %s asks for %o', (rate, decision) => {
    expect(decided(rule, { callRate: rate === null ? null : decimal(rate) })).toEqual(decision);
  });

  it('sells no more than there is', () => {
    expect(decided(rule, { callRate: decimal('0.01'), holdings: 7 })).toEqual({ quantityToBuy: -7 });
    expect(decided(rule, { callRate: decimal('0.01'), holdings: 0 })).toEqual({});
  });

  it('refuses a negative gain and no step', () => {
    expect(refusedPaths(() => rateTargetOmo({ target: '0.05', gain: -1, maxStep: -1 }))).toEqual(['gain', 'maxStep']);
  });
});

describe('steady growth of the money', () => {
  it('asks for what is missing to the path, tick after tick, and leaves the rate alone', () => {
    const rule = moneyGrowthRule({ growthRate: '0.36', maxStep: 5 });
    // 1000 grows by 1 in the first tick: 1000 * 0.36 / 360.
    expect(decided(rule)).toEqual({});
    expect(decided(rule, { tick: 1 })).toEqual({ quantityToBuy: 1 });
    expect(decided(rule, { tick: 2, price: decimal('0.4') })).toEqual({ quantityToBuy: 5 });
    expect(decided(rule, { tick: 2, reserves: decimal('1001.4') })).toEqual({});
    expect(decided(rule, { tick: 3, reserves: decimal('1005.5') })).toEqual({ quantityToBuy: -2 });
    expect(decided(rule, { tick: 3, reserves: decimal('1005.5'), holdings: 1 })).toEqual({ quantityToBuy: -1 });
  });

  it('takes up ticks that were left out, one by one', () => {
    const [daily, late] = [0, 1].map(() => moneyGrowthRule({ growthRate: '5', maxStep: 9, start: '12.34' })) as [
      ReturnType<typeof moneyGrowthRule>,
      ReturnType<typeof moneyGrowthRule>,
    ];
    late.decide(calm);
    for (let tick = 0; tick <= 20; tick++) daily.decide({ ...calm, tick });
    late.decide({ ...calm, tick: 20 });
    expect(late.snapshot()).toEqual(daily.snapshot());
    // Each tick adds half-even(target * 5 / 360, 2).
    let cents = 1234;
    for (let tick = 0; tick < 20; tick++) {
      const whole = Math.floor((cents * 5) / 360);
      const twice = 2 * (cents * 5 - whole * 360);
      cents += twice > 360 || (twice === 360 && whole % 2 === 1) ? whole + 1 : whole;
    }
    expect(daily.snapshot()).toEqual({
      kind: 'money-growth',
      version: 1,
      target: decimal(cents).div(100).toString(),
      tick: 20,
    });
  });

  it('goes on from a snapshot', () => {
    const whole = moneyGrowthRule({ growthRate: '0.5', maxStep: 100 });
    const again = moneyGrowthRule({ growthRate: '0.5', maxStep: 100 });
    again.restore(whole.snapshot());
    expect(again.snapshot()).toEqual({ kind: 'money-growth', version: 1, target: null, tick: null });
    whole.decide({ ...calm, tick: 3 });
    again.restore(JSON.parse(JSON.stringify(whole.snapshot())));
    expect(decided(again, { tick: 9 })).toEqual(decided(whole, { tick: 9 }));
    for (const [change, path] of [
      [{ kind: 'other' }, 'snapshot.kind'],
      [{ version: 2 }, 'snapshot.version'],
      [{ target: 'much' }, 'snapshot.target'],
      [{ tick: -1 }, 'snapshot.tick'],
      [{ since: 0 }, 'snapshot.since'],
    ] as const) {
      const before = again.snapshot();
      expect(refusedPaths(() => again.restore({ ...before, ...change }))).toEqual([path]);
      expect(again.snapshot()).toEqual(before);
    }
    expect(() => again.restore(null)).toThrow(SnapshotError);
  });

  it('refuses what it cannot grow by', () => {
    expect(
      refusedPaths(() => moneyGrowthRule({ growthRate: 'much', maxStep: 1.5, start: -1, ticksPerYear: 0 })),
    ).toEqual(['growthRate', 'maxStep', 'ticksPerYear', 'start']);
  });

  it('keeps the money within a bond of its path on a real ledger, as far as steps allow', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 60 }), fc.integer({ min: 1, max: 9 }), (percent, price) => {
        const ports = reserveAccounts({ balances: [['F1', 10_000]] });
        const bank = createCentralBank(
          { initialPolicyRate: 0, faceValue: 1, initialBonds: { quantity: 5000, bookValue: 5000 } },
          { ...ports, pricing: { price: () => price } },
        );
        const recipients = [{ agentId: 'F1', weight: 1 }];
        const treasury = createTreasury(
          { inventory: 10_000, faceValue: 1, passThrough: { fraction: 1, recipients } },
          ports,
        );
        const rule = moneyGrowthRule({ growthRate: decimal(percent).div(100), maxStep: 1000, ticksPerYear: 12 });
        for (let tick = 0; tick <= 12; tick++) {
          const context = { ...policyContext(bank, ports), tick };
          bank.conductOpenMarketOperations(treasury, rule.decide(context).quantityToBuy ?? 0);
          const { reserves } = policyContext(bank, ports);
          const off = decimal(rule.snapshot().target as string).minus(reserves);
          expect(off.abs().lt(price)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('what a policy may look at', () => {
  it('is read off central bank and ledger', () => {
    const ports = { ...reserveAccounts({ balances: [['F1', 600]], moneyDecimals: 4 }), clock: { tick: 7 } };
    const bank = createCentralBank(
      { initialPolicyRate: '0.03', faceValue: 2, initialBonds: { quantity: 5, bookValue: 9 } },
      ports,
    );
    expect(JSON.parse(JSON.stringify(policyContext(bank, ports, { callRate: decimal('0.04') })))).toEqual({
      tick: 7,
      policyRate: '0.03',
      callRate: '0.04',
      reserves: '600',
      moneyDecimals: 4,
      price: '2',
      holdings: 5,
    });
  });
});
