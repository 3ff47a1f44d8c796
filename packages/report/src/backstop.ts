import { type Card, cardList, toneOf } from './card.js';
import { inline } from './figures.js';
import { type Html, html } from './html.js';
import { amountOf, integerOf, readDecimal, textOf } from './record.js';
import { eventsOf, type LoggedEvent } from './run-log.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, type Column, dataTable } from './table.js';

/** What it came to, where the metrics say. */
function cardsOf({ metrics, figures }: RunView): readonly Card[] {
  const of = (name: string): unknown => metrics.scalars.get(`backstop.${name}`)?.raw;
  if (of('profit') === undefined) return [];
  const profit = readDecimal(of('profit'));
  const money = (name: string): Html => inline(figures.money(of(name)));
  return [
    {
      label: 'Bought',
      figure: figures.money(of('facebought')),
      note: html`of face, for ${money('paid')}; ${money('facesold')} was sold again for ${money('soldfor')}`,
      tone: '',
    },
    {
      label: profit?.lt(0) ? 'Lost by it' : 'Earned by it',
      figure: figures.money(profit?.abs()),
      note: html`${money('redeemed')} came back from debtors, ${money('facelost')} of face did not`,
      tone: toneOf(profit),
    },
    {
      label: 'Held at most',
      figure: figures.money(of('peakholdings')),
      note: html`of face; ${money('holdings')} at the end`,
      tone: '',
    },
    {
      label: 'Better bid',
      figure: figures.percent(of('bidshare')),
      note: html`of days: ${inline(figures.count(of('biddays')))} of ${inline(figures.count(of('days')))}`,
      tone: '',
    },
  ];
}

function quoteTable({ figures }: RunView, quotes: readonly LoggedEvent[]): Html {
  const columns: Column[] = [
    { label: 'Day' },
    { label: 'Bucket', figures: false },
    { label: 'Standing bid' },
    { label: 'Standing ask' },
    { label: 'Outside bid', symbol: html`<i>B</i>` },
    { label: 'Whose', figures: false },
    { label: 'Outside ask', symbol: html`<i>A</i>` },
    { label: 'Whose', figures: false },
  ];
  const rows = quotes.map(({ record }): Cell[] => [
    figures.count(integerOf(record, 'day')),
    textOf(record, 'bucket'),
    figures.price(amountOf(record, 'bid')),
    figures.price(amountOf(record, 'ask')),
    figures.price(amountOf(record, 'effective_bid')),
    textOf(record, 'bid_by'),
    figures.price(amountOf(record, 'effective_ask')),
    textOf(record, 'ask_by'),
  ]);
  return dataTable('Every change of the outside quotes', {
    caption: 'Outside quotes with a dealer of last resort behind them, money per ticket, whenever they changed',
    columns,
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}

/** The central bank as dealer of last resort: what its standing quotes made of the outside quotes, and what that cost. Nothing when it never stood there. */
export function backstop(view: RunView): Section | undefined {
  const quotes = eventsOf(view.log, 'BackstopQuote');
  if (quotes.length === 0) return undefined;
  return {
    id: 'backstop',
    title: 'Dealer of last resort',
    intro: html`A wide quote stands behind the value-based traders. It counts where it is the better one, or where they have no money or no tickets; what it buys is paid for with new money.`,
    body: html`${cardList(cardsOf(view))}${quoteTable(view, quotes)}`,
  };
}
