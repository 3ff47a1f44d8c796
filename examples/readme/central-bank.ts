import {
  createCallMarket,
  createCentralBank,
  createStandingFacilities,
  createTreasury,
  facilityRegimes,
  type MoneyMarketEvent,
  reserveAccounts,
} from '@bagehot/central-bank';
import { createEventLog } from '@bagehot/kernel';

// Four firms with reserves at the central bank. Two have more than they need, two need money until tomorrow.
const balances = { F1: 600, F2: 400, F3: 10, F4: 10 };
const events = createEventLog<MoneyMarketEvent>();
const ports = { ...reserveAccounts({ balances: Object.entries(balances) }), events };
const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 1 }, ports);
const market = createCallMarket({ spreadSensitivity: '0.1' }, ports);

market.beginTick(1);
market.supplyReserves('F1', 500);
market.supplyReserves('F2', 300);
const { requestId } = market.requestLoan({ borrowerId: 'F3', amount: 1000 });
market.requestLoan({ borrowerId: 'F4', amount: 600 });
console.log(`call rate ${market.processMarketClearing(bank.getPolicyRate().rate)}`); // call rate 0.1
const { status, amountGranted } = market.getLoanResponse(requestId ?? '');
console.log(`F3 is ${status}: ${amountGranted}`); // F3 is prorated: 500

// Tomorrow everybody is paid back. Then the central bank buys bonds, and the treasury spends the money where it is lent.
market.beginTick(2);
const recipients = ['F1', 'F2'].map((agentId) => ({ agentId, weight: 1 }));
const treasury = createTreasury({ inventory: 1000, faceValue: 1, passThrough: { fraction: 1, recipients } }, ports);
bank.conductOpenMarketOperations(treasury, 400);
market.supplyReserves('F1', 700);
market.supplyReserves('F2', 500);
market.requestLoan({ borrowerId: 'F3', amount: 1000 });
market.requestLoan({ borrowerId: 'F4', amount: 600 });
console.log(`call rate ${market.processMarketClearing(bank.getPolicyRate().rate)}`); // call rate 0.075

// What they did not get they may borrow from the central bank itself, for a per cent more than the policy rate.
const facilities = createStandingFacilities(facilityRegimes.corridor, { ...ports, centralBank: bank });
const { lending } = facilities.recourse(market.lastClearing());
console.log(`F3 and F4 borrow ${lending.map(({ amount }) => amount).join(' and ')} at ${facilities.rates().ceiling}`); // F3 and F4 borrow 250 and 150 at 0.06
console.log(`${events.events.length} events`); // 14 events
