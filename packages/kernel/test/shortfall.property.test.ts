import { type ClaimDue, decimal, planSettlement, sum } from '@bagehot/kernel';
import { planPayments } from '@bagehot/kernel/quanta';
import { amount } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const quantum = decimal('0.01');
const due = (...faces: readonly string[]): readonly ClaimDue[] =>
  faces.map((face, i) => ({ contract: `P${i}`, holder: `H${i}`, face: decimal(face) }));
const plan = (available: string, ...faces: readonly string[]) =>
  planSettlement(decimal(available), due(...faces), { quantum });

describe('planSettlement', () => {
  it('pays everybody in full when there is enough', () => {
    const { due: owed, paid, recoveryRate, payments } = plan('10', '3', '4.5');
    expect([owed, paid, recoveryRate].map(String)).toEqual(['7.5', '7.5', '1']);
    expect(payments.map(({ contract, holder, amount: part }) => [contract, holder, part.toString()])).toEqual([
      ['P0', 'H0', '3'],
      ['P1', 'H1', '4.5'],
    ]);
  });

  it('pays in proportion when cash is short, left-over quanta to the largest remainders, ties to the earlier claim', () => {
    const { paid, recoveryRate, payments } = plan('1', '1', '1', '1');
    expect([paid, recoveryRate].map(String)).toEqual(['1', `0.${'3'.repeat(24)}`]);
    expect(payments.map(({ amount: part }) => part.toString())).toEqual(['0.34', '0.33', '0.33']);
  });

  it('pays nothing without money, and counts a debt as none', () => {
    for (const available of ['0', '-5']) {
      const { paid, recoveryRate, payments } = plan(available, '3', '2');
      expect([paid, recoveryRate, ...payments.map(({ amount: part }) => part)].map(String)).toEqual([
        '0',
        '0',
        '0',
        '0',
      ]);
    }
  });

  it('has nothing to pay when nothing is due', () => {
    expect(JSON.parse(JSON.stringify(plan('5')))).toEqual({ due: '0', paid: '0', recoveryRate: '1', payments: [] });
    expect(plan('0', '0').recoveryRate.toString()).toBe('1');
  });

  it('refuses money off the grid, negative faces and a grid that is none', () => {
    expect(() => plan('0.005', '1')).toThrow(
      expect.objectContaining({ code: 'OFF_GRID', details: { amount: '0.005', quantum: '0.01' } }),
    );
    expect(() => plan('1', '0.005')).toThrow(expect.objectContaining({ code: 'OFF_GRID' }));
    expect(() => plan('1', '2', '-1')).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT', message: expect.stringContaining('faces[1]') }),
    );
    expect(() => planSettlement(decimal(1), [], { quantum: decimal(0) })).toThrow(
      expect.objectContaining({ message: 'quantum must be greater than 0, but is 0' }),
    );
  });

  it('pays what there is, to the quantum: nobody more than its face, each within a quantum of its share', () => {
    const faces = fc.array(amount({ max: 100, quantum }), { maxLength: 12 });
    fc.assert(
      fc.property(amount({ min: -10, max: 300, quantum }), faces, (available, owed) => {
        const claims = due(...owed.map(String));
        const { due: total, paid, recoveryRate, payments } = planSettlement(available, claims, { quantum });
        expect(total.eq(sum(owed))).toBe(true);
        expect(paid.eq(available.lt(0) ? 0 : available.lt(total) ? available : total)).toBe(true);
        expect(sum(payments.map(({ amount: part }) => part)).eq(paid)).toBe(true);
        expect(recoveryRate.eq(total.eq(0) ? 1 : paid.div(total))).toBe(true);
        for (const [i, { amount: part }] of payments.entries()) {
          const face = owed[i] ?? decimal(0);
          expect(part.gte(0) && part.lte(face)).toBe(true);
          expect(part.times(total).minus(paid.times(face)).abs().lte(quantum.times(total))).toBe(true);
        }
      }),
    );
  });
});

describe('planPayments', () => {
  it('is the same rule on integers, and takes the fast way when all is paid', () => {
    const faces = [3n, 4n];
    expect(planPayments(7n, faces)).toEqual({ due: 7n, paid: 7n, payments: faces });
    expect(planPayments(5n, faces)).toEqual({ due: 7n, paid: 5n, payments: [2n, 3n] });
    expect(planPayments(-5n, faces)).toEqual({ due: 7n, paid: 0n, payments: [0n, 0n] });
    expect(planPayments(5n, [])).toEqual({ due: 0n, paid: 0n, payments: [] });
    expect(() => planPayments(5n, [-1n])).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });
});
