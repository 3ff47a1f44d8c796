import type { LiquidityPolicyName } from '@bagehot/central-bank';
import type { AgentId, Decimal } from '@bagehot/kernel';

/** How a market for overnight money goes, and what its lenders offer (one-economy specification, sections 3, 4 and 13). */
export interface MoneyMarketSection {
  /** The central bank's rate at the start, a fraction per year. */
  readonly policyRate: Decimal;
  /** Spread over the policy rate when nothing is supplied. */
  readonly spreadSensitivity: Decimal;
  /** Days a loan runs, at least 1. */
  readonly term: number;
  readonly ticksPerYear: number;
  readonly rule: 'ratio' | 'order-book';
  readonly legRule: 'sequential' | 'proportional';
  /** The money that is lent; `reserves` where there are banks, else `cash`, unless given. */
  readonly asset?: 'cash' | 'reserves' | undefined;
  /** Before settlement, or in the evening after it. */
  readonly at: 'B2' | 'C';
  readonly supply: SupplySection;
  readonly withdraw?: WithdrawSection | undefined;
  /** Settings the file does not have, whose defaults are worth a warning. */
  readonly assumed: readonly ('policyRate' | 'spreadSensitivity')[];
}

/** What lenders offer. */
export interface SupplySection {
  /** A lender keeps what it owes within so many days. */
  readonly reserveDays: number;
  /** And this beside it. */
  readonly buffer: Decimal;
  /** Share of the loans due to it today that a lender renews, 0 to 1. */
  readonly reoffer: Decimal;
  /** Value-based traders lend too. */
  readonly vbt: boolean;
}

/** A run of lenders: some of them lend and renew nothing from a day on. */
export interface WithdrawSection {
  readonly fromDay: number;
  /** Of the people, 0 to 1. */
  readonly share: Decimal;
}

/** What the short do about it. */
export interface LiquiditySection {
  readonly policy: LiquidityPolicyName;
  /** Dues within so many days count as need. */
  readonly horizonDays: number;
  readonly perAgent: ReadonlyMap<AgentId, LiquidityPolicyName>;
}

/** What the central bank lends against. */
export interface CollateralSection {
  /** Share of a claim that secures nothing, 0 to 1. */
  readonly haircut: Decimal;
  /** Off the value at which pledges are taken over, 0 to 1. */
  readonly liquidationDiscount: Decimal;
  /** Kinds of contracts that are good security. */
  readonly kinds: readonly string[];
}

/** The central bank's standing facilities. */
export interface FacilitiesSection {
  readonly lendingSpread: Decimal;
  readonly depositSpread: Decimal;
  /** Null lends without security. */
  readonly collateral: CollateralSection | null;
  readonly term: number;
  /** Most that is lent at any time. */
  readonly cap?: Decimal | undefined;
  readonly autoDeposit: boolean;
}

/** A treasury that issues bonds and spends what it gets for them. */
export interface TreasurySection {
  /** Bonds it may issue. */
  readonly inventory: number;
  /** Bonds that the central bank holds at the start, at face. */
  readonly outstanding: number;
  readonly faceValue: Decimal;
  readonly passThrough?:
    | {
        readonly fraction: Decimal;
        /** All people in equal parts, or a weight for each agent. */
        readonly weights: 'equal' | ReadonlyMap<AgentId, number>;
      }
    | undefined;
}

/** What the central bank does on a day. */
export interface PolicyStep {
  readonly day: number;
  readonly rate?: Decimal | undefined;
  readonly quantityToBuy?: number | undefined;
}

/** How the central bank decides. */
export type PolicySection =
  | { readonly rule: 'schedule'; readonly table: readonly PolicyStep[] }
  | { readonly rule: 'money-growth'; readonly growthRate: Decimal; readonly maxStep: number }
  | { readonly rule: 'rate-target'; readonly target: Decimal; readonly gain: Decimal; readonly maxStep: number };

/** The parts of a ring's scenario about money: none of them when it has no money market. */
export interface MoneySections {
  readonly moneyMarket?: MoneyMarketSection | undefined;
  readonly liquidity?: LiquiditySection | undefined;
  readonly facilities?: FacilitiesSection | undefined;
  readonly treasury?: TreasurySection | undefined;
  readonly policy?: PolicySection | undefined;
}

/** The sections of a scenario that are there. */
export function moneySectionsOf(scenario: MoneySections): MoneySections {
  const { moneyMarket, liquidity, facilities, treasury, policy } = scenario;
  return {
    ...(moneyMarket === undefined ? {} : { moneyMarket }),
    ...(liquidity === undefined ? {} : { liquidity }),
    ...(facilities === undefined ? {} : { facilities }),
    ...(treasury === undefined ? {} : { treasury }),
    ...(policy === undefined ? {} : { policy }),
  };
}
