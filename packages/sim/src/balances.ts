import { type ContractRegister, type Day, type Decimal, type Ledger, ZERO } from '@bagehot/kernel';
import { type Accounts, quanta, toDecimal } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';
import type { BalanceRow } from './balance-sheet.js';

const DEPOSIT = 'deposit/';

/** What balance sheets are read from: what a phase sees of a ring will do. */
export interface BalanceSource {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly quanta: Pick<RingSystem['quanta'], 'hasDefaulted'>;
}

/**
 * Every agent's balance sheet as it stands, in the order in which the agents were opened: one row per agent for `balances.csv`.
 *
 * @param day - what the rows are stamped with
 */
export function balanceRows(source: BalanceSource, day: Day): readonly BalanceRow[] {
  const accounts = quanta(source.ledger);
  const register = quanta(source.contracts);
  const { grid } = accounts;
  const money = (amount: bigint): Decimal => (amount === 0n ? ZERO : toDecimal(grid, amount));
  const { held, owed } = depositsOf(accounts);
  const cash = accounts.hasAsset('cash') ? accounts.column('cash') : undefined;
  const reserves = accounts.hasAsset('reserves') ? accounts.column('reserves') : undefined;
  return accounts.agentNames().map((agent, index) => ({
    day,
    agent,
    kind: accounts.kindOf(index) ?? '',
    cash: money(cash?.get(index) ?? 0n),
    deposits: money(held.get(index) ?? 0n),
    reserves: money(reserves?.get(index) ?? 0n),
    receivables: money(register.receivable(index)),
    payables: money(register.payable(index)),
    depositLiabilities: money(owed.get(index) ?? 0n),
    defaulted: source.quanta.hasDefaulted(index),
  }));
}

/** Deposits by holder and by bank, in quanta; who has none is left out. */
function depositsOf(accounts: Accounts): {
  readonly held: ReadonlyMap<number, bigint>;
  readonly owed: ReadonlyMap<number, bigint>;
} {
  const held: Map<number, bigint> = new Map();
  const owed: Map<number, bigint> = new Map();
  for (let asset = 0; asset < accounts.assetCount; asset++) {
    const column = accounts.columnAt(asset);
    if (!column.name.startsWith(DEPOSIT)) continue;
    for (let agent = 0; agent < accounts.agentCount; agent++) {
      const amount = column.get(agent);
      if (amount === 0n) continue;
      if (agent === column.issuer) owed.set(agent, (owed.get(agent) ?? 0n) - amount);
      else held.set(agent, (held.get(agent) ?? 0n) + amount);
    }
  }
  return { held, owed };
}
