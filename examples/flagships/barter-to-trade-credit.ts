/** From barter to trade credit: how much of the trade that is lost for want of money does credit between traders restore, and what do its defaults cost? */
import { createUtility } from '@bagehot/exchange';
import { type Decimal, type DecimalInput, decimal, sum } from '@bagehot/kernel';
import {
  composeDay,
  createEconomy,
  type DayParts,
  type Economy,
  type PairedArms,
  pairedArms,
  simulate,
} from '@bagehot/sim';

const credit = { termDays: 10 };
const dealer = { maxArrivals: 'all', block: 'shortfall', vbtFunding: 'funded' } as const;
const arms: Readonly<Record<Arm, Pick<DayParts, 'tradeCredit' | 'dealer'> & { readonly regime: string }>> = {
  money: { regime: 'money_only' },
  barter: { regime: 'barter_only' },
  mixed: { regime: 'mixed' },
  credit: { regime: 'money_only', tradeCredit: credit },
  'dealt credit': { regime: 'money_only', tradeCredit: credit, dealer },
};
export type Arm = 'money' | 'barter' | 'mixed' | 'credit' | 'dealt credit';
export type Figure = 'utility' | 'trades' | 'credit' | 'defaultRate' | 'lostByPeople' | 'lostByDealers';
/** Money per person, and how much one may owe. */
export type Point = readonly [money: number, maxDebt: number];
export const points: readonly Point[] = [2, 10].flatMap((maxDebt) =>
  [0, 2, 10, 50].map((money): Point => [money, maxDebt]),
);

/** Each of forty people brings 20 of one good, and would like some of all. */
const goods = ['bread', 'cloth', 'wood'] as const;
const utility = { type: 'ces', params: { rho: 0.5, wbread: 1, wcloth: 1, wwood: 1 } };
const tastes = createUtility(utility, { goods });
const people = Array.from({ length: 40 }, (_, k) => k + 1);

/** A hundred days of one world in one arm. */
export function play(
  arm: Arm,
  seed: number,
  [money, maxDebt]: Point,
  economy: Economy = createEconomy({ seed, journal: 'none' }),
): Record<Figure, DecimalInput> {
  const { regime, tradeCredit, ...others } = arms[arm];
  const at = economy.random.stream('homes');
  const agents = people.map((id) => {
    const inventory = { [goods[id % 3] as string]: 20 };
    return { id, x: at.nextInt(0, 11), y: at.nextInt(0, 11), inventory, utility };
  });
  const exchange = { side: 12, rules: { goods, regime, params: { tradeExecutionMode: 'nash' } }, agents };
  const parts = { exchange, ...others, tradeCredit: tradeCredit && { ...tradeCredit, maxDebt } };
  const households = people.map((id) => ({ id: `H${id}`, kind: 'household' as const }));
  const mint = households.map(({ id }) => ({ kind: 'mint_cash' as const, to: id, amount: money }));
  const world = {
    agents: [{ id: 'CB', kind: 'central_bank' as const }, ...households],
    initialActions: money === 0 ? [] : mint,
  };
  const phases = composeDay(economy, parts);
  const { metrics } = simulate(economy, world, { maxDays: 100, quietDays: 10, phases });
  const { events, ledger } = economy;
  const unpaid = [
    ...events.of('ObligationDefaulted').map(({ creditor, shortfall: amount }) => ({ creditor, amount })),
    ...events.of('ObligationWrittenOff'),
  ];
  const lost = (byPeople: boolean): Decimal =>
    sum(unpaid.filter(({ creditor }) => creditor.startsWith('H') === byPeople).map(({ amount }) => amount));
  const useTo = (id: string): number => tastes.u(goods.map((good) => Number(ledger.balance(id, `good/${good}`))));
  return {
    utility: sum(households.map(({ id }) => decimal(useTo(id)))),
    trades: events.of('ExchangeTrade').length,
    credit: sum(events.of('TradeCreditGranted').map(({ face }) => face)),
    defaultRate: metrics.defaultRate,
    lostByPeople: lost(true),
    lostByDealers: lost(false),
  };
}

/** The five arms in the same worlds. */
export function barterToTradeCredit(money: number, maxDebt: number, seeds = 100): PairedArms<Arm, Figure> {
  return pairedArms({ seeds, arms, play: (_, seed, arm) => play(arm, seed, [money, maxDebt]) });
}

const few = barterToTradeCredit(2, 2, 5);
for (const arm of few.arms)
  console.log(
    `${arm}: ${few.mean(arm, 'utility').mean?.round(1)} of goods, ${few.mean(arm, 'trades').mean?.round(0)} trades`,
  );
