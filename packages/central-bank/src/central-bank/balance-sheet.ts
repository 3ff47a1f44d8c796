import { type AgentId, type Decimal, sum, ZERO } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { type Money, TREASURY } from '../money.js';
import type { BalanceSheet, BalanceSheetLine, FacilityPositions } from '../protocols/central-bank.js';
import type { Books } from './books.js';

const NO_FACILITIES: FacilityPositions = { lending: [], deposits: [], interest: ZERO, creditLosses: ZERO };

/**
 * The central bank's balance sheet: bonds at cost, loans at principal, and what else stands behind the money it owes.
 *
 * @see central bank specification, section 3
 */
export function balanceSheetOf(
  money: Money,
  books: Books,
  facilities: FacilityPositions = NO_FACILITIES,
): BalanceSheet {
  const liabilities: BalanceSheetLine[] = [];
  for (const [holder, amount] of moneyHeld(money))
    liabilities.push({ account: holder === TREASURY ? 'treasury-deposit' : `reserves:${holder}`, amount });
  for (const { agentId, amount } of facilities.deposits)
    liabilities.push({ account: `deposit-facility:${agentId}`, amount });
  const equity: readonly BalanceSheetLine[] = [
    { account: 'interest', amount: facilities.interest },
    { account: 'bond-gains', amount: toDecimal(money.grid, books.realisedGains) },
    { account: 'credit-losses', amount: ZERO.minus(facilities.creditLosses) },
  ];
  const known: readonly BalanceSheetLine[] = [
    { account: 'bonds', amount: toDecimal(money.grid, books.bookValue) },
    ...facilities.lending.map(({ agentId, amount }) => ({ account: `lending:${agentId}`, amount })),
  ];
  const rest = total(liabilities).plus(total(equity)).minus(total(known));
  return { assets: [...known, { account: 'other-assets', amount: rest }], liabilities, equity };
}

/** Everybody but the central bank that holds the money (or owes it, where it may), in order of opening. */
function* moneyHeld({ accounts, column, grid }: Money): Generator<readonly [AgentId, Decimal], void, undefined> {
  for (let agent = 0; agent < accounts.agentCount; agent++) {
    if (agent === column.issuer) continue;
    const quanta = column.get(agent);
    if (quanta !== 0n) yield [accounts.nameOf(agent), toDecimal(grid, quanta)];
  }
}

function total(lines: readonly BalanceSheetLine[]): Decimal {
  return sum(lines.map(({ amount }) => amount));
}
