import { html, join, nameOf } from '../html.js';
import { page } from '../page.js';
import { fact, pageHead } from '../page-head.js';
import type { Section } from '../section.js';
import { atAGlance } from './at-a-glance.js';
import { gapsSection } from './gaps.js';
import { goodsSection } from './goods.js';
import type { FinancingReportInput } from './input.js';
import { mapSection } from './map.js';
import { roundsSection } from './round-table.js';
import { FINANCING_STYLE } from './style.js';
import { type FinancingView, readFinancing } from './view.js';
import { welfareSection } from './welfare.js';

function header({ title, description }: FinancingReportInput, view: FinancingView): ReturnType<typeof pageHead> {
  const { runs, goods, grid, figures } = view;
  const people = runs[0]?.agents.length ?? 0;
  const modes = runs.map(({ mode }) => mode);
  return pageHead({
    kicker: runs.length > 1 ? 'Comparison of financing modes' : 'Run report',
    title,
    description,
    facts: [
      modes.length > 1
        ? html`<div class="wide"><dt>Modes</dt><dd>${join(modes.map(nameOf), html` <small>against</small> `)}</dd></div>`
        : fact('Mode', modes.map(nameOf)),
      fact('People', figures.count(people).text),
      fact(
        'Goods',
        html`${figures.count(goods.length).text} <small>${nameOf(goods.slice(0, 6).join(', '))}${goods.length > 6 && ', …'}</small>`,
      ),
      fact(
        'Grid',
        html`${grid.width} × ${grid.height} <small>market ${grid.marketWidth} × ${grid.marketHeight}</small>`,
      ),
      fact(
        'Rounds',
        html`${view.runs.map((run, k) => html`${k > 0 && ' / '}${figures.count(run.rounds.length).text}`)}`,
      ),
    ],
    parameters: view.parameters,
  });
}

/**
 * Writes the report of a financing economy as one HTML file: prices, volumes and liquidity gaps over rounds, who is better off, a map that is stepped through,
 * and every round in figures. Several runs, one per mode, stand side by side. The page asks for nothing from the network, has no scripts, and escapes every text.
 *
 * @param input - the runs as data; frames are read once
 * @returns the text of the file, to be saved as UTF-8
 * @example
 * const text = renderFinancingReport({ title: 'A village', parameters: {}, goods: ['grain', 'cloth'], grid, runs: [run] });
 * @see financing specification, sections 8 and 11
 */
export function renderFinancingReport(input: FinancingReportInput): string {
  const view = readFinancing(input);
  const all: readonly (Section | undefined)[] = [
    atAGlance(view),
    goodsSection(view),
    gapsSection(view),
    welfareSection(view),
    mapSection(view),
    roundsSection(view),
  ];
  const sections = all.filter((section): section is Section => section !== undefined);
  const footer = html`<p>Quantities, prices and values are exact decimals; this page rounds them half to even for reading only. Utilities are computed numbers. The complete log is in <code>${view.logName}</code>.</p>`;
  return page({ title: input.title, header: header(input, view), sections, footer, style: FINANCING_STYLE });
}
