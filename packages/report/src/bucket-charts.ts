import { extent, max } from 'd3-array';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { BucketSeries, QuotePoint, TradePoint } from './bucket-series.js';
import { type Content, Html, html } from './html.js';
import type { RunView } from './run-view.js';
import { dayAxis, drawing, type Plot, path, sideLabels, valueAxis, WIDTH } from './svg.js';
import { thin } from './thinning.js';

const INVENTORY: Plot = { left: 40, right: WIDTH - 72, top: 12, bottom: 130 };
const QUOTES: Plot = { left: 40, right: WIDTH - 72, top: 12, bottom: 190 };
const UNDER_PLOT = 34;

function timeScale(days: readonly number[], plot: Plot): ScaleLinear<number, number> {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  return scaleLinear([first, last + 1], [plot.left, plot.right]);
}

/** The points drawn for one of the values, with the last one held to the end of the last day. */
function held(
  points: readonly QuotePoint[],
  x: ScaleLinear<number, number>,
  heightOf: (point: QuotePoint) => number,
): readonly QuotePoint[] {
  const kept = thin(points, (point) => Math.round(x(point.time)), heightOf);
  const last = kept.at(-1);
  return last === undefined ? kept : [...kept, { ...last, time: x.domain()[1] ?? last.time }];
}

