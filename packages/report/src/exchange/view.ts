import { createFigures, type Figures } from '../figures.js';
import type { ModeKind } from '../financing/view.js';
import { flatten, type NameValue } from '../name-value.js';
import type { ExchangeReportInput, ExchangeReportRun, ExchangeReportSeeds } from './input.js';

/** How the first lines of a drawing are told apart; further ones are in tables only. */
export const KINDS: readonly ModeKind[] = ['first', 'second', 'third', 'fourth'];

/** A run, and how it is drawn. */
export interface ExchangeRunView extends ExchangeReportRun {
  /** What the run is called: its regime. */
  readonly mode: string;
  readonly kind: ModeKind | undefined;
}

/** What the sections of the page are made of. */
export interface ExchangeView {
  readonly figures: Figures;
  readonly parameters: readonly NameValue[];
  readonly goods: readonly string[];
  readonly side: number;
  readonly runs: readonly ExchangeRunView[];
  /** All ticks of the longest run. */
  readonly rounds: readonly number[];
  readonly seeds: ExchangeReportSeeds | undefined;
  /** Behind headings of what is about one of several seeds. */
  readonly ofSeed: string;
}

/** Decimals of utilities on the page. */
const DECIMALS = 2;

/** Orders what a report is made of. */
export function readExchange(input: ExchangeReportInput): ExchangeView {
  const longest = Math.max(0, ...input.runs.map(({ ticks }) => ticks));
  return {
    figures: createFigures(DECIMALS),
    parameters: flatten(input.parameters),
    goods: input.goods,
    side: input.side,
    runs: input.runs.map((run, k) => ({ ...run, mode: run.regime, kind: KINDS[k] })),
    rounds: Array.from({ length: longest }, (_, tick) => tick),
    seeds: input.seeds,
    ofSeed: input.seeds === undefined ? '' : `, seed ${input.seeds.shown}`,
  };
}

/** The sum of some numbers, in their order. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Trades of a run in all. */
export function tradesOf({ trades }: ExchangeReportRun): number {
  return sumOf(trades.map(({ counts }) => sumOf(counts)));
}

/** Gini coefficient of amounts that are not negative: 0 where all are equal, towards 1 where one has all; 0 where nobody has anything. */
export function gini(amounts: readonly number[]): number {
  const sorted = [...amounts].sort((a, b) => a - b);
  const total = sumOf(sorted);
  if (total === 0) return 0;
  const weighted = sumOf(sorted.map((amount, k) => (2 * (k + 1) - sorted.length - 1) * amount));
  return weighted / (sorted.length * total);
}
