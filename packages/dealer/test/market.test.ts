import {
  createDealerMarket,
  type DealerEvent,
  type DealerMarket,
  type DealerMarketConfig,
  type DealerPorts,
  dealerInvariants,
  lossRate,
  type OrderFlow,
  windowTickets,
} from '@bagehot/dealer';
import {
  assertInvariants,
  type ContractRegister,
  committed,
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  decimal,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

interface World {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly market: DealerMarket;
  readonly events: EventLog<DealerEvent>;
}

const RING: DealerMarketConfig = {
  tradeMaturing: false,
  vbtFunding: 'outside',
  block: 'shortfall',
  maxArrivals: 'all',
  reserveHorizonDays: 3,
  checks: 'event',
};

/** Three people who owe each other on a ledger, with a window of tickets on their payables. */
function open(
  config: DealerMarketConfig = {},
  ports: Partial<DealerPorts> = {},
  cash: Readonly<Record<string, number>> = {},
): World {
  const ledger = createLedger();
  const contracts = createContracts(ledger);
  ledger.issue('cash', 'CB');
  for (const [agent, amount] of Object.entries({ H1: 10, H2: 2, H3: 3, ...cash })) {
    ledger.open(agent);
    if (amount > 0)
      ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: agent, amount: decimal(amount) });
  }
  const owe = (debtor: string, creditor: string, amount: string, dueDay: number) =>
    contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(amount), dueDay });
  owe('H1', 'H2', '4.5', 5);
  owe('H2', 'H3', '3', 1);
  owe('H3', 'H1', '5', 3);
  const events = createEventLog<DealerEvent>();
  const tickets = windowTickets(ledger, quanta(contracts).openWindow({ ticketSize: 10n ** 12n }));
  const market = createDealerMarket(
    { ...RING, ...config },
    { ledger, contracts, tickets, random: createRandom(3), events: committed(ledger, events), ...ports },
  );
  return { ledger, contracts, market, events };
}

const everybody = ['H1', 'H2', 'H3'];
const cash = ({ ledger }: World, agent: string) => ledger.cash(agent).toFixed();

