/** A round of goods paid in money as far as it goes: what a buyer owes beyond it is a debt like any other, and its seller's loss if it is not paid. */
import type { FinancingConfig } from '@bagehot/financing';
import { type Decimal, sum } from '@bagehot/kernel';
import type { RingWorld } from '@bagehot/ring';
import { createEconomy, financingMarket, type RoundCredit, simulate } from '@bagehot/sim';

/** H1 and H2 have grain at home and came for wine, which H3 and H4 have brought. Everybody wants as much of the one as of the other. */
const village: FinancingConfig = {
  mode: 'TOTAL_WEALTH',
  goods: ['grain', 'wine'],
  grid: { width: 2, height: 2 },
  departure: 'never',
  agents: [
    { id: 1, alpha: ['0.5', '0.5'], home: [6, 0], personal: [0, 0], homePosition: [0, 0], loadFraction: 0 },
    { id: 2, alpha: ['0.5', '0.5'], home: [4, 0], personal: [0, 0], homePosition: [0, 0], loadFraction: 0 },
    { id: 3, alpha: ['0.5', '0.5'], home: [0, 6], personal: [0, 0], homePosition: [1, 1] },
    { id: 4, alpha: ['0.5', '0.5'], home: [0, 4], personal: [0, 0], homePosition: [1, 1] },
  ],
};

/** H1 has little money, but is owed some by H4 on day 2. */
function world(owed: string): RingWorld {
  return {
    agents: ['H1', 'H2', 'H3', 'H4'],
    cash: { H1: 1, H2: 5, H4: 3 },
    payables: [{ debtor: 'H4', creditor: 'H1', amount: owed, dueDay: 2 }],
  };
}

export interface Outcome {
  /** Wine that H1 got on day 0. */
  readonly bought: Decimal;
  /** Promised for it, due on day 3. */
  readonly owed: Decimal;
  /** By the end of day 3. */
  readonly defaulted: readonly string[];
}

export function run(name: string, owed: string, tradeCredit: RoundCredit): Outcome {
  const economy = createEconomy({ seed: 1 });
  const goods = financingMarket(economy, village, { tradeCredit });
  let bought: Decimal | undefined;
  const { defaulted } = simulate(economy, world(owed), {
    maxDays: 4,
    phases: [goods],
    onDay: () => {
      bought ??= economy.ledger.balance('H1', 'good/wine');
    },
  });
  const promises = economy.events.of('TradeCreditGranted').filter(({ buyer, day }) => buyer === 'H1' && day === 0);
  const outcome = { bought: bought as Decimal, owed: sum(promises.map(({ face }) => face)), defaulted };
  console.log(
    `${name}: H1 buys ${outcome.bought} wine, owes ${outcome.owed}; defaults: ${defaulted.join(', ') || 'none'}`,
  );
  return outcome;
}

run('for money only', '3', { termDays: 3, maxDebt: 0 });
run('on credit', '3', { termDays: 3, markup: '0.05' });
run('on credit that cannot be paid', '0.2', { termDays: 3, markup: '0.05' });
