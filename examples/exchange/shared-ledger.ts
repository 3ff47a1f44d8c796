/** One ledger for goods, money and everything else: between ticks people are paid a wage, and eat. The market sees what they then have. */
import { createExchange, type Exchange } from '@bagehot/exchange/spatial';
import { createLedger, decimal, type Ledger } from '@bagehot/kernel';

const names = ['Ada', 'Ben'];
const nameOf = (id: number): string => names[id - 1] ?? String(id);

// A hundred minor units in a unit of money: prices in the market are in cents.
export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
ledger.issue('cash', 'state');

const utility = { type: 'ces', params: { rho: 0.5, wbread: 2, wwine: 2 } };
export const exchange: Exchange = createExchange(
  {
    side: 2,
    rules: { goods: ['bread', 'wine'], regime: 'money_only', params: { moneyScale: 100, tradeExecutionMode: 'nash' } },
    agents: [
      { id: 1, x: 0, y: 0, inventory: { bread: 12, wine: 0, M: 250 }, utility },
      { id: 2, x: 1, y: 1, inventory: { bread: 0, wine: 9, M: 100 }, utility },
    ],
  },
  { ledger, agentName: nameOf },
);

for (let day = 0; day < 12; day++) {
  exchange.runTick();
  for (const name of names) {
    ledger.transfer({ day, kind: 'wage', asset: 'cash', from: 'state', to: name, amount: decimal('0.75') });
    if (day % 3 === 0 && ledger.balance(name, 'good/bread').gte(1))
      ledger.transfer({ day, kind: 'meal', asset: 'good/bread', from: name, to: 'nature', amount: decimal(1) });
  }
}
for (const name of names)
  console.log(
    `${name}: ${ledger.balance(name, 'good/bread')} bread, ${ledger.balance(name, 'good/wine')} wine, ${ledger.cash(name)} in cash`,
  );
console.log(
  `nature has given ${ledger.balance('nature', 'good/bread').times(-1)} bread that is still there, the state ${ledger.cash('state').times(-1)}`,
);
