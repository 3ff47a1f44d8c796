import {
  createAgent,
  type EquilibriumSolver,
  equilibriumSolvers,
  type FinancingAgent,
  FinancingError,
  formPrices,
  newtonSolver,
  normalizeWeights,
  participantsOf,
  type SolverOutcome,
  solveEquilibrium,
  tatonnementSolver,
} from '@bagehot/financing';
import { type Decimal, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** Agents from rows of weights and endowments, one text each. */
function agents(...rows: readonly (readonly [alpha: string, endowment: string])[]): readonly FinancingAgent[] {
  return rows.map(([alpha, endowment], id) => {
    const home = endowment.split(' ');
    return createAgent({ id, alpha: alpha.split(' '), home, personal: home.map(() => 0) });
  });
}

const market = agents(['0.3 0.5 0.2', '1 2 3'], ['0.6 0.2 0.2', '3 0 1'], ['0.1 0.4 0.5', '0 1.5 2']);

/** The error a call throws, which must be one of the package. */
function errorOf(call: () => unknown): FinancingError {
  try {
    call();
  } catch (error) {
    if (error instanceof FinancingError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the status', () => {
  it.each<[string, readonly FinancingAgent[], 'skip' | 'restrict']>([
    ['no_participants', [], 'skip'],
    ['insufficient_goods', agents(['1', '0']), 'skip'],
    ['insufficient_goods', agents(['1', '1'], ['1', '0']), 'skip'],
    ['insufficient_participants', agents(['0 1', '0 1']), 'skip'],
    ['insufficient_viable_agents', agents(['0 1', '0 1'], ['1 0', '0 0']), 'restrict'],
    ['no_equilibrium missing_good', agents(['0 1', '0 1'], ['1 0', '0 1']), 'skip'],
    ['no_equilibrium missing_numeraire', agents(['0 1', '0 1'], ['1 0', '0 1']), 'restrict'],
    ['insufficient_goods', agents(['0 1', '1 0'], ['1 0', '1 0']), 'restrict'],
    ['no_equilibrium no_active_weight', agents(['0 0 1', '1 1 0'], ['1 0 0', '1 0 0']), 'restrict'],
    ['no_equilibrium reducible', agents(['1 0', '1 0'], ['0 1', '0 1']), 'skip'],
    ['no_equilibrium reducible', agents(['0 1', '1 1'], ['0 1', '1 1']), 'skip'],
    ['no_equilibrium free_good', agents(['1 0', '1 1'], ['1 0', '1 1']), 'skip'],
    // Nobody who owns good 2 comes to the numeraire, and nobody wants good 1: the former comes first.
    ['no_equilibrium reducible', agents(['1 0 0', '1 1 0'], ['0 0 1', '0 0 1']), 'skip'],
    ['converged', agents(['0.5 0.5', '1 0'], ['0.5 0.5', '0 1']), 'skip'],
  ])('is %s', (expected, people, missingGoods) => {
    for (const solver of equilibriumSolvers.values()) {
      const { status, reason, prices, zRestNorm, walrasDot, method } = solveEquilibrium(people, {
        missingGoods,
        solver,
      });
      expect(reason === null ? status : `${status} ${reason}`).toBe(expected);
      expect(method).toBe(solver.name);
      const priced = status === 'converged';
      expect([prices !== null, zRestNorm !== null, walrasDot?.toString()]).toEqual([
        priced,
        priced,
        priced ? '0' : undefined,
      ]);
    }
  });

  it('is poor where rounding prices leaves too much of huge stocks, which more digits cure', () => {
    const people = agents(['0.37 0.63', '3e20 7e21'], ['0.71 0.29', '1e21 2e20']);
    const poor = solveEquilibrium(people);
    expect([poor.status, poor.prices?.length, poor.zRestNorm?.gte('1e-8')]).toEqual(['poor_convergence', 2, true]);
    expect(formPrices(participantsOf(people)).prices).toBeNull();
    expect(solveEquilibrium(people, { priceDigits: 40 }).status).toBe('converged');
  });
});

describe('a good that nobody owns', () => {
  const people = agents(
    ['0.2 0.3 0.5', '1 0 4'],
    ['0.123456789012 0.6 0.276543210988', '2 0 1'],
    ['0 1 0', '0 0 0'],
    ['0.7 0 0.3', '0.5 0 0.25'],
  );

  it('leaves the round under restrict, and the weights of those who own anything are normalised', () => {
    const { equilibrium, weights, prices } = formPrices(participantsOf(people), { missingGoods: 'restrict' });
    const rest = people.map(({ alpha, home }, id) => {
      const left = [alpha[0] as Decimal, alpha[2] as Decimal];
      const stocks = [home[0] as Decimal, home[2] as Decimal];
      return {
        id,
        alpha: left.some((weight) => weight.gt(0)) ? normalizeWeights(left) : [1, 0],
        home: stocks,
        personal: [0, 0],
      };
    });
    const expected = solveEquilibrium(rest.map((agent) => createAgent(agent)));
    expect(equilibrium.status).toBe('converged');
    expect(equilibrium.prices?.map((price) => price?.toString() ?? null)).toEqual([
      '1',
      null,
      expected.prices?.[1]?.toString(),
    ]);
    expect(equilibrium.zRestNorm?.toString()).toBe(expected.zRestNorm?.toString());
    expect(prices?.units[1]).toBe(0n);
    const shares = rest.flatMap(({ alpha }, id) =>
      id === 2 ? [0, 0, 0] : [Number(alpha[0]) * 1e12, 0, Number(alpha[1]) * 1e12],
    );
    expect([...weights].map(Math.round)).toEqual(shares.map(Math.round));
  });

  it('stops the round under skip', () => {
    const columns = participantsOf(people);
    const { equilibrium, weights } = formPrices(columns);
    expect([equilibrium.status, equilibrium.reason]).toEqual(['no_equilibrium', 'missing_good']);
    expect(weights).toBe(columns.weights);
  });
});

describe('price options', () => {
  it.each([15, 16, 27, 40])('keep %i significant digits', (priceDigits) => {
    const { prices } = solveEquilibrium(market, { priceDigits });
    const reference = solveEquilibrium(market, { priceDigits: 40 }).prices;
    for (const [g, price] of (prices ?? []).entries()) {
      expect(price?.c.length).toBeLessThanOrEqual(priceDigits);
      expect(price?.toString()).toBe(reference?.[g]?.prec(priceDigits, 2).toString());
    }
  });

  it('are refused together when they are wrong', () => {
    const wrong = {
      priceDigits: 14,
      missingGoods: 'drop' as 'skip',
      solver: {} as EquilibriumSolver,
      quantityScale: -1,
    };
    const error = errorOf(() => solveEquilibrium([], wrong));
    expect(error.details.problems.map(({ code, path }) => [code, path])).toEqual([
      ['INVALID_OPTION', 'solver'],
      ['INVALID_OPTION', 'missingGoods'],
      ['INVALID_OPTION', 'priceDigits'],
      ['INVALID_OPTION', 'quantityScale'],
    ]);
    const nobody = { id: -1, alpha: ['1', '0'], home: [0, 0], personal: [0, 0] };
    const both = errorOf(() => solveEquilibrium([nobody], { priceDigits: 14 }));
    expect(both.details.problems.map(({ path }) => path)).toEqual(['priceDigits', 'agents[0].id']);
    for (const priceDigits of [41, 20.5, Number.NaN])
      expect(errorOf(() => solveEquilibrium(market, { priceDigits })).details.path).toBe('priceDigits');
    expect(errorOf(() => solveEquilibrium(market, { solver: null as unknown as EquilibriumSolver })).code).toBe(
      'INVALID_OPTION',
    );
  });

  it('of iterative solvers are refused when they are wrong', () => {
    for (const step of [0, 1, -0.5, Number.NaN])
      expect(errorOf(() => tatonnementSolver({ step })).details.path).toBe('step');
    for (const maxIterations of [0, 1.5, Number.POSITIVE_INFINITY]) {
      expect(errorOf(() => tatonnementSolver({ maxIterations })).details.path).toBe('maxIterations');
      expect(errorOf(() => newtonSolver({ maxIterations })).details.path).toBe('maxIterations');
    }
  });
});

describe('a result', () => {
  it('is plain, cannot be changed, and tells its residual when asked', () => {
    const result = solveEquilibrium(market);
    expect(Object.isFrozen(result) && Object.isFrozen(result.prices)).toBe(true);
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      status: 'converged',
      reason: null,
      prices: result.prices?.map(String),
      zRestNorm: result.zRestNorm?.toString(),
      walrasDot: '0',
      method: 'exact',
      iterations: 0,
    });
  });
});

