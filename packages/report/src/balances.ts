import { type Decimal, ZERO } from '@bagehot/kernel';
import { ReportError } from './errors.js';
import { amountOr0, integerOf, isSet, textOf } from './record.js';

/** One agent at the end of one day: a row of `balances.csv`. */
export interface Balance {
  readonly agent: string;
  readonly kind: string;
  readonly defaulted: boolean;
  readonly equity: Decimal | undefined;
  /** What it has, line by line; lines of nothing are left out. */
  readonly assets: readonly BalanceLine[];
  /** What it owes. */
  readonly liabilities: readonly BalanceLine[];
}

/** One line of a balance sheet. */
export interface BalanceLine {
  readonly name: string;
  readonly amount: Decimal;
}

/** Balance sheets by day, agents in the order of the rows. */
export type BalanceBook = ReadonlyMap<number, readonly Balance[]>;

const ASSETS = [
  ['cash', 'Cash'],
  ['deposits', 'Deposits'],
  ['reserves', 'Reserves'],
  ['receivables', 'Receivables'],
] as const;
const LIABILITIES = [
  ['payables', 'Payables'],
  ['deposit_liabilities', 'Deposits owed'],
] as const;

function lines(row: object, fields: readonly (readonly [string, string])[], sign: 1 | -1): readonly BalanceLine[] {
  return fields
    .map(([field, name]) => ({ name, amount: amountOr0(row, field) }))
    .filter(({ amount }) => amount.s === sign && !amount.eq(ZERO));
}

/** Money below zero is owed: the central bank's own issue, or an overdraft, as a value-based trader may have. */
function owed(row: object): readonly BalanceLine[] {
  const what = textOf(row, 'kind') === 'central_bank' ? 'issued' : 'overdrawn';
  return lines(row, ASSETS, -1).map(({ name, amount }) => ({ name: `${name} ${what}`, amount: amount.neg() }));
}

/**
 * Reads rows of balances, as in `balances.csv`: day, agent, kind, cash, deposits, reserves, receivables, payables, deposit_liabilities, equity, defaulted.
 *
 * @throws ReportError `BAD_BALANCE` when a row has no day or no agent
 */
export function readBalances(rows: Iterable<object>): BalanceBook {
  const book = new Map<number, Balance[]>();
  let index = 0;
  for (const row of rows) {
    const day = integerOf(row, 'day');
    const agent = textOf(row, 'agent');
    if (day === undefined || agent === '') {
      const [field, allowed] = day === undefined ? ['day', 'an integer'] : ['agent', 'a text'];
      const value = JSON.stringify(Reflect.get(row, field)) ?? 'nothing';
      throw new ReportError(
        'BAD_BALANCE',
        { row: index, field, value, allowed },
        `balance row ${index}: ${field} must be ${allowed}, but is ${value}`,
      );
    }
    const balance: Balance = {
      agent,
      kind: textOf(row, 'kind'),
      defaulted: isSet(row, 'defaulted'),
      equity: textOf(row, 'equity') === '' ? undefined : amountOr0(row, 'equity'),
      assets: lines(row, ASSETS, 1),
      liabilities: [...lines(row, LIABILITIES, 1), ...owed(row)],
    };
    const sameDay = book.get(day);
    if (sameDay === undefined) book.set(day, [balance]);
    else sameDay.push(balance);
    index++;
  }
  return book;
}
