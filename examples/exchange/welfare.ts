/** Is money better than barter, and both better than money? On average, over random villages; for a single one nobody can promise it. */
import { createRules, MONEY, type Rules, type UtilitySpec } from '@bagehot/exchange';
import {
  createExchange,
  type ExchangeConfig,
  type SpatialAgent,
  type SpatialAgentInput,
} from '@bagehot/exchange/spatial';
import { createRandom, type RandomSource } from '@bagehot/kernel';

/** Random villages of a kind. Nothing grows in them: all they can do is trade. */
export interface Setting {
  /** Everybody's the same, or drawn: CES, linear, or either. */
  readonly tastes: 'alike' | 'ces' | 'linear' | 'mixed';
  /** What a unit of money is worth: 1 to everybody, or drawn from 0.50 to 2.00. */
  readonly lambda: 'equal' | 'varied';
  readonly agents: number;
  readonly side: number;
}

/** What each village has gained after 100 ticks, by seed: Σ total utility. */
export interface Gains {
  readonly barter: readonly number[];
  readonly money: readonly number[];
  readonly mixed: readonly number[];
}

function tasteOf(tastes: Setting['tastes'], random: RandomSource): UtilitySpec {
  if (tastes === 'alike') return { type: 'ces', params: { rho: 0.5, wA: 0.6, wB: 0.4 } };
  const type = tastes === 'mixed' ? random.pick(['ces', 'linear'] as const) : tastes;
  if (type === 'linear')
    return { type, params: { vA: random.nextInt(50, 200) / 100, vB: random.nextInt(50, 200) / 100 } };
  const share = random.nextInt(30, 70) / 100;
  return { type, params: { rho: random.pick([-0.5, 0.3, 0.5, 0.7]), wA: share, wB: 1 - share } };
}

/** The people of one village: goods from 0 to 20, money from 50 to 200, somewhere. Every purpose has a stream of its own. */
export function people({ tastes, lambda, agents, side }: Setting, seed: number): readonly SpatialAgentInput[] {
  const random = createRandom(seed);
  const stocks = random.stream('stocks');
  const wallets = random.stream('wallets');
  const homes = random.stream('homes');
  const minds = random.stream('minds');
  const values = random.stream('values');
  return Array.from({ length: agents }, (_, id) => ({
    id,
    inventory: { A: stocks.nextInt(0, 20), B: stocks.nextInt(0, 20), M: wallets.nextInt(50, 200) },
    utility: tasteOf(tastes, minds),
    lambdaMoney: lambda === 'equal' ? 1 : values.nextInt(50, 200) / 100,
    x: homes.nextInt(0, side - 1),
    y: homes.nextInt(0, side - 1),
  }));
}

/** Σ total utility: that of the goods, and λ for each unit of money. */
export function welfare(agents: readonly SpatialAgent[]): number {
  return agents.reduce((sum, { inventory, utility, lambdaMoney }) => {
    const goods = utility.goods.map((good) => inventory[good] ?? 0);
    return sum + utility.u(goods) + lambdaMoney * (inventory[MONEY] ?? 0);
  }, 0);
}

export const barterOnly: Rules = createRules({ regime: 'barter_only' });
const moneyOnly = createRules({ regime: 'money_only' });
const both = createRules({ regime: 'mixed' });

/** What a village gains in 100 ticks. */
export function gain(rules: Rules, setting: Setting, seed: number): number {
  const config: ExchangeConfig = { side: setting.side, rules, agents: people(setting, seed) };
  const exchange = createExchange(config, { level: 'off' });
  const before = welfare(exchange.agents);
  exchange.run(100);
  return welfare(exchange.agents) - before;
}

const bartered = new Map<string, readonly number[]>();

/** The same villages under three regimes, one for each seed from 1. */
export function gainsOf(setting: Setting, seeds: number): Gains {
  const all = (rules: Rules, kind: Setting = setting): readonly number[] =>
    Array.from({ length: seeds }, (_, k) => gain(rules, kind, k + 1));
  // Who barters does not ask what money is worth: villages that differ in λ alone are played once.
  const kind: Setting = { ...setting, lambda: 'equal' };
  const key = JSON.stringify([kind, seeds]);
  const barter = bartered.get(key) ?? all(barterOnly, kind);
  bartered.set(key, barter);
  return { barter, money: all(moneyOnly), mixed: all(both) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many of the villages are ordered as one would like. */
export function orderings({ barter, money, mixed }: Gains): {
  barterBelow: number;
  mixedNotBelow: number;
  chain: number;
} {
  const isBelow = barter.map((value, k) => value < (money[k] ?? 0));
  const isNotBelow = money.map((value, k) => value <= (mixed[k] ?? 0));
  const isChain = barter.map((value, k) => value < (money[k] ?? 0) && (money[k] ?? 0) < (mixed[k] ?? 0));
  const count = (list: readonly boolean[]): number => list.filter(Boolean).length;
  return { barterBelow: count(isBelow), mixedNotBelow: count(isNotBelow), chain: count(isChain) };
}

/** Villages of 20 people on 15 x 15 cells, and small ones. */
export const settings: readonly Setting[] = [
  ...(['alike', 'ces', 'linear', 'mixed'] as const).flatMap((tastes) =>
    (['equal', 'varied'] as const).map((lambda): Setting => ({ tastes, lambda, agents: 20, side: 15 })),
  ),
  { tastes: 'mixed', lambda: 'varied', agents: 8, side: 8 },
];

export const seeds = 60;
export const outcomes: readonly { readonly setting: Setting; readonly gains: Gains }[] = settings.map((setting) => ({
  setting,
  gains: gainsOf(setting, seeds),
}));

console.log('people tastes  λ        barter   money   mixed | b < m  m <= x  b < m < x');
for (const { setting, gains } of outcomes) {
  const { agents, tastes, lambda } = setting;
  const means = [gains.barter, gains.money, gains.mixed].map((values) => mean(values).toFixed(1).padStart(7));
  const { barterBelow, mixedNotBelow, chain } = orderings(gains);
  const who = `${String(agents).padStart(6)} ${tastes.padEnd(7)} ${lambda.padEnd(6)}`;
  console.log(
    `${who} ${means.join(' ')} | ${[barterBelow, mixedNotBelow, chain].map((n) => String(n).padStart(5)).join('  ')}`,
  );
}
