import {
  type EquilibriumSolver,
  equilibriumSolvers,
  type FinancingConfig,
  type FinancingModes,
} from '@bagehot/financing';
import type { ExplicitFinancingScenario } from './financing-scenario.js';

/** Parts of a financing economy that are code. Each stands in for what the scenario names. */
export interface FinancingParts {
  /**
   * Where the scenario's mode is looked up.
   *
   * @defaultValue the built-in ones, `financingModes`
   */
  readonly modes?: FinancingModes | undefined;
  /** Forms prices instead of the scenario's solver. */
  readonly solver?: EquilibriumSolver | undefined;
  /** Settles debts. @defaultValue `deliver`, in kind and in the same round */
  readonly settlement?: FinancingConfig['settlement'];
  /** Walks instead of the scenario's policy. */
  readonly movement?: Exclude<FinancingConfig['movement'], string>;
}

/** The configuration of a scenario's economy; one that is part of a day has no end of its own. */
export function financingConfig(
  scenario: Pick<ExplicitFinancingScenario, 'financing' | 'agents'> & Partial<Pick<ExplicitFinancingScenario, 'run'>>,
  parts: FinancingParts = {},
): FinancingConfig {
  const { financing, agents, run } = scenario;
  const { kappa, goods, capacity, solver, ...rules } = financing;
  return {
    ...rules,
    agents,
    ...(goods.length === 0 ? {} : { goods }),
    travelCost: kappa,
    capacity,
    ...(run === undefined ? {} : roundsOf(run)),
    modes: parts.modes,
    solver: parts.solver ?? equilibriumSolvers.get(solver),
    settlement: parts.settlement,
    movement: parts.movement ?? rules.movement,
  };
}

function roundsOf({
  maxRounds,
  maxStaleRounds,
  clearedRounds,
}: ExplicitFinancingScenario['run']): Partial<FinancingConfig> {
  return { maxRounds, maxStaleRounds, clearedRounds };
}
