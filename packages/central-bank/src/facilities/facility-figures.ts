import type { FacilityPositions } from '../protocols/central-bank.js';
import type { FacilityFigures } from '../protocols/facilities.js';
import type { FacilityBook } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';

/** What the facilities came to so far. */
export function facilityFigures(desk: FacilityDesk): FacilityFigures {
  const { loans, deposits, memo } = desk;
  const { interestEarned, interestPaid, creditLosses, collateralTaken } = memo.units;
  return {
    lent: desk.amount(loans.total),
    deposited: desk.amount(deposits.total),
    interestEarned: desk.amount(interestEarned),
    interestPaid: desk.amount(interestPaid),
    creditLosses: desk.amount(creditLosses),
    collateralTaken: desk.amount(collateralTaken),
  };
}

/** What the central bank's balance sheet tells of the facilities: by agent, in the ledger's order. */
export function facilityPositions(desk: FacilityDesk): FacilityPositions {
  const { loans, deposits, memo } = desk;
  const { interestEarned, interestPaid, creditLosses } = memo.units;
  const byAgent = (book: FacilityBook): FacilityPositions['lending'] =>
    book.agents().map((agent) => ({ agentId: desk.name(agent), amount: desk.amount(book.owed(agent)) }));
  return {
    lending: byAgent(loans),
    deposits: byAgent(deposits),
    interest: desk.amount(interestEarned - interestPaid),
    creditLosses: desk.amount(creditLosses),
  };
}
