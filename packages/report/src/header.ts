import { ONE, sum } from '@bagehot/kernel';
import { type Figure, inline } from './figures.js';
import { type Html, html } from './html.js';
import type { ReportInput } from './input.js';
import { metric } from './metric-tree.js';
import { fact, pageHead } from './page-head.js';
import { amountOr0, textOf } from './record.js';
import { eventsOf } from './run-log.js';
import { parameter, type RunView } from './run-view.js';

/** What an agent is: a market maker, an issuer of money, or one of the many whose debts the run is about. */
const NOT_TRADERS = new Set(['central_bank', 'dealer', 'vbt', 'treasury', 'bank']);

/** Face of everything created at the start or by schedule: what the run has to settle. */
function totalDue(view: RunView): Figure {
  const given = metric(view.metrics, 'S_total', 'totalDue', 'face_due');
  if (given !== undefined) return view.figures.money(given);
  const created = view.log.events.filter(({ kind }) => kind === 'PayableCreated');
  return view.figures.money(created.length === 0 ? undefined : sum(created.map((e) => amountOr0(e.record, 'amount'))));
}

/**
 * How many tickets the run knew: as recorded, else what the debts of traders cut into tickets make, else what the log names.
 */
function tickets(view: RunView): Figure | undefined {
  const { figures, log, parameters, ticketSize } = view;
  if (view.makers.size === 0) return undefined;
  const given = metric(view.metrics, 'tickets', 'ticket_count', 'n_tickets');
  if (given !== undefined) return figures.count(given);
  const debts = log.events.filter(
    ({ kind, record }) => kind === 'PayableCreated' && !NOT_TRADERS.has(log.agents.get(textOf(record, 'debtor')) ?? ''),
  );
  const whole = parameter(parameters, 'ticketization') === 'whole';
  // Only whole tickets count: the quotient is rounded down.
  const cut = sum(debts.map(({ record }) => (whole ? ONE : amountOr0(record, 'amount').div(ticketSize).round(0, 0))));
  if (cut.gt(0)) return figures.count(cut);
  const named = new Set<string>();
  for (const kind of ['Trade', 'BucketUpdate']) {
    for (const { record } of eventsOf(log, kind)) named.add(textOf(record, 'ticket_id'));
  }
  return { text: `${figures.count(named.size).text} seen`, exact: '' };
}

function outcome(view: RunView): string {
  const stopped = eventsOf(view.log, 'RunStopped').at(-1);
  const text = stopped === undefined ? view.metrics.scalars.get('outcome')?.value : textOf(stopped.record, 'outcome');
  if (text !== undefined && text !== '') return text;
  return eventsOf(view.log, 'SystemCollapsed').length > 0 ? 'collapsed' : '';
}

/** The facts that place a run: seed, days, agents, tickets, money. */
function facts(view: RunView): readonly Html[] {
  const { figures, log, parameters } = view;
  const traders = [...log.agents.values()].filter((kind) => !NOT_TRADERS.has(kind)).length;
  const rows: Html[] = [];
  const seed = parameter(parameters, 'seed');
  if (seed !== undefined) rows.push(fact('Seed', seed));
  const [first, last] = [log.days[0], log.days.at(-1)];
  if (first !== undefined && last !== undefined) {
    const range = first === last ? `day ${first}` : `days ${first} to ${last}`;
    rows.push(fact('Days', html`${figures.count(log.days.length).text} <small>${range}</small>`));
  }
  const others = log.agents.size - traders;
  rows.push(
    fact(
      'Agents',
      html`${inline(figures.count(traders))}${others > 0 && html` <small>and ${others} institutions</small>`}`,
    ),
  );
  rows.push(fact('Total due', inline(totalDue(view))));
  const count = tickets(view);
  if (count !== undefined) {
    rows.push(fact('Tickets', inline(count)));
    rows.push(fact(html`Ticket size <i>S</i>`, inline(figures.count(view.ticketSize))));
  }
  const kappa = parameter(parameters, 'kappa');
  if (kappa !== undefined) rows.push(fact(html`Debt to liquidity <i>κ</i>`, kappa));
  const end = outcome(view);
  if (end !== '') rows.push(fact('Outcome', end));
  return rows;
}

/** The head of the page: what was run, with what, and how it ended. */
export function header({ title, description }: ReportInput, view: RunView): Html {
  return pageHead({ kicker: 'Run report', title, description, facts: facts(view), parameters: view.parameters });
}
