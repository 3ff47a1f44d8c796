import { headOf, productError, quotientOf, sumError, type Wide, wholeOf } from './double-double.js';

/** Computed fractional parts are within this distance of the true ones, see {@link ration}. */
const PART_ERROR = 2 ** -48;
/** Fractional parts settled in whole integers stay below 1 by this much, so that a part and a complement to 1 add up to less than 2. */
const MOST_PART = 1 - 2 ** -50;
const FEWEST_CLASSES = 16;
const MOST_CLASSES = 4096;

/** Working memory for {@link ration}. */
export interface RationSpace {
  /** Shares rounded down. */
  readonly shares: Float64Array;
  /** Their fractional parts. */
  readonly parts: Float64Array;
  /** How many fractional parts fall in each of the classes that 0 to 1 is cut into. */
  readonly classes: Int32Array;
}

/** Working memory for columns of up to `count` amounts. */
export function rationSpace(count: number): RationSpace {
  let classes = FEWEST_CLASSES;
  while (classes < count && classes < MOST_CLASSES) classes *= 2;
  return {
    shares: new Float64Array(count),
    parts: new Float64Array(count),
    classes: new Int32Array(classes),
  };
}

/** One side of the market for one good, of which there is too much. */
export interface RationedColumn {
  readonly amounts: Float64Array;
  /** Where the amounts are: whole numbers of one sign, below 2^53 each. */
  readonly cells: Int32Array;
  /** That sign. */
  readonly sign: 1 | -1;
  /** What can be traded: at least 0, less than `whole`. */
  readonly total: Wide;
  /** The sum of the amounts without their sign. */
  readonly whole: Wide;
}

/**
 * Shares `total` among the amounts of a column in proportion to them: rounded down, and the quanta left over one each to the largest fractional parts, ties to
 * the first. The same as the kernel's allocation of quanta, in place.
 *
 * A share is amount * ratio with the ratio in two doubles, so three terms: the rounded product, below 2^53; what rounding took off it, at most 1/2; and the
 * product with the ratio's lower part, at most 3 in size. The floor of the first and the rest of it are exact. The ratio's own error (2^-102 of its size) costs
 * at most 2^-49; rounding the last term 2^-52, the sum of the two small ones 2^-52, that with the rest 2^-51, and taking off what they carry 2^-54: all
 * together less than 2^-48. Where a fractional part is within that distance of 0 or 1 the floor is not certain, and the share is settled in whole integers.
 * The same goes for amounts whose fractional parts are so near the last one that still gets a quantum that their order is not certain.
 */
export function ration(column: RationedColumn, space: RationSpace): void {
  const { amounts, cells, sign, total } = column;
  const count = cells.length;
  if (total.hi === 0) {
    for (let i = 0; i < count; i++) amounts[cells[i] as number] = 0;
    return;
  }
  const left = shareDown(column, space);
  if (left > 0) giveLeftOver(column, space, left);
  else {
    const { shares } = space;
    for (let i = 0; i < count; i++) amounts[cells[i] as number] = sign * (shares[i] as number);
  }
}

/** The shares rounded down, their fractional parts and the classes of these; returns how many quanta are left over. */
function shareDown(column: RationedColumn, { shares, parts, classes }: RationSpace): number {
  const { amounts, cells, sign, total, whole } = column;
  const classCount = classes.length;
  classes.fill(0);
  const { hi, lo } = quotientOf(total, whole);
  const head = headOf(hi);
  const tail = hi - head;
  let given = 0;
  let givenLow = 0;
  for (let i = 0; i < cells.length; i++) {
    const amount = sign * (amounts[cells[i] as number] as number);
    const product = amount * hi;
    let share = Math.floor(product);
    let part = product - share + (productError(head, tail, amount, product) + amount * lo);
    // The small terms may carry into the whole part, either way.
    const carry = Math.floor(part);
    share += carry;
    part -= carry;
    if ((part < PART_ERROR || part > 1 - PART_ERROR) && amount !== 0) {
      const rest = exactRest(column, amount);
      share = rest.share;
      part = rest.part;
    }
    shares[i] = share;
    parts[i] = part;
    const index = (part * classCount) | 0;
    classes[index] = (classes[index] as number) + 1;
    const next = given + share;
    givenLow += sumError(given, share, next);
    given = next;
  }
  // Both differences are exact: below 2^53 everything is a whole number, above it the two sums are neighbours. What is left is less than the count.
  return total.hi - given + (total.lo - givenLow);
}

