import { createRandom, type Decimal, type RandomSnapshot, type RandomSource } from '@bagehot/kernel';
import { checkRandomSource } from '@bagehot/kernel/testing';
import { describe, expect, it } from 'vitest';

type Create = (seed: number | RandomSnapshot) => RandomSource;

/** The kernel's source with something done differently, in every stream. */
function sourceBut(change: (honest: RandomSource) => Partial<RandomSource>, create: Create = createRandom): Create {
  const wrap = (honest: RandomSource): RandomSource => ({
    stream: (label) => wrap(honest.stream(label)),
    nextInt: (min, max) => honest.nextInt(min, max),
    nextBoolean: (probability) => honest.nextBoolean(probability),
    pick: (items) => honest.pick(items),
    shuffle: (items) => honest.shuffle(items),
    snapshot: () => honest.snapshot(),
    ...change(honest),
  });
  return (seed) => wrap(create(seed));
}

/** One stream for all: what somebody draws shifts everybody else's draws. */
const shared: Create = (seed) => {
  const one = createRandom(seed);
  const source: RandomSource = sourceBut(() => ({ stream: () => source }))(seed);
  return { ...source, nextInt: one.nextInt.bind(one), snapshot: () => one.snapshot() };
};

/** Hands out each stream once, and goes on with it when it is asked for again. */
const remembered: Create = (seed) => {
  const streams = new Map<string, RandomSource>();
  return sourceBut((honest) => ({
    stream(label) {
      const stream = streams.get(label) ?? honest.stream(label);
      streams.set(label, stream);
      return stream;
    },
  }))(seed);
};

/** What a stream draws depends on how many there are already. */
const counting: Create = (seed) => {
  let count = 0;
  return sourceBut((honest) => ({ stream: (label) => honest.stream(`${label}${count++ === 0 ? '' : '!'}`) }))(seed);
};

let calls = 0;
const unseeded: Create = (seed) => createRandom(typeof seed === 'number' ? calls++ : seed);

describe('the laws of a random source', () => {
  it("hold of the kernel's", () => checkRandomSource(createRandom));
  it('hold of one that passes everything on', () =>
    checkRandomSource(
      sourceBut(() => ({})),
      { numRuns: 20 },
    ));

  const wrong: readonly (readonly [string, Create, RegExp])[] = [
    ['a source without a seed', unseeded, /the same seed and label give the same draws/],
    ['one stream for all', shared, /starts afresh/],
    ['streams that go on when they are asked for again', remembered, /starts afresh/],
    ['streams that know how many there are', counting, /starts afresh/],
    [
      'a stream that is moved by draws of its parent',
      (seed) => {
        let drawn = 0;
        return {
          ...sourceBut(() => ({}))(seed),
          nextInt: (min, max) => {
            drawn++;
            return createRandom(seed).nextInt(min, max);
          },
          nextBoolean: () => drawn++ < 0,
          pick: (items) => items[drawn++ % items.length] as never,
          stream: (label) => createRandom(seed).stream(drawn === 0 ? label : `${label}-${drawn}`),
        };
      },
      /draws made elsewhere change nothing/,
    ],
    ['a seed that does not matter', () => createRandom(1), /another seed gives other draws/],
    [
      'a label that does not matter',
      sourceBut((honest) => ({ stream: () => createRandom({ ...honest.snapshot(), path: '' }) })),
      /another label gives other draws/,
    ],
    [
      'labels that do not compose',
      (seed) => sourceBut(() => ({ stream: (label) => createRandom(7).stream(`${seed}:${label}`).stream('x') }))(seed),
      /labels compose/,
    ],
    [
      'a number beyond its end',
      sourceBut((honest) => ({ nextInt: (min, max) => honest.nextInt(min, max) + 1 })),
      /lies between its ends/,
    ],
    [
      'a number that is not whole',
      sourceBut((honest) => ({ nextInt: (min, max) => (min === max ? min : honest.nextInt(min, max - 1) + 0.5) })),
      /a number is whole/,
    ],
    [
      'yes for what is impossible',
      sourceBut((honest) => ({ nextBoolean: (probability: Decimal) => honest.nextBoolean(probability) || true })),
      /what is certain happens/,
    ],
    [
      'maybe',
      sourceBut((honest) => ({ nextBoolean: (probability) => Number(honest.nextBoolean(probability)) as never })),
      /yes or no is a boolean/,
    ],
    ['an index', sourceBut(() => ({ pick: () => 0 as never })), /one of the items is picked/],
    [
      'a shuffle in place',
      sourceBut((honest) => ({
        shuffle: (items) => {
          const list = items as (typeof items)[number][];
          list.push(...honest.shuffle(list.splice(0)));
          list.reverse();
          return [...list];
        },
      })),
      /the items are only read/,
    ],
    [
      'a shuffle that leaves one out',
      sourceBut((honest) => ({ shuffle: (items) => honest.shuffle(items).slice(1) })),
      /every item once/,
    ],
    ['a shuffle of nothing new', sourceBut(() => ({ shuffle: (items) => items })), /a shuffle is a new array/],
    [
      'an answer to what cannot be drawn',
      sourceBut((honest) => ({ pick: (items) => (items.length === 0 ? (undefined as never) : honest.pick(items)) })),
      /what cannot be drawn is refused: "pick\(\[\]\)"/,
    ],
    [
      'a refusal that draws',
      sourceBut((honest) => ({
        nextInt: (min, max) => {
          if (min > max) honest.nextInt(0, 1);
          return honest.nextInt(min, max);
        },
      })),
      /a refusal takes no draw/,
    ],
    [
      'a snapshot that draws',
      sourceBut((honest) => ({
        snapshot: () => {
          const snapshot = honest.snapshot();
          honest.nextInt(0, 1);
          return snapshot;
        },
      })),
      /a snapshot takes no draw/,
    ],
    [
      'a snapshot of the beginning',
      sourceBut((honest) => {
        const snapshot = honest.snapshot();
        return { snapshot: () => snapshot };
      }),
      /a snapshot goes on where it was taken/,
    ],
    [
      'a snapshot that cannot be read',
      (seed) => {
        if (typeof seed !== 'number') throw new Error('not implemented');
        return createRandom(seed);
      },
      /a snapshot goes on where it was taken: it threw Error: not implemented/,
    ],
    [
      'a snapshot that has forgotten its label',
      sourceBut((honest) => ({ snapshot: () => ({ ...honest.snapshot(), path: 'lost' }) })),
      /the streams of a snapshot are those of its label/,
    ],
    [
      'dice that are loaded',
      sourceBut((honest) => ({
        nextInt: (min, max) => honest.nextInt(min, max === 5 && honest.nextInt(0, 3) === 0 ? 4 : max),
      })),
      /every number is as likely/,
    ],
    [
      'the first item more often',
      sourceBut((honest) => ({
        pick: (items) => (items.length === 3 && honest.nextInt(0, 4) === 0 ? (items[0] as never) : honest.pick(items)),
      })),
      /every item is as likely/,
    ],
    ['a shuffle that is none', sourceBut(() => ({ shuffle: (items) => [...items] })), /every order is as likely/],
    [
      'a probability of its own',
      sourceBut((honest) => ({
        nextBoolean: (probability) => {
          const drawn = honest.nextBoolean(probability);
          return probability.toString() === '0.1' ? drawn || honest.nextBoolean(probability) : drawn;
        },
      })),
      /true with the given probability/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkRandomSource(create, { numRuns: 60 })).toThrow(complaint);
  });
});
