import {
  type AgentId,
  type Day,
  type Decimal,
  type DecimalInput,
  decimal,
  type RandomSource,
  type TicketId,
} from '@bagehot/kernel';
import { DealerError } from './errors.js';
import type { Side, TradeResult } from './trade-result.js';

/** Who comes next. */
export interface Order {
  /** The set the trader is taken from. */
  readonly side: Side;
  readonly trader: AgentId;
  /** The side drawn first, before the fallback to the other one. */
  readonly drawn?: Side;
  /** The ticket that has to be traded for the order to be the recorded one; `null`: none may. */
  readonly expectTicket?: TicketId | null;
}

/** What an order flow sees: the sets of the session as they stand, in canonical order. */
export interface OrderQueue {
  readonly day: Day;
  /** 1 for the first arrival of the day. */
  readonly arrival: number;
  readonly sellers: readonly AgentId[];
  readonly buyers: readonly AgentId[];
  /** True in a late session, whose arrivals are counted from 1 again. */
  readonly late?: true;
}

/**
 * Port: who comes next; `undefined` ends the day's flow.
 *
 * Laws: a trader belongs to the set of the order's side (else `SCRIPT_MISMATCH`); random draws come from the `random` given, which is the stream of the
 * day. A flow that does not end by itself (`bounded` absent) is ended by the session after 1,000 refusals in a row.
 */
export interface OrderFlow {
  /** The next order of the day. */
  next(queue: OrderQueue, random: RandomSource): Order | undefined;
  /** True of flows that end by themselves. */
  readonly bounded?: boolean;
  /** Told what became of each order, in the order of trades; a block has several results. */
  observe?(queue: OrderQueue, order: Order, results: readonly TradeResult[]): void;
}

const BILLION = 1_000_000_000;

/** The flow of the dealer specification: two draws per arrival, one for the side and one for the trader. */
export class RandomOrderFlow implements OrderFlow {
  readonly bounded = true;
  /** The session lets at most so many arrivals come; `all` is as many as were eligible when it opened. */
  readonly maxArrivals: number | 'all';
  /** SELL is drawn when a uniform integer below 10^9 lies below this. */
  readonly sellBelow: number;
  #day = -1;
  #left = 0;

  constructor(sellProbability: Decimal, maxArrivals: number | 'all') {
    this.sellBelow = Number(sellProbability.times(BILLION).toFixed());
    this.maxArrivals = maxArrivals;
  }

  /** The side of an arrival: the first of its two draws. */
  drawSide(random: RandomSource): Side {
    return random.nextInt(0, BILLION - 1) < this.sellBelow ? 'SELL' : 'BUY';
  }

