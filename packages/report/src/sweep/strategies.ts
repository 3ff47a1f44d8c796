import { type Html, html, nameOf } from '../html.js';
import { entriesOf } from '../name-value.js';
import type { Section } from '../section.js';
import { table } from '../table.js';
import { child, figureIn, partOfArm } from './summary.js';
import type { SweepView } from './view.js';

/** What a debtor did with its claims on others until its debt was due. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['no_trade', 'never traded'],
  ['hold_to_maturity', 'bought and held until due'],
  ['sell_before', 'sold before the debt was due'],
  ['round_trip', 'bought and sold again'],
]);

function tableOf(view: SweepView, subject: string, strategies: object): Html {
  const { figures } = view;
  const rows = entriesOf(strategies).flatMap(([name, part]) => {
    if (typeof part !== 'object' || part === null) return [];
    const count = figureIn(part, 'count');
    const defaulted = figureIn(part, 'defaulted');
    if (count === undefined) return [];
    // Rounds half-even at 24 decimals.
    const own = defaulted === undefined || count.eq(0) ? undefined : defaulted.div(count);
    const label = String(Reflect.get(part, 'strategy') ?? name);
    return [
      [
        html`${nameOf(label)}${WORDS.has(label) && html` <small>${WORDS.get(label)}</small>`}`,
        figures.count(count),
        figures.count(defaulted),
        figures.percent(figureIn(part, 'default_rate') ?? own),
      ],
    ];
  });
  if (rows.length === 0) return html``;
  return table(`Strategies${subject === '' ? '' : ` of ${subject}`}`, {
    caption:
      subject === ''
        ? 'Debts by what their debtors did'
        : html`Debts by what their debtors did, arm ${nameOf(subject)}`,
    columns: [
      { label: 'Strategy', figures: false },
      { label: 'Debts' },
      { label: 'Defaulted' },
      { label: 'Default rate' },
    ],
    rows,
  });
}

/** How debts fared by what their debtors did on the market, when the summary tells. */
export function strategies(view: SweepView): Section | undefined {
  const tables = view.input.arms.flatMap((arm) => {
    const found = child(partOfArm(view.input.summary, arm) ?? {}, 'strategies');
    return found === undefined ? [] : [tableOf(view, arm, found)];
  });
  if (tables.every(({ text }) => text === '')) return undefined;
  return {
    id: 'strategies',
    title: 'Strategies',
    intro: html`Every debt of a trader is counted once, by what its debtor did on the market before it fell due. Those who sell are those who need money: a rate is no effect.`,
    body: html`${tables}`,
  };
}
