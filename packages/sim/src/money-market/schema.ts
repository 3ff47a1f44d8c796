import { LIQUIDITY_POLICIES } from '@bagehot/central-bank';
import * as z from 'zod';
import { inEitherSpelling } from '../scenario/spelling.js';
import { amount, count, flag, id } from '../schema-values.js';

// The sections of a ring's scenario about its money market, its central bank and its treasury.

/** A section each of whose fields may be spelled in two ways, and none of which has to be there. */
export function section(fields: Readonly<Record<string, z.ZodType>>): z.ZodType {
  return z.strictObject(
    inEitherSpelling(Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, type.optional()]))),
  );
}

const moneyMarket = section({
  policyRate: amount.describe('rate of the central bank, a fraction per year; 0.05 unless given'),
  spreadSensitivity: amount.describe('spread over the policy rate when nothing is supplied; 0.1 unless given'),
  term: count.describe('days a loan runs; 1 unless given'),
  ticksPerYear: count.describe('days of a year that bears the rate once; 360 unless given'),
  rule: z.enum(['ratio', 'order-book']).describe('how a session is cleared; ratio unless given'),
  legRule: z.enum(['sequential', 'proportional']).describe('how grants meet draws; sequential unless given'),
  asset: z.enum(['cash', 'reserves']).describe('the money that is lent; reserves where there are banks, else cash'),
  at: z.enum(['B2', 'C']).describe('before settlement, or in the evening after it; B2 unless given'),
  supply: section({
    reserveDays: count.describe('days ahead whose dues a lender keeps; 1 unless given'),
    buffer: amount.describe('money a lender keeps beside that; 0 unless given'),
    reoffer: amount.describe('share of what falls due to a lender today that it lends again; 1 unless given'),
    vbt: flag.describe('whether value-based traders lend too; false unless given'),
  }),
  withdraw: section({
    fromDay: count.describe('from this day on'),
    share: amount.describe('this share of the people lends nothing and renews nothing'),
  }).describe('a run of lenders'),
});

const policyName = z.enum(LIQUIDITY_POLICIES);

const liquidity = section({
  policy: policyName.describe('where the short look for money first; sell-first unless given'),
  horizonDays: count.describe('days ahead whose dues count as need; 0 unless given'),
  perAgent: z.record(id, policyName).describe('policies of some agents'),
});

const facilities = section({
  lendingSpread: amount.describe('of the ceiling over the policy rate; 0.01 unless given'),
  depositSpread: amount.describe('of the floor under the policy rate; 0.01 unless given'),
  collateral: section({
    haircut: amount.describe('share of a claim that secures nothing; 0 unless given'),
    liquidationDiscount: amount.describe('off the value at which pledges are taken over; 0 unless given'),
    kinds: z.array(id).describe('kinds of contracts that are good security; payable unless given'),
  })
    .nullable()
    .describe('null lends without security'),
  term: count.describe('days a loan or deposit runs; 1 unless given'),
  cap: amount.describe('most that is lent at any time; without limit unless given'),
  autoDeposit: flag.describe('whether what is not lent is deposited; true unless given'),
});

const treasury = section({
  inventory: count.describe('bonds it may issue; 0 unless given'),
  outstanding: count.describe('bonds the central bank holds at the start, at face; 0 unless given'),
  faceValue: amount.describe('face of a bond; 1 unless given'),
  passThrough: section({
    fraction: amount.describe('share of what it is paid that it spends at once; 1 unless given'),
    weights: z
      .union([z.literal('equal'), z.record(id, count)], { error: 'must be equal, or a weight for each agent' })
      .describe('who gets it: all people in equal parts unless given'),
  }),
});

const policy = section({
  rule: z.enum(['schedule', 'money-growth', 'rate-target']),
  table: z
    .array(section({ day: count, rate: amount, quantityToBuy: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }))
    .describe('of a schedule: what happens on which day'),
  growthRate: amount.describe('of money-growth: per year'),
  target: amount.describe('of rate-target: the call rate that is aimed at'),
  gain: amount.describe('of rate-target: bonds per unit of the rate'),
  maxStep: count.describe('of money-growth and rate-target: most bonds of one operation'),
});

/** The sections, by both spellings of their names. */
export const moneySections: Readonly<Record<string, z.ZodType>> = inEitherSpelling(
  Object.fromEntries(
    Object.entries({ moneyMarket, liquidity, facilities, treasury, policy }).map(([name, type]) => [
      name,
      type.optional(),
    ]),
  ),
);
