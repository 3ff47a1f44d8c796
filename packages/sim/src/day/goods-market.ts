import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { type FinancingConfig, type FinancingModes, financingModes } from '@bagehot/financing';
import { exchangeMarket } from '../bridges/exchange-market.js';
import { financingMarket } from '../bridges/financing-market.js';
import type { Economy } from '../economy.js';
import type { EconomyPhase } from './economy-phase.js';
import type { DaySections } from './sections.js';

/** The people who trade goods, in one of two ways; person k is `H<k>` on the ledger. */
export interface GoodsParts {
  /** They meet on a grid and trade for goods or money. */
  readonly exchange?: ExchangeConfig | undefined;
  /** They bring goods to a market whose prices clear it, one round a day. */
  readonly financing?: FinancingConfig | undefined;
}

/**
 * The market for goods as a phase of the day; undefined where there is none.
 *
 * @param modes - where the mode of a purchase limit is looked up
 */
export function goodsMarket(
  economy: Economy,
  { exchange, financing }: GoodsParts,
  { goods, purchaseLimit, tradeCredit }: Partial<Pick<DaySections, 'goods' | 'purchaseLimit' | 'tradeCredit'>>,
  modes: FinancingModes = financingModes,
): EconomyPhase | undefined {
  if (exchange !== undefined) {
    const limit = purchaseLimit && { ...purchaseLimit, mode: modes.get(purchaseLimit.mode) };
    return exchangeMarket(economy, exchange, { ...goods, purchaseLimit: limit, tradeCredit });
  }
  if (financing === undefined) return undefined;
  return financingMarket(economy, financing, {
    ...(goods === undefined ? {} : { reserveDays: goods.reserveDays, numerairePrice: goods.numerairePrice }),
    ...(tradeCredit === undefined ? {} : { tradeCredit }),
  });
}
