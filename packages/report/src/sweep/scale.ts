import { type Content, type Html, html } from '../html.js';

const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25] as const;
const CLASSES = 4;

/** Four steps of shading on either side of 0, of equal width. */
export interface ShadeScale {
  /** Style class behind a value. */
  classOf(value: number): string;
  readonly step: number;
  readonly negative: boolean;
  readonly positive: boolean;
}

/**
 * A scale for all values of a page, so that its drawings can be compared.
 *
 * @param values - what will be shaded
 * @param kinds - style classes above and below 0, without their number
 */
export function shadeScale(
  values: readonly number[],
  kinds: { readonly above: string; readonly below: string },
): ShadeScale {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = STEPS.find((width) => CLASSES * width >= largest) ?? 0.25;
  return {
    step,
    negative: values.some((value) => value < 0),
    positive: values.some((value) => value > 0),
    classOf: (value) => {
      if (value === 0) return 'z';
      const strength = Math.min(CLASSES, Math.max(1, Math.ceil(Math.abs(value) / step - 1e-9)));
      return `${value > 0 ? kinds.above : kinds.below}${strength}`;
    },
  };
}

function swatch(kind: string, words: Content): Html {
  return html`<li><svg class="key" viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}" x="0.5" y="0.5" width="11" height="11"/></svg> ${words}</li>`;
}

/** The steps of a scale in words. */
export function shadeKeys(
  scale: ShadeScale,
  kinds: { readonly above: string; readonly below: string },
  absent: readonly (readonly [string, string])[],
): Html {
  const edge = (k: number): string => `${Math.round(k * scale.step * 1000) / 10}`;
  const steps = (kind: string, sign: string): Html[] =>
    Array.from({ length: CLASSES }, (_, k) => {
      const from = k === 0 ? '0' : `${sign}${edge(k)}`;
      const last = `${sign === '' ? 'over' : 'below'} ${from}%`;
      return swatch(`${kind}${k + 1}`, k === CLASSES - 1 ? last : `${from} to ${sign}${edge(k + 1)}%`);
    });
  return html`<ul class="keys">${scale.negative && steps(kinds.below, '−').reverse()}${swatch('z', '0')}${scale.positive && steps(kinds.above, '')}${absent.map(([kind, words]) => swatch(kind, words))}</ul>`;
}
