import { IdSet } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const CAPACITY = 70_000;
// Ids crowd together (neighbours in a word) and lie far apart (words, blocks and groups of their own).
const id = fc.oneof(
  fc.nat(70),
  fc.nat(2_100),
  fc.nat(CAPACITY - 1),
  fc.constantFrom(31, 32, 1023, 1024, 32_767, 32_768),
);
const command = fc.record({ add: fc.boolean(), id });

it('answers like a sorted list of its members', () => {
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 60 }),
      fc.array(fc.tuple(id, id), { maxLength: 8 }),
      (commands, ranges) => {
        const set = new IdSet(CAPACITY);
        const model = new Set<number>();
        for (const step of commands) {
          const changed = step.add ? !model.has(step.id) : model.has(step.id);
          expect(step.add ? set.add(step.id) : set.delete(step.id)).toBe(changed);
          if (step.add) model.add(step.id);
          else model.delete(step.id);
          expect(set.has(step.id)).toBe(step.add);
        }
        const members = [...model].sort((a, b) => a - b);
        expect(set.size).toBe(members.length);
        expect(set.toArray()).toEqual(members);
        expect(members.map((_, k) => set.kth(k))).toEqual(members);
        for (const [from, to] of ranges) {
          expect(set.count(from, to)).toBe(members.filter((member) => member >= from && member < to).length);
          expect(set.next(from)).toBe(members.find((member) => member >= from) ?? -1);
          expect(set.next(from, to)).toBe(members.find((member) => member >= from && member < to) ?? -1);
        }
      },
    ),
  );
});

it('keeps its members when it grows by any steps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 40 }), (steps) => {
      const set = new IdSet();
      const members: number[] = [];
      for (const step of steps) {
        set.grow(set.capacity + step);
        members.push(set.capacity - 1);
        set.add(set.capacity - 1);
      }
      expect(set.toArray()).toEqual(members);
      expect(set.count(0, set.capacity)).toBe(members.length);
    }),
  );
});

it('refuses ids and ranks it cannot have', () => {
  const set = new IdSet(40);
  set.add(39);
  for (const id of [-1, 40, 0.5, Number.NaN]) {
    expect(() => set.add(id)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => set.kth(id)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  }
  for (const capacity of [-1, 0.5, Number.NaN, 2 ** 40])
    expect(() => set.grow(capacity)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  expect([set.has(-1), set.has(40), set.delete(40), set.size]).toEqual([false, false, false, 1]);
  set.clear();
  expect([set.size, set.toArray(), set.next(0), set.count(0, 40)]).toEqual([0, [], -1, 0]);
});
