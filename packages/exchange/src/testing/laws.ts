import { brokenLaw } from '@bagehot/kernel/testing';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import type { ExchangeAgent } from '../agent.js';
import { createAgents } from '../agent-reading.js';
import type { Good } from '../goods.js';
import { applyLambdas, lambdaUpdates } from '../lambda-estimate.js';
import type { MoneyModeDefinition } from '../money-mode.js';
import type { MoneyUtilityDefinition } from '../money-utility.js';
import type { PartnerScoreDefinition } from '../partner-score.js';
import type { PurchaseLimit } from '../purchase-limit.js';
import type { RegimeDefinition } from '../regime.js';
import { createExchangeRegistry, type ExchangeRegistry } from '../registry.js';
import { matchRound } from '../rounds.js';
import { createTraders } from '../row-traders.js';
import { createRules, type Rules, type RulesInput } from '../rules.js';
import type { BlockSearchDefinition } from '../search/block-search.js';
import type { Traders } from '../traders.js';
import type { UtilityFn } from '../utility/utility.js';
import { exchangeAgents, matchingParams } from './arbitraries.js';

/** How a law is tried. */
export interface LawOptions {
  /** Goods of the markets drawn. @defaultValue ['A', 'B', 'C'] */
  readonly goods?: readonly Good[];
  /** @defaultValue 100 */
  readonly numRuns?: number;
  /** What is to be registered beside, such as pair types. @defaultValue what comes with the package */
  readonly registry?: ExchangeRegistry;
}

/** The same text for the same numbers, infinite ones and NaN included. */
function shown(values: Iterable<number>): string {
  return [...values].map((value) => (Object.is(value, -0) ? '-0' : String(value))).join(' ');
}

