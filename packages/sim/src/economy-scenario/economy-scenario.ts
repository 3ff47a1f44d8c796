import type {
  ExchangeScenario as ExchangeSection,
  ExplicitExchangeScenario as ExplicitExchangeSection,
} from '@bagehot/exchange/spatial';
import type { PopulationAgent } from '@bagehot/financing';
import type { Decimal } from '@bagehot/kernel';
import type { RingAction, RingParams, RingStatistics } from '@bagehot/ring';
import type { DaySections } from '../day/sections.js';
import type { FinancingRules, PopulationSection } from '../scenario/financing-scenario.js';
import type { RunSection, ScenarioAgent } from '../scenario/scenario.js';

/** The people of an economy, who are called H1, H2, ... in every market. */
export interface PeopleSection {
  readonly count: number;
  /** Money at the start, in equal parts; where there is a ring, that says how much each has. */
  readonly cash?: { readonly total: Decimal } | undefined;
}

/** The people of a financing economy, spelled out or still to be drawn. Person k is H<k>. */
export type FinancingSection =
  | ExplicitFinancingSection
  | { readonly form: 'generator'; readonly rules: FinancingRules; readonly population: PopulationSection };

/** A financing economy with everybody spelled out. */
export interface ExplicitFinancingSection {
  readonly form: 'explicit';
  readonly rules: FinancingRules;
  readonly agents: readonly PopulationAgent[];
}

interface EconomyScenarioBase extends DaySections {
  readonly version: 1;
  readonly model: 'economy';
  readonly name: string;
  readonly description?: string | undefined;
  /** Seed of everything that is drawn, at the start and during the run. */
  readonly seed: number;
  /** Decimals of the ledger's money grid. */
  readonly moneyDecimals: number;
  readonly people: PeopleSection;
  /** What people owe one another at the start; `agents` is their number. */
  readonly ring?: RingParams | undefined;
  readonly run: RunSection;
}

/** Several markets on one ledger, with a ring, people and resources that may still have to be drawn. */
export interface CompactEconomyScenario extends EconomyScenarioBase {
  readonly form: 'compact';
  /** Goods traded for goods or money, tick by tick. */
  readonly exchange?: ExchangeSection | undefined;
  /** Goods traded at a market, one round a day. */
  readonly financing?: FinancingSection | undefined;
}

/** The same with all draws written down, and with what follows from them. */
export interface ExplicitEconomyScenario extends EconomyScenarioBase {
  readonly form: 'explicit';
  /** Person k is H<k>. */
  readonly exchange?: ExplicitExchangeSection | undefined;
  readonly financing?: ExplicitFinancingSection | undefined;
  /** The central bank and the people; markets bring their own. */
  readonly agents: readonly ScenarioAgent[];
  /** Opening cash and debts. */
  readonly initialActions: readonly RingAction[];
  /** What the ring turned out to be, if there is one. */
  readonly statistics?: RingStatistics | undefined;
  /** What the generator of the ring had to say. */
  readonly warnings: readonly string[];
}

/** The scenario of an economy, as read from a file or an object: complete, with every default filled in (one-economy specification, section 13). */
export type EconomyScenario = CompactEconomyScenario | ExplicitEconomyScenario;
