import * as z from 'zod';
import { asCount, asDecimal } from './scenario/field.js';

// Values of scenario files. Numbers are texts or numbers: the loader keeps a YAML number's literal text, so that 0.1 is one tenth.

const NO_AMOUNT = 'must be a number, as a number or a text such as "12.50"';
const NO_COUNT = `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;

/** An exact decimal. */
export const amount: z.ZodType<string | number, string | number> = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i, NO_AMOUNT)
      .refine((text) => asDecimal(text) !== undefined, NO_AMOUNT),
  ])
  .describe('an exact decimal, as a number or a text');

/** A whole number of at least 0. */
export const count: z.ZodType<string | number, string | number> = z
  .union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d+(\.0*)?$/, NO_COUNT)
      .refine((text) => asCount(text) !== undefined, NO_COUNT),
  ])
  .describe('a whole number of at least 0');

/** A name. */
export const id: z.ZodString = z.string().min(1);

/** Yes or no. */
export const flag: z.ZodBoolean = z.boolean();
