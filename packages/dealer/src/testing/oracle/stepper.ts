import type { Decimal } from '@bagehot/kernel';
import { decimal } from '@bagehot/kernel';
import { ageTickets } from './ageing.js';
import { eligibleBuyers, eligibleSellers, shortfall } from './eligibility.js';
import { type Deal, dealToBuy, dealToSell, execute } from './execution.js';
import { runFlow } from './flow.js';
import { measureLosses, updateAnchors } from './loss.js';
import { openWorld } from './opening.js';
import { bidInForce, type OracleQuote } from './quote.js';
import type { OracleRecord } from './record.js';
import type { OracleScenario, OracleStep } from './scenario.js';
import { settleMaturing } from './settlement.js';
import { type OracleState, stateOf } from './state.js';
import { deskOf, entityOf, present, quoteOf, remainingDays } from './world.js';

/** One ticket that changed hands. */
export interface OracleTrade {
  readonly ticket: string;
  readonly price: string;
  readonly passThrough: boolean;
}

/** A ticket that exists. */
export interface OracleTicket {
  readonly owner: string;
  readonly bucket: string;
  readonly remainingDays: number;
}

/** The steps of a day one by one, for worked examples that stop in the middle of it. */
export interface OracleStepper {
  readonly records: readonly OracleRecord[];
  /** Steps 1 and 2: the next day, labels, rebucketing. */
  age(): void;
  /** The bucket's kernel as the state stands. */
  quote(bucket: string): OracleQuote & { readonly execBid: Decimal; readonly execAsk: Decimal };
  /** The SELL and the BUY set. */
  eligible(): { readonly sellers: readonly string[]; readonly buyers: readonly string[] };
  /** By how much a trader is short of its dues. */
  shortfall(trader: string): string;
  /** Steps 4 and 5; without a script the random flow of the day. */
  flow(script?: readonly OracleStep[]): void;
  /** Executes a sale of a ticket by its owner. */
  sell(customer: string, ticket: string): OracleTrade;
  /** Executes a purchase in a bucket; `undefined` when nothing can be delivered. */
  buy(customer: string, bucket: string, issuer?: string): OracleTrade | undefined;
  /** Step 6, and the loss rates. */
  settle(): void;
  /** Loss rate of the last settlement. */
  lossRate(bucket: string): string;
  /** Step 7. */
  updateAnchors(): void;
  /** A shock from outside. */
  setDealerCash(bucket: string, cash: string): void;
  /** The ticket, unless it was settled. */
  ticket(id: string): OracleTicket | undefined;
  /** Everybody as they stand. */
  state(): OracleState;
}

/**
 * A market on day 0, to be led through its days by hand.
 *
 * @throws OracleError `BAD_SCENARIO` when the scenario contradicts itself
 */
export function openOracle(scenario: OracleScenario): OracleStepper {
  const world = openWorld(scenario);
  const find = (id: string) => world.tickets.find((candidate) => candidate.id === id);
  const trade = (deal: Deal): OracleTrade => {
    const [ticket] = deal.tickets;
    execute(world, deal, ticket);
    return { ticket: ticket.id, price: deal.price.toString(), passThrough: deal.passThrough };
  };
  return {
    records: world.records,
    age: () => ageTickets(world),
    quote(bucket) {
      const quote = quoteOf(world, deskOf(world, bucket));
      return { ...quote, execBid: bidInForce(quote), execAsk: quote.canSell ? quote.ask : quote.A };
    },
    eligible: () => ({
      sellers: eligibleSellers(world).map((trader) => trader.id),
      buyers: eligibleBuyers(world).map((trader) => trader.id),
    }),
    shortfall(id) {
      const trader = world.traders.find((candidate) => candidate.id === id);
      return shortfall(world, present(trader, `no trader is called ${id}`)).toString();
    },
    flow: (script) => runFlow(world, script),
    sell(customer, id) {
      const ticket = present(find(id), `no ticket is called ${id}`);
      return trade(dealToSell(world, entityOf(world, customer), ticket, deskOf(world, ticket.label)));
    },
    buy(customer, bucket, issuer) {
      const issuers = issuer === undefined ? undefined : [issuer];
      const deal = dealToBuy(world, entityOf(world, customer), deskOf(world, bucket), issuers);
      return deal === undefined ? undefined : trade(deal);
    },
    settle: () => measureLosses(world, settleMaturing(world)),
    lossRate(bucket) {
      const row = present(
        world.losses.find((loss) => loss.bucket === bucket),
        `no settlement of ${bucket} yet`,
      );
      return row.rate.toString();
    },
    updateAnchors: () => updateAnchors(world),
    setDealerCash(bucket, cash) {
      deskOf(world, bucket).dealer.cash = decimal(cash);
    },
    ticket(id) {
      const ticket = find(id);
      if (ticket === undefined) return undefined;
      return { owner: ticket.owner, bucket: ticket.label, remainingDays: remainingDays(world, ticket) };
    },
    state: () => stateOf(world),
  };
}
