import { html, nameOf } from '../html.js';
import { readMetrics } from '../metric-tree.js';
import { entriesOf } from '../name-value.js';
import { readDecimal } from '../record.js';
import type { Section } from '../section.js';
import { table } from '../table.js';
import { groupColumns, groupRow } from './levels.js';
import { child, type SummaryPart } from './summary.js';
import { PairTally } from './tally.js';
import { REGIMES, type SweepView, type TreatmentView } from './view.js';

const WORDS = {
  low: 'low: below 10%',
  medium: 'medium: 10 to 90%',
  catastrophic: 'catastrophic: over 90%',
} as const;

function recordedRegime({ source }: SummaryPart, regime: string): SummaryPart | undefined {
  const groups = child(source, 'by_regime', 'regimes');
  if (groups === undefined) return undefined;
  for (const [name, part] of entriesOf(groups)) {
    if (typeof part !== 'object' || part === null || readDecimal(part) !== undefined) continue;
    if (name === regime || Reflect.get(part, 'regime') === regime) return { source: part, tree: readMetrics(part) };
  }
  return undefined;
}

/** Relief by how hard the control was hit. */
export function regimes(view: SweepView, treatment: TreatmentView): Section | undefined {
  if (treatment.groups.all.completed === 0) return undefined;
  return {
    id: `stress${treatment.suffix}`,
    title: `Relief by stress${treatment.of}`,
    intro: html`Pairs by the default rate of their control, ${nameOf(view.baseline)}. Rescues are agents that failed in the control only, induced those that failed with ${nameOf(treatment.name)} only.`,
    body: table('Relief by stress', {
      caption: 'Pairs by stress regime; pairs that did not complete have none',
      columns: groupColumns('Stress', view, treatment),
      rows: REGIMES.map((regime) =>
        groupRow(
          view,
          WORDS[regime],
          treatment.regimes.get(regime) ?? new PairTally(),
          recordedRegime(treatment.summary, regime),
        ),
      ),
      total: groupRow(view, 'all pairs', treatment.groups.all, treatment.summary),
    }),
  };
}
