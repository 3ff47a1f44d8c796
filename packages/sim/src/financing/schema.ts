import * as z from 'zod';
import { INFINITE } from '../scenario/field.js';
import { issuesOf, type StructureIssue } from '../schema-issues.js';
import { amount, count, id } from '../schema-values.js';

// The shape of scenario files of a financing economy. Names are those of the golden configurations of the financing specification.

const GOODS = 'must be a list of names, or how many goods there are';

const cell = z
  .tuple([count, count], { error: 'must be a cell [x, y], counted from 0' })
  .describe('x and y of a cell, from 0');

const grid = z.strictObject({
  width: count,
  height: count,
  market_width: count.optional().describe('2 unless given'),
  market_height: count.optional().describe('2 unless given'),
  obstacles: z.array(cell).optional().describe('cells that nobody enters'),
});

const agent = z.strictObject({
  id: count,
  alpha: z.array(amount).describe('Cobb-Douglas weights, adding up to exactly 1'),
  home: z.array(amount).describe('stocks at home, which cannot be sold'),
  personal: z.array(amount).optional().describe('stocks carried; nothing unless given'),
  home_position: cell,
  load_fraction: amount.optional().describe("the agent's own; that of the economy unless given"),
});

const range = z.strictObject({
  min: amount.optional().describe('0 unless given'),
  max: amount,
  decimals: count.optional().describe('4 unless given, or more where the ends have more'),
});

const populationFields = {
  agents: count,
  stocks: z
    .union([range, z.array(range)], {
      error: 'must be a range such as { min: 0, max: 10 }, or a list of them, one per good',
    })
    .optional()
    .describe('one range for all goods, or one for each; 0 to 10 unless given'),
  ownership: amount.optional().describe('probability that somebody owns anything of a good; 1 unless given'),
  weights: z
    .strictObject({
      minimum: amount.optional().describe('least weight of every good; 0 unless given'),
      decimals: count.optional().describe('4 unless given'),
    })
    .optional(),
  carried: amount.optional().describe('share of every stock that is carried from the start; 0 unless given'),
  homes: z.enum(['outside_market', 'anywhere']).optional(),
  load_fraction: range.optional().describe("each agent's own, drawn; that of the economy unless given"),
};

/** What people are drawn from. */
const populationForm: z.ZodType = z.strictObject(populationFields);

const population = z.strictObject({
  ...populationFields,
  seed: count.optional().describe("seed of the population's draws; that of the run unless given"),
});

const financingFields = {
  mode: id.optional().describe('PERSONAL, TOTAL_WEALTH, or a mode registered in code'),
  financing_mode: id.optional().describe('the same as mode'),
  grid,
  kappa: z
    .union([amount, z.enum(INFINITE)], {
      error: 'must be a number, as a number or a text such as "12.50", or Infinity',
    })
    .optional()
    .describe('cost of travel per step, or Infinity; 0 unless given'),
  load_fraction: amount.optional().describe('share of home stocks loaded before a trip; 1 unless given'),
  stages: count.optional().describe('stages of clearing; 4 unless given'),
  max_passes: count.optional().describe('passes of a stage before agents are left out; 256 unless given'),
  capacity: z
    .array(amount.nullable())
    .optional()
    .describe('most that is traded of each good in a round; null for no limit'),
  departure: z.enum(['synchronised', 'immediate', 'never']).optional(),
  missing_goods: z.enum(['skip', 'restrict']).optional(),
  quantity_scale: count.optional().describe('decimals of quantities; 12 unless given'),
  price_digits: count.optional().describe('significant digits of prices; 20 unless given'),
  solver: z.enum(['exact', 'gth', 'tatonnement', 'newton']).optional(),
  movement: z
    .enum(['greedy', 'nearest', 'astar'])
    .optional()
    .describe('greedy unless given, astar where there are obstacles'),
  goods: z
    .union([z.int({ error: GOODS }).min(1, { error: GOODS }), z.array(id)], { error: GOODS })
    .optional()
    .describe('names of the goods, or how many there are; good 0 is the numeraire'),
  agents: z.array(agent).optional(),
};

const financing = z.strictObject({ ...financingFields, population: population.optional() });

/** The fields of the section, with a population that has no seed of its own. */
export const financingSectionFields: Readonly<Record<string, z.ZodType>> = {
  ...financingFields,
  population: populationForm.optional(),
};

const run = z.strictObject({
  max_rounds: count.optional().describe('200 unless given'),
  max_stale_rounds: count.optional().describe('50 unless given'),
  cleared_rounds: count.optional().describe('5 unless given'),
  seed: count.optional().describe('42 unless given'),
});

const generated = z
  .strictObject({ population: populationForm, seed: count })
  .describe('what the agents of this scenario were drawn from');

/** A scenario of a financing economy. */
export const financingForm: z.ZodType = z.strictObject({
  version: z.literal(1),
  model: z.literal('financing'),
  name: z.string().min(1),
  description: z.string().optional(),
  financing,
  run: run.optional(),
  generated: generated.optional(),
});

/** All ways in which an object departs from the form of a financing economy; empty when it has that form. */
export function financingIssues(input: unknown): readonly StructureIssue[] {
  return issuesOf(financingForm, input);
}
