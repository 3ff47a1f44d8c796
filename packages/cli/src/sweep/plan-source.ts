import path from 'node:path';
import {
  type ArmPlan,
  BALANCED_ARMS,
  loadSweepPlan,
  MARKET_ARMS,
  PRESET_NAMES,
  preset,
  SimError,
  type SweepPlan,
  type SweepPlanFile,
} from '@bagehot/sim';
import { CommandError, EXIT } from '../exit-code.js';
import { badOption, readCount } from '../option-value.js';
import { readInput } from '../scenario-file.js';
import { fieldOf, withBaseOptions } from './base-options.js';
import { withDesignOptions } from './design-options.js';
import { DEFAULT_GRID } from './sweep-axes.js';
import type { PlanOptions, SweepKind } from './sweep-options.js';

/** Five agents in a ring, the first of which has all the money (ring specification, section 16). */
const RING_PLAN: SweepPlan = {
  name: 'ring',
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    name_prefix: 'Ring',
    params: {
      n_agents: 5,
      kappa: 1,
      q_total: 500,
      liquidity: { allocation: { mode: 'single_at', agent: 'H1' } },
      inequality: { concentration: 1, monotonicity: 0 },
      maturity: { days: 3, mu: 0 },
    },
    run: { default_handling: 'expel-agent' },
  },
  design: { kind: 'grid', axes: DEFAULT_GRID },
};

/** What each kind of sweep starts from when there is neither a file nor a preset: the scenario of a preset, over the usual grid. */
const DEFAULT_PLANS: Readonly<Record<Exclude<SweepKind, 'economy'>, () => SweepPlan>> = {
  ring: () => RING_PLAN,
  comparison: () => {
    const plan = preset('headline');
    const base = { ...plan.base, name_prefix: 'Comparison' };
    return { ...plan, name: 'comparison', base, design: RING_PLAN.design };
  },
  balanced: () => ({ ...preset('balanced'), design: RING_PLAN.design }),
};

const ARMS: Readonly<Record<SweepKind, readonly ArmPlan[] | undefined>> = {
  ring: undefined,
  comparison: MARKET_ARMS,
  balanced: BALANCED_ARMS,
  economy: undefined,
};

/**
 * The plan of a sweep: that of the file, of the preset, or the usual one, as the options change it.
 *
 * @param file - the plan's file, if one was named
 * @throws CommandError with exit code 2 naming what is wrong
 */
export function sweepPlanOf(kind: SweepKind, file: string | undefined, options: PlanOptions): SweepPlanFile {
  const source = sourceOf(kind, file, options);
  const plan = source.plan.arms === undefined ? withArms(kind, source.plan) : source.plan;
  requireKind(kind, plan);
  const changed = withBaseOptions({ ...plan, design: withDesignOptions(plan.design, options) }, kind, options);
  return { ...source, plan: { ...changed, ...repetitions(options) } };
}

/** The arms that the verb asks for, where the plan has none; and what they differ in, where its scenario has not got it. */
function withArms(kind: SweepKind, plan: SweepPlan): SweepPlan {
  const arms = ARMS[kind];
  if (arms === undefined) return plan;
  const [section, name] = kind === 'balanced' ? (['balanced', 'balanced'] as const) : (['dealer', 'headline'] as const);
  const usual = fieldOf(preset(name).base, section);
  const given = fieldOf(plan.base, section);
  const wanted = kind === 'comparison' ? { ...Object(given ?? usual), enabled: true } : (given ?? usual);
  return { ...plan, base: { ...plan.base, [section]: wanted }, arms };
}

function sourceOf(kind: SweepKind, argument: string | undefined, { config, preset: name }: PlanOptions): SweepPlanFile {
  if (argument !== undefined && config !== undefined && argument !== config)
    throw badOption('--config', `names ${config}, but the command line has ${argument} as well`);
  const file = argument ?? config;
  if (file !== undefined && name !== undefined) throw badOption('--preset', `does not go together with ${file}`);
  if (file !== undefined) return inItsPlace(readPlanFile(file), file);
  if (kind === 'economy')
    throw new CommandError(EXIT.badInput, 'there is nothing to run: sweep economy needs the file of a plan');
  if (name === undefined) return { name: kind, plan: DEFAULT_PLANS[kind]() };
  const known = PRESET_NAMES.find((one) => one === name);
  if (known === undefined) throw badOption('--preset', `must be one of ${PRESET_NAMES.join(', ')}, but is ${name}`);
  return { name: known, plan: preset(known) };
}

/** Where results belong is relative to the file that says so. */
function inItsPlace(plan: SweepPlanFile, file: string): SweepPlanFile {
  return plan.outDir === undefined ? plan : { ...plan, outDir: path.join(path.dirname(file), plan.outDir) };
}

/**
 * Reads a plan file.
 *
 * @throws CommandError with exit code 2 when it cannot be read, or with every problem of the plan in its message
 */
export function readPlanFile(file: string): SweepPlanFile {
  const text = readInput(file);
  try {
    return loadSweepPlan(text);
  } catch (error) {
    throw planRefusal(file, error);
  }
}

/** What to throw instead of an error that a plan is to blame for: its problems, one a line. Any other error is returned as it is. */
export function planRefusal(name: string, error: unknown): unknown {
  if (!(error instanceof SimError) || error.code !== 'SWEEP_INVALID') return error;
  const { problems } = (error as SimError<'SWEEP_INVALID'>).details;
  const lines = problems.map(({ path, message, line }) => {
    const place = line === undefined ? name : `${name}:${line}`;
    return `${place}: ${path === '' ? 'the plan' : path} ${message}`;
  });
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return new CommandError(EXIT.badInput, [...lines, count].join('\n'));
}

/** A plan that belongs to another command is most likely a slip. */
function requireKind(kind: SweepKind, plan: SweepPlan): void {
  const other = kindOf(plan, kind);
  if (other === kind) return;
  throw new CommandError(EXIT.badInput, `the plan has ${contentOf(plan, kind)}: run it with bagehot sweep ${other}`);
}

/** @param kind - the one that was asked for: pairs of balanced scenarios may be taken for any pairs */
function kindOf({ base, arms = [] }: SweepPlan, kind: SweepKind): SweepKind {
  if (isEconomy(base)) return 'economy';
  if (arms.length < 2) return 'ring';
  return fieldOf(base, 'balanced') !== undefined && kind !== 'comparison' ? 'balanced' : 'comparison';
}

/** What tells that a plan belongs to another command. */
function contentOf({ base, arms = [] }: SweepPlan, kind: SweepKind): string {
  if (isEconomy(base)) return 'an economy as its base';
  if (kind === 'economy') return 'a ring as its base';
  if (arms.length < 2) return 'one arm';
  const missing = kind === 'balanced' ? ' and no balanced section' : '';
  return `the arms ${arms.map(({ name }) => name).join(', ')}${missing}`;
}

function isEconomy(base: object): boolean {
  return fieldOf(base, 'model') === 'economy';
}

function repetitions({ baseSeed, replicates }: PlanOptions): Partial<SweepPlan> {
  return {
    ...(baseSeed === undefined ? {} : { baseSeed: readCount('--base-seed', baseSeed, 0) }),
    ...(replicates === undefined ? {} : { replicates: readCount('--replicates', replicates, 1) }),
  };
}
