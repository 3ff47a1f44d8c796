import type { AgentId, Decimal } from '@bagehot/kernel';
import type { AgentKind, RingAction, RingParams, RingRules, RingStatistics, WorldAgent } from '@bagehot/ring';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import type { MoneySections } from '../money-market/sections.js';
import type { BalancedOpening } from './balanced-section.js';

/** How long a run goes on, by which rules, and from which seed its markets draw. */
export interface RunSection {
  /** `until_stable` stops when nothing is left to happen; `step` runs `maxDays` days come what may. */
  readonly mode: 'until_stable' | 'step';
  readonly maxDays: number;
  /** Seed of everything that is drawn during the run. */
  readonly seed: number;
  /** How debts are settled, what follows a default, and when a run is stable. */
  readonly rules: RingRules;
  /** What the command line shows of the run. */
  readonly show: RunShow;
  /** Further files the command line writes, relative to the output folder. */
  readonly exports: RunExports;
}

/** What the command line shows of a run. */
export interface RunShow {
  readonly events: 'summary' | 'detailed' | 'table' | 'none';
  /** Agents whose balance sheets are shown. */
  readonly balances: readonly AgentId[];
}

/** Names for copies of a run's files. */
export interface RunExports {
  readonly eventsJsonl?: string | undefined;
  readonly balancesCsv?: string | undefined;
}

interface RingScenarioBase extends MoneySections {
  readonly version: 1;
  readonly model: 'ring';
  readonly description?: string | undefined;
  /** A secondary market; none when absent. */
  readonly dealer?: SecondaryMarketConfig | undefined;
  readonly run: RunSection;
}

/** An agent of a scenario. */
export interface ScenarioAgent extends WorldAgent {
  /** For people. */
  readonly name?: string | undefined;
}

/** What a generated ring turned out to be, with what a balanced opening added. */
export interface GeneratedStatistics extends RingStatistics {
  /** Debts to dealers and value-based traders, which the figures of the ring leave out. */
  readonly addedDebt?: Decimal | undefined;
  /** Their share of all debts. */
  readonly realisedShare?: Decimal | undefined;
}

/** What happened when a generator made a scenario: enough to make it again without drawing. */
export interface GeneratedNote {
  readonly params: RingParams;
  readonly seed: number;
  readonly statistics: GeneratedStatistics;
  /** The balanced opening, if it has one; the buckets are those of the holders' claims. */
  readonly balanced?: Omit<BalancedOpening, 'buckets'> | undefined;
  readonly warnings: readonly string[];
}

/** A ring spelled out: agents, opening actions, scheduled actions (ring specification, section 15.1). */
export interface ExplicitScenario extends RingScenarioBase {
  readonly form: 'explicit';
  readonly name: string;
  /** Decimals of the amounts in the file. */
  readonly scale: number;
  readonly agents: readonly ScenarioAgent[];
  readonly initialActions: readonly RingAction[];
  readonly scheduledActions: readonly { readonly day: number; readonly action: RingAction }[];
  readonly generated?: GeneratedNote | undefined;
}

/** A ring described by a few parameters, drawn when the scenario is compiled (ring specification, section 15.2). */
export interface GeneratorScenario extends RingScenarioBase {
  readonly form: 'generator';
  readonly namePrefix: string;
  /** Seed of the ring's own draws. */
  readonly ringSeed: number;
  readonly ring: RingParams;
  /**
   * Dealers and value-based traders hold claims on the ring from the start. Without a `dealer` they keep them (the passive arm), so that
   * `withoutMarket` turns one arm into the other.
   */
  readonly balanced?: BalancedOpening | undefined;
  readonly compile: { readonly outDir?: string | undefined; readonly emitYaml: boolean };
}

/** A scenario as read from a file or an object: complete, with every default filled in. */
export type RingScenario = ExplicitScenario | GeneratorScenario;

/** Kinds whose opening cash counts as the traders', and who may trade. */
export const TRADER_KINDS: readonly AgentKind[] = ['household', 'firm'];

/** Decimals of the money grid when something trades at prices or bears interest. */
export const MARKET_DECIMALS = 12;

/** Does anything act in the run that trades at prices or bears interest? */
export function hasMarket({ dealer, moneyMarket }: Pick<RingScenario, 'dealer' | 'moneyMarket'>): boolean {
  return dealer !== undefined || moneyMarket !== undefined;
}

/** Decimals of the ledger's grid: those of the file, or finer as soon as something trades at prices or bears interest. */
export function moneyDecimalsOf(scenario: Pick<ExplicitScenario, 'scale' | 'dealer' | 'moneyMarket'>): number {
  return hasMarket(scenario) ? Math.max(scenario.scale, MARKET_DECIMALS) : scenario.scale;
}
