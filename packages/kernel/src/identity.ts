/** Name of an agent: a firm, a household, a dealer, a bank. Users' text: never iterate a plain object keyed by it. */
export type AgentId = string & { readonly __brand?: 'AgentId' };

/** Name of a contract, such as a payable between two agents. */
export type ContractId = string & { readonly __brand?: 'ContractId' };

/** Name of a ticket, the tradeable unit of a payable: `<contract>#<k>`. */
export type TicketId = string & { readonly __brand?: 'TicketId' };

/** A simulated day, counted from 0. */
export type Day = number;

/** Name of a maturity bucket, such as `short`. */
export type BucketId = string;
