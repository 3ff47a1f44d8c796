import { ExchangeError } from '@bagehot/exchange';
import { FinancingError } from '@bagehot/financing';
import { blameExchange } from '../scenario/exchange-problems.js';
import { blameFinancing } from '../scenario/financing-problems.js';
import { blameMarket } from '../scenario/setup-problems.js';

/** What to throw instead of an error by which a market refuses what the file of an economy says of it. Any other error is returned as it is. */
export function blameEconomy(error: unknown): unknown {
  if (error instanceof ExchangeError) return blameExchange(error);
  if (error instanceof FinancingError) return blameFinancing(error);
  return blameMarket(error) ?? error;
}
