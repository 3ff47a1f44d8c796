import { type Decimal, decimalPlaces, formatUnits, fromUnits, unitsOf } from './decimal.js';
import { badInput, KernelError } from './errors.js';

/** Remainders below this fit unsigned 64-bit integers, whose sort is native. */
const UINT64 = 2n ** 64n;

/**
 * Splits a whole number of quanta in proportion to weights, exactly: every share is rounded down, and the quanta left over go one each to the
 * largest fractional parts, ties to the lower index (largest remainder). Shares add up to the total, and each is within one quantum of its exact value.
 *
 * A weight of 0 gets nothing. A negative total is split like the positive one, with the signs turned round.
 *
 * @param total - quanta to share
 * @param weights - at least 0 each, in any unit
 * @returns the shares, in the order of the weights
 * @throws KernelError `ZERO_WEIGHTS` when there is something to share and no positive weight, `BAD_KERNEL_INPUT` on a negative weight
 * @see dealer specification, section 10
 */
export function allocateQuanta(total: bigint, weights: ArrayLike<bigint>): bigint[] {
  const count = weights.length;
  let whole = 0n;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as bigint;
    if (weight < 0n) throw badInput(`weights[${i}]`, weight, 'at least 0');
    whole += weight;
  }
  const shares = new Array<bigint>(count).fill(0n);
  if (total === 0n) return shares;
  if (whole === 0n)
    throw new KernelError('ZERO_WEIGHTS', { total: String(total) }, `no positive weight to share ${total} among`);

  const amount = total < 0n ? -total : total;
  const rests = whole <= UINT64 ? new BigUint64Array(count) : new Array<bigint>(count);
  let left = amount;
  for (let i = 0; i < count; i++) {
    const product = amount * (weights[i] as bigint);
    const share = product / whole;
    shares[i] = share;
    rests[i] = product - share * whole;
    left -= share;
  }
  if (left > 0n) giveOut(shares, rests, Number(left));
  if (total < 0n) for (let i = 0; i < count; i++) shares[i] = -(shares[i] as bigint);
  return shares;
}

/**
 * Adds one quantum to each of the `units` largest remainders. A sorted copy tells the remainder at which the units run out; those above it get
 * one each, and those at it in order until none is left: the same as sorting the claims themselves, at the price of a native sort.
 */
function giveOut(shares: bigint[], rests: BigUint64Array | bigint[], units: number): void {
  const sorted = Array.isArray(rests)
    ? rests.slice().sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    : rests.slice().sort();
  const first = sorted.length - units;
  const cut = sorted[first] as bigint;
  let above = 0;
  for (let i = sorted.length - 1; i >= first && (sorted[i] as bigint) > cut; i--) above++;
  let atCut = units - above;
  for (let i = 0; i < shares.length; i++) {
    const rest = rests[i] as bigint;
    if (rest > cut) shares[i] = (shares[i] as bigint) + 1n;
    else if (rest === cut && atCut > 0) {
      shares[i] = (shares[i] as bigint) + 1n;
      atCut--;
    }
  }
}

/**
 * Splits an amount by weights on a grid, exactly: largest remainder, ties to the lower index. The shares always add up to the total.
 *
 * @param total - a multiple of the quantum; money, goods or anything else that is divisible in quanta
 * @param weights - at least 0 each; only their proportions matter
 * @param options.quantum - the smallest amount that can be given, greater than 0
 * @throws KernelError `OFF_GRID` when the total is no multiple of the quantum, `ZERO_WEIGHTS` when there is something to share and no positive weight,
 * `BAD_KERNEL_INPUT` on a negative weight or a quantum that is not positive
 * @example
 * allocate(decimal('0.10'), [decimal(1), decimal(1), decimal(1)], { quantum: decimal('0.01') }); // 0.04, 0.03, 0.03
 * @see dealer specification, section 10
 */
export function allocate(
  total: Decimal,
  weights: readonly Decimal[],
  options: { readonly quantum: Decimal },
): readonly Decimal[] {
  const { quantum } = options;
  if (!quantum.gt(0)) throw badInput('quantum', quantum, 'greater than 0');
  const places = Math.max(decimalPlaces(total), decimalPlaces(quantum));
  const step = unitsOf(quantum, places) as bigint;
  const units = unitsOf(total, places) as bigint;
  if (units % step !== 0n) {
    const details = { amount: formatUnits(units, places), quantum: formatUnits(step, places) };
    throw new KernelError('OFF_GRID', details, `${details.amount} is not a multiple of ${details.quantum}`);
  }
  let weightPlaces = 0;
  for (const weight of weights) weightPlaces = Math.max(weightPlaces, decimalPlaces(weight));
  const integers = weights.map((weight) => unitsOf(weight, weightPlaces) as bigint);
  return allocateQuanta(units / step, integers).map((share) => fromUnits(share * step, places));
}
