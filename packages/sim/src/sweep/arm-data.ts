import { MARKET_DECIMALS } from '../scenario/scenario.js';
import { isGeneratorForm } from '../scenario/schema.js';
import { type Step, withPart } from './scenario-path.js';
import type { Coordinate } from './sweep-design.js';

/** All that decides what becomes of an arm, as plain data: equal data, equal results. */
export interface ArmData {
  readonly name: string;
  /** The scenario as it would stand in a file, seeds and the arms' common way of sharing included: `parseScenario` reads it. */
  readonly scenario: object;
  /** Decimals of the money grid that all arms share: `runScenario(scenario, { moneyDecimals })`. */
  readonly moneyDecimals: number;
}

/** The base scenario with the fields of a point. */
export function placed(
  base: unknown,
  coordinates: readonly Coordinate[],
  stepsOf: (path: string) => readonly Step[],
): unknown {
  return coordinates.reduce((data, { path, value }) => withPart(data, stepsOf(path), value), base);
}

/** The scenario with the run's seed: of its ring, where one is drawn, and of its markets. */
export function seeded(data: unknown, seed: number): unknown {
  const run = withPart(data, ['run', 'seed'], seed);
  return isGeneratorForm(run) ? withPart(run, ['params', 'seed'], seed) : run;
}

/** The arms with what they share, as `fairArms` gives it to the scenarios that are run. */
export function fairData(arms: readonly { readonly name: string; readonly data: unknown }[]): readonly ArmData[] {
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
}

function hasMarket({ dealer, balanced }: ScenarioFile): boolean {
  return dealer?.enabled === true || balanced !== undefined;
}

/** Decimals of a file's amounts: of a ring, those it is drawn with. */
function scaleOf(file: ScenarioFile): number {
  const scale = isGeneratorForm(file) ? file.params?.scale : file.scale;
  return scale === undefined ? 0 : Number(scale);
}
