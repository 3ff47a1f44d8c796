import { decimal } from '@bagehot/kernel';
import { createQuote, moneyGrid, outsideQuanta, quoteQuanta, toQuanta } from '@bagehot/kernel/quanta';
import { oracleQuote } from '@bagehot/kernel/testing';

// P1: outside quotes and dealer quote from position and anchors, by the integer kernel and by the published chain in big.js (24 decimals). Money has 12
// decimals on both sides.

const CASES = 512;
const REPEATS = 15;
const grid = moneyGrid(12);
const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
const rules = { guardMid: toQuanta(grid, params.guardMid), parCap: undefined };

// Any spread of digits will do, as long as both sides see the same.
const digits = (i, factor) =>
  String((i * factor + 7) % 1_000_000_000_039)
    .padStart(12, '0')
    .slice(0, 12);
const cases = Array.from({ length: CASES }, (_, i) => {
  const position = { ticketCount: i % 23, cash: decimal(`${i % 17}.${digits(i, 618_033_988_749)}`) };
  const anchor = {
    mid: decimal(`0.9${digits(i, 271_828_182_845).slice(1)}`),
    spread: decimal(`0.${digits(i, 314_159_265_358)}`),
  };
  return {
    position,
    anchor,
    tickets: position.ticketCount,
    cash: toQuanta(grid, position.cash),
    mid: toQuanta(grid, anchor.mid),
    spread: toQuanta(grid, anchor.spread),
  };
});

const quote = createQuote();
function integers(rounds) {
  let total = 0n;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < CASES; i++) {
      const { tickets, cash, mid, spread } = cases[i];
      quoteQuanta(tickets, cash, outsideQuanta(mid, spread, true, undefined), rules, quote);
      total += quote.executionBid + quote.executionAsk;
    }
  }
  return total / BigInt(rounds);
}

function oracle() {
  let total = 0n;
  for (const { position, anchor } of cases) {
    const { executionBid, executionAsk } = oracleQuote(position, anchor, params);
    total += toQuanta(grid, executionBid) + toQuanta(grid, executionAsk);
  }
  return total;
}

/** Nanoseconds per quote, the best of several repeats. */
function best(work, quotes) {
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / quotes);
  }
  return least;
}

if (integers(3) !== oracle()) throw new Error('the two kernels disagree');
const ROUNDS = 40;
const integerNs = best(() => integers(ROUNDS), ROUNDS * CASES);
const oracleNs = best(oracle, CASES);
const value = Number((oracleNs / integerNs).toFixed(1));
process.stdout.write(
  `${JSON.stringify({ id: 'P1', name: 'integer quote against the big.js oracle', value, unit: 'x', target: '>= 150', ok: value >= 150, integerNs: Math.round(integerNs), oracleNs: Math.round(oracleNs) })}\n`,
);
