/** A purchase limit of one's own held to the laws of limits: nobody spends more than it would have left. */
import type { PurchaseLimit } from '@bagehot/exchange';
import { checkPurchaseLimit } from '@bagehot/exchange/testing';

export const halfAtMost: PurchaseLimit = { limit: ({ inventory }) => Math.floor((inventory['M'] ?? 0) / 2) };

checkPurchaseLimit(halfAtMost, { numRuns: 30 });
console.log('half of the money at most: a lawful limit');