/** Tries a law on markets in which something of one's own is in force. A market that breaks it is told as its agents and params. */
function tryOnMarkets(
  input: RulesInput,
  options: LawOptions,
  law: (traders: Traders, barterOpen: boolean) => void,
): void {
  const { goods = ['A', 'B', 'C'], numRuns = 100 } = options;
  const markets = record({
    agents: exchangeAgents({ goods, agents: [2, 5] }),
    params: matchingParams(),
    barterOpen: boolean(),
  });
  assert(
    property(markets, ({ agents, params, barterOpen }) => {
      const rules = createRules({ ...input, goods, params: { ...params, ...input.params } });
      law(createTraders(createAgents(agents, rules), rules), barterOpen);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** Every pair of rows. */
function rowPairs({ count }: Traders): readonly (readonly [number, number])[] {
  const rows = Array.from({ length: count }, (_, row) => row);
  return rows.flatMap((i) => rows.slice(i + 1).map((j) => [i, j] as const));
}

/**
 * The laws of a utility: the same bundle gives the same numbers, none of them NaN; one marginal utility per good; reservation prices for every pair of goods; the
 * bundle is only read.
 *
 * @throws Error telling the bundle that breaks one
 */
export function checkUtility(
  utility: UtilityFn,
  options: { readonly most?: number; readonly eps?: number; readonly numRuns?: number } = {},
): void {
  const { most = 50, eps = 1e-12, numRuns = 200 } = options;
  const { length: count } = utility.goods;
  const numbersOf = (bundle: ArrayLike<number>): readonly number[] => {
    const marginal = utility.mu(bundle);
    if (marginal.length !== count) throw brokenLaw('one marginal utility per good', marginal);
    const pairs = utility.goods
      .flatMap((_, x) => utility.goods.map((__, y) => [x, y] as const))
      .filter(([x, y]) => x !== y);
    return [utility.u(bundle), ...marginal, ...pairs.flatMap(([x, y]) => utility.bounds(bundle, x, y, eps))];
  };
  const bundles = array(integer({ min: 0, max: most }), { minLength: count, maxLength: count });
  assert(
    property(bundles, (drawn) => {
      const bundle = Float64Array.from(drawn);
      const first = numbersOf(bundle);
      if (first.some(Number.isNaN)) throw brokenLaw('no number is NaN', first.map(String));
      if (shown(bundle) !== shown(drawn)) throw brokenLaw('the bundle is only read', [...bundle]);
      const second = numbersOf([...drawn]);
      if (shown(first) !== shown(second)) throw brokenLaw('the same bundle gives the same numbers', first, second);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/**
 * The laws of a form of money's utility: a number, never NaN, that does not fall when there is more money; a marginal utility of at least 0.
 *
 * @throws Error telling the amount that breaks one
 */
export function checkMoneyUtility(definition: MoneyUtilityDefinition, options: LawOptions = {}): void {
  const amounts = record({
    money: integer({ min: 0, max: 100_000 }),
    more: integer({ min: 1, max: 1000 }),
    moneyScale: constantFrom(1, 10, 100),
    M0: constantFrom(0, 1, 7.5),
    lambdaMoney: constantFrom(0.01, 1, 40),
  });
  assert(
    property(amounts, ({ money, more, moneyScale, M0, lambdaMoney }) => {
      const { params } = createRules({ params: { moneyScale } });
      const holder = { id: 0, lambdaMoney, M0 };
      const worth = definition.u(money, holder, params);
      if (!(definition.u(money + more, holder, params) >= worth))
        throw brokenLaw('more money is not worth less', worth);
      const marginal = definition.mu(money, holder, params);
      if (!(marginal >= 0)) throw brokenLaw('the marginal utility of money is at least 0', String(marginal));
    }),
    { numRuns: options.numRuns ?? 200, includeErrorInReport: true },
  );
}

/**
 * The laws of a regime: pair types that exist, each once, the same whenever it is asked; a gate that opens some of them, the same for (i, j) and (j, i); and rounds
 * under it conserve everything.
 *
 * @throws Error telling the market that breaks one
 */
export function checkRegime(definition: RegimeDefinition, options: LawOptions = {}): void {
  const { goods = ['A', 'B', 'C'], registry = createExchangeRegistry() } = options;
  const rules = { regime: definition.name, registry: registry.regime(definition) };
  const once = definition.pairs(goods);
  const again = definition.pairs(goods);
  if (once.join() !== again.join())
    throw brokenLaw('a regime has the same pair types whenever it is asked', once, again);
  tryOnMarkets(rules, options, (traders, barterOpen) => {
    for (const [i, j] of rowPairs(traders)) {
      const one = traders.best(i, j, barterOpen);
      const other = traders.best(j, i, barterOpen);
      if (JSON.stringify(one) !== JSON.stringify(other))
        throw brokenLaw('(i, j) and (j, i) trade the same', one, other);
    }
    checkConservation(traders);
  });
}

/**
 * The laws of a block search: it finds only what both gain from (anything else throws), and the same again.
 *
 * @throws Error telling the market that breaks one
 */
export function checkBlockSearch(definition: BlockSearchDefinition, options: LawOptions = {}): void {
  const { registry = createExchangeRegistry() } = options;
  const params = { tradeExecutionMode: definition.name };
  const rules = { regime: 'mixed', registry: registry.blockSearch(definition), params };
  tryOnMarkets(rules, options, (traders) => {
    for (const [i, j] of rowPairs(traders))
      for (const pair of traders.rules.pairs.rows) {
        const first = traders.search(pair, i, j);
        const second = traders.search(pair, i, j);
        if (JSON.stringify(first) !== JSON.stringify(second))
          throw brokenLaw('a search finds the same again', first, second);
      }
    checkConservation(traders);
  });
}

/**
 * The laws of a partner score: a number, the same for (i, j) and (j, i), the same again.
 *
 * @throws Error telling the market that breaks one
 */
export function checkPartnerScore(definition: PartnerScoreDefinition, options: LawOptions = {}): void {
  const { registry = createExchangeRegistry() } = options;
  const params = { partnerScore: definition.name };
  const rules = { regime: 'mixed', registry: registry.partnerScore(definition), params };
  tryOnMarkets(rules, options, (traders, barterOpen) => {
    const { rules: inForce } = traders;
    for (const [i, j] of rowPairs(traders)) {
      const context = {
        params: inForce.params,
        barterOpen,
        overlap: () => traders.overlap(i, j, barterOpen),
        trade: () => {
          const block = traders.best(i, j, barterOpen);
          return block === null ? null : traders.trade(block);
        },
      };
      const one = definition.score(traders.view(i), traders.view(j), context);
      const other = definition.score(traders.view(j), traders.view(i), context);
      if (Number.isNaN(one) || one !== other) throw brokenLaw('a score is the same number both ways', one, other);
    }
  });
}

/**
 * The laws of a money mode: λ is finite and above 0, at the start and ever after; and the same again from the same state.
 *
 * @throws Error telling the market that breaks one
 */
export function checkMoneyMode(definition: MoneyModeDefinition, options: LawOptions = {}): void {
  const { registry = createExchangeRegistry() } = options;
  const rules = { regime: 'mixed', moneyMode: definition.name, registry: registry.moneyMode(definition) };
  tryOnMarkets(rules, options, (traders) => {
    const everybody = Array.from(traders.ids, (_, row) => row);
    for (let tick = 0; tick < 3; tick++) {
      const updates = lambdaUpdates(traders, () => everybody);
      const again = lambdaUpdates(traders, () => everybody);
      if (JSON.stringify([...updates]) !== JSON.stringify([...again]))
        throw brokenLaw('the same state gives the same λ', [...updates], [...again]);
      applyLambdas(traders, updates);
    }
  });
}

/**
 * The laws of a purchase limit: a whole number of at least 0 for whoever is asked (anything else throws), and the same again.
 *
 * @throws Error telling the market that breaks one
 */
export function checkPurchaseLimit(purchaseLimit: PurchaseLimit, options: LawOptions = {}): void {
  tryOnMarkets({ regime: 'money_only', purchaseLimit }, options, (traders) => {
    for (let row = 0; row < traders.count; row++)
      for (const pair of traders.rules.regimeRules.search) {
        const first = traders.spendable(pair, row);
        const second = traders.spendable(pair, row);
        if (first !== second) throw brokenLaw('a limit is the same again', first, second);
      }
  });
}

/** A round changes who has what, not how much there is. */
function checkConservation(traders: Traders): void {
  const { rules } = traders;
  const before = Array.from(traders.ids, (_, row) => traders.agent(row));
  const { agents: after } = matchRound(before, rules);
  const was = totalsOf(before, rules);
  const is = totalsOf(after, rules);
  if (shown(was) !== shown(is)) throw brokenLaw('a round conserves goods and money', was, is);
}

function totalsOf(agents: readonly ExchangeAgent[], { goods }: Rules): readonly number[] {
  return [...goods, 'M'].map((name) => agents.reduce((total, { inventory }) => total + (inventory[name] ?? 0), 0));
}
