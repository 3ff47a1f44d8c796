import { type Card, cardList, toneOf } from '../card.js';
import { inline } from '../figures.js';
import { type Html, html, nameOf } from '../html.js';
import { readMetrics } from '../metric-tree.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { dataTable } from '../table.js';
import { type FinancingView, type RunView, total } from './view.js';

/** Reasons to end, in words. */
const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ['market_cleared', 'the market was cleared'],
  ['stale_progress', 'nothing moved any more'],
  ['horizon', 'the horizon was reached'],
  ['aborted', 'it was interrupted'],
]);

function cardsOf({ figures }: FinancingView, run: RunView): readonly Card[] {
  const { rounds, agents } = run;
  const priced = rounds.filter(({ prices }) => prices !== null);
  const traded = total(rounds.map(({ tradedValue }) => tradedValue));
  const gap = total(rounds.map(({ liquidityGapValue }) => liquidityGapValue));
  const wanted = traded.plus(gap);
  const variations = agents.flatMap(({ equivalentVariation }) => readDecimal(equivalentVariation) ?? []);
  const variation = variations.length === 0 ? undefined : total(variations);
  const losers = variations.filter((value) => value.lt(0)).length;
  return [
    {
      label: 'Rounds',
      figure: figures.count(rounds.length),
      note: html`${inline(figures.count(priced.length))} with prices; ${OUTCOMES.get(run.outcome) ?? run.outcome}`,
      tone: '',
    },
    {
      label: 'Traded value',
      figure: figures.money(traded),
      note: 'of all rounds, each at its prices, in units of the numeraire',
      tone: '',
    },
    {
      label: 'Liquidity gap',
      figure: figures.money(gap),
      note: wanted.eq(0)
        ? 'nothing was wanted'
        : html`wanted and not bought, round after round: ${inline(figures.percent(gap.div(wanted)))} of what was wanted`,
      tone: gap.gt(0) ? 'loss' : '',
    },
    {
      label: 'Worth of the run',
      figure: figures.gain(variation),
      note: html`equivalent variation, summed over people; ${inline(figures.count(losers))} are worse off`,
      tone: toneOf(variation),
    },
  ];
}

function everyFigure(run: RunView): Html {
  const rows = [...new Set(readMetrics(run.metrics).scalars.values())].map(({ name, value }) => [nameOf(name), value]);
  return dataTable(`All ${rows.length} figures of ${run.mode}, unrounded`, {
    caption: html`Figures of the whole run under ${nameOf(run.mode)}, exactly as recorded`,
    columns: [{ label: 'Figure', figures: false }, { label: 'Value' }],
    rows,
  });
}

/** The numbers a reader asks for first, mode by mode. */
export function atAGlance(view: FinancingView): Section {
  const parts = view.runs.map(
    (run) =>
      html`${view.runs.length > 1 && html`<h3>${nameOf(run.mode)}</h3>`}${cardList(cardsOf(view, run))}${everyFigure(run)}`,
  );
  return {
    id: 'summary',
    title: 'At a glance',
    intro: html`${view.runs.length > 1 && 'Every run begins in the same state and goes its own way after the first trade. '}Figures are rounded for reading. Point at one to see its exact value.`,
    body: html`${parts}`,
  };
}
