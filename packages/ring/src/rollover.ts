import type { Books } from './books.js';
import type { PhaseMarker } from './events.js';

/**
 * Issues payables that were settled in full today again, between the debtor and the original creditor, who pays for them in cash
 * (ring specification, 8.2). Contracts that a phase issued and debts between banks do not roll.
 */
export function rollOver(books: Books, settled: readonly number[]): void {
  let marked = false;
  for (const contract of settled) {
    const distance = books.distanceOf(contract);
    if (distance === undefined) continue;
    books.forgetDistance(contract);
    if (books.rules.rollover === 'off') continue;
    const renewed = books.transact(() => renew(books, contract, distance, marked));
    marked ||= renewed;
  }
}

function renew(books: Books, contract: number, distance: number, marked: boolean): boolean {
  const { register, cash, labels, day, rules } = books;
  const debtor = register.debtorOf(contract);
  const creditor = register.creditorOf(contract);
  if (books.hasDefaulted(debtor) || books.hasDefaulted(creditor)) return false;
  const face = register.amountOf(contract);
  const held = cash.get(creditor);
  const funded = books.isUnlimited(creditor) || held >= face ? face : held > 0n ? held : 0n;
  if (funded < face && (rules.rollover === 'skip' || (rules.rollover === 'cash-only' && funded === 0n))) return false;
  const amount = rules.rollover === 'cash-only' ? funded : face;
  if (!marked) books.emit({ kind: 'SubphaseB_Rollover', day } satisfies PhaseMarker);
  if (funded > 0n) cash.move(labels.rollover, creditor, debtor, funded);
  const dueDay = day + distance;
  const rolled = register.issue('payable', debtor, creditor, amount, dueDay, labels.PayableRolledOver);
  books.setDistance(rolled, distance);
  if (books.events !== undefined) {
    books.emit({
      kind: funded === face ? 'PayableRolledOver' : 'RolloverPartial',
      day,
      contract: books.id(rolled),
      debtor: books.name(debtor),
      creditor: books.name(creditor),
      amount: books.money(amount),
      newDueDay: dueDay,
      maturityDistance: distance,
      cashTransferred: books.money(funded),
    });
  }
  return true;
}
