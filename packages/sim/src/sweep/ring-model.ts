import { fairArms } from '../compare.js';
import { runScenario } from '../run-scenario.js';
import { compileArms } from '../scenario/compile.js';
import { parseScenario } from '../scenario/read.js';
import { MARKET_DECIMALS, type RingScenario } from '../scenario/scenario.js';
import { isGeneratorForm } from '../scenario/schema.js';
import type { ArmData } from './arm-data.js';
import { stepsOf, withPart } from './scenario-path.js';
import type { NamedData, SweptModel } from './swept-model.js';

/** Sweeps over rings, with or without a market. */
export const RING_MODEL: SweptModel = {
  examples: 'params.kappa or agents[2].kind',
  seeds: ['run.seed', 'params.seed'],
  hasArms: true,
  base: (data) => ({ data, stepsOf, written: (place) => place }),
  valueAt: (_, value) => value,
  seeded(data, seed) {
    const run = withPart(data, ['run', 'seed'], seed);
    return isGeneratorForm(run) ? withPart(run, ['params', 'seed'], seed) : run;
  },
  read: (data) => parseScenario(data),
  fairData,
  runs(arms) {
    const rings = arms.filter((scenario): scenario is RingScenario => scenario.model === 'ring');
    const { scenarios, moneyDecimals } = fairArms(compileArms(rings));
    return scenarios.map((scenario) => () => runScenario(scenario, { moneyDecimals, keepEvents: false }));
  },
};

/** As `fairArms` does it to scenarios. */
function fairData(arms: readonly NamedData[]): readonly ArmData[] {
  const files = arms.map(({ data }) => data as ScenarioFile);
  const trades = files.some(hasMarket);
  const scales = files.map(scaleOf);
  const moneyDecimals = Math.max(...scales, trades ? MARKET_DECIMALS : 0);
  return arms.map(({ name }, k) => {
    const file = files[k] as ScenarioFile;
    const chosen = !trades || file.run?.distribution !== undefined;
    const scenario = chosen ? file : withPart(file, ['run', 'distribution'], 'proportional');
    return { name, scenario: scenario as object, moneyDecimals };
  });
}

/** The few fields of a scenario file that all arms depend on. */
interface ScenarioFile {
  readonly scale?: unknown;
  readonly params?: { readonly scale?: unknown };
  readonly run?: { readonly distribution?: unknown };
  readonly dealer?: { readonly enabled?: unknown };
  readonly balanced?: unknown;
  readonly moneyMarket?: unknown;
  readonly money_market?: unknown;
}

function hasMarket({ dealer, balanced, moneyMarket, money_market: sameMarket }: ScenarioFile): boolean {
  return dealer?.enabled === true || [balanced, moneyMarket, sameMarket].some((section) => section !== undefined);
}

/** Decimals of a file's amounts: of a ring, those it is drawn with. */
function scaleOf(file: ScenarioFile): number {
  const scale = isGeneratorForm(file) ? file.params?.scale : file.scale;
  return scale === undefined ? 0 : Number(scale);
}
