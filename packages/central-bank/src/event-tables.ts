import type { Decimal, TableColumn, TableSpec } from '@bagehot/kernel';
import type { MoneyMarketEvent } from './protocols/events.js';

type Cell = string | number | boolean | null;
type Row = readonly Cell[];
type OfKind<K extends MoneyMarketEvent['kind']> = Extract<MoneyMarketEvent, { readonly kind: K }>;

/** The envelope of an event, with the place in the log that its sink may have given it. */
type Stamped = MoneyMarketEvent & { readonly seq?: number };

const text = (name: string): TableColumn => ({ name, type: 'text' });
const amount = (name: string): TableColumn => ({ name, type: 'decimal' });
const count = (name: string): TableColumn => ({ name, type: 'integer' });
const flag = (name: string): TableColumn => ({ name, type: 'boolean' });
const nullable = (column: TableColumn): TableColumn => ({ ...column, nullable: true });
const show = (value: Decimal): string => value.toFixed();

const KEY: readonly TableColumn[] = [count('tick'), nullable(count('seq'))];

/** A table of events of some kinds. Cells follow the tick and the event's place in the log. */
function table<K extends MoneyMarketEvent['kind']>(
  name: string,
  kinds: readonly K[],
  columns: readonly TableColumn[],
  rows: (event: OfKind<K>) => readonly Row[],
): TableSpec<MoneyMarketEvent> {
  const isMine = (event: MoneyMarketEvent): event is OfKind<K> => (kinds as readonly string[]).includes(event.kind);
  return {
    name,
    columns: [...KEY, ...columns],
    rows: (event) => {
      if (!isMine(event)) return [];
      const { day, seq = null } = event as Stamped;
      return rows(event).map((cells) => [day, seq, ...cells]);
    },
  };
}

const operations = table(
  'omo',
  ['OpenMarketOperation', 'OpenMarketOperationFailed'],
  [
    flag('success'),
    count('quantity'),
    nullable(amount('price')),
    nullable(text('price_source')),
    nullable(amount('cash')),
    nullable(amount('book_value_after')),
    nullable(count('holdings_after')),
    nullable(amount('realised_gain')),
    nullable(text('code')),
  ],
  (event) => {
    if (event.kind === 'OpenMarketOperationFailed')
      return [[false, event.quantity, null, null, null, null, null, null, event.code]];
    const { quantity, price, priceSource, cash, bookValueAfter, holdingsAfter, realisedGain } = event;
    const bookValue = show(bookValueAfter);
    return [[true, quantity, show(price), priceSource, show(cash), bookValue, holdingsAfter, show(realisedGain), null]];
  },
);

const clearings = table(
  'call_clearing',
  ['CallMarketCleared'],
  [
    count('session'),
    text('rule'),
    amount('policy_rate'),
    amount('call_rate'),
    amount('spread'),
    nullable(amount('liquidity_ratio')),
    amount('supplied'),
    amount('requested'),
    amount('volume'),
    count('loans'),
    count('legs'),
    flag('indicative'),
  ],
  (e) => [
    [
      e.session,
      e.rule,
      show(e.policyRate),
      show(e.callRate),
      show(e.spread),
      e.liquidityRatio === null ? null : show(e.liquidityRatio),
      show(e.supplied),
      show(e.requested),
      show(e.volume),
      e.loans,
      e.legs,
      e.indicative,
    ],
  ],
);

/** What became of the legs of a loan that is over. */
const STATUS = { CallLoanRepaid: 'repaid', CallLoanRolled: 'rolled', CallLoanDefaulted: 'defaulted' } as const;

const legs = table(
  'call_leg',
  ['CallLoanGranted', 'CallLoanRepaid', 'CallLoanRolled', 'CallLoanDefaulted'],
  [
    text('loan'),
    text('lender'),
    text('borrower'),
    amount('principal'),
    nullable(amount('rate')),
    nullable(count('due_tick')),
    nullable(amount('interest')),
    nullable(amount('received')),
    nullable(amount('loss')),
    text('status'),
  ],
  (event) => {
    const { loanId, borrowerId } = event;
    if (event.kind === 'CallLoanGranted') {
      const terms = [show(event.rate), event.dueTick];
      return event.legs.map(({ lenderId, amount: principal }) => [
        ...[loanId, lenderId, borrowerId, show(principal)],
        ...terms,
        ...[null, null, null, 'open'],
      ]);
    }
    const status = event.cause ?? STATUS[event.kind];
    return event.legs.map(({ lenderId, amount: principal, interest, received, principalLoss }) => [
      ...[loanId, lenderId, borrowerId, show(principal)],
      ...[null, null, show(interest), show(received), show(principalLoss), status],
    ]);
  },
);

/**
 * The money market's event tables, for telemetry: `policy_rate`, `omo`, `call_clearing` and `call_leg`, keyed by tick and by the event's place in the log (`seq`; null unless the sink
 * stamped its events). `call_leg` has a row for each leg when it is lent, with status `open`, and one when its loan is over, with `repaid`, `renewal`, `netting`, `rolled` or `defaulted`.
 *
 * @see central bank specification, section 12
 */
export const moneyMarketTables: readonly TableSpec<MoneyMarketEvent>[] = [
  table('policy_rate', ['PolicyRateSet'], [amount('rate'), amount('previous_rate')], (e) => [
    [show(e.rate), show(e.previousRate)],
  ]),
  operations,
  clearings,
  legs,
];
