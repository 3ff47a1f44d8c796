import { ReportError } from './errors.js';
import { integerOf, listOf, textOf } from './record.js';

/** An event with its place in the log. */
export interface LoggedEvent {
  readonly seq: number;
  readonly day: number;
  readonly kind: string;
  /** The fields as they are in `events.jsonl`: snake_case, amounts as decimal strings. */
  readonly record: object;
}

/** What a debt was called and who owed it to whom at first. */
interface ContractInfo {
  readonly label: string;
  readonly debtor: string;
}

/** The log read once: what the sections of the report share. */
export interface RunLog {
  /** In the order of the log. */
  readonly events: readonly LoggedEvent[];
  /** Events of the simulation by kind, setup left out. */
  readonly byKind: ReadonlyMap<string, readonly LoggedEvent[]>;
  /** All kinds with how often they occur, setup included, in order of first appearance. */
  readonly counts: ReadonlyMap<string, number>;
  /** Every agent with its kind, in order of creation or first appearance. */
  readonly agents: ReadonlyMap<string, string>;
  /** The day of each default. */
  readonly defaultDay: ReadonlyMap<string, number>;
  readonly contracts: ReadonlyMap<string, ContractInfo>;
  /** Every day from the first to the last one entered, without gaps. */
  readonly days: readonly number[];
}

/** Fields that hold the name of an agent, whatever the kind of the record. */
const AGENT_FIELDS = [
  'agent',
  'from',
  'to',
  'customer',
  'bank',
  'payer',
  'payer_bank',
  'payee',
  'payee_bank',
  'debtor',
  'creditor',
  'holder',
  'holder_id',
  'trader_id',
  'dealer',
  'vbt',
  'issuer_id',
  'debtor_bank',
  'creditor_bank',
  'agent_id',
  'borrower_id',
  'lender_id',
  'buyer',
  'seller',
] as const;

/** The agents a record names, each once, in the order of its fields. */
export function agentsOf(record: object): readonly string[] {
  const names: string[] = [];
  const add = (part: object): void => {
    for (const field of AGENT_FIELDS) {
      const name = textOf(part, field);
      if (name !== '' && !names.includes(name)) names.push(name);
    }
  };
  add(record);
  for (const list of ['holders', 'payouts', 'legs', 'parts']) for (const part of listOf(record, list)) add(part);
  return names;
}

function refuse(record: number, field: string, value: unknown, allowed: string): ReportError<'BAD_RECORD'> {
  const shown = JSON.stringify(value) ?? 'nothing';
  return new ReportError(
    'BAD_RECORD',
    { record, field, value: shown, allowed },
    `record ${record}: ${field} must be ${allowed}, but is ${shown}`,
  );
}

/**
 * Reads the records of a run once.
 *
 * @param records - events in the order of the log
 * @returns events, agents, debts and days
 * @throws ReportError `BAD_RECORD` when a record has no kind or no day
 */
export function readLog(records: Iterable<object>): RunLog {
  const events: LoggedEvent[] = [];
  const byKind = new Map<string, LoggedEvent[]>();
  const counts = new Map<string, number>();
  const agents = new Map<string, string>();
  const defaultDay = new Map<string, number>();
  const contracts = new Map<string, ContractInfo>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const record of records) {
    const index = events.length;
    if (typeof record !== 'object' || record === null) throw refuse(index, 'record', record, 'an object');
    const kind = textOf(record, 'kind');
    if (kind === '') throw refuse(index, 'kind', Reflect.get(record, 'kind'), 'a text');
    const day = integerOf(record, 'day');
    if (day === undefined || day < 0) {
      throw refuse(index, 'day', Reflect.get(record, 'day'), 'an integer of at least 0');
    }
    const event: LoggedEvent = { seq: integerOf(record, 'seq') ?? index, day, kind, record };
    events.push(event);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const name of agentsOf(record)) if (!agents.has(name)) agents.set(name, '');
    learn(event, agents, defaultDay, contracts);
    if (textOf(record, 'phase') === 'setup') continue;
    const same = byKind.get(kind);
    if (same === undefined) byKind.set(kind, [event]);
    else same.push(event);
    // The end of the run is told on the day after its last one.
    if (kind === 'RunStopped') continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const days: number[] = [];
  for (let day = first; day <= last; day++) days.push(day);
  return { events, byKind, counts, agents, defaultDay, contracts, days };
}

/** Keeps what single records say about agents and debts. */
function learn(
  event: LoggedEvent,
  agents: Map<string, string>,
  defaultDay: Map<string, number>,
  contracts: Map<string, ContractInfo>,
): void {
  const { kind, record, day } = event;
  if (kind === 'AgentCreated') {
    agents.set(textOf(record, 'agent'), textOf(record, 'agent_kind'));
  } else if (kind === 'Trade') {
    for (const role of ['dealer', 'vbt']) {
      const name = textOf(record, role);
      if (name !== '' && agents.get(name) === '') agents.set(name, role);
    }
  } else if (kind === 'AgentDefaulted' || kind === 'Default') {
    const name = textOf(record, kind === 'Default' ? 'issuer_id' : 'agent');
    if (!defaultDay.has(name)) defaultDay.set(name, day);
  } else if (kind === 'PayableCreated' || kind === 'PayableRolledOver' || kind === 'RolloverPartial') {
    const id = textOf(record, 'contract');
    contracts.set(id, { label: textOf(record, 'alias') || id, debtor: textOf(record, 'debtor') });
  }
}

/** The events of one kind, setup left out. */
export function eventsOf(log: RunLog, kind: string): readonly LoggedEvent[] {
  return log.byKind.get(kind) ?? [];
}

/** The name by which a debt is known: its alias if it has one. */
export function contractLabel(log: RunLog, id: string): string {
  return log.contracts.get(id)?.label ?? id;
}
