import { eligibleBuyers, eligibleSellers } from './eligibility.js';
import { OracleError } from './errors.js';
import { type Deal, dealToSell, execute } from './execution.js';
import { processArrival } from './order.js';
import type { OracleSide, OracleStep } from './scenario.js';
import { deskOf, entityOf, present, quoteOf, type Trader, type World } from './world.js';

/** Who arrives, and what a script expects of it. */
interface Arrival {
  readonly side: OracleSide;
  readonly trader: Trader;
  readonly step?: OracleStep;
}

/** Names the next to arrive; `undefined` ends the day's flow. Both sets are never empty at once. */
type NextArrival = (n: number, sellers: readonly Trader[], buyers: readonly Trader[]) => Arrival | undefined;

/** The side drawn, or the other one if nobody is on it. */
function withFallback(drawn: OracleSide, sellers: readonly Trader[], buyers: readonly Trader[]): OracleSide {
  if (drawn === 'SELL') return sellers.length > 0 ? 'SELL' : 'BUY';
  return buyers.length > 0 ? 'BUY' : 'SELL';
}

/** The documented random port: two integer draws per arrival from the stream of the day. */
function randomArrivals(world: World): NextArrival {
  const draws = world.random.stream(`dealer/flow/${world.day}`);
  return (_n, sellers, buyers) => {
    const drawn = world.settings.sellBelow.gt(draws.nextInt(0, 999_999_999)) ? 'SELL' : 'BUY';
    const side = withFallback(drawn, sellers, buyers);
    const set = side === 'SELL' ? sellers : buyers;
    const trader = present(set[draws.nextInt(0, set.length - 1)], 'a draw lies within the set');
    return { side, trader };
  };
}

/** Throws unless a script says what the rules lead to. */
function agree(arrival: number, expected: unknown, actual: unknown): void {
  if (expected === undefined || expected === actual) return;
  const details = { arrival, expected: String(expected), actual: String(actual) };
  const message = `arrival ${arrival}: the script says ${details.expected}, the rules lead to ${details.actual}`;
  throw new OracleError('SCRIPT_MISMATCH', details, message);
}

/** A script: its agents must be in the sets they are taken from. */
function scriptedArrivals(steps: readonly OracleStep[]): NextArrival {
  return (n, sellers, buyers) => {
    const step = steps[n - 1];
    if (step === undefined) return undefined;
    const drawn = present(step.drawn ?? step.side, 'a scripted arrival needs `drawn` or `side`');
    const side = withFallback(drawn, sellers, buyers);
    agree(n, step.side, side);
    const trader = (side === 'SELL' ? sellers : buyers).find((candidate) => candidate.id === step.agent);
    if (trader === undefined) agree(n, `${step.agent} in the ${side} set`, 'it is not');
    return { side, trader: present(trader, step.agent), step };
  };
}

/** Steps 4 and 5 of the day: eligibility once, then arrivals one at a time (dealer specification, section 9). */
export function runFlow(world: World, script: readonly OracleStep[] | undefined): void {
  let sellers = eligibleSellers(world);
  let buyers = eligibleBuyers(world);
  const { arrivalsMax } = world.settings;
  const limit = arrivalsMax === 'all' ? sellers.length + buyers.length : arrivalsMax;
  const next = script === undefined ? randomArrivals(world) : scriptedArrivals(script);
  for (let n = 1; n <= limit && sellers.length + buyers.length > 0; n += 1) {
    const arrival = next(n, sellers, buyers);
    if (arrival === undefined) return;
    const { side, trader, step } = arrival;
    const outcome = processArrival(world, trader, side);
    agree(n, step?.ticket, outcome.ticket);
    agree(n, step?.reason, outcome.reason);
    // Whoever traded leaves its set for the day; whoever was refused stays.
    if (outcome.ticket === null) continue;
    if (side === 'SELL') sellers = sellers.filter((candidate) => candidate !== trader);
    else buyers = buyers.filter((candidate) => candidate !== trader);
  }
}

/** Orders executed as written, without eligibility or refusals: a purchase delivers exactly the named ticket. */
export function runDirect(world: World, steps: readonly OracleStep[]): void {
  for (const [position, step] of steps.entries()) {
    const customer = entityOf(world, step.agent);
    const ticket = present(
      world.tickets.find((candidate) => candidate.id === step.ticket),
      `no ticket is called ${step.ticket}`,
    );
    const desk = deskOf(world, ticket.label);
    if (step.side === 'SELL') {
      agree(position + 1, customer.id, ticket.owner);
      execute(world, dealToSell(world, customer, ticket, desk), ticket);
      continue;
    }
    const maker = present(
      [desk.dealer, desk.vbt].find((candidate) => candidate.id === ticket.owner),
      `${ticket.id} is not on a shelf of ${desk.bucket}`,
    );
    const passThrough = maker === desk.vbt;
    const { A, ask } = quoteOf(world, desk);
    const deal: Deal = {
      side: 'BUY',
      customer,
      desk,
      maker,
      tickets: [ticket],
      price: passThrough ? A : ask,
      passThrough,
    };
    execute(world, deal, ticket);
  }
}
