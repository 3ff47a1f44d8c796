import type { OracleSide, OracleStep } from '@bagehot/dealer/testing';
import { decimal } from '@bagehot/kernel';
import type { RecordedRules, RecordedSetup } from './recorded-market.js';

/** Plain fields of the vectors. */
export type Fields = Readonly<Record<string, unknown>>;

/** One step of a worked example: what is done, and what it brings and leaves. */
export interface ExampleStep {
  readonly op: string;
  readonly label?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly bucket?: string;
  readonly ticket?: string;
  readonly issuer?: string;
  readonly cash?: string;
  readonly sell_set?: readonly string[];
  readonly buy_set?: readonly string[];
  readonly script?: readonly { readonly drawn: OracleSide; readonly pick: string }[];
  readonly result?: Fields & { readonly arrivals?: readonly OracleStep[] };
  readonly events?: readonly Fields[];
  readonly expect?: readonly { readonly path: string; readonly value: unknown }[];
}

/** A worked example of the literature, step by step. */
export interface Example {
  readonly id: string;
  readonly config: RecordedRules & { readonly H?: number; readonly bufferB?: string; readonly Nmax?: number };
  readonly setup: RecordedSetup;
  readonly steps: readonly ExampleStep[];
}

/** The values of the file are exact rationals, ours are posted on the grid of 12 decimals. */
const TOLERANCE = '1e-9';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Makes decimal texts that lie within the tolerance of the expected ones equal to them, at any depth. */
export function snapped(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'string' && typeof expected === 'string' && DECIMAL.test(actual) && DECIMAL.test(expected)) {
    return decimal(actual).minus(expected).abs().lte(TOLERANCE) ? expected : actual;
  }
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.map((item, i) => snapped(item, expected[i]));
  if (typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null) {
    return Object.fromEntries(
      Object.entries(actual).map(([key, value]) => [key, snapped(value, (expected as Fields)[key])]),
    );
  }
  return actual;
}
