import { type Decimal, ZERO } from '@bagehot/kernel';
import { amountOf, amountOr0, isSet, textOf } from './record.js';
import { agentsOf, type LoggedEvent } from './run-log.js';

/** One line of the timeline: an event, or several of the same sort that followed one another. */
export interface Entry {
  readonly day: number;
  readonly kind: string;
  readonly firstSeq: number;
  lastSeq: number;
  count: number;
  readonly first: LoggedEvent;
  last: LoggedEvent;
  /** Money or face of all of them, by kind. */
  total: Decimal;
  readonly agents: Set<string>;
}

/** What must be equal for two events of a kind to share a line, and what is added up over them. Other kinds have lines of their own. */
const SAME: ReadonlyMap<string, { readonly fields: readonly string[]; readonly adds: string }> = new Map([
  ['AgentCreated', { fields: ['agent_kind'], adds: '' }],
  ['CashMinted', { fields: ['amount', 'source'], adds: '' }],
  ['Trade', { fields: ['trader_id', 'side', 'bucket', 'is_passthrough', 'contract'], adds: 'amount' }],
  ['CashTransferred', { fields: ['from', 'to', 'cause'], adds: 'amount' }],
  ['ClaimTransferred', { fields: ['from', 'to', 'contract', 'cause'], adds: 'face' }],
  ['CapitalInjected', { fields: ['agent', 'reason'], adds: 'amount' }],
  ['DealerQuote', { fields: ['bucket', 'phase'], adds: '' }],
  ['BucketUpdate', { fields: ['old_bucket', 'new_bucket', 'stranded'], adds: '' }],
  ['Rebucket', { fields: ['old_bucket', 'new_bucket', 'holder_type', 'price'], adds: '' }],
  ['OrderRejected', { fields: ['trader_id', 'side', 'reason'], adds: '' }],
]);

/** Which stretch of the log an event begins or continues; undefined waits for the next event, `''` stands alone. */
function stretchOf(kind: string, record: object, current: string): string | undefined {
  switch (kind) {
    case 'Trade':
      return `trade ${textOf(record, 'trader_id')} ${textOf(record, 'side')}`;
    case 'BucketUpdate':
    case 'Rebucket':
      return 'buckets';
    case 'AgentCreated':
      return 'agents';
    case 'CashMinted':
      return 'money';
    case 'OrderRejected':
      return `refusal ${textOf(record, 'trader_id')}`;
    case 'DealerQuote':
      return textOf(record, 'phase') === 'open' || textOf(record, 'phase') === 'close' ? '' : current;
    case 'CashTransferred':
    case 'ClaimTransferred': {
      const cause = textOf(record, 'cause');
      return cause === 'trade' || cause === 'rebucket' ? undefined : '';
    }
    case 'CapitalInjected':
      return textOf(record, 'reason') === 'vbt' ? undefined : '';
    default:
      return '';
  }
}

function entryOf(event: LoggedEvent): Entry {
  const { day, kind, seq, record } = event;
  const adds = SAME.get(kind)?.adds ?? '';
  return {
    day,
    kind,
    firstSeq: seq,
    lastSeq: seq,
    count: 1,
    first: event,
    last: event,
    total: adds === '' ? ZERO : (amountOf(record, adds) ?? amountOr0(record, 'price')),
    agents: new Set(agentsOf(record)),
  };
}

function merge(entry: Entry, event: LoggedEvent): void {
  entry.lastSeq = event.seq;
  entry.count++;
  entry.last = event;
  const adds = SAME.get(entry.kind)?.adds ?? '';
  if (adds !== '') entry.total = entry.total.plus(amountOf(event.record, adds) ?? amountOr0(event.record, 'price'));
  for (const agent of agentsOf(event.record)) entry.agents.add(agent);
}

/**
 * Shortens a log for reading: what a trader does ticket by ticket, and what a day's passing does to hundreds of tickets, becomes one line per sort of event.
 * Lines stand where their first event stands, and their counts add up to the number of events.
 */
export function entriesOf(events: readonly LoggedEvent[]): readonly Entry[] {
  const entries: Entry[] = [];
  const waiting: LoggedEvent[] = [];
  let stretch = '';
  let day = -1;
  let open = new Map<string, Entry>();
  const place = (event: LoggedEvent): void => {
    const same = SAME.get(event.kind);
    const key = same && [event.kind, ...same.fields.map((field) => textOf(event.record, field))].join('\u0000');
    const entry = key === undefined ? undefined : open.get(key);
    if (entry !== undefined) {
      merge(entry, event);
      return;
    }
    const fresh = entryOf(event);
    entries.push(fresh);
    if (key !== undefined) open.set(key, fresh);
  };
  const begin = (name: string, today: number): void => {
    if (name !== '' && name === stretch && today === day) return;
    [stretch, day] = [name, today];
    open = new Map();
  };
  const release = (): void => {
    for (const event of waiting) place(event);
    waiting.length = 0;
  };
  for (const event of events) {
    const name = stretchOf(event.kind, event.record, stretch);
    if (name === undefined) {
      waiting.push(event);
      continue;
    }
    begin(name, event.day);
    release();
    place(event);
  }
  begin('', -1);
  release();
  return entries;
}

/** The agent at the other end of a trade, and the dealer in between if it was passed through. */
export function counterparty(record: object): { readonly maker: string; readonly through: string } {
  const dealer = textOf(record, 'dealer');
  return isSet(record, 'is_passthrough')
    ? { maker: textOf(record, 'vbt'), through: dealer }
    : { maker: dealer, through: '' };
}
