import { FINANCING_STYLE } from '../financing/style.js';
import { html, join, nameOf } from '../html.js';
import { page } from '../page.js';
import { fact, pageHead } from '../page-head.js';
import type { Section } from '../section.js';
import type { ExchangeReportInput } from './input.js';
import { exchangeMap } from './map.js';
import { lambdaSection, moneySection, tradesSection, welfareSection } from './sections.js';
import { seedCount, seedsSection } from './seeds.js';
import { type ExchangeView, readExchange } from './view.js';

function header({ title, description }: ExchangeReportInput, view: ExchangeView): ReturnType<typeof pageHead> {
  const { runs, goods, side, figures, seeds } = view;
  const regimes = runs.map(({ regime }) => regime);
  return pageHead({
    kicker: runs.length > 1 ? 'Comparison of exchange regimes' : 'Run report',
    title,
    description,
    facts: [
      html`<div class="wide"><dt>${runs.length > 1 ? 'Regimes' : 'Regime'}</dt><dd>${join(regimes.map(nameOf), html` <small>against</small> `)}</dd></div>`,
      fact('Agents', figures.count(runs[0]?.agents.length).text),
      fact('Goods', nameOf(goods.join(', '))),
      fact('Grid', `${side} × ${side}`),
      seeds !== undefined && fact('Seeds', figures.count(seedCount(seeds)).text),
      fact('Ticks', figures.count(view.rounds.length).text),
      fact('Money mode', nameOf([...new Set(runs.map(({ moneyMode }) => moneyMode))].join(', '))),
    ],
    parameters: view.parameters,
  });
}

/**
 * Writes the report of exchanges on a grid as one HTML file: welfare by regime, trades by pair type over ticks, λ where it is estimated, who holds the money, and a
 * map of agents and resources that is stepped through. Several runs, one per regime, stand side by side; of many seeds means, and differences on each seed. The page asks for nothing from the network, has no
 * scripts, and escapes every text.
 *
 * @param input - the runs as data
 * @returns the text of the file, to be saved as UTF-8
 * @example
 * const text = renderExchangeReport({ title: 'Barter or money', parameters: {}, goods: ['A', 'B'], side: 12, runs: [run] });
 * @see exchange specification, sections 11, 14 and 16
 */
export function renderExchangeReport(input: ExchangeReportInput): string {
  const view = readExchange(input);
  const all = [
    seedsSection(view),
    welfareSection(view),
    tradesSection(view),
    lambdaSection(view),
    moneySection(view),
    exchangeMap(view),
  ];
  const sections = all.filter((section): section is Section => section !== undefined);
  const footer = html`<p>Goods and money are whole numbers. Utilities and λ are computed numbers, rounded here for reading only.</p>`;
  return page({ title: input.title, header: header(input, view), sections, footer, style: FINANCING_STYLE });
}
