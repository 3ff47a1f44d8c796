import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { InvalidConfigError } from './errors.js';

/** Where money may come from: a sale of what one holds, or a loan. */
export type Source = 'sell' | 'borrow';

/** What an agent short of money looks at. */
export interface LiquidityView {
  readonly day: number;
  /** What it is short of, in quanta; more than 0. */
  readonly need: bigint;
  /** What a buyer pays for the claim it would sell first, price and face in quanta; absent when there is none, or no positive bid. */
  readonly bid?: { readonly price: bigint; readonly face: bigint; readonly remainingDays: number };
  /** What a loan costs: a fraction per year. */
  readonly rate: Decimal;
  /** Days of a year, for interest. */
  readonly ticksPerYear: number;
}

/**
 * Port: in which order an agent turns to its sources. Pure; each source at most once.
 *
 * @see one-economy specification, section 3
 */
export interface LiquidityPolicy {
  readonly name: string;
  /** Where an agent that is short looks for money, in order. Pure; each source at most once. */
  sources(view: LiquidityView): readonly Source[];
}

const SELL_FIRST: readonly Source[] = ['sell', 'borrow'];
const BORROW_FIRST: readonly Source[] = ['borrow', 'sell'];

/** The names of the policies that come with the package. */
export type LiquidityPolicyName = 'sell-first' | 'borrow-first' | 'cheapest' | 'sell-only' | 'borrow-only' | 'none';

const POLICIES: ReadonlyMap<string, LiquidityPolicy> = new Map(
  [
    always('sell-first', SELL_FIRST),
    always('borrow-first', BORROW_FIRST),
    { name: 'cheapest', sources: (view: LiquidityView) => (sellingIsCheaper(view) ? SELL_FIRST : BORROW_FIRST) },
    always('sell-only', ['sell']),
    always('borrow-only', ['borrow']),
    always('none', []),
  ].map((policy) => [policy.name, policy]),
);

/** What `liquidityPolicy` knows, in the order of the specification. */
export const LIQUIDITY_POLICIES: readonly LiquidityPolicyName[] = [...POLICIES.keys()] as LiquidityPolicyName[];

/**
 * A policy by its name.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` for a name that is not known
 * @see one-economy specification, section 3
 */
export function liquidityPolicy(name: LiquidityPolicyName): LiquidityPolicy {
  const policy = POLICIES.get(name);
  if (policy !== undefined) return policy;
  const value = String(name);
  const message = `liquidity policy must be one of ${LIQUIDITY_POLICIES.join(', ')}, but is ${value}`;
  const problems = [{ code: 'INVALID_CONFIG', path: 'liquidityPolicy', value, message }];
  throw new InvalidConfigError('INVALID_CONFIG', { path: 'liquidityPolicy', value, problems }, message);
}

function always(name: LiquidityPolicyName, sources: readonly Source[]): LiquidityPolicy {
  return { name, sources: () => sources };
}

/** Selling gives up what the claim would pay at maturity beyond its price; borrowing the same money until then costs interest. Exact; a tie sells. */
function sellingIsCheaper({ bid, rate, ticksPerYear }: LiquidityView): boolean {
  if (bid === undefined || bid.price <= 0n) return false;
  const places = decimalPlaces(rate);
  const rateUnits = unitsOf(rate, places) as bigint;
  const givenUp = (bid.face - bid.price) * BigInt(ticksPerYear) * 10n ** BigInt(places);
  return givenUp <= bid.price * rateUnits * BigInt(bid.remainingDays);
}
