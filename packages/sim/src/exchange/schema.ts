import { ExchangeSectionForm } from '@bagehot/exchange/schema';
import * as z from 'zod';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { count } from '../schema-values.js';

// The shape of scenario files of an exchange. What stands under `exchange` is the business of the package itself.

const run = z.strictObject({
  ticks: count.optional().describe('100 unless given'),
  seed: count.optional().describe('seed of people and resources; 42 unless given'),
});

const frame = {
  version: z.literal(1),
  model: z.literal('exchange'),
  name: z.string().min(1),
  description: z.string().optional(),
  run: run.optional(),
};

/** A scenario of an exchange, for editors. */
export const exchangeForm: z.ZodType = z.strictObject({ ...frame, exchange: ExchangeSectionForm });

const framed = z.strictObject({ ...frame, exchange: z.looseObject({}) });

/** All ways in which an object departs from the frame of an exchange's file; empty when it has that form. */
export function exchangeIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(framed, input);
}
