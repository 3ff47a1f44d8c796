import { DEFAULT_ANCHORS, DEFAULT_BUCKETS } from '@bagehot/dealer';
import { type BucketId, type Decimal, decimal, ONE, ZERO } from '@bagehot/kernel';
import type { SecondaryMarketConfig } from '../bridges/market-config.js';
import { type MoneyReading, readCount, readRate, readShare } from '../money-market/field-reading.js';
import { readMoneySections } from '../money-market/reading.js';
import type { MoneyMarketSection } from '../money-market/sections.js';
import { asCount, asDecimal, asFlag, asOneOf, asText, entries, items } from '../scenario/field.js';
import { shown } from '../scenario/problems.js';
import { SpelledSection } from '../scenario/spelling.js';
import type {
  BackstopSection,
  DaySections,
  DealerFundingSection,
  GoodsSection,
  PurchaseLimitSection,
  TradeCreditSection,
} from './sections.js';

/** Markets that are described elsewhere, and without which some sections make no sense. */
export interface DayMarkets {
  readonly dealer?: SecondaryMarketConfig | undefined;
  /** Is there an exchange, or a financing economy? */
  readonly goods: 'exchange' | 'financing' | undefined;
}

/** Reads the sections of a composed day beside its markets in claims and goods, each in either spelling, and what each of them needs (one-economy specification, section 13). */
export function readDaySections(reading: MoneyReading, input: unknown, markets: DayMarkets): DaySections {
  const { problems } = reading;
  const { dealer } = markets;
  const root = new SpelledSection(problems, [], input);
  const money = readMoneySections(reading, input);
  const [funding, backstop, goods, limit, credit] = [
    'dealerFunding',
    'backstop',
    'goods',
    'purchaseLimit',
    'tradeCredit',
  ].map((name) => root.section(name)) as [
    SpelledSection,
    SpelledSection,
    SpelledSection,
    SpelledSection,
    SpelledSection,
  ];
  const needs = (section: SpelledSection, missing: readonly string[], what: string): void => {
    if (section.isThere && missing.length > 0) problems.add('E_VALUE', section.path, `needs ${what}`, missing);
  };
  const [noDealer, noMoney, noGoods] = [
    dealer === undefined ? ['dealer'] : [],
    money.moneyMarket === undefined ? ['moneyMarket'] : [],
    markets.goods === undefined ? ['exchange', 'financing'] : [],
  ];
  needs(
    funding,
    [...noDealer, ...noMoney],
    'a dealer section, whose dealers borrow, and a moneyMarket section, where they do',
  );
  needs(backstop, noDealer, 'a dealer section, whose outside quotes it backs');
  for (const section of [goods, credit]) needs(section, noGoods, 'a goods market: an exchange or a financing section');
  needs(limit, markets.goods === 'exchange' ? [] : ['exchange'], 'an exchange section, whose purchases it bounds');
  if (funding.isThere && money.moneyMarket !== undefined) requireFundable(problems, root, money.moneyMarket);
  return {
    ...money,
    ...(dealer === undefined ? {} : { dealer }),
    ...(funding.isThere ? { dealerFunding: readFunding(reading, funding) } : {}),
    ...(backstop.isThere ? { backstop: readBackstop(reading, backstop, dealer) } : {}),
    ...(goods.isThere ? { goods: readGoods(reading, goods) } : {}),
    ...(limit.isThere ? { purchaseLimit: readLimit(reading, limit) } : {}),
    ...(credit.isThere
      ? { tradeCredit: readCredit(reading, credit, limit.isThere || markets.goods === 'financing') }
      : {}),
  };
}

/** Dealers owe cash overnight, and renew it before the ring settles. */
function requireFundable(
  problems: MoneyReading['problems'],
  root: SpelledSection,
  { term, at, asset }: MoneyMarketSection,
): void {
  const { path } = root.section('moneyMarket');
  const must = (field: string, allowed: string, why: string, found: unknown): void =>
    problems.add('E_VALUE', [...path, field], `must be ${allowed} with dealerFunding, because ${why}, but is ${found}`);
  if (term !== 1) must('term', '1', 'dealers renew everything each day', term);
  if (at !== 'B2') must('at', 'B2', 'what dealers owe is due before the evening', at);
  if (asset === 'reserves') must('asset', 'cash', 'dealers pay in cash', asset);
}

function readFunding(reading: MoneyReading, section: SpelledSection): DealerFundingSection {
  return {
    leverage: readRate(reading, section, 'leverage', { from: ONE }) ?? ONE,
    reserveDues: asFlag(section.get('reserveDues')) ?? false,
  };
}

