import type { QuantaColumn } from './participants.js';

/** Where a person is in its round of home and market. */
export type Phase = 'home_prep' | 'to_market' | 'at_market' | 'to_home';

/** The phases in the order of a trip; their positions are the codes in columns. */
export const PHASES: readonly Phase[] = ['home_prep', 'to_market', 'at_market', 'to_home'];

/** Everybody at the end of a round, as columns by ascending id; stocks agent-major. */
export interface PopulationQuanta {
  readonly goods: number;
  readonly count: number;
  readonly quantityScale: number;
  readonly ids: Float64Array;
  /** Units of 10^-12. */
  readonly weights: Float64Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Positions in {@link PHASES}. */
  readonly phase: Uint8Array;
  /** Steps since leaving home. */
  readonly tripDistance: Float64Array;
  /** 1 on a market cell. */
  readonly inMarket: Uint8Array;
  /** Steps to the market block. */
  readonly distanceToMarket: Int32Array;
  readonly home: QuantaColumn;
  readonly personal: QuantaColumn;
}
