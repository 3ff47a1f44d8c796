import type { ClearingRule, LiquidityPolicy, PolicyRule } from '@bagehot/central-bank';
import type { FinancingModes } from '@bagehot/financing';
import { type AgentId, type Decimal, type DecimalInput, isDecimal } from '@bagehot/kernel';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import type { SecondaryMarketPorts } from '../bridges/secondary-market.js';
import { invalidScenario } from '../errors.js';
import type {
  FacilitiesSection,
  LiquiditySection,
  MoneyMarketSection,
  PolicySection,
  TreasurySection,
} from '../money-market/sections.js';
import { Amounts } from '../scenario/amounts.js';
import { checkStructure } from '../scenario/structure.js';
import type { GoodsParts } from './goods-market.js';
import { type DayMarkets, readDaySections } from './reading.js';
import { dayIssues } from './schema.js';
import type {
  BackstopSection,
  DaySections,
  DealerFundingSection,
  GoodsSection,
  PurchaseLimitSection,
  TradeCreditSection,
} from './sections.js';

/** A section as a caller writes it: what has a default may be left out, and exact numbers may be texts or numbers. */
export type SectionInput<Section> = Section extends Decimal
  ? DecimalInput
  : Section extends ReadonlyMap<string, infer Value>
    ? ReadonlyMap<string, SectionInput<Value>> | Readonly<Record<string, SectionInput<Value>>>
    : Section extends readonly (infer Item)[]
      ? readonly SectionInput<Item>[]
      : Section extends object
        ? { readonly [Field in keyof Section]?: SectionInput<Section[Field]> | undefined }
        : Section;

/** What a composed day consists of, by the names of the scenario's sections. Every part may be left out. */
export interface DayParts extends GoodsParts {
  /** Dealers in the claims of the people. */
  readonly dealer?: SecondaryMarketConfig | undefined;
  /** Their debts in the market for overnight money; needs both. */
  readonly dealerFunding?: SectionInput<DealerFundingSection> | undefined;
  /** The central bank behind the dealers' outside quotes. */
  readonly backstop?: SectionInput<BackstopSection> | undefined;
  /** The market for overnight money, and the policy rate. */
  readonly moneyMarket?: SectionInput<Omit<MoneyMarketSection, 'assumed'>> | undefined;
  /** What the short do about it; needs a money market, as all that follows. */
  readonly liquidity?: SectionInput<LiquiditySection> | undefined;
  /** The central bank's standing facilities. */
  readonly facilities?: SectionInput<FacilitiesSection> | undefined;
  /** The other side of open market operations. */
  readonly treasury?: SectionInput<TreasurySection> | undefined;
  /** How the central bank decides. */
  readonly policy?: SectionInput<PolicySection> | undefined;
  /** How goods are traded, where there is a market for them. */
  readonly goods?: SectionInput<GoodsSection> | undefined;
  /** What a purchase of goods may come to. */
  readonly purchaseLimit?: SectionInput<PurchaseLimitSection> | undefined;
  /** Purchases of goods beyond money on hand. */
  readonly tradeCredit?: SectionInput<TradeCreditSection> | undefined;
}

/** Rules of the user's own in place of those a section names. */
export interface DayPorts {
  /** Where the financing mode of a purchase limit is looked up; among the built-in ones unless given. */
  readonly modes?: FinancingModes | undefined;
  /** Order flow, pricing and the like of the market in claims. */
  readonly market?: SecondaryMarketPorts | undefined;
  /** What the short do about it. */
  readonly liquidity?: LiquidityPolicy | undefined;
  /** How the session for overnight money is cleared, inside the corridor of the facilities. */
  readonly clearing?: ClearingRule | undefined;
  /** How the central bank decides. */
  readonly policy?: PolicyRule | undefined;
}

/**
 * Fills in every default, and checks that the parts fit together.
 *
 * @param moneyDecimals - of the economy's grid
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its path
 */
export function readDayParts(parts: DayParts, moneyDecimals: number): DaySections {
  const { dealer, exchange, financing, ...others } = parts;
  const input = asFile(others);
  const problems = checkStructure(input, dayIssues);
  const amounts = new Amounts(problems, moneyDecimals);
  const reading = { problems, amounts, knows: (_agent: AgentId) => true };
  if (exchange !== undefined && financing !== undefined)
    problems.add('E_VALUE', ['financing'], 'must not stand beside exchange: there is one market for goods');
  const sections = readDaySections(reading, input, { dealer, goods: goodsOf(exchange, financing) });
  if (problems.list.length > 0) throw invalidScenario(problems.list);
  return sections;
}

function goodsOf(exchange: object | undefined, financing: object | undefined): DayMarkets['goods'] {
  if (exchange !== undefined) return 'exchange';
  return financing === undefined ? undefined : 'financing';
}

/** The same data as a file would hold it: decimals as texts, maps as records, without what is undefined. */
function asFile(value: unknown): unknown {
  if (isDecimal(value)) return value.toFixed();
  if (Array.isArray(value)) return value.map(asFile);
  if (typeof value !== 'object' || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.flatMap(([name, part]) => (part === undefined ? [] : [[name, asFile(part)]])));
}
