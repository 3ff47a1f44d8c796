import type { BucketId, Decimal } from '@bagehot/kernel';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import type { MoneySections } from '../money-market/sections.js';

/** How dealers fund themselves in the market for overnight money (one-economy specification, section 5). */
export interface DealerFundingSection {
  /** Assets over equity that a dealer aims at, at least 1; 1 asks for nothing. */
  readonly leverage: Decimal;
  /** What is due today does not count as money when the dealer quotes. */
  readonly reserveDues: boolean;
}

/** A central bank that stands behind the outside quotes as dealer of last resort (one-economy specification, section 6). */
export interface BackstopSection {
  /** Of its standing quotes, per unit of face; wider than the opening outside spread of every bucket. */
  readonly spread: Decimal;
  /** Half-way between them, per unit of face; each bucket's opening outside mid unless given. */
  readonly mid?: Decimal | undefined;
  /** All buckets unless given. */
  readonly buckets?: readonly BucketId[] | undefined;
  readonly fromDay: number;
  /** Whose paper it buys: anybody's who has not defaulted, or only that of issuers who are not barred from borrowing. */
  readonly buys: 'all' | 'unbarred';
}

/** How often people trade goods in a day, and what they keep back for what they owe. */
export interface GoodsSection {
  /** Of an exchange; a financing economy has one round a day. */
  readonly ticksPerDay: number;
  /** Money owed within so many days is not offered in the goods market. */
  readonly reserveDays: number;
  /** Money for one unit of the numeraire of a financing economy. */
  readonly numerairePrice: Decimal;
}

/** A financing mode as the limit of what a buyer may spend (one-economy specification, section 8). */
export interface PurchaseLimitSection {
  /** Name of a financing mode. */
  readonly mode: string;
  /** Share of a person's money that it carries to the market, 0 to 1. */
  readonly carriedShare: Decimal;
  /** By good, in units of money: what it is reckoned at before it has been traded for money. */
  readonly referencePrices: ReadonlyMap<string, Decimal>;
}

/** Purchases beyond money on hand, owed until later (one-economy specification, section 8). */
export interface TradeCreditSection {
  /** Days until it is due, at least 1. */
  readonly termDays: number;
  /** What is owed is this share more than what is lent. */
  readonly markup: Decimal;
  /** The seller counts what it is owed this share less, 0 to 1. */
  readonly sellerDiscount: Decimal;
  /** Most that one may owe in all, in units of money; null where a purchase limit says enough. */
  readonly maxDebt: Decimal | null;
  /** Smallest credit, in minor units. */
  readonly minAmount: number;
}

/** The sections of a composed day, complete. Every market is one of them, and one that is absent leaves no trace. */
export interface DaySections extends MoneySections {
  readonly dealer?: SecondaryMarketConfig | undefined;
  readonly dealerFunding?: DealerFundingSection | undefined;
  readonly backstop?: BackstopSection | undefined;
  readonly goods?: GoodsSection | undefined;
  readonly purchaseLimit?: PurchaseLimitSection | undefined;
  readonly tradeCredit?: TradeCreditSection | undefined;
}
