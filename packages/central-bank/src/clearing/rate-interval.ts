/** The rate nearest to the given one within bounds; null leaves a side open. */
export function nearestRate(rate: bigint, low: bigint | null, high: bigint | null): bigint {
  if (low !== null && rate < low) return low;
  return high !== null && rate > high ? high : rate;
}
