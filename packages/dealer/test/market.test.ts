import { type DealerMarketConfig, type DealerPorts, dealerInvariants, lossRate, type OrderFlow } from '@bagehot/dealer';
import { assertInvariants, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { type Debt, marketOn, openWorld, type World } from './ledger-world.js';

/** Three people who owe each other on a ledger, with a window of tickets on their payables. */
function open(
  config: DealerMarketConfig = {},
  ports: Partial<DealerPorts> = {},
  cash: Readonly<Record<string, number>> = {},
): World {
  const debts: readonly Debt[] = [
    ['H1', 'H2', '4.5', 5],
    ['H2', 'H3', 3, 1],
    ['H3', 'H1', 5, 3],
  ];
  return openWorld({ H1: 10, H2: 2, H3: 3, ...cash }, debts, config, ports);
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
    const again = marketOn(world, {}, {}, snapshot);
    expect(again.snapshot()).toEqual(snapshot);
    expect(again.anchors('mid').mid.toFixed()).toBe('0.5');
  });
});
