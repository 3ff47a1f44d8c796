import { type Html, html, join, nameOf } from '../html.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { type Cell, type Column, dataTable } from '../table.js';
import { lastFigures, linesOf, roundData } from './goods.js';
import type { FinancingReportRound } from './input.js';
import { lineChart, modeKeys, type RoundLine } from './line-chart.js';
import { type FinancingView, total } from './view.js';

/** Rounds in a table. */
const MOST_ROWS = 300;

/** The value that could not be bought, in the runs as they went. */
function gapChart(view: FinancingView): Html {
  const pick = ({ liquidityGapValue }: FinancingReportRound): unknown => liquidityGapValue;
  const write = view.figures.money;
  return lineChart(view, {
    id: 'c-gaps',
    title: view.runs.length > 1 ? 'Each run in its own state.' : 'Liquidity gap by round.',
    caption: 'Wanted and not bought, all goods at the round’s prices, in units of the numeraire',
    description: `Value of the liquidity gap by round. ${lastFigures(view, pick, (value) => write(value).text)}`,
    lines: linesOf(view, pick),
    fromZero: true,
    data: roundData(view, 'Gaps in figures', [
      { label: 'Traded', pick: ({ tradedValue }) => tradedValue, write },
      { label: 'Gap', pick, write },
    ]),
  });
}

/** The states of the first run, each cleared under every mode: what the mode alone does. */
function sameStateChart(view: FinancingView): Html | undefined {
  const { sameState, runs, figures } = view;
  const modes = sameState[0]?.modes.map(({ mode }) => mode) ?? [];
  const [baseline, ...others] = modes;
  if (baseline === undefined || others.length === 0) return undefined;
  const lines = others.flatMap((mode, k): RoundLine[] => {
    const kind = runs.find((run) => run.mode === mode)?.kind;
    if (kind === undefined) return [];
    const points = sameState.flatMap((state) => {
      const [own, other] = [state.modes[0], state.modes[k + 1]].map((each) => readDecimal(each?.liquidityGapValue));
      return own === undefined || other === undefined
        ? []
        : [{ round: state.round, value: Number(own.minus(other).toString()) }];
    });
    return [{ kind, points }];
  });
  const said = modes.map((mode, k) => {
    const gap = total(sameState.map((state) => state.modes[k]?.liquidityGapValue));
    return `${mode}: ${figures.money(gap).text} over all states.`;
  });
  return lineChart(view, {
    id: 'c-same-state',
    title: 'By how much another mode would narrow it.',
    caption: html`Each state of the run under ${nameOf(baseline)}, cleared once more under ${join(others.map(nameOf), ', ')}`,
    description: `Value by which the liquidity gap is smaller than under ${baseline}, by round, from the same state. The gaps themselves: ${said.join(' ')}`,
    lines,
    fromZero: true,
    data: sameStateTable(view, modes),
  });
}

function sameStateTable({ sameState, figures }: FinancingView, modes: readonly string[]): Html {
  const heads = ['Traded', 'Gap'].flatMap((label) => modes.map((mode): Column => ({ label, symbol: nameOf(mode) })));
  const rows = sameState.map((state): Cell[] => [
    figures.count(state.round),
    ...modes.map((_, k) => figures.money(state.modes[k]?.tradedValue)),
    ...modes.map((_, k) => figures.money(state.modes[k]?.liquidityGapValue)),
    state.warnings.join(', '),
  ]);
  const more = rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${rows.length}` : '';
  return dataTable('States in figures', {
    caption: `One state, cleared under each mode${more}`,
    columns: [{ label: 'Round' }, ...heads, { label: 'Warning', figures: false }],
    rows: rows.slice(0, MOST_ROWS),
    kind: rows.length > 14 ? 'long' : '',
  });
}

function warned({ sameState, figures }: FinancingView): Html | undefined {
  const rounds = sameState.filter(({ warnings }) => warnings.includes('NO_GAP_REDUCTION')).length;
  if (sameState.length === 0) return undefined;
  const smaller = sameState.filter(({ modes }) => {
    const [first, ...others] = modes.map(({ liquidityGapValue }) => readDecimal(liquidityGapValue));
    return first !== undefined && others.some((gap) => gap?.lt(first) === true);
  }).length;
  return html`<p>In ${figures.count(smaller).text} of ${figures.count(sameState.length).text} states another mode leaves a smaller gap than the run’s own${
    rounds > 0 &&
    html`; in ${figures.count(rounds).text} there is a gap that total wealth does not lower (<code>NO_GAP_REDUCTION</code>), because what is wanted was left at home or is capped, and no financing brings it to market`
  }.</p>`;
}

/** What people wanted and could not buy, mode against mode. */
export function gapsSection(view: FinancingView): Section | undefined {
  if (view.runs.every(({ rounds }) => rounds.every(({ liquidityGapValue }) => liquidityGapValue === null)))
    return undefined;
  return {
    id: 'gaps',
    title: 'Liquidity gaps',
    intro: html`What people wanted at the round’s prices and could not buy. From the same state a mode that lets people pay with all they own never leaves a larger gap in any good; two runs part after the first trade, and then nothing is certain.`,
    body: html`${modeKeys(view)}${warned(view)}<div class="pair">${gapChart(view)}${sameStateChart(view)}</div>`,
  };
}
