import { MARKET_ARMS, type SweepPlan } from '@bagehot/sim';
import { WHOLE } from './whole-economy.js';

/** Twelve small pairs: three ratios of debt to money, two ticket sizes, two draws each. */
export const SMALL_PLAN: SweepPlan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 8, q_total: 320, kappa: 1, maturity: { days: 4, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.kappa', values: ['0.5', 2, 4] },
      { path: 'dealer.ticket_size', values: [1, 2] },
    ],
  },
  arms: MARKET_ARMS,
  replicates: 2,
};

/** Eight economies of seven people in which every market has something to do: two rates, two leverages, two worlds each. */
export const ECONOMY_PLAN: SweepPlan = {
  name: 'rates and leverage',
  base: WHOLE,
  design: {
    kind: 'grid',
    axes: [
      { path: 'moneyMarket.policyRate', values: ['0.02', '0.2'] },
      { path: 'dealerFunding.leverage', values: [1, '3.5'] },
    ],
  },
  replicates: 2,
  baseSeed: 5,
};
