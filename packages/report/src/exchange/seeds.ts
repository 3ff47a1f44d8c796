import { scaleLinear } from 'd3-scale';
import { type Html, html, nameOf, shorten } from '../html.js';
import type { Section } from '../section.js';
import { at, figureOf, label, type Plot, stroke, WIDTH } from '../svg.js';
import { type Column, table } from '../table.js';
import type { ExchangeReportPair, ExchangeReportSeeds } from './input.js';
import { type ExchangeView, sumOf } from './view.js';

/** What figures are called; others go by their own name. */
const FIGURES: ReadonlyMap<string, string> = new Map([
  ['totalUtility', 'Total utility'],
  ['goodsUtility', 'Utility of goods'],
  ['moneyMetricGain', 'Gain in money'],
]);
/** The figure that is drawn, and by which orders are counted. */
const DRAWN = 'totalUtility';
/** Dots of a row of the drawing. */
const MOST_DOTS = 500;
/** Characters of a regime's name in the drawing. */
const LONGEST_NAME = 24;
/** Orders in the table. */
const MOST_ORDERINGS = 12;
const STRIP: Plot = { left: 12, right: WIDTH - 12, top: 22, bottom: 0 };
const ROW = 46;

/** Seeds that were run under every regime. */
export function seedCount({ pairs }: ExchangeReportSeeds): number {
  return pairs[0]?.differences.length ?? 0;
}

function meansTable({ figures, seeds }: ExchangeView): Html {
  const regimes = seeds?.figures ?? [];
  const pairTypes = [...new Set(regimes.flatMap(({ tradesByPairType }) => [...tradesByPairType.keys()]))];
  const columns: readonly Column[] = [
    { label: 'Regime', figures: false },
    ...[...FIGURES.values()].map((name) => ({ label: name })),
    { label: 'Trades', symbol: 'in all' },
    ...pairTypes.map((pairType): Column => ({ label: 'Trades', symbol: nameOf(pairType) })),
    { label: 'Traded', symbol: 'share of agents' },
    { label: 'Gini of money', symbol: 'at the end' },
  ];
  const rows = regimes.map((each) => [
    nameOf(each.regime),
    figures.money(each.totalUtility),
    figures.money(each.goodsUtility),
    figures.money(each.moneyMetricGain),
    figures.count(sumOf(each.tradesByPairType.values())),
    ...pairTypes.map((pairType) => figures.count(each.tradesByPairType.get(pairType))),
    figures.percent(each.shareOfTraders),
    figures.ratio(each.giniOfMoney),
  ]);
  return table('Regimes', { caption: 'Means over the seeds; trades of all of them', columns, rows });
}

function pairTable({ figures }: ExchangeView, pairs: readonly ExchangeReportPair[]): Html {
  const columns: readonly Column[] = [
    { label: 'Regimes', figures: false },
    { label: 'Figure', figures: false },
    { label: 'Mean difference' },
    { label: 'Higher', symbol: 'seeds' },
    { label: 'Equal', symbol: 'seeds' },
    { label: 'Lower', symbol: 'seeds' },
  ];
  const rows = pairs.map(({ regimes: [first, second], figure, mean, higher, equal, lower }) => [
    html`${nameOf(second)} less ${nameOf(first)}`,
    nameOf(FIGURES.get(figure) ?? figure),
    figures.gain(mean),
    ...[higher, equal, lower].map((count) => figures.count(count)),
  ]);
  return table('Differences', { caption: 'Differences on the same seed', columns, rows });
}

function orderTable({ figures }: ExchangeView, { orderings }: ExchangeReportSeeds): Html | undefined {
  const counted = orderings.filter(({ figure }) => figure === DRAWN);
  const shown = counted.slice(0, MOST_ORDERINGS);
  if (shown.length === 0) return undefined;
  const more = counted.length > shown.length ? `, the ${shown.length} most frequent of ${counted.length}` : '';
  return table('Orders', {
    caption: `How often which order by total utility came out${more}`,
    columns: [{ label: 'Order', figures: false }, { label: 'Seeds' }],
    rows: shown.map(({ ordering, count }) => [orderOf(ordering), figures.count(count)]),
  });
}

