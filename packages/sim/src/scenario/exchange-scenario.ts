import type {
  CompactExchangeScenario as CompactSection,
  ExplicitExchangeScenario as ExplicitSection,
} from '@bagehot/exchange/spatial';

/** How long an exchange goes on, and what its people and resources are drawn from. */
export interface ExchangeRunSection {
  /** @defaultValue 100 */
  readonly ticks: number;
  /** Seed of people and resources; the ticks themselves draw nothing. @defaultValue 42 */
  readonly seed: number;
}

/** What people and resources are drawn from. */
export type ExchangePopulation = Pick<
  CompactSection,
  'agents' | 'inventories' | 'lambdaMoney' | 'M0' | 'mix' | 'resourceSeed'
>;

interface ExchangeScenarioBase {
  readonly version: 1;
  readonly model: 'exchange';
  readonly name: string;
  readonly description?: string | undefined;
  readonly run: ExchangeRunSection;
}

/** An exchange of goods on a grid, with everybody and every resource spelled out. */
export interface ExplicitExchangeScenario extends ExchangeScenarioBase {
  readonly form: 'explicit';
  readonly exchange: ExplicitSection;
  /** From what they were drawn, if they were. */
  readonly generated?: { readonly population: ExchangePopulation; readonly seed: number } | undefined;
}

/** An exchange of goods on a grid whose people and resources are drawn when the scenario is compiled. */
export interface CompactExchangeScenario extends ExchangeScenarioBase {
  readonly form: 'compact';
  readonly exchange: CompactSection;
}

/** The scenario of an exchange of goods, as read from a file or an object: complete, with every default filled in. */
export type ExchangeScenario = ExplicitExchangeScenario | CompactExchangeScenario;
