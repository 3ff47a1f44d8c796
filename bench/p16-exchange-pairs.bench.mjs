/**
 * The search for partners on a grid, everybody free: in buckets around each agent against everybody looking at everybody, and how it grows with the number of
 * agents at the same density.
 */
import { createPairSearch } from '@bagehot/exchange/testing';
import { benchExchange } from './exchange-scenario.mjs';

const VISION = 5;

function searchOf(count, isIndexed) {
  const { rules, ...config } = benchExchange(count, 'mixed', 7);
  return createPairSearch(
    { ...config, rules: { ...rules, params: { ...rules.params, visionRadius: VISION } } },
    isIndexed,
  );
}

/** Least CPU microseconds of a search over several repeats: a busy machine only ever adds time. */
function microsOf(search, repeats, calls) {
  let least = Number.POSITIVE_INFINITY;
  let paired = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call++) paired += search().filter((partner) => partner !== -1).length;
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / calls);
  }
  if (!(paired > 0)) throw new Error('nobody was paired');
  return least;
}

const cells = searchOf(10_000, true);
const everybody = searchOf(10_000, false);
if (cells().join() !== everybody().join()) throw new Error('the two searches disagree');
const large = microsOf(cells, 10, 2);
const plain = microsOf(everybody, 2, 1);
const small = microsOf(searchOf(1_000, true), 20, 20);
const line = (fields) => process.stdout.write(`${JSON.stringify({ id: 'P16', unit: 'x', ...fields })}\n`);
const round = (value) => Number(value.toPrecision(3));
line({
  name: 'pair search at 10,000 agents: all pairs over cells',
  value: round(plain / large),
  target: '>= 6',
  cpuMs: round(large / 1000),
});
line({ name: 'pair search: 10,000 agents over 1,000', value: round(large / small), target: '<= 20' });
