import { createRandom, decimal, type RandomSnapshot } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MAX = Number.MAX_SAFE_INTEGER;
const seed = fc.maxSafeInteger();
const label = fc.oneof(
  fc.constantFrom('ring/weights', 'dealer/flow/1', 'dealer/flow/10', 'a'),
  fc.string({ minLength: 1 }),
);
const draws = (random: { nextInt(min: number, max: number): number }, count = 8): number[] =>
  Array.from({ length: count }, () => random.nextInt(0, MAX));

describe('streams', () => {
  it('yield the same draws for the same seed and label, whatever is drawn elsewhere', () => {
    fc.assert(
      fc.property(seed, label, label, fc.nat(5), (number, mine, other, before) => {
        const alone = draws(createRandom(number).stream(mine));
        const random = createRandom(number);
        draws(random, before);
        draws(random.stream(other), before);
        const stream = random.stream(mine);
        draws(random.stream(other), before);
        draws(random.stream(mine), before);
        expect(draws(stream)).toEqual(alone);
      }),
    );
  });

  it('differ when seed or label differ in anything', () => {
    fc.assert(
      fc.property(seed, label, seed, label, (seed1, label1, seed2, label2) => {
        fc.pre(seed1 !== seed2 || label1 !== label2);
        const [one, two] = [createRandom(seed1).stream(label1), createRandom(seed2).stream(label2)];
        expect(one.snapshot().words.slice(2)).not.toEqual(two.snapshot().words.slice(2));
        expect(draws(one)).not.toEqual(draws(two));
      }),
    );
  });

  it('use all 53 bits of the seed and the whole label: any bit changes about half of the state', () => {
    const bits = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((total, word, i) => total + (word ^ (b[i] as number)).toString(2).replace(/[^1]/g, '').length, 0);
    const state = (number: number, text: string): readonly number[] =>
      createRandom(number)
        .stream(text)
        .snapshot()
        .words.slice(2)
        .map((word) => word >>> 0);
    let total = 0;
    let pairs = 0;
    for (const base of [0, 42, 2 ** 52 + 12_345])
      for (const text of ['a', 'dealer/flow/17', 'x'.repeat(200)]) {
        const one = state(base, text);
        const others = [
          ...Array.from({ length: 53 }, (_, bit) => state(Number(BigInt(base) ^ (1n << BigInt(bit))), text)),
          ...Array.from(text, (_, at) => state(base, `${text.slice(0, at)}?${text.slice(at + 1)}`)),
          state(base, `${text}\0`),
          state(-base - 1, text),
        ];
        for (const other of others) {
          const changed = bits(
            one,
            other.map((word) => word >>> 0),
          );
          // 128 fair coins leave this range once in 10^8 tries.
          expect(changed).toBeGreaterThan(32);
          expect(changed).toBeLessThan(96);
          total += changed;
          pairs++;
        }
      }
    expect(total / pairs / 128).toBeCloseTo(0.5, 1);
  });

  it('compose: a stream of a stream is the stream of the joined label', () => {
    fc.assert(
      fc.property(seed, label, label, (number, outer, inner) => {
        const composed = createRandom(number).stream(outer).stream(inner);
        const joined = createRandom(number).stream(`${outer}/${inner}`);
        expect(composed.snapshot()).toEqual(joined.snapshot());
      }),
    );
  });

  it('go on from a snapshot, and so do the streams opened from it', () => {
    fc.assert(
      fc.property(seed, label, fc.nat(20), (number, text, before) => {
        const stream = createRandom(number).stream(text);
        draws(stream, before);
        const snapshot = JSON.parse(JSON.stringify(stream.snapshot())) as RandomSnapshot;
        const resumed = createRandom(snapshot);
        expect(resumed.snapshot()).toEqual(snapshot);
        expect(draws(resumed.stream('child'))).toEqual(draws(stream.stream('child')));
        expect(draws(resumed)).toEqual(draws(stream));
      }),
    );
  });
});