describe('iterative solvers', () => {
  it('come to the same prices', () => {
    const exact = solveEquilibrium(market);
    for (const name of ['tatonnement', 'newton']) {
      const { status, prices, iterations } = solveEquilibrium(market, { solver: equilibriumSolvers.get(name) });
      expect(status).toBe('converged');
      expect(iterations).toBeGreaterThan(0);
      for (const [g, price] of (prices ?? []).entries())
        expect(Number(price)).toBeCloseTo(Number(exact.prices?.[g]), 7);
    }
  });

  it('have poor prices when they are not given the time', () => {
    for (const solver of [tatonnementSolver({ maxIterations: 2 }), newtonSolver({ maxIterations: 1 })]) {
      const { status, iterations, zRestNorm } = solveEquilibrium(market, { solver });
      expect([status, iterations > 0, zRestNorm?.gt('1e-8')]).toEqual(['poor_convergence', true, true]);
    }
  });

  it('find prices that lie far apart', () => {
    const people = agents(['0.4 0.6', '1e-9 9e4'], ['0.8 0.2', '3e-9 1e4']);
    for (const solver of equilibriumSolvers.values())
      expect([solver.name, solveEquilibrium(people, { solver }).status]).toEqual([solver.name, 'converged']);
  });
});

/** A solver from outside: what each good earns in one turn is what it has to spend in the next. */
const followTheMoney: EquilibriumSolver = {
  name: 'follow-the-money',
  solve({ goods, numbers: { spending, supply }, disconnection }): SolverOutcome {
    if (disconnection !== null) return { reason: disconnection, iterations: 0 };
    let values = Array.from(supply);
    for (let turn = 0; turn < 1000; turn++)
      values = values.map((own, g) => {
        const earned = values.reduce(
          (sum, value, h) => sum + (value / (supply[h] as number)) * (spending[g * goods + h] as number),
          0,
        );
        return (own + earned) / 2;
      });
    const prices = values.map((value, g) => value / (supply[g] as number));
    return { prices: prices.map((price) => decimal(price / (prices[0] as number))), iterations: 1000 };
  },
};

