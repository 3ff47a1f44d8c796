import type { AgentId, BucketId, Day, DealerQuote, Decimal } from '@bagehot/kernel';
import { quoteDealer } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import type { Desk } from './desk.js';
import { DealerError } from './errors.js';
import type { Floor } from './floor.js';
import { shortfallOf } from './issuer-book.js';
import { FAR_DAY } from './settings.js';
import { readTicket, type Ticket } from './ticket.js';
import type { TraderView } from './trader-view.js';
import type { Trading } from './trading.js';

/** The floor in names and decimals, for rules of the user's own. */
export class FloorView implements TraderView {
  readonly #floor: Floor;
  readonly #trading: Trading;

  constructor(floor: Floor, trading: Trading) {
    this.#floor = floor;
    this.#trading = trading;
  }

  get day(): Day {
    return this.#floor.day;
  }

  cash(trader: AgentId): Decimal {
    return this.#money(this.#floor.cash.get(this.#agent(trader)));
  }

  money(trader: AgentId): Decimal {
    return this.#money(this.#floor.money(this.#agent(trader)));
  }

  held(trader: AgentId): readonly Ticket[] {
    const { accounts, window } = this.#floor;
    const agent = this.#agent(trader);
    const tickets: Ticket[] = [];
    for (let ticket = window.heldFirst(agent); ticket >= 0; ticket = window.heldNext(ticket))
      tickets.push(readTicket(accounts, window, ticket, agent));
    return tickets;
  }

  dueOn(trader: AgentId, day: Day): Decimal {
    return this.#money(this.#floor.issuers.due(this.#agent(trader), day));
  }

  nextDueDay(trader: AgentId, after: Day): Day | undefined {
    const day = this.#floor.issuers.nextDueDay(this.#agent(trader), after);
    return day === FAR_DAY ? undefined : day;
  }

  shortfall(trader: AgentId, horizonDays: number, countInflows = false): Decimal {
    const floor = this.#floor;
    const agent = this.#agent(trader);
    return this.#money(shortfallOf(floor.issuers, agent, floor.money(agent), floor.day, horizonDays, countInflows));
  }

  toSell(trader: AgentId): Ticket | undefined {
    const { accounts, window } = this.#floor;
    const agent = this.#agent(trader);
    const ticket = this.#trading.toSell(agent);
    return ticket < 0 ? undefined : readTicket(accounts, window, ticket, agent);
  }

  quote(bucket: BucketId): DealerQuote {
    return describeQuote(this.#floor, deskNamed(this.#floor, bucket));
  }

  #agent(trader: AgentId): number {
    return this.#floor.accounts.indexOf(trader);
  }

  #money(quanta: bigint): Decimal {
    return toDecimal(this.#floor.settings.grid, quanta);
  }
}

/** The desk of a bucket. @throws DealerError `UNKNOWN_BUCKET` listing the known ones */
export function deskNamed(floor: Floor, bucket: BucketId): Desk {
  const desk = floor.desks.find(({ settings }) => settings.id === bucket);
  if (desk !== undefined) return desk;
  const known = floor.desks.map(({ settings }) => settings.id);
  throw new DealerError(
    'UNKNOWN_BUCKET',
    { bucket, known },
    `there is no bucket "${bucket}"; there are ${known.join(', ')}`,
  );
}

/** A desk's quote in decimals, with every quantity on the way to it. */
export function describeQuote(floor: Floor, desk: Desk): DealerQuote {
  const { grid, ticketSize, guardMid, clipBidAtZero, parCap } = floor.settings;
  const { canBuy, canSell, executionBid, executionAsk, bid, ask, bidPinned, askPinned } = floor.quote(desk);
  const { outside } = desk;
  const described = quoteDealer(
    {
      ticketCount: desk.tickets,
      cash: toDecimal(grid, floor.quotingCash(desk)),
    },
    {
      bid: toDecimal(grid, outside.bid),
      ask: toDecimal(grid, outside.ask),
      mid: toDecimal(grid, outside.mid),
      spread: toDecimal(grid, outside.spread),
    },
    {
      ticketSize: toDecimal(grid, ticketSize),
      guardMid: toDecimal(grid, guardMid),
      clipBidAtZero,
      parCap,
      moneyDecimals: grid.decimals,
    },
  );
  // A closed dealer, or pricing of the user's own, quotes otherwise than the kernel.
  return {
    ...described,
    bid: toDecimal(grid, bid),
    ask: toDecimal(grid, ask),
    bidPinned,
    askPinned,
    canBuy,
    canSell,
    executionBid: toDecimal(grid, executionBid),
    executionAsk: toDecimal(grid, executionAsk),
  };
}
