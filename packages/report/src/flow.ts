import { type Decimal, ZERO } from '@bagehot/kernel';
import { amountOr0, listOf, textOf } from './record.js';
import { eventsOf, type RunLog } from './run-log.js';

/** Money paid in settlement, from kind of debtor to kind of holder. */
export interface SettlementFlow {
  /** Kinds of debtors and of holders, in the order in which they appear in the log. */
  readonly debtors: readonly string[];
  readonly holders: readonly string[];
  amount(debtor: string, holder: string): Decimal;
  readonly total: Decimal;
}

/** The kind of an agent, in words. */
function kindOf(log: RunLog, agent: string): string {
  return (log.agents.get(agent) || 'agent').replaceAll('_', ' ');
}

/** Adds up every payment on a due debt: those that settled it in full and those that fell short. */
export function settlementFlow(log: RunLog): SettlementFlow {
  const paid = new Map<string, Map<string, Decimal>>();
  const holders = new Set<string>();
  let total = ZERO;
  const add = (debtor: string, holder: string, amount: Decimal): void => {
    if (!amount.gt(ZERO)) return;
    const [from, to] = [kindOf(log, debtor), kindOf(log, holder)];
    const row = paid.get(from) ?? new Map<string, Decimal>();
    paid.set(from, row);
    holders.add(to);
    row.set(to, (row.get(to) ?? ZERO).plus(amount));
    total = total.plus(amount);
  };
  const payments: readonly (readonly [string, string, string, string, string])[] = [
    ['PayableSettled', 'debtor', 'amount', 'holders', 'holder'],
    ['PartialSettlement', 'debtor', 'amount_paid', 'holders', 'holder'],
    ['Settlement', 'issuer_id', 'total_paid', 'payouts', 'holder_id'],
    ['Default', 'issuer_id', 'total_paid', 'payouts', 'holder_id'],
  ];
  for (const [kind, debtorField, amountField, listField, holderField] of payments) {
    for (const { record } of eventsOf(log, kind)) {
      const debtor = textOf(record, debtorField);
      const parts = listOf(record, listField);
      for (const part of parts) add(debtor, textOf(part, holderField), amountOr0(part, 'amount'));
      if (parts.length === 0) add(debtor, textOf(record, 'creditor'), amountOr0(record, amountField));
    }
  }
  return {
    debtors: [...paid.keys()],
    holders: [...holders],
    amount: (debtor, holder) => paid.get(debtor)?.get(holder) ?? ZERO,
    total,
  };
}
