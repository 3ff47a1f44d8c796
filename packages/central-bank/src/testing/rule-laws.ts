import { type AgentId, type Decimal, decimal, decimalPlaces, isDecimal, max, ZERO } from '@bagehot/kernel';
import { amount, brokenLaw, lawText, mustNotThrow } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, bigInt, constantFrom, integer, nat, option, property, record } from 'fast-check';
import { type BondPricing, quoteBond } from '../bond-pricing.js';
import type { LiquidityPolicy } from '../liquidity.js';
import { type AmountInput, RATE_DP } from '../numbers.js';
import type { PolicyDecision, PolicyRule } from '../policy/policy-rules.js';
import type { SupplyRule } from '../supply-rules.js';

/** How the laws of a rule are tried. */
export interface RuleLawOptions {
  /** Cases drawn. @defaultValue 200 */
  readonly numRuns?: number;
}

/** How the laws of a supply rule are tried. */
export interface SupplyLawOptions extends RuleLawOptions {
  /** Who is asked. @defaultValue ['F1', 'F2', 'F3'] */
  readonly agents?: readonly AgentId[];
  /** Of the money. @defaultValue 2 */
  readonly moneyDecimals?: number;
}

/** How the laws of a policy rule are tried. */
export interface PolicyLawOptions extends RuleLawOptions {
  /** It never asks for a sale of more bonds than are held. Switch it off for a plan that does not look. @defaultValue true */
  readonly covered?: boolean;
}

