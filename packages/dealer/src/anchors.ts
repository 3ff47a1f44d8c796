import {
  type Anchors,
  type Decimal,
  type DecimalInput,
  decimal,
  decimalPlaces,
  quotient,
  RATIO_DP,
} from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, moneyGrid, toDecimal, toQuanta, unitsOf } from '@bagehot/kernel/quanta';

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

/** A loss rate counts units of 10^-24. */
const LOSS_UNIT: bigint = 10n ** BigInt(RATIO_DP);

/** A sensitivity times the ticket size: quanta per ticket that a total loss moves an anchor, as a fraction. */
export interface Sensitivity {
  readonly numerator: bigint;
  /** Times 10^24, so that a loss rate in units of 10^-24 can be multiplied in. */
  readonly denominator: bigint;
}

/** A sensitivity per unit of face, for tickets of a size in quanta. Exact. */
export function sensitivityOf(perFace: Decimal, ticketSize: bigint): Sensitivity {
  const places = decimalPlaces(perFace);
  return {
    numerator: (unitsOf(perFace, places) as bigint) * ticketSize,
    denominator: 10n ** BigInt(places) * LOSS_UNIT,
  };
}

/** M' = M - φ_M S ℓ, half-even on the grid; not below 0 if clipped. `loss` in units of 10^-24. */
export function midAfter(mid: bigint, loss: bigint, { numerator, denominator }: Sensitivity, clipped: boolean): bigint {
  const moved = halfEvenDiv(mid * denominator - numerator * loss, denominator);
  return clipped && moved < 0n ? 0n : moved;
}

/** O' = max(O_min, O + φ_O S ℓ), half-even on the grid. `loss` in units of 10^-24. */
export function spreadAfter(
  spread: bigint,
  loss: bigint,
  { numerator, denominator }: Sensitivity,
  least: bigint,
): bigint {
  const moved = halfEvenDiv(spread * denominator + numerator * loss, denominator);
  return moved < least ? least : moved;
}

/** A ratio of whole numbers in units of 10^-24, half-even: one exact division. 0 of 0 is 0. */
export function ratioUnits(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : halfEvenDiv(part * LOSS_UNIT, whole);
}

/** A ratio in units of 10^-24 as a decimal. */
export function ratioDecimal(units: bigint): Decimal {
  return fromUnits(units, RATIO_DP);
}

/** A decimal ratio in units of 10^-24, half-even. */
export function ratioOf(rate: Decimal): bigint {
  return unitsOf(rate.round(RATIO_DP, 2), RATIO_DP) as bigint;
}

/**
 * The outside anchors after a day's losses: M' = M - φ_M S ℓ and O' = max(O_min, O + φ_O S ℓ), both half-even on the money grid. Without losses they stay
 * as they are.
 *
 * @param lossRate - ℓ: face that stayed unpaid over face that fell due, in [0, 1], with up to 24 decimals
 * @throws KernelError `OFF_GRID` when an anchor or the ticket size is no multiple of the quantum
 * @see dealer specification, section 11
 */
export function updateAnchors(anchors: Anchors, lossRate: Decimal, rule: AnchorUpdate): Anchors {
  if (!lossRate.gt(0)) return anchors;
  const grid = moneyGrid(rule.moneyDecimals ?? 12);
  const size = toQuanta(grid, rule.ticketSize ?? 1);
  const loss = ratioOf(lossRate);
  const mid = midAfter(
    toQuanta(grid, anchors.mid),
    loss,
    sensitivityOf(rule.midSensitivity, size),
    rule.clipBidAtZero ?? true,
  );
  const least = toQuanta(grid, rule.minSpread);
  const spread = spreadAfter(toQuanta(grid, anchors.spread), loss, sensitivityOf(rule.spreadSensitivity, size), least);
  return { mid: toDecimal(grid, mid), spread: toDecimal(grid, spread) };
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
