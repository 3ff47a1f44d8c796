/** Who may trade: sellers are those who will be short within three days, and nobody buys. */
import { createDealerSimulation, type DealerEvent, type EligibilityRule } from '@bagehot/dealer';
import { createEventLog, createRandom, type EventLog } from '@bagehot/kernel';

const prudent: EligibilityRule = {
  sellers: (view, traders) =>
    traders.filter((trader) => view.shortfall(trader, 3).gt(0) && view.toSell(trader) !== undefined),
  buyers: () => [],
};

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
export const events: EventLog<DealerEvent> = createEventLog();
export const dueDays: ReadonlyMap<string, number> = new Map(names.map((name, k) => [name, 1 + ((7 * k) % 12)]));
const market = createDealerSimulation(
  {
    traders: names.map((id, k) => ({ id, cash: k % 4 })),
    debts: names.map((debtor, k) => ({
      debtor,
      creditor: names[(k + 1) % names.length] as string,
      amount: 5,
      dueDay: dueDays.get(debtor) as number,
    })),
    maxArrivals: 'all',
  },
  { random: createRandom(2), events, eligibility: prudent },
);
while (market.runDay() === 'active');

const early = events.of('Trade').filter(({ day, trader }) => day < (dueDays.get(trader) as number));
console.log(`${events.of('Trade').length} sales, ${early.length} of them before the seller's debt was due`);
