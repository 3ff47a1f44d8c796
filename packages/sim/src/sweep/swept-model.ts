import type { EconomyScenario } from '../economy-scenario/economy-scenario.js';
import type { EconomyResult, ScenarioResult } from '../run-scenario.js';
import type { RingScenario } from '../scenario/scenario.js';
import type { ArmData } from './arm-data.js';
import type { Step } from './scenario-path.js';
import type { FieldValue } from './sweep-design.js';

/** What a sweep can be of: scenarios whose runs have days, people who owe, and a default rate. */
export type SweptScenario = RingScenario | EconomyScenario;

/** What became of the run of such a scenario. */
export type SweptResult = ScenarioResult | EconomyResult;

/** A base scenario, and the way to its fields. */
export interface SweptBase {
  readonly data: unknown;
  /** The steps to a field; undefined for a path that is none. Paths with the same steps are of the same field. */
  stepsOf(path: string): readonly Step[] | undefined;
  /** How the base itself writes a place in its data. */
  written(place: string): string;
}

/** An arm of a run as it would stand in a file. */
export interface NamedData {
  readonly name: string;
  readonly data: unknown;
}

/** What sweeps have to know of the model of their scenario. */
export interface SweptModel {
  /** Fields that may be varied, for messages. */
  readonly examples: string;
  /** Fields that every run has a value of its own for, whatever the scenario says. */
  readonly seeds: readonly string[];
  /** Can one scenario be run under several regimes and compared? */
  readonly hasArms: boolean;
  base(scenario: object): SweptBase;
  /** The value of an axis as the field has it that these steps lead to. */
  valueAt(steps: readonly Step[], value: FieldValue): FieldValue;
  /** The scenario with the seed of a run. */
  seeded(data: unknown, seed: number): unknown;
  /** @throws SimError `SCENARIO_INVALID` */
  read(data: unknown): SweptScenario;
  /** The arms of a run with what they share: what `runs` gives to the scenarios that are run. */
  fairData(arms: readonly NamedData[]): readonly ArmData[];
  /** The arms of a run, made fair among each other; each still to be run. */
  runs(scenarios: readonly SweptScenario[]): readonly (() => SweptResult)[];
}
