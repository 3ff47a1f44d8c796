/**
 * Shares a limited number of lines fairly: everyone gets what it wants up to a common most, which is as large as the total allows.
 *
 * @param wants - how many each would take
 * @param total - how many there are
 * @returns how many each gets: at most what it wants, together at most the total
 */
export function ration(wants: readonly number[], total: number): readonly number[] {
  const order = wants.map((_, k) => k).sort((a, b) => (wants[a] ?? 0) - (wants[b] ?? 0));
  const gets = wants.map(() => 0);
  let left = total;
  order.forEach((k, done) => {
    const share = Math.min(wants[k] ?? 0, Math.floor(left / (order.length - done)));
    gets[k] = share;
    left -= share;
  });
  return gets;
}
