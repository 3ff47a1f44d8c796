import type { Accounts, JournalRow, Register } from '@bagehot/kernel/quanta';

/**
 * The simplest books one could keep: who has how much of what, and who holds which part of which contract, in maps. They follow the journal's rows and nothing else, so
 * that they and the ledger can only agree if the rows tell everything.
 */
export class ShadowBooks {
  readonly #accounts: Accounts;
  readonly #register: Register;
  /** By asset, by agent. */
  readonly #balances: Map<number, Map<number, bigint>> = new Map();
  /** By open contract, by holder. */
  readonly #claims: Map<number, Map<number, bigint>> = new Map();

  constructor(accounts: Accounts, register: Register) {
    this.#accounts = accounts;
    this.#register = register;
    for (let asset = 0; asset < accounts.assetCount; asset++) {
      const column = accounts.columnAt(asset);
      for (let agent = 0; agent < accounts.agentCount; agent++) add(this.#of(asset), agent, column.get(agent));
    }
    for (let contract = 0; contract < register.count; contract++)
      if (register.isOpen(contract))
        this.#claims.set(contract, new Map(register.lastClaims(contract).map(({ holder, face }) => [holder, face])));
  }

  /** Takes a change that was committed. */
  see(row: JournalRow): void {
    switch (row.op) {
      case 'transfer':
        add(this.#of(row.asset), row.from, -row.amount);
        add(this.#of(row.asset), row.to, row.amount);
        break;
      case 'issue':
        this.#claims.set(row.contract, new Map([[row.creditor, row.amount]]));
        break;
      case 'share':
        this.#pass(row.contract, row.holder, row.face);
        break;
      case 'claim':
        this.#pass(row.contract, row.from, -row.face);
        this.#pass(row.contract, row.to, row.face);
        break;
      case 'extinguish':
        this.#pass(row.contract, row.debtor, -row.face);
        break;
      case 'reduce':
        this.#pass(row.contract, row.holder, -row.face);
        break;
      case 'remove':
        this.#claims.delete(row.contract);
        break;
      default:
    }
  }

  /** Where ledger or register are not what the journal told; undefined when they are. */
  difference(): string | undefined {
    const accounts = this.#accounts;
    for (let asset = 0; asset < accounts.assetCount; asset++) {
      const column = accounts.columnAt(asset);
      const told = this.#of(asset);
      for (let agent = 0; agent < accounts.agentCount; agent++)
        if (column.get(agent) !== (told.get(agent) ?? 0n))
          return `${accounts.nameOf(agent)} has ${column.get(agent)} quanta of ${column.name}, the journal tells of ${told.get(agent) ?? 0n}`;
    }
    const register = this.#register;
    for (let contract = 0; contract < register.count; contract++) {
      const told = this.#claims.get(contract);
      if (register.isOpen(contract) !== (told !== undefined))
        return `${register.idOf(contract)} is ${told === undefined ? 'open' : 'gone'}, the journal tells otherwise`;
      if (told === undefined) continue;
      const claims = register.lastClaims(contract);
      const other = claims.find(({ holder, face }) => told.get(holder) !== face);
      if (other !== undefined || claims.length !== told.size)
        return `claims on ${register.idOf(contract)} are ${listed(claims.map(({ holder, face }) => [holder, face]))}, the journal tells of ${listed([...told])}`;
    }
    return undefined;
  }

  #of(asset: number): Map<number, bigint> {
    let balances = this.#balances.get(asset);
    if (balances === undefined) {
      balances = new Map();
      this.#balances.set(asset, balances);
    }
    return balances;
  }

  #pass(contract: number, holder: number, face: bigint): void {
    const claims = this.#claims.get(contract);
    if (claims === undefined) return;
    add(claims, holder, face);
  }
}

function listed(claims: readonly (readonly [number, bigint])[]): string {
  return claims.map(([holder, face]) => `${face} of agent ${holder}`).join(', ') || 'none';
}

/** What is nothing is not kept. */
function add(amounts: Map<number, bigint>, key: number, amount: bigint): void {
  const sum = (amounts.get(key) ?? 0n) + amount;
  if (sum === 0n) amounts.delete(key);
  else amounts.set(key, sum);
}
