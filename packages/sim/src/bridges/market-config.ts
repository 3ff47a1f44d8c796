import type { DealerMarketConfig } from '@bagehot/dealer';
import type { AgentId, DecimalInput } from '@bagehot/kernel';

/** How claims become tickets: pieces of one size and a stub, or one ticket per claim. */
export type Ticketization = 'unit' | 'whole';

/** Where the market makers of a ring get their opening money and tickets from (ring specification, section 11.1). */
export type MarketCapital =
  /** Money from outside, a share of the traders' cash; no tickets. */
  | { readonly mode: 'outside-cash' }
  /** The first tickets of each bucket are handed to dealer and value-based trader at no charge, with or without the money of `outside-cash`. */
  | { readonly mode: 'ticket-allocation'; readonly withCash: boolean }
  /** Money as listed; claims as the initial actions hand them out. */
  | { readonly mode: 'given'; readonly cash: ReadonlyMap<AgentId, DecimalInput> };

/** The rules of a ring's secondary market: those of the dealer package, and the market makers' capital. */
export interface SecondaryMarketConfig extends DealerMarketConfig {
  /**
   * All dealers' opening capital as a share of the traders' cash, in equal parts per bucket; under `ticket-allocation` also of each bucket's tickets.
   *
   * @defaultValue 0.25
   */
  readonly dealerShare?: DecimalInput;
  /**
   * The same for the value-based traders.
   *
   * @defaultValue 0.50
   */
  readonly vbtShare?: DecimalInput;
  /**
   * Legacy, for reruns of the published experiment: `whole` makes each claim one ticket whatever its face. The kernel counts it as one; its price is the quote,
   * per ticket size, times its face in ticket sizes, rounded half-even.
   *
   * @defaultValue 'unit'
   */
  readonly ticketization?: Ticketization;
  /** @defaultValue `{ mode: 'outside-cash' }` */
  readonly capital?: MarketCapital;
}
