import type { Inventory } from '../agent.js';
import type { Good } from '../goods.js';
import type { ExchangeParams } from '../params.js';
import type { ModeSchedule } from '../spatial/mode-schedule.js';
import type { ResourceInput } from '../spatial/resources.js';
import type { UtilitySpec } from '../utility/utility.js';

/** What both forms of a scenario say. */
export interface ScenarioRules {
  readonly schemaVersion: 1;
  readonly name: string;
  /** Cells from side to side of the square grid (`N`). */
  readonly side: number;
  readonly goods: readonly Good[];
  /** A registered name (`params.exchange_regime`). */
  readonly regime: string;
  /** A registered name (`params.money_mode`). */
  readonly moneyMode: string;
  /** Complete: every default is filled in. */
  readonly params: ExchangeParams;
  /** Null: both all the time. */
  readonly schedule: ModeSchedule | null;
}

/** Somebody on the grid, as a scenario says it. */
export interface ScenarioAgent {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** An entry for every good and for money. */
  readonly inventory: Inventory;
  readonly utility: UtilitySpec;
  /** @defaultValue params.lambdaMoney, or what the money mode says */
  readonly lambdaMoney?: number;
  /** @defaultValue params.M0 */
  readonly M0?: number;
}

/** A scenario with everybody and every resource spelled out: nothing is drawn. */
export interface ExplicitExchangeScenario extends ScenarioRules {
  readonly form: 'explicit';
  readonly agents: readonly ScenarioAgent[];
  readonly resources: readonly ResourceInput[];
}

/** Whole numbers that are equally likely, both ends included (`uniform_int`). */
export interface UniformInt {
  readonly least: number;
  readonly most: number;
}

/** What agents hold of one good: all the same, one amount each, or drawn. */
export type Endowment = number | readonly number[] | UniformInt;

/** One taste, and how likely it is that somebody has it. */
export interface UtilityShare {
  readonly utility: UtilitySpec;
  readonly weight: number;
}

/** Where resources are in the beginning. */
export interface ResourceSeed {
  /** Probability that something grows in a cell. */
  readonly density: number;
  readonly amount: number | UniformInt;
}

/** A scenario that says how many people there are, and from what they and the resources are drawn. */
export interface CompactExchangeScenario extends ScenarioRules {
  readonly form: 'compact';
  /** How many; their ids are 0 to n - 1. */
  readonly agents: number;
  /** By good and `M`; what is left out is 0. */
  readonly inventories: ReadonlyMap<Good, Endowment>;
  /** λ of everybody, or of each. @defaultValue params.lambdaMoney, or what the money mode says */
  readonly lambdaMoney?: number | readonly number[];
  /** M_0 of everybody, or of each. @defaultValue params.M0 */
  readonly M0?: number | readonly number[];
  readonly mix: readonly UtilityShare[];
  /** Null: nothing grows anywhere. */
  readonly resourceSeed: ResourceSeed | null;
}

/** A scenario, read and checked, in either form. */
export type ExchangeScenario = CompactExchangeScenario | ExplicitExchangeScenario;

/**
 * What a warning is about.
 *
 * `MONEY_PARAM_UNUSED`: a param of money where nothing is traded for money. `LAMBDA_ESTIMATE_UNUSED`: λ is estimated from prices that nobody pays. `SPREAD_STOPS_TRADE`:
 * every bid is 0. `PARAM_WITHOUT_EFFECT`: the param is accepted for the sake of older files. `BELOW_SUBSISTENCE`: an endowment does not cover what is needed to subsist.
 */
export type ScenarioWarningCode =
  | 'MONEY_PARAM_UNUSED'
  | 'LAMBDA_ESTIMATE_UNUSED'
  | 'SPREAD_STOPS_TRADE'
  | 'PARAM_WITHOUT_EFFECT'
  | 'BELOW_SUBSISTENCE';

/** Something that is allowed, but probably not meant. */
export interface ScenarioWarning {
  readonly code: ScenarioWarningCode;
  /** The field, in the spelling of files. */
  readonly path: string;
  readonly value: string;
  /** For people; may change. */
  readonly message: string;
}
