import type { GridAxis } from '@bagehot/sim';
import type { DecimalRange } from '../option-value.js';
import type { PlanOptions } from './sweep-options.js';

/** A field that the command line can vary. */
export interface KnownAxis {
  readonly path: string;
  /** The option with its values, and its name among the options. */
  readonly option: string;
  readonly list: keyof PlanOptions;
  /** Where its values may lie. */
  readonly domain: DecimalRange;
  /** What a grid has unless told otherwise. */
  readonly values: readonly string[];
  /** The range that is sampled: option and default of either end. */
  readonly range?: {
    readonly from: RangeEnd;
    readonly to: RangeEnd;
  };
}

/** One end of a sampled range. */
export interface RangeEnd {
  readonly option: string;
  readonly key: keyof PlanOptions;
  readonly value: string;
}

/** Debt over liquidity: what a frontier searches. */
export const KAPPA = 'params.kappa';

/** The axes in the order of a sweep's loops, the last one fastest (ring specification, sections 12.1 and 16). */
export const KNOWN_AXES: readonly KnownAxis[] = [
  {
    path: 'balanced.outside_mid_ratio',
    option: '--outside-mid-ratios',
    list: 'outsideMidRatios',
    domain: { above: 0, most: 1 },
    values: [],
  },
  {
    path: KAPPA,
    option: '--kappas',
    list: 'kappas',
    domain: { above: 0 },
    values: ['0.25', '0.5', '1', '2', '4'],
    range: {
      from: { option: '--kappa-min', key: 'kappaMin', value: '0.2' },
      to: { option: '--kappa-max', key: 'kappaMax', value: '5' },
    },
  },
  {
    path: 'params.inequality.concentration',
    option: '--concentrations',
    list: 'concentrations',
    domain: { above: 0 },
    values: ['0.2', '0.5', '1', '2', '5'],
    range: {
      from: { option: '--c-min', key: 'cMin', value: '0.2' },
      to: { option: '--c-max', key: 'cMax', value: '5' },
    },
  },
  {
    path: 'params.maturity.mu',
    option: '--mus',
    list: 'mus',
    domain: { least: 0, most: 1 },
    values: ['0', '0.25', '0.5', '0.75', '1'],
    range: {
      from: { option: '--mu-min', key: 'muMin', value: '0' },
      to: { option: '--mu-max', key: 'muMax', value: '1' },
    },
  },
  {
    path: 'params.inequality.monotonicity',
    option: '--monotonicities',
    list: 'monotonicities',
    domain: { least: -1, most: 1 },
    values: ['0'],
    range: {
      from: { option: '--monotonicity-min', key: 'monotonicityMin', value: '0' },
      to: { option: '--monotonicity-max', key: 'monotonicityMax', value: '0' },
    },
  },
];

/** The grid of a sweep that says nothing about it. */
export const DEFAULT_GRID: readonly GridAxis[] = KNOWN_AXES.flatMap(({ path, values }) =>
  values.length === 0 ? [] : [{ path, values }],
);
