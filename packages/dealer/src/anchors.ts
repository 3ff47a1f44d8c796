import { type Anchors, type Decimal, type DecimalInput, decimal, max, quotient } from '@bagehot/kernel';

/** How losses move a bucket's outside anchors. Mids, spreads and ticket size are money per ticket. */
export interface AnchorUpdate {
  /** φ_M: how much of a loss of face the mid loses. */
  readonly midSensitivity: Decimal;
  /** φ_O: how much of a loss of face the spread gains. */
  readonly spreadSensitivity: Decimal;
  /** O_min: the spread never falls below it. */
  readonly minSpread: Decimal;
  /** S: face of one ticket. @defaultValue 1 */
  readonly ticketSize?: Decimal;
  /** Keeps the mid from going below 0. @defaultValue true */
  readonly clipBidAtZero?: boolean;
  /** Digits of the money grid. @defaultValue 12 */
  readonly moneyDecimals?: number;
}

const HALF_EVEN = 2;

/**
 * The outside anchors after a day's losses: M' = M - φ_M S ℓ and O' = max(O_min, O + φ_O S ℓ), both half-even on the money grid. Without losses they stay
 * as they are.
 *
 * @param lossRate - ℓ: face that stayed unpaid over face that fell due, in [0, 1]
 * @see dealer specification, section 11
 */
export function updateAnchors(anchors: Anchors, lossRate: Decimal, rule: AnchorUpdate): Anchors {
  if (!lossRate.gt(0)) return anchors;
  const { moneyDecimals = 12, clipBidAtZero = true } = rule;
  const lost = rule.ticketSize === undefined ? lossRate : lossRate.times(rule.ticketSize);
  const mid = anchors.mid.minus(rule.midSensitivity.times(lost));
  const spread = max(rule.minSpread, anchors.spread.plus(rule.spreadSensitivity.times(lost)));
  return {
    mid: (clipBidAtZero ? max(decimal(0), mid) : mid).round(moneyDecimals, HALF_EVEN),
    spread: spread.round(moneyDecimals, HALF_EVEN),
  };
}

/** A ratio of whole numbers with 24 decimals, half-even: one exact division. 0 of 0 is 0. */
export function ratio24(part: bigint, whole: bigint): Decimal {
  return whole === 0n ? decimal(0) : quotient(decimal(part.toString()), decimal(whole.toString()));
}

/**
 * A bucket's loss rate from what fell due and what of it was paid, 24 decimals; 0 when nothing fell due.
 *
 * @see dealer specification, section 11
 */
export function lossRate(due: DecimalInput, paid: DecimalInput): Decimal {
  const whole = decimal(due);
  return whole.eq(0) ? whole : quotient(whole.minus(decimal(paid)), whole);
}
