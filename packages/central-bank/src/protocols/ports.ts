import type { AgentId, ContractRegister, EventSink, Ledger } from '@bagehot/kernel';
import type { MoneyMarketEvent } from './events.js';

/** Port: who may come to the market. Without one, everybody the ledger knows. Laws: yes or no to any name, and the same while nothing else happens. */
export interface AgentRegistry {
  /** May this agent lend, borrow, or be paid? */
  has(agentId: AgentId): boolean;
}

/** Port: what tick it is. Without one, the tick is the ledger's day, which `beginTick(tick)` sets. Laws: a whole number of at least 0 that never goes back. */
export interface Clock {
  readonly tick: number;
}

/** What every service of the package stands on: the economy's ledger and register, and nothing of its own beside them. */
export interface MoneyMarketPorts {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly agents?: AgentRegistry;
  /**
   * The money that is lent and paid.
   *
   * @defaultValue 'reserves'
   */
  readonly asset?: string;
  readonly clock?: Clock;
  readonly events?: EventSink<MoneyMarketEvent>;
}

/** Something a service had to assume or ignore. Data: nothing is written to a console. */
export interface MoneyMarketWarning {
  /** `CONFIG_DEFAULT_USED`, `LIMIT_RATE_IGNORED`, `INSUFFICIENT_LIQUIDITY`. */
  readonly code: string;
  readonly message: string;
  readonly key?: string;
  readonly value?: string;
}
