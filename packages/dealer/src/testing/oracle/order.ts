import { dues, sellableTickets, shortfall } from './eligibility.js';
import { type Deal, dealToBuy, dealToSell, execute } from './execution.js';
import { makerCanPay } from './funding.js';
import { ZERO } from './money.js';
import type { OracleSide } from './scenario.js';
import { deskOf, type Ticket, type Trader, type World, write } from './world.js';

/** What became of an arrival: the first ticket traded and the refusal, `null` where there was none. */
export interface Outcome {
  readonly ticket: string | null;
  readonly reason: string | null;
}

/** Why a deal is refused, or `null` when it may go ahead (dealer specification, section 9, step 5). */
function refusal(world: World, trader: Trader, deal: Deal): string | null {
  const { side, price, maker } = deal;
  const { acceptNonPositive, reserveDue, reserveHorizonDays } = world.settings;
  if (side === 'SELL' && price.lte(ZERO) && !acceptNonPositive) return 'price-not-positive';
  // Whoever pays must be able to: the buyer, or the seller when the price is negative.
  const traderPays = side === 'BUY' ? price : ZERO.minus(price);
  if (traderPays.gt(ZERO) && trader.cash.lt(traderPays)) return 'unaffordable';
  if (!makerCanPay(world, maker, ZERO.minus(traderPays))) return 'unaffordable';
  if (side === 'BUY' && reserveDue && trader.cash.minus(price).lt(dues(world, trader, reserveHorizonDays))) {
    return 'reserve';
  }
  return null;
}

/** The issuers a buyer is bound to, or undefined when it may choose. */
function requiredIssuers(world: World, trader: Trader): readonly string[] | undefined {
  const held = world.tickets.filter((ticket) => ticket.owner === trader.id).map((ticket) => ticket.issuer);
  return world.settings.singleIssuer && held.length > 0 ? held : undefined;
}

/** The first bucket in which something can be delivered to the buyer. */
function findPurchase(world: World, trader: Trader): Deal | undefined {
  const issuers = requiredIssuers(world, trader);
  for (const desk of world.desks) {
    const deal = dealToBuy(world, trader, desk, issuers);
    if (deal === undefined || (deal.passThrough && world.settings.skipPinned)) continue;
    return deal;
  }
  return undefined;
}

/** The ticket of a deal that is delivered: the earliest, or the earliest of an issuer drawn with the probability of its share. */
function chooseTicket(world: World, trader: Trader, deal: Deal): Ticket {
  const [earliest] = deal.tickets;
  const isFree = deal.side === 'BUY' && requiredIssuers(world, trader) === undefined;
  if (!isFree || world.settings.issuerDraw === 'earliest') return earliest;
  const drawn = world.issuerDraws.pick(deal.tickets);
  return deal.tickets.find((ticket) => ticket.issuer === drawn.issuer) ?? drawn;
}

/** Tries one ticket; a refusal is recorded. */
function tryOne(world: World, trader: Trader, side: OracleSide): Outcome {
  let deal: Deal | undefined;
  if (side === 'SELL') {
    const [first] = sellableTickets(world, trader);
    deal = first === undefined ? undefined : dealToSell(world, trader, first, deskOf(world, first.label));
  } else {
    deal = findPurchase(world, trader);
  }
  // The ticket is chosen, and its issuer drawn, before anybody may refuse.
  const ticket = deal === undefined ? undefined : chooseTicket(world, trader, deal);
  const reason = deal === undefined ? 'no-ticket' : refusal(world, trader, deal);
  if (deal === undefined || ticket === undefined || reason !== null) {
    write(world, 'OrderRejected', { side, trader_id: trader.id, reason });
    return { ticket: null, reason };
  }
  execute(world, deal, ticket);
  return { ticket: ticket.id, reason: null };
}

/** Processes one arrival: one ticket, or with blocks a seller's tickets until its shortfall is covered. */
export function processArrival(world: World, trader: Trader, side: OracleSide): Outcome {
  let outcome = tryOne(world, trader, side);
  if (side === 'BUY' || world.settings.block === 'one') return outcome;
  while (outcome.reason === null && shortfall(world, trader).gt(ZERO) && sellableTickets(world, trader).length > 0) {
    const next = tryOne(world, trader, side);
    outcome = { ticket: outcome.ticket, reason: next.reason };
  }
  return outcome;
}
