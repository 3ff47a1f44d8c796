import { ExchangeSectionForm } from '@bagehot/exchange/schema';
import * as z from 'zod';
import { daySections } from '../day/schema.js';
import { financingSectionFields } from '../financing/schema.js';
import { moneySections } from '../money-market/schema.js';
import { dealerForm, ringParamsForm, runForm } from '../scenario/schema.js';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { amount, count } from '../schema-values.js';

// The shape of scenario files of an economy. Its sections are those of its markets.

const people = z.strictObject({
  count: count.describe('they are called H1, H2, ...'),
  cash: z
    .strictObject({ total: amount.describe('shared out in equal parts') })
    .optional()
    .describe('only where no ring section says how much money there is'),
});

const frame = {
  version: z.literal(1),
  model: z.literal('economy'),
  name: z.string().min(1),
  description: z.string().optional(),
  seed: count.optional().describe('of everything that is drawn; 42 unless given'),
  ledger: z
    .strictObject({ moneyDecimals: count.optional().describe('decimals of the money grid, 0 to 18; 12 unless given') })
    .optional(),
  people,
  ring: ringParamsForm.optional().describe('what people owe one another at the start'),
  financing: z.strictObject(financingSectionFields).optional().describe('a market with one round a day'),
  dealer: dealerForm.optional(),
  ...moneySections,
  ...daySections,
  run: runForm.optional(),
};

/** A scenario of an economy, for editors and for the spelling of its fields. */
export const economyForm: z.ZodType = z.strictObject({
  ...frame,
  exchange: ExchangeSectionForm.optional().describe('a market with ticks'),
});

// What stands under `exchange` is the business of its package, which names the nearest key where one is not known.
const framed = z.strictObject({ ...frame, exchange: z.looseObject({}).optional() });

/** All ways in which an object departs from the frame of an economy's file; empty when it has that form. */
export function economyIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(framed, input);
}

let shape: object | undefined;

/** The form as a JSON Schema, made when it is first needed. */
export function economyShape(): object {
  shape ??= z.toJSONSchema(economyForm, { io: 'input' });
  return shape;
}
