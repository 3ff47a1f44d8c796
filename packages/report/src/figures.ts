import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { escapeText, Html } from './html.js';
import { readDecimal } from './record.js';

/** A number on the page: shown with a fixed number of decimals, with its exact value at hand. */
export interface Figure {
  readonly text: string;
  /** Empty when what is shown is all there is, as for counts. */
  readonly exact: string;
}

/** What stands where there is no number. */
export const NOTHING: Figure = { text: '–', exact: '' };

const ZEROS = /^-0(\.0*)?$/;
const THOUSANDS = /\B(?=(\d{3})+$)/g;

/**
 * Writes a decimal with a fixed number of decimals (half-even), commas between thousands and a typographic minus.
 */
export function fixed(value: Decimal, decimals: number): string {
  let text = value.toFixed(decimals);
  const negative = text.startsWith('-') && !ZEROS.test(text);
  if (text.startsWith('-')) text = text.slice(1);
  const [whole = '0', fraction] = text.split('.');
  const grouped = whole.length > 3 ? whole.replace(THOUSANDS, ',') : whole;
  return `${negative ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** How the numbers of one report are written: the decimals are fixed for the whole page. */
export interface Figures {
  /** Amounts of money: no decimals when every amount of the run is whole, else two. */
  money(value: unknown): Figure;
  /** Money with its sign, for differences and profits. */
  gain(value: unknown): Figure;
  /** Prices: four decimals. */
  price(value: unknown): Figure;
  /** Plain ratios: four decimals. */
  ratio(value: unknown): Figure;
  /** A share of 1 in percent: two decimals. */
  percent(value: unknown): Figure;
  /** The same with its sign, in percentage points. */
  points(value: unknown): Figure;
  /** Counts. */
  count(value: unknown): Figure;
  /** The change of a count, with its sign. */
  change(value: unknown): Figure;
}

/** A number as a figure, or a dash when it is none. */
function figure(value: unknown, write: (value: Decimal) => string): Figure {
  const read = readDecimal(value);
  return read === undefined ? NOTHING : { text: write(read), exact: read.toString() };
}

function signed(text: string): string {
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** A number with so many decimals, with its sign where it is a difference. */
export function figureWith(value: Decimal, decimals: number, isSigned = false): Figure {
  const text = fixed(value, decimals);
  return { text: isSigned ? signed(text) : text, exact: value.toString() };
}

/** Figures of a report whose amounts of money are shown with `moneyDecimals` decimals. */
export function createFigures(moneyDecimals: number): Figures {
  const count = (value: unknown): Figure => {
    const read = readDecimal(value);
    if (read === undefined) return NOTHING;
    const places = decimalPlaces(read);
    return { text: fixed(read, Math.min(2, places)), exact: places > 2 ? read.toString() : '' };
  };
  return {
    money: (value) => figure(value, (read) => fixed(read, moneyDecimals)),
    gain: (value) => figure(value, (read) => signed(fixed(read, moneyDecimals))),
    price: (value) => figure(value, (read) => fixed(read, 4)),
    ratio: (value) => figure(value, (read) => fixed(read, 4)),
    percent: (value) => figure(value, (read) => `${fixed(read.times(100), 2)}%`),
    points: (value) => figure(value, (read) => `${signed(fixed(read.times(100), 2))}\u00a0pp`),
    count,
    change: (value) => {
      const { text, exact } = count(value);
      return { text: signed(text), exact };
    },
  };
}

/** A figure inside running text: what is shown, with the exact value in its title. */
export function inline(value: Figure): Html {
  const text = escapeText(value.text);
  if (value.exact === '') return new Html(text);
  const exact = escapeText(value.exact);
  return new Html(`<data value="${exact}" title="${exact}">${text}</data>`);
}
