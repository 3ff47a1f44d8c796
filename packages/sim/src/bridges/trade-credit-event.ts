import type { AgentId, ContractId, Day, Decimal, EventBase } from '@bagehot/kernel';

/** Goods were bought on credit, in part at least: the contract is a payable of the buyer's. */
export interface TradeCreditGranted extends EventBase {
  readonly kind: 'TradeCreditGranted';
  readonly buyer: AgentId;
  readonly seller: AgentId;
  readonly contract: ContractId;
  /** What the goods cost beyond the money paid for them. */
  readonly credit: Decimal;
  /** What is owed for it. */
  readonly face: Decimal;
  readonly dueDay: Day;
}
