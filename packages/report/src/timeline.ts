import { counterparty, type Entry, entriesOf } from './entries.js';
import { inline } from './figures.js';
import { type Content, escapeText, Html, html, join, nameOf } from './html.js';
import { ration } from './ration.js';
import { amountOf, textOf } from './record.js';
import { contractLabel } from './run-log.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { createNarrator, type Narrator } from './sentence.js';
import { scrolling, table } from './table.js';

/** Lines on the page, shared fairly over the days. */
const MOST_LINES = 2400;
/** With this many lines or fewer every day is unfolded. */
const FEW_LINES = 150;

/** What goes first when a day has more lines than fit: 0 is kept longest. */
const RANK: ReadonlyMap<string, number> = new Map([
  ['AgentDefaulted', 0],
  ['Default', 0],
  ['SystemCollapsed', 0],
  ['RunStopped', 0],
  ['ObligationDefaulted', 0],
  ['PartialSettlement', 0],
  ['ObligationWrittenOff', 0],
  ['ObligationExtinguished', 0],
  ['VBTAnchorUpdate', 0],
  ['CashTransferred', 2],
  ['ReservesTransferred', 2],
  ['BucketUpdate', 2],
  ['Rebucket', 2],
  ['OrderRejected', 2],
  ['ClaimTransferred', 3],
  ['DealerQuote', 3],
  ['PhaseA', 3],
  ['PhaseB', 3],
  ['SubphaseB1', 3],
  ['SubphaseB2_Dealer', 3],
  ['SubphaseB3', 3],
  ['SubphaseB_Rollover', 3],
  ['PhaseC', 3],
  ['DayEnd', 3],
]);
const ORDINARY = 1;

/** The lines kept of one day, in the order of the log. */
function keep(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries;
  const ranked = entries.map((entry, place) => ({ entry, place, rank: RANK.get(entry.kind) ?? ORDINARY }));
  return ranked
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .slice(0, most)
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}

/** The first and the last of several agents, and how many they are. */
function severalAgents(first: object, last: object, field: string, count: number): string {
  return `${textOf(first, field)} … ${textOf(last, field)} (${count} agents)`;
}

/** A record that stands for all of its line: amounts added up, tickets counted. */
function standIn(entry: Entry): Entry['first'] {
  const { kind, count, total, first, last } = entry;
  if (count === 1) return first;
  const record: Record<string, unknown> = { ...last.record };
  if (kind === 'CashTransferred' || kind === 'CapitalInjected') record['amount'] = total.toString();
  if (kind === 'ClaimTransferred') record['face'] = total.toString();
  if (kind === 'AgentCreated') {
    record['agent'] = severalAgents(first.record, last.record, 'agent', count);
  }
  if (kind === 'CashMinted') record['to'] = `each of ${severalAgents(first.record, last.record, 'to', count)}`;
  return { ...last, record };
}

function tradeWords(view: RunView, entry: Entry): Html {
  const { price, money } = view.figures;
  const { record } = entry.first;
  const makers = view.makers.get(textOf(record, 'bucket'));
  const { maker, through } = counterparty(record);
  const passed = through !== '' || maker === '';
  const other = nameOf(maker || (passed ? makers?.vbt : makers?.dealer) || 'the market');
  const buys = textOf(record, 'side') === 'BUY';
  const [first, last] = [amountOf(record, 'price'), amountOf(entry.last.record, 'price')];
  const at =
    last !== undefined && first?.eq(last) === false
      ? html`${inline(price(first))} → ${inline(price(last))}`
      : inline(price(first));
  const tickets = entry.count === 1 ? 'a ticket' : `${view.figures.count(entry.count).text} tickets`;
  const debt = textOf(record, 'contract') || (textOf(record, 'ticket_id').split('#')[0] ?? '');
  return html`${nameOf(textOf(record, 'trader_id'))} ${buys ? 'buys' : 'sells'} ${tickets} of ${nameOf(contractLabel(view.log, debt))} ${buys ? 'from' : 'to'} ${other}${through !== '' && html` through ${nameOf(through)}`} at ${at}${entry.count > 1 && html`, ${inline(money(entry.total))} in all`}`;
}

/** Many tickets that change their bucket, and perhaps their holder, one after another. */
function movedWords(view: RunView, entry: Entry): Html {
  const { record } = entry.first;
  const [from, to] = [nameOf(textOf(record, 'old_bucket')), nameOf(textOf(record, 'new_bucket'))];
  const tickets = view.figures.count(entry.count).text;
  if (entry.kind === 'BucketUpdate') return html`${tickets} tickets move from ${from} to ${to}`;
  const price = inline(view.figures.price(amountOf(record, 'price')));
  return html`${tickets} tickets go from the ${from} to the ${to} market maker (${textOf(record, 'holder_type')}) at ${price} each`;
}

function words(view: RunView, narrator: Narrator, entry: Entry): Html {
  const { kind, count } = entry;
  if (kind === 'Trade') return tradeWords(view, entry);
  if (count > 1 && (kind === 'BucketUpdate' || kind === 'Rebucket')) return movedWords(view, entry);
  const told = narrator.tell(standIn(entry));
  if (count === 1 || kind === 'AgentCreated' || kind === 'CashMinted') return told;
  if (kind === 'OrderRejected') return html`${told}, ${count} times`;
  return kind === 'DealerQuote' ? html`${told}, the last of ${count}` : html`${told}, in ${count} pieces`;
}

/** A kind that may be broken between its words on a narrow page. */
function breakable(kind: string): string {
  return escapeText(kind).replaceAll(/(?<=[a-z])(?=[A-Z])/g, '<wbr>');
}

