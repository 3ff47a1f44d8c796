import * as z from 'zod';

/** A financing mode by its name. */
export const ModeNameSchema: z.ZodType<string, string> = z.string().min(1);
