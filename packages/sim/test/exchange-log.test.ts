import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import {
  compileScenario,
  createExchangeLog,
  type ExplicitExchangeScenario,
  parseScenario,
  runScenario,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

function village(params: object = {}): ExplicitExchangeScenario {
  return compileScenario(
    parseScenario(
      {
        version: 1,
        model: 'exchange',
        name: 'a village',
        exchange: {
          N: 5,
          goods: ['bread', 'wine'],
          agents: 7,
          initial_inventories: { bread: { uniform_int: [0, 9] }, wine: { uniform_int: [0, 9] }, M: 30 },
          utilities: {
            mix: [{ type: 'quadratic', weight: 1, params: { A_star: 5, B_star: 5, sigma_A: 2, sigma_B: 2 } }],
          },
          resource_seed: { density: 0.4, amount: 3 },
          params: { exchange_regime: 'mixed', resource_growth_rate: 1, money_scale: 2, ...params },
        },
        run: { ticks: 15, seed: 4 },
      },
      'exchange',
    ),
  );
}

describe('the log of an exchange', () => {
  it.each(['minimal', 'standard', 'debug'] as const)('holds every event of the level %s, in a line each', (level) => {
    const lines: string[] = [];
    const log = createEventLog<ExchangeEvent>();
    const scenario = village();
    runScenario(scenario, { level, sinks: [createExchangeLog(scenario, (line) => lines.push(line), level), log] });
    for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1);
    const [opened, ...records] = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(opened).toEqual({
      kind: 'ExchangeOpened',
      day: -1,
      seq: 0,
      name: 'a village',
      goods: ['bread', 'wine'],
      side: 5,
      agents: 7,
      regime: 'mixed',
      money_mode: 'quasilinear',
      money_scale: 2,
      level,
    });
    expect(records.map(({ seq, kind, day }) => [seq, kind, day])).toEqual(
      log.events.map(({ kind, day }, k) => [k + 1, kind, day]),
    );
    const [trade] = log.of('ExchangeTrade');
    expect(records.find(({ kind }) => kind === 'ExchangeTrade')?.['trade']).toEqual({
      pair_type: trade?.trade.pairType,
      seller_id: trade?.trade.sellerId,
      buyer_id: trade?.trade.buyerId,
      dX: trade?.trade.dX,
      dY: trade?.trade.dY,
      price: trade?.trade.price,
      seller_gain: trade?.trade.sellerGain,
      buyer_gain: trade?.trade.buyerGain,
      total_surplus: trade?.trade.totalSurplus,
    });
  });

  it('writes a quote without limit as a text', () => {
    const lines: string[] = [];
    const scenario = village();
    runScenario(scenario, { sinks: [createExchangeLog(scenario, (line) => lines.push(line))] });
    // Who has enough of everything sells at no price.
    expect(lines.some((line) => /"quotes":\[[^\]]*"Infinity"/.test(line))).toBe(true);
  });
});
