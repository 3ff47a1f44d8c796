import type { Decimal } from '@bagehot/kernel';
import { type Figure, inline } from './figures.js';
import { type Content, type Html, html } from './html.js';

/** One number that matters, with the words that say what it is. */
export interface Card {
  readonly label: string;
  readonly figure: Figure;
  readonly note: Content;
  /** A loss, a gain, or neither. */
  readonly tone: 'loss' | 'gain' | '';
}

/** Below 0 is a loss, above it a gain. */
export function toneOf(value: Decimal | undefined): Card['tone'] {
  if (value === undefined || value.eq(0)) return '';
  return value.lt(0) ? 'loss' : 'gain';
}

/** Cards side by side, as many as fit. */
export function cardList(cards: readonly Card[]): Html {
  const items = cards.map(
    ({ label, figure, note, tone }) =>
      html`<div class="card ${tone}"><dt>${label}</dt><dd class="value">${inline(figure)}</dd><dd class="note">${note}</dd></div>`,
  );
  return html`<dl class="cards">${items}</dl>`;
}
