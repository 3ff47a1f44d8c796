import type { EventBase } from './events.js';

/**
 * A column of an event table. Decimals are stored as text, so that nothing is rounded on the way to disk. A `real` is what a model computes in floating point, 64
 * bits; infinities are values, `NaN` is none. Money is never one.
 */
export interface TableColumn {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'real' | 'decimal' | 'boolean';
  readonly nullable?: boolean;
}

/** Column-by-column description of an event table; telemetry turns it into SQL, Parquet or CSV. */
export interface TableSpec<E extends EventBase> {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** The rows an event adds, one value per column; none when the event is no matter of this table. */
  rows(event: E): readonly (readonly (string | number | boolean | null)[])[];
}
