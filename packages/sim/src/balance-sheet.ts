import { type AgentId, type Day, type Decimal, ZERO } from '@bagehot/kernel';

/** One agent's balance sheet at the end of a day, in money units. Equity is never stored: it is what the other columns add up to. */
export interface BalanceRow extends Sheet {
  readonly day: Day;
  readonly agent: AgentId;
  /** Agent kind, such as `household`; empty when the agent was opened without one. */
  readonly kind: string;
  readonly defaulted: boolean;
}

/** The two sides of a balance sheet, in money units. */
export interface Sheet {
  /** Negative for the central bank, which issues it. */
  readonly cash: Decimal;
  /** Deposits held at banks. */
  readonly deposits: Decimal;
  /** Negative for the central bank, which issues them. */
  readonly reserves: Decimal;
  /** Faces of the claims held. */
  readonly receivables: Decimal;
  /** Faces of the debts owed. */
  readonly payables: Decimal;
  /** Deposits owed to customers. */
  readonly depositLiabilities: Decimal;
}

/** Columns of `balances.csv`, in order. */
export const BALANCE_COLUMNS = [
  'day',
  'agent',
  'kind',
  'cash',
  'deposits',
  'reserves',
  'receivables',
  'payables',
  'deposit_liabilities',
  'equity',
  'defaulted',
] as const;

/** Assets less liabilities. Over all agents of an economy these add up to zero. */
export function equity(row: Sheet): Decimal {
  return row.cash
    .plus(row.deposits)
    .plus(row.reserves)
    .plus(row.receivables)
    .minus(row.payables)
    .minus(row.depositLiabilities);
}

/** The row's cells in the order of {@link BALANCE_COLUMNS}; amounts as exact text. */
export function balanceCells(row: BalanceRow): readonly string[] {
  return [
    String(row.day),
    row.agent,
    row.kind,
    row.cash.toFixed(),
    row.deposits.toFixed(),
    row.reserves.toFixed(),
    row.receivables.toFixed(),
    row.payables.toFixed(),
    row.depositLiabilities.toFixed(),
    equity(row).toFixed(),
    String(row.defaulted),
  ];
}

/** Nothing on either side. */
export const EMPTY_SHEET: Sheet = {
  cash: ZERO,
  deposits: ZERO,
  reserves: ZERO,
  receivables: ZERO,
  payables: ZERO,
  depositLiabilities: ZERO,
};
