import type { Decimal, TableColumn, TableSpec } from '@bagehot/kernel';
import type { RingEvent } from './events.js';

type Cell = string | number | boolean | null;
type Row = readonly Cell[];
type OfKind<K extends RingEvent['kind']> = Extract<RingEvent, { readonly kind: K }>;

const DAY: TableColumn = { name: 'day', type: 'integer' };
const text = (name: string): TableColumn => ({ name, type: 'text' });
const money = (name: string): TableColumn => ({ name, type: 'decimal' });
const count = (name: string): TableColumn => ({ name, type: 'integer' });
const nullable = (column: TableColumn): TableColumn => ({ ...column, nullable: true });
const show = (value: Decimal): string => value.toFixed();

/** A table of events of some kinds. Cells follow the day. */
function table<K extends RingEvent['kind']>(
  name: string,
  kinds: readonly K[],
  columns: readonly TableColumn[],
  rows: (event: OfKind<K>) => readonly Row[],
): TableSpec<RingEvent> {
  const isMine = (event: RingEvent): event is OfKind<K> => (kinds as readonly string[]).includes(event.kind);
  return {
    name,
    columns: [DAY, ...columns],
    rows: (event) => (isMine(event) ? rows(event).map((cells) => [event.day, ...cells]) : []),
  };
}

const movements = table(
  'movements',
  [
    'CashMinted',
    'ReservesMinted',
    'CashTransferred',
    'ReservesTransferred',
    'Transferred',
    'CashDeposited',
    'CashWithdrawn',
    'IntraBankPayment',
    'ClientPayment',
  ],
  [
    text('kind'),
    text('asset'),
    nullable(text('payer')),
    nullable(text('payer_bank')),
    nullable(text('payee')),
    nullable(text('payee_bank')),
    money('amount'),
    nullable(text('cause')),
  ],
  (e) => {
    const amount = show(e.amount);
    switch (e.kind) {
      case 'CashMinted':
        return [[e.kind, 'cash', null, null, e.to, null, amount, e.source]];
      case 'ReservesMinted':
        return [[e.kind, 'reserves', null, null, e.to, null, amount, e.source]];
      case 'CashTransferred':
        return [[e.kind, 'cash', e.from, null, e.to, null, amount, e.cause]];
      case 'ReservesTransferred':
        return [[e.kind, 'reserves', e.from, null, e.to, null, amount, e.cause]];
      case 'Transferred':
        return [[e.kind, e.asset, e.from, null, e.to, null, amount, e.cause]];
      case 'CashDeposited':
        return [[e.kind, 'cash', e.customer, null, null, e.bank, amount, null]];
      case 'CashWithdrawn':
        return [[e.kind, 'cash', null, e.bank, e.customer, null, amount, null]];
      case 'IntraBankPayment':
        return [[e.kind, `deposit/${e.bank}`, e.payer, e.bank, e.payee, e.bank, amount, null]];
      default:
        return [[e.kind, `deposit/${e.payerBank}`, e.payer, e.payerBank, e.payee, e.payeeBank, amount, null]];
    }
  },
);

const payables = table(
  'payables',
  ['PayableCreated', 'PayableRolledOver', 'RolloverPartial', 'InterbankOvernightCreated'],
  [
    text('kind'),
    text('contract'),
    nullable(text('alias')),
    text('debtor'),
    text('creditor'),
    money('amount'),
    count('due_day'),
    nullable(count('maturity_distance')),
    text('origin'),
    nullable(money('cash_transferred')),
  ],
  (e) => {
    const amount = show(e.amount);
    switch (e.kind) {
      case 'PayableCreated': {
        const { alias = null, maturityDistance = null } = e;
        return [[e.kind, e.contract, alias, e.debtor, e.creditor, amount, e.dueDay, maturityDistance, e.origin, null]];
      }
      case 'InterbankOvernightCreated':
        return [[e.kind, e.contract, null, e.debtorBank, e.creditorBank, amount, e.dueDay, null, 'overnight', null]];
      default: {
        const { newDueDay, maturityDistance, cashTransferred } = e;
        const paid = show(cashTransferred);
        return [
          [e.kind, e.contract, null, e.debtor, e.creditor, amount, newDueDay, maturityDistance, 'rollover', paid],
        ];
      }
    }
  },
);

const claimChanges = table(
  'claim_changes',
  ['ClaimAdded', 'ClaimTransferred', 'ClaimReduced', 'ObligationExtinguished'],
  [text('kind'), text('contract'), text('giver'), nullable(text('taker')), money('face'), nullable(text('cause'))],
  (e) => {
    switch (e.kind) {
      case 'ClaimAdded':
        return [[e.kind, e.contract, e.debtor, e.holder, show(e.face), null]];
      case 'ClaimTransferred':
        return [[e.kind, e.contract, e.from, e.to, show(e.face), e.cause]];
      case 'ClaimReduced':
        return [[e.kind, e.contract, e.holder, null, show(e.face), e.cause]];
      default:
        return [[e.kind, e.contract, e.creditor, null, show(e.amount), null]];
    }
  },
);

const obligations = table(
  'obligations',
  ['PayableSettled', 'PartialSettlement', 'ObligationDefaulted'],
  [
    text('kind'),
    text('contract'),
    text('debtor'),
    text('creditor'),
    money('amount'),
    money('paid'),
    money('shortfall'),
  ],
  (e) =>
    e.kind === 'PayableSettled'
      ? [[e.kind, e.contract, e.debtor, e.creditor, show(e.amount), show(e.amount), '0']]
      : [[e.kind, e.contract, e.debtor, e.creditor, show(e.originalAmount), show(e.amountPaid), show(e.shortfall)]],
);

/** Event tables of the ring, for telemetry: one row per event, but one per payout of an estate. */
export const ringTables: readonly TableSpec<RingEvent>[] = [
  table('agents', ['AgentCreated'], [text('agent'), nullable(text('agent_kind'))], (e) => [[e.agent, e.agentKind]]),
  movements,
  payables,
  claimChanges,
  obligations,
  table(
    'agent_defaults',
    ['AgentDefaulted'],
    [text('agent'), text('trigger_contract'), money('shortfall'), money('recovery_rate')],
    (e) => [[e.agent, e.triggerContract, show(e.shortfall), show(e.recoveryRate)]],
  ),
  table(
    'write_offs',
    ['ObligationWrittenOff'],
    [
      text('contract'),
      text('contract_kind'),
      text('debtor'),
      text('creditor'),
      money('amount'),
      nullable(count('due_day')),
    ],
    (e) => [[e.contract, e.contractKind, e.debtor, e.creditor, show(e.amount), e.dueDay ?? null]],
  ),
  table('estate_payouts', ['EstateDistributed'], [text('agent'), text('holder'), money('amount')], (e) =>
    e.payouts.map(({ holder, amount }) => [e.agent, holder, show(amount)]),
  ),
  table(
    'interbank_clearings',
    ['InterbankCleared'],
    [text('debtor_bank'), text('creditor_bank'), money('amount')],
    (e) => [[e.debtorBank, e.creditorBank, show(e.amount)]],
  ),
  table(
    'cancelled_actions',
    ['ScheduledActionCancelled'],
    [text('agent'), count('scheduled_day'), text('action')],
    (e) => [[e.agent, e.scheduledDay, e.action]],
  ),
  table(
    'outcomes',
    ['RunStopped'],
    [text('outcome'), nullable(text('reason')), nullable(text('contract')), nullable(text('debtor'))],
    (e) => [[e.outcome, e.halt?.reason ?? null, e.halt?.contract ?? null, e.halt?.debtor ?? null]],
  ),
];
