import { type FinancingReportInput, type FinancingReportRun, renderFinancingReport } from '@bagehot/report';
import {
  type FinancingResult,
  financingFigures,
  type PlainRecord,
  type RoundFrames,
  type SameStateRound,
} from '@bagehot/sim';

/** A run, and where everybody was in it. */
export interface MappedRun {
  readonly result: FinancingResult;
  readonly frames: RoundFrames;
}

/** What one needs to know to make a run again. */
export function financingManifest(
  { scenario, stopped, rounds }: FinancingResult,
  version: string,
  wallMs: number,
): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    model: scenario.model,
    mode: scenario.financing.mode,
    seed: scenario.run.seed,
    population_seed: scenario.generated?.seed ?? null,
    outcome: stopped,
    rounds_run: rounds,
    wall_ms: Math.round(wallMs),
  };
}

/** The report of a run, or of several side by side. */
export function financingReport(
  [first, ...others]: readonly [MappedRun, ...MappedRun[]],
  sameState: readonly SameStateRound[] = [],
): string {
  const { scenario } = first.result;
  return renderFinancingReport({
    title: scenario.name,
    ...(scenario.description === undefined ? {} : { description: scenario.description }),
    parameters: parametersOf(first.result, others.length > 0),
    goods: scenario.financing.goods,
    grid: scenario.financing.grid,
    runs: [first, ...others].map(reportRun),
    ...(sameState.length === 0 ? {} : { sameState: sameState.flatMap(sameStateRound) }),
  });
}

function reportRun({ result, frames }: MappedRun): FinancingReportRun {
  const { metrics, scenario, stopped } = result;
  return {
    mode: scenario.financing.mode,
    outcome: stopped,
    metrics: financingFigures(result),
    rounds: metrics.rounds.map(({ round, status, reason, participants, trade, meanUtility }) => ({
      round,
      status,
      reason,
      participants,
      prices: trade?.prices ?? null,
      volume: trade?.volume ?? null,
      liquidityGap: trade?.liquidityGap ?? null,
      tradedValue: trade?.tradedValue ?? null,
      liquidityGapValue: trade?.liquidityGapValue ?? null,
      clearingEfficiency: trade?.clearingEfficiency ?? null,
      meanUtility,
    })),
    agents: metrics.agents,
    frames: frames.frames(),
  };
}

function sameStateRound({ round, modes, warnings }: SameStateRound): NonNullable<FinancingReportInput['sameState']> {
  const figures = modes.flatMap(({ mode, trade }) =>
    trade === null ? [] : [{ mode, tradedValue: trade.tradedValue, liquidityGapValue: trade.liquidityGapValue }],
  );
  return [{ round, modes: figures, warnings: warnings.map(({ code }) => code) }];
}

/** What made this run, in the order in which a reader asks. */
function parametersOf({ scenario }: FinancingResult, severalModes: boolean): readonly (readonly [string, unknown])[] {
  const { financing, run, generated, agents } = scenario;
  const { mode, grid, goods, ...rules } = financing;
  return [
    ['seed', run.seed],
    ...(severalModes ? [] : [['mode', mode] as const]),
    ['people', agents.length],
    ['goods', goods],
    ['grid', grid],
    ...Object.entries(rules),
    ...(generated === undefined ? [] : [['population', { ...generated.population, seed: generated.seed }] as const]),
    ['run', { maxRounds: run.maxRounds, maxStaleRounds: run.maxStaleRounds, clearedRounds: run.clearedRounds }],
  ];
}
