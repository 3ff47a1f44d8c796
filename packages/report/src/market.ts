import type { Decimal } from '@bagehot/kernel';
import { inventoryChart, markKey, quoteChart } from './bucket-charts.js';
import { type BucketClose, type BucketSeries, bucketRange, bucketSeries } from './bucket-series.js';
import { inline } from './figures.js';
import { type Content, Html, html, nameOf } from './html.js';
import { amountOf, isSet } from './record.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, type Column, dataTable } from './table.js';

/** Layoff probability λ = S / (X* + S). The division rounds half-even at 24 decimals. */
function layoffProbability(size: Decimal, quote: object): Decimal | undefined {
  return amountOf(quote, 'capacity')?.plus(size).gt(0)
    ? size.div(size.plus(amountOf(quote, 'capacity') ?? 0))
    : undefined;
}

/** Width between the dealer's own quotes. */
function width(quote: object): Decimal | undefined {
  const [bid, ask] = [amountOf(quote, 'bid'), amountOf(quote, 'ask')];
  return bid && ask?.minus(bid);
}

function pins(quote: object): string {
  const pinned = [isSet(quote, 'is_pinned_bid') && 'bid', isSet(quote, 'is_pinned_ask') && 'ask'].filter(Boolean);
  return pinned.length === 0 ? '–' : pinned.join(' and ');
}

/** Every kernel figure the log holds, one line per day. */
function closeTable(view: RunView, series: BucketSeries): Html {
  const { figures } = view;
  const withMoney = series.closes.some(({ dealer }) => dealer !== undefined);
  const columns: Column[] = [
    { label: 'Day' },
    { label: 'Inventory', symbol: 'tickets' },
    { label: 'Capacity', symbol: html`face, <i>X*</i>` },
    { label: 'Bid' },
    { label: 'Ask' },
    { label: 'Width', symbol: 'ask − bid' },
    { label: 'Outside bid', symbol: html`<i>B</i>` },
    { label: 'Outside ask', symbol: html`<i>A</i>` },
    { label: 'Outside mid', symbol: html`<i>M</i>` },
    { label: 'Outside spread', symbol: html`<i>O</i>` },
    { label: 'Loss rate', symbol: html`<i>ℓ</i>` },
    { label: 'Layoff probability', symbol: html`<i>λ</i>` },
    { label: 'Pinned', figures: false },
    { label: 'Traded inside', symbol: 'tickets' },
    { label: 'Passed through', symbol: 'tickets' },
    ...(withMoney ? [{ label: 'Dealer cash' }, { label: 'VBT cash' }] : []),
  ];
  const rows = series.closes.map((close): Cell[] => {
    const { quote } = close;
    const cash = (sheet: BucketClose['dealer']): Cell =>
      figures.money(sheet === undefined ? undefined : (sheet.assets.find(({ name }) => name === 'Cash')?.amount ?? 0));
    return [
      figures.count(close.day),
      figures.count(amountOf(quote, 'inventory')),
      figures.money(amountOf(quote, 'capacity')),
      figures.price(amountOf(quote, 'bid')),
      figures.price(amountOf(quote, 'ask')),
      figures.price(width(quote)),
      figures.price(amountOf(quote, 'vbt_bid')),
      figures.price(amountOf(quote, 'vbt_ask')),
      figures.price(close.mid),
      figures.price(close.spread),
      figures.percent(close.lossRate),
      figures.ratio(layoffProbability(view.ticketSize, quote)),
      pins(quote),
      figures.count(close.inside),
      figures.count(close.passed),
      ...(withMoney ? [cash(close.dealer), cash(close.vbt)] : []),
    ];
  });
  return dataTable('Every day’s close in figures', {
    caption: html`${nameOf(series.bucket)}: the last quotes of each day, money per ticket`,
    columns,
    rows,
  });
}

function line(term: Content, value: Content): Html {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

/** The two market makers of a bucket as they stand at a close, under headings of the given level. */
export function makerCards(view: RunView, series: BucketSeries, close: BucketClose, heading: 'h3' | 'h4'): Html {
  const named = (agent: string): Html => html`${new Html(`<${heading}>`)}${nameOf(agent)}${new Html(`</${heading}>`)}`;
  const { figures } = view;
  const { quote } = close;
  const money = (sheet: BucketClose['dealer']): Content =>
    sheet !== undefined && [
      line('Cash', inline(figures.money(sheet.assets.find(({ name }) => name === 'Cash')?.amount ?? 0))),
      sheet.equity !== undefined && line('Equity at face', inline(figures.money(sheet.equity))),
    ];
  const price = (field: string): Html => inline(figures.price(amountOf(quote, field)));
  return html`<div class="makers"><div>${named(series.dealer)}<dl>${line('Bid and ask', html`${price('bid')} · ${price('ask')}`)}${line(
    'Inventory',
    html`${inline(figures.count(amountOf(quote, 'inventory')))} ${amountOf(quote, 'inventory')?.eq(1) ? 'ticket' : 'tickets'}`,
  )}${line(html`Capacity <i>X*</i>`, inline(figures.money(amountOf(quote, 'capacity'))))}${line(
    html`Layoff probability <i>λ</i>`,
    inline(figures.ratio(layoffProbability(view.ticketSize, quote))),
  )}${line('Pinned', pins(quote))}${money(close.dealer)}</dl></div><div>${named(series.vbt)}<dl>${line(
    'Outside bid and ask',
    html`${price('vbt_bid')} · ${price('vbt_ask')}`,
  )}${line(html`Mid <i>M</i>, spread <i>O</i>`, html`${inline(figures.price(close.mid))} · ${inline(figures.price(close.spread))}`)}${line(
    'Loss rate of the day',
    inline(figures.percent(close.lossRate ?? 0)),
  )}${money(close.vbt)}</dl></div></div>`;
}

function bucketPart(view: RunView, series: BucketSeries, index: number): Html {
  const range = bucketRange(view, series.bucket);
  const inside = series.trades.filter(({ passed }) => !passed).length;
  const last = series.closes.at(-1);
  const { count } = view.figures;
  return html`<article class="bucket"><h3>${nameOf(series.bucket)}${range !== '' && html` <small>${range}</small>`}</h3>
<p>${inline(count(inside))} tickets traded with the dealer, ${inline(count(series.trades.length - inside))} passed through.</p>
<figure><figcaption><b>Inventory</b> and capacity, tickets</figcaption>${inventoryChart(view, series, `c-inv-${index}`)}</figure>
<figure><figcaption><b>Prices</b> per ticket</figcaption>${quoteChart(view, series, `c-quo-${index}`)}</figure>
${last !== undefined && html`<p class="over">At the close of day ${last.day}</p>${makerCards(view, series, last, 'h4')}`}
${closeTable(view, series)}</article>`;
}

/** The market of each bucket; nothing when nobody made one. */
export function market(view: RunView): Section | undefined {
  const all = bucketSeries(view);
  if (all.length === 0) return undefined;
  return {
    id: 'market',
    title: 'The market, bucket by bucket',
    intro: html`A dealer quotes inside the band that the value-based trader (VBT) sets from outside. What it cannot take or deliver itself it passes through at the edge of the band. Within a day events are spread evenly, in their order.`,
    body: html`${markKey()}<div class="buckets">${all.map((series, k) => bucketPart(view, series, k))}</div>`,
  };
}