describe('nextInt', () => {
  it('stays within both ends, over the whole range of safe integers', () => {
    const random = createRandom(1);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const value = random.nextInt(low, high);
        expect(Number.isSafeInteger(value) && value >= low && value <= high).toBe(true);
      }),
    );
    expect(random.nextInt(7, 7)).toBe(7);
    expect(random.nextInt(-MAX, -MAX)).toBe(-MAX);
  });

  // 2^32 + 1 and 2^53 + 1 values are the first that need another path.
  it.each([
    ['a die', 1, 6],
    ['more than a third of a word', 0, 3_000_000_000],
    ['all of a word', 0, 2 ** 32 - 1],
    ['just more than a word', 0, 2 ** 32],
    ['53 bits', 0, MAX],
    ['three quarters of 53 bits', 0, 0.75 * 2 ** 53],
    ['just more than 53 bits', -1, MAX],
    ['every safe integer', -MAX, MAX],
  ])('is uniform over %s', (_, low, high) => {
    const random = createRandom(20_240_229).stream(`uniform/${high}`);
    const cells = new Array<number>(6).fill(0);
    const runs = 30_000;
    for (let i = 0; i < runs; i++) {
      const value = random.nextInt(low, high);
      const cell = Math.floor(((value / 2 - low / 2) / (high / 2 - low / 2 + 0.5)) * 6);
      cells[cell] = (cells[cell] as number) + 1;
    }
    const expected = runs / 6;
    const chiSquare = cells.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    // Five degrees of freedom: beyond 25.7 once in 10,000 seeds.
    expect(chiSquare).toBeLessThan(25.7);
  });

  it.each([
    ['minInclusive', 0.5, 2],
    ['minInclusive', Number.NaN, 2],
    ['minInclusive', -(2 ** 53), 2],
    ['maxInclusive', 0, 2 ** 53],
    ['maxInclusive', 3, 2],
  ])('refuses %s in [%d, %d]', (field, low, high) => {
    expect(() => createRandom(1).nextInt(low, high)).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT', details: expect.objectContaining({ field }) }),
    );
  });
});

describe('nextBoolean', () => {
  it('is true exactly when an integer below 10^9 is, for probabilities of up to 9 decimals', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 10 ** 9 }), (number, parts) => {
        const [yes, integer] = [createRandom(number).stream('b'), createRandom(number).stream('b')];
        const probability = decimal(`${parts}e-9`);
        for (let i = 0; i < 4; i++) expect(yes.nextBoolean(probability)).toBe(integer.nextInt(0, 10 ** 9 - 1) < parts);
        expect(yes.snapshot()).toEqual(integer.snapshot());
      }),
    );
  });

  it('draws further digits only while it has to', () => {
    const number = 5;
    const first = createRandom(number).nextInt(0, 10 ** 9 - 1);
    const second = createRandom(number);
    second.nextInt(0, 10 ** 9 - 1);
    const next = second.nextInt(0, 10 ** 9 - 1);
    const digits = (value: number): string => String(value).padStart(9, '0');
    const at = (tail: number): boolean =>
      createRandom(number).nextBoolean(decimal(`0.${digits(first)}${digits(tail)}`));
    expect([at(next), at(next + 1)]).toEqual([false, true]);
    const same = createRandom(number);
    same.nextBoolean(decimal(`0.${digits(first)}${digits(next)}`));
    expect(same.snapshot()).toEqual(second.snapshot());
  });

  it('is never true at 0 and always at 1, one draw each', () => {
    const random = createRandom(3);
    const other = createRandom(3);
    for (let i = 0; i < 100; i++) {
      expect(random.nextBoolean(decimal(i % 2))).toBe(i % 2 === 1);
      other.nextInt(0, 10 ** 9 - 1);
    }
    expect(random.snapshot()).toEqual(other.snapshot());
  });

  it('refuses what is no probability', () => {
    for (const text of ['-0.1', '1.000000001'])
      expect(() => createRandom(1).nextBoolean(decimal(text))).toThrow(
        expect.objectContaining({ message: `probability must be from 0 to 1, but is ${text}` }),
      );
  });
});

describe('pick and shuffle', () => {
  it('draw from the list and leave it alone', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.integer(), { minLength: 1 }), (number, list) => {
        const before = list.slice();
        const random = createRandom(number);
        expect(list).toContain(random.pick(list));
        const order = random.shuffle(list);
        expect(list).toEqual(before);
        expect(order.slice().sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
      }),
    );
    expect(createRandom(1).shuffle([])).toEqual([]);
    expect(() => createRandom(1).pick([])).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });

  it('give every order of four the same chance', () => {
    const counts = new Map<string, number>();
    const random = createRandom(99).stream('orders');
    const runs = 24_000;
    for (let i = 0; i < runs; i++) {
      const order = random.shuffle(['a', 'b', 'c', 'd']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
    // 23 degrees of freedom: beyond 58.6 once in 15,000 seeds.
    expect(chiSquare).toBeLessThan(58.6);
  });
});

describe('createRandom', () => {
  it.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('refuses the seed %d', (number) => {
    expect(() => createRandom(number)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'seed', allowed: 'a safe integer' }) }),
    );
  });

  it('refuses an empty label', () => {
    expect(() => createRandom(1).stream('')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'label' }) }),
    );
  });

  it.each([
    ['kind', { kind: 'mersenne' }],
    ['words', { words: [1, 2, 3, 4] }],
    ['words', { words: [1, 0, 0, 0, 0, 0] }],
    ['words', { words: [1, 0, 1.5, 0, 0, 0] }],
    ['path', { path: undefined }],
  ])('refuses a snapshot whose %s is none', (field, change) => {
    const broken = { ...createRandom(1).snapshot(), ...change } as unknown as RandomSnapshot;
    expect(() => createRandom(broken)).toThrow(
      expect.objectContaining({
        code: 'BAD_KERNEL_INPUT',
        details: expect.objectContaining({ field: `snapshot.${field}` }),
      }),
    );
  });
});
