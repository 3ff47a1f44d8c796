import type { DesignPoints, GridAxis, PointValues } from './sweep-design.js';

/** The Cartesian product, the last axis fastest. A point is computed from its number; none is stored. */
export function gridPoints(axes: readonly GridAxis[]): DesignPoints {
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  return {
    count,
    at(k): PointValues {
      let rest = k;
      const point = new Array<PointValues[number]>(axes.length).fill(null);
      for (let i = axes.length - 1; i >= 0; i--) {
        const { values } = axes[i] as GridAxis;
        point[i] = values[rest % values.length] as PointValues[number];
        rest = Math.floor(rest / values.length);
      }
      return point;
    },
  };
}
