import type { AgentId, BucketId, ContractId, Day, DecimalInput, TicketId } from '@bagehot/kernel';
import type { DealerMarketConfig } from './config.js';

/** A trader and its opening cash. */
export interface TraderConfig {
  readonly id: AgentId;
  readonly cash: DecimalInput;
}

/** A debt, to be cut into tickets `<id>#0`, `<id>#1`, ... */
export interface DebtConfig {
  /** @defaultValue P1, P2, ... by place in the list */
  readonly id?: ContractId;
  readonly debtor: AgentId;
  readonly creditor: AgentId;
  /** A whole number of ticket sizes. */
  readonly amount: DecimalInput;
  readonly dueDay: Day;
}

/** A ticket as it stands on day 0; its owner may be a market maker. */
export interface TicketConfig {
  readonly id: TicketId;
  readonly issuer: AgentId;
  readonly owner: AgentId;
  readonly maturityDay: Day;
  /** @defaultValue its place in the list */
  readonly serial?: number;
}

/** How a market that stands alone begins and goes on. */
export interface DealerSimulationConfig extends DealerMarketConfig {
  /** In registration order, which is the order of everything. */
  readonly traders: readonly TraderConfig[];
  /** Who owes whom on day 0. Market makers get their tickets from it by `allocation`. */
  readonly debts?: readonly DebtConfig[];
  /** Tickets with their owners instead, market makers' included (`allocation: 'given'`). */
  readonly tickets?: readonly TicketConfig[];
  /** Which tickets the market makers take. @defaultValue 'random', or 'given' with `tickets` */
  readonly allocation?: 'random' | 'proportional' | 'sequential' | 'given';
  /** Whether creditors are paid the mid for the tickets the market makers take. @defaultValue 'sale' */
  readonly booking?: 'sale' | 'endowment';
  /** Share of each bucket's tickets its dealer takes. @defaultValue 0.25 */
  readonly dealerShare?: DecimalInput;
  /** Share its value-based trader takes. @defaultValue 0.50 */
  readonly vbtShare?: DecimalInput;
  /** Opening cash of dealers, by bucket. @defaultValue the mid of what they hold */
  readonly dealerCash?: ReadonlyMap<BucketId, DecimalInput>;
  /** Opening cash of value-based traders, by bucket. @defaultValue the mid of what they hold */
  readonly vbtCash?: ReadonlyMap<BucketId, DecimalInput>;
  /** Whether what an issuer receives today helps it to pay today. @defaultValue 'sequential' */
  readonly settlement?: 'sequential' | 'simultaneous';
  /** Whose anchors a loss moves: the bucket of the last day, that of day 0, or all. @defaultValue 'maturing-label' */
  readonly lossAttribution?: 'maturing-label' | 'origin-bucket' | 'system';
  /** The run ends after the day of the first default. @defaultValue false */
  readonly stopOnDefault?: boolean;
  /** Traders may owe money, which only direct orders lead to. @defaultValue false */
  readonly traderOverdraft?: boolean;
  /** Fewer than 100 traders are an error, not a warning. @defaultValue false */
  readonly strict?: boolean;
  /** Digits of the money grid, 0 to 18; of the ledger if one is given. @defaultValue 12 */
  readonly moneyDecimals?: number;
  /** Whether the ledger keeps its journal. @defaultValue 'full' */
  readonly journal?: 'full' | 'none';
}

/** Fewer traders than this are reported. */
export const MIN_TRADERS = 100;
