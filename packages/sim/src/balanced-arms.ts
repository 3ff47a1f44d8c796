import type { ArmPlan } from './sweep/sweep-design.js';

/**
 * The arms of a balanced comparison: one opening, in which dealers and value-based traders hold claims and money, once without and once with a market
 * (ring specification, section 14). For sweeps whose base has a `balanced` section.
 */
export const BALANCED_ARMS: readonly ArmPlan[] = [
  { name: 'passive', set: [{ path: 'balanced.mode', value: 'passive' }] },
  { name: 'active', set: [{ path: 'balanced.mode', value: 'active' }] },
];
