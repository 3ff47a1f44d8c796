import { createExchange, type Exchange, type ExchangeConfig, type ExchangeEvent } from '@bagehot/exchange/spatial';
import { exchanges } from '@bagehot/exchange/testing';
import { createEventLog } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const TICKS = 40;

function seenBy(exchange: Pick<Exchange, 'agents' | 'resources'>): unknown {
  return {
    agents: exchange.agents.map(({ utility, ...agent }) => ({ ...agent, utility: utility.type })),
    resources: exchange.resources,
  };
}

function played(config: ExchangeConfig, ticks = TICKS): { exchange: Exchange; events: readonly ExchangeEvent[] } {
  const log = createEventLog<ExchangeEvent>();
  const exchange = createExchange(config, { events: log, strict: true, level: 'debug' });
  exchange.run(ticks);
  return { exchange, events: log.events };
}

describe('an exchange on a grid', () => {
  it('does not care in which order agents and resources are listed', () => {
    fc.assert(
      fc.property(exchanges(), fc.infiniteStream(fc.nat()), (config, draws) => {
        const shuffled = <T>(list: readonly T[] = []): readonly T[] =>
          list
            .map((item) => ({ item, key: draws.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = { ...config, agents: shuffled(config.agents), resources: shuffled(config.resources) };
        expect(played(other).events).toEqual(played(config).events);
      }),
      { numRuns: 10 },
    );
  });

  it('gives the same bytes for the same input, however much is told', () => {
    fc.assert(
      fc.property(exchanges(), (config) => {
        const told = played(config).exchange;
        const silent = createExchange(config);
        silent.run(TICKS);
        expect(JSON.stringify(silent.snapshot())).toBe(JSON.stringify(told.snapshot()));
      }),
      { numRuns: 15 },
    );
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    fc.assert(
      fc.property(exchanges(), fc.nat(TICKS - 1), (config, pause) => {
        const { exchange } = played(config, pause);
        const copy = JSON.parse(JSON.stringify(exchange.snapshot()));
        const restored = createExchange(config, { strict: true }, copy);
        expect(seenBy(restored)).toEqual(seenBy(exchange));
        exchange.run(TICKS - pause);
        restored.run(TICKS - pause);
        expect(JSON.stringify(restored.snapshot())).toBe(JSON.stringify(exchange.snapshot()));
      }),
      { numRuns: 15 },
    );
  });

  it('keeps every column of the ledger at zero, nobody below zero, money where it was, and goods but for harvests', () => {
    fc.assert(
      fc.property(exchanges(), (config) => {
        const { exchange, events } = played(config);
        const { ledger, goods, agents } = exchange;
        const harvested = new Map<string, number>();
        for (const event of events)
          if (event.kind === 'Harvested') harvested.set(event.good, (harvested.get(event.good) ?? 0) + event.amount);
        for (const good of [...goods, 'M']) {
          const asset = good === 'M' ? 'cash' : `good/${good}`;
          const balances = ledger.agents().map((name) => ledger.balance(name, asset).toNumber());
          expect(balances.reduce((total, balance) => total + balance, 0)).toBe(0);
          const endowed = config.agents.reduce((total, { inventory }) => total + (inventory[good] ?? 0), 0);
          const held = agents.map(({ inventory }) => inventory[good] as number);
          expect(held.every((amount) => amount >= 0)).toBe(true);
          expect(held.reduce((total, amount) => total + amount, 0)).toBe(endowed + (harvested.get(good) ?? 0));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('pairs mutually, trades to the gain of both, and takes no more than there is', () => {
    fc.assert(
      fc.property(exchanges(), (config) => {
        const { exchange, events } = played(config);
        const partners = new Map(exchange.agents.map(({ id, pairedWith }) => [id, pairedWith]));
        for (const [id, partner] of partners) if (partner !== null) expect(partners.get(partner)).toBe(id);
        const rules = config.rules as { params: { epsilon: number; improvementEpsilon?: number } };
        const least = rules.params.improvementEpsilon ?? rules.params.epsilon;
        for (const event of events) {
          if (event.kind !== 'ExchangeTrade') continue;
          expect(event.trade.sellerGain).toBeGreaterThan(least);
          expect(event.trade.buyerGain).toBeGreaterThan(least);
        }
        for (const { amount, original } of exchange.resources) {
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThanOrEqual(original);
        }
      }),
      { numRuns: 15 },
    );
  });
});
