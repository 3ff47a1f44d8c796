import { createTraders, type ExchangeAgent, MONEY, type Rules } from '@bagehot/exchange';
import type { ExchangeEvent } from '@bagehot/exchange/spatial';
import type { EventSink } from '@bagehot/kernel';

/** Utility of all agents together. Money counts at the marginal utility each agent began with, so that the two ends of a run can be compared. */
export interface UtilitySums {
  /** Of goods and money. */
  readonly total: number;
  /** Of goods alone. */
  readonly goods: number;
}

/** A run of an exchange in figures. */
export interface ExchangeMetrics {
  readonly start: UtilitySums;
  readonly end: UtilitySums;
  /** Σ gain/λ over both sides of all trades, in units of money, at the λ in force at each trade. */
  readonly moneyMetricGain: number;
  readonly trades: number;
  /** Trades by pair type, in search order of the regime; 0 for one that was not traded. */
  readonly tradesByPairType: ReadonlyMap<string, number>;
  /** Units taken from the grid, by good in declared order: goods come from nowhere else. */
  readonly harvested: ReadonlyMap<string, number>;
  /** Gini coefficient of money at the end: 0 when all have the same, null when there is none. */
  readonly giniOfMoney: number | null;
  /** Share of agents that have traded at all. */
  readonly shareOfTraders: number;
}

/** Counts what happens in a run. */
export class ExchangeTally implements EventSink<ExchangeEvent> {
  readonly #byPair: Map<string, number>;
  readonly #traders: Set<number> = new Set<number>();
  #trades = 0;
  #gain = 0;

  constructor(rules: Rules) {
    this.#byPair = new Map(rules.regimeRules.search.map(({ name }) => [name, 0]));
  }

  emit(event: ExchangeEvent): void {
    if (event.kind !== 'ExchangeTrade') return;
    const { trade, sellerLambda, buyerLambda } = event;
    this.#trades++;
    this.#gain += trade.sellerGain / sellerLambda + trade.buyerGain / buyerLambda;
    this.#byPair.set(trade.pairType, (this.#byPair.get(trade.pairType) ?? 0) + 1);
    this.#traders.add(trade.sellerId).add(trade.buyerId);
  }

  /** The figures of a run that began and stands so. */
  result(start: readonly ExchangeAgent[], end: readonly ExchangeAgent[], rules: Rules): ExchangeMetrics {
    const lambdas = new Map(start.map(({ id, lambdaMoney }) => [id, lambdaMoney]));
    const valued = end.map((agent) => ({ ...agent, lambdaMoney: lambdas.get(agent.id) ?? agent.lambdaMoney }));
    return {
      start: utilitySums(start, rules),
      end: utilitySums(valued, rules),
      moneyMetricGain: this.#gain,
      trades: this.#trades,
      tradesByPairType: new Map(this.#byPair),
      harvested: new Map(rules.goods.map((good) => [good, stockOf(end, good) - stockOf(start, good)])),
      giniOfMoney: gini(end.map(({ inventory }) => inventory[MONEY] ?? 0)),
      shareOfTraders: this.#traders.size / end.length,
    };
  }
}

function stockOf(agents: readonly ExchangeAgent[], good: string): number {
  return agents.reduce((sum, { inventory }) => sum + (inventory[good] ?? 0), 0);
}

function utilitySums(agents: readonly ExchangeAgent[], rules: Rules): UtilitySums {
  const traders = createTraders(agents, rules);
  let total = 0;
  let goods = 0;
  for (let row = 0; row < traders.count; row++) {
    total += traders.totalUtility(row);
    goods += traders.goodsUtility(row);
  }
  return { total, goods };
}

/**
 * Gini coefficient of amounts: half the mean absolute difference over the mean. Null when all are 0.
 *
 * @param amounts - at least one, none negative
 */
function gini(amounts: readonly number[]): number | null {
  const sorted = [...amounts].sort((a, b) => a - b);
  const n = sorted.length;
  let sum = 0;
  let weighted = 0;
  for (const [rank, amount] of sorted.entries()) {
    sum += amount;
    weighted += (2 * rank + 1 - n) * amount;
  }
  return sum === 0 ? null : weighted / (n * sum);
}
