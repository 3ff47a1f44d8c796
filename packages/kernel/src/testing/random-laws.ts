import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  integer,
  maxSafeInteger,
  nat,
  oneof,
  property,
  record,
} from 'fast-check';
import { type Decimal, decimal } from '../decimal.js';
import type { RandomSnapshot, RandomSource } from '../random.js';
import { brokenLaw, lawText, mustNotThrow } from './broken-law.js';
import { checkLikelihoods } from './random-likelihoods.js';

/** How the laws of a source are tried. */
export interface RandomLawOptions {
  /** Seeds, labels and draws tried. @defaultValue 100 */
  readonly numRuns?: number;
}

/** Something to ask a source for. */
type Draw =
  | { readonly kind: 'nextInt'; readonly min: number; readonly max: number }
  | { readonly kind: 'nextBoolean'; readonly probability: string }
  | { readonly kind: 'pick' | 'shuffle'; readonly count: number };

const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;
const labels = constantFrom('ring/weights', 'dealer/flow/1', 'dealer/flow/10', 'a', '__proto__', 'Ωmega');
const ranges: Arbitrary<readonly [number, number]> = oneof(
  constantFrom([0, 0], [0, 1], [-3, 3], [0, 2 ** 32], [0, MAX_SAFE_INTEGER], [MIN_SAFE_INTEGER, MAX_SAFE_INTEGER]),
  record({ min: integer(), values: nat() }).map(({ min, values }) => [min, min + values] as const),
);
const draws: Arbitrary<Draw> = oneof(
  ranges.map(([min, max]): Draw => ({ kind: 'nextInt', min, max })),
  constantFrom('0', '1', '0.5', '0.000000001', '0.123456789012').map(
    (probability): Draw => ({ kind: 'nextBoolean', probability }),
  ),
  record({ kind: constantFrom('pick', 'shuffle'), count: integer({ min: 1, max: 9 }) }),
);
/** Ends a list of draws that may all be certain: where the stream is then, shows here. */
const PROBE: Draw = { kind: 'nextInt', min: 0, max: MAX_SAFE_INTEGER };
const cases: Arbitrary<Case> = record({
  seed: maxSafeInteger(),
  label: labels,
  other: labels,
  draws: array(draws, { maxLength: 12 }).map((list) => [...list, PROBE]),
  elsewhere: array(draws, { maxLength: 6 }),
});

/**
 * The laws of a random source. What a stream yields depends on the seed and its label alone: the same again, whatever is drawn elsewhere in between, and afresh
 * each time it is asked for; labels compose; another seed or label gives other draws. A snapshot, as JSON, goes on where it was taken. Draws lie in their range, and
 * nothing is likelier than it should be (told by a few thousand draws of fixed seeds, far beyond chance). What cannot be drawn is refused, and takes no draw.
 *
 * @param create - the root of the streams of a seed; or a stream that goes on where its snapshot was taken
 * @throws Error telling the law, and the smallest case found that breaks it
 * @example
 * checkRandomSource(createRandom);
 */
export function checkRandomSource(
  create: (seed: number | RandomSnapshot) => RandomSource,
  options: RandomLawOptions = {},
): void {
  const { numRuns = 100 } = options;
  for (const law of [checkStreams, checkSnapshot, checkRefusals])
    assert(
      property(cases, (drawn) => law(create, drawn)),
      { numRuns, includeErrorInReport: true },
    );
  checkLikelihoods(create);
}

interface Case {
  readonly seed: number;
  readonly label: string;
  readonly other: string;
  readonly draws: readonly Draw[];
  readonly elsewhere: readonly Draw[];
}

function checkStreams(
  create: (seed: number) => RandomSource,
  { seed, label, other, draws: wanted, elsewhere }: Case,
): void {
  const alone = drawnFrom(create(seed).stream(label), wanted);
  const same = (law: string, stream: RandomSource): void => {
    const seen = drawnFrom(stream, wanted);
    if (seen !== alone) throw brokenLaw(law, alone, seen);
  };
  same('the same seed and label give the same draws', create(seed).stream(label));
  const random = create(seed);
  random.stream(label).nextInt(0, 1);
  const first = random.stream(label);
  same('a stream starts afresh each time it is asked for', random.stream(label));
  drawnFrom(random, elsewhere);
  drawnFrom(random.stream(`${other}/beside`), elsewhere);
  same('draws made elsewhere change nothing', random.stream(label));
  same('draws made elsewhere change nothing', first);
  checkInterleaved(random, { label, other, alone, wanted });
  const numbers = (stream: RandomSource): string =>
    lawText(Array.from({ length: 8 }, () => stream.nextInt(0, 2 ** 30)));
  const own = numbers(create(seed).stream(label));
  const seedBeside = seed === MAX_SAFE_INTEGER ? seed - 1 : seed + 1;
  if (own === numbers(create(seedBeside).stream(label)))
    throw brokenLaw('another seed gives other draws', { seed, other: seedBeside, draws: own });
  if (own === numbers(create(seed).stream(`${label}0`)))
    throw brokenLaw('another label gives other draws', { label, other: `${label}0`, draws: own });
  const [head, ...rest] = label.split('/');
  if (rest.length > 0)
    same(
      'labels compose',
      create(seed)
        .stream(head as string)
        .stream(rest.join('/')),
    );
}

