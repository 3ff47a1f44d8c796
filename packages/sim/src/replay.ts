import { type AgentId, type Day, type Decimal, decimal, type EventRecord, type RecordValue } from '@bagehot/kernel';
import { type BalanceRow, EMPTY_SHEET, type Sheet } from './balance-sheet.js';
import { SimError } from './errors.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Account {
  readonly kind: string;
  readonly sheet: Writable<Sheet>;
  defaulted: boolean;
}

interface OpenContract {
  readonly debtor: AgentId;
  readonly claims: Map<AgentId, Decimal>;
}

/**
 * Rebuilds every balance sheet of a run from its records alone, with code that shares nothing with the engines: the proof that the log tells all.
 * Feed it the records in order; `rows` holds the sheets after the latest one.
 */
export class BalanceReplay {
  readonly #accounts: Map<AgentId, Account> = new Map();
  readonly #contracts: Map<string, OpenContract> = new Map();
  #centralBank: AgentId | undefined;
  #line = 0;

  /**
   * Applies one record. Kinds that move nothing are passed over.
   *
   * @returns true when the record ends a day (or the run inside one), so that `rows` is a state worth keeping
   * @throws SimError `INVALID_RECORD` naming the record and what it refers to that is not there
   */
  apply(record: EventRecord): boolean {
    this.#line++;
    switch (record['kind']) {
      case 'AgentCreated':
        this.#open(record);
        return false;
      case 'CashMinted':
        this.#give(record, 'cash', this.#issuer(record), this.#text(record, 'to'));
        return false;
      case 'ReservesMinted':
        this.#give(record, 'reserves', this.#issuer(record), this.#text(record, 'to'));
        return false;
      case 'CashTransferred':
        this.#give(record, 'cash', this.#text(record, 'from'), this.#text(record, 'to'));
        return false;
      case 'ReservesTransferred':
        this.#give(record, 'reserves', this.#text(record, 'from'), this.#text(record, 'to'));
        return false;
      case 'CashDeposited':
        this.#give(record, 'cash', this.#text(record, 'customer'), this.#text(record, 'bank'));
        this.#grantDeposit(record, this.#text(record, 'bank'), this.#text(record, 'customer'), 1);
        return false;
      case 'CashWithdrawn':
        this.#grantDeposit(record, this.#text(record, 'bank'), this.#text(record, 'customer'), -1);
        this.#give(record, 'cash', this.#text(record, 'bank'), this.#text(record, 'customer'));
        return false;
      case 'IntraBankPayment':
        this.#give(record, 'deposits', this.#text(record, 'payer'), this.#text(record, 'payee'));
        return false;
      case 'ClientPayment':
        this.#grantDeposit(record, this.#text(record, 'payer_bank'), this.#text(record, 'payer'), -1);
        this.#grantDeposit(record, this.#text(record, 'payee_bank'), this.#text(record, 'payee'), 1);
        return false;
      case 'PayableCreated':
      case 'PayableRolledOver':
      case 'RolloverPartial':
        this.#issue(record, this.#text(record, 'debtor'), this.#text(record, 'creditor'));
        return false;
      case 'InterbankOvernightCreated':
        this.#issue(record, this.#text(record, 'debtor_bank'), this.#text(record, 'creditor_bank'));
        return false;
      case 'ClaimTransferred':
        this.#changeClaim(record, this.#text(record, 'from'), this.#amount(record, 'face').neg());
        this.#changeClaim(record, this.#text(record, 'to'), this.#amount(record, 'face'));
        return false;
      case 'ClaimAdded':
        this.#addFace(
          record,
          this.#text(record, 'contract'),
          this.#text(record, 'holder'),
          this.#amount(record, 'face'),
        );
        return false;
      case 'ClaimReduced':
        this.#cancel(record, this.#text(record, 'holder'), this.#amount(record, 'face'));
        return false;
      case 'ObligationExtinguished':
        this.#cancel(record, this.#text(record, 'debtor'), this.#amount(record, 'amount'));
        return false;
      case 'ObligationWrittenOff':
        this.#writeOff(record);
        return false;
      case 'PayableSettled':
      case 'ObligationDefaulted':
        this.#close(record);
        return false;
      case 'AgentDefaulted':
        this.#account(record, this.#text(record, 'agent')).defaulted = true;
        return false;
      case 'DayEnd':
        return true;
      default:
        return false;
    }
  }

  /** Every agent's sheet after the latest record, in the order in which the agents were opened. */
  rows(day: Day): readonly BalanceRow[] {
    return Array.from(this.#accounts, ([agent, { kind, sheet, defaulted }]) => ({
      day,
      agent,
      kind,
      ...sheet,
      defaulted,
    }));
  }

  #open(record: EventRecord): void {
    const agent = this.#text(record, 'agent');
    const kind = record['agent_kind'] === null ? '' : this.#text(record, 'agent_kind');
    if (kind === 'central_bank') this.#centralBank = agent;
    this.#accounts.set(agent, { kind, sheet: { ...EMPTY_SHEET }, defaulted: false });
  }

  #give(record: EventRecord, column: keyof Sheet, from: AgentId, to: AgentId): void {
    const amount = this.#amount(record, 'amount');
    this.#add(record, from, column, amount.neg());
    this.#add(record, to, column, amount);
  }

  #grantDeposit(record: EventRecord, bank: AgentId, customer: AgentId, sign: 1 | -1): void {
    const amount = this.#amount(record, 'amount').times(sign);
    this.#add(record, bank, 'depositLiabilities', amount);
    this.#add(record, customer, 'deposits', amount);
  }

  #issue(record: EventRecord, debtor: AgentId, creditor: AgentId): void {
    const id = this.#text(record, 'contract');
    if (this.#contracts.has(id)) throw this.#broken(record, `the contract ${id} exists already`);
    this.#contracts.set(id, { debtor, claims: new Map() });
    this.#addFace(record, id, creditor, this.#amount(record, 'amount'));
  }

  #addFace(record: EventRecord, id: string, holder: AgentId, face: Decimal): void {
    const { debtor } = this.#contract(record, id);
    this.#add(record, debtor, 'payables', face);
    this.#changeClaim(record, holder, face);
  }

  #cancel(record: EventRecord, holder: AgentId, face: Decimal): void {
    const id = this.#text(record, 'contract');
    const { claims } = this.#contract(record, id);
    this.#addFace(record, id, holder, face.neg());
    if (claims.size === 0) this.#contracts.delete(id);
  }

  #changeClaim(record: EventRecord, holder: AgentId, change: Decimal): void {
    const id = this.#text(record, 'contract');
    const { claims } = this.#contract(record, id);
    const face = (claims.get(holder) ?? decimal(0)).plus(change);
    if (face.lt(0)) throw this.#broken(record, `${holder} has no claim of ${change.abs()} on ${id}`);
    if (face.eq(0)) claims.delete(holder);
    else claims.set(holder, face);
    this.#add(record, holder, 'receivables', change);
  }

  #writeOff(record: EventRecord): void {
    const creditor = this.#text(record, 'creditor');
    if (record['contract_kind'] === 'bank_deposit')
      this.#grantDeposit(record, this.#text(record, 'debtor'), creditor, -1);
    else this.#cancel(record, creditor, this.#amount(record, 'amount'));
  }

  /** What was paid has moved by records of its own; the promise itself goes, whole. */
  #close(record: EventRecord): void {
    const id = this.#text(record, 'contract');
    const { claims } = this.#contract(record, id);
    for (const [holder, face] of [...claims]) this.#addFace(record, id, holder, face.neg());
    this.#contracts.delete(id);
  }

  #add(record: EventRecord, agent: AgentId, column: keyof Sheet, change: Decimal): void {
    const { sheet } = this.#account(record, agent);
    sheet[column] = sheet[column].plus(change);
  }

  #account(record: EventRecord, agent: AgentId): Account {
    const account = this.#accounts.get(agent);
    if (account === undefined) throw this.#broken(record, `the agent ${agent} was never created`);
    return account;
  }

  #contract(record: EventRecord, id: string): OpenContract {
    const contract = this.#contracts.get(id);
    if (contract === undefined) throw this.#broken(record, `the contract ${id} is not open`);
    return contract;
  }

  #issuer(record: EventRecord): AgentId {
    if (this.#centralBank === undefined)
      throw this.#broken(record, 'there is no central bank that could have issued money');
    return this.#centralBank;
  }

  #amount(record: EventRecord, field: string): Decimal {
    try {
      return decimal(record[field] as string);
    } catch {
      throw this.#broken(record, `${field} is no amount: ${JSON.stringify(record[field] as RecordValue)}`);
    }
  }

  #text(record: EventRecord, field: string): string {
    const value = record[field];
    if (typeof value !== 'string')
      throw this.#broken(record, `${field} must be a text, but is ${JSON.stringify(value)}`);
    return value;
  }

  #broken(record: EventRecord, reason: string): SimError<'INVALID_RECORD'> {
    const line = this.#line;
    return new SimError('INVALID_RECORD', { line, reason }, `record ${line} (${String(record['kind'])}): ${reason}`);
  }
}

/**
 * The balance sheets at the end of every day, and of the state at the stop when a run stopped inside a day, rebuilt from the records of a run.
 *
 * @throws SimError `INVALID_RECORD` when a record refers to what is not there
 */
export function* replayBalances(records: Iterable<EventRecord>): Generator<BalanceRow> {
  const replay = new BalanceReplay();
  let day = 0;
  let unsaved = false;
  for (const record of records) {
    if (record['kind'] === 'PhaseA') {
      day = Number(record['day']);
      unsaved = true;
    }
    if (!replay.apply(record)) continue;
    unsaved = false;
    yield* replay.rows(day);
  }
  if (unsaved) yield* replay.rows(day);
}
