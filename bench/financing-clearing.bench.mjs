/**
 * A round of financing out of what one carries, when that is half of what one owns: the case of many passes. The time of constrained clearing and of the whole
 * round, and how many times as long the plain algorithm takes for the same clearing. From section 18 of the financing specification.
 */
import { roundRules, tradeRound } from '@bagehot/financing';
import { clearOrders, clearPlainly } from '@bagehot/financing/testing';
import { halfLoaded } from './financing-market.mjs';

const GOODS = 3;
const rules = roundRules({ mode: 'PERSONAL' }, GOODS);

/** CPU milliseconds of one call, the mean of `calls`. */
function cpuMs(calls, body) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / calls;
}

function textOf({ executed, passes, volume }) {
  return [executed, passes, volume].join('|');
}

/** Least CPU milliseconds of each over several repeats, by turns: a busy machine only ever adds time. */
function measure(count, { repeats, calls, plainCalls }) {
  const participants = halfLoaded(count, GOODS, 1);
  const { prices, orders, clearing } = tradeRound(participants, rules);
  const clear = (form) => form(participants, prices, orders, rules.clearing);
  if (textOf(clear(clearPlainly)) !== textOf(clearing)) throw new Error('the two forms of clearing disagree');
  const least = { plain: Number.POSITIVE_INFINITY, fast: Number.POSITIVE_INFINITY, round: Number.POSITIVE_INFINITY };
  let volume = 0n;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const times = {
      plain: cpuMs(plainCalls, () => {
        volume += clear(clearPlainly).volume[0];
      }),
      fast: cpuMs(calls, () => {
        volume += clear(clearOrders).volume[0];
      }),
      round: cpuMs(calls, () => {
        volume += tradeRound(participants, rules).clearing.volume[0];
      }),
    };
    for (const [form, ms] of Object.entries(times)) least[form] = Math.min(least[form], ms);
  }
  if (volume !== BigInt(repeats * (plainCalls + 2 * calls)) * clearing.volume[0]) throw new Error('a call went astray');
  return { ...least, passes: clearing.passes.reduce((a, b) => a + b, 0) };
}

const line = (fields) => process.stdout.write(`${JSON.stringify({ id: 'F18', ...fields })}\n`);
for (const { count, options, most, ratio } of [
  { count: 100, options: { repeats: 40, calls: 20, plainCalls: 4 }, most: 1.5, ratio: 8 },
  { count: 10_000, options: { repeats: 6, calls: 2, plainCalls: 1 }, most: 200, ratio: 10 },
]) {
  const { plain, fast, round, passes } = measure(count, options);
  const name = `${count.toLocaleString('en')} agents, 3 goods, half carried`;
  const ms = (value) => Number(value.toPrecision(3));
  line({
    name: `${name}: plain against fast clearing`,
    value: ms(plain / fast),
    unit: 'x',
    target: `>= ${ratio}`,
    passes,
  });
  line({ name: `${name}: a round`, value: ms(round), unit: 'ms', target: `<= ${most}`, clearingMs: ms(fast) });
}
