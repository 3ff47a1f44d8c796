import { createAgent, equilibriumSolvers, type FinancingAgent, solveEquilibrium } from '@bagehot/financing';
import { type Decimal, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface EquilibriumCase {
  readonly id: string;
  readonly missing_goods: 'skip' | 'restrict';
  readonly agents: readonly { readonly alpha: readonly string[]; readonly endowment: readonly string[] }[];
  readonly expected: {
    readonly status: string;
    readonly reason?: string;
    readonly prices: readonly (string | null)[] | null;
    readonly z_rest_norm?: string;
  };
}

const cases = goldenCases<EquilibriumCase>('financing/equilibrium.json', 'cases');

/** Where the endowment lies makes no difference: every other agent carries it, the others have it at home. */
function agentsOf({ agents }: EquilibriumCase): readonly FinancingAgent[] {
  return agents.map(({ alpha, endowment }, id) => {
    const nothing = endowment.map(() => 0);
    const [home, personal] = id % 2 === 0 ? [nothing, endowment] : [endowment, nothing];
    return createAgent({ id, alpha, home, personal });
  });
}

describe('equilibria of equilibrium.json', () => {
  for (const one of cases)
    it(one.id, () => {
      const { missing_goods: missingGoods, expected } = one;
      const { status, reason, prices, zRestNorm, walrasDot, method, iterations } = solveEquilibrium(agentsOf(one), {
        missingGoods,
      });
      expect({
        status,
        reason,
        prices: prices?.map((price) => price?.toString() ?? null) ?? null,
        zRestNorm: zRestNorm?.toString() ?? null,
      }).toEqual({
        status: expected.status,
        reason: expected.reason ?? null,
        prices: expected.prices,
        zRestNorm: expected.z_rest_norm ?? null,
      });
      expect({ method, iterations, walrasDot: walrasDot?.toString() ?? null }).toEqual({
        method: 'exact',
        iterations: 0,
        walrasDot: expected.prices === null ? null : '0',
      });
    });
});

describe('equilibria of equilibrium.json in doubles', () => {
  for (const one of cases)
    it(one.id, () => {
      const { missing_goods: missingGoods, expected } = one;
      const solver = equilibriumSolvers.get('gth');
      const { status, reason, prices, zRestNorm } = solveEquilibrium(agentsOf(one), { missingGoods, solver });
      expect(reason).toBe(expected.reason ?? null);
      if (prices === null || expected.prices === null) {
        expect([status, prices]).toEqual([expected.status, expected.prices]);
        return;
      }
      for (const [g, price] of prices.entries()) expect(near(price, expected.prices[g] ?? null)).toBe(true);
      // 15 digits clear less of large stocks than 20 do: what counts is the residual of the prices themselves.
      expect(status).toBe(zRestNorm?.lt('1e-8') ? 'converged' : 'poor_convergence');
    });
});

/** Within 10^-14 of each other, or both absent? */
function near(price: Decimal | null, expected: string | null): boolean {
  if (price === null || expected === null) return price === null && expected === null;
  return price.minus(expected).abs().lte(decimal(expected).times('1e-14'));
}
