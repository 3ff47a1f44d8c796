import { type Decimal, ZERO } from '@bagehot/kernel';
import { amountOf, amountOr0, integerOf, isSet, listOf, textOf } from './record.js';
import { eventsOf, type RunLog } from './run-log.js';

/** A session of the market for overnight money. */
export interface SessionFacts {
  readonly day: number;
  readonly policyRate: Decimal;
  readonly callRate: Decimal;
  /** Nothing was lent: the rate is what it would have been. */
  readonly indicative: boolean;
  readonly liquidityRatio: Decimal | undefined;
  readonly supplied: Decimal;
  readonly requested: Decimal;
  readonly volume: Decimal;
  readonly loans: number;
  /** What the central bank lent and took that day. */
  readonly lending: Decimal;
  readonly deposits: Decimal;
  /** What the day's lenders lost on loans that fell due. */
  readonly loss: Decimal;
}

/** What one lent to another over the run. */
export interface LentFacts {
  readonly lender: string;
  readonly borrower: string;
  readonly principal: Decimal;
}

/** A market for overnight money as the log tells it. */
export interface MoneyFacts {
  /** In the order of the log. */
  readonly sessions: readonly SessionFacts[];
  /** In order of first appearance. */
  readonly lent: readonly LentFacts[];
  /** Principal lost, by lender. */
  readonly losses: ReadonlyMap<string, Decimal>;
  /** Interest received on loans paid in full, by lender. */
  readonly interest: ReadonlyMap<string, Decimal>;
}

/** Reads the money market off the log; undefined where there is none. */
export function moneyFacts(log: RunLog): MoneyFacts | undefined {
  const cleared = eventsOf(log, 'CallMarketCleared');
  if (cleared.length === 0) return undefined;
  const sumsByDay = (kind: string, field: string): ReadonlyMap<number, Decimal> => {
    const sums = new Map<number, Decimal>();
    for (const { day, record } of eventsOf(log, kind)) add(sums, day, amountOr0(record, field));
    return sums;
  };
  const lending = sumsByDay('FacilityLending', 'amount');
  const deposits = sumsByDay('FacilityDeposit', 'amount');
  const lost = sumsByDay('LenderLoss', 'principal_loss');
  const losses = new Map<string, Decimal>();
  for (const { record } of eventsOf(log, 'LenderLoss'))
    add(losses, textOf(record, 'lender_id'), amountOr0(record, 'principal_loss'));
  return {
    sessions: cleared.map(({ day, record }) => ({
      day,
      policyRate: amountOr0(record, 'policy_rate'),
      callRate: amountOr0(record, 'call_rate'),
      indicative: isSet(record, 'indicative'),
      liquidityRatio: amountOf(record, 'liquidity_ratio'),
      supplied: amountOr0(record, 'supplied'),
      requested: amountOr0(record, 'requested'),
      volume: amountOr0(record, 'volume'),
      loans: integerOf(record, 'loans') ?? 0,
      lending: lending.get(day) ?? ZERO,
      deposits: deposits.get(day) ?? ZERO,
      loss: lost.get(day) ?? ZERO,
    })),
    lent: lentBy(log),
    losses,
    interest: interestBy(log),
  };
}

function lentBy(log: RunLog): readonly LentFacts[] {
  const pairs = new Map<string, Map<string, Decimal>>();
  for (const { record } of eventsOf(log, 'CallLoanGranted')) {
    const borrower = textOf(record, 'borrower_id');
    for (const leg of listOf(record, 'legs')) {
      const lender = textOf(leg, 'lender_id');
      let own = pairs.get(lender);
      if (own === undefined) {
        own = new Map();
        pairs.set(lender, own);
      }
      add(own, borrower, amountOr0(leg, 'amount'));
    }
  }
  return [...pairs].flatMap(([lender, own]) =>
    Array.from(own, ([borrower, principal]) => ({ lender, borrower, principal })),
  );
}

function interestBy(log: RunLog): ReadonlyMap<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { record } of eventsOf(log, 'CallLoanRepaid'))
    for (const leg of listOf(record, 'legs')) add(sums, textOf(leg, 'lender_id'), amountOr0(leg, 'interest'));
  return sums;
}

function add<Key>(sums: Map<Key, Decimal>, key: Key, amount: Decimal): void {
  sums.set(key, (sums.get(key) ?? ZERO).plus(amount));
}
