import { decimal } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { clearingVector } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface ClearingDay {
  readonly day: number;
  readonly debtors: readonly {
    readonly debtor: string;
    readonly due: string;
    readonly exact: string;
    readonly paid: string;
  }[];
  /** Absent when nothing was executed: then it is everything due. */
  readonly payments?: readonly { readonly contract: string }[];
}

interface ClearingCase {
  readonly id: string;
  readonly scale: number;
  readonly initial_actions: readonly Readonly<
    Record<
      string,
      Readonly<{ alias?: string; from?: string; to?: string; holder?: string; amount: string; due_day?: number }>
    >
  >[];
  readonly expected: {
    readonly start_balances: Readonly<Record<string, Readonly<{ cash?: string }>>>;
    readonly end_of_day_balances: readonly Readonly<Record<string, Readonly<{ cash?: string }>>>[];
    readonly clearing?: readonly ClearingDay[];
  };
}

const cases = goldenCases<ClearingCase>('ring/settlement_modes.json', 'cases');

describe('greatest clearing vectors of settlement_modes.json', () => {
  const days = cases.flatMap(({ expected, ...rest }) =>
    (expected.clearing ?? []).map((clearing) => ({ ...rest, expected, clearing })),
  );
  for (const { id, scale, initial_actions, expected, clearing } of days)
    it(`${id}, day ${clearing.day}`, () => {
      const quanta = (amount: string): bigint => unitsOf(decimal(amount), scale) as bigint;
      const opening = clearing.day === 0 ? expected.start_balances : expected.end_of_day_balances[clearing.day - 1];
      const number = new Map(clearing.debtors.map(({ debtor }, i) => [debtor, i]));
      const payables = new Map(
        initial_actions.flatMap(({ create_payable: terms }) =>
          terms?.alias === undefined ? [] : [[terms.alias, terms] as const],
        ),
      );
      const contracts =
        clearing.payments?.map(({ contract }) => contract) ??
        [...payables].filter(([, { due_day }]) => due_day === clearing.day).map(([alias]) => alias);
      const { exact, paid } = clearingVector({
        money: clearing.debtors.map(({ debtor }) => quanta(opening?.[debtor]?.cash ?? '0')),
        due: clearing.debtors.map(({ due }) => quanta(due)),
        claims: contracts.map((contract) => {
          const terms = payables.get(contract);
          return {
            debtor: number.get(terms?.from ?? '') as number,
            holder: number.get(terms?.holder ?? terms?.to ?? '') ?? -1,
            face: quanta(terms?.amount ?? '0'),
          };
        }),
      });
      const one = 10n ** BigInt(scale);
      expect(
        exact.map(({ numerator, denominator }) => {
          const whole = greatestCommonDivisor(numerator, denominator * one);
          return `${numerator / whole}/${(denominator * one) / whole}`;
        }),
      ).toEqual(clearing.debtors.map((debtor) => debtor.exact));
      expect(paid).toEqual(clearing.debtors.map((debtor) => quanta(debtor.paid)));
    });
});

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
