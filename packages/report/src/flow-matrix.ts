import { sum } from '@bagehot/kernel';
import type { Figure } from './figures.js';
import { type SettlementFlow, settlementFlow } from './flow.js';
import { escapeText, Html, html, shorten } from './html.js';
import { toNumber } from './metric-tree.js';
import type { RunView } from './run-view.js';
import type { Section } from './section.js';
import { at, box, figureOf, label, WIDTH } from './svg.js';
import { cellOf, scrolling } from './table.js';

const HEIGHT = 190;
const GAP = 12;
const BAR = 9;
const SIDES = { left: 92, right: WIDTH - 92 };

/** Where each kind stands on its side of the drawing: from top to bottom, tall as its money. */
function stack(kinds: readonly string[], amountOf: (kind: string) => number, total: number): Map<string, number> {
  const tops = new Map<string, number>();
  let y = 10;
  for (const kind of kinds) {
    tops.set(kind, y);
    y += (amountOf(kind) / total) * HEIGHT + GAP;
  }
  return tops;
}

function ribbons(view: RunView, flow: SettlementFlow): Html {
  const { figures } = view;
  const total = toNumber(flow.total);
  const out = (kind: string): number => toNumber(sum(flow.holders.map((holder) => flow.amount(kind, holder))));
  const into = (kind: string): number => toNumber(sum(flow.debtors.map((debtor) => flow.amount(debtor, kind))));
  const [from, to] = [stack(flow.debtors, out, total), stack(flow.holders, into, total)];
  const used = new Map<string, number>();
  const middle = (SIDES.left + SIDES.right) / 2;
  const shapes: Html[] = [];
  for (const debtor of flow.debtors) {
    let y1 = from.get(debtor) ?? 0;
    for (const holder of flow.holders) {
      const amount = flow.amount(debtor, holder);
      const high = (toNumber(amount) / total) * HEIGHT;
      if (high === 0) continue;
      const y2 = (to.get(holder) ?? 0) + (used.get(holder) ?? 0);
      used.set(holder, (used.get(holder) ?? 0) + high);
      const [x1, x2] = [SIDES.left + BAR, SIDES.right - BAR];
      const upper = `M${x1},${at(y1)}C${middle},${at(y1)} ${middle},${at(y2)} ${x2},${at(y2)}`;
      const lower = `V${at(y2 + high)}C${middle},${at(y2 + high)} ${middle},${at(y1 + high)} ${x1},${at(y1 + high)}Z`;
      const title = escapeText(`${debtor} to ${holder}: ${figures.money(amount).text}`);
      shapes.push(new Html(`<path class="ribbon" d="${upper}${lower}"><title>${title}</title></path>`));
      y1 += high;
    }
  }
  const side = (kinds: readonly string[], tops: Map<string, number>, amount: (kind: string) => number, left: boolean) =>
    kinds.map((kind) => {
      const [y, high] = [tops.get(kind) ?? 0, Math.max(1, (amount(kind) / total) * HEIGHT)];
      const [x, anchor] = left ? ([SIDES.left - 6, 'end'] as const) : ([SIDES.right + 6, 'start'] as const);
      return [
        box(left ? SIDES.left : SIDES.right - BAR, y, BAR, high, 'f-blue'),
        label(x, y + high / 2 - 1, shorten(kind, 14), anchor, 'side'),
        label(x, y + high / 2 + 12, figures.percent(amount(kind) / total).text, anchor, 't-soft'),
      ];
    });
  const rows = Math.max(flow.debtors.length, flow.holders.length);
  return figureOf(
    {
      id: 'c-flow',
      title: 'Who paid whom.',
      description: `${figures.money(flow.total).text} was paid in settlement. The table beside it has every pair of kinds.`,
      height: HEIGHT + 30 + rows * GAP,
      body: [shapes, side(flow.debtors, from, out, true), side(flow.holders, to, into, false)],
    },
    'Kinds of debtors at the left, kinds of holders at the right; widths are money paid',
    '',
  );
}

/** How strongly a cell is shaded: its quarter of the largest amount. */
function heat(amount: Figure, share: number): string {
  return cellOf(amount, true, share === 0 ? '' : `heat${Math.min(4, Math.ceil(share * 4))}`);
}

function matrix(view: RunView, flow: SettlementFlow): Html {
  const { figures } = view;
  const all = flow.debtors.flatMap((debtor) => flow.holders.map((holder) => toNumber(flow.amount(debtor, holder))));
  const largest = Math.max(...all);
  const head = flow.holders.map((kind) => html`<th scope="col" class="n">${kind}</th>`);
  const body = flow.debtors.map((debtor) => {
    const cells = flow.holders.map((holder) => {
      const amount = flow.amount(debtor, holder);
      return heat(figures.money(amount), toNumber(amount) / largest);
    });
    const row = cellOf(figures.money(sum(flow.holders.map((holder) => flow.amount(debtor, holder)))), true, 'sum');
    return html`<tr><th scope="row">${debtor}</th>${new Html(cells.join('') + row)}</tr>`;
  });
  const sums = flow.holders.map((holder) =>
    cellOf(figures.money(sum(flow.debtors.map((debtor) => flow.amount(debtor, holder)))), true),
  );
  const total = cellOf(figures.money(flow.total), true);
  return scrolling(
    'Settlement flow',
    html`<table class="matrix"><caption><span>Money paid in settlement, from kind of debtor (rows) to kind of holder (columns)</span></caption><thead><tr><th scope="col">Debtor</th>${head}<th scope="col" class="n">All</th></tr></thead><tbody>${body}</tbody><tfoot><tr class="total"><th scope="row">All</th>${new Html(sums.join('') + total)}</tr></tfoot></table>`,
  );
}

/** Where the money paid on due debts went. */
export function flowSection(view: RunView): Section | undefined {
  const flow = settlementFlow(view.log);
  if (!flow.total.gt(0)) return undefined;
  return {
    id: 'flow',
    title: 'Settlement flow',
    intro: html`Debts are paid to whoever holds them on their due day, so what traders sold is paid to dealers and value-based traders.`,
    body: html`<div class="pair">${ribbons(view, flow)}<div>${matrix(view, flow)}</div></div>`,
  };
}
