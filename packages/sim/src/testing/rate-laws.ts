import type { LoanSnapshot, SessionSnapshot } from '@bagehot/central-bank';
import { decimal, type Invariant } from '@bagehot/kernel';
import { halfEvenDiv, type MoneyGrid, moneyGrid, quanta, toQuanta } from '@bagehot/kernel/quanta';
import type { EconomyDocument, PlainSection } from './economy-document.js';
import type { EconomyState } from './economy-state.js';
import { law } from './law.js';

/** Rates have 12 decimals. */
const RATES: MoneyGrid = moneyGrid(12);
const ONE = 10n ** 12n;
const DAYS_OF_YEAR = 360;

/**
 * What money costs, worked out once more in whole numbers from the sections of a file: the rate of a session by the ratio rule, in the corridor of the window, and the interest of
 * every open loan and deposit.
 */
export function rateLaws({ moneyMarket, facilities }: EconomyDocument): readonly Invariant<EconomyState>[] {
  if (moneyMarket === undefined) return [];
  return [
    law('rate', (_accounts, _register, { sessions, ledger }) => {
      if (moneyMarket['rule'] !== 'ratio') return undefined;
      const { grid } = quanta(ledger);
      for (const session of sessions) {
        const expected = ratioRate(moneyMarket, facilities, session, grid);
        const found = rate(session.callRate);
        if (found !== expected) return `money costs ${found} units of rate, which should be ${expected}`;
      }
      return undefined;
    }),
    law('interest', (_accounts, _register, { callLoans = [], facilities: windows, ledger }) => {
      const { grid } = quanta(ledger);
      for (const loan of callLoans) {
        const { principal, interest } = sums(loan, grid);
        const expected = interestOf(principal, loan);
        if (interest !== expected)
          return `loan ${loan.number} costs ${interest} quanta of interest, which should be ${expected}`;
      }
      for (const account of windows.flatMap(({ loans, deposits }) => [...loans.open, ...deposits.open])) {
        const expected = interestOf(toQuanta(grid, account.principal), account);
        if (toQuanta(grid, account.interest) !== expected)
          return `number ${account.number} of ${account.agent} at the window bears ${account.interest}, which should be ${expected} quanta`;
      }
      return undefined;
    }),
  ];
}

function ratioRate(
  { spreadSensitivity = '0.1' }: PlainSection,
  facilities: PlainSection | undefined,
  { policyRate, supplies, requests }: SessionSnapshot,
  grid: MoneyGrid,
): bigint {
  const supplied = supplies.reduce((sum, { effective }) => sum + toQuanta(grid, effective), 0n);
  const requested = requests.reduce((sum, { amount }) => sum + toQuanta(grid, amount), 0n);
  const policy = rate(policyRate);
  const short = requested - supplied;
  const spread = short > 0n ? halfEvenDiv(rate(spreadSensitivity) * short, requested) : 0n;
  const free = policy + spread;
  if (facilities === undefined) return free;
  const floor = policy - rate(facilities['depositSpread']);
  const ceiling = policy + rate(facilities['lendingSpread']);
  return free < floor ? floor : free > ceiling ? ceiling : free;
}

function sums({ legs }: LoanSnapshot, grid: MoneyGrid): { readonly principal: bigint; readonly interest: bigint } {
  let principal = 0n;
  let interest = 0n;
  for (const leg of legs) {
    principal += toQuanta(grid, leg.amount);
    interest += toQuanta(grid, leg.interest);
  }
  return { principal, interest };
}

/** What is due beside the principal, half-even; as if all legs had one rate. */
function interestOf(
  principal: bigint,
  terms: { readonly rate: string; readonly originTick: number; readonly dueTick: number },
): bigint {
  const days = BigInt(terms.dueTick - terms.originTick);
  return halfEvenDiv(principal * rate(terms.rate) * days, ONE * BigInt(DAYS_OF_YEAR));
}

function rate(value: unknown): bigint {
  return toQuanta(RATES, decimal(value as string));
}
