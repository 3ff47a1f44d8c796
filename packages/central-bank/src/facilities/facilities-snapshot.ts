import type { AgentId, ContractId } from '@bagehot/kernel';
import type { Money } from '../money.js';
import { formatAmount, formatRate, RATE_ONE } from '../numbers.js';
import { SnapshotFields } from '../snapshot-fields.js';
import type { FacilityBook, FacilityRecord } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';
import type { MemoUnits } from './facility-memo.js';
import type { AnsweredSession } from './facility-recourse.js';
import type { OpenCall } from './margin-calls.js';

const PARTS: readonly (keyof FacilitiesSnapshot)[] = [
  'kind',
  'version',
  'loans',
  'deposits',
  'frozenFrom',
  'defaults',
  'marginCalls',
  'answered',
  'memo',
  'collateral',
];
const MEMO = ['interestEarned', 'interestPaid', 'creditLosses', 'collateralTaken'] as const;
const TEXTS = ['principal', 'rate', 'interest', 'paid', 'seized'] as const;
const RECORD = ['number', 'agent', 'originTick', 'dueTick', 'contract', ...TEXTS] as const;

/** A loan or a deposit as plain JSON. */
type RecordText = { readonly [field in (typeof TEXTS)[number]]: string } & {
  readonly number: number;
  readonly agent: AgentId;
  readonly originTick: number;
  readonly dueTick: number;
  readonly contract: ContractId | null;
};

/** The records of a book as plain JSON. */
interface BookText {
  readonly next: number;
  readonly open: readonly RecordText[];
}

/** Standing facilities as plain JSON; money and contracts are in the snapshots of ledger and register. */
export interface FacilitiesSnapshot {
  readonly kind: 'standing-facilities';
  readonly version: 1;
  readonly loans: BookText;
  readonly deposits: BookText;
  /** Null while lending is not frozen. */
  readonly frozenFrom: number | null;
  /** The share of defaults observed last. */
  readonly defaults: string;
  readonly marginCalls: readonly { readonly agent: AgentId; readonly tick: number }[];
  /** The session that recourse was had after last; null before the first one. */
  readonly answered: AnsweredSession | null;
  readonly memo: { readonly [sum in keyof MemoUnits]: string };
  /** The pledges' own; null where there are none. */
  readonly collateral: object | null;
}

/** What facilities know beside their records. */
export interface FacilityState {
  readonly frozenFrom: number | null;
  /** In units of 10^-12. */
  readonly defaults: bigint;
  readonly marginCalls: readonly OpenCall[];
  readonly answered: AnsweredSession | null;
}

/** The same with records and sums, as a snapshot gives it. */
export interface RestoredFacilities extends FacilityState {
  readonly loans: { readonly next: number; readonly open: readonly FacilityRecord[] };
  readonly deposits: { readonly next: number; readonly open: readonly FacilityRecord[] };
  readonly memo: MemoUnits;
  readonly collateral: unknown;
}

/** The facilities as data. */
export function facilitiesSnapshot(desk: FacilityDesk, state: FacilityState): FacilitiesSnapshot {
  const { grid, accounts } = desk.money;
  const memo = desk.memo.units;
  return {
    kind: 'standing-facilities',
    version: 1,
    loans: bookText(desk.loans, desk),
    deposits: bookText(desk.deposits, desk),
    frozenFrom: state.frozenFrom,
    defaults: formatRate(state.defaults),
    marginCalls: state.marginCalls.map(([agent, tick]) => ({ agent: accounts.nameOf(agent), tick })),
    answered: state.answered,
    memo: {
      interestEarned: formatAmount(memo.interestEarned, grid),
      interestPaid: formatAmount(memo.interestPaid, grid),
      creditLosses: formatAmount(memo.creditLosses, grid),
      collateralTaken: formatAmount(memo.collateralTaken, grid),
    },
    collateral: desk.collateral?.snapshot() ?? null,
  };
}

function bookText(book: FacilityBook, desk: FacilityDesk): BookText {
  const { grid } = desk.money;
  return {
    next: book.next,
    open: book.all().map((record) => ({
      number: record.number,
      agent: desk.name(record.agent),
      originTick: record.originTick,
      dueTick: record.dueTick,
      contract: desk.contractId(record),
      principal: formatAmount(record.principal, grid),
      rate: formatRate(record.rate),
      interest: formatAmount(record.interest, grid),
      paid: formatAmount(record.paid, grid),
      seized: formatAmount(record.seized, grid),
    })),
  };
}

