import { html } from '../html.js';
import { entriesOf } from '../name-value.js';
import type { Section } from '../section.js';
import { pairTable } from './pair-table.js';
import { child } from './summary.js';
import { PairTally } from './tally.js';
import { REGIMES, type SweepView, type TreatmentView } from './view.js';

const WORDS = {
  low: 'low: below 10%',
  medium: 'medium: 10 to 90%',
  catastrophic: 'catastrophic: over 90%',
} as const;

function recordedRegime(source: object, regime: string): object | undefined {
  for (const [name, part] of entriesOf(child(source, 'by_regime') ?? {})) {
    if (typeof part !== 'object' || part === null) continue;
    if (name === regime || Reflect.get(part, 'regime') === regime) return part;
  }
  return undefined;
}

/** Relief by how hard the control was hit. */
export function regimes(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (treatment.groups.all.completed === 0) return undefined;
  return {
    id: `stress${treatment.suffix}`,
    title: `Relief by stress${treatment.of}`,
    intro: html`Pairs by the default rate of their control. Rescues are agents that failed in the control only, induced are those that failed in the treatment only.`,
    body: pairTable(
      {
        label: 'Relief by stress',
        caption: 'Completed pairs by stress regime',
        first: 'Stress',
        groups: REGIMES.map((regime) => ({
          name: WORDS[regime],
          tally: treatment.regimes.get(regime) ?? new PairTally(),
          part: recordedRegime(treatment.summary, regime),
        })),
        folded: false,
      },
      view,
      treatment,
    ),
  };
}
