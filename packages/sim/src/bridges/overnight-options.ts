import {
  type LiquidityHorizon,
  type LiquidityPolicy,
  type LiquidityPolicyName,
  type LiquidityView,
  liquidityPolicy,
} from '@bagehot/central-bank';
import { type AgentId, type Day, type DecimalInput, decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';

/** What a buyer pays for the claim somebody would sell first: price and face in quanta of the money. */
export type ClaimBid = NonNullable<LiquidityView['bid']>;

/** What somebody is short of, in quanta of the money. */
export interface Shortfall {
  readonly agent: AgentId;
  readonly need: bigint;
}

/** How a ring's agents use a market for overnight money. */
export interface OvernightOptions extends LiquidityHorizon {
  /**
   * Before settlement, or in the evening after it.
   *
   * @defaultValue 'B2'
   */
  readonly at?: 'B2' | 'C';
  /**
   * The money that is lent; the call market's own.
   *
   * @defaultValue 'reserves' where there are banks, else 'cash'
   */
  readonly asset?: 'cash' | 'reserves';
  /**
   * Share of the loans due to it today that a lender lends again, 0 to 1.
   *
   * @defaultValue 1
   */
  readonly reoffer?: DecimalInput;
  /**
   * Value-based traders lend too.
   *
   * @defaultValue false
   */
  readonly vbt?: boolean;
  /** A run of lenders: from a day on a share of the people, drawn once, lends nothing and renews nothing. */
  readonly withdraw?: { readonly fromDay: number; readonly share: DecimalInput };
  /**
   * What those who are short do about it.
   *
   * @defaultValue 'sell-first'
   */
  readonly policy?: LiquidityPolicy | LiquidityPolicyName;
  /** Policies of some agents. */
  readonly perAgent?: ReadonlyMap<AgentId, LiquidityPolicy | LiquidityPolicyName>;
  /**
   * Days of a year, for those who compare what money costs.
   *
   * @defaultValue 360
   */
  readonly ticksPerYear?: number;
  /**
   * Further borrowers, such as dealers that fund themselves: what they ask for now, after the people.
   *
   * @defaultValue none
   */
  readonly borrowers?: (day: Day) => readonly Shortfall[];
  /**
   * What somebody who is short would get for the claim it would sell first; undefined where it has none, or nobody pays.
   *
   * @defaultValue no bid: there is no market for claims
   */
  readonly bid?: (agent: AgentId, day: Day) => ClaimBid | undefined;
}

/** A share as a fraction of whole numbers. */
interface Share {
  readonly part: bigint;
  readonly whole: bigint;
}

/** The options with their defaults, checked. */
export interface OvernightTerms {
  readonly at: 'B2' | 'C';
  readonly asset: 'cash' | 'reserves' | undefined;
  readonly horizon: LiquidityHorizon;
  readonly reoffer: Share;
  readonly vbt: boolean;
  readonly withdraw: { readonly fromDay: number; readonly share: Share } | undefined;
  readonly policy: LiquidityPolicy;
  readonly perAgent: ReadonlyMap<AgentId, LiquidityPolicy>;
  readonly ticksPerYear: number;
  readonly borrowers: (day: Day) => readonly Shortfall[];
  readonly bid: (agent: AgentId, day: Day) => ClaimBid | undefined;
}

/**
 * Reads the options.
 *
 * @throws SimError `INVALID_OPTIONS` for a share that is none; InvalidConfigError for a policy nobody knows
 */
export function readOvernight(options: OvernightOptions): OvernightTerms {
  const { at = 'B2', asset, reoffer = 1, vbt = false, withdraw, policy = 'sell-first', perAgent = new Map() } = options;
  const { ticksPerYear = 360, horizonDays, reserveDays, buffer } = options;
  const { borrowers = () => [], bid = () => undefined } = options;
  return {
    at,
    asset,
    horizon: {
      ...(horizonDays === undefined ? {} : { horizonDays }),
      ...(reserveDays === undefined ? {} : { reserveDays }),
      ...(buffer === undefined ? {} : { buffer }),
    },
    reoffer: readShare('reoffer', reoffer),
    vbt,
    withdraw: withdraw && { fromDay: withdraw.fromDay, share: readShare('withdraw.share', withdraw.share) },
    policy: readPolicy(policy),
    perAgent: new Map(Array.from(perAgent, ([agent, own]) => [agent, readPolicy(own)] as const)),
    ticksPerYear,
    borrowers,
    bid,
  };
}

function readPolicy(policy: LiquidityPolicy | LiquidityPolicyName): LiquidityPolicy {
  return typeof policy === 'string' ? liquidityPolicy(policy) : policy;
}

function readShare(field: string, input: DecimalInput): Share {
  const value = decimal(input);
  if (value.lt(0) || value.gt(1))
    throw new SimError(
      'INVALID_OPTIONS',
      { field, reason: 'not from 0 to 1' },
      `${field} must be a share from 0 to 1, but is ${value}`,
    );
  const decimals = decimalPlaces(value);
  return { part: unitsOf(value, decimals) as bigint, whole: 10n ** BigInt(decimals) };
}
