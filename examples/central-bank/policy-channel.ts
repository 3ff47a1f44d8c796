/** Does a purchase of bonds lower the call rate? Only through what lenders then have to lend: a treasury that spends the money, and one that keeps it. */
import {
  createCallMarket,
  createCentralBank,
  createTreasury,
  reserveAccounts,
  reserveTargetSupply,
} from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';

/** Two days of a call market; on the morning of the second one the central bank buys bonds. What is the call rate then? */
export function callRateAfter(bonds: number, spent: number): Decimal {
  const balances = { F1: 600, F2: 400, F3: 10, F4: 10, treasury: 500 };
  const ports = reserveAccounts({ balances: Object.entries(balances) });
  const bank = createCentralBank(
    { initialPolicyRate: '0.05', faceValue: 1, initialBonds: { quantity: 500, bookValue: 500 } },
    ports,
  );
  const lenders = ['F1', 'F2'];
  const recipients = lenders.map((agentId) => ({ agentId, weight: 1 }));
  const treasury = createTreasury(
    { inventory: 10_000, faceValue: 1, passThrough: { fraction: spent, recipients } },
    ports,
  );
  const market = createCallMarket({ spreadSensitivity: '0.1' }, ports);

  // Lenders keep 100 and offer the rest; borrowers want the same every day.
  const supply = reserveTargetSupply(new Map(lenders.map((agent) => [agent, 100])));
  const session = (tick: number): Decimal => {
    for (const agent of lenders) {
      const balance = ports.ledger.balance(agent, 'reserves');
      market.supplyReserves(agent, supply.amount({ agent, tick, balance }));
    }
    market.requestLoan({ borrowerId: 'F3', amount: 1000 });
    market.requestLoan({ borrowerId: 'F4', amount: 600 });
    return market.processMarketClearing(bank.getPolicyRate().rate);
  };

  market.beginTick(1);
  session(1);
  market.beginTick(2);
  bank.conductOpenMarketOperations(treasury, bonds);
  return session(2);
}

for (const bonds of [0, 400, 800])
  console.log(
    `${bonds} bonds: ${callRateAfter(bonds, 1)}, and ${callRateAfter(bonds, 0)} if the treasury keeps the money`,
  );
