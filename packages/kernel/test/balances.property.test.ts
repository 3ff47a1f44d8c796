import { Balances } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const EDGE = 2n ** 63n;
const quanta = fc.oneof(
  fc.bigInt({ min: -5n, max: 5n }),
  fc.constantFrom(EDGE - 1n, EDGE, -EDGE, -EDGE - 1n, 2n ** 200n),
  fc.bigInt({ min: -EDGE, max: EDGE }),
);
const command = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), index: fc.nat(12), quanta }),
  fc.record({ kind: fc.constantFrom('set' as const, 'add' as const), index: fc.nat(12), quanta }),
);

describe('a column of balances', () => {
  it('behaves like a list of unbounded integers, before and after it widens', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const column = new Balances(2);
        const model = [0n, 0n];
        let widened = false;
        for (const { kind, index, quanta: value } of commands) {
          if (kind === 'grow') {
            column.grow(index);
            while (model.length < index) model.push(0n);
          } else if (index >= model.length) {
            expect(() => column[kind](index, value)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
          } else {
            const next = kind === 'set' ? value : (model[index] as bigint) + value;
            model[index] = next;
            widened ||= BigInt.asIntN(64, next) !== next;
            const result = column[kind](index, value);
            if (kind === 'add') expect(result).toBe(next);
          }
          expect(column.length).toBe(model.length);
          expect(model.map((_, i) => column.get(i))).toEqual(model);
          expect(column.total()).toBe(model.reduce((a, b) => a + b, 0n));
          expect(column.widened).toBe(widened);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('passes amounts from one balance to another as two additions, and knows what a balance covers', () => {
    fc.assert(
      fc.property(
        fc.array(quanta, { minLength: 3, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(2), fc.nat(2), quanta, fc.boolean()), { maxLength: 20 }),
        (opening, passes) => {
          const column = new Balances(3);
          const model = [...opening];
          opening.forEach((balance, i) => {
            column.set(i, balance);
          });
          for (const [from, to, amount, covered] of passes) {
            expect(column.covers(from, amount)).toBe((model[from] as bigint) >= amount);
            if (amount <= 0n || from === to) continue;
            const isRefused = covered && (model[from] as bigint) < amount;
            expect(column.pass(from, to, amount, covered)).toBe(!isRefused);
            if (isRefused) continue;
            model[from] = (model[from] as bigint) - amount;
            model[to] = (model[to] as bigint) + amount;
            expect(model.map((_, i) => column.get(i))).toEqual(model);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([-1, 3, 0.5, Number.NaN])('has no place %d', (index) => {
    const column = new Balances(3);
    for (const step of [
      () => column.get(index),
      () => column.set(index, 1n),
      () => column.add(index, 1n),
      () => column.covers(index, 1n),
    ])
      expect(step).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(column.total()).toBe(0n);
  });
});
