import * as z from 'zod';
import { PRESET_NAMES } from '../presets/preset.js';

// The shape of plan files, after mappings of paths have been spelled out as lists. Numbers are texts or numbers, as in scenario files.

const count = z.int({ error: 'must be a whole number of at least 0' }).min(0);
const text = z.string().min(1);
const amount = z.union([z.number(), z.string().regex(/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i)], {
  error: 'must be a number, as a number or a text such as "0.25"',
});
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'must be a text, a number, true, false or null',
});

const gridAxis = z.strictObject({ path: text, values: z.array(fieldValue) });
const rangeAxis = z.strictObject({ path: text, from: amount, to: amount, log: z.boolean().optional() });

const grid = z.strictObject({ kind: z.literal('grid'), axes: z.array(gridAxis) });
const hypercube = z.strictObject({ kind: z.literal('latin-hypercube'), samples: count, axes: z.array(rangeAxis) });
const frontier = z.strictObject({
  kind: z.literal('frontier'),
  path: text,
  low: amount.optional(),
  high: amount.optional(),
  tolerance: amount.optional(),
  iterations: count.optional(),
  axes: z.array(gridAxis),
});
const simple = [grid, hypercube, frontier] as const;
const joined = z.strictObject({
  kind: z.literal('joined'),
  get designs(): z.ZodType<unknown> {
    return z.array(design);
  },
});
const design: z.ZodType<unknown> = z.discriminatedUnion('kind', [...simple, joined], {
  error: 'must be a section with a kind: grid, latin-hypercube, frontier or joined',
});

const section = z.record(z.string(), z.unknown(), { error: 'must be a section of named fields' });
const arms = z.array(
  z.strictObject({ name: z.string(), set: z.array(z.strictObject({ path: text, value: fieldValue })) }),
  { error: 'must be market, balanced, or a list of arms' },
);

const about = {
  version: z.literal(1),
  name: text.optional(),
  description: z.string().optional(),
  out_dir: text.optional(),
};
const repeated = { replicates: count.optional(), base_seed: count.optional() };

const general = z.strictObject({ ...about, ...repeated, base: section, design, arms: arms.optional() });
const ofPreset = z.strictObject({ ...about, ...repeated, preset: z.enum(PRESET_NAMES) });

const list = z.array(amount).min(1, { error: 'must not be empty' });
const range = z.union(
  [z.tuple([amount, amount]), z.strictObject({ from: amount, to: amount, log: z.boolean().optional() })],
  { error: 'must be two numbers, [0.2, 5], or { from, to, log }' },
);
const enabled = z.boolean().optional();

const ringSweep = z.strictObject({
  ...about,
  grid: z
    .strictObject({
      enabled,
      kappas: list.optional(),
      concentrations: list.optional(),
      mus: list.optional(),
      monotonicities: list.optional(),
    })
    .optional(),
  lhs: z
    .strictObject({
      enabled,
      count,
      kappa_range: range.optional(),
      concentration_range: range.optional(),
      mu_range: range.optional(),
      monotonicity_range: range.optional(),
    })
    .optional(),
  frontier: z
    .strictObject({
      enabled,
      kappa_low: amount.optional(),
      kappa_high: amount.optional(),
      tolerance: amount.optional(),
      max_iterations: count.optional(),
    })
    .optional(),
  runner: z
    .strictObject({
      n_agents: count.optional(),
      maturity_days: count.optional(),
      q_total: amount.optional(),
      liquidity_mode: z.enum(['single_at', 'uniform']).optional(),
      liquidity_agent: text.optional(),
      base_seed: count.optional(),
      replicates: count.optional(),
      default_handling: z.enum(['expel-agent', 'fail-fast']).optional(),
      dealer_enabled: z.boolean().optional(),
      dealer_config: section.optional(),
    })
    .optional(),
});

/** A number as a file has it. */
type Amount = string | number;

/** Both ends of what is sampled, with or without names. */
type Range = readonly [Amount, Amount] | { readonly from: Amount; readonly to: Amount; readonly log?: boolean };

/** A sweep of a ring's parameters (ring specification, section 13), as read. */
export interface RingSweepForm {
  readonly name?: string;
  readonly grid?: {
    readonly enabled?: boolean;
    readonly kappas?: readonly Amount[];
    readonly concentrations?: readonly Amount[];
    readonly mus?: readonly Amount[];
    readonly monotonicities?: readonly Amount[];
  };
  readonly lhs?: {
    readonly enabled?: boolean;
    readonly count: number;
    readonly kappa_range?: Range;
    readonly concentration_range?: Range;
    readonly mu_range?: Range;
    readonly monotonicity_range?: Range;
  };
  readonly frontier?: {
    readonly enabled?: boolean;
    readonly kappa_low?: Amount;
    readonly kappa_high?: Amount;
    readonly tolerance?: Amount;
    readonly max_iterations?: number;
  };
  readonly runner?: {
    readonly n_agents?: number;
    readonly maturity_days?: number;
    readonly q_total?: Amount;
    readonly liquidity_mode?: 'single_at' | 'uniform';
    readonly liquidity_agent?: string;
    readonly base_seed?: number;
    readonly replicates?: number;
    readonly default_handling?: 'expel-agent' | 'fail-fast';
    readonly dealer_enabled?: boolean;
    readonly dealer_config?: object;
  };
}

/** Ways in which a file may describe an experiment. */
export type PlanForm = 'general' | 'preset' | 'ring-sweep';

/** One way in which an object is not what the schema wants. */
export interface PlanIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Which form a file has: by a field that no other form has. */
export function planForm(input: unknown): PlanForm {
  if (typeof input !== 'object' || input === null) return 'general';
  if ('preset' in input) return 'preset';
  const isGeneral = 'base' in input || 'design' in input;
  return !isGeneral && ['grid', 'lhs', 'frontier', 'runner'].some((name) => name in input) ? 'ring-sweep' : 'general';
}

/** All ways in which an object departs from its form; empty when it has that form. */
export function planIssues(form: PlanForm, input: unknown): readonly PlanIssue[] {
  const schema = { general, preset: ofPreset, 'ring-sweep': ringSweep }[form];
  const result = schema.safeParse(input);
  return result.success ? [] : result.error.issues.flatMap(readIssue);
}

function readIssue(issue: z.core.$ZodIssue): readonly PlanIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is no known field' }));
  return [{ path: issue.path, message: describe(issue) }];
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.path.at(-1) === 'kind') return 'must be grid, latin-hypercube, frontier or joined';
  switch (issue.code) {
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_type':
      return issue.message.startsWith('must') ? issue.message : `is missing or no ${issue.expected}`;
    case 'too_small':
      return issue.message.startsWith('must') ? issue.message : `must be at least ${issue.minimum}`;
    default:
      return issue.message;
  }
}
