import {
  backedOutside,
  type DealerPricing,
  type EligibilityRule,
  type OrderFlow,
  type OutsideSource,
  type RecordedOrderFlow,
  type RiskPolicy,
  randomOrderFlow,
  recordOrderFlow,
  scriptedOrderFlow,
  shortfallEligibility,
  type TicketChoice,
} from '@bagehot/dealer';
import {
  checkDealerPricing,
  checkEligibilityRule,
  checkOrderFlow,
  checkOutsideSource,
  checkRiskPolicy,
  checkTicketChoice,
  type OracleScenario,
  sampleDealerScenarios,
} from '@bagehot/dealer/testing';
import { type DealerQuote, decimal, max, min, quoteDealer } from '@bagehot/kernel';
import { constant, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';

type Wrong<Port> = readonly (readonly [string, Port, RegExp])[];

const few = { numRuns: 10 };
/** Markets that do not shrink: a breach is looked for, not its simplest case. */
const many = { scenarios: constantFrom(...sampleDealerScenarios(80, 11)), numRuns: 80 };

const panic: OrderFlow = {
  next: ({ sellers }) => (sellers[0] === undefined ? undefined : { side: 'SELL', trader: sellers[0] }),
};

describe('the laws of an order flow', () => {
  it('hold of arrivals at random', () =>
    checkOrderFlow(() => randomOrderFlow({ sellProbability: '0.5', maxArrivals: 'all' }), few));
  it('hold of few arrivals at random, recorded', () =>
    checkOrderFlow(() => recordOrderFlow(randomOrderFlow({ sellProbability: '0.2', maxArrivals: 3 })), few));
  it('hold of a script without lines', () => checkOrderFlow(() => scriptedOrderFlow(new Map()), few));
  it('hold of a panic, which does not end by itself', () => checkOrderFlow(() => panic, { numRuns: 5 }));
  it('but for one, hold of a flow with a memory', () =>
    checkOrderFlow(
      () => {
        let left = 3;
        return { next: (queue, random) => (left-- > 0 ? panic.next(queue, random) : undefined) };
      },
      { ...few, resumable: false },
    ));

  let calls = 0;
  const wrong: Wrong<() => OrderFlow> = [
    [
      'a buyer that sells',
      () => ({
        next: ({ buyers, arrival }) =>
          arrival > 1 || buyers[0] === undefined ? undefined : { side: 'SELL', trader: buyers[0] },
      }),
      /an order is of a trader that is eligible on its side/,
    ],
    [
      'somebody from outside',
      () => ({ next: ({ sellers }) => (sellers.length === 0 ? undefined : { side: 'SELL', trader: 'CB' }) }),
      /an order is of a trader that is eligible on its side/,
    ],
    [
      'an order of its own kind',
      () => ({
        next: ({ sellers }) => (sellers[0] === undefined ? undefined : { side: 'HOLD' as 'SELL', trader: sellers[0] }),
      }),
      /an order is SELL or BUY/,
    ],
    [
      'a queue that is sorted in place',
      () => ({
        next: ({ sellers, buyers }) => {
          (sellers as string[]).splice(0);
          (buyers as string[]).splice(0);
          return undefined;
        },
      }),
      /the queue is only read/,
    ],
    ['a flow that says it ends and does not', () => ({ ...panic, bounded: true }), /a bounded flow ends by itself/],
    [
      'draws of its own',
      () => ({
        next: (queue, random) => (calls++ % 3 === 0 ? undefined : panic.next(queue, random)),
      }),
      /the same market has the same orders/,
    ],
    [
      'a flow that tires in the end',
      () => {
        let left = 2;
        return { next: (queue, random) => (left-- > 0 ? panic.next(queue, random) : undefined) };
      },
      /a flow made anew in the morning has the same orders/,
    ],
    [
      'a flow that corrects what became of its orders',
      () => ({ ...panic, observe: (_queue, _order, results) => void (results as unknown[]).pop() }),
      /what became of an order is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkOrderFlow(create, many)).toThrow(complaint);
  });

  it('hold of a script, on the market that it was recorded in', () => {
    const [scenario] = sampleDealerScenarios(20, 3).filter(({ tickets }) => tickets.length > 20);
    const market = constant(scenario as OracleScenario);
    const recorders: RecordedOrderFlow[] = [];
    const recorded = (): OrderFlow => {
      const recorder = recordOrderFlow(randomOrderFlow({ sellProbability: '0.5', maxArrivals: 'all' }));
      recorders.push(recorder);
      return recorder;
    };
    checkOrderFlow(recorded, { scenarios: market, numRuns: 1 });
    const script = recorders[0]?.script() ?? new Map();
    expect([...script.values()].flat().length).toBeGreaterThan(3);
    checkOrderFlow(() => scriptedOrderFlow(script), { scenarios: market, numRuns: 1 });
  });
});

