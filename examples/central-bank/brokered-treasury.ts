/** One purchase on the primary and on the secondary market: from a treasury that keeps the money, and from the firms that hold the bonds. */
import {
  createBrokeredTreasury,
  createCallMarket,
  createCentralBank,
  createTreasury,
  type MoneyMarketPorts,
  reserveAccounts,
  type TreasuryService,
} from '@bagehot/central-bank';
import type { Decimal, Ledger } from '@bagehot/kernel';

interface Outcome {
  readonly ledger: Ledger;
  readonly callRate: Decimal;
}

export function buy40From(openTreasury: (ports: MoneyMarketPorts) => TreasuryService): Outcome {
  const ports = reserveAccounts({
    balances: [
      ['F1', 300],
      ['F2', 100],
      ['shop', 0],
    ],
  });
  const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 10 }, ports);
  const market = createCallMarket({ spreadSensitivity: '0.1' }, ports);
  bank.conductOpenMarketOperations(openTreasury(ports), 40);
  for (const lender of ['F1', 'F2']) market.supplyReserves(lender, ports.ledger.balance(lender, 'reserves'));
  market.requestLoan({ borrowerId: 'shop', amount: 1000 });
  return { ledger: ports.ledger, callRate: market.processMarketClearing('0.05') };
}

/** F1 and F2 sell in proportion to what they hold: 25 and 15 of the 40. */
const holders = [
  { agentId: 'F1', quantity: 50 },
  { agentId: 'F2', quantity: 30 },
];
export const primary: Outcome = buy40From((ports) => createTreasury({ inventory: 100, faceValue: 10 }, ports));
export const secondary: Outcome = buy40From((ports) => createBrokeredTreasury({ holders }, ports));
console.log(
  `primary market: call rate ${primary.callRate}, the treasury has ${primary.ledger.balance('treasury', 'reserves')}`,
);
console.log(
  `secondary market: call rate ${secondary.callRate}, F1 has ${secondary.ledger.balance('F1', 'bond')} bonds left`,
);