/** Names and the signs between them, so that lines break between names. */
function orderOf(ordering: string): Html {
  return html`${ordering.split(/ ([<=]) /).map((part, k) => (k % 2 === 0 ? nameOf(part) : ` ${part} `))}`;
}

/** Each seed's difference a dot, a row for each pair of regimes. */
function differenceChart({ figures }: ExchangeView, pairs: readonly ExchangeReportPair[]): Html | undefined {
  if (pairs.length === 0) return undefined;
  const all = pairs.flatMap(({ differences }) => differences);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const x = scaleLinear([low, high === low ? low + 1 : high], [STRIP.left, STRIP.right]).nice(5);
  const bottom = STRIP.top + pairs.length * ROW;
  const ticks = x
    .ticks(5)
    .map((tick) => [
      stroke(x(tick), STRIP.top - 8, x(tick), bottom, tick === 0 ? 'base' : 'grid'),
      label(x(tick), bottom + 15, x.tickFormat(5)(tick), 'middle', 'tick'),
    ]);
  const rows = pairs.map(({ regimes: [first, second], differences, mean }, row) => {
    const y = STRIP.top + row * ROW + 26;
    return [
      label(
        STRIP.left,
        y - 17,
        `${shorten(second, LONGEST_NAME)} less ${shorten(first, LONGEST_NAME)}`,
        'start',
        'strong halo',
      ),
      differences
        .slice(0, MOST_DOTS)
        .map((value, k) => html`<circle class="d-first" cx="${at(x(value))}" cy="${at(y + spread(k))}" r="2.2"/>`),
      html`<path class="w" d="M${at(x(mean))},${at(y - 9)}V${at(y + 9)}"><title>${`mean ${figures.gain(mean).text}`}</title></path>`,
    ];
  });
  const said = pairs.map(
    ({ regimes: [first, second], mean, higher, equal, lower }) =>
      `${second} less ${first}: ${figures.gain(mean).text} on average, ${higher} higher, ${equal} equal, ${lower} lower.`,
  );
  const cut = (pairs[0]?.differences.length ?? 0) > MOST_DOTS ? `, the first ${MOST_DOTS} of them` : '';
  return figureOf(
    {
      id: 'c-differences',
      title: 'Total utility, seed by seed.',
      description: `Differences of total utility between regimes on the same seed. ${said.join(' ')}`,
      height: bottom + 34,
      body: [ticks, rows, label((STRIP.left + STRIP.right) / 2, bottom + 30, 'utility', 'middle', 'axis')],
    },
    `Each dot is a seed${cut}, the bar their mean; right of 0 the first named regime is ahead. Up and down means nothing`,
    undefined,
  );
}

/** Dots are moved apart a little, always in the same way. */
function spread(k: number): number {
  return ((k * 7) % 11) - 5;
}

/** What the regimes come to over all seeds; nothing where there is but one, or none was run to its end. */
export function seedsSection(view: ExchangeView): Section | undefined {
  const { seeds } = view;
  if (seeds === undefined || seedCount(seeds) === 0) return undefined;
  const drawn = seeds.pairs.filter(({ figure }) => figure === DRAWN);
  return {
    id: 'seeds',
    title: 'Welfare by regime',
    intro: html`Each of ${view.figures.count(seedCount(seeds)).text} seeds puts the same people in the same places under every regime. Trust the average and how often a regime is ahead; a single seed proves nothing.`,
    body: html`${meansTable(view)}<div class="pair">${differenceChart(view, drawn)}${orderTable(view, seeds)}</div>${pairTable(view, seeds.pairs)}`,
  };
}
