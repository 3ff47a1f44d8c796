import type { Day } from '@bagehot/kernel';
import type { Audit, Desk } from './desk.js';
import { DealerError } from './errors.js';
import type { Floor } from './floor.js';

/** A law that did not hold. */
export interface AuditRecord {
  /** `C1` to `C6`, or the name of a further law. */
  readonly invariant: string;
  readonly day: Day;
  /** The parties and the two sides that differ. */
  readonly message: string;
}

/**
 * Tests laws C1 to C6 while a market works, exactly. It reads and never writes, so a run with checks is the run without them.
 *
 * @see dealer specification, section 15
 */
export class Auditor implements Audit {
  readonly violations: AuditRecord[] = [];
  readonly #floor: Floor;
  readonly #throws: boolean;
  #partiesBefore = 0n;
  #dealerCash = 0n;
  #dealerShelf: readonly number[] = [];
  #fromBefore = -1;
  #anchors: readonly bigint[] = [];

  constructor(floor: Floor, level: 'throw' | 'collect') {
    this.#floor = floor;
    this.#throws = level === 'throw';
    this.#rememberAnchors();
  }

  quoted(day: number, desk: Desk): void {
    const { quote, outside, settings, tickets } = desk;
    const { bid, ask } = quote;
    const where = `bucket ${settings.id}`;
    this.#require(
      outside.bid <= bid && bid <= ask && ask <= outside.ask,
      'C2',
      day,
      `${where}: outside bid ${outside.bid} <= bid ${bid} <= ask ${ask} <= outside ask ${outside.ask} fails`,
    );
    this.#require(quote.bidPinned === (bid === outside.bid), 'C2', day, `${where}: the bid's pin is wrong`);
    this.#require(quote.askPinned === (ask === outside.ask), 'C2', day, `${where}: the ask's pin is wrong`);
    if (desk.closed) return;
    const shelf = this.#floor.window.shelfCount(desk.dealer, this.#floor.firstDay(desk), this.#floor.lastDay(desk));
    this.#require(shelf === tickets, 'C5', day, `${where}: ${tickets} tickets counted, ${shelf} on the shelf`);
    const worth = outside.mid * BigInt(tickets) + this.#floor.quotingCash(desk);
    this.#require(
      quote.equity === worth,
      'C5',
      day,
      `${where}: equity ${quote.equity} is not cash and tickets at the mid, ${worth}`,
    );
  }

  trading(day: number, desk: Desk, ticket: number, inside: boolean, side: 'BUY' | 'SELL', price: bigint): void {
    const { window, cash } = this.#floor;
    this.#fromBefore = window.owners[ticket] as number;
    this.#partiesBefore = cash.sum();
    if (inside) this.#fill(day, desk, ticket, side, price);
    else {
      this.#dealerCash = cash.get(desk.dealer);
      this.#dealerShelf = window.shelf(desk.dealer).toArray();
    }
  }

  traded(day: number, desk: Desk, ticket: number, from: number, to: number, inside: boolean): void {
    const { window, cash } = this.#floor;
    const where = `ticket ${window.nameOf(ticket)}`;
    this.#require(cash.sum() === this.#partiesBefore, 'C1', day, `${where}: money appeared or vanished in the trade`);
    this.#require(
      this.#fromBefore === from && window.owners[ticket] === to,
      'C1',
      day,
      `${where}: went from ${this.#fromBefore} to ${window.owners[ticket]}, not from ${from} to ${to}`,
    );
    if (inside || from === desk.dealer) return;
    const shelf = window.shelf(desk.dealer).toArray();
    const same = shelf.length === this.#dealerShelf.length && shelf.every((id, k) => id === this.#dealerShelf[k]);
    this.#require(
      same && cash.get(desk.dealer) === this.#dealerCash,
      'C4',
      day,
      `${where}: a pass-through changed the dealer of ${desk.settings.id}`,
    );
  }

  aged(day: number, ticket: number): void {
    const { window } = this.#floor;
    this.#require(
      (window.maturities[ticket] as number) > day,
      'label',
      day,
      `ticket ${window.nameOf(ticket)} changed its label when due`,
    );
  }

  settled(day: number, issuer: number, due: bigint, paid: bigint, payments: readonly bigint[]): void {
    let total = 0n;
    for (const payment of payments) total += payment;
    this.#require(
      total === paid && paid <= due && payments.every((payment) => payment >= 0n),
      'C1',
      day,
      `issuer ${this.#floor.accounts.nameOf(issuer)}: payouts add up to ${total} of ${paid} paid and ${due} due`,
    );
  }

  checkpoint(day: number, step: 'aged' | 'traded' | 'settled' | 'closed'): void {
    const { cash, desks, settings, window, accounts } = this.#floor;
    this.#require(cash.sum() === 0n, 'C5', day, `cash adds up to ${cash.sum()} over all agents, not 0`);
    for (let agent = 0; agent < accounts.agentCount; agent++) {
      const balance = cash.get(agent);
      if (balance < 0n && agent !== cash.issuer && !accounts.overdraws(agent))
        this.#require(false, 'cash', day, `${accounts.nameOf(agent)} has ${balance}, which nobody allowed`);
    }
    for (const desk of desks)
      if (settings.overdraft === 'layoff')
        this.#require(cash.get(desk.dealer) >= 0n, 'cash', day, `dealer of ${desk.settings.id} owes money`);
    for (let ticket = 0; ticket < window.count; ticket++) {
      const owner = window.owners[ticket] as number;
      if (owner >= 0 && owner === window.issuers[ticket])
        this.#require(false, 'owner', day, `ticket ${window.nameOf(ticket)} belongs to its issuer`);
    }
    if (step === 'closed') this.#rememberAnchors();
    else this.#require(this.#sameAnchors(), 'C6', day, 'anchors moved outside the anchor update');
  }

  #fill(day: number, desk: Desk, ticket: number, side: 'BUY' | 'SELL', price: bigint): void {
    const { window, cash } = this.#floor;
    const { quote, tickets, dealer } = desk;
    if (side === 'SELL') {
      const fits = BigInt(tickets) + 1n <= quote.maxFundableTickets && cash.get(dealer) >= price && !quote.guarded;
      this.#require(fits, 'C3', day, `dealer of ${desk.settings.id} bought without room or money`);
    } else {
      const delivers = tickets >= 1 && !quote.guarded && window.owners[ticket] === dealer;
      this.#require(
        delivers && this.#floor.deskOfTicket(ticket) === desk,
        'C3',
        day,
        `dealer of ${desk.settings.id} sold what is not on its shelf`,
      );
    }
  }

  #rememberAnchors(): void {
    this.#anchors = this.#floor.desks.flatMap(({ mid, spread }) => [mid, spread]);
  }

  #sameAnchors(): boolean {
    return this.#floor.desks
      .flatMap(({ mid, spread }) => [mid, spread])
      .every((value, k) => value === this.#anchors[k]);
  }

  #require(holds: boolean, invariant: string, day: Day, message: string): void {
    if (holds) return;
    if (this.#throws)
      throw new DealerError(
        'INVARIANT_VIOLATED',
        { invariant, day, message },
        `${invariant} on day ${day}: ${message}`,
      );
    this.violations.push({ invariant, day, message });
  }
}
