/** One ledger for goods and money: after each market people eat half of the bread they carry, and draw a wage. */
import { createSpatialEconomy, type SpatialEconomy } from '@bagehot/financing';
import { createLedger, decimal, type Ledger } from '@bagehot/kernel';

const names = ['Ada', 'Ben'];
const nameOf = (id: number): string => names[id - 1] ?? String(id);

export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
ledger.issue('cash', 'state');

export const economy: SpatialEconomy = createSpatialEconomy(
  {
    agents: [
      { id: 1, alpha: ['0.5', '0.5'], home: [8, 0], personal: [0, 0], homePosition: [0, 0] },
      { id: 2, alpha: ['0.5', '0.5'], home: [0, 4], personal: [0, 0], homePosition: [3, 3] },
    ],
    grid: { width: 4, height: 4 },
    goods: ['grain', 'bread'],
    mode: 'PERSONAL',
    maxRounds: 12,
  },
  {
    ledger,
    agentName: nameOf,
    // Within the round's transaction: goods may go to nature and come from it, and the rest of the ledger is ours.
    onRoundEnd({ day, agents, goods: [, bread = ''], market }) {
      if (market.clearing === null) return;
      for (const { id, personal } of agents) {
        const meal = personal[1]?.div(2);
        if (meal === undefined || meal.eq(0)) continue;
        ledger.transfer({ day, kind: 'meal', asset: bread, from: nameOf(id), to: 'nature', amount: meal });
        ledger.transfer({ day, kind: 'wage', asset: 'cash', from: 'state', to: nameOf(id), amount: decimal('1.50') });
      }
    },
  },
);
economy.run();
for (const name of names)
  console.log(
    `${name} has ${ledger.balance(name, 'good/grain').plus(ledger.balance(`${name}/home`, 'good/grain'))} grain, ` +
      `${ledger.balance(name, 'good/bread').plus(ledger.balance(`${name}/home`, 'good/bread'))} bread and ${ledger.cash(name)} of money`,
  );
console.log(`nature has given ${ledger.balance('nature', 'good/bread').times(-1)} bread that is still there`);