describe('a market on a ledger', () => {
  it('buys a ticket of whoever is short, and moves the claim with it', () => {
    const world = open();
    for (const dealer of world.market.dealers.values()) world.market.endow(0, dealer, 4);
    expect(
      world.market.runSession(0, everybody).filter(({ kind, side }) => kind === 'Executed' && side === 'SELL'),
    ).toEqual([]);
    const [sale] = world.market.runSession(1, ['H2']);
    expect(sale).toMatchObject({
      kind: 'Executed',
      side: 'SELL',
      route: 'Inside',
      ticket: { id: 'P1#0', owner: 'dealer_mid' },
    });
    expect(cash(world, 'H2')).toBe('3.07');
    expect(world.contracts.get('P1')?.claims.map(({ holder, face }) => [holder, face.toFixed()])).toEqual([
      ['H2', '3.5'],
      ['dealer_mid', '1'],
    ]);
    expect(world.events.of('Trade')[0]).toMatchObject({ contract: 'P1', dealer: 'dealer_mid', inventoryAfter: 1 });
    assertInvariants(world.market, dealerInvariants);
  });

  it('neither sells nor counts as sellable what is due today', () => {
    const world = open({}, {}, { H3: 0 });
    world.market.runSession(1, everybody);
    // H3 is owed three tickets of today and owes nothing yet.
    expect(world.market.sell(1, 'H3', 'P2#0')).toMatchObject({ kind: 'Rejected', reason: 'no-ticket' });
  });

  it('gives a value-based trader what it lacks, tells before the trade, and takes nothing else from outside', () => {
    const world = open();
    expect(world.market.sell(0, 'H1', 'P3#0')).toMatchObject({ route: 'PassThrough' });
    expect(world.events.events.map(({ kind }) => kind)).toEqual(['CapitalInjected', 'Trade', 'DealerQuote']);
    expect([cash(world, 'vbt_short'), cash(world, 'H1'), cash(world, 'CB')]).toEqual(['0', '10.9', '-15.9']);
  });

  it('refuses a sale that a funded value-based trader cannot pay', () => {
    const world = open({ vbtFunding: 'funded' });
    expect(world.market.sell(0, 'H1', 'P3#0')).toMatchObject({ kind: 'Rejected', reason: 'unaffordable' });
    expect(world.events.of('OrderRejected')).toHaveLength(1);
  });

  it('leaves a ticket with its owner where the next bucket has no money for it', () => {
    const world = open({ vbtFunding: 'funded' });
    world.market.endow(0, 'dealer_mid', 3);
    world.market.runSession(0, []);
    world.market.sell(0, 'H2', 'P1#0');
    world.market.runSession(2, []);
    expect(world.events.of('BucketUpdate').find(({ ticket }) => ticket === 'P1#0')).toMatchObject({
      stranded: true,
      newBucket: 'short',
    });
    expect(world.market.shelf('dealer_mid').other.map(({ id }) => id)).toEqual(['P1#0']);
    expect(world.market.quote('mid').inventory.toFixed()).toBe('0');
  });

  it('cuts new debts when the next session opens, without an older label', () => {
    const world = open();
    world.market.runSession(0, []);
    world.contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'H3', amount: decimal(2), dueDay: 4 });
    world.market.runSession(1, []);
    expect(world.market.bucketOf('P4#1')).toBe('short');
    expect(world.events.of('BucketUpdate').some(({ ticket }) => ticket.startsWith('P4'))).toBe(false);
  });

  it('moves anchors by the losses it is told, per unit of face', () => {
    const world = open();
    world.market.observeLosses(1, new Map([['short', lossRate(8, 6)]]));
    const { mid, spread } = world.market.anchors('short');
    expect([mid.toFixed(), spread.toFixed()]).toEqual(['0.75', '0.35']);
    world.market.postClosingQuotes(1);
    expect(world.events.events.map(({ kind }) => kind)).toEqual([
      'VBTAnchorUpdate',
      'DealerQuote',
      'DealerQuote',
      'DealerQuote',
    ]);
    expect(() => world.market.observeLosses(1, new Map([['weekly', decimal(1)]]))).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_BUCKET' }),
    );
  });

  it('undoes trade, money, tickets and events with the transaction around it', () => {
    const world = open();
    world.market.endow(0, 'dealer_short', 4);
    const before = [world.ledger.snapshot(), world.contracts.snapshot()];
    const told = world.events.events.length;
    expect(() =>
      world.ledger.transaction(() => {
        expect(world.market.sell(0, 'H1', 'P3#0')).toMatchObject({ kind: 'Executed' });
        throw new Error('the day is taken back');
      }),
    ).toThrow('the day is taken back');
    expect([world.ledger.snapshot(), world.contracts.snapshot()]).toEqual(before);
    expect(world.events.events.length).toBe(told);
    expect(world.market.quote('short').inventory.toFixed()).toBe('0');
  });

  it('lets a dealer lay off at the outside bid, and a closed one only pass through', () => {
    const world = open();
    world.market.endow(0, 'dealer_short', 6);
    for (const k of [0, 1, 2]) world.market.sell(0, 'H1', `P3#${k}`);
    const before = world.market.equity('dealer_short');
    const sold = world.market.layOff(0, 'dealer_short', '1.5');
    expect(
      sold.map((result) =>
        result.kind === 'Executed' ? [result.route, result.ticket.id, result.price.toFixed()] : result,
      ),
    ).toEqual([
      ['Layoff', 'P3#0', '0.9'],
      ['Layoff', 'P3#1', '0.9'],
    ]);
    expect(world.events.of('Trade').at(-1)).toMatchObject({
      route: 'Layoff',
      trader: 'dealer_short',
      vbt: 'vbt_short',
    });
    expect(world.market.equity('dealer_short').toFixed()).toBe(before.minus('0.2').toFixed());
    world.market.close('dealer_short');
    expect(world.market.quote('short')).toMatchObject({ canBuy: false, canSell: false, maxFundableTickets: 0 });
    expect(world.market.sell(0, 'H1', 'P3#3')).toMatchObject({ route: 'PassThrough' });
  });

  it('runs a second session of the day in which only those named sell', () => {
    const world = open({ sellHorizonDays: 5 }, {}, { H2: 0, H3: 0 });
    for (const dealer of world.market.dealers.values()) world.market.endow(0, dealer, 20);
    world.market.runSession(0, everybody, { sellers: new Set() });
    expect(world.events.of('Trade')).toEqual([]);
    const late = world.market.runSession(0, everybody, { late: true, sellers: new Set(['H2']) });
    expect(new Set(world.events.of('Trade').map(({ trader }) => trader))).toEqual(new Set(['H2']));
    expect(late.every(({ side }) => side === 'SELL')).toBe(true);
  });

  it('takes the outside quotes from a source of the user', () => {
    const backstop: DealerPorts['outside'] = {
      quote: (_, { quote, vbt }) => ({
        ...quote,
        bid: decimal('0.95'),
        mid: quote.ask.plus('0.95').times('0.5'),
        spread: quote.ask.minus('0.95'),
        bidBy: 'CB',
        askBy: vbt,
      }),
    };
    const world = open({}, { outside: backstop });
    expect(world.market.sell(0, 'H1', 'P3#0')).toMatchObject({ route: 'PassThrough', ticket: { owner: 'CB' } });
    expect(world.events.of('Trade')[0]?.vbt).toBe('CB');
    expect(cash(world, 'H1')).toBe('10.95');
  });

  it('ends a flow of the user that offers the same refused trader again and again', () => {
    let asked = 0;
    const stubborn: OrderFlow = {
      next: ({ sellers: [first] }) => {
        asked++;
        return first === undefined ? undefined : { side: 'SELL', trader: first };
      },
    };
    const world = open({ vbtFunding: 'funded' }, { orderFlow: stubborn });
    world.market.runSession(1, everybody);
    expect([asked, world.events.of('OrderRejected').length]).toEqual([1000, 1000]);
  });

  it('has no buyers where traders only sell, whoever says who is eligible', () => {
    const anybody = { sellers: () => [], buyers: () => everybody };
    const buys = (config: DealerMarketConfig, ports: Partial<DealerPorts> = {}) => {
      const world = open({ sellProbability: 0, singleIssuer: false, ...config }, ports, { H1: 90, H2: 90, H3: 90 });
      world.contracts.issue({ kind: 'payable', debtor: 'H1', creditor: 'vbt_long', amount: decimal(9), dueDay: 20 });
      return world.market.runSession(0, everybody).filter(({ side }) => side === 'BUY').length;
    };
    expect([buys({ buying: true }), buys({ buying: true }, { eligibility: anybody })]).not.toContain(0);
    expect([buys({ buying: false }), buys({ buying: false }, { eligibility: anybody })]).toEqual([0, 0]);
  });

  it('asks a risk policy last', () => {
    const world = open({}, { risk: { accepts: (side, ticket) => !(side === 'SELL' && ticket.issuer === 'H1') } });
    world.market.endow(0, 'dealer_mid', 5);
    expect(world.market.runSession(1, ['H2'])[0]).toMatchObject({ kind: 'Rejected', reason: 'risk' });
  });

  it('continues from its snapshot', () => {
    const world = open();
    world.market.observeLosses(0, new Map([['mid', decimal('0.5')]]));
    world.market.close('dealer_long');
    const snapshot = JSON.parse(JSON.stringify(world.market.snapshot()));
    const again = createDealerMarket(
      RING,
      {
        ledger: world.ledger,
        contracts: world.contracts,
        tickets: windowTickets(world.ledger, quanta(world.contracts).openWindow({ ticketSize: 10n ** 12n })),
        random: createRandom(3),
      },
      snapshot,
    );
    expect(again.snapshot()).toEqual(snapshot);
    expect(again.anchors('mid').mid.toFixed()).toBe('0.5');
  });
});
