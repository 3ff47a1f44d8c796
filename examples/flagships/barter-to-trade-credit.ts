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
  type RunResult,
  simulate,
} from '@bagehot/sim';

export type Arm = 'barter' | 'money' | 'mixed' | 'credit' | 'dealt credit';
export type Figure = 'utility' | 'trades' | 'credit' | 'defaultRate' | 'lostByPeople' | 'lostByDealers';
/** Money per person, and how much of it one may owe. */
export type Point = readonly [money: number, maxDebt: number];
export const points: readonly Point[] = [2, 10].flatMap((maxDebt) =>
  [0, 2, 10, 50].map((money): Point => [money, maxDebt]),
);

/** Each brings 20 of one good, and would like some of all. */
const goods = ['bread', 'cloth', 'wood'] as const;
const tastes = { type: 'ces', params: { rho: 0.5, wbread: 1, wcloth: 1, wwood: 1 } };
const taste = createUtility(tastes, { goods });
const people = Array.from({ length: 40 }, (_, k) => ({ id: k + 1, name: `H${k + 1}`, kind: 'household' as const }));

export interface Parts extends Pick<DayParts, 'tradeCredit' | 'dealer'> {
  readonly regime: string;
}
function armsOf(maxDebt: number): Record<Arm, Parts> {
  const credit = { regime: 'money_only', tradeCredit: { termDays: 10, maxDebt } };
  const dealer = { maxArrivals: 'all', block: 'shortfall', vbtFunding: 'funded' } as const;
  return {
    barter: { regime: 'barter_only' },
    money: { regime: 'money_only' },
    mixed: { regime: 'mixed' },
    credit,
    'dealt credit': { ...credit, dealer },
  };
}

interface Lived extends Pick<RunResult, 'metrics'> {
  readonly economy: Economy;
}
/** A hundred days of one world. */
export function live({ regime, ...parts }: Parts, seed: number, money: number): Lived {
  const economy = createEconomy({ seed, journal: 'none' });
  const homes = economy.random.stream('homes');
  const agents = people.map(({ id }) => {
    const inventory = { [goods[id % 3] as string]: 20 };
    return { id, x: homes.nextInt(0, 11), y: homes.nextInt(0, 11), inventory, utility: tastes };
  });
  const rules = { goods, regime, params: { tradeExecutionMode: 'nash' } };
  const mint = people.map(({ name }) => ({ kind: 'mint_cash' as const, to: name, amount: money }));
  const world = {
    agents: [{ id: 'CB', kind: 'central_bank' as const }, ...people.map(({ name: id, kind }) => ({ id, kind }))],
    initialActions: money === 0 ? [] : mint,
  };
  const phases = composeDay(economy, { exchange: { side: 12, rules, agents }, ...parts });
  return { economy, metrics: simulate(economy, world, { maxDays: 100, quietDays: 10, phases }).metrics };
}

function measure({ economy: { events, ledger }, metrics }: Lived): Record<Figure, DecimalInput> {
  const unpaid = [
    ...events.of('ObligationDefaulted').map(({ creditor, shortfall }) => ({ creditor, amount: shortfall })),
    ...events.of('ObligationWrittenOff'),
  ];
  const lostBy = (isPerson: boolean): Decimal =>
    sum(unpaid.filter(({ creditor }) => creditor.startsWith('H') === isPerson).map(({ amount }) => amount));
  const utilities = people.map(({ name }) =>
    taste.u(goods.map((good) => Number(ledger.balance(name, `good/${good}`)))),
  );
  return {
    utility: sum(utilities.map(decimal)),
    trades: events.of('ExchangeTrade').length,
    credit: sum(events.of('TradeCreditGranted').map(({ face }) => face)),
    defaultRate: metrics.defaultRate,
    lostByPeople: lostBy(true),
    lostByDealers: lostBy(false),
  };
}

export function barterToTradeCredit(money: number, maxDebt: number, seeds = 100): PairedArms<Arm, Figure> {
  return pairedArms({ seeds, arms: armsOf(maxDebt), play: (parts, seed) => measure(live(parts, seed, money)) });
}

const few = barterToTradeCredit(2, 2, 5);
for (const arm of few.arms)
  console.log(
    `${arm}: ${few.mean(arm, 'utility').mean?.round(1)} of goods, ${few.mean(arm, 'trades').mean?.round(0)} trades`,
  );
