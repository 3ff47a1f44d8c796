import type { Decimal, TableColumn, TableSpec } from '@bagehot/kernel';
import type { DealerEvent } from './events.js';

/**
 * Record names the field fixes, for the kernel's codec: `createRecordCodec(dealerRecordAliases)`. A key `Kind.field` holds for events of that kind.
 *
 * @see dealer specification, section 12
 */
export const dealerRecordAliases: Readonly<Record<string, string>> = {
  'BucketUpdate.ticket': 'ticket_id',
  'Rebucket.ticket': 'ticket_id',
  'Trade.trader': 'trader_id',
  'Trade.ticket': 'ticket_id',
  'Trade.isPassThrough': 'is_passthrough',
  'OrderRejected.trader': 'trader_id',
  'Settlement.issuer': 'issuer_id',
  'Settlement.ticketCount': 'n_tickets',
  'Settlement.holder': 'holder_id',
  'Default.issuer': 'issuer_id',
  'Default.ticketCount': 'n_tickets',
  'Default.holder': 'holder_id',
  'VBTAnchorUpdate.midBefore': 'M_old',
  'VBTAnchorUpdate.midAfter': 'M_new',
  'VBTAnchorUpdate.spreadBefore': 'O_old',
  'VBTAnchorUpdate.spreadAfter': 'O_new',
};

type Cell = string | number | boolean | null;
type OfKind<K extends DealerEvent['kind']> = Extract<DealerEvent, { readonly kind: K }>;

const DAY: TableColumn = { name: 'day', type: 'integer' };
const text = (name: string, nullable = false): TableColumn => ({
  name,
  type: 'text',
  ...(nullable ? { nullable } : {}),
});
const decimalColumn = (name: string): TableColumn => ({ name, type: 'decimal' });
const flag = (name: string): TableColumn => ({ name, type: 'boolean' });
const count = (name: string): TableColumn => ({ name, type: 'integer' });
const show = (value: Decimal): string => value.toFixed();

/** A table of events of some kinds, one row each. */
function table<K extends DealerEvent['kind']>(
  name: string,
  kinds: readonly K[],
  columns: readonly TableColumn[],
  cells: (event: OfKind<K>) => readonly Cell[],
): TableSpec<DealerEvent> {
  const isMine = (event: DealerEvent): event is OfKind<K> => (kinds as readonly string[]).includes(event.kind);
  return { name, columns: [DAY, ...columns], rows: (event) => (isMine(event) ? [[event.day, ...cells(event)]] : []) };
}

/** Event tables of the market, for telemetry. */
export const dealerTables: readonly TableSpec<DealerEvent>[] = [
  table(
    'dealer_quotes',
    ['DealerQuote'],
    [
      text('bucket'),
      text('phase'),
      decimalColumn('bid'),
      decimalColumn('ask'),
      decimalColumn('vbt_bid'),
      decimalColumn('vbt_ask'),
      count('inventory'),
      decimalColumn('capacity'),
      flag('is_pinned_bid'),
      flag('is_pinned_ask'),
    ],
    (e) => [
      e.bucket,
      e.phase,
      show(e.bid),
      show(e.ask),
      show(e.vbtBid),
      show(e.vbtAsk),
      e.inventory,
      show(e.capacity),
      e.isPinnedBid,
      e.isPinnedAsk,
    ],
  ),
  table(
    'trades',
    ['Trade'],
    [
      text('side'),
      text('trader_id'),
      text('ticket_id'),
      text('bucket'),
      decimalColumn('price'),
      flag('is_passthrough'),
      text('dealer'),
      text('vbt', true),
      text('contract', true),
      decimalColumn('quantity'),
      decimalColumn('amount'),
      count('inventory_after'),
    ],
    (e) => [
      e.side,
      e.trader,
      e.ticket,
      e.bucket,
      show(e.price),
      e.isPassThrough,
      e.dealer,
      e.vbt ?? null,
      e.contract ?? null,
      show(e.quantity),
      show(e.amount),
      e.inventoryAfter,
    ],
  ),
  table('order_rejections', ['OrderRejected'], [text('side'), text('trader_id'), text('reason')], (e) => [
    e.side,
    e.trader,
    e.reason,
  ]),
  table(
    'bucket_updates',
    ['BucketUpdate'],
    [text('ticket_id'), text('old_bucket'), text('new_bucket'), flag('stranded')],
    (e) => [e.ticket, e.oldBucket, e.newBucket, e.stranded === true],
  ),
  table(
    'rebuckets',
    ['Rebucket'],
    [text('ticket_id'), text('old_bucket'), text('new_bucket'), decimalColumn('price'), text('holder_type')],
    (e) => [e.ticket, e.oldBucket, e.newBucket, show(e.price), e.holderType],
  ),
  table(
    'settlements',
    ['Settlement', 'Default'],
    [
      text('kind'),
      text('issuer_id'),
      count('n_tickets'),
      decimalColumn('total_due'),
      decimalColumn('total_paid'),
      decimalColumn('recovery_rate'),
    ],
    (e) => [e.kind, e.issuer, e.ticketCount, show(e.totalDue), show(e.totalPaid), show(e.recoveryRate)],
  ),
  table(
    'anchor_updates',
    ['VBTAnchorUpdate'],
    [
      text('bucket'),
      decimalColumn('M_old'),
      decimalColumn('M_new'),
      decimalColumn('O_old'),
      decimalColumn('O_new'),
      decimalColumn('loss_rate'),
    ],
    (e) => [e.bucket, show(e.midBefore), show(e.midAfter), show(e.spreadBefore), show(e.spreadAfter), show(e.lossRate)],
  ),
  table('capital_injections', ['CapitalInjected'], [text('agent'), decimalColumn('amount'), text('reason')], (e) => [
    e.agent,
    show(e.amount),
    e.reason,
  ]),
];