/**
 * What a snapshot describes, on a ledger and a register that know its agents and contracts.
 *
 * @throws SnapshotError with every problem found
 */
export function readFacilitiesSnapshot(state: unknown, money: Money, secured: boolean): RestoredFacilities {
  const fields = new SnapshotFields();
  const found = fields.record(state, 'facilities', PARTS);
  fields.exactly(found.get('kind'), 'facilities.kind', 'standing-facilities');
  fields.exactly(found.get('version'), 'facilities.version', 1);
  const loans = readBook(fields, found.get('loans'), 'facilities.loans', money);
  const deposits = readBook(fields, found.get('deposits'), 'facilities.deposits', money);
  const frozen = found.get('frozenFrom');
  const frozenFrom = frozen === null ? null : fields.count(frozen, 'facilities.frozenFrom');
  const defaults = fields.rate(found.get('defaults'), 'facilities.defaults');
  if (defaults < 0n || defaults > RATE_ONE)
    fields.refuse('facilities.defaults', found.get('defaults'), 'a share from 0 to 1');
  const marginCalls = fields.list(found.get('marginCalls'), 'facilities.marginCalls').map((value, k): OpenCall => {
    const path = `facilities.marginCalls[${k}]`;
    const call = fields.record(value, path, ['agent', 'tick']);
    return [fields.agent(call.get('agent'), `${path}.agent`, money), fields.count(call.get('tick'), `${path}.tick`)];
  });
  const answered = fields.nullable(found.get('answered'), 'facilities.answered', (value, path) => {
    const session = fields.record(value, path, ['tick', 'session']);
    return {
      tick: fields.count(session.get('tick'), `${path}.tick`),
      session: fields.count(session.get('session'), `${path}.session`, 1),
    };
  });
  const sums = fields.record(found.get('memo'), 'facilities.memo', MEMO);
  const sum = (field: (typeof MEMO)[number]): bigint =>
    fields.amount(sums.get(field), `facilities.memo.${field}`, money.grid, true);
  const memo = {
    interestEarned: sum('interestEarned'),
    interestPaid: sum('interestPaid'),
    creditLosses: sum('creditLosses'),
    collateralTaken: sum('collateralTaken'),
  };
  const collateral = found.get('collateral');
  if (secured === (collateral === null))
    fields.refuse('facilities.collateral', collateral, secured ? 'what pledges have told' : 'null, as there are none');
  fields.check();
  return { loans, deposits, frozenFrom, defaults, marginCalls, answered, memo, collateral };
}

function readBook(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
): { readonly next: number; readonly open: readonly FacilityRecord[] } {
  const book = fields.record(value, path, ['next', 'open']);
  const next = fields.count(book.get('next'), `${path}.next`, 1);
  let last = 0;
  const open = fields.list(book.get('open'), `${path}.open`).map((entry, k) => {
    const at = `${path}.open[${k}]`;
    const record = readRecord(fields, entry, at, money);
    if (record.number <= last || record.number >= next)
      fields.refuse(`${at}.number`, record.number, `more than ${last} and less than ${next}`);
    last = record.number;
    return record;
  });
  return { next, open };
}

function readRecord(fields: SnapshotFields, value: unknown, path: string, money: Money): FacilityRecord {
  const record = fields.record(value, path, RECORD);
  const id = record.get('contract');
  const contract = id === null ? -1 : money.register.find(fields.text(id, `${path}.contract`));
  if (id !== null && contract === -1) fields.refuse(`${path}.contract`, id, 'a contract of the register, or null');
  const amount = (field: (typeof TEXTS)[number], signed = false): bigint =>
    fields.amount(record.get(field), `${path}.${field}`, money.grid, signed);
  return {
    number: fields.count(record.get('number'), `${path}.number`, 1),
    agent: fields.agent(record.get('agent'), `${path}.agent`, money),
    principal: amount('principal'),
    rate: fields.rate(record.get('rate'), `${path}.rate`),
    interest: amount('interest', true),
    originTick: fields.count(record.get('originTick'), `${path}.originTick`),
    dueTick: fields.count(record.get('dueTick'), `${path}.dueTick`),
    contract,
    paid: amount('paid'),
    seized: amount('seized'),
  };
}
