/** A village under both financing modes on one page: prices, gaps, who is better off, and a map to step through. */
import { renderFinancingReport } from '@bagehot/report';
import { compareFinancing, createRoundFrames, financingFigures, parseScenario, type RoundFrames } from '@bagehot/sim';

const scenario = parseScenario(
  {
    version: 1,
    model: 'financing',
    name: 'A small village',
    financing: {
      mode: 'PERSONAL',
      goods: ['grain', 'cloth'],
      grid: { width: 6, height: 6 },
      load_fraction: '0.5',
      population: { agents: 8, ownership: '0.6' },
    },
    run: { max_rounds: 16, seed: 5 },
  },
  'financing',
);

const frames = new Map<string, RoundFrames>();
const { runs, sameState } = compareFinancing(scenario, {
  of: (mode) => {
    const map = createRoundFrames();
    frames.set(mode, map);
    return { sinks: [map] };
  },
});

export const page: string = renderFinancingReport({
  title: scenario.name,
  parameters: scenario.financing,
  goods: scenario.financing.goods,
  grid: scenario.financing.grid,
  runs: runs.map((run) => ({
    mode: run.scenario.financing.mode,
    outcome: run.stopped,
    metrics: financingFigures(run),
    rounds: run.metrics.rounds.map(({ trade, ...round }) => ({
      ...round,
      prices: trade?.prices ?? null,
      volume: trade?.volume ?? null,
      liquidityGap: trade?.liquidityGap ?? null,
      tradedValue: trade?.tradedValue ?? null,
      liquidityGapValue: trade?.liquidityGapValue ?? null,
      clearingEfficiency: trade?.clearingEfficiency ?? null,
    })),
    agents: run.metrics.agents,
    frames: frames.get(run.scenario.financing.mode)?.frames() ?? [],
  })),
  sameState: sameState.map(({ round, modes, warnings }) => ({
    round,
    modes: modes.flatMap(({ mode, trade }) => (trade === null ? [] : [{ mode, ...trade }])),
    warnings: warnings.map(({ code }) => code),
  })),
});
console.log(`${page.length} characters, ${page.match(/<svg viewBox/g)?.length} drawings`);
