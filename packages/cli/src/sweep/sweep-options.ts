/** What is swept: single rings, a market against none, trading against holding on, or single economies. */
export type SweepKind = 'ring' | 'comparison' | 'balanced' | 'economy';

/** Options that make a plan, or change the one of a file or a preset, as they were typed. Undefined ones leave it as it is. */
export interface PlanOptions {
  readonly config?: string;
  readonly preset?: string;
  readonly grid?: boolean;
  readonly kappas?: string;
  readonly concentrations?: string;
  readonly mus?: string;
  readonly monotonicities?: string;
  readonly outsideMidRatios?: string;
  readonly lhs?: string;
  readonly kappaMin?: string;
  readonly kappaMax?: string;
  readonly cMin?: string;
  readonly cMax?: string;
  readonly muMin?: string;
  readonly muMax?: string;
  readonly monotonicityMin?: string;
  readonly monotonicityMax?: string;
  readonly frontier?: boolean;
  readonly frontierLow?: string;
  readonly frontierHigh?: string;
  readonly frontierTolerance?: string;
  readonly frontierIterations?: string;
  readonly nAgents?: string;
  readonly maturityDays?: string;
  readonly qTotal?: string;
  readonly liquidityMode?: 'uniform' | 'single_at';
  readonly liquidityAgent?: string;
  readonly baseSeed?: string;
  readonly replicates?: string;
  readonly defaultHandling?: 'expel-agent' | 'fail-fast';
  readonly dealerEnabled?: boolean;
  readonly dealerShare?: string;
  readonly vbtShare?: string;
  readonly ticketSize?: string;
  readonly faceValue?: string;
  readonly rollover?: boolean;
  readonly additionalCash?: 'equal' | 'proportional';
}

/** Options of how a sweep is run and what is written of it. None of them changes a result. */
export interface SweepRunOptions {
  readonly outDir?: string;
  readonly workers: string;
  readonly shard?: string;
  readonly resume?: boolean;
  readonly format: string;
  readonly reports: string;
  readonly json?: boolean;
}

/** Options of `bagehot sweep ring` and its siblings. */
export interface SweepOptions extends PlanOptions, SweepRunOptions {}
