import { exactSolver } from './exact-solver.js';
import { gthSolver } from './gth-solver.js';
import type { EquilibriumSolver } from './market.js';
import { newtonSolver } from './newton-solver.js';
import { tatonnementSolver } from './tatonnement-solver.js';

/** The solvers there are, by name and with their default options: `exact`, `gth`, `tatonnement` and `newton`. */
export const equilibriumSolvers: ReadonlyMap<string, EquilibriumSolver> = new Map(
  [exactSolver, gthSolver, tatonnementSolver(), newtonSolver()].map((solver) => [solver.name, solver]),
);
