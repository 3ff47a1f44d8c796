import { type Decimal, max, min, ZERO } from '@bagehot/kernel';
import { type Deal, dealsOf } from './deals.js';
import { inline } from './figures.js';
import { type Content, type Html, html, nameOf } from './html.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, table } from './table.js';

/** Deals on the page; the rest is in the log. */
const MOST_DEALS = 1200;

/** Deals of one bucket, side and route added up. */
interface Route {
  readonly bucket: string;
  readonly side: string;
  readonly passed: boolean;
  tickets: number;
  amount: Decimal;
  lowest: Decimal;
  highest: Decimal;
}

function routesOf(deals: readonly Deal[]): readonly Route[] {
  const routes = new Map<string, Route>();
  for (const deal of deals) {
    const passed = deal.through !== '';
    const key = JSON.stringify([deal.bucket, deal.side, passed]);
    const route = routes.get(key);
    if (route === undefined) {
      const { bucket, side, tickets, amount, lowest, highest } = deal;
      routes.set(key, { bucket, side, passed, tickets, amount, lowest, highest });
      continue;
    }
    route.tickets += deal.tickets;
    route.amount = route.amount.plus(deal.amount);
    route.lowest = min(route.lowest, deal.lowest);
    route.highest = max(route.highest, deal.highest);
  }
  return [...routes.values()];
}

function sideWord(side: string): string {
  return side === 'BUY' ? 'bought' : side === 'SELL' ? 'sold' : side.toLowerCase();
}

function summary(view: RunView, deals: readonly Deal[]): Html {
  const { figures } = view;
  const order = [...view.makers.keys()];
  const routes = [...routesOf(deals)].sort((a, b) => order.indexOf(a.bucket) - order.indexOf(b.bucket));
  let [tickets, amount] = [0, ZERO];
  const rows = routes.map((route): Cell[] => {
    tickets += route.tickets;
    amount = amount.plus(route.amount);
    return [
      nameOf(route.bucket),
      sideWord(route.side),
      route.passed ? 'passed through' : 'with the dealer',
      figures.count(route.tickets),
      figures.price(route.lowest),
      figures.price(route.highest),
      // Rounds half-even at 24 decimals.
      figures.price(route.tickets === 0 ? undefined : route.amount.div(route.tickets)),
      figures.money(route.amount),
    ];
  });
  return table('Trades by bucket', {
    caption: 'Trades by bucket, side and route',
    columns: [
      { label: 'Bucket', figures: false },
      { label: 'Traders', figures: false },
      { label: 'Route', figures: false },
      { label: 'Tickets' },
      { label: 'Lowest price' },
      { label: 'Highest price' },
      { label: 'Mean price' },
      { label: 'Money' },
    ],
    rows,
    total: ['All', '', '', figures.count(tickets), '', '', '', figures.money(amount)],
  });
}

function priceRange(view: RunView, deal: Deal): Content {
  const first = inline(view.figures.price(deal.firstPrice));
  if (deal.lowest.eq(deal.highest)) return first;
  return html`${first} → ${inline(view.figures.price(deal.lastPrice))}`;
}

function dealRow(view: RunView, deal: Deal): Cell[] {
  const { figures } = view;
  const [seller, buyer] = deal.side === 'BUY' ? [deal.maker, deal.trader] : [deal.trader, deal.maker];
  return [
    figures.count(deal.day),
    nameOf(seller),
    nameOf(buyer),
    deal.through === '' ? '–' : nameOf(deal.through),
    nameOf(deal.contract),
    nameOf(deal.bucket),
    figures.count(deal.tickets),
    priceRange(view, deal),
    figures.money(deal.amount),
  ];
}

/** Who traded with whom, at what price. */
export function trades(view: RunView): Section | undefined {
  const deals = dealsOf(view);
  if (deals.length === 0) return undefined;
  const shown = deals.slice(0, MOST_DEALS);
  const rest =
    deals.length > shown.length &&
    html` The first ${view.figures.count(shown.length).text} of ${view.figures.count(deals.length).text} deals are listed; all trades are in <code>${view.logName}</code>.`;
  return {
    id: 'trades',
    title: 'Who traded with whom',
    intro: html`Tickets are traded one by one. Here those that followed one another between the same two agents on the same debt are one deal, with the price of its first and last ticket.${rest}`,
    body: html`${summary(view, deals)}${table('Deals', {
      caption: `${view.figures.count(shown.length).text} deals in their order`,
      columns: [
        { label: 'Day' },
        { label: 'Seller', figures: false },
        { label: 'Buyer', figures: false },
        { label: 'Through', figures: false },
        { label: 'Debt', figures: false },
        { label: 'Bucket', figures: false },
        { label: 'Tickets' },
        { label: 'Price per ticket' },
        { label: 'Money' },
      ],
      rows: shown.map((deal) => dealRow(view, deal)),
      kind: 'long',
    })}`,
  };
}
