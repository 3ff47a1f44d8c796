/** Width of a bar: five percentage points, in units of 10^-20. */
const WIDTH_UNITS = 5n * 10n ** 18n;
/** Bars on each side of 0. */
const BARS = 20;

/** How values from -1 to 1 are spread: bars of five percentage points on both sides of 0, with 0 and everything below -1 for themselves. */
export class Spread {
  /** Bar k counts values over 0.05 k, up to 0.05 (k + 1). */
  readonly above: number[] = new Array<number>(BARS).fill(0);
  /** Bar k counts values under -0.05 k, down to -0.05 (k + 1). */
  readonly below: number[] = new Array<number>(BARS).fill(0);
  zero = 0;
  /** Values under -1: a relief may be. */
  farBelow = 0;
  count = 0;

  /** @param value - in units of 10^-20, at most 1 */
  add(value: bigint): void {
    this.count++;
    if (value === 0n) {
      this.zero++;
      return;
    }
    const side = value > 0n ? this.above : this.below;
    const bar = Number(((value > 0n ? value : -value) - 1n) / WIDTH_UNITS);
    if (bar >= BARS) this.farBelow++;
    else side[bar] = (side[bar] as number) + 1;
  }
}