/** One draw of the stream, then some of another, in turns. */
function checkInterleaved(
  random: RandomSource,
  { label, other, alone, wanted }: { label: string; other: string; alone: string; wanted: readonly Draw[] },
): void {
  const mine = random.stream(label);
  const beside = random.stream(`${other}/beside`);
  const seen = wanted.map((draw, i) => {
    beside.nextInt(0, i);
    return drawOne(mine, draw);
  });
  if (lawText(seen) !== alone) throw brokenLaw('draws made elsewhere change nothing', alone, lawText(seen));
}

function checkSnapshot(
  create: (seed: number | RandomSnapshot) => RandomSource,
  { seed, label, draws: wanted, elsewhere }: Case,
): void {
  const law = 'a snapshot goes on where it was taken';
  const stream = create(seed).stream(label);
  drawnFrom(stream, elsewhere);
  const snapshot = JSON.parse(JSON.stringify(stream.snapshot())) as RandomSnapshot;
  const goesOn = mustNotThrow(law, () => create(snapshot));
  const straight = create(seed).stream(label);
  drawnFrom(straight, elsewhere);
  const expected = drawnFrom(straight, wanted);
  const original = drawnFrom(stream, wanted);
  if (original !== expected) throw brokenLaw('a snapshot takes no draw', original, expected);
  const resumed = drawnFrom(goesOn, wanted);
  if (resumed !== expected) throw brokenLaw(law, resumed, expected);
  const child = drawnFrom(create(snapshot).stream('child'), wanted);
  const childOfLabel = drawnFrom(create(seed).stream(`${label}/child`), wanted);
  if (child !== childOfLabel) throw brokenLaw('the streams of a snapshot are those of its label', child, childOfLabel);
}

const REFUSED: readonly (readonly [string, (random: RandomSource) => unknown])[] = [
  ["stream('')", (random) => random.stream('')],
  ['nextInt(1, 0)', (random) => random.nextInt(1, 0)],
  ['nextInt(0.5, 1)', (random) => random.nextInt(0.5, 1)],
  ['nextInt(0, 2 ** 53)', (random) => random.nextInt(0, 2 ** 53)],
  ['nextBoolean(-0.1)', (random) => random.nextBoolean(decimal('-0.1'))],
  ['nextBoolean(1.1)', (random) => random.nextBoolean(decimal('1.1'))],
  ['pick([])', (random) => random.pick([])],
];

function checkRefusals(create: (seed: number) => RandomSource, { seed, label, draws: wanted }: Case): void {
  const expected = drawnFrom(create(seed).stream(label), wanted);
  const stream = create(seed).stream(label);
  for (const [call, ask] of REFUSED) {
    let answer: unknown;
    try {
      answer = ask(stream);
    } catch {
      continue;
    }
    throw brokenLaw('what cannot be drawn is refused', call, typeof answer === 'object' ? 'an answer' : answer);
  }
  const after = drawnFrom(stream, wanted);
  if (after !== expected) throw brokenLaw('a refusal takes no draw', after, expected);
}

/** Every draw as text. */
function drawnFrom(random: RandomSource, wanted: readonly Draw[]): string {
  return lawText(wanted.map((draw) => drawOne(random, draw)));
}

/** One draw, which has to be possible. */
function drawOne(random: RandomSource, draw: Draw): unknown {
  switch (draw.kind) {
    case 'nextInt': {
      const { min, max } = draw;
      const drawn = random.nextInt(min, max);
      if (!(Number.isSafeInteger(drawn) && drawn >= min && drawn <= max))
        throw brokenLaw('a number is whole and lies between its ends', drawn, [min, max]);
      return drawn;
    }
    case 'nextBoolean': {
      const probability: Decimal = decimal(draw.probability);
      const drawn: unknown = random.nextBoolean(probability);
      if (typeof drawn !== 'boolean') throw brokenLaw('yes or no is a boolean', drawn);
      if (probability.eq(drawn ? 0 : 1))
        throw brokenLaw('what is certain happens, what is impossible does not', { probability, drawn });
      return drawn;
    }
    default:
      return drawItems(random, draw);
  }
}

function drawItems(
  random: RandomSource,
  { kind, count }: { readonly kind: 'pick' | 'shuffle'; readonly count: number },
): unknown {
  const items = Array.from({ length: count }, (_, i) => `item ${i}`);
  const before = items.slice();
  const drawn: unknown = kind === 'pick' ? random.pick(items) : random.shuffle(items);
  if (lawText(items) !== lawText(before)) throw brokenLaw('the items are only read', items, before);
  if (kind === 'pick') {
    if (!before.includes(drawn as string)) throw brokenLaw('one of the items is picked', drawn, before);
    return drawn;
  }
  if (drawn === items) throw brokenLaw('a shuffle is a new array', drawn);
  if (!Array.isArray(drawn) || lawText(drawn.toSorted()) !== lawText(before.toSorted()))
    throw brokenLaw('a shuffle has every item once', drawn, before);
  return drawn;
}