function line(view: RunView, narrator: Narrator, entry: Entry, kinds: Numbers, agents: Numbers): string {
  const seq = entry.count === 1 ? String(entry.firstSeq) : `${entry.firstSeq}–${entry.lastSeq}`;
  const named = [...entry.agents].map((agent) => agents.of(agent)).join(' ');
  const times = entry.count === 1 ? '' : ` <small>×&nbsp;${entry.count}</small>`;
  return `<tr data-k="${kinds.of(entry.kind)}" data-a="${named}"><th scope="row" class="n">${seq}</th><td>${breakable(entry.kind)}${times}</td><td>${words(view, narrator, entry).text}</td></tr>`;
}

/** Names numbered in the order in which they are first asked for, so that rows need not repeat them. */
interface Numbers {
  of(name: string): number;
  names(): readonly string[];
}

function numbers(): Numbers {
  const known = new Map<string, number>();
  return {
    of(name) {
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      return number;
    },
    names: () => [...known.keys()],
  };
}

/** How many events of each kind a list of lines stands for. */
function countKinds(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, count } of entries) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return counts;
}

function leftOut(view: RunView, all: readonly Entry[], kept: readonly Entry[]): Content {
  if (kept.length === all.length) return '';
  const shown = new Set(kept);
  const missing = countKinds(all.filter((entry) => !shown.has(entry)));
  const total = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const named = [...missing]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${view.figures.count(count).text} ${kind}`);
  return html`<p class="left-out">${view.figures.count(total).text} events of this day are left out here: ${join(named, ', ')}. They are in <code>${view.logName}</code>.</p>`;
}

function options(list: readonly (readonly [number | string, string])[], all: string): Html {
  return html`<option value="">${all}</option>${list.map(([key, text]) => html`<option value="${key}">${text}</option>`)}`;
}

function filters(kinds: Numbers, agents: Numbers, days: readonly number[]): Html {
  const named = (list: readonly string[]): (readonly [number, string])[] =>
    list.map((name, k) => [k, name] as const).sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const inOrder = agents.names().map((name, k) => [k, name] as const);
  return html`<form class="filters" id="filters" hidden><label>Agent <select name="agent">${options(inOrder, 'all agents')}</select></label> <label>Kind <select name="kind">${options(named(kinds.names()), 'all kinds')}</select></label> <label>Day <select name="day">${options(
    days.map((day) => [day, String(day)] as const),
    'all days',
  )}</select></label> <button type="reset">Show all</button> <output name="shown" aria-live="polite"></output></form>`;
}

/** Every kind with how often it occurs and how much of it is on the page. */
function kindTable(view: RunView, kept: readonly Entry[]): Html {
  const { count } = view.figures;
  const shown = countKinds(kept);
  const rows = [...view.log.counts].sort((a, b) => b[1] - a[1]);
  return html`<details class="data"><summary>All ${count(view.log.events.length).text} events by kind</summary>${table(
    'Events by kind',
    {
      caption: 'Events by kind',
      columns: [{ label: 'Kind', figures: false }, { label: 'In the log' }, { label: 'Shown below' }],
      rows: rows.map(([kind, total]) => [kind, count(total), count(shown.get(kind) ?? 0)]),
      total: ['All', count(view.log.events.length), count([...shown.values()].reduce((sum, part) => sum + part, 0))],
    },
  )}</details>`;
}

/** What happened, in order; all of it when there is room. */
export function timeline(view: RunView): Section | undefined {
  const { log, figures } = view;
  if (log.events.length === 0) return undefined;
  const byDay = new Map<number, Entry[]>();
  for (const entry of entriesOf(log.events)) {
    const same = byDay.get(entry.day);
    if (same === undefined) byDay.set(entry.day, [entry]);
    else same.push(entry);
  }
  const days = [...byDay];
  const room = ration(
    days.map(([, entries]) => entries.length),
    MOST_LINES,
  );
  const narrator = createNarrator(figures, (id) => contractLabel(log, id));
  const [kinds, agents] = [numbers(), numbers()];
  const kept = days.map(([, entries], k) => keep(entries, room[k] ?? 0));
  const lines = kept.reduce((sum, part) => sum + part.length, 0);
  const parts = days.map(([day, entries], k) => {
    const shown = kept[k] ?? [];
    const events = entries.reduce((sum, { count }) => sum + count, 0);
    const rows = new Html(shown.map((entry) => line(view, narrator, entry, kinds, agents)).join('\n'));
    const open = lines <= FEW_LINES ? new Html(' open') : '';
    return html`<details class="day" data-day="${day}"${open}><summary>Day ${day} <small>${figures.count(events).text} ${events === 1 ? 'event' : 'events'}</small></summary>${leftOut(view, entries, shown)}${
      shown.length > 0 &&
      scrolling(
        `Events of day ${day}`,
        html`<table class="events"><caption class="quiet">Events of day ${day}</caption><thead><tr><th scope="col" class="n">No.</th><th scope="col">Kind</th><th scope="col">What happened</th></tr></thead><tbody>${rows}</tbody></table>`,
      )
    }</details>`;
  });
  const bounded =
    kept.some((part, k) => part.length < (days[k]?.[1].length ?? 0)) &&
    ' A day that has more lines than fit keeps its defaults and losses first, then settlements and trades, then movements, refusals and quotes, and says what it leaves out.';
  const all = kept.flat();
  return {
    id: 'timeline',
    title: 'Timeline',
    intro: html`Events of the same sort that followed one another are one line, with how many they are.${bounded}`,
    body: html`${kindTable(view, all)}${filters(
      kinds,
      agents,
      days.map(([day]) => day),
    )}<p class="none" id="none" hidden>No event on this page fits these choices.</p>${parts}`,
  };
}
