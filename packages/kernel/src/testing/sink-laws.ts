import {
  type Arbitrary,
  array,
  assert,
  bigInt,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { type ContractRegister, createContracts } from '../contracts/contracts.js';
import { decimal } from '../decimal.js';
import type { EventBase, EventSink } from '../events.js';
import { createLedger, type Ledger } from '../ledger/ledger.js';
import { createRandom, type RandomSource } from '../random.js';
import { amount } from './amount.js';
import { brokenLaw, lawText, mustNotThrow } from './broken-law.js';

/** The run whose events a sink gets, for sinks that look at more than events. */
export interface SinkRun {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly random: RandomSource;
}

/** How the laws of a sink are tried. */
export interface SinkLawOptions<E extends EventBase> {
  /** What it is sent, for a sink of certain events. @defaultValue events of any kind, with amounts, texts, lists and records in them */
  readonly events?: Arbitrary<E>;
  /** Runs drawn. @defaultValue 100 */
  readonly numRuns?: number;
}

/**
 * The laws of an event sink. It takes every event and throws nothing; it only reads events, those that it keeps included; it answers at once, not by a promise
 * that nobody waits for; and a run with it is the run without it, to the last entry of the journal and the next draw. Events come inside the transactions
 * they belong to.
 *
 * @param create - makes a new sink for each run
 * @throws Error telling the law, and the smallest list of events found that breaks it
 * @example
 * checkEventSink(() => createRecordSink(createRecordCodec(), (line) => lines.push(line)));
 */
export function checkEventSink<E extends EventBase = EventBase>(
  create: (run: SinkRun) => EventSink<E>,
  options: SinkLawOptions<E> = {},
): void {
  const { numRuns = 100 } = options;
  // Without events of its own a sink is one of any event.
  const events = options.events ?? (anyEvents as Arbitrary<EventBase> as Arbitrary<E>);
  const runs = record({ seed: nat(), events: array(events, { maxLength: 12 }) });
  assert(
    property(runs, ({ seed, events: sent }) => {
      const texts = sent.map(lawText);
      const without = played(seed, sent, () => ({ emit: () => {} }));
      const withSink = played(seed, sent, create);
      const now = sent.map(lawText);
      const changed = texts.findIndex((text, i) => text !== now[i]);
      if (changed >= 0) throw brokenLaw('a sink only reads events', texts[changed], now[changed]);
      if (withSink !== without) throw brokenLaw('a run with the sink is the run without it', withSink, without);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

/** Plays a small run that sends the events, and tells all that may have become of it. */
function played<E extends EventBase>(
  seed: number,
  events: readonly E[],
  create: (run: SinkRun) => EventSink<E>,
): string {
  const ledger = createLedger({ moneyDecimals: 2 });
  const contracts = createContracts(ledger);
  const random = createRandom(seed);
  ledger.issue('cash', 'CB');
  for (const agent of ['Ada', 'Ben']) ledger.open(agent);
  const sink = create({ ledger, contracts, random });
  for (const [day, event] of events.entries()) {
    const answer: unknown = mustNotThrow('a sink takes every event', () =>
      ledger.transaction(() => {
        const paid = decimal(random.nextInt(1, 100));
        ledger.transfer({ day, kind: 'wage', asset: 'cash', from: 'CB', to: 'Ada', amount: paid });
        contracts.issue({ kind: 'loan', debtor: 'Ben', creditor: 'Ada', amount: paid, dueDay: day + 1 });
        return sink.emit(event);
      }),
    );
    if (answer instanceof Promise) {
      // What it comes to is nobody's business any more, not even when it fails.
      answer.catch(() => {});
      throw brokenLaw('a sink answers at once', 'a promise');
    }
  }
  return lawText([ledger.snapshot(), contracts.snapshot(), [...ledger.journal], random.nextInt(0, 2 ** 30)]);
}

const text = oneof(constantFrom('', '__proto__', 'Ωmega', 'two\nlines', '"quoted", 1'), string());
const plain = oneof(text, integer(), boolean(), constant(null), bigInt(), amount({ max: '1000000', quantum: '0.01' }));

/** Events of any kind. */
const anyEvents: Arbitrary<EventBase> = record({
  kind: constantFrom('Paid', 'Defaulted', 'constructor'),
  day: nat({ max: 30 }),
  amount: amount({ max: '1000000', quantum: '0.01' }),
  agent: text,
  list: array(plain, { maxLength: 3 }),
  record: record({ inner: plain, other: plain }, { requiredKeys: [] }),
});