  next({ day, arrival, sellers, buyers }: OrderQueue, random: RandomSource): Order | undefined {
    if (arrival === 1 || day !== this.#day) {
      this.#day = day;
      this.#left = this.maxArrivals === 'all' ? sellers.length + buyers.length : this.maxArrivals;
    }
    if (this.#left === 0 || sellers.length + buyers.length === 0) return undefined;
    this.#left -= 1;
    const drawn = this.drawSide(random);
    const preferred = drawn === 'SELL' ? sellers : buyers;
    const chosen = preferred.length > 0 ? preferred : drawn === 'SELL' ? buyers : sellers;
    const trader = chosen[random.nextInt(0, chosen.length - 1)] as AgentId;
    return { side: chosen === sellers ? 'SELL' : 'BUY', trader, drawn };
  }
}

/**
 * Arrivals at random: each wants to sell with the given probability, else to buy; who it is, is uniform among the eligible of that side. Where nobody is
 * eligible the other side takes its place.
 *
 * @param config.sellProbability - in [0, 1], with at most 9 decimals
 * @param config.maxArrivals - arrivals a day, or `all` for as many as are eligible when the session opens
 * @throws DealerError `BAD_CONFIG` when one is out of range
 */
export function randomOrderFlow(config: {
  readonly sellProbability: DecimalInput;
  readonly maxArrivals: number | 'all';
}): OrderFlow {
  const probability = decimal(config.sellProbability);
  const { maxArrivals } = config;
  const problems = [];
  if (probability.lt(0) || probability.gt(1) || !probability.round(9, 0).eq(probability))
    problems.push({
      code: 'BAD_CONFIG' as const,
      path: 'sellProbability',
      message: `must lie between 0 and 1 and have at most 9 decimals, but is ${probability}`,
    });
  if (maxArrivals !== 'all' && !(Number.isInteger(maxArrivals) && maxArrivals >= 0))
    problems.push({
      code: 'BAD_CONFIG' as const,
      path: 'maxArrivals',
      message: `must be "all" or a whole number of at least 0, but is ${maxArrivals}`,
    });
  if (problems.length > 0)
    throw new DealerError(
      'BAD_CONFIG',
      { problems },
      problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
    );
  return new RandomOrderFlow(probability, maxArrivals);
}

/** One arrival of a script. Of `side` and `drawn` at least one is given; the side alone follows from the drawn one and the sets. */
export interface ScriptedArrival {
  readonly agent: AgentId;
  readonly side?: Side;
  readonly drawn?: Side;
  /** The ticket that must result, `null` for none; not checked when absent. */
  readonly expectTicket?: TicketId | null;
  /** It came to the day's late session. */
  readonly late?: true;
}

/** Arrivals per day. Days that are absent have none. */
export type OrderScript = ReadonlyMap<Day, readonly ScriptedArrival[]>;

/**
 * Replays arrivals as written. A list that ends ends the day's flow. The session refuses an agent outside its set, and a ticket that differs from
 * `expectTicket`, with `SCRIPT_MISMATCH`.
 */
export function scriptedOrderFlow(script: OrderScript): OrderFlow {
  let arrivals: readonly ScriptedArrival[] = [];
  return {
    bounded: true,
    next({ day, arrival, sellers, buyers, late }): Order | undefined {
      if (arrival === 1) arrivals = (script.get(day) ?? []).filter((arrived) => arrived.late === late);
      const step = arrivals[arrival - 1];
      if (step === undefined) return undefined;
      const drawn = step.drawn ?? step.side ?? 'SELL';
      const available = drawn === 'SELL' ? sellers : buyers;
      const fallback = drawn === 'SELL' ? 'BUY' : 'SELL';
      const side = step.side ?? (available.length > 0 ? drawn : fallback);
      return {
        side,
        drawn,
        trader: step.agent,
        ...(step.expectTicket === undefined ? {} : { expectTicket: step.expectTicket }),
      };
    },
  };
}

/** A flow that remembers what it did. */
export interface RecordedOrderFlow extends OrderFlow {
  /** Everything up to now, ready for {@link scriptedOrderFlow}. */
  script(): OrderScript;
}

/** Wraps any flow and records its arrivals. Replaying the record gives the same event log. */
export function recordOrderFlow(flow: OrderFlow): RecordedOrderFlow {
  const days = new Map<Day, ScriptedArrival[]>();
  return {
    ...(flow.bounded === undefined ? {} : { bounded: flow.bounded }),
    next: (queue, random) => flow.next(queue, random),
    observe(queue, order, results) {
      flow.observe?.(queue, order, results);
      const first = results.find((result) => result.kind === 'Executed');
      const arrival: ScriptedArrival = {
        agent: order.trader,
        side: order.side,
        drawn: order.drawn ?? order.side,
        expectTicket: first?.ticket.id ?? null,
        ...(queue.late === undefined ? {} : { late: queue.late }),
      };
      const list = days.get(queue.day);
      if (list === undefined) days.set(queue.day, [arrival]);
      else list.push(arrival);
    },
    script: () => new Map([...days].map(([day, arrivals]) => [day, [...arrivals]])),
  };
}
