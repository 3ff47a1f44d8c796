import { createLedger, decimal, type Ledger, type Transfer } from '@bagehot/kernel';

/** A transfer of cash on day 1. */
export const cash = (from: string, to: string, amount: string): Transfer => ({
  day: 1,
  kind: 'trade',
  asset: 'cash',
  from,
  to,
  amount: decimal(amount),
});

/** CB issues cash in cents; H1 has 10, H2 nothing; the bank may overdraw. */
export function economy(): Ledger {
  const ledger = createLedger({ moneyDecimals: 2 });
  ledger.issue('cash', 'CB');
  ledger.open('H1', { kind: 'household' });
  ledger.open('H2');
  ledger.open('bank', { mayOverdraw: true });
  ledger.transfer(cash('CB', 'H1', '10'));
  return ledger;
}
