import { MONEY, type RulesInput, type Trade } from '@bagehot/exchange';
import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { exchanges } from '@bagehot/exchange/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happenings, play, tradesOf } from './played.js';

const isBarter = ({ pairType }: Trade): boolean => !pairType.endsWith(`<->${MONEY}`);

/** The same market with other rules. */
function under(config: ExchangeConfig, rules: RulesInput): ExchangeConfig {
  const before = config.rules as RulesInput;
  return { ...config, rules: { ...before, ...rules, params: { ...before.params, ...rules.params } } };
}

/** The same market in which nobody has money. */
function withoutMoney(config: ExchangeConfig): ExchangeConfig {
  const agents = config.agents.map((agent) => ({ ...agent, inventory: { ...agent.inventory, [MONEY]: 0 } }));
  return { ...config, agents };
}

describe('the liquidity gate on a grid', () => {
  const gated = exchanges({ rules: { regime: 'mixed_liquidity_gated' } });
  const gate = (minQuotes: number): RulesInput => ({ params: { liquidityGate: { kind: 'depth', minQuotes } } });

  it('for no quotes at all never opens', () => {
    fc.assert(
      fc.property(gated, fc.boolean(), (config, arePoor) => {
        // Where nobody has money, a market is as thin as can be.
        const market = arePoor ? withoutMoney(config) : config;
        expect(tradesOf(play(under(market, gate(0)))).filter(isBarter)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('for more quotes than people is always open: everything happens as under mixed', () => {
    fc.assert(
      fc.property(gated, (config) => {
        const open = play(under(config, gate(config.agents.length + 1)));
        expect(happenings(open)).toEqual(happenings(play(under(config, { regime: 'mixed' }))));
      }),
      { numRuns: 40 },
    );
  });

  it('without money and with two goods leaves barter: everything happens as under barter_only', () => {
    const poor = fc
      .record({ config: gated, minQuotes: fc.integer({ min: 1, max: 4 }) })
      .filter(({ config }) => (config.rules as RulesInput).goods?.length === 2);
    fc.assert(
      fc.property(poor, ({ config, minQuotes }) => {
        const market = withoutMoney(config);
        const open = play(under(market, gate(minQuotes)));
        const barter = play(under(market, { regime: 'barter_only' }));
        expect(happenings(open)).toEqual(happenings(barter));
      }),
      { numRuns: 40 },
    );
  });
});
