import type { Decimal } from '@bagehot/kernel';

/** Something that a comparison of modes in one state finds odd: the first mode leaves a gap, and the other does not lower its value. */
export interface ModeComparisonWarning {
  readonly code: 'NO_GAP_REDUCTION';
  readonly mode: string;
  readonly baseline: string;
  readonly gapValue: Decimal;
  readonly baselineGapValue: Decimal;
  /** For people; may change. */
  readonly message: string;
}

/** What a mode leaves of one state; no value where no price formed. */
export interface ModeGap {
  readonly mode: string;
  readonly gapValue: Decimal | undefined;
}

/**
 * Is there a gap that the other mode does not lower?
 *
 * @see financing specification, section 8
 */
export function gapWarning(baseline: ModeGap, other: ModeGap): ModeComparisonWarning | undefined {
  const { gapValue: baselineGapValue } = baseline;
  const { gapValue } = other;
  if (baselineGapValue === undefined || gapValue === undefined) return undefined;
  if (!baselineGapValue.gt(0) || gapValue.lt(baselineGapValue)) return undefined;
  return Object.freeze({
    code: 'NO_GAP_REDUCTION',
    mode: other.mode,
    baseline: baseline.mode,
    gapValue,
    baselineGapValue,
    message: `${other.mode} leaves a liquidity gap worth ${gapValue}, no less than the ${baselineGapValue} of ${baseline.mode}`,
  });
}
