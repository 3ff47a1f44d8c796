import type { GridAxis } from '../sweep/sweep-design.js';

/**
 * The 125 points of the published comparisons, in their order: five ratios of debt to money, five concentrations of debts, five misalignments of due days.
 *
 * @see ring specification, section 12.4
 */
export const STRESS_AXES: readonly GridAxis[] = [
  { path: 'params.kappa', values: ['0.25', '0.5', '1', '2', '4'] },
  { path: 'params.inequality.concentration', values: ['0.2', '0.5', '1', '2', '5'] },
  { path: 'params.maturity.mu', values: ['0', '0.25', '0.5', '0.75', '1'] },
];

/**
 * A ring of so many agents with cash for all alike: debts of 10,000 due over ten days, thirty days at most.
 *
 * @param quietDays - quiet days in a row after which a run is over
 */
export function stressRing(agents: number, quietDays: number): object {
  return {
    version: 1,
    generator: 'ring_explorer_v1',
    params: {
      n_agents: agents,
      q_total: 10_000,
      kappa: 1,
      liquidity: { allocation: { mode: 'uniform' } },
      inequality: { concentration: 1, monotonicity: 0 },
      maturity: { days: 10, mu: 0 },
    },
    run: { max_days: 30, quiet_days: quietDays, default_handling: 'expel-agent' },
  };
}
