import type { PairType } from '../pair-type.js';
import type { ExchangeParams } from '../params.js';
import type { QuotedAgent } from '../quoted-agent.js';

/** A search of one's own: what a seller gives, and what a buyer pays for it. A `Trade` is such an answer. */
export interface BlockSearchDefinition {
  readonly name: string;
  /**
   * A block, or null for none. What is found is checked before use: whole units within holdings and `params.dAMax`, and both gain by more than
   * `params.improvementEpsilon`; anything else throws `PORT_ANSWER_INVALID`.
   */
  search(
    seller: QuotedAgent,
    buyer: QuotedAgent,
    pair: PairType,
    params: ExchangeParams,
  ): { readonly dX: number; readonly dY: number } | null;
}
