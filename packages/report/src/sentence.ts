import type { Figures } from './figures.js';
import { inline } from './figures.js';
import { type Content, type Html, html, join, nameOf } from './html.js';
import type { LoggedEvent } from './run-log.js';

/**
 * What happened, by kind. `{field}` is a name, `{field:money}` and the like a figure, `{part.field}` a field of a part; a part of the sentence in square
 * brackets is left out when one of its fields is absent.
 */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['AgentCreated', 'new {agent_kind}: {agent}'],
  ['CashMinted', '{amount:money} of new cash for {to}[ ({source})]'],
  ['ReservesMinted', '{amount:money} of new reserves for {to}[ ({source})]'],
  ['CashDeposited', '{customer} deposits {amount:money} at {bank}'],
  ['CashWithdrawn', '{customer} withdraws {amount:money} from {bank}'],
  ['CashTransferred', '{from} pays {to} {amount:money} in cash[ ({cause})]'],
  ['ReservesTransferred', '{from} pays {to} {amount:money} in reserves[ ({cause})]'],
  ['Transferred', '{from} gives {to} {amount:money} of {asset}[ ({cause})]'],
  ['IntraBankPayment', '{payer} pays {payee} {amount:money} at {bank}'],
  ['ClientPayment', '{payer} at {payer_bank} pays {payee} at {payee_bank} {amount:money}'],
  ['PayableCreated', '{debtor} owes {creditor} {amount:money}, due on day {due_day}[ ({origin})]'],
  ['ClaimAdded', '{debtor} owes {holder} {face:money} of {contract} too'],
  ['ClaimTransferred', '{from} hands {to} {face:money} of {contract}[ ({cause})]'],
  ['ClaimReduced', 'the claim of {holder} on {contract} falls by {face:money}[ ({cause})]'],
  ['ObligationExtinguished', '{debtor} holds its own debt {contract}: {amount:money} is extinguished'],
  ['PayableSettled', '{debtor} settles {contract} with {creditor}: {amount:money}'],
  [
    'PartialSettlement',
    '{debtor} pays {amount_paid:money} of {original_amount:money} on {contract}, {shortfall:money} short',
  ],
  [
    'ObligationDefaulted',
    '{debtor} fails on {contract} of {creditor}: {shortfall:money} of {original_amount:money} is not paid',
  ],
  [
    'AgentDefaulted',
    '{agent} defaults[ on {trigger_contract}], {shortfall:money} short[, recovery {recovery_rate:percent}]',
  ],
  [
    'ObligationWrittenOff',
    '{contract} of {debtor} is written off: {creditor} loses {amount:money}[ due on day {due_day}]',
  ],
  ['ScheduledActionCancelled', 'an action planned for day {scheduled_day} is cancelled, because {agent} has defaulted'],
  ['PayableRolledOver', '{creditor} lends {debtor} {amount:money} again until day {new_due_day}'],
  [
    'RolloverPartial',
    '{creditor} rolls over {amount:money} of {debtor} until day {new_due_day}, paying {cash_transferred:money}',
  ],
  ['InterbankCleared', '{debtor_bank} clears {amount:money} with {creditor_bank}'],
  ['InterbankOvernightCreated', '{debtor_bank} owes {creditor_bank} {amount:money} overnight'],
  ['CapitalInjected', '{agent} receives {amount:money} of outside capital[ ({reason})]'],
  ['EstateDistributed', 'the estate of {agent} hands out {amount:money}'],
  ['OrderRejected', '{trader_id} cannot {side:verb}: {reason}'],
  ['BucketUpdate', '{ticket_id} moves from {old_bucket} to {new_bucket}'],
  [
    'Rebucket',
    '{ticket_id} goes from the {old_bucket} to the {new_bucket} market maker ({holder_type}) at {price:price}',
  ],
  [
    'VBTAnchorUpdate',
    'outside mid of {bucket} {M_old:price} → {M_new:price}, spread {O_old:price} → {O_new:price}[, loss rate {loss_rate:percent}]',
  ],
  [
    'DealerQuote',
    '{bucket} quotes {bid:price} · {ask:price} inside {vbt_bid:price} · {vbt_ask:price}, inventory {inventory:count}[ ({phase})]',
  ],
  ['Settlement', '{issuer_id} repays {n_tickets:count} tickets: {total_paid:money}'],
  ['Default', '{issuer_id} pays {total_paid:money} of {total_due:money} on {n_tickets:count} tickets'],
  ['PhaseA', 'the day begins'],
  ['PhaseB', 'the business of the day begins'],
  ['SubphaseB1', 'planned actions'],
  ['SubphaseB2_Dealer', 'trading'],
  ['PolicyRateSet', 'the policy rate goes from {previous_rate:percent} to {rate:percent}'],
  ['OpenMarketOperation', 'the central bank trades {quantity:count} bonds for {cash:money}'],
  ['OpenMarketOperationFailed', 'an operation in {quantity:count} bonds fails: {message}'],
  ['TreasurySpending', 'the treasury spends {total:money}'],
  ['TreasuryLevy', 'the treasury levies {total:money}'],
  ['LiquidityPlanned', '{agent} is short of {need:money} ({policy})'],
  ['LenderWithdrew', '{agent} withholds {withheld:money}'],
  ['TickState', 'a tick of the goods market ({mode})'],
  [
    'ExchangeTrade',
    '{trade.seller_id:person} gives {trade.buyer_id:person} {trade.dX:count} {trade.pair_type:sold} for {trade.dY:count} {trade.pair_type:paid}[, {trade.credit:count} of it on credit]',
  ],
  [
    'TradeCreditGranted',
    '{buyer} buys {credit:money} worth of goods from {seller} on credit: {face:money} is due on day {due_day} ({contract})',
  ],
  ['SupplyReduced', '{lender_id} has {effective:money} of the {offered:money} it offers'],
  ['InsufficientLiquidity', '{requested:money} is asked for and {supplied:money} on offer'],
  ['CallMarketCleared', 'overnight money at {call_rate:percent}: {volume:money} lent of {requested:money} asked for'],
  ['NettedSession', 'new loans renew {renewed:money}; {net:money} changes hands'],
  ['CallLoanGranted', '{borrower_id} borrows {principal:money} at {rate:percent} until day {due_tick} ({loan_id})'],
  ['CallLoanRepaid', '{borrower_id} has repaid {loan_id}: {paid:money}[ ({cause})]'],
  ['CallLoanRolled', '{borrower_id} rolls over {rolled:money} of {loan_id}'],
  ['CallLoanDefaulted', '{borrower_id} fails on {loan_id}: {paid:money} was paid, {loss:money} of principal is lost'],
  ['LenderLoss', '{lender_id} loses {principal_loss:money} lent to {borrower_id}'],
  ['FacilityLending', 'the central bank lends {agent_id} {amount:money} at {rate:percent}'],
  ['FacilityDeposit', '{agent_id} deposits {amount:money} with the central bank at {rate:percent}'],
  ['FacilityRefused', 'the central bank does not lend {agent_id} {amount:money}: {reason}'],
  ['MarginCall', '{agent_id} has to pledge {amount:money} more'],
  ['SubphaseB3', 'settlement of what is due today'],
  ['SubphaseB_Rollover', 'rollover'],
  ['PhaseC', 'clearing between banks'],
  ['DayEnd', 'the day ends'],
  ['SystemCollapsed', 'every agent has defaulted'],
  ['RunStopped', 'the run ends: {outcome}'],
]);

