import type { Money } from '../money.js';
import type { SnapshotFields } from '../snapshot-fields.js';
import { claimOf, type Leg, type Loan } from './loans.js';

const LOAN = ['number', 'request', 'borrowerId', 'rate', 'originTick', 'dueTick', 'rollovers', 'legs', 'contract'];
const LEG = ['lenderId', 'supply', 'amount', 'interest', 'paid'];

/** Open loans, in loan order; their contracts are on the register. */
export function readLoans(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  nextLoan: number,
): readonly Loan[] {
  let before = 0;
  let dueBefore = 0;
  return fields.list(value, path).map((item, k) => {
    const at = `${path}[${k}]`;
    const loan = readLoan(fields, item, at, money);
    if (loan.number <= before || loan.number >= nextLoan)
      fields.refuse(`${at}.number`, loan.number, `more than ${before} and less than the counter`);
    if (loan.dueTick < dueBefore || loan.dueTick <= loan.originTick)
      fields.refuse(`${at}.dueTick`, loan.dueTick, 'after its origin, and not before that of the loan before');
    before = loan.number;
    dueBefore = loan.dueTick;
    return loan;
  });
}

function readLoan(fields: SnapshotFields, value: unknown, path: string, money: Money): Loan {
  const record = fields.record(value, path, LOAN);
  const count = (name: string, least = 0): number => fields.count(record.get(name), `${path}.${name}`, least);
  const legs = fields
    .list(record.get('legs'), `${path}.legs`)
    .map((item, k) => readLeg(fields, item, `${path}.legs[${k}]`, money));
  if (legs.length === 0) fields.refuse(`${path}.legs`, [], 'at least one leg');
  const contract = fields.nullable(record.get('contract'), `${path}.contract`, (id, at) =>
    readContract(fields, id, at, money),
  );
  const loan: Loan = {
    number: count('number', 1),
    request: count('request', 1),
    borrower: fields.agent(record.get('borrowerId'), `${path}.borrowerId`, money),
    rate: fields.rate(record.get('rate'), `${path}.rate`),
    originTick: count('originTick'),
    dueTick: count('dueTick'),
    rollovers: count('rollovers'),
    principal: sumOf(legs, ({ amount }) => amount),
    interest: sumOf(legs, ({ interest }) => interest),
    due: sumOf(legs, claimOf),
    legs,
    contract: contract ?? -1,
  };
  checkContract(fields, `${path}.contract`, loan, money);
  return loan;
}

function readLeg(fields: SnapshotFields, value: unknown, path: string, money: Money): Leg {
  const record = fields.record(value, path, LEG, ['rate']);
  const amount = (name: string, signed = false): bigint =>
    fields.amount(record.get(name), `${path}.${name}`, money.grid, signed);
  const leg = {
    lender: fields.agent(record.get('lenderId'), `${path}.lenderId`, money),
    supply: fields.count(record.get('supply'), `${path}.supply`, 1),
    amount: amount('amount'),
    interest: amount('interest', true),
    paid: amount('paid'),
  };
  const rate = record.get('rate');
  return rate === undefined ? leg : { ...leg, rate: fields.rate(rate, `${path}.rate`) };
}

function readContract(fields: SnapshotFields, value: unknown, path: string, { register }: Money): number {
  const contract = typeof value === 'string' ? register.find(value) : -1;
  if (!register.isOpen(contract)) fields.refuse(path, value, 'an open contract of the register');
  return contract;
}

/** The law behind every loan: its contract is the sum of what its legs are still to get, lender by lender. */
function checkContract(fields: SnapshotFields, path: string, loan: Loan, { register }: Money): void {
  const { contract, due, borrower, legs, dueTick } = loan;
  if (contract === -1) {
    if (due !== 0n) fields.refuse(path, null, 'given where something is due');
    return;
  }
  if (!register.isOpen(contract)) return;
  const id = register.idOf(contract);
  if (register.debtorOf(contract) !== borrower || register.dueDayOf(contract) !== dueTick)
    fields.refuse(path, id, 'owed by the borrower on the due tick');
  const claims = new Map<number, bigint>();
  for (const leg of legs) claims.set(leg.lender, (claims.get(leg.lender) ?? 0n) + claimOf(leg));
  for (const [lender, claim] of claims)
    if (register.faceOf(contract, lender) !== claim) fields.refuse(path, id, 'owed to its lenders as its legs say');
  if (register.amountOf(contract) !== due) fields.refuse(path, id, 'for what the legs are to get together');
}

function sumOf(legs: readonly Leg[], of: (leg: Leg) => bigint): bigint {
  return legs.reduce((sum, leg) => sum + of(leg), 0n);
}
