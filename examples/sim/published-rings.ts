/** The 125 recorded rings of the published comparison, with markets of our own: what each rule of the market is worth. */
import { readFileSync } from 'node:fs';
import { decimal, quotient } from '@bagehot/kernel';
import {
  comparisonOf,
  type PairOutcome,
  type PairStatistics,
  pairOutcome,
  pairStatistics,
  parseScenario,
  preset,
  runScenario,
  type ScenarioResult,
} from '@bagehot/sim';

interface RecordedRing {
  readonly seed: number;
  readonly cash_each: string;
  readonly amounts: readonly number[];
  readonly due_days: readonly number[];
  readonly delta_control: string;
}

const file = new URL('../../golden/ring/headline_rings.json', import.meta.url);
const { rings } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rings: readonly RecordedRing[] };

/** The ring spelled out. A debt of nothing is no debt. */
function run({ seed, cash_each, amounts, due_days }: RecordedRing, dealer?: object): ScenarioResult {
  const agents = amounts.map((_, k) => `H${k + 1}`);
  const mints = agents.map((to) => ({ mint_cash: { to, amount: cash_each } }));
  const debts = amounts.map((amount, k) => ({
    create_payable: { from: agents[k], to: agents[(k + 1) % agents.length], amount, due_day: due_days[k] },
  }));
  const scenario = parseScenario({
    version: 1,
    name: `Ring ${seed}`,
    agents: [{ id: 'CB', kind: 'central_bank' }, ...agents.map((id) => ({ id, kind: 'household' }))],
    initial_actions: [...mints, ...debts.filter((_, k) => amounts[k] !== 0)],
    run: { max_days: 30, seed, distribution: 'proportional' },
    ...(dealer === undefined ? {} : { dealer }),
  });
  return runScenario(scenario, { moneyDecimals: 12, keepEvents: false });
}

const { dealer: sound } = preset('headline').base as { readonly dealer: object };
const { dealer: legacy } = preset('headline-legacy').base as { readonly dealer: object };
const markets: Readonly<Record<string, object>> = {
  'whole claims, minted money': legacy,
  'whole claims, minted money, par cap': { ...legacy, par_cap: true },
  'whole claims, own money': { ...legacy, money: 'ledger', vbt_funding: 'funded' },
  'whole claims, own money, par cap': { ...legacy, money: 'ledger', vbt_funding: 'funded', par_cap: true },
  'unit tickets, own money, par cap': sound,
};

export const controls: readonly ScenarioResult[] = rings.map((ring) => run(ring));
/** What was not paid in full on its day, rounded half up as the recorded rates are. */
const rateOf = ({ metrics: { summary } }: ScenarioResult): string =>
  quotient(summary.totalDue.minus(summary.paidOnTime), summary.totalDue, {
    decimals: 20,
    rounding: 'half-up',
  }).toFixed();
export const agree: readonly ScenarioResult[] = controls.filter(
  (control, k) => rateOf(control) === decimal(rings[k]?.delta_control ?? 0).toFixed(),
);
console.log(`${agree.length} of ${rings.length} control rates are the recorded ones`);

export const statistics: ReadonlyMap<string, PairStatistics> = new Map(
  Object.entries(markets).map(([market, dealer]) => {
    const pairs = rings.map((ring, k): PairOutcome => {
      const comparison = comparisonOf(controls[k] as ScenarioResult, run(ring, dealer));
      return pairOutcome(comparison, { params: {}, seed: ring.seed });
    });
    return [market, pairStatistics(pairs)];
  }),
);

for (const [market, { meanReliefRatio, reliefInterval, improved, unchanged, worsened }] of statistics) {
  const [mean, low, high] = [meanReliefRatio, reliefInterval?.lower, reliefInterval?.upper].map((x) => x?.toFixed(3));
  console.log(`${market}: ${mean} (${low} to ${high}), ${improved} improved, ${unchanged} not, ${worsened} worse`);
}
