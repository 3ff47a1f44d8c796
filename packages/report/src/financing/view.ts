import { type Decimal, ZERO } from '@bagehot/kernel';
import { createFigures, type Figures } from '../figures.js';
import { flatten, type NameValue } from '../name-value.js';
import { readDecimal } from '../record.js';
import type { FinancingReportInput, FinancingReportRun, SameStateRound } from './input.js';

/** How a mode is drawn: the ends of the classes of its lines and dots. */
export type ModeKind = 'first' | 'second' | 'third' | 'fourth';

const KINDS: readonly ModeKind[] = ['first', 'second', 'third', 'fourth'];

/** A run, and how it is drawn. */
export interface RunView extends FinancingReportRun {
  /** Undefined where there are more modes than can be told apart: then it is in the tables only. */
  readonly kind: ModeKind | undefined;
}

/** What the sections of the page are made of. */
export interface FinancingView {
  readonly figures: Figures;
  readonly parameters: readonly NameValue[];
  readonly goods: readonly string[];
  readonly grid: FinancingReportInput['grid'];
  readonly runs: readonly RunView[];
  readonly sameState: readonly SameStateRound[];
  readonly logName: string;
  /** All rounds of the longest run. */
  readonly rounds: readonly number[];
}

/** Decimals of values and quantities on the page. */
const DECIMALS = 4;

/** Orders what a report is made of. */
export function readFinancing(input: FinancingReportInput): FinancingView {
  const longest = Math.max(0, ...input.runs.map(({ rounds }) => rounds.at(-1)?.round ?? 0));
  return {
    figures: createFigures(DECIMALS),
    parameters: flatten(input.parameters),
    goods: input.goods,
    grid: input.grid,
    runs: input.runs.map((run, k) => ({ ...run, kind: KINDS[k] })),
    sameState: input.sameState ?? [],
    logName: input.logName ?? 'log.jsonl',
    rounds: Array.from({ length: longest }, (_, k) => k + 1),
  };
}

/** The sum of what is there. */
export function total(values: Iterable<unknown>): Decimal {
  let sum = ZERO;
  for (const value of values) sum = sum.plus(readDecimal(value) ?? ZERO);
  return sum;
}

/** A number for a drawing; undefined where there is none. */
export function drawn(value: unknown): number | undefined {
  const read = readDecimal(value);
  return read === undefined ? undefined : Number(read.toString());
}
