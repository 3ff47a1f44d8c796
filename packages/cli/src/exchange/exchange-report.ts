import { type ExchangeReportRun, renderExchangeReport } from '@bagehot/report';
import type { ExchangeCourse, ExchangeResult, PlainRecord, RegimeComparison } from '@bagehot/sim';

/** A run, and its course. */
export interface FollowedRun {
  readonly result: ExchangeResult;
  readonly course: ExchangeCourse;
}

/** What one needs to know to make a run again. */
export function exchangeManifest(
  { scenario, stopped, ticks }: ExchangeResult,
  version: string,
  wallMs: number,
): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    model: scenario.model,
    regime: scenario.exchange.regime,
    money_mode: scenario.exchange.moneyMode,
    seed: scenario.run.seed,
    population_seed: scenario.generated?.seed ?? null,
    outcome: stopped,
    ticks_run: ticks,
    wall_ms: Math.round(wallMs),
  };
}

/**
 * The report of a run, or of several side by side.
 *
 * @param comparison - where there are several seeds; the runs are those of its first one
 */
export function exchangeReport(runs: readonly [FollowedRun, ...FollowedRun[]], comparison?: RegimeComparison): string {
  const [{ result }] = runs;
  const { name, description, exchange, run } = result.scenario;
  return renderExchangeReport({
    title: name,
    ...(description === undefined ? {} : { description }),
    parameters: parametersOf(result, runs.length > 1),
    goods: exchange.goods,
    side: exchange.side,
    runs: runs.map(reportRun),
    ...(comparison === undefined || comparison.seeds.length === 1 ? {} : { seeds: { ...comparison, shown: run.seed } }),
  });
}

function reportRun({ result, course }: FollowedRun): ExchangeReportRun {
  const { scenario, ticks, metrics, agents } = result;
  return {
    regime: scenario.exchange.regime,
    moneyMode: scenario.exchange.moneyMode,
    ticks,
    trades: Array.from(metrics.tradesByPairType.keys(), (pairType) => ({ pairType, counts: course.trades(pairType) })),
    agents: agents.map(({ id, moneyStart, moneyEnd, utilityStart, utilityEnd, trades }) => ({
      id,
      money: moneyEnd,
      moneyBefore: moneyStart,
      utility: utilityEnd,
      utilityBefore: utilityStart,
      trades,
    })),
    lambda: course.lambda,
    frames: course.frames(),
  };
}

/** What made this run, in the order in which a reader asks. */
function parametersOf({ scenario }: ExchangeResult, severalRegimes: boolean): readonly (readonly [string, unknown])[] {
  const { exchange, run, generated } = scenario;
  const { regime, moneyMode, params, schedule, side, goods, agents, resources } = exchange;
  return [
    ['seed', run.seed],
    ...(severalRegimes ? [] : [['regime', regime] as const]),
    ['money mode', moneyMode],
    ['people', agents.length],
    ['goods', goods],
    ['side', side],
    ['fields', resources.length],
    ...Object.entries(params),
    ...(schedule === null ? [] : [['schedule', schedule] as const]),
    ...(generated === undefined ? [] : [['population', { ...generated.population, seed: generated.seed }] as const]),
    ['ticks', run.ticks],
  ];
}
