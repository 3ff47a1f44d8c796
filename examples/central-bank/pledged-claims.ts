/** Debts as security: a firm borrows from the central bank against what others owe it. While the loan runs the claim is out of its hands, and cannot be pledged twice. */
import {
  type ClaimCustody,
  CUSTODY,
  createCentralBank,
  createClaimCustody,
  createStandingFacilities,
  facilityRegimes,
  reserveAccounts,
  type StandingFacilities,
} from '@bagehot/central-bank';
import { type ContractRegister, decimal } from '@bagehot/kernel';

const ports = reserveAccounts({
  balances: [
    ['firm', 1],
    ['shop', 500],
  ],
});
export const contracts: ContractRegister = ports.contracts;
const claim = contracts.issue({ kind: 'payable', debtor: 'shop', creditor: 'firm', amount: decimal(400), dueDay: 9 });

const centralBank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 100 }, ports);
export const custody: ClaimCustody = createClaimCustody({ haircut: '0.1' }, ports);
export const facilities: StandingFacilities = createStandingFacilities(facilityRegimes.corridor, {
  ...ports,
  centralBank,
  collateral: custody,
});

facilities.beginTick(1);
console.log(`the firm may borrow ${facilities.headroom('firm')}`);
facilities.lend('firm', 180);
const holders = (): string =>
  contracts
    .get(claim.id)
    ?.claims.map(({ holder, face }) => `${holder} ${face}`)
    .join(', ') ?? '';
export const during: string = holders();
console.log(`during the loan: ${during}`);

facilities.beginTick(2);
export const after: string = holders();
console.log(`repaid: ${after}; ${CUSTODY} holds ${contracts.heldBy(CUSTODY).length} claims`);
