import { createRules, createTraders } from '@bagehot/exchange';
import {
  createExchange,
  type ExchangeEvent,
  modeAt,
  type ResourceCell,
  type SpatialAgent,
} from '@bagehot/exchange/spatial';
import { createNaiveExchange } from '@bagehot/exchange/testing';
import { createEventLog } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { close } from './golden-input.js';
import { configOf, recordOf, type TicksCase } from './golden-ticks.js';

/** Either engine, tick by tick. */
interface Played {
  readonly agents: readonly SpatialAgent[];
  readonly resources: readonly ResourceCell[];
  next(): readonly ExchangeEvent[];
}

function naive(one: TicksCase): Played {
  const exchange = createNaiveExchange(configOf(one));
  return {
    get agents() {
      return exchange.agents;
    },
    get resources() {
      return exchange.resources;
    },
    next: () => exchange.runTick(),
  };
}

function indexed(one: TicksCase): Played {
  const log = createEventLog<ExchangeEvent>();
  const exchange = createExchange(configOf(one), { events: log, strict: true });
  return {
    get agents() {
      return exchange.agents;
    },
    get resources() {
      return exchange.resources;
    },
    next() {
      const before = log.events.length;
      exchange.runTick();
      return log.events.slice(before);
    },
  };
}

describe.each([
  ['the naive twin', naive],
  ['the exchange', indexed],
] as const)('%s plays the recorded ticks', (_, play) => {
  for (const one of goldenCases<TicksCase>('exchange/ticks.json', 'cases')) {
    it(one.id, () => {
      const { scenario, ticks, final } = one;
      const { schedule, rules: input } = configOf(one);
      const rules = createRules(input);
      const played = play(one);
      for (const [tick, recorded] of ticks.entries()) {
        const events = played.next();
        const found = recordOf(modeAt(schedule ?? null, tick), rules.goods, played.agents, events);
        expect(found, `tick ${tick} of ${scenario.N}`).toEqual(recorded);
      }
      expect(played.resources.map(({ x, y, good, amount }) => [x, y, good, amount])).toEqual(final.cells);
      const traders = createTraders(played.agents, rules);
      for (const [row, { id, lambdaMoney }] of played.agents.entries()) {
        const recorded = final.lambda_money[id] as string;
        expect(close(lambdaMoney, recorded), `λ of ${id}: ${lambdaMoney}, recorded ${recorded}`).toBe(true);
        const utility = traders.totalUtility(row);
        expect(close(utility, final.utility[id] as string), `utility of ${id}: ${utility}`).toBe(true);
      }
    });
  }
});
