import { type Decimal, decimal, type EventBase, type EventRecord, type RecordValue } from '@bagehot/kernel';
import { SimError } from './errors.js';

/** Fields that have to be in a record of a kind before it can be measured. */
interface Needed {
  readonly texts?: readonly string[];
  readonly amounts?: readonly string[];
  readonly days?: readonly string[];
  readonly flags?: readonly string[];
  /** Lists of records with amounts, and with whom they are of. */
  readonly parts?: readonly string[];
}

const CREATED: Needed = { texts: ['contract', 'debtor', 'creditor'], amounts: ['amount'], days: ['due_day'] };
const ROLLED: Needed = {
  texts: ['contract', 'debtor', 'creditor'],
  amounts: ['amount', 'cash_transferred'],
  days: ['new_due_day'],
};
const MINTED: Needed = { texts: ['to'], amounts: ['amount'] };
const MOVED: Needed = { texts: ['from', 'to'], amounts: ['amount'] };
const DEPOSIT: Needed = { texts: ['bank'], amounts: ['amount'] };
const PAID: Needed = { texts: ['payer', 'payee'], amounts: ['amount'] };

/** Records that metrics are made of; of all others the kind and the day will do. */
const NEEDED: ReadonlyMap<string, Needed> = new Map([
  ['AgentCreated', { texts: ['agent'] }],
  ['CashMinted', MINTED],
  ['ReservesMinted', MINTED],
  ['CashTransferred', MOVED],
  ['ReservesTransferred', MOVED],
  ['Transferred', { texts: ['asset', 'from', 'to'], amounts: ['amount'] }],
  ['CashDeposited', DEPOSIT],
  ['CashWithdrawn', DEPOSIT],
  ['IntraBankPayment', PAID],
  ['ClientPayment', PAID],
  ['PayableCreated', CREATED],
  ['PayableRolledOver', ROLLED],
  ['RolloverPartial', ROLLED],
  ['PayableSettled', { texts: ['contract', 'debtor', 'creditor'], amounts: ['amount'] }],
  ['PartialSettlement', { texts: ['contract'], amounts: ['amount_paid'] }],
  ['ObligationExtinguished', { texts: ['contract'], amounts: ['amount'] }],
  ['ObligationDefaulted', { texts: ['contract'], amounts: ['original_amount'] }],
  ['ObligationWrittenOff', { texts: ['contract_kind', 'creditor'], amounts: ['amount'] }],
  ['AgentDefaulted', { texts: ['agent'], amounts: ['recovery_rate'] }],
  ['Trade', { texts: ['side', 'trader_id', 'ticket_id'] }],
  ['CallMarketCleared', { amounts: ['policy_rate', 'call_rate', 'supplied', 'requested', 'volume'], days: ['loans'] }],
  ['CallLoanRepaid', { amounts: ['interest'] }],
  ['LenderLoss', { amounts: ['principal_loss'] }],
  ['NettedSession', { amounts: ['renewed', 'net'] }],
  ['FacilityLending', { amounts: ['amount'] }],
  ['FacilityDeposit', { amounts: ['amount'] }],
  ['FacilityLoss', { amounts: ['principal_loss'] }],
  ['OpenMarketOperation', { amounts: ['cash'], days: ['quantity'] }],
]);

/** The same for those who measure a dealer market, too. */
const NEEDED_BY_MARKET: ReadonlyMap<string, Needed> = new Map([
  ...NEEDED,
  ['BackstopQuote', { texts: ['bucket', 'bid_by'] }],
  ['CallLoanGranted', { texts: ['borrower_id'], amounts: ['principal'] }],
  ['CallLoanRepaid', { texts: ['borrower_id'], amounts: ['interest'], parts: ['legs'] }],
  ['CallLoanDefaulted', { texts: ['borrower_id'], amounts: ['interest'], parts: ['legs'] }],
  ['CapitalInjected', { texts: ['agent', 'reason'], amounts: ['amount'] }],
  ['DealerQuote', { texts: ['bucket'], amounts: ['capacity'], days: ['inventory'] }],
  ['EstateDistributed', { texts: ['agent'], parts: ['payouts'] }],
  ['ForcedLayoff', { texts: ['dealer'], amounts: ['proceeds'], days: ['tickets'] }],
  ['PartialSettlement', { texts: ['contract', 'creditor'], amounts: ['amount_paid'] }],
  [
    'Trade',
    {
      texts: ['side', 'trader_id', 'ticket_id', 'bucket'],
      amounts: ['price', 'quantity', 'amount'],
      flags: ['is_passthrough'],
    },
  ],
  ['VBTAnchorUpdate', { texts: ['bucket'], amounts: ['M_new', 'O_new'] }],
]);

