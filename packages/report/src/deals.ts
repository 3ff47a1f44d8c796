import { type Decimal, max, min } from '@bagehot/kernel';
import { amountOf, amountOr0, isSet, textOf } from './record.js';
import { contractLabel, eventsOf, type RunLog } from './run-log.js';
import type { RunView } from './run-view.js';

/** One ticket after another, sold by one agent to another on one debt: the unit in which people think of a deal. */
export interface Deal {
  readonly day: number;
  readonly side: string;
  readonly trader: string;
  readonly maker: string;
  /** The dealer in between, when the ticket was passed through. */
  readonly through: string;
  readonly bucket: string;
  readonly contract: string;
  readonly issuer: string;
  tickets: number;
  readonly firstPrice: Decimal;
  lastPrice: Decimal;
  lowest: Decimal;
  highest: Decimal;
  amount: Decimal;
}

function contractOf(log: RunLog, record: object): { readonly label: string; readonly issuer: string } {
  const id = textOf(record, 'contract') || (textOf(record, 'ticket_id').split('#')[0] ?? '');
  return { label: contractLabel(log, id), issuer: log.contracts.get(id)?.debtor ?? '' };
}

/**
 * Joins trades that follow one another on the same day between the same two agents, on the same debt and the same side, into deals.
 * Tickets and amounts of the deals add up to those of the trades.
 */
export function dealsOf(view: RunView): readonly Deal[] {
  const deals: Deal[] = [];
  let open: Deal | undefined;
  for (const { day, record } of eventsOf(view.log, 'Trade')) {
    const bucket = textOf(record, 'bucket');
    const makers = view.makers.get(bucket);
    const passed = isSet(record, 'is_passthrough');
    const dealer = textOf(record, 'dealer') || makers?.dealer || '';
    const maker = passed ? textOf(record, 'vbt') || makers?.vbt || '' : dealer;
    const [side, trader] = [textOf(record, 'side'), textOf(record, 'trader_id')];
    const { label, issuer } = contractOf(view.log, record);
    const price = amountOr0(record, 'price');
    const amount = amountOf(record, 'amount') ?? price;
    const quantity = Number(textOf(record, 'quantity') || 1);
    if (
      open !== undefined &&
      open.day === day &&
      open.side === side &&
      open.trader === trader &&
      open.maker === maker &&
      open.contract === label
    ) {
      open.tickets += quantity;
      open.lastPrice = price;
      open.lowest = min(open.lowest, price);
      open.highest = max(open.highest, price);
      open.amount = open.amount.plus(amount);
      continue;
    }
    open = {
      day,
      side,
      trader,
      maker,
      through: passed ? dealer : '',
      bucket,
      contract: label,
      issuer,
      tickets: quantity,
      firstPrice: price,
      lastPrice: price,
      lowest: price,
      highest: price,
      amount,
    };
    deals.push(open);
  }
  return deals;
}
