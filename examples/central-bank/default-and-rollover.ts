/** A borrower has spent what it cannot pay back: its lenders share what there is, or the loan goes on for a day at a higher rate. */
import {
  type CallMarketService,
  createCallMarket,
  type RolloverConfig,
  reserveAccounts,
  type SettlementReport,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';

export function morningAfter(rollover?: RolloverConfig): { market: CallMarketService; report: SettlementReport } {
  const { ledger, contracts } = reserveAccounts({
    balances: [
      ['Ada', 3600],
      ['Ben', 7200],
      ['shop', 0],
      ['baker', 0],
    ],
  });
  const config = { spreadSensitivity: 0, legRule: 'proportional', ...(rollover && { rollover }) } as const;
  const market = createCallMarket(config, { ledger, contracts });
  market.supplyReserves('Ada', 3600);
  market.supplyReserves('Ben', 7200);
  market.requestLoan({ borrowerId: 'shop', amount: 10_800 });
  market.processMarketClearing('0.05');
  ledger.transfer({ day: 0, kind: 'purchase', asset: 'reserves', from: 'shop', to: 'baker', amount: decimal(7200) });
  return { market, report: market.beginTick(1) };
}

for (const { market, report } of [morningAfter(), morningAfter({ max: 2, penalty: '0.02' })]) {
  for (const { borrowerId, paid, due, legs } of report.defaulted) {
    console.log(`${borrowerId} pays ${paid} of ${due}`);
    for (const { lenderId, received, principalLoss, interestForgone } of legs)
      console.log(`  ${lenderId} gets ${received}, loses ${principalLoss}, and ${interestForgone} of interest`);
  }
  for (const { loanId, borrowerId, paid, rolled, newLoanId, newRate } of report.rolled)
    console.log(`${borrowerId} pays ${paid} on ${loanId}; ${rolled} go on as ${newLoanId}, at ${newRate}`);
  const again = market.requestLoan({ borrowerId: 'shop', amount: 100 });
  console.log(`and asks for more: ${again.status}, ${again.message}`);
}
