import { MARKET_ARMS, type SweepPlan } from '../sweep/sweep-plan.js';
import { STRESS_AXES, stressRing } from './stress-axes.js';

/** Anchors of the published comparison, per unit of face; they stay where they are. */
const MARKET = {
  enabled: true,
  buckets: {
    short: { tau_min: 1, tau_max: 3, M: 1, O: '0.2' },
    mid: { tau_min: 4, tau_max: 8, M: 1, O: '0.3' },
    long: { tau_min: 9, tau_max: null, M: 1, O: '0.4' },
  },
  dealer_share: '0.25',
  vbt_share: '0.5',
  anchor_updates: false,
} as const;

/**
 * 125 rings of a hundred agents without and with their market, in which nothing trades above par and everyone pays with money that is there: tickets of one unit, a
 * par cap, funded value-based traders; sellers sell until a shortfall of the next ten days is covered.
 *
 * @see ring specification, section 12.4
 */
export const HEADLINE: SweepPlan = {
  base: {
    ...stressRing(100, 2),
    name_prefix: 'Headline',
    dealer: {
      ...MARKET,
      ticket_size: 1,
      par_cap: true,
      vbt_funding: 'funded',
      order_flow: { N_max: 'all', block: 'shortfall' },
      trader_policy: { sell_horizon: 10 },
    },
  },
  design: { kind: 'grid', axes: STRESS_AXES },
  arms: MARKET_ARMS,
};

/**
 * The same points under the rules of the published comparison, for the sake of comparing: one payable is one ticket whatever its face, prices may exceed par, and
 * sellers are paid with money that is made for them. Ten sellers a day come with one ticket each, and nobody buys, as in the published analysis.
 *
 * The published figures were made by another program with other draws; its rings are recorded, its random numbers are not.
 *
 * @see ring specification, section 12.4
 */
export const HEADLINE_LEGACY: SweepPlan = {
  base: {
    ...stressRing(100, 2),
    name_prefix: 'Headline, legacy rules',
    dealer: {
      ...MARKET,
      ticketization: 'whole',
      money: 'minted',
      par_cap: false,
      order_flow: { pi_sell: 1, N_max: 10, block: 'one' },
      trader_policy: { sell_horizon: 10, buying: false },
    },
  },
  design: { kind: 'grid', axes: STRESS_AXES },
  arms: MARKET_ARMS,
};
