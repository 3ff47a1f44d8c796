import { ONE } from '@bagehot/kernel';
import { type Card, cardList, toneOf } from './card.js';
import { inline } from './figures.js';
import { type Html, html, nameOf } from './html.js';
import { type MetricTree, metric } from './metric-tree.js';
import { reliefOf } from './relief.js';
import { eventsOf } from './run-log.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { dataTable } from './table.js';

function rates(view: RunView): readonly Card[] {
  const { figures, metrics } = view;
  const rate = metric(metrics, 'delta_total', 'default_rate', 'default_rate_with_dealer', 'delta');
  const cleared = metric(metrics, 'phi_total', 'clearing_rate', 'phi') ?? (rate && ONE.minus(rate));
  const cash = metric(metrics, 'phi_cash_total');
  const cards: Card[] = [];
  if (rate !== undefined) {
    cards.push({
      label: 'Default rate',
      figure: figures.percent(rate),
      note: 'of the face due was not paid in full and on time',
      tone: rate.gt(0) ? 'loss' : '',
    });
  }
  if (cleared !== undefined) {
    const withParts = cash === undefined ? '' : html`; ${inline(figures.percent(cash))} counting part payments`;
    cards.push({
      label: 'Clearing rate',
      figure: figures.percent(cleared),
      note: html`was paid in full and on time${withParts}`,
      tone: '',
    });
  }
  return cards;
}

/** Paid over owed of the debts that failed. */
function recovery(view: RunView): Card | undefined {
  const { figures, metrics, facts } = view;
  const given = metric(metrics, 'mean_recovery_rate', 'avg_recovery_rate', 'recovery_rate_weighted', 'recovery_rate');
  if (given !== undefined) {
    return { label: 'Recovery', figure: figures.percent(given), note: 'paid on failed debts, on average', tone: '' };
  }
  let [owed, paid] = [ONE.minus(ONE), ONE.minus(ONE)];
  for (const { record } of eventsOf(view.log, 'ObligationDefaulted')) {
    owed = owed.plus(String(Reflect.get(record, 'original_amount') ?? 0));
    paid = paid.plus(String(Reflect.get(record, 'amount_paid') ?? 0));
  }
  if (owed.eq(0)) return undefined;
  const lost = facts.at(-1)?.cumulativeLoss;
  return {
    label: 'Recovery',
    // Rounds half-even at 24 decimals.
    figure: figures.percent(paid.div(owed)),
    note: html`was paid on debts that failed; ${inline(figures.money(lost))} was lost in all`,
    tone: '',
  };
}

function defaults(view: RunView): Card {
  const { figures, log, metrics } = view;
  const failed = metric(metrics, 'n_defaults', 'total_defaults') ?? log.defaultDay.size;
  const count = figures.count(failed);
  const first = [...log.defaultDay][0];
  const note =
    first === undefined
      ? 'every debt was settled by its debtor'
      : html`agents failed, the first (${nameOf(first[0])}) on day ${first[1]}`;
  return { label: 'Defaults', figure: count, note, tone: log.defaultDay.size > 0 ? 'loss' : '' };
}

function market(view: RunView): readonly Card[] {
  const { figures, metrics, facts } = view;
  if (view.makers.size === 0) return [];
  const trades = facts.reduce((total, { trades: count }) => total + count, 0);
  const passed = facts.reduce((total, entry) => total + entry.passed, 0);
  const cards: Card[] = [
    {
      label: 'Trades',
      figure: figures.count(metric(metrics, 'total_trades', 'trades') ?? trades),
      note: html`tickets changed hands, ${inline(figures.count(passed))} of them passed through to a value-based trader`,
      tone: '',
    },
  ];
  const profit = metric(metrics, 'dealer_profit', 'dealer_pnl');
  if (profit !== undefined) {
    const back = metric(metrics, 'dealer_return', 'market.dealers.return');
    const of = back === undefined ? '' : html`, ${inline(figures.percent(back))} of what they began with`;
    cards.push({
      label: 'Dealer profit',
      figure: figures.gain(profit),
      note: html`change of all dealers’ equity${of}`,
      tone: toneOf(profit),
    });
  }
  return cards;
}

function stability(view: RunView): Card | undefined {
  const days = metric(view.metrics, 'time_to_stability', 'days_to_stability');
  if (days === undefined) return undefined;
  return {
    label: 'Days to stability',
    figure: view.figures.count(days),
    note: 'until the last payment, trade or default',
    tone: '',
  };
}

function relief(view: RunView): readonly Card[] {
  if (view.comparison === undefined) return [];
  const { figures } = view;
  const { ratio, without, withDealers } = reliefOf(view.comparison, view.metrics);
  return [
    {
      label: 'Relief',
      figure: figures.percent(ratio),
      note: html`less default than without dealers: ${inline(figures.percent(without))} became ${inline(figures.percent(withDealers))}`,
      tone: toneOf(ratio),
    },
  ];
}

function everyMetric(tree: MetricTree): Html {
  const rows = [...new Set(tree.scalars.values())].map(({ name, value }) => [nameOf(name), value]);
  return rows.length === 0
    ? html``
    : dataTable(`All ${rows.length} metrics of the run, unrounded`, {
        caption: 'Metrics of the whole run, exactly as recorded',
        columns: [{ label: 'Metric', figures: false }, { label: 'Value' }],
        rows,
      });
}

/** The numbers a reader asks for first. */
export function cards(view: RunView): Section {
  const all = [...rates(view), defaults(view), recovery(view), ...market(view), ...relief(view), stability(view)];
  const shown = all.filter((one): one is Card => one !== undefined);
  return {
    id: 'summary',
    title: 'At a glance',
    intro: html`Figures are rounded for reading. Point at one to see its exact value.`,
    body: html`${cardList(shown)}${everyMetric(view.metrics)}`,
  };
}
