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

/** What a run was for one agent. Money is in minor units; it counts at the marginal utility the agent began with. */
export interface ExchangeAgentFigures {
  readonly id: number;
  readonly moneyStart: number;
  readonly moneyEnd: number;
  /** Of goods and money. */
  readonly utilityStart: number;
  readonly utilityEnd: number;
  /** Trades it was a side of. */
  readonly trades: number;
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

/** What a run came to, for all and for each. */
export interface ExchangeOutcome {
  readonly metrics: ExchangeMetrics;
  /** By ascending id. */
  readonly agents: readonly ExchangeAgentFigures[];
}

/** Counts what happens in a run. */
export class ExchangeTally implements EventSink<ExchangeEvent> {
  readonly #byPair: Map<string, number>;
  readonly #traders: Map<number, number> = new Map<number, number>();
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
    for (const id of [trade.sellerId, trade.buyerId]) this.#traders.set(id, (this.#traders.get(id) ?? 0) + 1);
  }

  /** What became of a run that began and stands so. */
  result(start: readonly ExchangeAgent[], end: readonly ExchangeAgent[], rules: Rules): ExchangeOutcome {
    const lambdas = new Map(start.map(({ id, lambdaMoney }) => [id, lambdaMoney]));
    const valued = end.map((agent) => ({ ...agent, lambdaMoney: lambdas.get(agent.id) ?? agent.lambdaMoney }));
    const [before, after] = [utilities(start, rules), utilities(valued, rules)];
    const metrics = {
      start: sumsOf(before),
      end: sumsOf(after),
      moneyMetricGain: this.#gain,
      trades: this.#trades,
      tradesByPairType: new Map(this.#byPair),
      harvested: new Map(rules.goods.map((good) => [good, stockOf(end, good) - stockOf(start, good)])),
      giniOfMoney: gini(end.map(({ inventory }) => inventory[MONEY] ?? 0)),
      shareOfTraders: this.#traders.size / end.length,
    };
    const agents = end.map(({ id, inventory }, row) => ({
      id,
      moneyStart: start[row]?.inventory[MONEY] ?? 0,
      moneyEnd: inventory[MONEY] ?? 0,
      utilityStart: before.total[row] as number,
      utilityEnd: after.total[row] as number,
      trades: this.#traders.get(id) ?? 0,
    }));
    return { metrics, agents };
  }
}

function stockOf(agents: readonly ExchangeAgent[], good: string): number {
  return agents.reduce((sum, { inventory }) => sum + (inventory[good] ?? 0), 0);
}

/** Of each agent, by ascending id. */
interface Utilities {
  readonly total: readonly number[];
  readonly goods: readonly number[];
}

function utilities(agents: readonly ExchangeAgent[], rules: Rules): Utilities {
  const traders = createTraders(agents, rules);
  return {
    total: agents.map((_, row) => traders.totalUtility(row)),
    goods: agents.map((_, row) => traders.goodsUtility(row)),
  };
}

function sumsOf({ total, goods }: Utilities): UtilitySums {
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return { total: sum(total), goods: sum(goods) };
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
