import type { DecimalInput } from '@bagehot/kernel';

/** What a field of a scenario file may hold. */
export type FieldValue = string | number | boolean | null;

/** Values a field of the scenario takes in turn. */
export interface GridAxis {
  /** Where the field is, in the spelling of scenario files: `params.kappa`, `dealer.ticket_size`, `run.rollover.enabled`. */
  readonly path: string;
  /** Decimals as texts where their digits matter; any value a scenario file may hold. */
  readonly values: readonly FieldValue[];
}

/** A range that a numeric field is sampled from. */
export interface RangeAxis {
  /** Where the field is, as of a {@link GridAxis}. */
  readonly path: string;
  readonly from: DecimalInput;
  /** At least `from`. */
  readonly to: DecimalInput;
  /**
   * Strata of equal ratio instead of equal width; both ends must be greater than 0. Sensible for the ratio of debt to money and for concentrations.
   *
   * @defaultValue false
   */
  readonly log?: boolean;
}

/** Every combination of the axes' values; the last axis turns fastest. */
export interface GridDesign {
  readonly kind: 'grid';
  readonly axes: readonly GridAxis[];
}

/** So many points, of which each axis has exactly one in each of as many strata (McKay, Beckman and Conover 1979). */
export interface LatinHypercubeDesign {
  readonly kind: 'latin-hypercube';
  readonly samples: number;
  readonly axes: readonly RangeAxis[];
}

/** A field that is searched for the largest value at which little goes unpaid (ring specification, section 13). */
export interface FrontierSearch {
  /** The field, for instance `params.kappa`: numeric, and the more of it, the more goes unpaid. */
  readonly path: string;
  /**
   * Where the search begins, greater than 0. Where even this is too much, it is divided by 1.5 up to four times.
   *
   * @defaultValue 0.1
   */
  readonly low?: DecimalInput;
  /**
   * Greater than `low`.
   *
   * @defaultValue 4
   */
  readonly high?: DecimalInput;
  /**
   * Largest default rate that still counts as safe.
   *
   * @defaultValue 0.02
   */
  readonly tolerance?: DecimalInput;
  /**
   * How often the bracket is halved, in ratio.
   *
   * @defaultValue 6
   */
  readonly iterations?: number;
}

/** A search per combination of the axes' values and per replicate, all of its runs with one seed. */
export interface FrontierDesign extends FrontierSearch {
  readonly kind: 'frontier';
  /** The cells; may be empty. */
  readonly axes: readonly GridAxis[];
}

/** The points of several designs, one after the other. */
export interface JoinedDesign {
  readonly kind: 'joined';
  readonly designs: readonly SweepDesign[];
}

/** Which points of the parameter space are visited. */
export type SweepDesign = GridDesign | LatinHypercubeDesign | FrontierDesign | JoinedDesign;

/** Values of the axes at one point, in the order of the axes. */
export type PointValues = readonly FieldValue[];

/** The points of a design, by number. */
export interface DesignPoints {
  readonly count: number;
  /** @param k - 0 to count - 1 */
  at(k: number): PointValues;
}

/** One field of the scenario and its value. */
export interface Coordinate {
  readonly path: string;
  readonly value: FieldValue;
}

/** A regime: its name, and the fields in which it differs from the scenario. */
export interface ArmPlan {
  readonly name: string;
  readonly set: readonly Coordinate[];
}
