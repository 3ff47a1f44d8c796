/** Standing facilities: who gets too little in the session borrows the rest at the ceiling, and who cannot lend leaves it with the central bank, at the floor. */
import {
  corridor,
  createCallMarket,
  createCentralBank,
  createStandingFacilities,
  type FacilitySettlement,
  facilityRegimes,
  type Recourse,
  ratioRule,
  reserveAccounts,
  type StandingFacilities,
} from '@bagehot/central-bank';
import type { Ledger } from '@bagehot/kernel';

const ports = reserveAccounts({
  balances: [
    ['saver', 7200],
    ['shop', 10],
  ],
});
export const ledger: Ledger = ports.ledger;
const centralBank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 100 }, ports);
const spreads = facilityRegimes.corridor;
const market = createCallMarket({ rule: corridor(ratioRule({ signedSpread: true }), spreads) }, ports);
export const facilities: StandingFacilities = createStandingFacilities(spreads, { ...ports, centralBank });

/** A day: what is due is settled, then the session, then recourse to the facilities. */
export function day(tick: number, supplied: number, requested: number): [FacilitySettlement, Recourse] {
  const settled = facilities.beginTick(tick);
  market.beginTick(tick);
  market.supplyReserves('saver', supplied);
  market.requestLoan({ borrowerId: 'shop', amount: requested });
  const rate = market.processMarketClearing(centralBank.getPolicyRate().rate);
  const recourse = facilities.recourse(market.lastClearing());
  const [loan, deposit] = [recourse.lending[0], recourse.deposits[0]];
  console.log(`tick ${tick}: call rate ${rate}`);
  if (loan) console.log(`  ${loan.agentId} borrows ${loan.amount} at ${loan.rate}, for ${loan.interest}`);
  if (deposit)
    console.log(`  ${deposit.agentId} deposits ${deposit.amount} at ${deposit.rate}, for ${deposit.interest}`);
  return [settled, recourse];
}

export const scarce: Recourse = day(1, 3600, 7200)[1];
export const plenty: Recourse = day(2, 7200, 3600)[1];
facilities.beginTick(3);
market.beginTick(3);
for (const agent of ['saver', 'shop']) console.log(`${agent} has ${ledger.balance(agent, 'reserves')}`);
const { interestEarned, interestPaid } = facilities.figures();
console.log(`the central bank earned ${interestEarned} and paid ${interestPaid}`);
