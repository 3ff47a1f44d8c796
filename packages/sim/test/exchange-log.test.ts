import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import {
  checkExchangeLog,
  compileScenario,
  createExchangeLog,
  type ExplicitExchangeScenario,
  parseScenario,
  runScenario,
  SimError,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

function village(params: object = {}, changes: object = {}): ExplicitExchangeScenario {
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
          ...changes,
        },
        run: { ticks: 40, seed: 4 },
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

describe('the check of a log', () => {
  const logOf = (
    scenario: ExplicitExchangeScenario,
    level: 'minimal' | 'standard' | 'debug' = 'standard',
  ): string[] => {
    const lines: string[] = [];
    runScenario(scenario, { level, sinks: [createExchangeLog(scenario, (line) => lines.push(line), level)] });
    return lines;
  };
  const ces = { mix: [{ type: 'ces', weight: 1, params: { rho: 0.5, wbread: 0.6, wwine: 0.4 } }] };
  const cycle = { type: 'global_cycle', forage_ticks: 5, trade_ticks: 6, start_mode: 'forage' };
  const busy = village({ money_mode: 'kkt_lambda' }, { utilities: ces, mode_schedule: cycle });

  it.each([
    ['a village', village()],
    ['one in which λ is estimated and modes change', busy],
    ['barter with a gate', village({ exchange_regime: 'mixed_liquidity_gated' }, { utilities: ces })],
    ['one where several gather in one place', village({ enforce_single_harvester: false }, { utilities: ces })],
  ])('finds nothing in the log of %s, at any level', (_, scenario) => {
    for (const level of ['minimal', 'standard', 'debug'] as const) {
      const lines = logOf(scenario, level);
      const { metrics } = runScenario(scenario);
      expect(checkExchangeLog(lines)).toEqual({
        level,
        ticks: 40,
        records: lines.length,
        trades: metrics.trades,
        differences: [],
      });
    }
  });

  it('finds nothing in a log that says nothing of the beginning', () => {
    const lines: string[] = [];
    runScenario(busy, { snapshotInitial: false, sinks: [createExchangeLog(busy, (line) => lines.push(line))] });
    expect(checkExchangeLog(lines).differences).toEqual([]);
  });

  type Plain = Record<string, unknown>;
  const lines = logOf(busy);
  /** The log with its records changed and counted anew. */
  const changed = (change: (records: Plain[]) => readonly Plain[]): readonly string[] =>
    change(lines.map((line) => JSON.parse(line) as Plain)).map((record, seq) => JSON.stringify({ ...record, seq }));
  const at = (records: readonly Plain[], kind: string, k = 0): Plain => {
    const found = records.filter((record) => record['kind'] === kind)[k];
    if (found === undefined) throw new Error(`no ${kind}`);
    return found;
  };
  const edit = (kind: string, fields: (record: Plain) => Plain, k = 0) =>
    changed((records) => {
      const record = at(records, kind, k);
      Object.assign(record, fields(record));
      return records;
    });
  const without = (kind: string, k = 0) =>
    changed((records) => records.filter((record) => record !== at(records, kind, k)));
  const trade = (fields: (trade: Plain) => Plain) =>
    edit('ExchangeTrade', ({ trade }) => ({ trade: { ...(trade as Plain), ...fields(trade as Plain) } }));

  it.each([
    ['a trade that is gone', without('ExchangeTrade'), /tick \d+: agent \d+ has \d+ \w+, not \d+/],
    ['more sold than had', trade(() => ({ dX: 999, price: 0.5, dY: 1 })), /gives 999 \w+, but has/],
    ['a wrong price', trade(() => ({ price: 77 })), /trade \d+ for \d+ at 77/],
    ['a loss', trade(() => ({ buyer_gain: -1 })), /do not both gain/],
    ['a sum that is none', trade(({ total_surplus: all }) => ({ total_surplus: Number(all) + 1 })), /do not add up/],
    [
      'something that is not traded',
      trade(() => ({ pair_type: 'wine<->bread' })),
      /wine<->bread is traded, which is not allowed/,
    ],
    ['a good that there is not', trade(() => ({ pair_type: 'beer<->M' })), /trades beer, which there is not/],
    ['another λ in a trade', edit('ExchangeTrade', () => ({ seller_lambda: 9 })), /λ of agent \d+ is 9, but was/],
    [
      'a snapshot with more money',
      edit('AgentSnapshot', () => ({ holdings: [1, 2, 3] }), 60),
      /agent \d+ has \d+ M, not 3/,
    ],
    ['a snapshot that is gone', without('AgentSnapshot', 60), /there are 7 agents, but 6 are told of/],
    ['a harvest that is gone', without('Harvested'), /tick \d+: agent \d+ has \d+ \w+, not \d+/],
    ['a harvest elsewhere', edit('Harvested', () => ({ cell: [99, 99] })), /grows at 99,99/],
    ['more taken than there was', edit('Harvested', () => ({ amount: 50 })), /takes 50 \w+ where there are/],
    ['growth that is gone', without('Regrown'), /there are \d+ \w+, not \d+/],
    ['λ that changes by itself', without('LambdaUpdated', 20), /λ of agent \d+ is [\d.]+, but was [\d.]+/],
    ['a pairing that is gone', without('Paired'), /trade, but are not paired|part, but are not paired/],
    ['a parting that is gone', without('Unpaired'), /is paired with \d+, not with nobody/],
    ['a change of mode that is gone', without('ModeChanged'), /the mode is trade, but was forage/],
    ['a tick that is gone', changed((records) => records.filter(({ day }) => day !== 7)), /tick 7: a record of tick 8/],
    ['an end in the middle', changed((records) => records.slice(0, -1)), /the log ends before the tick does/],
    [
      'another regime',
      edit('TickState', () => ({ regime: 'barter_only' })),
      /the regime is barter_only, but was mixed/,
    ],
  ])('finds %s', (_, log, said) => {
    expect(checkExchangeLog(log).differences.join('\n')).toMatch(said);
  });

  it.each([
    ['nothing', [], 'record 1: is no JSON'],
    ['another log', ['{"kind":"AgentCreated","day":0,"seq":0}'], 'record 1: kind must be "ExchangeOpened"'],
    ['a torn line', [lines[0] ?? '', '{"kind"'], 'record 2: is no JSON'],
    [
      'a missing line',
      lines.toSpliced(5, 1),
      'record 6: seq must be 5, but is 6: records are missing, added or out of order',
    ],
    ['a record without its fields', [lines[0] ?? '', '{"kind":"Paired","day":0,"seq":1}'], 'record 2: agents'],
  ])('refuses %s', (_, log, said) => {
    expect(() => checkExchangeLog(log)).toThrowError(SimError);
    expect(() => checkExchangeLog(log)).toThrowError(said);
  });
});
