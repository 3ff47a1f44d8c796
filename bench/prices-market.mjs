/**
 * A market of so many agents and goods, as columns: everybody wants and owns something of every good, 0 to 10 units, half of it carried.
 * Weights and stocks have 12 decimals.
 */
export function pricesMarket(count, goods, seed) {
  let state = seed;
  // A full-period generator: what is measured should not depend on chance.
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const weights = new Float64Array(count * goods);
  const home = new BigInt64Array(count * goods);
  const personal = new BigInt64Array(count * goods);
  for (let start = 0; start < weights.length; start += goods) {
    const parts = Array.from({ length: goods }, () => 0.05 + draw());
    const whole = parts.reduce((a, b) => a + b);
    let left = 1e12;
    for (let g = 0; g < goods; g++) {
      const weight = g === goods - 1 ? left : Math.floor((parts[g] / whole) * 1e12);
      weights[start + g] = weight;
      left -= weight;
      home[start + g] = BigInt(Math.floor(draw() * 5e12));
      personal[start + g] = BigInt(Math.floor(draw() * 5e12));
    }
  }
  const ids = Float64Array.from({ length: count }, (_, row) => row);
  return { goods, count, quantityScale: 12, ids, weights, home, personal };
}

/** Least time of a call in ms, over `repeats` rounds of `calls` calls: a busy machine only ever adds time. Every call has to find prices. */
export function leastMs(call, repeats, calls = 1) {
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) if (call(i).equilibrium.status !== 'converged') throw new Error('no prices');
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1e6 / calls);
  }
  return least;
}
