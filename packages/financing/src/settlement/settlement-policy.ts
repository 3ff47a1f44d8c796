import type { Decimal } from '@bagehot/kernel';
import type { Participants } from '../participants.js';
import type { PriceGrid } from '../price-grid.js';

/** Somebody whose sales and purchases of the round differ in value by more than the tolerance. */
export interface SettlementParty {
  /** Row among the participants. */
  readonly row: number;
  readonly id: number;
  /** What it owes, or is owed: more than 0, in value units. */
  readonly amount: bigint;
}

/** What a settlement has to work with. Stocks are those brought to the market; columns are agent-major. */
export interface SettlementContext {
  readonly participants: Participants;
  readonly prices: PriceGrid;
  /** More than 0 is a purchase, less is a sale. */
  readonly executed: readonly bigint[];
  /** Value sold less value bought, one per row, in value units. Adds up to 0. */
  readonly balance: readonly bigint[];
  /** By ascending id; at least one. */
  readonly debtors: readonly SettlementParty[];
  /** By ascending id; at least one. */
  readonly creditors: readonly SettlementParty[];
  /** An amount in the numeraire. */
  value(units: bigint): Decimal;
  /** Whole value units of an amount in the numeraire, cut downwards. */
  units(value: Decimal): bigint;
}

/** How balances were settled. Whatever is left out is all 0. */
export interface SettlementOutcome {
  /** Goods handed over, in quanta: from home, and from what was carried and not sold. Goods bought in the round cannot be. */
  readonly deliveries?: { readonly home?: readonly bigint[]; readonly personal?: readonly bigint[] };
  /** Goods received at home, in quanta. Of each good as much as is delivered. */
  readonly receipts?: readonly bigint[];
  /**
   * What of each balance stays unsettled and is written off, in value units, one per row, adding up to 0. Left out: the balance plus what was delivered less
   * what was received. A policy that settles by other means than goods says here what these have left.
   */
  readonly residuals?: readonly bigint[];
}

/**
 * How debts of a round are extinguished, or carried. Asked once in every round in which somebody owes and somebody is owed more than the tolerance; what
 * it does on a ledger belongs to the round's transaction.
 *
 * Laws: nobody gives what it has not; of each good as much is received as is delivered; residuals add up to 0. They are asserted.
 *
 * @see financing specification, section 7
 */
export interface SettlementPolicy {
  readonly id: string;
  /** Settles the balances of one round. */
  settle(context: SettlementContext): SettlementOutcome;
  /**
   * What somebody still owes from earlier rounds, in the numeraire: taken off its wealth in bounds and budgets. For policies that carry debts.
   *
   * @defaultValue nobody owes anything
   */
  outstanding?(id: number): Decimal;
  /**
   * The most somebody may run up in a round, in the numeraire, at least 0; null for no limit of the settlement's own. Whoever the mode would let owe more is held to
   * it: its purchases are bounded by its sales and what it may owe.
   *
   * @defaultValue nobody is limited
   */
  debtLimit?(id: number): Decimal | null;
}
