import type { RingSweepForm } from './schema.js';
import type { GridAxis, RangeAxis, SweepDesign } from './sweep-design.js';
import type { SweepPlan } from './sweep-plan.js';

/** A plan, and where its parts stand in the file that it was read from: a plan's path by a file's. */
export interface TracedPlan {
  readonly plan: SweepPlan;
  /** Longer paths come before those they are inside of. */
  readonly places: readonly (readonly [plan: string, file: string])[];
}

/** A parameter of the ring that is varied, its names in a file, and what it takes unless the file says otherwise (ring specification, section 16). */
interface Parameter {
  readonly path: string;
  readonly list: 'kappas' | 'concentrations' | 'mus' | 'monotonicities';
  readonly values: readonly (string | number)[];
  readonly range: 'kappa_range' | 'concentration_range' | 'mu_range' | 'monotonicity_range';
  readonly from: string;
  readonly to: string;
}

const KAPPA: Parameter = {
  path: 'params.kappa',
  list: 'kappas',
  values: ['0.25', '0.5', '1', '2', '4'],
  range: 'kappa_range',
  from: '0.2',
  to: '5',
};
const CELL: readonly Parameter[] = [
  {
    path: 'params.inequality.concentration',
    list: 'concentrations',
    values: ['0.2', '0.5', '1', '2', '5'],
    range: 'concentration_range',
    from: '0.2',
    to: '5',
  },
  {
    path: 'params.maturity.mu',
    list: 'mus',
    values: ['0', '0.25', '0.5', '0.75', '1'],
    range: 'mu_range',
    from: '0',
    to: '1',
  },
  {
    path: 'params.inequality.monotonicity',
    list: 'monotonicities',
    values: ['0'],
    range: 'monotonicity_range',
    from: '0',
    to: '0',
  },
];
const PARAMETERS: readonly Parameter[] = [KAPPA, ...CELL];

/** A design, and the names that its axes have in the file. */
interface Section {
  readonly name: 'grid' | 'lhs' | 'frontier';
  readonly design: SweepDesign;
  readonly axes: readonly string[];
}

/** The plan of a ring sweep; undefined when none of its designs is switched on. */
export function ringSweepPlan(form: RingSweepForm): TracedPlan | undefined {
  const sections = [gridSection(form), hypercubeSection(form), frontierSection(form)].filter(
    (section) => section !== undefined,
  );
  const [first, ...others] = sections;
  if (first === undefined) return undefined;
  const design: SweepDesign =
    others.length === 0 ? first.design : { kind: 'joined', designs: sections.map((section) => section.design) };
  const { base_seed: baseSeed, replicates } = form.runner ?? {};
  return {
    plan: {
      ...(form.name === undefined ? {} : { name: form.name }),
      base: baseOf(form),
      design,
      ...(replicates === undefined ? {} : { replicates }),
      ...(baseSeed === undefined ? {} : { baseSeed }),
    },
    places: [...sections.flatMap((section, k) => placesOf(section, k, others.length > 0)), ...runnerPlaces(first)],
  };
}

function gridSection({ grid }: RingSweepForm): Section | undefined {
  if (grid === undefined || grid.enabled === false) return undefined;
  return {
    name: 'grid',
    design: { kind: 'grid', axes: PARAMETERS.map((parameter) => gridAxis(grid, parameter)) },
    axes: PARAMETERS.map(({ list }) => `grid.${list}`),
  };
}

function hypercubeSection({ lhs }: RingSweepForm): Section | undefined {
  if (lhs === undefined || lhs.enabled === false || lhs.count === 0) return undefined;
  const axes = PARAMETERS.map(({ path, range, from, to }): RangeAxis => {
    const given = lhs[range];
    if (given === undefined) return { path, from, to };
    if ('from' in given) return { path, ...given };
    const [low, high] = given;
    return { path, from: low, to: high };
  });
  return {
    name: 'lhs',
    design: { kind: 'latin-hypercube', samples: lhs.count, axes },
    axes: PARAMETERS.map(({ range }) => `lhs.${range}`),
  };
}

/** Cells are those of the grid, but for the parameter that is searched. */
function frontierSection({ grid, frontier }: RingSweepForm): Section | undefined {
  if (frontier === undefined || frontier.enabled === false) return undefined;
  const { kappa_low: low, kappa_high: high, tolerance, max_iterations: iterations } = frontier;
  return {
    name: 'frontier',
    design: {
      kind: 'frontier',
      path: KAPPA.path,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      ...(tolerance === undefined ? {} : { tolerance }),
      ...(iterations === undefined ? {} : { iterations }),
      axes: CELL.map((parameter) => gridAxis(grid, parameter)),
    },
    axes: CELL.map(({ list }) => `grid.${list}`),
  };
}

function gridAxis(grid: RingSweepForm['grid'], { path, list, values }: Parameter): GridAxis {
  return { path, values: grid?.[list] ?? values };
}

function baseOf({ name, runner = {} }: RingSweepForm): object {
  const { n_agents = 5, maturity_days = 3, q_total = 500, liquidity_mode = 'single_at' } = runner;
  const { liquidity_agent = 'H1', default_handling = 'expel-agent', dealer_enabled, dealer_config } = runner;
  const allocation = liquidity_mode === 'uniform' ? { mode: 'uniform' } : { mode: 'single_at', agent: liquidity_agent };
  return {
    version: 1,
    generator: 'ring_explorer_v1',
    name_prefix: name ?? 'Ring sweep',
    params: {
      n_agents,
      q_total,
      kappa: 1,
      liquidity: { allocation },
      inequality: { concentration: 1, monotonicity: 0 },
      maturity: { days: maturity_days, mu: 0 },
    },
    ...(dealer_enabled === true ? { dealer: { enabled: true, ...dealer_config } } : {}),
    run: { default_handling },
  };
}

/** Where the parts of a design stand in the file. */
function placesOf({ name, axes }: Section, k: number, joined: boolean): TracedPlan['places'] {
  const place = joined ? `design.designs[${k}]` : 'design';
  return [
    ...axes.map((axis, at): readonly [string, string] => [`${place}.axes[${at}]`, axis]),
    [`${place}.samples`, `${name}.count`],
    [`${place}.low`, `${name}.kappa_low`],
    [`${place}.high`, `${name}.kappa_high`],
    [`${place}.iterations`, `${name}.max_iterations`],
    [place, name],
  ];
}

/** Where the parts of the base scenario stand; the first value of an axis is part of it. */
function runnerPlaces({ axes, design }: Section): TracedPlan['places'] {
  const paths = 'axes' in design ? design.axes.map(({ path }) => path) : [];
  return [
    ...paths.map((path, k): readonly [string, string] => [`base.${path}`, axes[k] ?? '']),
    ['base.params.kappa', 'frontier.kappa_low'],
    ['base.params.n_agents', 'runner.n_agents'],
    ['base.params.q_total', 'runner.q_total'],
    ['base.params.maturity.days', 'runner.maturity_days'],
    ['base.params.liquidity', 'runner.liquidity_agent'],
    ['base.dealer', 'runner.dealer_config'],
    ['base', 'runner'],
    ['replicates', 'runner.replicates'],
    ['baseSeed', 'runner.base_seed'],
  ];
}
