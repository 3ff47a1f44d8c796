import { type Decimal, sum, ZERO } from '@bagehot/kernel';
import { type Card, cardList } from './card.js';
import { inline } from './figures.js';
import { type Html, html } from './html.js';
import { lenderTable, lendingMatrix } from './lending-matrix.js';
import { type Corridor, rateChart, volumeChart } from './money-charts.js';
import { type MoneyFacts, moneyFacts } from './money-facts.js';
import { readDecimal } from './record.js';
import { eventsOf } from './run-log.js';
import { parameter, type RunView } from './run-view.js';
import type { Section } from './section.js';
import { type Cell, type Column, dataTable } from './table.js';

/** Spreads of the facilities, where there are any. */
function corridorOf({ parameters }: RunView): Corridor | undefined {
  const deposit = readDecimal(parameter(parameters, 'facilities.depositSpread'));
  const lending = readDecimal(parameter(parameters, 'facilities.lendingSpread'));
  return deposit === undefined || lending === undefined ? undefined : { deposit, lending };
}

function total(facts: MoneyFacts, of: (session: MoneyFacts['sessions'][number]) => Decimal): Decimal {
  return sum(facts.sessions.map(of));
}

function cardsOf(view: RunView, facts: MoneyFacts): readonly Card[] {
  const { figures, log } = view;
  const volume = total(facts, (session) => session.volume);
  const requested = total(facts, (session) => session.requested);
  const lending = total(facts, ({ lending: amount }) => amount);
  const loss = sum(facts.losses.values());
  const failed = eventsOf(log, 'CallLoanDefaulted').length;
  const weighted = total(facts, (session) => session.callRate.times(session.volume));
  const cards: Card[] = [
    {
      label: 'Lent',
      figure: figures.money(volume),
      note: html`in ${inline(figures.count(total(facts, ({ loans }) => ZERO.plus(loans))))} loans, of ${inline(figures.money(requested))} asked for`,
      tone: '',
    },
    {
      label: 'Mean call rate',
      // Rounds half-even at 24 decimals.
      figure: figures.percent(volume.gt(ZERO) ? weighted.div(volume) : undefined),
      note: 'weighted by what was lent',
      tone: '',
    },
  ];
  if (loss.gt(ZERO) || failed > 0)
    cards.push({
      label: 'Lost by lenders',
      figure: figures.money(loss),
      note: html`of principal, on ${inline(figures.count(failed))} loans that were not paid in full`,
      tone: 'loss',
    });
  if (lending.gt(ZERO))
    cards.push({
      label: 'Lent by the central bank',
      figure: figures.money(lending),
      note: html`at its window; ${inline(figures.money(total(facts, ({ deposits }) => deposits)))} was deposited with it`,
      tone: '',
    });
  return cards;
}

function sessionTable(view: RunView, { sessions }: MoneyFacts): Html {
  const { figures } = view;
  const hasWindow = sessions.some(({ lending, deposits }) => lending.gt(ZERO) || deposits.gt(ZERO));
  const columns: Column[] = [
    { label: 'Day' },
    { label: 'Policy rate' },
    { label: 'Call rate' },
    { label: 'Spread' },
    { label: 'On offer' },
    { label: 'Asked for' },
    { label: 'Lent' },
    { label: 'Liquidity ratio', symbol: 'offered / asked' },
    { label: 'Loans' },
    { label: 'Lost', symbol: 'principal' },
    ...(hasWindow ? [{ label: 'Window lent' }, { label: 'Deposited' }] : []),
  ];
  const rows = sessions.map((session): Cell[] => [
    figures.count(session.day),
    figures.percent(session.policyRate),
    figures.percent(session.callRate),
    figures.points(session.callRate.minus(session.policyRate)),
    figures.money(session.supplied),
    figures.money(session.requested),
    figures.money(session.volume),
    figures.ratio(session.liquidityRatio),
    figures.count(session.loans),
    figures.money(session.loss),
    ...(hasWindow ? [figures.money(session.lending), figures.money(session.deposits)] : []),
  ]);
  return dataTable('Every session in figures', {
    caption: 'Sessions of the market for overnight money',
    columns,
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}

/** The market for overnight money: what it cost, how much of it there was, and who lent to whom. */
export function moneyMarket(view: RunView): Section | undefined {
  const facts = moneyFacts(view.log);
  if (facts === undefined) return undefined;
  const matrix =
    facts.lent.length === 0
      ? html`<p>Nobody lent to anybody.</p>`
      : html`${lendingMatrix(view, facts)}${lenderTable(view, facts)}`;
  return {
    id: 'money-market',
    title: 'Money market',
    intro: html`Who is short of money for today’s debts borrows it overnight from those who can spare it. The call rate stands over the policy rate by as much as money is scarce.`,
    body: html`${cardList(cardsOf(view, facts))}<div class="pair">${rateChart(view, facts, corridorOf(view))}${volumeChart(view, facts)}</div>${sessionTable(view, facts)}<h3>Who lent to whom</h3>${matrix}`,
  };
}
