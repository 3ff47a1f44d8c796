/** From barter to trade credit: how much of the trade that is lost for want of money does credit between traders restore, and what do its defaults cost? */
import { createUtility } from '@bagehot/exchange';
import { type DecimalInput, decimal, sum } from '@bagehot/kernel';
import { composeDay, type DayParts, type Economy, gridOf, type PairedArms, pairedRuns, simulate } from '@bagehot/sim';

export type Arm = 'money' | 'barter' | 'mixed' | 'credit' | 'dealt credit';
const dealer = { maxArrivals: 'all', block: 'shortfall', vbtFunding: 'funded' } as const;
const arms: Readonly<Record<Arm, DayParts & { readonly regime: string }>> = {
  money: { regime: 'money_only' },
  barter: { regime: 'barter_only' },
  mixed: { regime: 'mixed' },
  credit: { regime: 'money_only', tradeCredit: { termDays: 10 } },
  'dealt credit': { regime: 'money_only', tradeCredit: { termDays: 10 }, dealer },
};

/** The sweep: how much one may owe, and money per person. */
type Point = { readonly maxDebt: number; readonly money: number };
export const points: readonly Point[] = gridOf({ maxDebt: [2, 10], money: [0, 2, 10, 50] });

/** Each of forty people brings 20 of one good, and would like some of all. */
const goods = ['bread', 'cloth', 'wood'];
const utility = createUtility({ type: 'ces', params: { rho: 0.5, wbread: 1, wcloth: 1, wwood: 1 } }, { goods });
const person = (id: number) => ({ id, inventory: { [goods[id % goods.length] as string]: 20 }, utility });
const people = Array.from({ length: 40 }, (_, k) => person(k + 1));

/** One world in one arm. */
export function play(economy: Economy, arm: Arm, { maxDebt, money }: Point): Record<string, DecimalInput> {
  const { regime, tradeCredit: credit, ...sections } = arms[arm];
  const home = economy.random.stream('homes');
  const traders = people.map((one) => ({ ...one, x: home.nextInt(0, 11), y: home.nextInt(0, 11) }));
  const exchange = { side: 12, rules: { goods, regime, params: { tradeExecutionMode: 'nash' } }, agents: traders };
  const phases = composeDay(economy, { exchange, ...sections, tradeCredit: credit && { ...credit, maxDebt } });
  const agents = people.map(({ id }) => `H${id}`);
  const world = { agents, cash: new Map(agents.map((agent) => [agent, money])), payables: [] };
  const { metrics } = simulate(economy, world, { maxDays: 100, quietDays: 10, phases });
  const { events, ledger } = economy;
  const useTo = (agent: string) => utility.u(goods.map((good) => Number(ledger.balance(agent, `good/${good}`))));
  const unpaid = events.of('ObligationDefaulted').map(({ creditor, shortfall }) => ({ creditor, amount: shortfall }));
  const losses = [...unpaid, ...events.of('ObligationWrittenOff')];
  const lostBy = (who: RegExp) => sum(losses.filter(({ creditor }) => who.test(creditor)).map(({ amount }) => amount));
  return {
    utility: sum(agents.map((agent) => decimal(useTo(agent)))),
    trades: events.of('ExchangeTrade').length,
    credit: sum(events.of('TradeCreditGranted').map(({ face }) => face)),
    defaultRate: metrics.defaultRate,
    lostByPeople: lostBy(/^H/),
    lostByDealers: lostBy(/^(dealer|vbt)_/),
  };
}

/** All arms in the same worlds. */
export const barterToTradeCredit = (point: Point, seeds = 100): PairedArms<Arm> =>
  pairedRuns({ seeds, arms, play: (economy, arm) => play(economy, arm, point) });

const few = barterToTradeCredit({ maxDebt: 2, money: 2 }, 5);
for (const arm of few.arms) console.log(`${arm}: utility of goods ${few.mean(arm, 'utility').mean?.toFixed(0)}`);
