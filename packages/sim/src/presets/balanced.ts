import { BALANCED_ARMS } from '../balanced-arms.js';
import type { GridAxis } from '../sweep/sweep-design.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';
import { STRESS_AXES, stressRing } from './stress-axes.js';

/** Value of big holders' claims in cash, per unit of face; the published grid. */
const OUTSIDE_MID_RATIOS: GridAxis = {
  path: 'balanced.outside_mid_ratio',
  values: ['1', '0.9', '0.8', '0.75', '0.5'],
};

/**
 * More than the days of a ring. With rollover a run ends after so many quiet days even if debts are open, and they count as unpaid: after two, a small ring would often
 * be called bankrupt before most of its debts are due, and more often where nobody trades, since a trade makes a day loud.
 */
const QUIET_DAYS = 11;

const BIG_HOLDERS = {
  mode: 'active',
  vbt_share_per_bucket: '0.25',
  dealer_share_per_bucket: '0.125',
  outside_mid_ratio: '0.75',
  face_value: 20,
  rollover: true,
  additional_cash: 'equal',
} as const;

/**
 * 125 rings of a hundred agents that owe to big holders too, who keep their claims in one arm and trade in the other: the difference is the effect of trading alone.
 *
 * @see ring specification, section 14
 */
export const BALANCED: SweepPlan = {
  base: { ...stressRing(100, QUIET_DAYS), name_prefix: 'Balanced', balanced: BIG_HOLDERS },
  design: { kind: 'grid', axes: STRESS_AXES },
  arms: BALANCED_ARMS,
};

/**
 * 625 rings of five agents after Stojanović (2025): the 125 points at each of five outside mids, which are the outermost axis. Debts of 10,000 over ten days in tickets
 * of 20. What the experiment calls the big entities' share, 0.25, is read as the value-based traders' share per bucket; the dealers' stays at 0.125.
 *
 * @see ring specification, section 14
 */
export const STOJANOVIC_2025: SweepPlan = {
  base: { ...stressRing(5, QUIET_DAYS), name_prefix: 'Stojanović 2025', balanced: BIG_HOLDERS },
  design: { kind: 'grid', axes: [OUTSIDE_MID_RATIOS, ...STRESS_AXES] },
  arms: BALANCED_ARMS,
};
