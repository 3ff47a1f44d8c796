import {
  createRules,
  type ExchangeRegistry,
  type PurchaseLimit,
  type Rules,
  type TradeCredit,
} from '@bagehot/exchange';
import {
  createExchange,
  type Exchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangePorts,
  type ExchangeSnapshot,
  exchangeConfig,
} from '@bagehot/exchange/spatial';
import type { EventSink } from '@bagehot/kernel';
import { compileExchange } from '../scenario/exchange-compile.js';
import { blameExchange } from '../scenario/exchange-problems.js';
import type { ExchangeScenario, ExplicitExchangeScenario } from '../scenario/exchange-scenario.js';
import { type ExchangeAgentFigures, type ExchangeMetrics, ExchangeTally } from './exchange-metrics.js';

/** Parts of an exchange that are code. */
export interface ExchangeParts {
  /**
   * Where the scenario's names are looked up.
   *
   * @defaultValue that of the specification
   */
  readonly registry?: ExchangeRegistry | undefined;
  /** Limits what buyers spend. */
  readonly purchaseLimit?: PurchaseLimit | undefined;
  /** Lets buyers pay later; needs a purchase limit. */
  readonly tradeCredit?: TradeCredit | undefined;
}

/** How the scenario of an exchange is run, beyond what it says itself. */
export interface ExchangeOptions extends ExchangeParts, Pick<ExchangePorts, 'level' | 'snapshotInitial' | 'strict'> {
  /** Get every event of the level, in order. Law: listening never changes a run. */
  readonly sinks?: readonly EventSink<ExchangeEvent>[] | undefined;
  /** Called when the exchange is set up, before the first tick. */
  readonly onStart?: (exchange: Exchange) => void;
  /** Called after each tick, when it is final. */
  readonly onTick?: (tick: number, exchange: Exchange) => void;
  /** Ends the run after the tick in which it is raised. */
  readonly signal?: AbortSignal;
  /** Goes on where a snapshot was taken, under the scenario's rules. */
  readonly from?: ExchangeSnapshot;
}

/** What became of an exchange. */
export interface ExchangeResult {
  /** What was run: the scenario with everybody spelled out. */
  readonly scenario: ExplicitExchangeScenario;
  /** Why it ended: after the last tick, or because it was told to. */
  readonly stopped: 'horizon' | 'aborted';
  /** Ticks over, those before a snapshot included. */
  readonly ticks: number;
  /** This run in figures. */
  readonly metrics: ExchangeMetrics;
  /** What it was for each, by ascending id. */
  readonly agents: readonly ExchangeAgentFigures[];
  readonly exchange: Exchange;
}

/** Runs an exchange, one tick per step: yields the tick just run, from 0. */
export function* runExchangeByTick(
  scenario: ExchangeScenario,
  options: ExchangeOptions = {},
): Generator<number, ExchangeResult, void> {
  const explicit = compileExchange(scenario);
  const { signal, onTick } = options;
  const { exchange, rules, tally } = setUp(explicit, options);
  const start = exchange.agents;
  options.onStart?.(exchange);
  const isAborted = (): boolean => signal?.aborted === true;
  while (exchange.tick < explicit.run.ticks && !isAborted()) {
    const { tick } = exchange;
    exchange.runTick();
    onTick?.(tick, exchange);
    yield tick;
  }
  return {
    scenario: explicit,
    stopped: exchange.tick < explicit.run.ticks ? 'aborted' : 'horizon',
    ticks: exchange.tick,
    ...tally.result(start, exchange.agents, rules),
    exchange,
  };
}

function setUp(
  scenario: ExplicitExchangeScenario,
  options: ExchangeOptions,
): { readonly exchange: Exchange; readonly rules: Rules; readonly tally: ExchangeTally } {
  const { sinks = [], level = 'standard', snapshotInitial, strict, from } = options;
  try {
    const config = configOf(scenario, options);
    const rules = createRules(config.rules);
    const tally = new ExchangeTally(rules);
    const listeners = level === 'off' ? [tally] : [tally, ...sinks];
    const exchange = createExchange(
      { ...config, rules },
      {
        // Trades are needed for the figures, whatever is told.
        level: level === 'off' ? 'minimal' : level,
        events: {
          emit: (event) => {
            for (const listener of listeners) listener.emit(event);
          },
        },
        ...(snapshotInitial === undefined ? {} : { snapshotInitial }),
        ...(strict === undefined ? {} : { strict }),
      },
      from,
    );
    return { exchange, rules, tally };
  } catch (error) {
    throw blameExchange(error);
  }
}

/** The configuration of a scenario's exchange. */
function configOf(
  { exchange }: ExplicitExchangeScenario,
  { registry, purchaseLimit, tradeCredit }: ExchangeParts,
): ExchangeConfig {
  const config = exchangeConfig(exchange, registry);
  return { ...config, rules: { ...config.rules, purchaseLimit, tradeCredit } };
}
