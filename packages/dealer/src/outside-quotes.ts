import { decimal, type OutsideQuote } from '@bagehot/kernel';
import {
  type Accounts,
  divRound,
  type MoneyGrid,
  type OutsideQuanta,
  type TicketWindow,
  toDecimal,
  toQuanta,
} from '@bagehot/kernel/quanta';
import type { Desk } from './desk.js';
import { DealerError } from './errors.js';
import type { OutsideOffer, OutsideSource, OwnOutside } from './ports.js';
import type { Settings } from './settings.js';
import { readTicket } from './ticket.js';

/** What outside quotes are made from. */
export interface OutsideParts {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  /** Those of the value-based traders alone count unless given. */
  readonly source: OutsideSource | undefined;
  /** Whether a market maker of the desk can pay an amount. */
  readonly isFunded: (agent: number, desk: Desk, amount: bigint) => boolean;
}

/**
 * Outside quotes that are more than a value-based trader's anchors: its ask rises with what it has sold, or a source of the user's own says whose quotes count.
 *
 * @see dealer specification, section 19; one-economy specification, section 6
 */
export class OutsideQuotes {
  readonly #parts: OutsideParts;

  constructor(parts: OutsideParts) {
    this.#parts = parts;
  }

  /** Makes the desk's outside quotes anew. The bucket's shelf today is that of maturity days from `firstDay` to `lastDay`. */
  renew(desk: Desk, day: number, firstDay: number, lastDay: number): void {
    const own = this.#own(desk, firstDay, lastDay);
    const { source, settings } = this.#parts;
    if (source === undefined) desk.outside = own;
    else this.#ask(desk, own, source, day, settings.tradeMaturing ? firstDay : Math.max(firstDay, day + 1), lastDay);
  }

  /** Whether whoever bids at the desk buys this ticket. */
  takes(desk: Desk, ticket: number): boolean {
    const { source, accounts, window } = this.#parts;
    if (source?.takes === undefined || desk.bidBy === desk.vbt) return true;
    const owner = window.owners[ticket] as number;
    return source.takes(readTicket(accounts, window, ticket, owner), accounts.nameOf(desk.bidBy));
  }

  /** Lets the source know that the desk's quote is told. */
  tell(desk: Desk, day: number): void {
    this.#parts.source?.told?.(desk.settings.id, day, outsideOffer(this.#parts, desk));
  }

  #ask(desk: Desk, own: OutsideQuanta, source: OutsideSource, day: number, first: number, last: number): void {
    const { grid } = this.#parts.settings;
    const { id } = desk.settings;
    const offer = source.quote(id, this.#ownOutside(desk, own, day, first, last));
    const bid = toQuanta(grid, offer.bid);
    const ask = toQuanta(grid, offer.ask);
    if (bid > ask) {
      const message = `the outside source bids ${offer.bid} and asks ${offer.ask} in bucket ${id}: no bid may lie above the ask`;
      throw new DealerError('INVARIANT_VIOLATED', { invariant: 'outside', day, message }, message);
    }
    const bidBy = this.#standby(offer.bidBy, desk);
    const askBy = this.#standby(offer.askBy, desk);
    // The middle of two grid points may lie between two others.
    desk.outside = {
      bid,
      ask,
      mid: toQuanta(grid, offer.mid.round(grid.decimals, 2)),
      spread: toQuanta(grid, offer.spread),
    };
    desk.bidBy = bidBy;
    desk.askBy = askBy;
  }

  /** What the value-based trader has to say. Tickets that trade today mature from `first` to `last`. */
  #ownOutside(desk: Desk, own: OutsideQuanta, day: number, first: number, last: number): OwnOutside {
    const { settings, accounts, window, isFunded } = this.#parts;
    const { grid } = settings;
    const delivers = (agent: number): boolean => window.shelfFirst(agent, first, last) >= 0;
    return {
      day,
      vbt: desk.settings.vbt,
      anchors: { mid: toDecimal(grid, desk.mid), spread: toDecimal(grid, desk.spread) },
      quote: inDecimals(grid, own),
      canPay: isFunded(desk.vbt, desk, own.bid),
      canDeliver: delivers(desk.vbt),
      delivers(name) {
        const agent = accounts.indexOf(name);
        window.useShelf(agent);
        return delivers(agent);
      },
    };
  }

  /** The account behind an outside quote; its tickets are kept as a shelf from now on. */
  #standby(name: string, desk: Desk): number {
    if (name === desk.settings.vbt) return desk.vbt;
    const { accounts, window } = this.#parts;
    const agent = accounts.indexOf(name);
    window.useShelf(agent);
    return agent;
  }

  /** A value-based trader that has sold more than it bought asks A + ψ S n / (held + n). */
  #own(desk: Desk, firstDay: number, lastDay: number): OutsideQuanta {
    const { settings, window } = this.#parts;
    const { flowSensitivity, ticketSize } = settings;
    const own = desk.ownOutside(settings);
    if (desk.netSold <= 0 || !flowSensitivity.gt(0)) return own;
    const sold = BigInt(desk.netSold);
    const held = BigInt(window.shelfCount(desk.vbt, firstDay, lastDay));
    const scale = 10n ** 24n;
    const psi = BigInt(flowSensitivity.times(decimal(scale.toString())).toFixed(0));
    const raise = divRound(psi * ticketSize * sold, scale * (held + sold), 'half-even');
    const ask = own.ask + raise;
    return { ...own, ask: settings.parCap && ask > ticketSize ? ticketSize : ask };
  }
}

/** The outside quotes in force at a desk, and whose they are. */
export function outsideOffer(
  { settings: { grid }, accounts }: Pick<OutsideParts, 'settings' | 'accounts'>,
  { outside, bidBy, askBy }: Desk,
): OutsideOffer {
  return { ...inDecimals(grid, outside), bidBy: accounts.nameOf(bidBy), askBy: accounts.nameOf(askBy) };
}

function inDecimals(grid: MoneyGrid, { bid, ask, mid, spread }: OutsideQuanta): OutsideQuote {
  return {
    bid: toDecimal(grid, bid),
    ask: toDecimal(grid, ask),
    mid: toDecimal(grid, mid),
    spread: toDecimal(grid, spread),
  };
}
