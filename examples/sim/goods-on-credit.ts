/** Bread before payday: bakers owe the mill for flour before their customers are paid. For cash, on credit, and on credit with dealers who buy what bakers are owed. */
import type { ExchangeConfig, SpatialAgentInput } from '@bagehot/exchange/spatial';
import type { ExplicitWorld, RingAction } from '@bagehot/ring';
import { createEconomy, exchangeMarket, secondaryMarket, simulate } from '@bagehot/sim';

const BAKERS = [1, 2, 3];
const WORKERS = [4, 5, 6];
const MILL = 'H7';

// Person k of the market is H<k> on the ledger. Each worker stands before a baker.
const person = (id: number, place: number, bread: number, worth: number): SpatialAgentInput => ({
  id,
  x: place,
  y: 0,
  inventory: { bread },
  utility: { type: 'linear', params: { vbread: worth, vcake: 1 } },
});
const config: ExchangeConfig = {
  side: 3,
  rules: { goods: ['bread', 'cake'], regime: 'money_only', params: { tradeExecutionMode: 'nash', dAMax: 10 } },
  agents: [
    ...BAKERS.map((id, place) => person(id, place, 10, 1)),
    ...WORKERS.map((id, place) => person(id, place, 0, 5)),
  ],
};

const owe = (from: string, to: string, amount: number, dueDay: number): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount,
  dueDay,
});
const world: ExplicitWorld = {
  agents: [
    { id: 'CB', kind: 'central_bank' },
    ...[...BAKERS, ...WORKERS].map((id) => ({ id: `H${id}`, kind: 'household' as const })),
    { id: MILL, kind: 'firm' },
  ],
  initialActions: [
    { kind: 'mint_cash', to: MILL, amount: 105 },
    ...BAKERS.map((id) => owe(`H${id}`, MILL, 8, 2)),
    ...WORKERS.map((id) => owe(MILL, `H${id}`, 35, 4)),
  ],
};

export interface Outcome {
  /** Loaves that workers have bought. */
  readonly bought: number;
  readonly onCredit: string;
  /** In order of default. */
  readonly defaulted: readonly string[];
  /** Faces of trade credit that bakers have sold to dealers. */
  readonly sold: number;
}

export function run(hasCredit: boolean, hasDealers: boolean): Outcome {
  const economy = createEconomy({ seed: 1 });
  const goods = exchangeMarket(economy, config, hasCredit ? { tradeCredit: { termDays: 5, maxDebt: 35 } } : {});
  const dealers = secondaryMarket(economy, { maxArrivals: 'all', block: 'shortfall', horizonDays: 2 });
  const { defaulted } = simulate(economy, world, { maxDays: 20, phases: hasDealers ? [goods, dealers] : [goods] });
  const { events, ledger } = economy;
  const sold = events.of('ClaimTransferred').filter(({ from }) => BAKERS.some((id) => from === `H${id}`));
  return {
    bought: WORKERS.reduce((sum, id) => sum + Number(ledger.balance(`H${id}`, 'good/bread')), 0),
    onCredit: events
      .of('TradeCreditGranted')
      .map(({ buyer, seller, face }) => `${buyer} owes ${seller} ${face}`)
      .join(', '),
    defaulted,
    sold: sold.reduce((sum, { face }) => sum + Number(face), 0),
  };
}

export const cash: Outcome = run(false, false);
export const credit: Outcome = run(true, false);
export const dealt: Outcome = run(true, true);
for (const [name, { bought, onCredit, sold, defaulted }] of Object.entries({ cash, credit, dealt })) {
  console.log(`${name}: ${bought} loaves bought; ${onCredit || 'nothing owed for them'}`);
  console.log(`${name}: ${sold} of it sold to dealers; in default: ${defaulted.join(', ') || 'nobody'}`);
}
