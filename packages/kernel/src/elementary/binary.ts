const doubles = /* @__PURE__ */ new Float64Array(1);
const words = /* @__PURE__ */ new Int32Array(doubles.buffer);
/** Which of the two words holds sign and exponent: depends on the machine's byte order. */
const HIGH = /* @__PURE__ */ highWord();

function highWord(): number {
  return new Int32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0;
}

/** Times 2^54 every subnormal number is normal. */
const LIFT = 2 ** 54;

/** 2^0 to 2^31, and 2^(32 i) for i = -32 to 31: their products are all the powers of two a double can hold, exactly. */
const FINE = /* @__PURE__ */ powers(1, 2, 32);
const COARSE = /* @__PURE__ */ powers(2 ** -1024, 2 ** 32, 64);

function powers(first: number, ratio: number, count: number): Float64Array {
  const list = new Float64Array(count);
  let power = first;
  for (let i = 0; i < count; i++) {
    list[i] = power;
    power *= ratio;
  }
  return list;
}

/** 2^k for -1024 <= k <= 1023. */
function powerOfTwo(k: number): number {
  return (COARSE[(k >> 5) + 32] as number) * (FINE[k & 31] as number);
}

/** The exponent e of a positive finite number, so that x = m 2^e with 1 <= m < 2. */
export function exponentOf(x: number): number {
  doubles[0] = x;
  const biased = (words[HIGH] as number) >>> 20;
  if (biased !== 0) return biased - 1023;
  doubles[0] = x * LIFT;
  return ((words[HIGH] as number) >>> 20) - 1023 - 54;
}

/** x 2^k, rounded once (only a subnormal result is rounded at all); x between 1/2 and 2 for k beyond 1022 in size, k from -2046 to 1024. */
export function scale(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(1023) * 2;
  if (k < -1022) return x * powerOfTwo(k + 1022) * powerOfTwo(-1022);
  return x * powerOfTwo(k);
}
