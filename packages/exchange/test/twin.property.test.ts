import { createExchangeRegistry, type PairType, type RulesInput } from '@bagehot/exchange';
import { exchanges } from '@bagehot/exchange/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparesToTwin } from './twin.js';

/** Rules of one's own: what they need not be is fast. */
const registry = createExchangeRegistry()
  .partnerScore({ name: 'near_ids', score: (i, j) => 1 / (1 + Math.abs(i.id - j.id)) })
  .regime({
    name: 'odd_barter',
    pairs: (goods) => ['A<->M', ...goods.slice(1).map((good): PairType => `A<->${good}`)],
    select: 'best',
    gate: (i, j) => ((i.id + j.id) % 2 === 1 ? ['A<->B'] : ['A<->M']),
  });

describe('an exchange on a grid and its naive twin write the same log and the same books, byte for byte', () => {
  it('in 300 random scenarios of 40 ticks', () => {
    const told = new Map<string, number>();
    const runs = fc.record({
      config: exchanges(),
      level: fc.constantFrom('debug' as const, 'debug' as const, 'standard' as const, 'minimal' as const),
      strict: fc.boolean(),
    });
    let scenarios = 0;
    fc.assert(
      fc.property(runs, ({ config, level, strict }) => {
        for (const { kind } of comparesToTwin(config, { ticks: 40, level, strict }))
          told.set(kind, (told.get(kind) ?? 0) + 1);
        scenarios++;
      }),
      { numRuns: 300 },
    );
    expect(scenarios).toBe(300);
    // Scenarios in which nothing happens would prove nothing.
    const kinds = ['ExchangeTrade', 'Unpaired', 'Harvested', 'Regrown', 'LambdaUpdated', 'ModeChanged', 'Moved'];
    for (const kind of kinds) expect(told.get(kind), kind).toBeGreaterThan(100);
  });

  it('in a crowd, where most are never looked at', () => {
    fc.assert(
      fc.property(exchanges({ mostAgents: 60, mostSide: 25 }), (config) => void comparesToTwin(config, { ticks: 15 })),
      { numRuns: 3 },
    );
  });

  it('under rules of one’s own', () => {
    const rules = fc.constantFrom<Omit<RulesInput, 'goods'>>(
      { purchaseLimit: { limit: ({ inventory: { M = 0 } }) => Math.floor(M / 3) } },
      { registry, params: { partnerScore: 'near_ids' } },
      { registry, regime: 'odd_barter' },
    );
    fc.assert(
      fc.property(
        rules.chain((own) => exchanges({ rules: own })),
        (config) => void comparesToTwin(config, { ticks: 25 }),
      ),
      { numRuns: 8 },
    );
  });
});