/** Events' names for fields whose records' names are not theirs in another spelling. */
const FIELD_NAMES: ReadonlyMap<string, string> = new Map([
  ['borrower_id', 'borrowerId'],
  ['is_passthrough', 'isPassThrough'],
  ['M_new', 'midAfter'],
  ['O_new', 'spreadAfter'],
]);

/** Texts that some records of a kind have. */
const OPTIONAL_TEXTS = ['origin', 'agent_kind', 'debtor', 'contract', 'route', 'vbt'] as const;

/**
 * The events of a log as the ring's metrics read them, from its records: names in camelCase, amounts as decimals.
 *
 * @param reader - `market` reads what the figures of a dealer market need besides
 * @throws SimError `INVALID_RECORD` naming the record and the field that is missing or no amount
 */
export function* recordedEvents(
  records: Iterable<EventRecord>,
  reader: 'ring' | 'market' = 'ring',
): Generator<EventBase> {
  const needed = reader === 'ring' ? NEEDED : NEEDED_BY_MARKET;
  let line = 0;
  for (const record of records) {
    line++;
    yield new RecordReader(record, line).event(needed);
  }
}

class RecordReader {
  readonly #record: EventRecord;
  readonly #line: number;

  constructor(record: EventRecord, line: number) {
    this.#record = record;
    this.#line = line;
  }

  event(neededBy: ReadonlyMap<string, Needed>): EventBase {
    const { kind, day } = this.#record;
    const needed = neededBy.get(String(kind));
    if (needed === undefined) return { kind: String(kind), day: Number(day) };
    const { texts = [], amounts = [], days = [], flags = [], parts = [] } = needed;
    return {
      kind: String(kind),
      day: Number(day),
      ...this.#optional(),
      ...this.#each(texts, (field) => this.#text(field)),
      ...this.#each(amounts, (field) => this.#amount(this.#record[field], field)),
      ...this.#each(days, (field) => this.#day(field)),
      ...this.#each(flags, (field) => this.#flag(field)),
      ...this.#each(parts, (field) => this.#parts(field)),
    };
  }

  #each<T>(fields: readonly string[], read: (field: string) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(fields.map((field) => [camelCase(field), read(field)]));
  }

  /** Fields that some records of a kind have. */
  #optional(): object {
    const { holders } = this.#record;
    const texts = OPTIONAL_TEXTS.filter((field) => typeof this.#record[field] === 'string');
    return {
      ...this.#each(texts, (field) => this.#text(field)),
      ...(Array.isArray(holders) ? { holders: holders.map((part) => this.#holder(part as EventRecord)) } : {}),
    };
  }

  #parts(field: string): readonly object[] {
    const list = this.#record[field];
    if (!Array.isArray(list)) throw this.#broken(field, 'a list', list);
    return list.map((part: EventRecord) => {
      const { holder, received } = Object(part) as EventRecord;
      return {
        ...(typeof holder === 'string' ? { holder } : {}),
        amount: this.#amount(part['amount'], field),
        ...(received === undefined ? {} : { received: this.#amount(received, field) }),
      };
    });
  }

  #holder(part: EventRecord): object {
    const holder = Object(part)['holder'] as unknown;
    if (typeof holder !== 'string') throw this.#broken('holders', 'a list of holders with their amounts', part);
    return { holder, amount: this.#amount(part['amount'], 'holders') };
  }

  #text(field: string): string {
    const value = this.#record[field];
    if (typeof value !== 'string') throw this.#broken(field, 'a text', value);
    return value;
  }

  #day(field: string): number {
    const value = this.#record[field];
    if (!Number.isInteger(value)) throw this.#broken(field, 'a day', value);
    return value as number;
  }

  #flag(field: string): boolean {
    const value = this.#record[field];
    if (typeof value !== 'boolean') throw this.#broken(field, 'true or false', value);
    return value;
  }

  #amount(value: RecordValue | undefined, field: string): Decimal {
    try {
      return decimal(value as string);
    } catch {
      throw this.#broken(field, 'an amount', value);
    }
  }

  #broken(field: string, allowed: string, value: RecordValue | undefined): SimError<'INVALID_RECORD'> {
    const line = this.#line;
    const reason = `${field} must be ${allowed}, but is ${JSON.stringify(value)}`;
    return new SimError(
      'INVALID_RECORD',
      { line, reason },
      `record ${line} (${String(this.#record['kind'])}): ${reason}`,
    );
  }
}

/** The event's name for a field of its record: `trader` for `trader_id`, `newDueDay` for `new_due_day`. */
function camelCase(name: string): string {
  return (
    FIELD_NAMES.get(name) ?? name.replace(/_id$/, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  );
}
