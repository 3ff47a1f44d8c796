import { type Decimal, ZERO } from '@bagehot/kernel';
import { scaleLinear } from 'd3-scale';
import { type Html, html, nameOf } from '../html.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { at, figureOf, label, type Plot, stroke, WIDTH } from '../svg.js';
import { type Cell, type Column, table } from '../table.js';
import { lastFigures, linesOf, roundData } from './goods.js';
import type { FinancingReportAgent, FinancingReportRound } from './input.js';
import { lineChart, modeKeys } from './line-chart.js';
import { drawn, type FinancingView } from './view.js';

/** People in the table; the others are in the file of diagnostics. */
const MOST_PEOPLE = 400;

function utilityChart(view: FinancingView): Html {
  const pick = ({ meanUtility }: FinancingReportRound): unknown => meanUtility;
  const write = view.figures.ratio;
  return lineChart(view, {
    id: 'c-utility',
    title: 'Mean utility.',
    caption: 'Of everybody, at the end of each round',
    description: `Mean utility by round. ${lastFigures(view, pick, (value) => write(value).text)}`,
    lines: linesOf(view, pick),
    fromZero: false,
    data: roundData(view, 'Mean utility in figures', [{ label: 'Mean utility', pick, write }]),
  });
}

const STRIP: Plot = { left: 12, right: WIDTH - 12, top: 22, bottom: 0 };
const ROW = 46;

/** Who gained and who lost: everybody a dot, mode by mode. */
function variationChart(view: FinancingView): Html | undefined {
  const rows = view.runs.flatMap(({ mode, kind, agents }) => {
    const values = agents.flatMap(({ id, equivalentVariation }) => {
      const value = drawn(equivalentVariation);
      return value === undefined ? [] : [{ id, value }];
    });
    return kind === undefined || values.length === 0 ? [] : [{ mode, kind, values }];
  });
  if (rows.length === 0) return undefined;
  const all = rows.flatMap(({ values }) => values.map(({ value }) => value));
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const x = scaleLinear([low, high === low ? low + 1 : high], [STRIP.left, STRIP.right]).nice(5);
  const bottom = STRIP.top + rows.length * ROW;
  const ticks = x
    .ticks(5)
    .map((tick) => [
      stroke(x(tick), STRIP.top - 8, x(tick), bottom, tick === 0 ? 'base' : 'grid'),
      label(x(tick), bottom + 15, x.tickFormat(5)(tick), 'middle', 'tick'),
    ]);
  const dots = rows.map(({ mode, kind, values }, row) => {
    const y = STRIP.top + row * ROW + 26;
    return [
      label(STRIP.left, y - 17, mode, 'start', 'strong halo'),
      values.map(
        ({ id, value }) =>
          html`<circle class="d-${kind}" cx="${at(x(value))}" cy="${at(y + spread(id))}" r="2.6"><title>${`agent ${id}: ${view.figures.gain(String(value)).text}`}</title></circle>`,
      ),
    ];
  });
  const said = rows.map(({ mode, values }) => {
    const [gained, lost] = [values.filter(({ value }) => value > 0), values.filter(({ value }) => value < 0)];
    return `${mode}: ${gained.length} gained, ${lost.length} lost.`;
  });
  return figureOf(
    {
      id: 'c-variation',
      title: 'Worth of the run to each person.',
      description: `Equivalent variation of everybody. ${said.join(' ')}`,
      height: bottom + 34,
      body: [
        ticks,
        dots,
        label((STRIP.left + STRIP.right) / 2, bottom + 30, 'units of the numeraire', 'middle', 'axis'),
      ],
    },
    'Equivalent variation at the last prices: how much more or less wealth would be worth the same to a person. Each dot is somebody; up and down means nothing',
    undefined,
  );
}

/** Dots are moved apart a little, always in the same way. */
function spread(id: number): number {
  return ((id * 7) % 11) - 5;
}

function peopleTable(view: FinancingView): Html {
  const { runs, figures } = view;
  const ids = [...new Set(runs.flatMap(({ agents }) => agents.map(({ id }) => id)))].sort((a, b) => a - b);
  const people = runs.map(({ agents }) => new Map(agents.map((agent) => [agent.id, agent])));
  const columns: readonly {
    readonly label: string;
    readonly pick: (agent: FinancingReportAgent) => Cell;
  }[] = [
    { label: 'Equivalent variation', pick: ({ equivalentVariation }) => figures.gain(equivalentVariation) },
    { label: 'Change of utility', pick: (agent) => figures.gain(changeOf(agent)) },
    { label: 'Gap', pick: ({ liquidityGap }) => figures.money(liquidityGap) },
    { label: 'Filled', pick: ({ fillRate }) => figures.percent(fillRate) },
    { label: 'Bought', pick: ({ bought }) => figures.money(bought) },
    { label: 'Sold', pick: ({ sold }) => figures.money(sold) },
    { label: 'Rounds in the market', pick: ({ marketRounds }) => figures.count(marketRounds) },
    { label: 'Steps', pick: ({ steps }) => figures.count(steps) },
  ];
  const heads = columns.flatMap(({ label: name }) =>
    runs.map(({ mode }): Column => ({ label: name, ...(runs.length > 1 ? { symbol: nameOf(mode) } : {}) })),
  );
  const rows = ids.slice(0, MOST_PEOPLE).map((id): Cell[] => [
    String(id),
    ...columns.flatMap(({ pick }) =>
      people.map((of): Cell => {
        const agent = of.get(id);
        return agent === undefined ? '–' : pick(agent);
      }),
    ),
  ]);
  const more = ids.length > rows.length ? `, the first ${rows.length} of ${ids.length}` : '';
  return table('People', {
    caption: `What the run was for each person${more}. Values are at the prices of their rounds`,
    columns: [{ label: 'Agent' }, ...heads],
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}

function changeOf({ utilityStart, utilityEnd }: FinancingReportAgent): Decimal {
  return (readDecimal(utilityEnd) ?? ZERO).minus(readDecimal(utilityStart) ?? ZERO);
}

/** Whether people are better off, and who is not. */
export function welfareSection(view: FinancingView): Section {
  return {
    id: 'welfare',
    title: 'Who is better off',
    intro: html`Trade is at one price for all, but rationing fills bundles lopsidedly, and debts are settled in goods: a round may leave somebody worse off.`,
    body: html`${modeKeys(view)}<div class="pair">${utilityChart(view)}${variationChart(view)}</div>${peopleTable(view)}`,
  };
}
