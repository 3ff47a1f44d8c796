/** A market from columns instead of lists: ten thousand traders, without ten thousand objects. */
import { createDealerSimulationFromColumns, type DealerSimulation } from '@bagehot/dealer';
import { createRandom, type Decimal, sum } from '@bagehot/kernel';

const traders = 10_000;
const unit = 10n ** 2n; // quanta, on a grid of two decimals
const place = (k: number): number => k % traders;

export const market: DealerSimulation = createDealerSimulationFromColumns(
  {
    traderCount: traders,
    cash: Array.from({ length: traders }, (_, k) => BigInt(k % 3) * unit),
    // Everybody owes two tickets to the next one, due within ten days.
    issuer: Int32Array.from({ length: 2 * traders }, (_, k) => place(k)),
    owner: Int32Array.from({ length: 2 * traders }, (_, k) => place(k + 1)),
    maturityDay: Int32Array.from({ length: 2 * traders }, (_, k) => 1 + (place(k) % 10)),
  },
  { moneyDecimals: 2, maxArrivals: 'all', journal: 'none' },
  { random: createRandom(42) },
);
while (market.runDay() === 'active');
export const money: Decimal = sum(market.ledger.agents().map((agent) => market.ledger.cash(agent)));

console.log(`${market.day} days, ${market.defaulted.length} of ${market.traders.length} traders defaulted`);