function readBackstop(
  reading: MoneyReading,
  section: SpelledSection,
  dealer: SecondaryMarketConfig | undefined,
): BackstopSection {
  const { problems } = reading;
  const spread = readRate(reading, section, 'spread', { from: ZERO });
  if (section.get('spread') === undefined)
    problems.add(
      'E_VALUE',
      section.at('spread'),
      'is missing: how far the standing quotes are apart, per unit of face',
    );
  const mid = readRate(reading, section, 'mid', { from: ZERO });
  const named =
    section.get('buckets') === undefined ? undefined : items(section.get('buckets')).flatMap((id) => asText(id) ?? []);
  const known = (dealer?.buckets ?? DEFAULT_BUCKETS).map(({ id }) => id);
  if (dealer !== undefined)
    named?.forEach((bucket, k) => {
      if (!known.includes(bucket))
        problems.add(
          'E_BUCKETS',
          [...section.at('buckets'), k],
          `must be one of ${known.join(', ')}, but is ${shown(bucket)}`,
        );
    });
  if (dealer !== undefined && spread !== undefined)
    for (const bucket of named ?? known) {
      const outside = openingSpread(dealer, bucket);
      if (outside !== undefined && spread.lte(outside))
        problems.add(
          'E_BACKSTOP_TOO_TIGHT',
          section.at('spread'),
          `must exceed the outside spread of every bucket at the start, ${outside} for ${bucket}, but is ${spread}`,
        );
    }
  return {
    spread: spread ?? ZERO,
    ...(mid === undefined ? {} : { mid }),
    ...(named === undefined ? {} : { buckets: named }),
    fromDay: asCount(section.get('fromDay')) ?? 0,
    buys: asOneOf(section.get('buys'), ['all', 'unbarred']) ?? 'all',
  };
}

function openingSpread({ anchors = DEFAULT_ANCHORS }: SecondaryMarketConfig, bucket: BucketId): Decimal | undefined {
  const byBucket = anchors instanceof Map ? anchors : new Map(Object.entries(anchors));
  const own = byBucket.get(bucket);
  return own === undefined ? undefined : decimal(own.spread);
}

function readGoods(reading: MoneyReading, section: SpelledSection): GoodsSection {
  return {
    ticksPerDay: readCount(reading, section, 'ticksPerDay', 1),
    reserveDays: asCount(section.get('reserveDays')) ?? 0,
    numerairePrice: readPrice(reading, section),
  };
}

function readPrice({ problems }: MoneyReading, section: SpelledSection): Decimal {
  const price = asDecimal(section.get('numerairePrice')) ?? ONE;
  if (price.lte(0)) problems.add('E_VALUE', section.at('numerairePrice'), `must be greater than 0, but is ${price}`);
  return price;
}

function readLimit(reading: MoneyReading, section: SpelledSection): PurchaseLimitSection {
  const { problems } = reading;
  const mode = asText(section.get('mode'));
  if (mode === undefined) problems.add('E_VALUE', section.at('mode'), 'is missing: the name of a financing mode');
  const prices = new SpelledSection(problems, section.at('referencePrices'), section.get('referencePrices'));
  return {
    mode: mode ?? '',
    carriedShare: readShare(reading, section, 'carriedShare', ONE),
    referencePrices: new Map(
      entries(section.get('referencePrices')).map(([good]) => [
        good,
        readRate(reading, prices, good, { from: ZERO }) ?? ZERO,
      ]),
    ),
  };
}

function readCredit(reading: MoneyReading, section: SpelledSection, isLimited: boolean): TradeCreditSection {
  const { problems, amounts } = reading;
  if (section.get('termDays') === undefined)
    problems.add('E_VALUE', section.at('termDays'), 'is missing: the days until a credit is due');
  const maxDebt = section.get('maxDebt');
  if (maxDebt === undefined && !isLimited)
    problems.add(
      'E_VALUE',
      section.at('maxDebt'),
      'is missing: the most that one may owe, which only a purchaseLimit section can do without',
      ['purchaseLimit'],
    );
  return {
    termDays: readCount(reading, section, 'termDays', 1),
    markup: readRate(reading, section, 'markup', { from: ZERO }) ?? ZERO,
    sellerDiscount: readShare(reading, section, 'sellerDiscount', ZERO),
    maxDebt: maxDebt === undefined ? null : amounts.notNegative(section.at('maxDebt'), maxDebt),
    minAmount: readCount(reading, section, 'minAmount', 1),
  };
}
