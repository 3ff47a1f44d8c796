/** One combination of the axes' values, by the axes' names. */
export type GridPoint<Axes extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [Axis in keyof Axes]: Axes[Axis][number];
};

/**
 * Every combination of the axes' values, the last axis fastest, for sweeps in code: the same order as the design `grid` of a plan has. Without axes there is one
 * point without values, and none where an axis has no values.
 *
 * @param axes - values by name; names that are whole numbers would come first
 * @example
 * for (const { kappa, mu } of gridOf({ kappa: [1, 4], mu: ['0', '0.5', '1'] })) ask(kappa, mu); // six times: 1 and '0', 1 and '0.5', ...
 */
export function gridOf<const Axes extends Readonly<Record<string, readonly unknown[]>>>(
  axes: Axes,
): readonly GridPoint<Axes>[] {
  const points = Object.entries(axes).reduce<readonly object[]>(
    (begun, [axis, values]) => begun.flatMap((point) => values.map((value) => ({ ...point, [axis]: value }))),
    [{}],
  );
  return points as readonly GridPoint<Axes>[];
}
