/** A call market for a day: two firms offer reserves, two ask for twice as much, and on the morning after everybody is paid back with interest. */
import {
  type CallLoan,
  type CallLoanResponse,
  type CallMarketService,
  createCallMarket,
  reserveAccounts,
  type SettlementReport,
} from '@bagehot/central-bank';
import type { Decimal, Ledger } from '@bagehot/kernel';

const balances = { F1: 600, F2: 400, F3: 10, F4: 10 };
const ports = reserveAccounts({ balances: Object.entries(balances) });
export const ledger: Ledger = ports.ledger;
export const market: CallMarketService = createCallMarket({ spreadSensitivity: '0.1' }, ports);

market.beginTick(1);
market.supplyReserves('F1', 500);
market.supplyReserves('F2', 300);
export const first: CallLoanResponse = market.requestLoan({ borrowerId: 'F3', amount: 1000 });
market.requestLoan({ borrowerId: 'F4', amount: 600 });
console.log(`${first.requestId} is ${first.status}`);

// Half of what was asked for is there, so the rate is half of 10 % above the policy rate.
export const rate: Decimal = market.processMarketClearing('0.05');
export const answer: CallLoanResponse = market.getLoanResponse('R1');
console.log(
  `call rate ${rate}; ${answer.requestId} is ${answer.status}: ${answer.amountGranted} of ${answer.amountRequested}`,
);

export const loans: readonly CallLoan[] = market.openLoans();
for (const { loanId, borrowerId, legs, interest } of loans) {
  const parts = legs.map(({ lenderId, amount }) => `${amount} from ${lenderId}`);
  console.log(`${loanId}: ${borrowerId} has ${parts.join(' and ')}, and owes ${interest} on top`);
}

export const settled: SettlementReport = market.beginTick(2);
console.log(`${settled.repaid.length} loans repaid, ${settled.defaulted.length} in default`);
for (const agent of Object.keys(balances)) console.log(`${agent} has ${ledger.balance(agent, 'reserves')}`);
