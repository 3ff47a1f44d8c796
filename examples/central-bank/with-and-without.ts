/** One model, with a central bank and without: it is given null objects then, and has no if in it. */
import {
  type CallMarket,
  type CentralBank,
  createCallMarket,
  createCentralBank,
  noCallMarket,
  noCentralBank,
  reserveAccounts,
} from '@bagehot/central-bank';
import { decimal, type Ledger } from '@bagehot/kernel';

/** A shop buys its bread each morning, for 30, and sells it for 40. It begins with 12 and borrows what it is short of. */
export function loavesSold(ledger: Ledger, bank: CentralBank, market: CallMarket): number {
  market.supplyReserves('saver', 100);
  market.requestLoan({ borrowerId: 'shop', amount: decimal(30).minus(ledger.balance('shop', 'reserves')) });
  market.processMarketClearing(bank.getPolicyRate().rate);
  const loaves = ledger.balance('shop', 'reserves').gte(30) ? 10 : 0;
  if (loaves > 0) {
    ledger.transfer({ day: 0, kind: 'flour', asset: 'reserves', from: 'shop', to: 'miller', amount: decimal(30) });
    ledger.transfer({ day: 0, kind: 'bread', asset: 'reserves', from: 'eater', to: 'shop', amount: decimal(40) });
  }
  return loaves;
}

const open = (): ReturnType<typeof reserveAccounts> =>
  reserveAccounts({
    balances: [
      ['saver', 100],
      ['shop', 12],
      ['miller', 0],
      ['eater', 40],
    ],
  });

const ports = open();
const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 100 }, ports);
export const withBank: number = loavesSold(ports.ledger, bank, createCallMarket({ spreadSensitivity: '0.1' }, ports));
export const without: number = loavesSold(open().ledger, noCentralBank(), noCallMarket);
console.log(`with a central bank ${withBank} loaves are sold, without ${without}`);
