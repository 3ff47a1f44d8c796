import { type Decimal, decimal } from '../decimal.js';
import { badInput, KernelError } from '../errors.js';
import { toDecimal, toQuanta } from '../grid.js';
import type { AgentId, ContractId, Day } from '../identity.js';
import { accountsOf, type Ledger } from '../ledger/ledger.js';
import { type ContractsSnapshot, restoreRegister, snapshotRegister } from './contracts-snapshot.js';
import { Register } from './register.js';

/** Someone's share in a contract. */
export interface Claim {
  readonly holder: AgentId;
  readonly face: Decimal;
}

/** A promise to pay, as it was when it was read. */
export interface Contract {
  readonly id: ContractId;
  /** `payable`, `loan`, or any other word. */
  readonly kind: string;
  readonly debtor: AgentId;
  /** The first holder. */
  readonly creditor: AgentId;
  readonly amount: Decimal;
  readonly dueDay: Day;
  readonly issueDay: Day;
  /** In order of first acquisition; they add up to the amount. */
  readonly claims: readonly Claim[];
}

/** Read side of the contracts. Only open ones are seen; lists come in creation order. */
export interface ContractView {
  /** The open contract of an id; undefined when there is none, or it was removed. */
  get(id: ContractId): Contract | undefined;
  /** What is due on a day. */
  dueOn(day: Day): readonly Contract[];
  /**
   * What an agent owes.
   *
   * @throws KernelError `UNKNOWN_AGENT`
   */
  owedBy(debtor: AgentId): readonly Contract[];
  /**
   * Where an agent has a claim.
   *
   * @throws KernelError `UNKNOWN_AGENT`
   */
  heldBy(holder: AgentId): readonly Contract[];
}

/** Write side: issue, transfer of a claim, reduction and removal are the only changes. */
export interface ContractRegister extends ContractView {
  /**
   * A new promise on the ledger's day, with one claim: the creditor's. Its id counts its kind (P1, L1, `<kind>:1`).
   *
   * @throws KernelError `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE`, `OFF_GRID`
   */
  issue(contract: {
    readonly kind: string;
    readonly debtor: AgentId;
    readonly creditor: AgentId;
    readonly amount: Decimal;
    readonly dueDay: Day;
  }): Contract;
  /**
   * Passes a face to another agent. A debtor's claim on itself is extinguished at once.
   *
   * @param move.kind - the reason, `transfer` unless given
   * @throws KernelError `UNKNOWN_CONTRACT`, `UNKNOWN_AGENT`, `SAME_AGENT`, `NOT_POSITIVE`, `OFF_GRID`, `INSUFFICIENT_CLAIM`
   */
  transfer(
    id: ContractId,
    move: { readonly from: AgentId; readonly to: AgentId; readonly face: Decimal; readonly kind?: string },
  ): void;
  /**
   * Shared over the claims by `allocate`; what falls to zero is removed.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`, `NOT_POSITIVE`, `OFF_GRID`, `INSUFFICIENT_CLAIM` beyond the amount
   */
  reduce(id: ContractId, by: Decimal): void;
  /**
   * Ends a contract: settled, defaulted or written off. No money moves.
   *
   * @throws KernelError `UNKNOWN_CONTRACT`
   */
  remove(id: ContractId): void;
  /** Contracts, claims and the ticket window. */
  snapshot(): ContractsSnapshot;
}

/**
 * The contracts of a ledger's agents: none, or those a snapshot describes. One register per ledger.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` on a ledger that `createLedger` did not make or a snapshot that cannot be read
 * @example
 * const contracts = createContracts(ledger);
 * const payable = contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'H2', amount: decimal(20), dueDay: 3 });
 */
export function createContracts(ledger: Ledger, from?: ContractsSnapshot): ContractRegister {
  const accounts = accountsOf(ledger);
  return new NamedContracts(from === undefined ? new Register(accounts) : restoreRegister(accounts, from));
}

/**
 * What stands behind a register.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` for an object that `createContracts` did not make
 */
export function registerOf(contracts: ContractRegister): Register {
  if (contracts instanceof NamedContracts) return contracts.register();
  throw badInput('contracts', contracts, 'made by createContracts');
}

/** Is this a register that `createContracts` made? */
export function isContracts(named: object): named is ContractRegister {
  return named instanceof NamedContracts;
}

class NamedContracts implements ContractRegister {
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** The integer face. */
  register(): Register {
    return this.#register;
  }

  get(id: ContractId): Contract | undefined {
    const contract = this.#register.find(id);
    return this.#register.isOpen(contract) ? this.#read(contract) : undefined;
  }

  dueOn(day: Day): readonly Contract[] {
    return this.#register.dueOn(day).map((contract) => this.#read(contract));
  }

  owedBy(debtor: AgentId): readonly Contract[] {
    const agent = this.#register.accounts.indexOf(debtor);
    return this.#register.owedBy(agent).map((contract) => this.#read(contract));
  }

  heldBy(holder: AgentId): readonly Contract[] {
    const agent = this.#register.accounts.indexOf(holder);
    return this.#register.heldBy(agent).map((contract) => this.#read(contract));
  }

  issue(contract: {
    readonly kind: string;
    readonly debtor: AgentId;
    readonly creditor: AgentId;
    readonly amount: Decimal;
    readonly dueDay: Day;
  }): Contract {
    const { accounts } = this.#register;
    const debtor = accounts.indexOf(contract.debtor);
    const creditor = accounts.indexOf(contract.creditor);
    // The same agent on both sides is refused before the amount is looked at.
    const amount = debtor === creditor ? 1n : this.#quanta(contract.amount);
    return this.#read(this.#register.issue(contract.kind, debtor, creditor, amount, contract.dueDay));
  }

  transfer(
    id: ContractId,
    move: { readonly from: AgentId; readonly to: AgentId; readonly face: Decimal; readonly kind?: string },
  ): void {
    const { accounts } = this.#register;
    const contract = this.#register.indexOf(id);
    const from = accounts.indexOf(move.from);
    const to = accounts.indexOf(move.to);
    const face = from === to ? 1n : this.#quanta(move.face);
    this.#register.transfer(contract, from, to, face, move.kind === undefined ? undefined : accounts.label(move.kind));
  }

  reduce(id: ContractId, by: Decimal): void {
    this.#register.reduce(this.#register.indexOf(id), this.#quanta(by));
  }

  remove(id: ContractId): void {
    this.#register.remove(this.#register.indexOf(id));
  }

  snapshot(): ContractsSnapshot {
    return snapshotRegister(this.#register);
  }

  #quanta(amount: Decimal): bigint {
    const value = decimal(amount);
    if (value.gt(0)) return toQuanta(this.#register.accounts.grid, value);
    const text = value.toString();
    throw new KernelError('NOT_POSITIVE', { amount: text }, `the amount must be more than 0, but is ${text}`);
  }

  #read(contract: number): Contract {
    const register = this.#register;
    const { accounts } = register;
    const { grid } = accounts;
    return {
      id: register.idOf(contract),
      kind: register.kindOf(contract),
      debtor: accounts.nameOf(register.debtorOf(contract)),
      creditor: accounts.nameOf(register.creditorOf(contract)),
      amount: toDecimal(grid, register.amountOf(contract)),
      dueDay: register.dueDayOf(contract),
      issueDay: register.issueDayOf(contract),
      claims: register.lastClaims(contract).map(({ holder, face }) => ({
        holder: accounts.nameOf(holder),
        face: toDecimal(grid, face),
      })),
    };
  }
}