type Part = string | { readonly field: string; readonly style: string } | readonly Part[];

function parse(text: string): readonly Part[] {
  return [...text.matchAll(/\[([^\]]*)\]|\{([\w.]+)(?::(\w+))?\}|[^[{]+/g)].map(
    ([all, inner, field, style = '']): Part => {
      if (inner !== undefined) return parse(inner);
      return field === undefined ? all : { field, style };
    },
  );
}

const PARSED: ReadonlyMap<string, readonly Part[]> = new Map([...SENTENCES].map(([kind, text]) => [kind, parse(text)]));

/** Writes what a record says, in words. Kinds it does not know are written field by field. */
export interface Narrator {
  /** The sentence of one record. */
  tell(event: LoggedEvent): Html;
}

function value(
  record: object,
  field: string,
  style: string,
  figures: Figures,
  labelOf: (id: string) => string,
): Content {
  const raw = field.split('.').reduce<unknown>((part, name) => Reflect.get(Object(part) as object, name), record);
  if (raw === undefined || raw === null || raw === '' || typeof raw === 'object') return undefined;
  if (style === 'verb') return String(raw).toLowerCase();
  // An exchange has numbers for its people, and writes what is traded for what as bread<->M.
  if (style === 'person') return nameOf(`H${raw}`);
  if (style === 'sold' || style === 'paid') return nameOf(String(raw).split('<->')[style === 'sold' ? 0 : 1] ?? '');
  if (style === 'money' || style === 'price' || style === 'percent' || style === 'count')
    return inline(figures[style](raw));
  if (field === 'contract' || field === 'trigger_contract') return nameOf(labelOf(String(raw)));
  return nameOf(String(raw));
}

function fill(parts: readonly Part[], read: (field: string, style: string) => Content): Content[] | undefined {
  const filled: Content[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      filled.push(part);
    } else if ('field' in part) {
      const content = read(part.field, part.style);
      if (content === undefined) return undefined;
      filled.push(content);
    } else {
      filled.push(fill(part as readonly Part[], read) ?? '');
    }
  }
  return filled;
}

const ENVELOPE = new Set(['kind', 'day', 'seq', 'phase']);

/** Field by field and unrounded, for kinds of a user's own and records that lack what their sentence needs. */
function fields(record: object): Html {
  const shown = Object.entries(record).filter(([name]) => !ENVELOPE.has(name));
  return join(
    shown.map(([name, raw]) => {
      const text = typeof raw === 'object' ? JSON.stringify(raw) : String(raw);
      return html`${nameOf(name.replaceAll('_', ' '))} ${nameOf(text)}`;
    }),
    ', ',
  );
}

/**
 * A narrator that writes figures like the rest of the page.
 *
 * @param labelOf - the name by which a contract is known
 */
export function createNarrator(figures: Figures, labelOf: (id: string) => string): Narrator {
  return {
    tell({ kind, record }) {
      const parts = PARSED.get(kind);
      const told = parts && fill(parts, (field, style) => value(record, field, style, figures, labelOf));
      return told === undefined ? fields(record) : html`${told}`;
    },
  };
}
