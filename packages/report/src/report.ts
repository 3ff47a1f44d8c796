import { backstop } from './backstop.js';
import { cards } from './cards.js';
import { comparison } from './comparison.js';
import { dayTable } from './day-table.js';
import { defaults } from './defaults.js';
import { flowSection } from './flow-matrix.js';
import { header } from './header.js';
import { html } from './html.js';
import type { ReportInput } from './input.js';
import { liquidity } from './liquidity.js';
import { market } from './market.js';
import { moneyMarket } from './money-market.js';
import { openCredit } from './open-credit.js';
import { page, RUN_SCRIPT } from './page.js';
import { readRun } from './run-view.js';
import type { Section } from './section.js';
import { tAccounts } from './t-accounts.js';
import { timeline } from './timeline.js';
import { trades } from './trades.js';

/**
 * Writes the report of a run as one HTML file: it asks for nothing from the network, is complete without scripts, and escapes every text.
 *
 * A long log is not written out in full: counts are complete, lists are bounded and say what they leave out and where it is.
 *
 * @param input - the run as data; records and balances are read once
 * @returns the text of the file, to be saved as UTF-8
 * @throws ReportError `BAD_RECORD` when a record has no kind or day, `BAD_BALANCE` when a row of balances has no day or agent
 * @example
 * const text = renderReport({ title: 'A ring', parameters: { seed: 42 }, metrics: { delta_total: '0.25' }, records });
 * @see dealer specification, section 14; ring specification, section 16
 */
export function renderReport(input: ReportInput): string {
  const view = readRun(input);
  const all: readonly (Section | undefined)[] = [
    cards(view),
    comparison(view),
    dayTable(view),
    defaults(view),
    market(view),
    trades(view),
    openCredit(view),
    backstop(view),
    moneyMarket(view),
    flowSection(view),
    liquidity(view),
    timeline(view),
    tAccounts(view),
  ];
  const sections = all.filter((section): section is Section => section !== undefined);
  const footer = html`<p>Made from ${view.figures.count(view.log.events.length).text} events. Amounts are exact decimals; this page rounds them half to even for reading only. The complete log is in <code>${view.logName}</code>.</p>`;
  return page({ title: input.title, header: header(input, view), sections, footer, script: RUN_SCRIPT });
}
