import * as z from 'zod';
import { moneySections, section } from '../money-market/schema.js';
import { inEitherSpelling } from '../scenario/spelling.js';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { amount, count, flag, id } from '../schema-values.js';

// The sections of a composed day beyond those about money.

const dealerFunding = section({
  leverage: amount.describe('assets over equity that dealers aim at; 1 unless given, which borrows nothing'),
  reserveDues: flag.describe(
    'whether what is due today does not count as money when dealers quote; false unless given',
  ),
}).describe('dealers borrow overnight');

const backstop = section({
  spread: amount.describe('of the standing quotes, per unit of face; wider than the outside spreads at the start'),
  mid: amount.describe('half-way between them; the outside mid of each bucket at the start unless given'),
  buckets: z.array(id).describe('whose outside quotes are backed; all unless given'),
  fromDay: count.describe('from this day on; 0 unless given'),
  buys: z.enum(['all', 'unbarred']).describe('paper of everybody, or of those who may borrow; all unless given'),
}).describe('the central bank as dealer of last resort');

const goods = section({
  ticksPerDay: count.describe('of an exchange; 1 unless given'),
  reserveDays: count.describe('money owed within so many days is not spent on goods; 0 unless given'),
  numerairePrice: amount.describe('of a financing section: money for one unit of its numeraire; 1 unless given'),
}).describe('how goods are traded');

const purchaseLimit = section({
  mode: id.describe('the financing mode that says how much may be spent'),
  carriedShare: amount.describe('share of their money that people carry; 1 unless given'),
  referencePrices: z.record(id, amount).describe('prices of goods that have not been traded for money yet'),
}).describe('what a purchase may come to');

const tradeCredit = section({
  termDays: count.describe('days until it is due'),
  markup: amount.describe('what is owed is this share more; 0 unless given'),
  sellerDiscount: amount.describe('sellers count what they are owed this share less; 0 unless given'),
  maxDebt: amount.nullable().describe('most that one may owe; needed without a purchase limit'),
  minAmount: count.describe('smallest credit in minor units; 1 unless given'),
}).describe('what money does not cover is owed');

/** The sections, by both spellings of their names. */
export const daySections: Readonly<Record<string, z.ZodType>> = inEitherSpelling(
  Object.fromEntries(
    Object.entries({ dealerFunding, backstop, goods, purchaseLimit, tradeCredit }).map(([name, type]) => [
      name,
      type.optional(),
    ]),
  ),
);

const parts = z.strictObject({ ...moneySections, ...daySections });

/** All ways in which an object departs from the form of a composed day's sections, but for its markets in claims and goods. */
export function dayIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(parts, input);
}
