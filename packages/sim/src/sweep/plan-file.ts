import { BALANCED_ARMS } from '../balanced-arms.js';
import { withExchangeDoubles } from '../economy-scenario/exchange-doubles.js';
import { SimError, type SweepProblem } from '../errors.js';
import { type PresetName, preset } from '../presets/preset.js';
import { field } from '../scenario/field.js';
import { pathText } from '../scenario/problems.js';
import { formatYaml, parseYaml, type YamlFile } from '../scenario/yaml.js';
import { invalidPlan } from './plan-problems.js';
import { ringSweepPlan, type TracedPlan } from './ring-sweep-plan.js';
import { planForm, planIssues, type RingSweepForm } from './schema.js';
import type { ArmPlan, SweepDesign } from './sweep-design.js';
import { MARKET_ARMS, planSweep, type SweepPlan } from './sweep-plan.js';

/** An experiment as a file describes it. */
export interface SweepPlanFile {
  /** @defaultValue `sweep` */
  readonly name: string;
  readonly description?: string;
  /** Where results belong, relative to the file. */
  readonly outDir?: string;
  readonly plan: SweepPlan;
}

const DEFAULT_NAME = 'sweep';

/** Fields of a file that have names in other letters than the plan's. */
const PLACES: TracedPlan['places'] = [['baseSeed', 'base_seed']];

const NAMED_ARMS: ReadonlyMap<unknown, readonly ArmPlan[]> = new Map<unknown, readonly ArmPlan[]>([
  ['market', MARKET_ARMS],
  ['balanced', BALANCED_ARMS],
]);

/**
 * Reads a plan from YAML text and checks all that can be checked before a run. Decimals are exact: `0.1` is one tenth.
 *
 * Three forms are known: a `base` scenario with a `design` (axes as a list, or as a mapping from paths to values; `arms: market`, `arms: balanced`, or arms of
 * one's own); a `preset` by its name; and the ring sweep of the ring specification, section 13, with `grid`, `lhs`, `frontier` and `runner`.
 *
 * @throws SimError `SWEEP_INVALID` with every problem found, each with its path and line
 * @example
 * const { name, plan } = loadSweepPlan(readFileSync('plan.yaml', 'utf8'));
 */
export function loadSweepPlan(yaml: string): SweepPlanFile {
  const file = readYaml(yaml);
  const form = planForm(file.value);
  const input = form === 'general' ? spelledOut(withDoubles(file)) : file.value;
  const issues = planIssues(form, input);
  if (issues.length > 0)
    throw located(
      file,
      issues.map(({ path, message }) => ({ path: pathText(path), message })),
    );
  const fields = input as PlanFields;
  const { plan, places } = form === 'ring-sweep' ? ringSweep(file, input as RingSweepForm) : planOf(fields);
  check(file, plan, places);
  return {
    name: fields.name ?? plan.name ?? DEFAULT_NAME,
    ...(fields.description === undefined ? {} : { description: fields.description }),
    ...(fields.out_dir === undefined ? {} : { outDir: fields.out_dir }),
    plan,
  };
}

/** What a plan's file says besides the plan. */
export interface SweepPlanAbout {
  readonly description?: string;
  readonly outDir?: string;
}

/**
 * Writes a plan as the YAML text that `loadSweepPlan` reads back. Decimals should be texts in the plan, as a file has them: a `number` with a fraction comes back as
 * the text of its digits.
 */
