import type { ExchangeAgent } from './agent.js';
import type { Good } from './goods.js';
import type { ExchangeParams } from './params.js';
import type { QuotedAgent } from './quoted-agent.js';

/** A new marginal utility of money, and where it comes from. */
export interface LambdaUpdate {
  readonly old: number;
  readonly new: number;
  /** Estimate by good, in declared order; null for a good that was left out. */
  readonly hats: readonly (number | null)[];
  /** Estimate over all goods. */
  readonly hat: number;
  readonly clamped: boolean;
  readonly clampType: 'lower' | 'upper' | null;
}

/** What a money mode of one's own may ask. */
export interface MoneyModeContext {
  readonly params: ExchangeParams;
  readonly goods: readonly Good[];
  /** Who an agent sees at the end of the tick, itself included, by ascending id. */
  visible(id: number): readonly QuotedAgent[];
}

/** How λ, the marginal utility of money, is set. */
export interface MoneyModeDefinition {
  readonly name: string;
  /** λ of an agent that does not say. @defaultValue params.lambdaMoney */
  init?(agent: ExchangeAgent, params: ExchangeParams): number;
  /** The agents whose λ changes, at the end of a tick, from the quotes of that moment. All changes are made together. @defaultValue none */
  update?(agents: readonly QuotedAgent[], context: MoneyModeContext): ReadonlyMap<number, LambdaUpdate>;
  /** Estimates λ from prices in sight (`kkt_lambda`), in place of `update`. @defaultValue false */
  readonly estimatesLambda?: boolean;
}

/** The two money modes of the specification, section 9. */
export const BUILT_IN_MONEY_MODES: readonly MoneyModeDefinition[] = [
  { name: 'quasilinear' },
  { name: 'kkt_lambda', estimatesLambda: true },
];
