import { decimal } from '@bagehot/kernel';
import type { FrontierDesign, GridAxis, GridDesign, LatinHypercubeDesign, RangeAxis, SweepDesign } from '@bagehot/sim';
import { CommandError, EXIT } from '../exit-code.js';
import { badOption, type DecimalRange, readCount, readDecimal, readDecimals } from '../option-value.js';
import { DEFAULT_GRID, KAPPA, KNOWN_AXES, type KnownAxis, type RangeEnd } from './sweep-axes.js';
import type { PlanOptions } from './sweep-options.js';

type SimpleDesign = Exclude<SweepDesign, { kind: 'joined' }>;

const FRONTIER_OPTIONS = [
  ['--frontier-low', 'frontierLow', 'low', { above: 0 }],
  ['--frontier-high', 'frontierHigh', 'high', { above: 0 }],
  ['--frontier-tolerance', 'frontierTolerance', 'tolerance', { least: 0, most: 1 }],
] as const satisfies readonly (readonly [string, keyof PlanOptions, keyof FrontierDesign, DecimalRange])[];

/** What a search has unless told otherwise (ring specification, section 13). */
const DEFAULT_FRONTIER = { low: '0.1', high: '4', tolerance: '0.02', iterations: 6 };

/**
 * The points that the options ask for: those of the plan, with grids, samples and searches added, changed or left out.
 *
 * @throws CommandError with exit code 2 naming an option that is wrong, or that has nothing to act on
 */
export function withDesignOptions(design: SweepDesign, options: PlanOptions): SweepDesign {
  const lists = listsOf(options);
  const parts = simpleParts(design);
  const designs: readonly SimpleDesign[] = [
    ...grids(parts, lists, options),
    ...samples(parts, options),
    ...frontiers(parts, lists, options),
  ];
  const [first] = designs;
  if (first === undefined)
    throw new CommandError(EXIT.badInput, 'there is nothing to run: --no-grid needs --lhs or --frontier');
  requireUse(lists, designs);
  return designs.length === 1 ? first : { kind: 'joined', designs };
}

function simpleParts(design: SweepDesign): readonly SimpleDesign[] {
  return design.kind === 'joined' ? design.designs.flatMap(simpleParts) : [design];
}

/** Values that were given for an axis. */
interface GivenList {
  readonly axis: KnownAxis;
  readonly values: readonly string[];
}

function listsOf(options: PlanOptions): readonly GivenList[] {
  return KNOWN_AXES.flatMap((axis) => {
    const text = options[axis.list];
    return typeof text === 'string' ? [{ axis, values: readDecimals(axis.option, text, axis.domain) }] : [];
  });
}

function grids(
  parts: readonly SimpleDesign[],
  lists: readonly GivenList[],
  options: PlanOptions,
): readonly GridDesign[] {
  const found = parts.filter((part): part is GridDesign => part.kind === 'grid');
  if (options.grid === false) return [];
  const wanted: readonly GridDesign[] =
    options.grid === true && found.length === 0 ? [{ kind: 'grid', axes: DEFAULT_GRID }] : found;
  return wanted.map((grid) => ({ ...grid, axes: withLists(grid.axes, lists) }));
}

function withLists(axes: readonly GridAxis[], lists: readonly GivenList[]): readonly GridAxis[] {
  return lists.reduce(withAxis, axes);
}

/** An axis with other values, or one more in its place in the loops: before the first known one that turns faster. */
function withAxis(axes: readonly GridAxis[], { axis: { path }, values }: GivenList): readonly GridAxis[] {
  if (axes.some((axis) => axis.path === path))
    return axes.map((axis) => (axis.path === path ? { path, values } : axis));
  const later = axes.findIndex((axis) => rank(axis.path) > rank(path));
  return axes.toSpliced(later < 0 ? axes.length : later, 0, { path, values });
}

function rank(path: string): number {
  return KNOWN_AXES.findIndex((axis) => axis.path === path);
}