describe('a solver from outside', () => {
  it('needs to find prices only', () => {
    const { status, prices, method, iterations } = solveEquilibrium(market, {
      solver: followTheMoney,
      priceDigits: 15,
    });
    const exact = solveEquilibrium(market, { priceDigits: 15 });
    expect([status, method, iterations]).toEqual(['converged', 'follow-the-money', 1000]);
    for (const [g, price] of (prices ?? []).entries()) {
      expect(price?.c.length).toBeLessThanOrEqual(15);
      expect(Number(price)).toBeCloseTo(Number(exact.prices?.[g]), 12);
    }
    expect(solveEquilibrium([], { solver: followTheMoney }).method).toBe('follow-the-money');
    expect(solveEquilibrium(agents(['1 0', '1 1'], ['1 0', '1 1']), { solver: followTheMoney }).reason).toBe(
      'free_good',
    );
  });

  it('sees the market in integers, doubles and decimals, without those who own nothing and the goods that are missing', () => {
    const seen: unknown[] = [];
    const witness: EquilibriumSolver = {
      name: 'witness',
      solve: (shown) => {
        seen.push(shown.goods, shown.count, shown.quantityScale, shown.priceDigits, shown.disconnection);
        seen.push([...shown.weights], shown.endowments, shown.supply, shown.spending);
        seen.push([...shown.numbers.weights], [...shown.numbers.endowments]);
        seen.push([...shown.numbers.supply], [...shown.numbers.spending]);
        seen.push(shown.agents.map(({ alpha, omega }) => [alpha.map(String), omega.map(String)]));
        return { prices: shown.supply.map(() => decimal(1)), iterations: 7 };
      },
    };
    const people = agents(['0.5 0.2 0.3', '2 0 1'], ['0 1 0', '0 0 0'], ['0.25 0 0.75', '4 0 8']);
    const columns = participantsOf(people, { quantityScale: 2 });
    for (const wide of [false, true]) {
      seen.length = 0;
      const { home, personal } = columns;
      const shown = wide ? { ...columns, home: Array.from(home), personal: Array.from(personal) } : columns;
      const result = formPrices(shown, { solver: witness, missingGoods: 'restrict' }).equilibrium;
      expect([result.status, result.iterations]).toEqual(['poor_convergence', 7]);
      expect(seen).toEqual([
        2,
        2,
        2,
        20,
        null,
        [625e9, 375e9, 25e10, 75e10],
        [200n, 100n, 400n, 800n],
        [600n, 900n],
        [225_000_000_000_000n, 262_500_000_000_000n, 375_000_000_000_000n, 637_500_000_000_000n],
        [0.625, 0.375, 0.25, 0.75],
        [2, 1, 4, 8],
        [6, 9],
        [2.25, 2.625, 3.75, 6.375],
        [
          [
            ['0.625', '0.375'],
            ['2', '1'],
          ],
          [
            ['0.25', '0.75'],
            ['4', '8'],
          ],
        ],
      ]);
    }
  });

  it.each<[string, string, readonly unknown[]]>([
    ['DIMENSION_MISMATCH', 'prices of solver wrong', [decimal(1)]],
    ['NUMERAIRE_NOT_ONE', 'prices of solver wrong[0]', [decimal(2), decimal(1), decimal(1)]],
    ['PRICE_NOT_POSITIVE', 'prices of solver wrong[1]', [decimal(1), decimal(0), decimal(1)]],
    ['INVALID_OPTION', 'prices of solver wrong[2]', [decimal(1), decimal(1), 1]],
  ])('is refused with %s at %s', (code, path, prices) => {
    const solver: EquilibriumSolver = {
      name: 'wrong',
      solve: () => ({ prices: prices as readonly Decimal[], iterations: 0 }),
    };
    const error = errorOf(() => solveEquilibrium(market, { solver }));
    expect([error.code, error.details.path]).toEqual([code, path]);
  });
});
