import type { ClaimCustodySnapshot, FacilitiesSnapshot, LoanSnapshot } from '@bagehot/central-bank';
import { type Accounts, type MoneyGrid, type Register, toQuanta } from '@bagehot/kernel/quanta';
import { openContracts } from './contract-laws.js';
import type { EconomyState } from './economy-state.js';

const CUSTODY = 'CB/custody';
const CALL_LOAN = 'call-loan';
const FACILITY_LOAN = 'facility-loan';
const FACILITY_DEPOSIT = 'facility-deposit';

/** E8: what is in custody is what the facilities have in their books, claim by claim; so are their loans and deposits. */
export function custodyIsBooked(accounts: Accounts, register: Register, state: EconomyState): string | undefined {
  const { facilities } = state;
  if (facilities.length === 0 || state.isCutShort) return undefined;
  const pledged = new Map<string, bigint>();
  for (const { collateral } of facilities)
    for (const { claims } of (collateral as ClaimCustodySnapshot | null)?.agents ?? [])
      for (const { contract, face } of claims)
        pledged.set(contract, (pledged.get(contract) ?? 0n) + toQuanta(accounts.grid, face));
  const custody = accounts.find(CUSTODY);
  for (const contract of custody === -1 ? [] : register.heldBy(custody)) {
    const id = register.idOf(contract);
    const face = register.faceOf(contract, custody);
    const booked = pledged.get(id) ?? 0n;
    if (face !== booked) return `custody holds ${face} quanta of ${id}, booked are ${booked}`;
    pledged.delete(id);
  }
  const [stray] = pledged;
  if (stray !== undefined) return `${stray[1]} quanta of ${stray[0]} are booked as pledged, custody holds none`;
  const accountsOf = (kind: string, side: 'loans' | 'deposits') =>
    sameContracts(
      register,
      kind,
      facilities.flatMap((one) => openAccounts(accounts.grid, one, side)),
    );
  return accountsOf(FACILITY_LOAN, 'loans') ?? accountsOf(FACILITY_DEPOSIT, 'deposits');
}

/** E9: open loans of the call market are its records, claim by claim. */
export function loansAreBooked(accounts: Accounts, register: Register, state: EconomyState): string | undefined {
  const { callLoans } = state;
  if (callLoans === undefined || state.isCutShort) return undefined;
  const { grid } = accounts;
  const failed = sameContracts(
    register,
    CALL_LOAN,
    callLoans.map((loan): Account => [loan.contract, sum(dueByLender(grid, loan).values())]),
  );
  if (failed !== undefined) return failed;
  for (const loan of callLoans) {
    if (loan.contract === null) continue;
    const contract = register.indexOf(loan.contract);
    if (
      accounts.nameOf(register.debtorOf(contract)) !== loan.borrowerId ||
      register.dueDayOf(contract) !== loan.dueTick
    )
      return `${loan.contract} is not what ${loan.borrowerId} owes on day ${loan.dueTick}`;
    for (const [lender, due] of dueByLender(grid, loan)) {
      const face = register.faceOf(contract, accounts.indexOf(lender));
      if (face !== due) return `${lender} has a claim of ${face} quanta on ${loan.contract}, its record says ${due}`;
    }
  }
  return undefined;
}

/** A contract, if there is one, and what is due on it in quanta. */
type Account = readonly [string | null, bigint];

function openAccounts(grid: MoneyGrid, facilities: FacilitiesSnapshot, side: 'loans' | 'deposits'): readonly Account[] {
  return facilities[side].open.map(({ contract, principal, interest, paid }): Account => {
    const due = toQuanta(grid, principal) + toQuanta(grid, interest) - toQuanta(grid, paid);
    return [contract, due > 0n ? due : 0n];
  });
}

/** What each lender is still to get; legs of which nothing is due take nothing from the others. */
function dueByLender(grid: MoneyGrid, { legs }: LoanSnapshot): ReadonlyMap<string, bigint> {
  const due = new Map<string, bigint>();
  for (const { lenderId, amount, interest, paid } of legs) {
    const whole = toQuanta(grid, amount) + toQuanta(grid, interest);
    if (whole > 0n) due.set(lenderId, (due.get(lenderId) ?? 0n) + whole - toQuanta(grid, paid));
  }
  return due;
}

/** The open contracts of a kind are those of these records, with the same amounts. */
function sameContracts(register: Register, kind: string, records: readonly Account[]): string | undefined {
  const due = new Map<string, bigint>();
  for (const [contract, amount] of records)
    if (contract === null ? amount !== 0n : due.has(contract))
      return `a record of ${amount} quanta has ${contract === null ? 'no contract' : `${contract}, as another has`}`;
    else if (contract !== null) due.set(contract, amount);
  for (const contract of openContracts(register)) {
    if (register.kindOf(contract) !== kind) continue;
    const id = register.idOf(contract);
    const booked = due.get(id);
    if (booked !== register.amountOf(contract))
      return `${id} is ${register.amountOf(contract)} quanta, ${booked === undefined ? 'and in no record' : `its record says ${booked}`}`;
    due.delete(id);
  }
  const [stray] = due;
  return stray === undefined ? undefined : `${stray[0]} is in a record with ${stray[1]} quanta, but not open`;
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