describe('the laws of an eligibility rule', () => {
  it('hold of the shortfall rule, near and far', () => {
    checkEligibilityRule(shortfallEligibility({ horizonDays: 3, cashBuffer: 1 }), few);
    checkEligibilityRule(
      shortfallEligibility({ horizonDays: 0, cashBuffer: 0, sellHorizonDays: 4, countInflows: true }),
      few,
    );
  });

  let calls = 0;
  const wrong: Wrong<EligibilityRule> = [
    ['a stranger', { sellers: () => [], buyers: () => ['dealer_short'] }, /buyers are among the traders/],
    [
      'a change of mind',
      { sellers: (_, traders) => traders.slice(calls++ % 2), buyers: () => [] },
      /sellers are the same again/,
    ],
    [
      'a list that is sorted in place',
      { sellers: (_, traders) => (traders as string[]).reverse(), buyers: () => [] },
      /the list of traders is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, rule, complaint) => {
    expect(() => checkEligibilityRule(rule, many)).toThrow(complaint);
  });
});

const longestFirst: TicketChoice = { toSell: (view, trader) => view.held(trader).at(-1), bucketToBuy: () => undefined };

describe('the laws of a ticket choice', () => {
  it('hold of the longest first', () => checkTicketChoice(longestFirst, few));
  it("hold of the view's own choice", () =>
    checkTicketChoice({ ...longestFirst, toSell: (view, trader) => view.toSell(trader) }, few));

  let calls = 0;
  const wrong: Wrong<TicketChoice> = [
    [
      "somebody else's ticket",
      {
        ...longestFirst,
        toSell(view, trader) {
          const own = view.toSell(trader);
          return own && view.held(own.issuer)[0];
        },
      },
      /a seller gives up a ticket of the seller's own/,
    ],
    [
      'a change of mind',
      { ...longestFirst, toSell: (view, trader) => view.held(trader).at(calls++ % 2 === 0 ? 0 : -1) },
      /the ticket chosen is the same again/,
    ],
    [
      'a bucket nobody knows',
      { ...longestFirst, bucketToBuy: () => 'eternal' },
      /a buyer goes to a bucket that there is/,
    ],
    [
      'a bucket in turn',
      { ...longestFirst, bucketToBuy: () => (calls++ % 2 === 0 ? undefined : 'short') },
      /the bucket chosen is the same again/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, choice, complaint) => {
    expect(() => checkTicketChoice(choice, many)).toThrow(complaint);
  });
});

describe('the laws of a risk policy', () => {
  it('hold of limits', () =>
    checkRiskPolicy(
      {
        accepts: (side, ticket, price, { day }) =>
          side === 'SELL' ? price.gte(ticket.face.times('0.95')) : ticket.maturityDay - day <= 7,
      },
      few,
    ));

  let calls = 0;
  const wrong: Wrong<RiskPolicy> = [
    ['a mood', { accepts: () => calls++ % 2 === 0 }, /the answer is the same again/],
    ['a shrug', { accepts: () => undefined as never }, /the answer is yes or no/],
    [
      'a stamp on the ticket',
      { accepts: (_side, ticket) => Object.assign(ticket, { face: decimal(7) }) !== undefined },
      /the ticket is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, policy, complaint) => {
    expect(() => checkRiskPolicy(policy, many)).toThrow(complaint);
  });
});

const ownQuotes: OutsideSource = { quote: (_bucket, { quote, vbt }) => ({ ...quote, bidBy: vbt, askBy: vbt }) };

