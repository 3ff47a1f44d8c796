import {
  type Block,
  createAstarMovement,
  deliver,
  type EquilibriumSolver,
  equilibriumSolvers,
  exactSolver,
  type FinancingModeDefinition,
  financingModes,
  greedyMovement,
  gthSolver,
  type MovementPolicy,
  nearestMovement,
  type SettlementPolicy,
  type SolverOutcome,
} from '@bagehot/financing';
import {
  checkEquilibriumSolver,
  checkFinancingMode,
  checkMovementPolicy,
  checkSettlementPolicy,
} from '@bagehot/financing/testing';
import { type Decimal, decimal, ONE, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

type Wrong<Port> = readonly (readonly [string, Port, RegExp])[];

const few = { numRuns: 30 };

describe('the laws of a financing mode', () => {
  it.each(financingModes.ids())('hold of %s', (id) => checkFinancingMode(financingModes.get(id), few));
  it('hold of a mode with budgets of its own', () =>
    checkFinancingMode(
      {
        id: 'CARRIED',
        bounds: () => ({ fixed: ZERO, salesCoefficient: ONE, claimLimit: ZERO }),
        sizingBudget: ({ personalWealth }) => personalWealth,
      },
      few,
    ));

  const mode = (part: Partial<FinancingModeDefinition>): FinancingModeDefinition => ({
    id: 'OWN',
    bounds: ({ homeWealth }) => ({ fixed: homeWealth.times('0.5'), salesCoefficient: ONE, claimLimit: null }),
    ...part,
  });
  it('hold of one that lends on half of what is at home', () => checkFinancingMode(mode({}), few));

  const bounds = (fixed: Decimal, salesCoefficient: Decimal, claimLimit: Decimal | null) =>
    mode({ bounds: () => ({ fixed, salesCoefficient, claimLimit }) });
  let calls = 0;
  const wrong: Wrong<FinancingModeDefinition> = [
    ['less than nothing', bounds(decimal(-1), ONE, null), /fixed is at least 0/],
    ['no number', bounds(undefined as never, ONE, null), /fixed is at least 0/],
    ['leverage on sales', bounds(ZERO, decimal(2), null), /the sales coefficient lies between 0 and 1/],
    ['a claim below nothing', bounds(ZERO, ONE, decimal(-1)), /the claim limit is at least 0, or null/],
    [
      'wealth that is counted twice',
      mode({ bounds: ({ totalWealth }) => ({ fixed: totalWealth, salesCoefficient: ONE, claimLimit: null }) }),
      /nobody may buy for more than it owns/,
    ],
    [
      'a whim',
      mode({ bounds: () => ({ fixed: ZERO, salesCoefficient: decimal((calls++ % 3) / 4), claimLimit: null }) }),
      /the same agent has the same bounds/,
    ],
    ['a budget below nothing', mode({ sizingBudget: () => decimal(-1) }), /a budget is at least 0/],
    ['a budget by whim', mode({ sizingBudget: () => decimal(calls++) }), /the same agent has the same budget/],
  ];
  it.each(wrong)('are broken by %s', (_, definition, complaint) => {
    expect(() => checkFinancingMode(definition)).toThrow(complaint);
  });

  it('are broken by a mode that remembers how many rounds it has seen', () => {
    let rounds = 0;
    let last: unknown;
    const remembering = mode({
      bounds({ agent, prices }) {
        if (agent.id === 1 && last !== prices) rounds++;
        last = prices;
        return { fixed: ZERO, salesCoefficient: decimal((rounds % 4) / 4), claimLimit: null };
      },
    });
    expect(() => checkFinancingMode(remembering)).toThrow(/the same market has the same round/);
  });
});

describe('the laws of an equilibrium solver', () => {
  it.each([exactSolver, gthSolver])('hold of $name', (solver) => checkEquilibriumSolver(solver, few));
  it.each(['tatonnement', 'newton'])('hold of %s, which may give up', (name) =>
    checkEquilibriumSolver(equilibriumSolvers.get(name) as EquilibriumSolver, { ...few, complete: false }),
  );

  const but = (change: (outcome: SolverOutcome) => object): EquilibriumSolver => ({
    name: 'own',
    solve(market) {
      const outcome = exactSolver.solve(market);
      return { ...outcome, ...change(outcome) } as SolverOutcome;
    },
  });
  const prices = (change: (prices: readonly Decimal[]) => readonly unknown[]): EquilibriumSolver =>
    but((outcome) => ('prices' in outcome ? { prices: change(outcome.prices) } : {}));
  let calls = 0;
  const wrong: Wrong<EquilibriumSolver> = [
    ['one price too few', prices((list) => list.slice(1)), /there is a price for each good/],
    ['a price that is a number', prices((list) => list.map(Number)), /a price is a decimal above 0/],
    ['a price of nothing', prices((list) => [...list.slice(0, -1), ZERO]), /a price is a decimal above 0/],
    [
      'prices in cents',
      prices((list) => list.map((price) => (price as Decimal).times(100))),
      /the price of the numeraire is 1/,
    ],
    ['prices that do not clear', prices((list) => list.map(() => ONE)), /prices clear wherever there are any/],
    ['a wrong excuse', but(() => ({ reason: 'free_good' })), /there are no prices for the reason given/],
    ['half a step', but(() => ({ iterations: 0.5 })), /iterations are a whole number/],
    ['a memory', but(() => ({ iterations: calls++ })), /the same market has the same prices/],
    [
      'weights that are normalised in place',
      {
        ...exactSolver,
        solve(market) {
          market.numbers.supply.fill(1);
          return exactSolver.solve(market);
        },
      },
      /the market is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, solver, complaint) => {
    expect(() => checkEquilibriumSolver(solver, { numRuns: 60 })).toThrow(complaint);
  });
});

describe('the laws of a settlement policy', () => {
  it('hold of deliver', () => checkSettlementPolicy(() => deliver, few));
  it('hold of one that forgives, and remembers', () =>
    checkSettlementPolicy(() => {
      const debts = new Map<number, Decimal>();
      return {
        id: 'forgive',
        settle({ debtors, value }) {
          for (const { id, amount } of debtors) debts.set(id, value(amount));
          return {};
        },
        outstanding: (id) => debts.get(id) ?? ZERO,
      };
    }, few));

  const but = (change: (outcome: ReturnType<SettlementPolicy['settle']>) => object): SettlementPolicy => ({
    id: 'own',
    settle(context) {
      const outcome = deliver.settle(context);
      return { ...outcome, ...change(outcome) };
    },
  });
  let calls = 0;
  const wrong: Wrong<SettlementPolicy> = [
    ['goods that are lost', but(() => ({ receipts: undefined })), /of each good as much is received as is delivered/],
    [
      'goods from nowhere',
      but(({ deliveries }) => ({ deliveries: { home: deliveries?.home?.map((units) => units + 10n ** 30n) } })),
      /nobody gives what it has not/,
    ],
    [
      'value from nowhere',
      { id: 'own', settle: ({ balance }) => ({ residuals: balance.map(() => 1n) }) },
      /residuals add up to 0/,
    ],
    [
      'a column too short',
      { id: 'own', settle: ({ balance }) => ({ residuals: balance.slice(1) }) },
      /a column has an entry for everybody/,
    ],
    [
      'balances that are struck out',
      {
        id: 'own',
        settle({ balance }) {
          (balance as bigint[]).fill(0n);
          return {};
        },
      },
      /what a settlement is shown is only read/,
    ],
    ['a debt below nothing', { ...deliver, outstanding: () => decimal(-1) }, /a debt is at least 0/],
    ['a debt by whim', { ...deliver, outstanding: () => decimal(calls++) }, /a debt is the same again/],
    [
      'a whim',
      {
        id: 'own',
        settle: ({ balance }) => ({ residuals: calls++ % 2 === 0 ? balance : balance.map(() => 0n) }),
      },
      /the same rounds are settled in the same way/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, policy, complaint) => {
    expect(() => checkSettlementPolicy(() => policy)).toThrow(complaint);
  });
});

describe('the laws of a movement policy', () => {
  it.each([greedyMovement, nearestMovement])('hold of $name', (policy) => checkMovementPolicy(policy, few));
  it('hold of the shortest way around obstacles', () => checkMovementPolicy(createAstarMovement(), few));
  it('but for one, hold of those who stay', () =>
    checkMovementPolicy({ name: 'stay', step: (from) => from }, { ...few, arrives: false }));

  let calls = 0;
  const wrong: Wrong<MovementPolicy> = [
    ['those who stay', { name: 'stay', step: (from) => from }, /whoever walks arrives/],
    ['a jump', { name: 'jump', step: (_, { x, y }) => [x, y] }, /a step leads to a neighbouring cell/],
    ['a step off the edge', { name: 'left', step: ([x, y]) => [x - 1, y] }, /one can stand where a step leads/],
    ['walls that are overlooked', { ...nearestMovement, avoidsObstacles: true }, /one can stand where a step leads/],
    [
      'a drunkard',
      {
        name: 'drunk',
        avoidsObstacles: false,
        step: (from, goal, grid) => (calls++ % 2 === 0 ? from : nearestMovement.step(from, goal, grid)),
      },
      /the same place has the same step/,
    ],
    [
      'feet that take the place with them',
      {
        name: 'drag',
        step(from) {
          (from as [number, number])[0] += 1;
          return from;
        },
      },
      /place and goal are only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, policy, complaint) => {
    expect(() => checkMovementPolicy(policy)).toThrow(complaint);
  });

  it('are held to homes as goals, too', () => {
    const goals: Block[] = [];
    const noting: MovementPolicy = {
      ...nearestMovement,
      step(from, goal, grid) {
        goals.push(goal);
        return nearestMovement.step(from, goal, grid);
      },
    };
    checkMovementPolicy(noting, few);
    expect(goals.some(({ width, height }) => width === 1 && height === 1)).toBe(true);
    expect(goals.some(({ width, height }) => width * height > 1)).toBe(true);
  });
});
