import { ZERO } from '@bagehot/kernel';
import type { OpenMarketOperationResult } from '../protocols/central-bank.js';

/** What an operation of no bonds comes to. */
export const NOTHING_DONE: OpenMarketOperationResult = Object.freeze({
  success: true,
  bondsTransacted: 0,
  cashTransferred: ZERO,
  price: null,
  priceSource: null,
  realisedGain: ZERO,
  message: 'nothing to buy or sell',
});