function stepLine(
  points: readonly QuotePoint[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  heightOf: (point: QuotePoint) => number,
): string | null {
  return line<QuotePoint>()
    .curve(curveStepAfter)
    .digits(1)
    .x((point) => x(point.time))
    .y((point) => y(heightOf(point)))(held(points, x, heightOf) as QuotePoint[]);
}

/** Inventory against capacity over time, in tickets. */
export function inventoryChart(view: RunView, series: BucketSeries, id: string): Html {
  const { figures, log } = view;
  const { quotes, bucket, peak } = series;
  const highest = Math.max(1, max(quotes, ({ tickets, capacity }) => Math.max(tickets, capacity)) ?? 1);
  const x = timeScale(log.days, INVENTORY);
  const y = scaleLinear([0, highest], [INVENTORY.bottom, INVENTORY.top]).nice(3);
  const last = quotes.at(-1);
  const filled = area<QuotePoint>()
    .curve(curveStepAfter)
    .digits(1)
    .x((point) => x(point.time))
    .y0(INVENTORY.bottom)
    .y1((point) => y(point.tickets))(held(quotes, x, ({ tickets }) => tickets) as QuotePoint[]);
  const body: Content = [
    valueAxis(y, INVENTORY, Math.min(3, highest)),
    path(filled, 'a-blue'),
    path(
      stepLine(quotes, x, y, ({ capacity }) => capacity),
      'l-soft dashed',
    ),
    path(
      stepLine(quotes, x, y, ({ tickets }) => tickets),
      'l-blue',
    ),
    dayAxis(log.days, x, INVENTORY),
    last !== undefined &&
      sideLabels(
        [
          { y: y(last.capacity), text: 'capacity', kind: 't-soft' },
          { y: y(last.tickets), text: 'inventory', kind: 't-blue' },
        ],
        INVENTORY,
      ),
  ];
  return drawing({
    id,
    title: `Inventory of ${series.dealer} against its capacity, in tickets`,
    description: `The ${bucket} dealer held at most ${figures.count(peak.tickets).text} tickets; its capacity reached ${figures.money(peak.capacity).text} of face. The table below has each day’s close.`,
    height: INVENTORY.bottom + UNDER_PLOT,
    body,
  });
}

/** More trades with the dealer than this are not marked one by one: they lie on its bid and ask anyway. */
const MOST_DOTS = 120;

function columnsOf(trades: readonly TradePoint[], x: ScaleLinear<number, number>): number {
  return new Set(trades.filter(({ passed }) => !passed).map(({ time }) => Math.round(x(time)))).size;
}

/** Marks of trades: each shape once per place, so that a thousand trades at one price are one mark. */
function marks(
  trades: readonly TradePoint[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
  dense: boolean,
): Html {
  const drawn = new Set<string>();
  for (const { time, price, side, passed } of trades) {
    const [cx, cy] = [Math.round(x(time)), Math.round(y(price))];
    if (!passed) {
      if (!dense) drawn.add(`<circle class="m-in" cx="${cx}" cy="${cy}" r="1.6"/>`);
    } else if (side === 'BUY') drawn.add(`<path class="m-out" d="M${cx - 3.5},${cy - 1.5}h7l-3.5,-6z"/>`);
    else drawn.add(`<path class="m-out" d="M${cx - 3.5},${cy + 1.5}h7l-3.5,6z"/>`);
  }
  return new Html([...drawn].join(''));
}

/** Bid and ask inside the band of the outside quotes, with trades marked. */
export function quoteChart(view: RunView, series: BucketSeries, id: string): Html {
  const { quotes, trades, bucket } = series;
  const { price: shown } = view.figures;
  const prices = quotes.flatMap(({ outsideBid, outsideAsk }) => [outsideBid, outsideAsk]);
  for (const { price } of trades) prices.push(price);
  const [low = 0, high = 1] = extent(prices);
  const room = (high - low || high || 1) * 0.06;
  const x = timeScale(view.log.days, QUOTES);
  const y = scaleLinear([low - room, high + room], [QUOTES.bottom, QUOTES.top]);
  const last = quotes.at(-1);
  const band = area<QuotePoint>()
    .curve(curveStepAfter)
    .digits(1)
    .x((point) => x(point.time))
    .y0((point) => y(point.outsideBid))
    .y1((point) => y(point.outsideAsk))(held(quotes, x, ({ outsideAsk }) => outsideAsk) as QuotePoint[]);
  const passed = trades.filter((trade) => trade.passed).length;
  const dense = columnsOf(trades, x) > MOST_DOTS;
  const body: Content = [
    path(band, 'a-band'),
    valueAxis(y, QUOTES, 5),
    path(
      stepLine(quotes, x, y, (point) => point.outsideAsk),
      'l-ochre',
    ),
    path(
      stepLine(quotes, x, y, (point) => point.outsideBid),
      'l-ochre',
    ),
    path(
      stepLine(quotes, x, y, ({ ask }) => ask),
      'l-blue',
    ),
    path(
      stepLine(quotes, x, y, ({ bid }) => bid),
      'l-blue',
    ),
    marks(trades, x, y, dense),
    dayAxis(view.log.days, x, QUOTES),
    last !== undefined &&
      sideLabels(
        [
          { y: y(last.outsideAsk), text: 'outside ask', kind: 't-ochre' },
          { y: y(last.ask), text: 'ask', kind: 't-blue' },
          { y: y(last.bid), text: 'bid', kind: 't-blue' },
          { y: y(last.outsideBid), text: 'outside bid', kind: 't-ochre' },
        ],
        QUOTES,
      ),
  ];
  const closing =
    last === undefined
      ? ''
      : ` At the end the dealer bid ${shown(last.bid).text} and asked ${shown(last.ask).text}, between ${shown(last.outsideBid).text} and ${shown(last.outsideAsk).text} outside.`;
  return drawing({
    id,
    title: `Prices in the ${bucket} bucket, money per ticket`,
    description: `${trades.length} trades, ${passed} of them passed through to the value-based trader at the outside quotes.${closing}`,
    height: QUOTES.bottom + UNDER_PLOT,
    body,
  });
}

/** What the marks in the price drawings mean, in words and shapes. */
export function markKey(): Html {
  const shape = (inner: string): Html =>
    new Html(`<svg class="key" viewBox="0 0 12 12" aria-hidden="true">${inner}</svg>`);
  return html`<ul class="keys"><li>${shape('<circle class="m-in" cx="6" cy="6" r="2.4"/>')} traded with the dealer at its bid or ask (not marked where a bucket is busy)</li><li>${shape('<path class="m-out" d="M2,10h8l-4,-7z"/>')} bought from the value-based trader, passed through at the outside ask</li><li>${shape('<path class="m-out" d="M2,2h8l-4,7z"/>')} sold to the value-based trader, passed through at the outside bid</li></ul>`;
}
