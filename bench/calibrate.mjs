import Big from 'big.js';

// Many short repeats, so that one of them meets an undisturbed moment.
const OPERATIONS = 5_000;
const REPEATS = 300;

/** Cheapest of several repeats: a busy machine only ever adds time. */
function measure() {
  const a = new Big('4.123456789012');
  const b = new Big('3.987654321098');
  let best = Number.POSITIVE_INFINITY;
  let total = a;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < OPERATIONS; i++) total = a.plus(b);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / OPERATIONS);
  }
  // The result has to escape, or the loop is optimised away.
  if (!total.eq('8.111111110110')) throw new Error(`calibration added wrongly: ${total}`);
  return best;
}

/** The calibration unit: nanoseconds for one `Big.plus` of 13-digit operands in this process. */
export const c = measure();
