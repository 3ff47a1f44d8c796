/** What may one pay with? One village under two modes: two histories that part after the first trade, and every state of the first under both modes. */
import { compareFinancing, type FinancingComparison, parseScenario } from '@bagehot/sim';

const scenario = parseScenario(
  {
    version: 1,
    model: 'financing',
    name: 'Half of it stays at home',
    financing: {
      mode: 'PERSONAL',
      goods: ['grain', 'cloth', 'salt'],
      grid: { width: 8, height: 8 },
      load_fraction: '0.5',
      population: { agents: 30, ownership: '0.5', weights: { minimum: '0.1' } },
    },
    run: { max_rounds: 40, seed: 42 },
  },
  'financing',
);

export const comparison: FinancingComparison = compareFinancing(scenario, { modes: ['PERSONAL', 'TOTAL_WEALTH'] });
for (const { scenario: run, metrics } of comparison.runs) {
  const { tradedValue, equivalentVariation } = metrics.summary;
  console.log(
    `${run.financing.mode}: traded ${tradedValue.toFixed(2)}, worth ${equivalentVariation?.toFixed(2)} to all together`,
  );
}
const narrower = comparison.sameState.filter(({ modes: [personal, total] }) =>
  total?.trade?.liquidityGapValue.lt(personal?.trade?.liquidityGapValue ?? 0),
);
console.log(
  `total wealth narrows the gap in ${narrower.length} of ${comparison.sameState.length} states of the first run`,
);
