import {
  createAgents,
  createRules,
  ExchangeError,
  type ExchangeErrorDetails,
  fromMajor,
  type RulesInput,
  toMajor,
} from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';

/** Every problem of an input: path and code. */
function problemsOf(read: () => unknown): readonly (readonly [path: string, code: string])[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ExchangeError) {
      const { problems }: ExchangeErrorDetails = error.details;
      return problems.map(({ path, code }) => [path, code] as const);
    }
    throw error;
  }
  return [];
}

describe('rules', () => {
  it('have the defaults of the specification', () => {
    const { goods, regime, moneyMode, params } = createRules();
    expect({ goods, regime, moneyMode }).toEqual({
      goods: ['A', 'B'],
      regime: 'barter_only',
      moneyMode: 'quasilinear',
    });
    expect(params).toEqual({
      spread: 0,
      visionRadius: 5,
      interactionRadius: 1,
      moveBudgetPerTick: 1,
      dAMax: 5,
      forageRate: 1,
      epsilon: 1e-12,
      improvementEpsilon: 1e-12,
      beta: 0.95,
      resourceGrowthRate: 0,
      resourceRegenCooldown: 5,
      tradeCooldownTicks: 5,
      tradeExecutionMode: 'minimum',
      enableResourceClaiming: true,
      enforceSingleHarvester: true,
      resourceMaxAmount: 5,
      logPreferences: false,
      moneyScale: 1,
      lambdaMoney: 1,
      lambdaUpdateRate: 0.2,
      lambdaBounds: { lambdaMin: 1e-6, lambdaMax: 1e6 },
      lambdaEstimator: { priceBasis: 'reservation', aggregate: 'median', combine: 'geometric', corner: 'skip' },
      liquidityGate: { kind: 'depth', minQuotes: 3, minCash: 1 },
      moneyUtilityForm: 'linear',
      M0: 0,
      earnMoneyEnabled: false,
      tieTolerance: 1e-9,
      pairSelection: 'regime',
      partnerScore: 'quote_overlap',
    });
    expect(createRules({ params: { epsilon: 0.001 } }).params.improvementEpsilon).toBe(0.001);
    expect(createRules({ params: { epsilon: 0.001, improvementEpsilon: 0 } }).params.improvementEpsilon).toBe(0);
  });

  it('that are complete are given back', () => {
    const rules = createRules({ regime: 'mixed' });
    expect(createRules(rules)).toBe(rules);
    expect(Object.isFrozen(rules.params) && Object.isFrozen(rules.params.liquidityGate)).toBe(true);
  });

  it('tell every problem at once', () => {
    const input: RulesInput = {
      goods: ['A', 'A'],
      regime: 'market',
      moneyMode: 'gold',
      params: {
        spread: -0.1,
        visionRadius: 1.5,
        dAMax: 0,
        beta: 0,
        epsilon: 0,
        lambdaMoney: Number.NaN,
        lambdaUpdateRate: 1.1,
        lambdaBounds: { lambdaMin: 2, lambdaMax: 1 },
        liquidityGate: { minQuotes: -1 },
        earnMoneyEnabled: true,
        tradeExecutionMode: 'maximal',
        moneyUtilityForm: 'sqrt',
        partnerScore: 'none',
      },
    };
    expect(problemsOf(() => createRules(input))).toEqual([
      ['rules.goods[1]', 'GOODS_INVALID'],
      ['rules.params.spread', 'PARAM_INVALID'],
      ['rules.params.visionRadius', 'PARAM_INVALID'],
      ['rules.params.dAMax', 'PARAM_INVALID'],
      ['rules.params.epsilon', 'PARAM_INVALID'],
      ['rules.params.beta', 'PARAM_INVALID'],
      ['rules.params.lambdaMoney', 'PARAM_INVALID'],
      ['rules.params.lambdaUpdateRate', 'PARAM_INVALID'],
      ['rules.params.earnMoneyEnabled', 'PARAM_INVALID'],
      ['rules.params.liquidityGate.minQuotes', 'PARAM_INVALID'],
      ['rules.params.lambdaBounds.lambdaMin', 'PARAM_INVALID'],
      ['rules.regime', 'UNKNOWN_NAME'],
      ['rules.moneyMode', 'UNKNOWN_NAME'],
      ['rules.params.moneyUtilityForm', 'UNKNOWN_NAME'],
      ['rules.params.tradeExecutionMode', 'UNKNOWN_NAME'],
      ['rules.params.partnerScore', 'UNKNOWN_NAME'],
    ]);
    expect(() => createRules({ regime: 'market' })).toThrow(
      /rules.regime must be one of barter_only, money_only, mixed, mixed_liquidity_gated, but is market/u,
    );
  });

  it('refuse params there are not, also those that every object has', () => {
    const params = { vision: 3, constructor: 1, liquidityGate: { depth: 2 } } as RulesInput['params'] & object;
    expect(problemsOf(() => createRules({ params }))).toEqual([
      ['rules.params.vision', 'UNKNOWN_PARAM'],
      ['rules.params.constructor', 'UNKNOWN_PARAM'],
      ['rules.params.liquidityGate.depth', 'UNKNOWN_PARAM'],
    ]);
  });
});

