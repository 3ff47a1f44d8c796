import type { Good } from './goods.js';
import { barterPairs, moneyPairs, type PairType } from './pair-type.js';
import type { ExchangeParams } from './params.js';
import type { QuotedAgent } from './quoted-agent.js';

/** What a gate of one's own may ask beside the two agents. */
export interface GateContext {
  readonly params: ExchangeParams;
  /** Whether the liquidity gate is open between the two (always true where it is not asked). */
  readonly barterOpen: boolean;
}

/** Which pair types are traded. */
export interface RegimeDefinition {
  readonly name: string;
  /** In search order. */
  pairs(goods: readonly Good[]): readonly PairType[];
  /** Whether two agents trade the first pair type in which they can, or the one with the highest surplus. */
  readonly select: 'first' | 'best';
  /** Barter between two agents waits for the liquidity gate. @defaultValue false */
  readonly liquidityGated?: boolean;
  /**
   * The pair types open between two agents, out of those of the regime, in search order. Law: the same for (i, j) and (j, i).
   *
   * @defaultValue all
   */
  gate?(i: QuotedAgent, j: QuotedAgent, context: GateContext): readonly PairType[];
}

const mixedPairs = (goods: readonly Good[]): readonly PairType[] => [...barterPairs(goods), ...moneyPairs(goods)];

/** The four regimes of the specification, section 5. */
export const BUILT_IN_REGIMES: readonly RegimeDefinition[] = [
  { name: 'barter_only', pairs: barterPairs, select: 'first' },
  { name: 'money_only', pairs: moneyPairs, select: 'first' },
  { name: 'mixed', pairs: mixedPairs, select: 'best' },
  { name: 'mixed_liquidity_gated', pairs: mixedPairs, select: 'best', liquidityGated: true },
];
