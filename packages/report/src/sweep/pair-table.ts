import { type Figure, NOTHING } from '../figures.js';
import type { Content, Html } from '../html.js';
import { type Cell, type Column, dataTable, table } from '../table.js';
import { recorded, reliefIntervalOf } from './figures-of.js';
import { figureIn } from './summary.js';
import type { PairTally } from './tally.js';
import type { SweepView, TreatmentView } from './view.js';

/** A group of pairs: figures of the summary where it knows the group, else those of the rows. */
interface PairGroup {
  readonly name: Content;
  readonly tally: PairTally;
  readonly part: object | undefined;
}

/** A table of groups of pairs. */
export interface PairTableSpec {
  readonly label: string;
  readonly caption: Content;
  /** What the groups are. */
  readonly first: string;
  readonly groups: readonly PairGroup[];
  readonly total?: PairGroup;
  /** Folded away under a drawing. */
  readonly folded: boolean;
}

/** A column, and what a group has in it. */
interface GroupColumn extends Column {
  readonly cell: (group: PairGroup) => Cell;
}

function columnsOf(spec: PairTableSpec, view: SweepView, treatment: TreatmentView): readonly GroupColumn[] {
  const { figures } = view;
  const own = ({ part }: PairGroup, figure: Parameters<typeof recorded>[1], fallback: unknown): unknown =>
    (part && recorded(part, figure)) ?? fallback;
  const count = (label: string, field: 'improved' | 'unchanged' | 'worsened' | 'rescues' | 'induced'): GroupColumn => ({
    label,
    cell: ({ part, tally }) => figures.count((part && figureIn(part, field)) ?? tally[field]),
  });
  const interval = ({ part }: PairGroup): Figure => {
    const found = part && reliefIntervalOf(part);
    if (found === undefined) return NOTHING;
    const { lower, upper } = found;
    return {
      text: `${figures.percent(lower).text} to ${figures.percent(upper).text}`,
      exact: `${lower} to ${upper}`,
    };
  };
  const all = spec.total === undefined ? spec.groups : [...spec.groups, spec.total];
  const hasIntervals = all.some((group) => interval(group) !== NOTHING);
  const hasIncomplete = all.some(({ tally }) => tally.pairs !== tally.completed);
  const columns: readonly (GroupColumn | false)[] = [
    { label: spec.first, figures: false, cell: ({ name }) => name },
    { label: 'Pairs', cell: (group) => figures.count(own(group, 'pairs', group.tally.pairs)) },
    hasIncomplete && {
      label: 'Completed',
      cell: (group) => figures.count(own(group, 'completed', group.tally.completed)),
    },
    {
      label: 'Mean rate',
      symbol: view.baseline,
      cell: (group) => figures.percent(own(group, 'meanControl', group.tally.control.mean)),
    },
    {
      label: 'Mean rate',
      symbol: treatment.name,
      cell: (group) => figures.percent(own(group, 'meanTreated', group.tally.treated.mean)),
    },
    {
      label: 'Mean reduction',
      cell: (group) => figures.points(own(group, 'meanReduction', group.tally.reduction.mean)),
    },
    { label: 'Mean relief', cell: (group) => figures.percent(own(group, 'meanRelief', group.tally.relief.mean)) },
    hasIntervals && { label: '95 % interval', symbol: 'of mean relief', cell: interval },
    count('Improved', 'improved'),
    count('Unchanged', 'unchanged'),
    count('Worsened', 'worsened'),
    {
      label: 'Undefined',
      symbol: 'relief',
      cell: (group) => figures.count(own(group, 'undefinedRelief', group.tally.undefinedRelief)),
    },
    count('Rescues', 'rescues'),
    count('Induced', 'induced'),
  ];
  return columns.filter((column): column is GroupColumn => column !== false);
}

/** Writes a table of groups of pairs, with the columns that have something to say. */
export function pairTable(spec: PairTableSpec, view: SweepView, treatment: TreatmentView): Html {
  const columns = columnsOf(spec, view, treatment);
  const rowOf = (group: PairGroup): readonly Cell[] => columns.map(({ cell }) => cell(group));
  const body = {
    caption: spec.caption,
    columns,
    rows: spec.groups.map(rowOf),
    ...(spec.total === undefined ? {} : { total: rowOf(spec.total) }),
  };
  return spec.folded ? dataTable(spec.label, body) : table(spec.label, body);
}
