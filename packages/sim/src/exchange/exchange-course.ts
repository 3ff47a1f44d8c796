import type { Exchange, ExchangeEvent } from '@bagehot/exchange/spatial';
import type { EventSink } from '@bagehot/kernel';
import type { ExchangeOptions } from './run-exchange.js';

/** Frames that are handed out at most, the first and the last tick among them. */
const MOST_FRAMES = 24;
/** Frames between the first and the last. */
const MOST_BETWEEN = MOST_FRAMES - 2;
/** Frames that are remembered at most: a tenth of them is not too many. */
const MOST_KEPT = 10 * MOST_BETWEEN;
/** Distances between frames that people like to read, as multiples of a power of ten. */
const STEPS = [1, 2, 5, 10] as const;
/** The money mode under which λ stays. */
const CONSTANT = 'quasilinear';

/** Where everybody and everything that grows is at the end of a tick; on tick -1 before the first. */
export interface ExchangeFrame {
  readonly tick: number;
  /** By ascending id. */
  readonly agents: readonly {
    readonly id: number;
    readonly x: number;
    readonly y: number;
    readonly isPaired: boolean;
  }[];
  /** In order of x, then y. */
  readonly resources: readonly {
    readonly x: number;
    readonly y: number;
    readonly good: string;
    readonly amount: number;
  }[];
}

/** λ of the agents a quarter, half and three quarters of the way from the least to the greatest, at the end of each tick. */
export interface LambdaQuartiles {
  /** From tick 0 on, as the others. */
  readonly lower: readonly number[];
  readonly median: readonly number[];
  readonly upper: readonly number[];
}

/** A run tick by tick, as far as drawings over ticks need it. */
export interface ExchangeCourse {
  /** What a run needs so that its course is remembered. */
  readonly listening: Required<Pick<ExchangeOptions, 'onStart' | 'onTick'>> & {
    readonly sinks: readonly EventSink<ExchangeEvent>[];
  };
  /** Null where λ stays. */
  readonly lambda: LambdaQuartiles | null;
  /** Trades of a pair type in each tick, from tick 0 on. */
  trades(pairType: string): readonly number[];
  /** Some ticks at even distances, with the first and the last: 24 at most. Objects are made on reading. */
  frames(): readonly ExchangeFrame[];
}

/**
 * Remembers the course of a run: trades per tick, the quartiles of λ, and where everybody was in some ticks. Memory grows by one number per tick and pair type, and by three per
 * tick where λ is estimated, however many people there are; of places it keeps 220 ticks at most. It needs no more than the level `minimal`.
 *
 * @param moneyMode - of the scenario: under `quasilinear` λ stays
 * @example
 * const course = createExchangeCourse(scenario.exchange.moneyMode);
 * const result = runScenario(scenario, course.listening);
 * @see exchange specification, sections 9 and 11
 */
export function createExchangeCourse(moneyMode: string): ExchangeCourse {
  return new Course(moneyMode !== CONSTANT);
}

/** A frame without objects. */
interface Kept {
  readonly tick: number;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly isPaired: Uint8Array;
  readonly amounts: Float64Array;
}

class Course implements ExchangeCourse {
  readonly listening: ExchangeCourse['listening'];
  readonly lambda: { readonly lower: number[]; readonly median: number[]; readonly upper: number[] } | null;
  readonly #counts: Map<string, number[]> = new Map<string, number[]>();
  #exchange: Exchange | undefined;
  #kept: Kept[] = [];
  /** Ticks that are multiples of it are kept. */
  #step = 1;

  constructor(isEstimated: boolean) {
    this.lambda = isEstimated ? { lower: [], median: [], upper: [] } : null;
    this.listening = {
      sinks: [
        {
          emit: (event) => {
            if (event.kind === 'ExchangeTrade') this.#count(event.trade.pairType, event.day);
          },
        },
      ],
      onStart: (exchange) => {
        this.#exchange = exchange;
        this.#kept = [keptOf(exchange)];
      },
      onTick: (_, exchange) => {
        this.#readLambda(exchange);
        this.#keep(exchange);
      },
    };
  }

  trades(pairType: string): readonly number[] {
    const counts = this.#counts.get(pairType) ?? [];
    return Array.from({ length: this.#exchange?.tick ?? 0 }, (_, tick) => counts[tick] ?? 0);
  }

  frames(): readonly ExchangeFrame[] {
    const exchange = this.#exchange;
    const [first, ...others] = this.#kept;
    if (exchange === undefined || first === undefined) return [];
    const last = keptOf(exchange);
    const between = (multiple: number): readonly Kept[] =>
      others.filter(({ tick }) => tick % (multiple * this.#step) === 0 && tick !== last.tick);
    const multiple = STEPS.find((each) => between(each).length <= MOST_BETWEEN) ?? 1;
    const all = first.tick === last.tick ? [last] : [first, ...between(multiple), last];
    const ids = exchange.agents.map(({ id }) => id);
    return all.map((kept) => frameOf(kept, ids, exchange.resources));
  }

  #count(pairType: string, tick: number): void {
    const counts = this.#counts.get(pairType) ?? [];
    this.#counts.set(pairType, counts);
    while (counts.length <= tick) counts.push(0);
    counts[tick] = (counts[tick] as number) + 1;
  }

  #readLambda({ agents }: Exchange): void {
    if (this.lambda === null) return;
    const sorted = Float64Array.from(agents, ({ lambdaMoney }) => lambdaMoney).sort();
    const quartile = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] as number;
    this.lambda.lower.push(quartile(0.25));
    this.lambda.median.push(quartile(0.5));
    this.lambda.upper.push(quartile(0.75));
  }

  #keep(exchange: Exchange): void {
    const isWanted = (tick: number): boolean => tick % this.#step === 0;
    if (!isWanted(exchange.tick - 1)) return;
    this.#kept.push(keptOf(exchange));
    if (this.#kept.length <= MOST_KEPT) return;
    this.#step *= 10;
    this.#kept = this.#kept.filter(({ tick }, k) => k === 0 || isWanted(tick));
  }
}

function keptOf({ tick, agents, resources }: Exchange): Kept {
  return {
    tick: tick - 1,
    x: Int32Array.from(agents, ({ position }) => position[0]),
    y: Int32Array.from(agents, ({ position }) => position[1]),
    isPaired: Uint8Array.from(agents, ({ pairedWith }) => (pairedWith === null ? 0 : 1)),
    amounts: Float64Array.from(resources, ({ amount }) => amount),
  };
}

function frameOf(
  { tick, x, y, isPaired, amounts }: Kept,
  ids: readonly number[],
  cells: Exchange['resources'],
): ExchangeFrame {
  return {
    tick,
    agents: ids.map((id, row) => ({ id, x: x[row] as number, y: y[row] as number, isPaired: isPaired[row] === 1 })),
    resources: cells.map((cell, k) => ({ x: cell.x, y: cell.y, good: cell.good, amount: amounts[k] as number })),
  };
}
