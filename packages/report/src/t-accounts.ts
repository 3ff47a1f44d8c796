import { sum } from '@bagehot/kernel';
import type { Balance, BalanceLine } from './balances.js';
import { bucketSeries } from './bucket-series.js';
import { type Content, Html, html, join, nameOf } from './html.js';
import { makerCards } from './market.js';
import { ration } from './ration.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { cellOf } from './table.js';

/** Of the agents that neither make a market nor default, this many are shown. */
const FIRST_AGENTS = 50;
/** T-accounts on the page, shared fairly over the days. */
const MOST_ACCOUNTS = 1400;

/** One half of a line of a T-account; empty where the other side is longer. */
function half(view: RunView, line: BalanceLine | undefined): string {
  if (line === undefined) return '<td colspan="2"></td>';
  return `<th scope="row">${line.name}</th>${cellOf(view.figures.money(line.amount), true)}`;
}

/** What an agent has at the left, what it owes and what is left to it at the right. Both sides add up to the same. */
function tAccount(view: RunView, sheet: Balance): string {
  const own =
    sheet.equity ??
    sum(sheet.assets.map(({ amount }) => amount)).minus(sum(sheet.liabilities.map(({ amount }) => amount)));
  const right: readonly BalanceLine[] = [...sheet.liabilities, { name: 'Equity', amount: own }];
  const rows: string[] = [];
  for (let k = 0; k < Math.max(sheet.assets.length, right.length); k++) {
    rows.push(`<tr>${half(view, sheet.assets[k])}${half(view, right[k])}</tr>`);
  }
  const kind = sheet.kind === '' ? '' : ` <small>${html`${sheet.kind.replaceAll('_', ' ')}`.text}</small>`;
  const flag = sheet.defaulted ? ' <b class="flag">defaulted</b>' : '';
  return `<table class="t"><caption>${nameOf(sheet.agent).text}${kind}${flag}</caption><thead><tr><th scope="col" colspan="2">Has</th><th scope="col" colspan="2">Owes</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** Two sheets that read the same. */
function isSame(a: Balance | undefined, b: Balance): boolean {
  if (a === undefined || a.defaulted !== b.defaulted) return false;
  const text = ({ assets, liabilities }: Balance): string =>
    [...assets, ...liabilities].map(({ name, amount }) => `${name}${amount.toString()}`).join();
  return text(a) === text(b);
}

/** Whose balance sheets are shown: market makers, defaulted agents, then the first others. */
function chosen(view: RunView): readonly string[] {
  const names = new Set<string>();
  for (const { dealer, vbt } of view.makers.values()) names.add(dealer).add(vbt);
  for (const agent of view.log.defaultDay.keys()) names.add(agent);
  let others = 0;
  for (const sheets of view.balances.values()) {
    for (const { agent } of sheets) {
      if (others === FIRST_AGENTS) break;
      if (names.has(agent)) continue;
      names.add(agent);
      others++;
    }
    break;
  }
  return [...names];
}

/** The sheets of one day that are worth showing, and the agents whose sheet is the one last shown. */
interface DaySheets {
  readonly day: number;
  readonly changed: readonly Balance[];
  readonly same: readonly string[];
}

function sheetsByDay(view: RunView, agents: readonly string[]): readonly DaySheets[] {
  const last = new Map<string, Balance>();
  return [...view.balances].map(([day, sheets]) => {
    const today = new Map(sheets.map((sheet) => [sheet.agent, sheet]));
    const [changed, same]: [Balance[], string[]] = [[], []];
    for (const agent of agents) {
      const sheet = today.get(agent);
      if (sheet === undefined) continue;
      if (isSame(last.get(agent), sheet)) {
        same.push(agent);
      } else {
        changed.push(sheet);
        last.set(agent, sheet);
      }
    }
    return { day, changed, same };
  });
}

function unchanged(same: readonly string[]): Content {
  if (same.length === 0) return '';
  const shown = join(same.slice(0, 12).map(nameOf), ', ');
  const more = same.length > 12 ? ` and ${same.length - 12} more` : '';
  return html`<p class="left-out">Unchanged since the sheet last shown: ${shown}${more}.</p>`;
}

/** Balance sheets at the end of each day, with the market makers’ quotes. */
export function tAccounts(view: RunView): Section | undefined {
  if (view.balances.size === 0) return undefined;
  const agents = chosen(view);
  const days = sheetsByDay(view, agents);
  const room = ration(
    days.map(({ changed }) => changed.length),
    MOST_ACCOUNTS,
  );
  const markets = bucketSeries(view);
  const parts = days.map(({ day, changed, same }, k) => {
    const shown = changed.slice(0, room[k] ?? 0);
    const missing = changed.length - shown.length;
    const cards = markets.map((series) => {
      const close = series.closes.find((one) => one.day === day);
      return close !== undefined && makerCards(view, series, close, 'h3');
    });
    const accounts = new Html(shown.map((sheet) => tAccount(view, sheet)).join('\n'));
    return html`<details class="day"><summary>End of day ${day} <small>${shown.length === 0 ? 'no change' : `${shown.length} balance ${shown.length === 1 ? 'sheet' : 'sheets'}`}</small></summary>${markets.length > 0 && html`<div class="cards-of-day">${cards}</div>`}<div class="accounts">${accounts}</div>${
      missing > 0 &&
      html`<p class="left-out">${missing} more changed sheets of this day are in <code>balances.csv</code>.</p>`
    }${unchanged(same)}</details>`;
  });
  const everyone = view.balances.values().next().value?.length ?? 0;
  const few =
    everyone > agents.length &&
    ` Shown are the market makers, every agent that defaulted and the first ${FIRST_AGENTS} others: ${agents.length} of ${everyone}.`;
  return {
    id: 'balances',
    title: 'Balance sheets',
    intro: html`What each agent has and owes at the end of a day; receivables are at face. An agent appears on the first day and whenever its sheet has changed.${few}`,
    body: html`${parts}`,
  };
}