function exactRest(
  { total, whole }: RationedColumn,
  amount: number,
): { readonly share: number; readonly part: number; readonly rest: bigint } {
  const product = BigInt(amount) * wholeOf(total);
  const divisor = wholeOf(whole);
  const share = product / divisor;
  const rest = product - share * divisor;
  return { share: Number(share), part: Math.min(Number(rest) / Number(divisor), MOST_PART), rest };
}

/**
 * One quantum each to the amounts with the largest fractional parts. Let `cut` be the `left`-th largest of the computed parts. A part above the cut by more
 * than twice the error is truly larger than every part that was computed at or below the cut, so fewer than `left` can be larger than it: it gets a quantum.
 * One below the cut by more than twice the error is truly smaller than `left` others: it gets none. Only those between need whole integers.
 */
function giveLeftOver(column: RationedColumn, space: RationSpace, left: number): void {
  const { amounts, cells, sign } = column;
  const { shares, parts } = space;
  const cut = cutOf(space, cells.length, left);
  const complement = 1 - cut;
  const close: number[] = [];
  let due = left;
  for (let i = 0; i < cells.length; i++) {
    const part = parts[i] as number;
    if (Math.abs(part - cut) <= 2 * PART_ERROR) close.push(i);
    // 1 for a part above the cut, else 0, without a branch that nobody could predict. Rounding is far below the distance from the cut.
    const gain = Math.floor(part + complement);
    due -= gain;
    shares[i] = (shares[i] as number) + gain;
  }
  settleClose(column, space, close, cut, due);
  for (let i = 0; i < cells.length; i++) amounts[cells[i] as number] = sign * (shares[i] as number);
}

/** Takes back what those near the cut were given and gives it to the right ones among them. */
function settleClose(
  column: RationedColumn,
  { shares, parts }: RationSpace,
  close: readonly number[],
  cut: number,
  due: number,
): void {
  const complement = 1 - cut;
  let left = due;
  for (const i of close) {
    const gain = Math.floor((parts[i] as number) + complement);
    left += gain;
    shares[i] = (shares[i] as number) - gain;
  }
  const winners = left < close.length ? byRest(column, close).slice(0, left) : close;
  for (const i of winners) shares[i] = (shares[i] as number) + 1;
}

/** The `left`-th largest of the computed fractional parts: looked for in the one class that must hold it. */
function cutOf({ parts, classes }: RationSpace, count: number, left: number): number {
  const classCount = classes.length;
  let index = classCount - 1;
  let above = 0;
  while (above + (classes[index] as number) < left) {
    above += classes[index] as number;
    index--;
  }
  const members = new Float64Array(classes[index] as number);
  let found = 0;
  for (let i = 0; i < count; i++) {
    const part = parts[i] as number;
    if (((part * classCount) | 0) === index) members[found++] = part;
  }
  members.sort();
  return members[members.length - (left - above)] as number;
}

/** Positions by the exact remainders of their shares, the largest first; the sort is stable, so equal ones stay in order. */
function byRest(column: RationedColumn, positions: readonly number[]): readonly number[] {
  const { amounts, cells, sign } = column;
  const claims = positions.map((position) => {
    const { rest } = exactRest(column, sign * (amounts[cells[position] as number] as number));
    return { position, rest };
  });
  claims.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : 0));
  return claims.map(({ position }) => position);
}
