/** A discount window in a ring under stress: whoever is short today borrows the gap until tomorrow, at one per cent. */
import {
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';
import { createRing, generateRing, type RingEvent, runRing, type TradingPhase } from '@bagehot/ring';

const discountWindow: TradingPhase = {
  name: 'discount-window',
  init: ({ ledger }) => ledger.open('window', { mayOverdraw: true }),
  trade({ ledger, contracts, alive, dues }, day) {
    for (const debtor of alive()) {
      const gap = dues(debtor, day).minus(ledger.cash(debtor));
      if (!gap.gt(0)) continue;
      ledger.transaction(() => {
        ledger.transfer({ day, kind: 'discount', asset: 'cash', from: 'window', to: debtor, amount: gap });
        const amount = gap.times('1.01').round(2);
        contracts.issue({ kind: 'loan', debtor, creditor: 'window', amount, dueDay: day + 1 });
      });
    }
  },
};

export function run(phases: readonly TradingPhase[]): readonly [Ledger, EventLog<RingEvent>] {
  const random = createRandom(7);
  const ledger = createLedger({ moneyDecimals: 2 });
  const events = createEventLog<RingEvent>();
  const params = { agents: 20, maturityDays: 5, kappa: 3, mu: '0.5', totalDebt: 1000 };
  const world = generateRing(params, random.stream('ring'));
  const ring = createRing(world, { ledger, contracts: createContracts(ledger), random, events, phases });
  const outcome = runRing(ring, { maxDays: 30 });
  const loans = events.of('PayableCreated').filter(({ origin }) => origin === 'loan');
  console.log(`${ring.defaulted().length} defaults, ${loans.length} loans, ${outcome} after ${ring.daysRun} days`);
  return [ledger, events];
}

run([]);
export const treated: readonly [Ledger, EventLog<RingEvent>] = run([discountWindow]);
console.log(`the window has ${treated[0].cash('window')}`);
