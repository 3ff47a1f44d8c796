import { type ContractRegister, createContracts, createLedger, type Ledger } from '@bagehot/kernel';
import { type Accounts, quanta, type Register } from '@bagehot/kernel/quanta';
import { expect } from 'vitest';

/** Agents of the model, with names that plain objects would reorder or lose. */
export const AGENTS: readonly string[] = ['b', '10', '__proto__', '2', 'maker'];

/** The agent whose tickets are kept on a shelf. */
export const MAKER = 'maker';

/** The real thing beside the model. */
export class Subject {
  ledger: Ledger;
  contracts: ContractRegister;
  readonly #size: bigint;

  constructor(size: number) {
    this.#size = BigInt(size);
    this.ledger = createLedger({ moneyDecimals: 0 });
    for (const agent of AGENTS) this.ledger.open(agent);
    this.contracts = createContracts(this.ledger);
  }

  get accounts(): Accounts {
    return quanta(this.ledger);
  }

  get register(): Register {
    return quanta(this.contracts);
  }

  text(): string {
    return JSON.stringify([this.ledger.snapshot(), this.contracts.snapshot()]);
  }

  open(): void {
    const window = this.register.openWindow({ ticketSize: this.#size });
    window.useShelf(this.accounts.indexOf(MAKER));
  }

  /** Goes on with a copy made from the snapshots. */
  restore(): void {
    const before = this.text();
    this.ledger = createLedger({ from: JSON.parse(JSON.stringify(this.ledger.snapshot())) });
    this.contracts = createContracts(this.ledger, JSON.parse(JSON.stringify(this.contracts.snapshot())));
    expect(this.text()).toBe(before);
    this.register.window?.useShelf(this.accounts.indexOf(MAKER));
  }
}
