import { createAgent, solveEquilibrium } from '@bagehot/financing';
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

describe('equilibria of equilibrium.json', () => {
  for (const { id, missing_goods: missingGoods, agents, expected } of goldenCases<EquilibriumCase>(
    'financing/equilibrium.json',
    'cases',
  ))
    it(id, () => {
      // Where the endowment lies makes no difference: the even ids carry it, the odd ones have it at home.
      const people = agents.map(({ alpha, endowment }, person) => {
        const nothing = endowment.map(() => 0);
        const [home, personal] = person % 2 === 0 ? [nothing, endowment] : [endowment, nothing];
        return createAgent({ id: person, alpha, home, personal });
      });
      const { status, reason, prices, zRestNorm, walrasDot, method, iterations } = solveEquilibrium(people, {
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
