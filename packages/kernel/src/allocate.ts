import { type Decimal, decimalPlaces, formatUnits, fromUnits, unitsOf } from './decimal.js';
import { badInput, KernelError } from './errors.js';

/** The sort of unsigned 64-bit integers is native. */
const KEY_BITS = 64;
const KEY_LIMIT = 2n ** BigInt(KEY_BITS);
/** Up to so many claims looking is cheaper than sorting. */
const FEW = 8;

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
  if (count === 1) return [total];

  const amount = total < 0n ? -total : total;
  if (count <= FEW) shareAmongFew(amount, weights, whole, shares);
  else shareAmongMany(amount, weights, whole, shares);
  if (total < 0n) for (let i = 0; i < count; i++) shares[i] = -(shares[i] as bigint);
  return shares;
}

/** Gives the left-over quanta by looking for the largest remainder again and again. */
function shareAmongFew(amount: bigint, weights: ArrayLike<bigint>, whole: bigint, shares: bigint[]): void {
  const rests: bigint[] = [];
  let left = amount;
  for (let i = 0; i < shares.length; i++) {
    const product = amount * (weights[i] as bigint);
    const share = product / whole;
    shares[i] = share;
    rests.push(product - share * whole);
    left -= share;
  }
  for (; left > 0n; left--) {
    let winner = 0;
    for (let i = 1; i < rests.length; i++) if ((rests[i] as bigint) > (rests[winner] as bigint)) winner = i;
    shares[winner] = (shares[winner] as bigint) + 1n;
    rests[winner] = -1n;
  }
}

/** The same by a native sort. */
function shareAmongMany(amount: bigint, weights: ArrayLike<bigint>, whole: bigint, shares: bigint[]): void {
  const shift = whole < KEY_LIMIT ? 0n : BigInt(whole.toString(2).length - KEY_BITS);
  const keys = new BigUint64Array(shares.length);
  let left = amount;
  for (let i = 0; i < shares.length; i++) {
    const product = amount * (weights[i] as bigint);
    const share = product / whole;
    const rest = product - share * whole;
    shares[i] = share;
    keys[i] = shift === 0n ? rest : rest >> shift;
    left -= share;
  }
  if (left === 0n) return;
  const { sure, tied, units } = cutKeys(keys, Number(left));
  const winners =
    shift === 0n ? tied : byRemainder(tied, (i) => amount * (weights[i] as bigint) - (shares[i] as bigint) * whole);
  for (const i of sure) shares[i] = (shares[i] as bigint) + 1n;
  for (const i of winners.slice(0, units)) shares[i] = (shares[i] as bigint) + 1n;
}

/**
 * Who gets the left-over quanta, by the leading 64 bits of the remainders: a sorted copy tells the key at which the quanta run out. The same as sorting
 * the claims, at the price of a native sort.
 *
 * @returns the indices above that key, those at it (ascending), and how many quanta are left for the latter
 */
function cutKeys(keys: BigUint64Array, left: number): { sure: number[]; tied: number[]; units: number } {
  const sorted = keys.slice().sort();
  const cut = sorted[sorted.length - left] as bigint;
  const sure: number[] = [];
  const tied: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as bigint;
    if (key > cut) sure.push(i);
    else if (key === cut) tied.push(i);
  }
  return { sure, tied, units: left - sure.length };
}

/** Indices whose remainders agree in their leading bits, the largest remainder first; the sort is stable, so equal ones stay in order. */
function byRemainder(indices: readonly number[], restOf: (index: number) => bigint): readonly number[] {
  const claims = indices.map((index) => ({ index, rest: restOf(index) }));
  claims.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : 0));
  return claims.map(({ index }) => index);
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
