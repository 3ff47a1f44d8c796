import { type Decimal, decimal, ZERO } from '@bagehot/kernel';
import { amountOr0, listOf, textOf } from './record.js';
import type { RunLog } from './run-log.js';

/** What one agent lost through another's default. */
interface Hit {
  readonly from: string;
  amount: Decimal;
}

/** A default and what led to it and came of it. */
export interface Failure {
  readonly order: number;
  readonly day: number;
  readonly agent: string;
  /** The debt that could not be paid; empty for a stand-alone market, which settles issuer by issuer. */
  readonly trigger: string;
  readonly due: Decimal;
  readonly paid: Decimal;
  readonly recoveryRate: Decimal | undefined;
  /** Losses from earlier defaults, largest first. */
  readonly hits: readonly Hit[];
  /** Later debts that will not be paid: how many claims, and their face. */
  writtenOffCount: number;
  writtenOff: Decimal;
  /** Agents that this default cost money and that failed later, in the order of their failure. */
  readonly next: string[];
}

/** The failed payable of a default. */
interface Trouble {
  readonly due: Decimal;
  readonly paid: Decimal;
}

/** Losses so far: who lost how much through whose default. */
type Losses = Map<string, Map<string, Hit>>;

function lose(losses: Losses, holder: string, from: string, amount: Decimal): void {
  if (!amount.gt(ZERO)) return;
  const own = losses.get(holder) ?? new Map<string, Hit>();
  losses.set(holder, own);
  const hit = own.get(from);
  if (hit === undefined) own.set(from, { from, amount });
  else hit.amount = hit.amount.plus(amount);
}

/**
 * Follows losses from default to default, in the order of the log.
 *
 * A loss reaches the holders named by the record of the failed payment (in proportion to what each was paid, which is how payments are shared), else its creditor.
 */
export function failuresOf(log: RunLog): readonly Failure[] {
  const failures: Failure[] = [];
  const byAgent = new Map<string, Failure>();
  const losses: Losses = new Map();
  const troubles = new Map<string, Trouble>();
  let partial: object | undefined;
  const fail = (day: number, agent: string, trigger: string, trouble: Trouble, rate: Decimal | undefined): void => {
    const hits = [...(losses.get(agent)?.values() ?? [])].sort((a, b) => b.amount.cmp(a.amount));
    const failure: Failure = {
      order: failures.length + 1,
      day,
      agent,
      trigger,
      due: trouble.due,
      paid: trouble.paid,
      recoveryRate: rate,
      hits: hits.map((hit) => ({ ...hit })),
      writtenOffCount: 0,
      writtenOff: ZERO,
      next: [],
    };
    for (const { from } of hits) byAgent.get(from)?.next.push(agent);
    failures.push(failure);
    if (!byAgent.has(agent)) byAgent.set(agent, failure);
  };
  for (const { kind, day, record } of log.events) {
    if (kind === 'PartialSettlement') {
      partial = record;
    } else if (kind === 'ObligationDefaulted') {
      const [contract, debtor] = [textOf(record, 'contract'), textOf(record, 'debtor')];
      troubles.set(contract, { due: amountOr0(record, 'original_amount'), paid: amountOr0(record, 'amount_paid') });
      spread(
        losses,
        record,
        partial !== undefined && textOf(partial, 'contract') === contract ? partial : record,
        debtor,
      );
      partial = undefined;
    } else if (kind === 'AgentDefaulted') {
      const trigger = textOf(record, 'trigger_contract');
      const trouble = troubles.get(trigger) ?? { due: amountOr0(record, 'shortfall'), paid: ZERO };
      fail(day, textOf(record, 'agent'), trigger, trouble, amountOr0(record, 'recovery_rate'));
    } else if (kind === 'ObligationWrittenOff') {
      const debtor = textOf(record, 'debtor');
      const failure = byAgent.get(debtor);
      if (failure !== undefined) {
        failure.writtenOffCount++;
        failure.writtenOff = failure.writtenOff.plus(amountOr0(record, 'amount'));
      }
      lose(losses, textOf(record, 'creditor'), debtor, amountOr0(record, 'amount'));
    } else if (kind === 'Default') {
      const issuer = textOf(record, 'issuer_id');
      const trouble = { due: amountOr0(record, 'total_due'), paid: amountOr0(record, 'total_paid') };
      fail(day, issuer, '', trouble, amountOr0(record, 'recovery_rate'));
      for (const payout of listOf(record, 'payouts')) {
        lose(losses, textOf(payout, 'holder_id'), issuer, amountOr0(payout, 'face').minus(amountOr0(payout, 'amount')));
      }
    }
  }
  return failures;
}

/** Shares the loss of a failed payable over its holders in the proportion in which they were paid. */
function spread(losses: Losses, record: object, payment: object, debtor: string): void {
  const shortfall = amountOr0(record, 'shortfall');
  const holders = listOf(payment, 'holders');
  const paid = amountOr0(record, 'amount_paid');
  if (holders.length === 0 || paid.eq(ZERO)) {
    lose(losses, textOf(record, 'creditor'), debtor, shortfall);
    return;
  }
  for (const holder of holders) {
    // Shown with two decimals; rounds half-even at 24.
    const part = shortfall.times(amountOr0(holder, 'amount')).div(decimal(paid));
    lose(losses, textOf(holder, 'holder'), debtor, part);
  }
}

/**
 * The ways in which defaults led to one another: each chain goes from a default without earlier losses to one that no chain goes on from, always through
 * the cause that lies deepest. Longest first; defaults that stand alone are in none.
 */
export function chainsOf(failures: readonly Failure[]): readonly (readonly Failure[])[] {
  const byAgent = new Map<string, Failure>();
  const chains = new Map<Failure, readonly Failure[]>();
  const continued = new Set<Failure>();
  for (const failure of failures) {
    let longest: readonly Failure[] = [];
    for (const { from } of failure.hits) {
      const cause = byAgent.get(from);
      const chain = cause === undefined ? undefined : chains.get(cause);
      if (chain !== undefined && chain.length > longest.length) longest = chain;
    }
    const cause = longest.at(-1);
    if (cause !== undefined) continued.add(cause);
    chains.set(failure, [...longest, failure]);
    byAgent.set(failure.agent, failure);
  }
  return [...chains.values()]
    .filter((chain) => chain.length > 1 && !continued.has(chain.at(-1) as Failure))
    .sort((a, b) => b.length - a.length);
}
