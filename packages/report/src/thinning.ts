/**
 * Leaves out points that a drawing cannot show: of those that fall into one column of it, the first, the lowest, the highest and the last stay, in their order.
 *
 * @param columnOf - the column a point falls into; points come in the order of their columns
 * @param heightOf - how high it lies
 */
export function thin<P>(
  points: readonly P[],
  columnOf: (point: P) => number,
  heightOf: (point: P) => number,
): readonly P[] {
  const kept: P[] = [];
  for (let start = 0; start < points.length; ) {
    const first = points[start] as P;
    const column = columnOf(first);
    let [end, low, high] = [start, start, start];
    for (let k = start; k < points.length; k++) {
      const point = points[k] as P;
      if (columnOf(point) !== column) break;
      if (heightOf(point) < heightOf(points[low] as P)) low = k;
      if (heightOf(point) > heightOf(points[high] as P)) high = k;
      end = k;
    }
    for (const k of [...new Set([start, low, high, end])].sort((a, b) => a - b)) kept.push(points[k] as P);
    start = end + 1;
  }
  return kept;
}
