import { ExchangePopulationForm, ExchangeSectionForm } from '@bagehot/exchange/schema';
import * as z from 'zod';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { count } from '../schema-values.js';
import type { LoggedHead, LoggedKinds, LoggedOpening } from './logged-kinds.js';

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

const note = (population: z.ZodType): z.ZodType =>
  z.strictObject({ population, seed: count }).describe('what people and resources of this scenario were drawn from');

/** A scenario of an exchange, for editors. */
export const exchangeForm: z.ZodType = z.strictObject({
  ...frame,
  exchange: ExchangeSectionForm,
  generated: note(ExchangePopulationForm).optional(),
});

const framed = z.strictObject({
  ...frame,
  exchange: z.looseObject({}),
  generated: note(z.looseObject({})).optional(),
});

/** All ways in which an object departs from the frame of an exchange's file; empty when it has that form. */
export function exchangeIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(framed, input);
}

// Records of a log. Fields that a replay does not read are left alone.

const day = z.int().min(-1);
const whole = z.int().min(0);
const two = z.tuple([whole, whole]);

/** The first record of a log. */
export const loggedOpening: z.ZodType<LoggedOpening> = z.object({
  kind: z.literal('ExchangeOpened'),
  day,
  goods: z.array(z.string()).min(1),
  agents: whole,
  regime: z.string(),
  level: z.enum(['minimal', 'standard', 'debug']),
});

/** Records by kind. */
export const loggedForms: { readonly [Kind in keyof LoggedKinds]: z.ZodType<LoggedKinds[Kind]> } = {
  TickState: z.object({ mode: z.string(), regime: z.string(), active_pairs: z.array(z.string()) }),
  ModeChanged: z.object({ from: z.string(), to: z.string() }),
  Paired: z.object({ agents: two }),
  Unpaired: z.object({ agents: two }),
  IntegrityRepaired: z.object({ agent: whole }),
  Harvested: z.object({ agent: whole, cell: two, good: z.string(), amount: whole }),
  Regrown: z.object({ cell: two, good: z.string(), amount: whole, left: whole }),
  LambdaUpdated: z.object({ agent: whole, old: z.number(), new: z.number() }),
  ExchangeTrade: z.object({
    seller_lambda: z.number(),
    buyer_lambda: z.number(),
    trade: z.object({
      pair_type: z.string(),
      seller_id: whole,
      buyer_id: whole,
      dX: whole,
      dY: whole,
      price: z.number(),
      seller_gain: z.number(),
      buyer_gain: z.number(),
      total_surplus: z.number(),
      credit: whole.optional(),
    }),
  }),
  AgentSnapshot: z.object({
    agent: whole,
    cell: two,
    holdings: z.array(z.int()),
    lambda: z.number(),
    partner: whole.nullable(),
  }),
  ResourceSnapshot: z.object({ cells: z.array(z.object({ cell: two, good: z.string(), amount: whole })) }),
};

/** What every record has. */
export const loggedHead: z.ZodType<LoggedHead> = z.object({ kind: z.string(), day, seq: whole });
