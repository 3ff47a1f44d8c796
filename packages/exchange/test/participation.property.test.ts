import { MONEY, type RulesInput } from '@bagehot/exchange';
import { createExchange, type ExchangeConfig, type ExchangeEvent } from '@bagehot/exchange/spatial';
import { exchanges, type NaivePorts } from '@bagehot/exchange/testing';
import { createEventLog } from '@bagehot/kernel';
import { array, assert, boolean, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparesToTwin } from './twin.js';

const TICKS = 24;

/** Who is there when, and what everybody keeps back: drawn by agent and tick. */
const people = record({
  absences: array(array(boolean(), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  asides: array(nat(150), { minLength: 1, maxLength: 7 }),
}).map(({ absences, asides }): Required<NaivePorts> => {
  const isAbsent = (id: number, day: number): boolean => {
    const own = absences[id % absences.length] as readonly boolean[];
    return own[Math.floor(day / 3) % own.length] as boolean;
  };
  return {
    takesPart: (id, day) => !isAbsent(id, day),
    withheld: (id, day) => asides[(id * 5 + day) % asides.length] as number,
  };
});

describe('who takes part in a tick, and with how much money', () => {
  it('is the same to the engine and to its naive twin', () => {
    let trades = 0;
    let left = 0;
    assert(
      property(exchanges({ mostAgents: 9 }), people, (config, ports) => {
        for (const event of comparesToTwin(config, { ticks: TICKS, people: ports })) {
          if (event.kind === 'ExchangeTrade') trades++;
          if (event.kind === 'Unpaired' && event.reason === 'left') left++;
        }
      }),
      { numRuns: 40 },
    );
    expect(Math.min(trades, left)).toBeGreaterThan(0);
  });

  it('is everybody with everything unless somebody says otherwise: the same bytes', () => {
    assert(
      property(exchanges(), (config) => {
        const all: Required<NaivePorts> = { takesPart: () => true, withheld: () => 0 };
        expect(log(config, all)).toBe(log(config, {}));
      }),
      { numRuns: 10 },
    );
  });

  it('leaves those who are away what they have, and to themselves', () => {
    assert(
      property(exchanges({ mostAgents: 8 }), constantFrom(0, 1, 2), (config, gone) => {
        const away = (id: number): boolean => id % 3 === gone;
        const exchange = createExchange(config, { strict: true, takesPart: (id) => !away(id) });
        exchange.run(TICKS);
        for (const agent of exchange.agents.filter(({ id }) => away(id))) {
          const before = config.agents.find(({ id }) => id === agent.id);
          for (const [name, amount] of Object.entries(agent.inventory))
            expect(amount).toBe(before?.inventory[name] ?? 0);
          expect(agent.position).toEqual([before?.x, before?.y]);
          expect([agent.pairedWith, agent.targetAgent, agent.committedTo]).toEqual([null, null, null]);
        }
        for (const { pairedWith } of exchange.agents) expect(pairedWith !== null && away(pairedWith)).toBe(false);
      }),
      { numRuns: 15 },
    );
  });
});

describe('money withheld', () => {
  const money: RulesInput = { regime: 'money_only', params: { tradeExecutionMode: 'maximum', dAMax: 10 } };
  const config: ExchangeConfig = {
    side: 1,
    rules: money,
    agents: [
      { id: 1, x: 0, y: 0, inventory: { A: 10 }, utility: { type: 'linear', params: { vA: 2, vB: 1 } } },
      { id: 2, x: 0, y: 0, inventory: { M: 12 }, utility: { type: 'linear', params: { vA: 10, vB: 1 } } },
    ],
  };

  it('is not spent, is there again when the tick is over, and may be spent tomorrow', () => {
    const exchange = createExchange(config, { strict: true, withheld: (id, day) => (id === 2 && day === 0 ? 5 : 0) });
    exchange.runTick(0);
    // Two units at 3 each come out of 7.
    expect(exchange.agents.map(({ inventory }) => inventory[MONEY])).toEqual([6, 6]);
    exchange.runTick(1);
    expect(exchange.agents.map(({ inventory }) => inventory[MONEY])).toEqual([12, 0]);
  });

  it('is all there is where more is withheld', () => {
    const exchange = createExchange(config, { strict: true, withheld: () => 1000 });
    exchange.run(3);
    expect(exchange.agents.map(({ inventory }) => inventory['A'])).toEqual([10, 0]);
  });

  it('must be a whole number of at least 0; a tick refused is taken back', () => {
    for (const amount of [-1, 0.5, Number.NaN]) {
      let isBroken = false;
      const exchange = createExchange(config, { withheld: (id) => (isBroken && id === 2 ? amount : 1) });
      isBroken = true;
      const before = JSON.stringify([exchange.snapshot(), exchange.agents]);
      expect(() => exchange.runTick()).toThrow(expect.objectContaining({ code: 'PORT_ANSWER_INVALID' }));
      expect(JSON.stringify([exchange.snapshot(), exchange.agents])).toBe(before);
      isBroken = false;
      exchange.runTick();
      expect(exchange.tick).toBe(1);
    }
  });
});

function log(config: ExchangeConfig, ports: NaivePorts): string {
  const events = createEventLog<ExchangeEvent>();
  const exchange = createExchange(config, { events, level: 'debug', ...ports });
  exchange.run(TICKS);
  return JSON.stringify([events.events, exchange.snapshot()]);
}