describe('the laws of a source of outside quotes', () => {
  it("hold of the value-based trader's own", () => checkOutsideSource(ownQuotes, few));
  it('hold of a central bank that buys at a floor', () =>
    checkOutsideSource(
      {
        quote(_bucket, { quote, vbt }) {
          const bid = max(quote.bid, min(decimal('0.98'), quote.ask));
          return { ...quote, bid, bidBy: 'CB', askBy: vbt };
        },
      },
      few,
    ));

  /** A central bank that stands behind the value-based traders with 0.98 or what they ask, if that is less: never above par where quotes are capped there. */
  const backed = (takes: NonNullable<OutsideSource['takes']>): OutsideSource => ({
    quote: (_bucket, { quote, vbt }) =>
      backedOutside({ vbt, quote, canPay: true, canDeliver: true }, { by: 'CB', bid: min(decimal('0.98'), quote.ask) }),
    takes,
  });
  it('hold of quotes that somebody stands behind', () =>
    checkOutsideSource(
      backed(({ issuer }, by) => by !== 'CB' || issuer !== 'H1'),
      few,
    ));

  const but = (change: (own: ReturnType<OutsideSource['quote']>) => object): OutsideSource => ({
    quote(bucket, own) {
      const offer = ownQuotes.quote(bucket, own);
      return { ...offer, ...change(offer) };
    },
  });
  let calls = 0;
  const wrong: Wrong<OutsideSource> = [
    ['a price off the grid', but(({ bid }) => ({ bid: bid.minus('1e-18') })), /outside quotes lie on the money grid/],
    ['a bid above the ask', but(({ ask }) => ({ bid: ask.plus(1) })), /the outside bid is not above the outside ask/],
    ['a spread below 0', but(() => ({ spread: decimal(-1) })), /the outside spread is not below 0/],
    ['nobody', but(() => ({ askBy: 'nobody' })), /behind an outside quote stands an account: "nobody"/],
    ['a change of mind', but(({ bid }) => ({ bid: bid.minus(calls++) })), /outside quotes are the same again/],
    ['a change of mind about a ticket', backed(() => calls++ % 2 === 0), /whether a ticket is taken is the same again/],
    [
      'a ticket that is changed',
      backed((ticket) => Object.assign(ticket, { serial: -1 }) !== undefined),
      /the ticket is only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, source, complaint) => {
    expect(() => checkOutsideSource(source, many)).toThrow(complaint);
  });
});

const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
const kernelPricing: DealerPricing = {
  quote: (_bucket, ticketCount, cash, outside) => quoteDealer({ ticketCount, cash }, outside, params),
};

describe('the laws of a pricing rule', () => {
  it("hold of the kernel's", () => checkDealerPricing(kernelPricing));
  it("hold of the kernel's on other grids and for other tickets", () => {
    for (const [moneyDecimals, ticketSize] of [
      [2, 20],
      [0, 100],
      [6, '0.5'],
    ] as const) {
      const other = { ...params, moneyDecimals, ticketSize: decimal(ticketSize) };
      checkDealerPricing(
        {
          quote: (_bucket, ticketCount, cash, outside) =>
            quoteDealer({ ticketCount, cash }, outside, { ...other, guardMid: decimal(0) }),
        },
        { moneyDecimals, ticketSize, numRuns: 60 },
      );
    }
  });

  const but = (change: (quote: DealerQuote) => Partial<DealerQuote>): DealerPricing => ({
    quote(...asked) {
      const quote = kernelPricing.quote(...asked);
      return { ...quote, ...change(quote) };
    },
  });
  let calls = 0;
  const wrong: Wrong<DealerPricing> = [
    ['a price off the grid', but(({ bid }) => ({ bid: bid.plus('1e-15') })), /bid and ask lie on the money grid/],
    ['a bid below the outside bid', but(({ bid }) => ({ bid: bid.minus(1) })), /no quote leaves the outside quotes/],
    ['the ask for the bid', but(({ bid, ask }) => ({ bid: ask, ask: bid })), /the bid is not above the ask/],
    [
      'a pin that is not',
      but(({ askPinned }) => ({ askPinned: !askPinned })),
      /a quote is pinned where it equals the outside quote/,
    ],
    [
      'a price for what it does not trade',
      but(({ bid }) => ({ executionBid: bid })),
      /who cannot trade passes on at the outside quote/,
    ],
    ['a hidden reserve', but(({ equity }) => ({ equity: equity.plus(1) })), /equity is cash and tickets at the mid/],
    [
      'half a ticket',
      but(({ maxFundableTickets }) => ({ maxFundableTickets: maxFundableTickets + 0.5 })),
      /tickets that can be funded are a whole number/,
    ],
    [
      'a dealer that always buys',
      but(({ bid }) => ({ canBuy: true, executionBid: bid })),
      /a dealer that buys has room for a ticket/,
    ],
    [
      'a dealer that always sells',
      but(({ ask }) => ({ canSell: true, executionAsk: ask })),
      /a dealer that sells has a ticket/,
    ],
    [
      'a memory',
      but(({ interiorBid }) => ({ interiorBid: interiorBid.plus(calls++) })),
      /the same position has the same quote/,
    ],
    [
      'outside quotes that are mended',
      {
        quote(bucket, ticketCount, cash, outside) {
          const quote = kernelPricing.quote(bucket, ticketCount, cash, outside);
          Object.assign(outside, { spread: decimal(-1) });
          return quote;
        },
      },
      /the outside quotes are only read/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, pricing, complaint) => {
    expect(() => checkDealerPricing(pricing)).toThrow(complaint);
  });
});
