import { type Decimal, ZERO } from '@bagehot/kernel';
import { amountOr0, isSet } from './record.js';
import type { RunLog } from './run-log.js';

/** What one day came to, added up from its records. Amounts are exact. */
export interface DayFacts {
  readonly day: number;
  /** Face that fell due and was still owed: settled in full or defaulted on. */
  due: Decimal;
  /** Of it paid, partial payments included. */
  paid: Decimal;
  /** Of it not paid. */
  shortfall: Decimal;
  /** Face of later debts that defaulted agents will not pay. */
  writtenOff: Decimal;
  /** Shortfall and write-offs up to and including this day. */
  cumulativeLoss: Decimal;
  /** Agents that defaulted. */
  defaults: number;
  trades: number;
  /** Of the trades, those passed through to a value-based trader. */
  passed: number;
  /** Money paid for tickets. */
  turnover: Decimal;
}

/**
 * Adds up the log by day. Every day of the run has an entry, in order.
 * On each day due = paid + shortfall.
 */
export function factsByDay(log: RunLog): readonly DayFacts[] {
  const facts = new Map<number, DayFacts>();
  for (const day of log.days) {
    facts.set(day, {
      day,
      due: ZERO,
      paid: ZERO,
      shortfall: ZERO,
      writtenOff: ZERO,
      cumulativeLoss: ZERO,
      defaults: 0,
      trades: 0,
      passed: 0,
      turnover: ZERO,
    });
  }
  for (const [kind, add] of ADDERS) {
    for (const { day, record } of log.byKind.get(kind) ?? []) {
      const entry = facts.get(day);
      if (entry !== undefined) add(entry, record);
    }
  }
  let loss = ZERO;
  for (const entry of facts.values()) {
    loss = loss.plus(entry.shortfall).plus(entry.writtenOff);
    entry.cumulativeLoss = loss;
  }
  return [...facts.values()];
}

function addDue(entry: DayFacts, due: Decimal, paid: Decimal): void {
  entry.due = entry.due.plus(due);
  entry.paid = entry.paid.plus(paid);
  entry.shortfall = entry.shortfall.plus(due.minus(paid));
}

const ADDERS: readonly (readonly [string, (entry: DayFacts, record: object) => void])[] = [
  ['PayableSettled', (entry, record) => addDue(entry, amountOr0(record, 'amount'), amountOr0(record, 'amount'))],
  [
    'ObligationDefaulted',
    (entry, record) => addDue(entry, amountOr0(record, 'original_amount'), amountOr0(record, 'amount_paid')),
  ],
  ['Settlement', (entry, record) => addDue(entry, amountOr0(record, 'total_due'), amountOr0(record, 'total_paid'))],
  [
    'Default',
    (entry, record) => {
      addDue(entry, amountOr0(record, 'total_due'), amountOr0(record, 'total_paid'));
      entry.defaults++;
    },
  ],
  [
    'ObligationWrittenOff',
    (entry, record) => {
      entry.writtenOff = entry.writtenOff.plus(amountOr0(record, 'amount'));
    },
  ],
  ['AgentDefaulted', (entry) => entry.defaults++],
  [
    'Trade',
    (entry, record) => {
      entry.trades++;
      if (isSet(record, 'is_passthrough')) entry.passed++;
      entry.turnover = entry.turnover.plus(amountOr0(record, Reflect.has(record, 'amount') ? 'amount' : 'price'));
    },
  ],
];
