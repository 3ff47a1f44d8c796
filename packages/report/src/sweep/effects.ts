import { html, nameOf } from '../html.js';
import type { Section } from '../section.js';
import { overall } from './figures-of.js';
import { histogram } from './histogram.js';
import type { RunsView, SweepView, TreatmentView } from './view.js';

const EFFECT = { above: 'f-blue', below: 'f-red' };

/** How the effects of a treatment are spread. */
export function effects(_: SweepView, treatment: TreatmentView): Section | undefined {
  if (treatment.reduction.count === 0) return undefined;
  const all = overall(treatment);
  const relief = histogram({
    id: `c-spread-relief${treatment.suffix}`,
    title: 'Relief.',
    caption: 'Pairs by the part of the control’s default rate that was taken away; blue is less default, red is more',
    what: 'relief',
    rows: 'pairs',
    spread: treatment.relief,
    mean: all.meanRelief,
    interval: all.reliefInterval,
    kinds: EFFECT,
  });
  const reduction = histogram({
    id: `c-spread-reduction${treatment.suffix}`,
    title: 'Reduction.',
    caption: 'Pairs by how far the default rate fell, in points',
    what: 'reduction',
    rows: 'pairs',
    spread: treatment.reduction,
    mean: all.meanReduction,
    interval: all.reductionInterval,
    kinds: EFFECT,
  });
  return {
    id: `effects${treatment.suffix}`,
    title: `How effects are spread${treatment.of}`,
    intro: html`The dashed line is the mean${(all.reliefInterval !== undefined || all.reductionInterval !== undefined) && ', the bracket over it its 95 % interval'}. Pairs that ${nameOf(treatment.name)} left as they were have a grey bar of their own.`,
    body: html`<div class="pair">${relief}${reduction}</div>`,
  };
}

/** How the default rates of runs are spread. */
export function rates(view: SweepView, { rates: spread, groups }: RunsView): Section | undefined {
  if (spread.count === 0) return undefined;
  return {
    id: 'rates',
    title: 'How default rates are spread',
    intro: html`The dashed line is the mean. Runs without any default have a grey bar of their own.`,
    body: histogram({
      id: 'c-spread-rates',
      title: 'Default rate.',
      caption: `Runs of ${view.baseline} by the share of the face due that was not paid in full and on time`,
      what: 'default rate',
      rows: 'runs',
      spread,
      mean: groups.all.rate.mean,
      kinds: { above: 'f-red', below: 'f-red' },
    }),
  };
}