/** Tries a law on two cases at a time: the second is asked for in between. */
function holds<Case>(cases: Arbitrary<Case>, ask: (drawn: Case) => unknown, numRuns: number): void {
  assert(
    property(record({ asked: cases, other: cases }), ({ asked, other }) => {
      const before = lawText(asked);
      const first = lawText(ask(asked));
      if (lawText(asked) !== before) throw brokenLaw('what it is shown is only read', asked);
      ask(other);
      const again = lawText(ask(asked));
      if (first !== again) throw brokenLaw('the same question has the same answer', first, again);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/**
 * The laws of bond pricing: a pure function that throws nothing; a decimal of more than 0 when rounded to 8 decimals, or null where there is no market.
 *
 * @throws Error telling the law, and the simplest operation found that breaks it
 * @see central bank specification, section 6
 */
export function checkBondPricing(pricing: BondPricing, options: RuleLawOptions = {}): void {
  const contexts = record({
    tick: nat(720),
    faceValue: constantFrom(decimal(1), decimal(100), decimal('0.01')),
    quantity: integer({ min: -1000, max: 1000 }).filter((quantity) => quantity !== 0),
    netBought: integer({ min: -5000, max: 5000 }),
    outstanding: nat(10_000),
  });
  const ask = (context: typeof contexts extends Arbitrary<infer Case> ? Case : never): AmountInput | null => {
    const price = mustNotThrow('a price is told, or null', () => pricing.price(context)) ?? null;
    mustNotThrow('a price is more than 0, or null', () => quoteBond({ price: () => price }, context));
    return price;
  };
  holds(contexts, ask, options.numRuns ?? 200);
}

/**
 * The laws of a supply rule: a pure function; an amount of at least 0, on the grid of the money, and no more than the lender has.
 *
 * @throws Error telling the law, and the simplest lender found that breaks it
 * @see central bank specification, section 10
 */
export function checkSupplyRule(rule: SupplyRule, options: SupplyLawOptions = {}): void {
  const { agents = ['F1', 'F2', 'F3'], moneyDecimals = 2, numRuns = 200 } = options;
  const quantum = decimal(10).pow(-moneyDecimals);
  const views = record({
    agent: constantFrom(...agents),
    tick: nat(100),
    balance: amount({ min: -100, max: 100_000, quantum }),
  });
  const ask = (view: { readonly agent: AgentId; readonly tick: number; readonly balance: Decimal }): Decimal => {
    const offered = rule.amount(view);
    if (!isDecimal(offered) || offered.lt(ZERO)) throw brokenLaw('an offer is a decimal of at least 0', offered, view);
    if (offered.gt(max(ZERO, view.balance))) throw brokenLaw('nobody offers more than it has', offered, view);
    if (decimalPlaces(offered) > moneyDecimals)
      throw brokenLaw('an offer lies on the grid of the money', offered, view);
    return offered;
  };
  holds(views, ask, numRuns);
}

/**
 * The laws of a liquidity policy: a pure function; sources that there are, each at most once.
 *
 * @throws Error telling the law, and the simplest position found that breaks it
 * @see one-economy specification, section 3
 */
export function checkLiquidityPolicy(policy: LiquidityPolicy, options: RuleLawOptions = {}): void {
  const quanta = bigInt({ min: 1n, max: 10n ** 15n });
  const bids = record({ price: quanta, face: quanta, remainingDays: integer({ min: 1, max: 400 }) });
  const views = record({
    day: nat(100),
    need: quanta,
    bid: option(bids, { nil: undefined }),
    rate: amount({ min: '-0.05', max: '0.5', quantum: '0.000001' }),
    ticksPerYear: constantFrom(1, 252, 360),
  }).map(({ bid, ...rest }) => (bid === undefined ? rest : { ...rest, bid }));
  const ask = (view: Parameters<LiquidityPolicy['sources']>[0]): unknown => {
    const sources = policy.sources(view);
    for (const source of sources)
      if (source !== 'sell' && source !== 'borrow') throw brokenLaw('a source is to sell or to borrow', source);
    if (new Set(sources).size !== sources.length) throw brokenLaw('each source is named once', sources);
    return sources;
  };
  holds(views, ask, options.numRuns ?? 200);
}

/**
 * The laws of a policy rule, which is asked once a tick: a rate of at most 12 decimals, a whole number of bonds, of sales no more than the central bank holds; and the same
 * course of ticks has the same decisions.
 *
 * @param create - makes a new rule for a new course
 * @throws Error telling the law, and the shortest course found that breaks it
 * @see central bank specification, section 11.6
 */
export function checkPolicyRule(create: () => PolicyRule, options: PolicyLawOptions = {}): void {
  const { covered = true, numRuns = 200 } = options;
  const rates = amount({ min: '-0.05', max: '0.5', quantum: '0.000001' });
  const ticks = record({
    policyRate: rates,
    callRate: option(rates),
    reserves: amount({ max: 1_000_000 }),
    price: amount({ min: '0.01', max: 100 }),
    holdings: nat(1000),
    inflation: rates,
    outputGap: rates,
    corridor: rates.map((floor) => ({ floor, ceiling: floor.plus('0.02') })),
  });
  const courses = record({ first: ticks, second: ticks, third: ticks });
  const ask = ({ first, second, third }: typeof courses extends Arbitrary<infer Case> ? Case : never): unknown => {
    const rule = create();
    return [first, second, third].map((context, tick) => {
      const decision = rule.decide({ ...context, tick, moneyDecimals: 2 });
      checkDecision(decision, covered ? context.holdings : Number.POSITIVE_INFINITY);
      return decision;
    });
  };
  holds(courses, ask, numRuns);
}

function checkDecision({ rate, quantityToBuy }: PolicyDecision, holdings: number): void {
  if (rate !== undefined && (!isDecimal(rate) || decimalPlaces(rate) > RATE_DP))
    throw brokenLaw(`a rate is a decimal of at most ${RATE_DP} decimals`, rate);
  if (quantityToBuy === undefined) return;
  if (!Number.isSafeInteger(quantityToBuy)) throw brokenLaw('bonds are a whole number', quantityToBuy);
  if (-quantityToBuy > holdings) throw brokenLaw('no more bonds are sold than are held', -quantityToBuy, holdings);
}
