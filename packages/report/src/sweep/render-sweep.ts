import { html } from '../html.js';
import { page } from '../page.js';
import type { Section } from '../section.js';
import { atAGlance } from './at-a-glance.js';
import { effects, rates } from './effects.js';
import { failuresTable } from './failures-table.js';
import { frontierSection } from './frontier-section.js';
import { rateMaps, reliefMaps } from './heat-maps.js';
import type { SweepInput } from './input.js';
import { rateLevels, reliefLevels } from './levels.js';
import { regimes } from './regimes.js';
import { scatter } from './scatter.js';
import { strategies } from './strategies.js';
import { sweepHeader } from './sweep-header.js';
import { readSweep, type SweepView } from './view.js';
import { worsened } from './worsened.js';

function sectionsOf(view: SweepView): readonly (Section | undefined)[] {
  const { treatments, runs } = view;
  const each = (write: (view: SweepView, treatment: (typeof treatments)[number]) => Section | undefined) =>
    treatments.map((treatment) => write(view, treatment));
  return [
    atAGlance(view),
    ...each(effects),
    ...each(reliefLevels),
    ...each(reliefMaps),
    ...each(scatter),
    ...each(regimes),
    runs && rates(view, runs),
    runs && rateLevels(view, runs),
    runs && rateMaps(view, runs),
    frontierSection(view),
    strategies(view),
    ...each(worsened),
    failuresTable(view),
  ];
}

/**
 * Writes the page of a sweep as one HTML file: it asks for nothing from the network, has no scripts, and escapes every text.
 *
 * With several arms it tells of pairs: relief over parameters and stress, every pair in one drawing, and a list of all that got worse. With one arm it tells of
 * default rates. Means and counts are those of the rows; tests, intervals and medians those of the summary. Axes with many values are shown in fifths.
 *
 * @param input - the sweep as data; rows are read once, and memory grows with levels, cells and worsened pairs only
 * @returns the text of the file, to be saved as UTF-8
 * @throws ReportError `BAD_ROW` when a row lacks an index or an axis, or has a field of the wrong shape
 * @example
 * const text = renderSweep({ title: 'Relief', parameters: { agents: 20 }, axes: ['kappa'], arms: ['control', 'dealers'], rows, summary });
 * @see ring specification, sections 12 and 16
 */
export function renderSweep(input: SweepInput): string {
  const view = readSweep(input);
  const sections = sectionsOf(view).filter((section): section is Section => section !== undefined);
  const { figures, rows, frontiers, treatments } = view;
  const kind = treatments.length > 0 ? 'pairs' : 'runs';
  const made = [
    ...(rows > 0 || frontiers === undefined ? [`${figures.count(rows).text} ${kind}`] : []),
    ...(frontiers === undefined ? [] : [`${figures.count(frontiers.searches).text} searches`]),
  ].join(' and ');
  const footer = html`<p>Made from ${made}. Rates are exact decimals; this page rounds them half to even for reading only. All rows are in <code>${rows > 0 || frontiers === undefined ? view.tableName : 'frontier.csv'}</code>.</p>`;
  return page({ title: input.title, header: sweepHeader(view), sections, footer });
}
