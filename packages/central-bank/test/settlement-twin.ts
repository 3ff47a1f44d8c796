import type { LoanSnapshot } from '@bagehot/central-bank';
import { allocateQuanta } from '@bagehot/kernel/quanta';

/** How the twin settles. */
export interface TwinRules {
  readonly netting: boolean;
  readonly rollover: { readonly max: number } | undefined;
}

/** What became of everybody. */
export interface TwinResult {
  readonly balances: ReadonlyMap<string, bigint>;
  /** Loan number, status, cause, and what each leg received. */
  readonly ends: readonly (readonly [number, string, string | undefined, readonly bigint[]])[];
  readonly defaulters: readonly string[];
  /** Loan number and the principal that goes on, by leg. */
  readonly rolled: readonly (readonly [number, readonly bigint[]])[];
}

interface TwinLeg {
  readonly lender: string;
  readonly amount: bigint;
  readonly interest: bigint;
  readonly due: bigint;
}

interface TwinLoan {
  readonly number: number;
  readonly borrower: string;
  readonly rollovers: number;
  readonly legs: readonly TwinLeg[];
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** Settles loans as section 9 of the specification is written: walk after walk over everybody, nothing remembered between them. Amounts are quanta. */
export function settleSlowly(
  opening: ReadonlyMap<string, bigint>,
  snapshots: readonly LoanSnapshot[],
  rules: TwinRules,
  quantaOf: (text: string) => bigint,
): TwinResult {
  const balances = new Map(opening);
  const ends: [number, string, string | undefined, readonly bigint[]][] = [];
  const rolled: [number, readonly bigint[]][] = [];
  const defaulters: string[] = [];
  const loans = snapshots.map(({ number, borrowerId, rollovers, legs }): TwinLoan => {
    const amounts = legs.map(({ lenderId, amount, interest }): TwinLeg => {
      const due = quantaOf(amount) + quantaOf(interest);
      return { lender: lenderId, amount: quantaOf(amount), interest: quantaOf(interest), due: due > 0n ? due : 0n };
    });
    return { number, borrower: borrowerId, rollovers, legs: amounts };
  });
  const dueOf = (loan: TwinLoan): bigint => sum(loan.legs.map(({ due }) => due));
  const get = (agent: string): bigint => balances.get(agent) ?? 0n;
  const move = (from: string, to: string, amount: bigint): void => {
    balances.set(from, get(from) - amount);
    balances.set(to, get(to) + amount);
  };
  for (const loan of loans)
    if (dueOf(loan) === 0n) ends.push([loan.number, 'repaid', undefined, loan.legs.map(() => 0n)]);
  const unsettled = new Map<string, TwinLoan[]>();
  for (const loan of loans)
    if (dueOf(loan) > 0n) unsettled.set(loan.borrower, [...(unsettled.get(loan.borrower) ?? []), loan]);
  const owedBy = (borrower: string): bigint => sum((unsettled.get(borrower) ?? []).map(dueOf));
  const payFully = (borrower: string, cause?: string): void => {
    for (const loan of unsettled.get(borrower) as TwinLoan[]) {
      for (const { lender, due } of loan.legs) move(borrower, lender, due);
      ends.push([loan.number, 'repaid', cause, loan.legs.map(({ due }) => due)]);
    }
    unsettled.delete(borrower);
  };
  const walk = (): boolean => {
    let any = false;
    for (const borrower of [...unsettled.keys()])
      if (get(borrower) >= owedBy(borrower)) {
        payFully(borrower);
        any = true;
      }
    return any;
  };
  const circle = (): string[] => {
    let members = [...unsettled.keys()];
    for (;;) {
      const inflow = (agent: string): bigint =>
        sum(
          members.flatMap((member) =>
            (unsettled.get(member) as TwinLoan[]).flatMap(({ legs }) =>
              legs.filter(({ lender }) => lender === agent).map(({ due }) => due),
            ),
          ),
        );
      const rest = members.filter((member) => get(member) + inflow(member) >= owedBy(member));
      if (rest.length === members.length) return members;
      members = rest;
    }
  };
  const rollOver = (borrower: string): boolean => {
    const own = unsettled.get(borrower) as TwinLoan[];
    if (rules.rollover === undefined) return false;
    for (const { rollovers } of own) if (rollovers >= rules.rollover.max) return false;
    const legs = own.flatMap((loan) => loan.legs);
    const interest = sum(legs.map((leg) => leg.interest));
    const available = get(borrower);
    if (available < (interest > 0n ? interest : 0n)) return false;
    const parts = allocateQuanta(
      available - interest,
      legs.map(({ amount }) => amount),
    );
    const receipts = legs.map((leg, k) => leg.interest + (parts[k] as bigint));
    const owing = new Map<string, bigint>();
    for (const [k, { lender }] of legs.entries())
      if ((receipts[k] as bigint) < 0n) owing.set(lender, (owing.get(lender) ?? 0n) - (receipts[k] as bigint));
    for (const [lender, amount] of owing) if (get(lender) < amount) return false;
    let at = 0;
    for (const loan of own) {
      const got = receipts.slice(at, at + loan.legs.length);
      const rest = loan.legs.map(({ amount }, k) => amount - (parts[at + k] as bigint));
      at += loan.legs.length;
      for (const [k, { lender }] of loan.legs.entries()) move(borrower, lender, got[k] as bigint);
      const goesOn = sum(rest) > 0n;
      ends.push([loan.number, goesOn ? 'rolled' : 'repaid', undefined, got]);
      if (goesOn) rolled.push([loan.number, rest.filter((amount) => amount > 0n)]);
    }
    unsettled.delete(borrower);
    return true;
  };
  const fail = (borrower: string): void => {
    const own = unsettled.get(borrower) as TwinLoan[];
    const legs = own.flatMap((loan) => loan.legs);
    const parts = allocateQuanta(
      get(borrower),
      legs.map(({ due }) => due),
    );
    let at = 0;
    for (const loan of own) {
      const got = parts.slice(at, at + loan.legs.length);
      at += loan.legs.length;
      for (const [k, { lender }] of loan.legs.entries()) move(borrower, lender, got[k] as bigint);
      ends.push([loan.number, 'defaulted', undefined, got]);
    }
    defaulters.push(borrower);
    unsettled.delete(borrower);
  };
  while (unsettled.size > 0) {
    while (walk());
    if (unsettled.size === 0) break;
    if (rules.netting) {
      const members = circle();
      for (const member of members) payFully(member, 'netting');
      if (members.length > 0) continue;
    }
    const [first] = unsettled.keys();
    if (!rollOver(first as string)) fail(first as string);
  }
  ends.sort(([a], [b]) => a - b);
  return { balances, ends, defaulters, rolled };
}
