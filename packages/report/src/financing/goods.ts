import { type Html, html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { type Cell, type Column, dataTable } from '../table.js';
import type { FinancingReportRound } from './input.js';
import { lineChart, modeKeys, type RoundLine } from './line-chart.js';
import { drawn, type FinancingView } from './view.js';

/** Goods that are drawn; the others are in the log. */
const MOST_GOODS = 12;
/** Rounds in the table under a drawing. */
const MOST_ROWS = 300;

type Pick = (round: FinancingReportRound) => unknown;

/** A line per mode that can be drawn, with the rounds that have the figure. */
export function linesOf(view: FinancingView, pick: Pick): readonly RoundLine[] {
  return view.runs.flatMap(({ kind, rounds }): RoundLine[] => {
    if (kind === undefined) return [];
    const points = rounds.flatMap((round) => {
      const value = drawn(pick(round));
      return value === undefined ? [] : [{ round: round.round, value }];
    });
    return [{ kind, points }];
  });
}

/** What each mode's line ends with, in words. */
export function lastFigures(view: FinancingView, pick: Pick, write: (value: unknown) => string): string {
  return view.runs
    .map(({ mode, rounds }) => {
      const last = rounds.findLast((round) => drawn(pick(round)) !== undefined);
      return last === undefined ? `${mode}: none.` : `${mode}: ${write(pick(last))} in round ${last.round}.`;
    })
    .join(' ');
}

/** A table of rounds: a column per mode and figure. */
export function roundData(
  view: FinancingView,
  summary: string,
  columns: readonly { readonly label: string; readonly pick: Pick; readonly write: (value: unknown) => Cell }[],
): Html {
  const { runs, rounds, figures } = view;
  const byRound = runs.map((run) => new Map(run.rounds.map((round) => [round.round, round])));
  const heads = columns.flatMap(({ label }) =>
    runs.map(({ mode }): Column => ({ label, ...(runs.length > 1 ? { symbol: nameOf(mode) } : {}) })),
  );
  const rows = rounds.flatMap((round): Cell[][] => {
    const cells = columns.flatMap(({ pick, write }) =>
      byRound.map((of) => {
        const found = of.get(round);
        return write(found === undefined ? undefined : pick(found));
      }),
    );
    const isEmpty = byRound.every((of) => of.get(round)?.prices === null);
    return isEmpty ? [] : [[figures.count(round), ...cells]];
  });
  const more = rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${rows.length}` : '';
  return dataTable(summary, {
    caption: `Rounds with prices${more}`,
    columns: [{ label: 'Round' }, ...heads],
    rows: rows.slice(0, MOST_ROWS),
    kind: rows.length > 14 ? 'long' : '',
  });
}

function goodPart(view: FinancingView, good: string, g: number): Html {
  const { figures } = view;
  const price: Pick = ({ prices }) => prices?.[g];
  const volume: Pick = (round) => round.volume?.[g];
  const gap: Pick = ({ liquidityGap }) => liquidityGap?.[g];
  const said = (pick: Pick): string => lastFigures(view, pick, (value) => figures.price(value).text);
  const chart = (kind: string, title: string, caption: string, pick: Pick): Html =>
    lineChart(view, {
      id: `c-${kind}-${g}`,
      title: `${title}.`,
      caption,
      description: `${title} of ${good} by round. ${said(pick)}`,
      lines: linesOf(view, pick),
      fromZero: kind !== 'price',
      data: undefined,
    });
  const isNumeraire = g === 0;
  const charts = [
    chart('volume', 'Volume', 'Bought, which is what was sold', volume),
    chart('gap', 'Liquidity gap', 'Wanted and not bought', gap),
    !isNumeraire && chart('price', 'Price', 'In units of the numeraire', price),
  ];
  const data = roundData(view, `${good} in figures`, [
    ...(isNumeraire ? [] : [{ label: 'Price', pick: price, write: figures.price }]),
    { label: 'Volume', pick: volume, write: figures.price },
    { label: 'Gap', pick: gap, write: figures.price },
  ]);
  const what = isNumeraire ? 'the numeraire: its price is 1' : `good ${g}`;
  return html`<div class="bucket"><h3>${nameOf(good)}<small>${what}</small></h3>${charts}${data}</div>`;
}

/** Prices, volumes and gaps, good by good. */
export function goodsSection(view: FinancingView): Section | undefined {
  const hasPrices = view.runs.some(({ rounds }) => rounds.some(({ prices }) => prices !== null));
  if (!hasPrices) return undefined;
  const shown = view.goods.slice(0, MOST_GOODS);
  const left = view.goods.length - shown.length;
  return {
    id: 'goods',
    title: 'Prices and volumes',
    intro: html`A price forms when enough people meet in the market. In one state it is the same under every mode: a mode decides who can pay, not what a good is worth. Dots are rounds; lines between them lead the eye.`,
    body: html`${modeKeys(view)}<div class="buckets">${shown.map((good, g) => goodPart(view, good, g))}</div>${
      left > 0 && html`<p class="left-out">${left} further goods are in <code>${view.logName}</code>.</p>`
    }`,
  };
}