describe('agents', () => {
  const utility = { type: 'linear', params: { vA: 1, vB: 2 } };

  it('have what they are not said to have: nothing, and the λ and M_0 of the params', () => {
    const [agent] = createAgents([{ id: 3, inventory: { A: 2 }, utility }], { params: { lambdaMoney: 0.5, M0: 4 } });
    expect(agent).toMatchObject({ id: 3, inventory: { A: 2, B: 0, M: 0 }, lambdaMoney: 0.5, M0: 4 });
  });

  it('tell every problem at once', () => {
    const agents = [
      { id: -1, inventory: { A: -1, B: 0.5, M: 2 ** 53, C: 1 }, utility },
      { id: 1, inventory: {}, utility: { type: 'ces', params: { rho: 0, wA: 1, wC: 1 } } },
      { id: 1, inventory: {}, utility: { type: 'leontief' }, lambdaMoney: 0 },
    ];
    expect(problemsOf(() => createAgents(agents))).toEqual([
      ['agents[0].id', 'AGENT_ID_INVALID'],
      ['agents[0].inventory.C', 'UNKNOWN_GOOD'],
      ['agents[0].inventory.A', 'HOLDING_INVALID'],
      ['agents[0].inventory.B', 'HOLDING_INVALID'],
      ['agents[0].inventory.M', 'HOLDING_INVALID'],
      ['agents[1].utility.params.rho', 'UTILITY_INVALID'],
      ['agents[1].utility.params.wB', 'UTILITY_INVALID'],
      ['agents[1].utility.params.wC', 'UNKNOWN_PARAM'],
      ['agents[2].id', 'DUPLICATE_AGENT_ID'],
      ['agents[2].lambdaMoney', 'LAMBDA_INVALID'],
      ['agents[2].utility.type', 'UNKNOWN_NAME'],
    ]);
  });

  it('learn which utility to use at the limits of ces', () => {
    const ces = (rho: number) => () =>
      createAgents([{ id: 0, inventory: {}, utility: { type: 'ces', params: { rho, wA: 1, wB: 1 } } }]);
    expect(ces(0)).toThrow(/0: use cobb_douglas/u);
    expect(ces(1)).toThrow(/1: use linear/u);
    expect(ces(2)).toThrow(/not convex/u);
  });

  it('of three goods cannot have a taste of two', () => {
    const params = { A_star: 1, B_star: 1, sigma_A: 1, sigma_B: 1 };
    const three = { goods: ['A', 'B', 'C'] };
    expect(() => createAgents([{ id: 0, inventory: {}, utility: { type: 'quadratic', params } }], three)).toThrow(
      /a utility of 3 goods, not of 2/u,
    );
  });

  it('may deal in goods with the names of what every object has', () => {
    const goods = ['constructor', 'toString'];
    const params = { vconstructor: 1, vtoString: 2 };
    const [agent] = createAgents([{ id: 0, inventory: {}, utility: { type: 'linear', params } }], { goods });
    expect({ ...agent?.inventory }).toEqual({ constructor: 0, toString: 0, M: 0 });
    expect(() => createAgents([{ id: 0, inventory: {}, utility: { type: 'linear' } }], { goods })).toThrow(
      /vconstructor must be a finite number above 0, but is missing/u,
    );
  });
});

describe('money', () => {
  it('leaves as a decimal and comes back', () => {
    expect(String(toMajor(1234, 100))).toBe('12.34');
    expect(String(toMajor(-5, 1))).toBe('-5');
    expect(fromMajor('12.34', 100)).toBe(1234);
    expect(fromMajor(toMajor(7, 8), 8)).toBe(7);
    expect(() => fromMajor('0.125', 100)).toThrow(expect.objectContaining({ code: 'MONEY_SCALE_OFF_GRID' }));
    expect(() => fromMajor(1, 0)).toThrow(/moneyScale must be a whole number of at least 1/u);
    expect(() => toMajor(0.5, 1)).toThrow(/whole number of minor units/u);
  });
});
