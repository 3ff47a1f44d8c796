import type { Decimal } from '../decimal.js';
import type { AgentId, ContractId, Day, TicketId } from '../identity.js';

/** One change, with names and decimals: the public form of a journal row. See `JournalRow` for what the operations mean. */
export type JournalEntry =
  | {
      readonly op: 'transfer';
      readonly day: Day;
      readonly kind: string;
      readonly asset: string;
      readonly from: AgentId;
      readonly to: AgentId;
      readonly amount: Decimal;
      readonly reference?: string;
    }
  | {
      readonly op: 'agent';
      readonly day: Day;
      /** One, unless a block of agents was opened. */
      readonly agents: readonly AgentId[];
      readonly kind?: string;
      readonly mayOverdraw?: boolean;
    }
  | {
      readonly op: 'asset';
      readonly day: Day;
      readonly asset: string;
      readonly issuer: AgentId;
      readonly decimals: number;
    }
  | {
      readonly op: 'issue';
      readonly day: Day;
      readonly kind: string;
      readonly contract: ContractId;
      readonly contractKind: string;
      readonly debtor: AgentId;
      readonly creditor: AgentId;
      readonly amount: Decimal;
      readonly dueDay: Day;
    }
  | {
      readonly op: 'claim';
      readonly day: Day;
      readonly kind: string;
      readonly contract: ContractId;
      readonly from: AgentId;
      readonly to: AgentId;
      readonly face: Decimal;
      readonly ticket?: TicketId;
    }
  | {
      readonly op: 'extinguish';
      readonly day: Day;
      readonly kind: string;
      readonly contract: ContractId;
      readonly debtor: AgentId;
      readonly face: Decimal;
    }
  | {
      readonly op: 'share' | 'reduce';
      readonly day: Day;
      readonly kind: string;
      readonly contract: ContractId;
      readonly holder: AgentId;
      readonly face: Decimal;
    }
  | { readonly op: 'remove'; readonly day: Day; readonly kind: string; readonly contract: ContractId }
  | {
      readonly op: 'ticket';
      readonly day: Day;
      readonly kind: string;
      readonly ticket: TicketId;
      readonly from: AgentId | null;
      readonly to: AgentId | null;
    };

/** A journal in its public form: entries are made when they are read. */
export interface JournalEntries extends Iterable<JournalEntry> {
  readonly length: number;
}
