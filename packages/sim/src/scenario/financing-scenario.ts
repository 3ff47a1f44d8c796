import type { NumberRange, PopulationAgent, PopulationParams } from '@bagehot/financing';
import type { Decimal } from '@bagehot/kernel';

/** Where people live, walk and trade. Cells go from (0, 0) to (width - 1, height - 1); the market is in the middle. */
export interface FinancingGrid {
  readonly width: number;
  readonly height: number;
  readonly marketWidth: number;
  readonly marketHeight: number;
  /** Cells that nobody enters. */
  readonly obstacles: readonly (readonly [number, number])[];
}

/** The rules of a financing economy. */
export interface FinancingRules {
  /** What purchases may be paid with: `PERSONAL`, `TOTAL_WEALTH`, or a mode that is registered in code. */
  readonly mode: string;
  readonly grid: FinancingGrid;
  /** Names of the goods, the numeraire first. */
  readonly goods: readonly string[];
  /** Cost of travel per step. */
  readonly kappa: Decimal | 'Infinity';
  /** Share of home stocks that is loaded before a trip. */
  readonly loadFraction: Decimal;
  /** Stages of clearing. */
  readonly stages: number;
  /** Passes of a stage after which agents that still break a bound are left out. */
  readonly maxPasses: number;
  /** Most that is traded of each good in a round; null for no limit, undefined for none at all. */
  readonly capacity: readonly (Decimal | null)[] | undefined;
  /** When those in the market turn home. */
  readonly departure: 'synchronised' | 'immediate' | 'never';
  /** What becomes of a round in which nobody has anything of a good. */
  readonly missingGoods: 'skip' | 'restrict';
  /** Decimals of quantities. */
  readonly quantityScale: number;
  /** Significant digits of prices. */
  readonly priceDigits: number;
  readonly solver: 'exact' | 'gth' | 'tatonnement' | 'newton';
  readonly movement: 'greedy' | 'nearest' | 'astar';
}

/** How long a financing economy goes on. */
export interface FinancingRunSection {
  /** Rounds at most. */
  readonly maxRounds: number;
  /** Rounds without trade and without a step after which nothing will happen any more. */
  readonly maxStaleRounds: number;
  /** Rounds without unfilled orders after which the market is cleared. */
  readonly clearedRounds: number;
  /** Seed of what is drawn: the population. A run itself draws nothing. */
  readonly seed: number;
}

/** What a population is drawn from; grid and goods are those of the scenario. */
export type PopulationSection = Omit<PopulationParams, 'grid' | 'goods' | 'quantityScale' | 'loadFraction'> & {
  readonly loadFraction?: NumberRange | undefined;
};

interface FinancingScenarioBase {
  readonly version: 1;
  readonly model: 'financing';
  readonly name: string;
  readonly description?: string | undefined;
  readonly financing: FinancingRules;
  readonly run: FinancingRunSection;
}

/** A financing economy with everybody spelled out. */
export interface ExplicitFinancingScenario extends FinancingScenarioBase {
  readonly form: 'explicit';
  readonly agents: readonly PopulationAgent[];
  /** What the agents were drawn from, if they were. */
  readonly generated?: { readonly population: PopulationSection; readonly seed: number } | undefined;
}

/** A financing economy whose people are drawn when the scenario is compiled. */
export interface PopulationFinancingScenario extends FinancingScenarioBase {
  readonly form: 'generator';
  readonly population: PopulationSection;
  /** Seed of the population's draws. */
  readonly populationSeed: number;
}

/** A financing economy as read from a file or an object: complete, with every default filled in. */
export type FinancingScenario = ExplicitFinancingScenario | PopulationFinancingScenario;
