import type { AgentId, ContractId, Day, DecimalInput } from '@bagehot/kernel';

/** Something that happens to balances or contracts, as data: before day 0, or in B1 of its day (ring specification, section 5). */
export type RingAction =
  | { readonly kind: 'mint_cash'; readonly to: AgentId; readonly amount: DecimalInput; readonly alias?: string }
  | { readonly kind: 'mint_reserves'; readonly to: AgentId; readonly amount: DecimalInput; readonly alias?: string }
  | {
      readonly kind: 'transfer_cash';
      readonly fromAgent: AgentId;
      readonly toAgent: AgentId;
      readonly amount: DecimalInput;
    }
  | {
      readonly kind: 'transfer_reserves';
      readonly fromBank: AgentId;
      readonly toBank: AgentId;
      readonly amount: DecimalInput;
    }
  | {
      readonly kind: 'deposit_cash' | 'withdraw_cash';
      readonly customer: AgentId;
      readonly bank: AgentId;
      readonly amount: DecimalInput;
    }
  /** Pays out of the payer's deposits, bank by bank. */
  | {
      readonly kind: 'client_payment';
      readonly payer: AgentId;
      readonly payee: AgentId;
      readonly amount: DecimalInput;
    }
  | {
      readonly kind: 'create_payable';
      readonly from: AgentId;
      readonly to: AgentId;
      readonly amount: DecimalInput;
      readonly dueDay: Day;
      readonly alias?: string;
      readonly maturityDistance?: number;
      /** Who gets the claim at once; the creditor stays the one of record for rollovers. */
      readonly holder?: AgentId;
    }
  /** Passes a claim on; without `face` the giver's whole claim. `fromAgent` is needed when several agents hold the contract. */
  | {
      readonly kind: 'transfer_claim';
      readonly contractAlias?: string;
      readonly contractId?: ContractId;
      readonly fromAgent?: AgentId;
      readonly toAgent: AgentId;
      readonly face?: DecimalInput;
    };

/** The kinds of {@link RingAction}. */
export type RingActionKind = RingAction['kind'];
