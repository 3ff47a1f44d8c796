/** A central bank for an economy that exists already: its ledger, its money, its debts and its clock. Overnight loans stand among everybody's other debts. */
import { createCallMarket, createCentralBank, liquidityPositions } from '@bagehot/central-bank';
import { type ContractRegister, createContracts, createLedger, decimal, type Ledger, sum } from '@bagehot/kernel';

// The economy: the state's money, and a baker who owes the miller 80 on day 3.
export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
export const contracts: ContractRegister = createContracts(ledger);
ledger.issue('cash', 'state');
const people = ['baker', 'miller', 'saver'];
for (const agent of people) ledger.open(agent);
ledger.transfer({ day: 0, kind: 'gift', asset: 'cash', from: 'state', to: 'baker', amount: decimal(30) });
ledger.transfer({ day: 0, kind: 'gift', asset: 'cash', from: 'state', to: 'saver', amount: decimal(200) });
contracts.issue({ kind: 'payable', debtor: 'baker', creditor: 'miller', amount: decimal(80), dueDay: 3 });

// The services go by the names that are there: `cash` is what is lent, and the state is its central bank.
const clock = { tick: 0 };
const ports = { ledger, contracts, clock, asset: 'cash' };
const bank = createCentralBank({ id: 'state', initialPolicyRate: '0.05', faceValue: 100 }, ports);
const market = createCallMarket({ spreadSensitivity: '0.1' }, ports);

for (clock.tick = 1; clock.tick <= 4; clock.tick++) {
  const day = clock.tick;
  market.beginTick();
  // Who is short of what it owes today asks; who has something over offers it.
  const dues = people.map((agent) => {
    const owed = contracts.owedBy(agent).filter(({ dueDay }) => dueDay === day);
    return [agent, sum(owed.map(({ amount }) => amount))] as const;
  });
  for (const { agent, surplus } of liquidityPositions(ledger, new Map(dues), { asset: 'cash' })) {
    if (surplus.lt(0)) market.requestLoan({ borrowerId: agent, amount: surplus.abs() });
    else market.supplyReserves(agent, surplus);
  }
  market.processMarketClearing(bank.getPolicyRate().rate);
  for (const { id, kind, debtor, creditor, amount } of contracts.dueOn(day)) {
    if (kind !== 'payable') continue;
    ledger.transfer({ day, kind: 'settlement', asset: 'cash', from: debtor, to: creditor, amount, reference: id });
    contracts.remove(id);
    console.log(`day ${day}: ${debtor} pays ${creditor} ${amount}`);
  }
  for (const { kind, amount, dueDay } of contracts.owedBy('baker'))
    console.log(`day ${day}: the baker owes ${amount} on day ${dueDay}, a ${kind}`);
  if (day === 3) ledger.transfer({ day, kind: 'sale', asset: 'cash', from: 'saver', to: 'baker', amount: decimal(60) });
}
for (const agent of people) console.log(`${agent} has ${ledger.cash(agent)}`);
