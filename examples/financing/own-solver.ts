/** A solver of one's own: follows the money from good to good until it comes to rest. The package checks what it finds. */
import { createAgent, type EquilibriumResult, type EquilibriumSolver, solveEquilibrium } from '@bagehot/financing';
import { decimal } from '@bagehot/kernel';

const followTheMoney: EquilibriumSolver = {
  name: 'follow-the-money',
  solve({ goods, numbers: { spending, supply }, disconnection }) {
    if (disconnection !== null) return { reason: disconnection, iterations: 0 };
    const at = (list: Float64Array, k: number): number => list[k] ?? 0;
    let values = Array.from(supply);
    let iterations = 0;
    for (let change = 1; change > 1e-14 && iterations < 10_000; iterations++) {
      // What the owners of each good earn they spend on all goods. Half of it each turn, so that money cannot go round in a circle for ever.
      const turned = values.map((own, g) => {
        const earned = values.reduce((all, value, h) => all + (value / at(supply, h)) * at(spending, g * goods + h), 0);
        return (own + earned) / 2;
      });
      change = Math.max(...turned.map((value, g) => Math.abs(value / (values[g] ?? 0) - 1)));
      values = turned;
    }
    const prices = values.map((value, g) => value / at(supply, g));
    return { prices: prices.map((price) => decimal(price / (prices[0] ?? 1))), iterations };
  },
};

const agents = [
  { id: 1, alpha: ['0.6', '0.3', '0.1'], home: [0, 2, 0], personal: [9, 0, 1] },
  { id: 2, alpha: ['0.2', '0.2', '0.6'], home: [1, 0, 0], personal: [0, 7, 0] },
  { id: 3, alpha: ['0.3', '0.3', '0.4'], home: [0, 1, 3], personal: [2, 0, 5] },
].map((agent) => createAgent(agent));

export const exact: EquilibriumResult = solveEquilibrium(agents);
export const own: EquilibriumResult = solveEquilibrium(agents, { solver: followTheMoney });
for (const { method, status, prices, zRestNorm } of [exact, own])
  console.log(`${method}: ${status} at ${prices?.join(', ')}, off by ${zRestNorm}`);
