import fc from 'fast-check';
import { describe, it } from 'vitest';
import { step } from './market-history.js';
import { MarketModel } from './market-model.js';

describe('a call market', () => {
  for (const netting of [false, true])
    it(`keeps every law, and changes nothing when it refuses, in any history ${netting ? 'with' : 'without'} netting`, () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
          const model = new MarketModel(netting);
          for (const one of steps) {
            model.take(one);
            model.check();
          }
        }),
        { numRuns: 100 },
      );
    });
});