function samples(parts: readonly SimpleDesign[], options: PlanOptions): readonly LatinHypercubeDesign[] {
  const found = parts.filter((part): part is LatinHypercubeDesign => part.kind === 'latin-hypercube');
  const count = options.lhs === undefined ? undefined : readCount('--lhs', options.lhs, 0);
  const wanted: readonly LatinHypercubeDesign[] =
    count === undefined || found.length > 0
      ? found
      : [{ kind: 'latin-hypercube', samples: count, axes: DEFAULT_RANGES }];
  const ends = KNOWN_AXES.flatMap(({ range }) => (range === undefined ? [] : [range.from, range.to]));
  const given = ends.find(({ key }) => options[key] !== undefined);
  if (given !== undefined && (wanted.length === 0 || count === 0)) throw badOption(given.option, 'needs --lhs');
  if (count === 0) return [];
  return wanted.map((part) => ({
    ...part,
    samples: count ?? part.samples,
    axes: KNOWN_AXES.reduce((axes, axis) => withRange(axes, axis, options), part.axes),
  }));
}

const DEFAULT_RANGES: readonly RangeAxis[] = KNOWN_AXES.flatMap(({ path, range }) =>
  range === undefined ? [] : [{ path, from: range.from.value, to: range.to.value }],
);

function withRange(axes: readonly RangeAxis[], axis: KnownAxis, options: PlanOptions): readonly RangeAxis[] {
  const { path, range, domain } = axis;
  if (range === undefined) return axes;
  const end = ({ option, key }: RangeEnd): string | undefined => {
    const text = options[key];
    return typeof text === 'string' ? readDecimal(option, text, domain) : undefined;
  };
  const [from, to] = [end(range.from), end(range.to)];
  if (from === undefined && to === undefined) return axes;
  const before = axes.find((other) => other.path === path) ?? { path, from: range.from.value, to: range.to.value };
  const changed = { ...before, from: from ?? before.from, to: to ?? before.to };
  if (decimal(changed.to).lt(changed.from)) {
    const blamed = to === undefined ? range.from : range.to;
    const [word, other] = to === undefined ? ['most', changed.to] : ['least', changed.from];
    throw badOption(blamed.option, `must be at ${word} ${other}, but is ${to ?? from}`);
  }
  return before === axes.find((other) => other.path === path)
    ? axes.map((other) => (other.path === path ? changed : other))
    : [...axes, changed];
}

function frontiers(
  parts: readonly SimpleDesign[],
  lists: readonly GivenList[],
  options: PlanOptions,
): readonly FrontierDesign[] {
  const found = parts.filter((part): part is FrontierDesign => part.kind === 'frontier');
  const fresh = { kind: 'frontier', path: KAPPA, ...DEFAULT_FRONTIER, axes: DEFAULT_GRID } as const;
  const wanted: readonly FrontierDesign[] =
    options.frontier === true && found.length === 0
      ? [{ ...fresh, axes: fresh.axes.filter(({ path }) => path !== KAPPA) }]
      : found;
  const given = FRONTIER_OPTIONS.find(([, key]) => options[key] !== undefined)?.[0];
  const late = given ?? (options.frontierIterations === undefined ? undefined : '--frontier-iterations');
  if (late !== undefined && wanted.length === 0) throw badOption(late, 'needs --frontier');
  const changes: Record<string, string | number> = {};
  for (const [option, key, name, domain] of FRONTIER_OPTIONS) {
    const text = options[key];
    if (text !== undefined) changes[name] = readDecimal(option, text, domain);
  }
  if (options.frontierIterations !== undefined)
    changes['iterations'] = readCount('--frontier-iterations', options.frontierIterations, 0);
  return wanted.map((part) => {
    const search = { ...part, ...changes };
    const { low = DEFAULT_FRONTIER.low, high = DEFAULT_FRONTIER.high } = search;
    if (decimal(high).lte(low))
      throw badOption(
        options.frontierHigh === undefined ? '--frontier-low' : '--frontier-high',
        `leaves nothing to search: from ${low} to ${high}`,
      );
    const axes = withLists(
      part.axes,
      lists.filter(({ axis }) => axis.path !== part.path),
    );
    return { ...search, axes };
  });
}

/** A list that no part of the design takes would be ignored in silence. */
function requireUse(lists: readonly GivenList[], designs: readonly SimpleDesign[]): void {
  for (const { axis } of lists) {
    const isUsed = designs.some(
      (part) => part.kind !== 'latin-hypercube' && part.axes.some(({ path }) => path === axis.path),
    );
    if (!isUsed) throw badOption(axis.option, 'needs a grid: add --grid');
  }
}
