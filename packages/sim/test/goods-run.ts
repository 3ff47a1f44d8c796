import type { ExchangeConfig } from '@bagehot/exchange/spatial';
import { type EventRecord, sum } from '@bagehot/kernel';
import type { ExplicitWorld, RingAction, RingRules, TradingPhase } from '@bagehot/ring';
import {
  balanceRows,
  createEconomy,
  createRecordStream,
  type Economy,
  type ExchangeMarket,
  exchangeMarket,
  type GoodsOptions,
  type RunResult,
  replayBalances,
  simulate,
} from '@bagehot/sim';
import { expect } from 'vitest';

/** Three people and what they begin with. */
export function people(...initialActions: readonly RingAction[]): ExplicitWorld {
  const agents = [1, 2, 3].map((k) => ({ id: `H${k}`, kind: 'household' as const }));
  return { agents: [{ id: 'CB', kind: 'central_bank' }, ...agents], initialActions };
}

/** H1 sells bread from 2 and H2 buys it up to 10, as much as its money allows at the first price that works, 3; all in one place, nothing grows. */
export const BREAD: ExchangeConfig = {
  side: 1,
  rules: {
    goods: ['bread', 'wine'],
    regime: 'money_only',
    params: { tradeExecutionMode: 'maximum', dAMax: 10, tradeCooldownTicks: 0 },
  },
  agents: [
    { id: 1, x: 0, y: 0, inventory: { bread: 10 }, utility: { type: 'linear', params: { vbread: 2, vwine: 1 } } },
    { id: 2, x: 0, y: 0, inventory: {}, utility: { type: 'linear', params: { vbread: 10, vwine: 1 } } },
  ],
};

/** A run with an exchange, and what it left. */
export interface GoodsRun {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly market: ExchangeMarket;
  readonly records: readonly EventRecord[];
}

/** How the rest of such a run goes. */
export interface GoodsRunOptions extends GoodsOptions {
  readonly config?: ExchangeConfig;
  readonly maxDays?: number;
  readonly rules?: RingRules;
  readonly moneyDecimals?: number;
  /** After the goods market. */
  readonly phases?: (economy: Economy) => readonly TradingPhase[];
}

/** Runs a world with an exchange, every invariant checked each day, and balance sheets against the log. */
export function runGoods(world: ExplicitWorld, options: GoodsRunOptions = {}): GoodsRun {
  const { config = BREAD, maxDays = 12, rules = {}, moneyDecimals = 12, phases, ...goods } = options;
  const records: EventRecord[] = [];
  const sinks = [createRecordStream((record) => records.push(record))];
  const economy = createEconomy({ seed: 7, moneyDecimals, sinks });
  const market = exchangeMarket(economy, config, goods);
  const sheets: unknown[] = [];
  const result = simulate(economy, world, {
    maxDays,
    phases: [market, ...(phases?.(economy) ?? [])],
    rules: { check: 'daily', ...rules },
    onDay: (day, { system }) => {
      sheets.push(...balanceRows(system, day));
      checkZeroSums(economy);
    },
  });
  expect([...replayBalances(records)]).toEqual(sheets);
  return { economy, result, market, records };
}

/** Every asset adds up to nothing over all agents, whatever it is. */
export function checkZeroSums({ ledger }: Economy): void {
  for (const asset of ledger.assets()) {
    const total = sum(ledger.agents().map((agent) => ledger.balance(agent, asset)));
    if (!total.eq(0)) expect(total.toFixed(), asset).toBe('0');
  }
}
