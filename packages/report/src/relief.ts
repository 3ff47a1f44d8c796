import { type Decimal, ZERO } from '@bagehot/kernel';
import { type MetricTree, metric } from './metric-tree.js';

/** How much less of the face due defaulted with dealers than without. */
export interface Relief {
  readonly without: Decimal | undefined;
  readonly withDealers: Decimal | undefined;
  /** (d0 − d1) / d0; undefined when nothing defaulted without dealers and something did with them. */
  readonly ratio: Decimal | undefined;
}

/** The default rate of one arm: face not paid in full and on time over face due. */
export function defaultRate(arm: MetricTree): Decimal | undefined {
  return metric(arm, 'delta_total', 'default_rate', 'delta');
}

/**
 * The relief of a pair of runs, as recorded, else from the two default rates (ring specification, section 12.2).
 * The division rounds half-even at 24 decimals.
 */
export function reliefOf(pair: { readonly control: MetricTree; readonly arm: MetricTree }, run: MetricTree): Relief {
  const without = metric(run, 'default_rate_without_dealer') ?? defaultRate(pair.control);
  const withDealers = metric(run, 'default_rate_with_dealer') ?? defaultRate(pair.arm);
  const given = metric(run, 'liquidity_relief_ratio') ?? metric(pair.arm, 'liquidity_relief_ratio');
  if (given !== undefined || without === undefined || withDealers === undefined) {
    return { without, withDealers, ratio: given };
  }
  if (without.eq(0)) return { without, withDealers, ratio: withDealers.eq(0) ? ZERO : undefined };
  return { without, withDealers, ratio: without.minus(withDealers).div(without) };
}
