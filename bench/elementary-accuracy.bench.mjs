/**
 * How far `ln`, `exp` and `pow` are from exact on a million arguments each: usual ones, edges, neighbours of edges, and results at the limits of doubles.
 * `node bench/elementary-accuracy.bench.mjs 10000000` takes ten million.
 */
import { createRandom, ln, pow } from '@bagehot/kernel';
import { expError, lnError, powError } from '@bagehot/kernel/testing';

const COUNT = Number(process.argv[2] ?? 1e6);
const SEED = 2026;
const { MAX_VALUE, MIN_VALUE, EPSILON } = Number;
const MIN_NORMAL = 2 ** -1022;

const doubles = new Float64Array(1);
const bits = new BigUint64Array(doubles.buffer);

/** The double `places` representable numbers above a positive one. */
function neighbour(x, places) {
  doubles[0] = x;
  bits[0] += BigInt(places);
  return doubles[0];
}

/** Draws of doubles. */
function draws(random) {
  const unit = () => random.nextInt(-(2 ** 53) + 1, 2 ** 53 - 1) / 2 ** 53;
  const between = (low, high) => low + ((high - low) * (unit() + 1)) / 2;
  const near = (x, places = 40) => neighbour(x, random.nextInt(-places, places));
  /** Positive and finite, each bit pattern equally likely. */
  const anySize = () => {
    bits[0] = (BigInt(random.nextInt(0, 2 ** 31 - 2 ** 20 - 1)) << 32n) | BigInt(random.nextInt(1, 2 ** 32 - 1));
    return doubles[0];
  };
  const subnormal = () => Math.max(MIN_VALUE, between(0, MIN_NORMAL));
  const powerOfTwo = () => pow(2, random.nextInt(-1060, 1022));
  return { random, unit, between, near, anySize, subnormal, powerOfTwo };
}

/** Kinds of arguments, taken in turn. */
const logarithms = ({ random, between, near, anySize, subnormal, powerOfTwo }) => [
  anySize,
  () => between(0.5, 2),
  () => between(1e-6, 1000),
  () => near(1, 1000),
  () => 1 + random.nextInt(-(2 ** 30), 2 ** 30) * EPSILON,
  () => near(powerOfTwo(), 4),
  subnormal,
  // Where its table changes nodes, and at the nodes.
  () => near(random.nextInt(46, 90) / 64),
  () => random.nextInt(1, 2 ** 31),
  () => near(MAX_VALUE, 0) - random.nextInt(0, 100) * 2 ** 971,
];

const exponents = ({ random, unit, between, near }) => [
  () => between(-745.2, 709.79),
  unit,
  () => unit() * 40,
  () => unit() * pow(2, random.nextInt(-60, 0)),
  // Half-way between powers of two, and at them: the reduction is largest, and smallest.
  () => (random.nextInt(0, 1) * 2 - 1) * near((random.nextInt(0, 1000) + 0.5) * Math.LN2),
  () => (random.nextInt(0, 1) * 2 - 1) * near(random.nextInt(1, 1000) * Math.LN2),
  () => between(-745.2, -708),
  () => near(709.782712893384, 1000),
  () => -near(745.1332191019411, 1000),
  () => random.nextInt(-745, 709),
];

/** A base and an exponent that keep the result within the range of doubles, or take it just beyond. */
const powers = ({ random, unit, between, near, anySize, subnormal, powerOfTwo }) => {
  const towards = (x, size) => [x, size / ln(x)];
  return [
    () => [between(1e-6, 1000), between(0, 1)],
    () => [between(1e-9, 1), between(0.2, 100)],
    () => [between(0.001, 1000), between(-20, 20)],
    () => [anySize(), unit()],
    () => [anySize(), unit() * 3],
    () => [between(0.95, 1.05), between(-10_000, 10_000)],
    () => [near(1, 3) + 2 * EPSILON, between(-(2 ** 60), 2 ** 60)],
    () => towards(anySize(), between(-745.2, 709.79)),
    () => towards(between(0.5, 2) + EPSILON, near(709.782712893384, 1e6)),
    () => towards(between(0.5, 2) + EPSILON, -between(708, 745.2)),
    () => [subnormal(), unit()],
    () => [near(powerOfTwo(), 2), random.nextInt(-8, 8) / 4],
    () => [random.nextInt(1, 1000), random.nextInt(-12, 12)],
    // At the nodes of the table of logarithms.
    () => towards(random.nextInt(23, 45) / 32 + EPSILON, between(-745.2, 709.79)),
  ];
};

/** Edges and their neighbours, each alone and, as powers, each with each. */
const sizes = [
  MIN_VALUE,
  MIN_NORMAL,
  EPSILON,
  0.25,
  0.5,
  1,
  1.5,
  Math.SQRT2,
  2,
  Math.E,
  3,
  10,
  1e15,
  2 ** 53,
  MAX_VALUE,
];
const edges = sizes.flatMap((x) => [-1, 0, 1].map((places) => neighbour(x, places)));
const usable = edges.filter((x) => x > 0 && Number.isFinite(x));
const signed = usable.flatMap((x) => [x, -x]);

const functions = [
  { name: 'ln', kinds: logarithms, error: lnError, edges: usable, bound: 0.51 },
  { name: 'exp', kinds: exponents, error: expError, edges: signed.filter((x) => Math.abs(x) < 4000), bound: 0.75 },
  {
    name: 'pow',
    kinds: powers,
    error: ([x, y]) => powError(x, y),
    edges: usable.flatMap((x) =>
      signed.filter((y) => Math.abs(y * ln(x)) < 4000 && Math.abs(y) < 2 ** 63).map((y) => [x, y]),
    ),
    bound: 0.75,
  },
];

for (const { name, kinds, error, edges: special, bound } of functions) {
  const draw = kinds(draws(createRandom(SEED).stream(`accuracy/${name}`)));
  const start = performance.now();
  let value = 0;
  let worst;
  let wrong = 0;
  for (let i = 0; i < COUNT; i++) {
    const argument = i < special.length ? special[i] : draw[i % draw.length]();
    const off = error(argument);
    if (!(off <= 1)) throw new Error(`${name} of ${argument} is off by ${off}`);
    if (off > 0.5) wrong += 1;
    if (off > value) {
      value = off;
      worst = argument;
    }
  }
  const line = {
    id: `${name}-accuracy`,
    name: `largest error of ${name} on ${COUNT} arguments`,
    value: Number(value.toFixed(6)),
    unit: 'ulps',
    target: `<= ${bound}`,
    at: worst,
    notNearest: wrong / COUNT,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