export function sweepPlanToYaml(plan: SweepPlan, { description, outDir }: SweepPlanAbout = {}): string {
  const { name, base, design, arms, replicates, baseSeed } = JSON.parse(JSON.stringify(plan)) as SweepPlan;
  const fields = {
    version: 1,
    name,
    description,
    out_dir: outDir,
    base,
    design: designForm(design),
    arms: arms?.map((arm) => ({
      name: arm.name,
      set: byPath(
        arm.set,
        ({ path }) => path,
        ({ value }) => value,
      ),
    })),
    replicates,
    base_seed: baseSeed,
  };
  return formatYaml(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/** The general form and that of a preset, as read. */
interface PlanFields {
  readonly name?: string;
  readonly description?: string;
  readonly out_dir?: string;
  readonly preset?: PresetName;
  readonly base: object;
  readonly design: SweepDesign;
  readonly arms?: readonly ArmPlan[];
  readonly replicates?: number;
  readonly base_seed?: number;
}

function planOf({ name, preset: known, base, design, arms, replicates, base_seed: baseSeed }: PlanFields): TracedPlan {
  const often = {
    ...(replicates === undefined ? {} : { replicates }),
    ...(baseSeed === undefined ? {} : { baseSeed }),
  };
  const named = name === undefined ? {} : { name };
  const plan: SweepPlan =
    known === undefined
      ? { ...named, base, design, ...(arms === undefined ? {} : { arms }), ...often }
      : { ...preset(known, often), ...named };
  return { plan, places: PLACES };
}

function ringSweep(file: YamlFile, form: RingSweepForm): TracedPlan {
  const traced = ringSweepPlan(form);
  if (traced === undefined)
    throw located(file, [{ path: '', message: 'needs one of grid, lhs and frontier, enabled' }]);
  return traced;
}

/** Tries the plan; what is wrong is said where it stands in the file. */
function check(file: YamlFile, plan: SweepPlan, places: TracedPlan['places']): void {
  try {
    planSweep(plan);
  } catch (error) {
    if (!(error instanceof SimError) || error.code !== 'SWEEP_INVALID') throw error;
    const { problems } = (error as SimError<'SWEEP_INVALID'>).details;
    throw located(
      file,
      problems.map(({ path, message }) => ({ path: placeOf(path, places), message })),
    );
  }
}

function placeOf(path: string, places: TracedPlan['places']): string {
  for (const [from, to] of places)
    if (path === from || path.startsWith(`${from}.`) || path.startsWith(`${from}[`))
      return `${to}${path.slice(from.length)}`;
  return path;
}

function readYaml(yaml: string): YamlFile {
  try {
    return parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
    const { problems } = (error as SimError<'SCENARIO_INVALID'>).details;
    throw invalidPlan(
      problems.map(({ path, message, line }) => ({ path, message, ...(line === undefined ? {} : { line }) })),
    );
  }
}

function located(file: YamlFile, problems: readonly SweepProblem[]): SimError<'SWEEP_INVALID'> {
  return invalidPlan(
    problems.map((problem) => {
      const line = file.lineOf(fileSteps(file.value, problem.path));
      return line === undefined ? problem : { ...problem, line };
    }),
  );
}

/** Steps to a part of a file: entry 2 of what is a mapping in the file is its third field. */
function fileSteps(value: unknown, path: string): readonly PropertyKey[] {
  const steps: PropertyKey[] = [];
  let here = value;
  for (const part of path.split(/[.[\]]+/).filter((text) => text !== '')) {
    if (typeof here !== 'object' || here === null) break;
    const step = Array.isArray(here)
      ? Number(part)
      : Object.hasOwn(here, part)
        ? part
        : Object.keys(here)[Number(part)];
    if (step === undefined) break;
    steps.push(step);
    here = (here as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return steps;
}

/** The numbers of a base's exchange are doubles, as in a file of its own. */
function withDoubles({ value, doubles }: YamlFile): unknown {
  const base = field(value, 'base');
  if (!isMapping(value) || field(base, 'model') !== 'economy') return value;
  return { ...value, base: withExchangeDoubles(base, field(doubles(), 'base')) };
}

/** The general form with its mappings of paths as lists, and its named arms in full. */
function spelledOut(input: unknown): unknown {
  if (!isMapping(input)) return input;
  const { design, arms } = input;
  return {
    ...input,
    ...('design' in input ? { design: spelledDesign(design) } : {}),
    ...('arms' in input ? { arms: NAMED_ARMS.get(arms) ?? spelledArms(arms) } : {}),
  };
}

function spelledDesign(design: unknown): unknown {
  if (!isMapping(design)) return design;
  const { axes, designs } = design;
  if (Array.isArray(designs)) return { ...design, designs: designs.map(spelledDesign) };
  if (!isMapping(axes)) return design;
  return {
    ...design,
    axes: Object.entries(axes).map(([path, extent]) =>
      isMapping(extent)
        ? { path, ...extent }
        : design['kind'] === 'latin-hypercube' && Array.isArray(extent) && extent.length === 2
          ? { path, from: extent[0], to: extent[1] }
          : { path, values: extent },
    ),
  };
}

function spelledArms(arms: unknown): unknown {
  if (!Array.isArray(arms)) return arms;
  return arms.map((arm: unknown) => {
    if (!isMapping(arm)) return arm;
    const { set = [] } = arm;
    return { ...arm, set: isMapping(set) ? Object.entries(set).map(([path, value]) => ({ path, value })) : set };
  });
}

/** A design as a file has it: axes as a mapping where no two are of one path. */
function designForm(design: SweepDesign): object {
  if (design.kind === 'joined') return { ...design, designs: design.designs.map(designForm) };
  if (design.kind !== 'latin-hypercube')
    return {
      ...design,
      axes: byPath(
        design.axes,
        ({ path }) => path,
        ({ values }) => values,
      ),
    };
  return {
    ...design,
    axes: byPath(
      design.axes,
      ({ path }) => path,
      ({ path: _, ...range }) => range,
    ),
  };
}

function byPath<T>(list: readonly T[], path: (one: T) => string, value: (one: T) => unknown): unknown {
  const entries = list.map((one) => [path(one), value(one)] as const);
  return new Set(entries.map(([name]) => name)).size === list.length ? Object.fromEntries(entries) : list;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
