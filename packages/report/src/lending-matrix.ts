import { type Decimal, sum, ZERO } from '@bagehot/kernel';
import { type Html, html, Html as Markup, nameOf } from './html.js';
import { toNumber } from './metric-tree.js';
import type { LentFacts, MoneyFacts } from './money-facts.js';
import type { RunView } from './run-view.js';
import { type Cell, cellOf, dataTable, scrolling } from './table.js';

/** Lenders and borrowers with a line of their own; the others are one line together. */
const MOST_NAMED = 10;
const OTHERS = '';

/** Names by what they lent or borrowed in all, the largest first; equal ones in order of first appearance. */
function largest(lent: readonly LentFacts[], of: 'lender' | 'borrower'): readonly string[] {
  const sums = new Map<string, Decimal>();
  for (const entry of lent) sums.set(entry[of], (sums.get(entry[of]) ?? ZERO).plus(entry.principal));
  return [...sums].sort(([, a], [, b]) => b.cmp(a)).map(([name]) => name);
}

/** The first names, and a place for the others if there are any. */
function lines(names: readonly string[]): readonly string[] {
  return names.length <= MOST_NAMED + 1 ? names : [...names.slice(0, MOST_NAMED), OTHERS];
}

/** Who lent to whom: a table shaded by amount. */
export function lendingMatrix(view: RunView, { lent }: MoneyFacts): Html {
  const { figures } = view;
  const [lenders, borrowers] = [lines(largest(lent, 'lender')), lines(largest(lent, 'borrower'))];
  const rowOf = (name: string): string => (lenders.includes(name) ? name : OTHERS);
  const columnOf = (name: string): string => (borrowers.includes(name) ? name : OTHERS);
  const amounts = new Map<string, Map<string, Decimal>>(lenders.map((lender) => [lender, new Map()]));
  for (const { lender, borrower, principal } of lent) {
    const row = amounts.get(rowOf(lender));
    row?.set(columnOf(borrower), (row.get(columnOf(borrower)) ?? ZERO).plus(principal));
  }
  const amount = (lender: string, borrower: string): Decimal => amounts.get(lender)?.get(borrower) ?? ZERO;
  // The others together would put everybody else in the shade.
  const named = (names: readonly string[]): readonly string[] => names.filter((name) => name !== OTHERS);
  const top = Math.max(
    ...named(lenders).flatMap((row) => named(borrowers).map((column) => toNumber(amount(row, column)))),
  );
  const heat = (lender: string, borrower: string, value: Decimal): string =>
    lender === OTHERS || borrower === OTHERS || value.eq(ZERO)
      ? ''
      : `heat${Math.min(4, Math.ceil((toNumber(value) / top) * 4))}`;
  const title = (name: string, count: number): Html =>
    name === OTHERS ? html`${count} others` : html`${nameOf(name)}`;
  const rest = {
    rows: largest(lent, 'lender').length - MOST_NAMED,
    columns: largest(lent, 'borrower').length - MOST_NAMED,
  };
  const money = (value: Decimal, extra: string): string =>
    cellOf(value.eq(ZERO) ? '' : figures.money(value), true, extra);
  const head = borrowers.map((name) => html`<th scope="col" class="n">${title(name, rest.columns)}</th>`);
  const body = lenders.map((lender) => {
    const cells = borrowers.map((borrower) => {
      const value = amount(lender, borrower);
      return money(value, heat(lender, borrower, value));
    });
    const total = money(sum(borrowers.map((borrower) => amount(lender, borrower))), 'sum');
    return html`<tr><th scope="row">${title(lender, rest.rows)}</th>${new Markup(cells.join('') + total)}</tr>`;
  });
  const sums = borrowers.map((borrower) => money(sum(lenders.map((lender) => amount(lender, borrower))), ''));
  const all = money(sum(lent.map(({ principal }) => principal)), '');
  return scrolling(
    'Who lent to whom',
    html`<table class="matrix"><caption><span>Principal lent over the run, from lender (rows) to borrower (columns), renewals included</span></caption><thead><tr><th scope="col">Lender</th>${head}<th scope="col" class="n">All</th></tr></thead><tbody>${body}</tbody><tfoot><tr class="total"><th scope="row">All</th>${new Markup(sums.join('') + all)}</tr></tfoot></table>`,
  );
}

/** What lending brought each lender. */
export function lenderTable(view: RunView, { lent, interest, losses }: MoneyFacts): Html {
  const { figures } = view;
  const rows = largest(lent, 'lender').map((lender): Cell[] => {
    const own = lent.filter((entry) => entry.lender === lender);
    return [
      nameOf(lender),
      figures.money(sum(own.map(({ principal }) => principal))),
      figures.count(own.length),
      figures.price(interest.get(lender) ?? ZERO),
      figures.money(losses.get(lender) ?? ZERO),
    ];
  });
  return dataTable('Every lender', {
    caption: 'What lending brought, over the run',
    columns: [
      { label: 'Lender', figures: false },
      { label: 'Lent' },
      { label: 'Borrowers' },
      { label: 'Interest received' },
      { label: 'Principal lost' },
    ],
    rows,
    kind: rows.length > 14 ? 'long' : '',
  });
}
