import { backedOutside, type DealerMarket, type OutsideSource } from '@bagehot/dealer';
import { decimal } from '@bagehot/kernel';
import { quanta, type TicketWindow } from '@bagehot/kernel/quanta';
import type { ExplicitWorld, RingWorld } from '@bagehot/ring';
import {
  createEconomy,
  type Economy,
  payableTickets,
  type SecondaryMarketConfig,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const world: RingWorld = {
  agents: ['H1', 'H2', 'H3'],
  cash: { H1: 6, H2: 3, H3: 1 },
  payables: [
    { debtor: 'H1', creditor: 'H2', amount: 9, dueDay: 2 },
    { debtor: 'H2', creditor: 'H3', amount: 5, dueDay: 6 },
    { debtor: 'H3', creditor: 'H1', amount: 4, dueDay: 12 },
  ],
};

/** The economy after one day, with its market. */
function firstDay(
  config: SecondaryMarketConfig,
  state: RingWorld | ExplicitWorld = world,
): { readonly economy: Economy; readonly market: DealerMarket } {
  const economy = createEconomy({ seed: 3 });
  const dealers = secondaryMarket(economy, { maxArrivals: 0, ...config });
  simulate(economy, state, { maxDays: 1, phases: [dealers], rules: { check: 'daily' } });
  return { economy, market: dealers.market };
}

/** What market makers hold, as `cash + tickets of each contract`. */
function holdings({ ledger, contracts }: Economy, agent: string): string {
  const claims = contracts
    .heldBy(agent)
    .map(({ id, claims: shares }) => `${shares.find(({ holder }) => holder === agent)?.face.toFixed()} of ${id}`);
  return [ledger.cash(agent).toFixed(), ...claims].join(' + ');
}

describe('a secondary market', () => {
  it('opens its dealers, then its value-based traders, after the world’s agents', () => {
    expect(firstDay({}).economy.ledger.agents()).toEqual([
      'CB',
      'H1',
      'H2',
      'H3',
      'dealer_short',
      'dealer_mid',
      'dealer_long',
      'vbt_short',
      'vbt_mid',
      'vbt_long',
    ]);
  });

  it('notices when its tickets and the claims are no longer the same', () => {
    const broken = (tamper: (economy: Economy) => void): string | undefined => {
      const economy = createEconomy({ seed: 3 });
      const dealers = secondaryMarket(economy, { maxArrivals: 0 });
      let message: string | undefined;
      simulate(economy, world, {
        maxDays: 1,
        phases: [dealers],
        onDay: (_, { system }) => {
          const [law] = dealers.invariants ?? [];
          expect(law?.check(system)).toBeUndefined();
          tamper(economy);
          message = law?.check(system)?.message;
        },
      });
      return message;
    };
    const window = ({ contracts }: Economy): TicketWindow => quanta(contracts).window as TicketWindow;
    expect(broken((economy) => window(economy).owners.fill(3, 0, 1))).toMatch(
      /^before day 1: H3 has .* of P1, but a claim of 0$/,
    );
    expect(broken(({ contracts }) => quanta(contracts).steps.table.close(0))).toBe(
      'before day 1: ticket P1#0 outlives its contract',
    );
    expect(broken(({ contracts }) => quanta(contracts).closeWindow())).toBe('before day 1: there is no ticket window');
  });

  it('keeps its books by the mid that counts, and those of a dealer that has left trade not at all', () => {
    const economy = createEconomy({ seed: 3 });
    const outside: OutsideSource = {
      quote: (_, { quote, vbt }) =>
        backedOutside({ vbt, quote, canPay: true, canDeliver: true }, { by: 'CB', bid: decimal('0.97') }),
    };
    const dealers = secondaryMarket(economy, { sellHorizonDays: 3, maxArrivals: 'all', dealerShare: 3 }, { outside });
    const run = simulate(economy, world, {
      maxDays: 6,
      phases: [dealers],
      rules: { check: 'daily' },
      onDay: (day) => {
        if (day === 2) dealers.market.close('dealer_short');
      },
    });
    expect(economy.events.of('Trade').map(({ isPassThrough }) => isPassThrough)).toContain(false);
    expect(dealers.market.closed).toEqual(['dealer_short']);
    expect(run.days).toBeGreaterThan(2);
  });

  it('keeps its state in a snapshot of the run under the name of its phase in the day', () => {
    const economy = createEconomy({ seed: 3 });
    const phases: string[] = [];
    simulate(economy, world, {
      maxDays: 1,
      phases: [secondaryMarket(economy, { maxArrivals: 0 })],
      onDay: (_, run) => phases.push(...run.snapshot().ring.phases.map(([name]) => name)),
    });
    expect(phases).toEqual(['dealers']);
  });

  it('is not there before its run begins', () => {
    const dealers = secondaryMarket(createEconomy({ seed: 3 }), {});
    expect(() => dealers.market).toThrow(expect.objectContaining({ code: 'INCOMPLETE_ECONOMY' }));
  });

  it('refuses a wrong configuration where it is written', () => {
    const economy = createEconomy({ seed: 3 });
    const before = JSON.stringify(economy.snapshot());
    expect(() => secondaryMarket(economy, { buckets: [{ id: 'all', minDays: 2, maxDays: null }] })).toThrow(
      expect.objectContaining({ name: 'DealerError' }),
    );
    // A tenth is no amount where money has no decimals.
    expect(() => secondaryMarket(createEconomy({ seed: 3, moneyDecimals: 0 }), { ticketSize: '0.1' })).toThrow(
      expect.objectContaining({ code: 'OFF_GRID' }),
    );
    expect(() => secondaryMarket(economy, { dealerShare: '-0.1' })).toThrow(
      expect.objectContaining({ code: 'INVALID_MARKET', message: 'dealerShare must be at least 0, but is -0.1' }),
    );
    expect(JSON.stringify(economy.snapshot())).toBe(before);
  });

  it('goes by other names if told', () => {
    const { economy } = firstDay({ accountNames: { dealer: (b) => `maker ${b}`, vbt: (b) => `backer ${b}` } });
    expect(economy.ledger.agents()).toContain('maker short');
    expect(economy.events.of('CapitalInjected').map(({ agent }) => agent)).toContain('backer long');
  });
});

describe('opening capital', () => {
  it('is a share of the traders’ cash, in equal parts, minted from outside', () => {
    const { economy } = firstDay({ dealerShare: '0.25', vbtShare: '0.5' });
    // A quarter of 10 in three parts: the odd quanta go to the first.
    expect(holdings(economy, 'dealer_short')).toBe('0.833333333334');
    expect(holdings(economy, 'dealer_mid')).toBe('0.833333333333');
    expect(holdings(economy, 'dealer_long')).toBe('0.833333333333');
    expect(holdings(economy, 'vbt_mid')).toBe('1.666666666667');
    const minted = economy.events.of('CashMinted').filter(({ source }) => source === 'capital');
    expect(minted.map(({ to }) => to)).toEqual(economy.events.of('CapitalInjected').map(({ agent }) => agent));
    expect(economy.events.of('CapitalInjected').every(({ reason }) => reason === 'capital')).toBe(true);
  });

  it('counts the cash of households and firms only', () => {
    const banked: ExplicitWorld = {
      agents: [
        { id: 'CB', kind: 'central_bank' },
        { id: 'B1', kind: 'bank' },
        { id: 'H1', kind: 'household' },
        { id: 'F1', kind: 'firm' },
      ],
      initialActions: [
        { kind: 'mint_cash', to: 'B1', amount: 100 },
        { kind: 'mint_cash', to: 'H1', amount: 4 },
        { kind: 'mint_cash', to: 'F1', amount: 8 },
      ],
    };
    const oneBucket = {
      buckets: [{ id: 'all', minDays: 1, maxDays: null }],
      anchors: { all: { mid: 1, spread: '0.2' } },
    };
    expect(holdings(firstDay({ ...oneBucket, dealerShare: '0.5' }, banked).economy, 'dealer_all')).toBe('6');
  });

  it('may be the first tickets of each bucket, at no charge', () => {
    const capital = { mode: 'ticket-allocation', withCash: false } as const;
    const { economy, market } = firstDay({ dealerShare: '0.25', vbtShare: '0.5', capital });
    // 9, 5 and 4 tickets: a quarter and a half of each, rounded down.
    expect(holdings(economy, 'dealer_short')).toBe('0 + 2 of P1');
    expect(holdings(economy, 'vbt_short')).toBe('0 + 4 of P1');
    expect(holdings(economy, 'H2')).toBe('3 + 3 of P1');
    expect(holdings(economy, 'dealer_mid')).toBe('0 + 1 of P2');
    expect(holdings(economy, 'vbt_long')).toBe('0 + 2 of P3');
    expect(market.shelf('dealer_short').home.map(({ id }) => id)).toEqual(['P1#0', 'P1#1']);
    expect(economy.events.of('ClaimTransferred').every(({ cause }) => cause === 'capital')).toBe(true);
  });

  it('may be tickets and money', () => {
    const capital = { mode: 'ticket-allocation', withCash: true } as const;
    const { economy } = firstDay({ dealerShare: '0.3', vbtShare: 0, capital });
    expect(holdings(economy, 'dealer_short')).toBe('1 + 2 of P1');
    expect(holdings(economy, 'vbt_short')).toBe('0');
  });

  it('may be given as listed', () => {
    const capital = { mode: 'given', cash: new Map([['vbt_mid', '7.5']]) } as const;
    const { economy } = firstDay({ capital });
    expect(holdings(economy, 'vbt_mid')).toBe('7.5');
    expect(holdings(economy, 'dealer_short')).toBe('0');
  });

  it('is refused for somebody who is no market maker', () => {
    const capital = { mode: 'given', cash: new Map([['H1', 1]]) } as const;
    expect(() => firstDay({ capital })).toThrow(
      expect.objectContaining({ code: 'INVALID_MARKET', message: expect.stringContaining('H1') }),
    );
  });
});

describe('the bridge', () => {
  it('cuts claims on traders into tickets, leaves stubs, and changes nothing', () => {
    const economy = createEconomy({ seed: 3 });
    simulate(economy, world, { maxDays: 1 });
    const before = JSON.stringify(economy.snapshot());
    const book = payableTickets(economy, 4);
    expect(book.all().map(({ id, owner }) => `${id} ${owner}`)).toEqual(['P1#0 H2', 'P1#1 H2', 'P2#0 H3', 'P3#0 H1']);
    quanta(economy.contracts).closeWindow();
    expect(JSON.stringify(economy.snapshot())).toBe(before);
  });

  it('does not cut loans, and no debts of banks', () => {
    const banked: ExplicitWorld = {
      agents: [
        { id: 'CB', kind: 'central_bank' },
        { id: 'B1', kind: 'bank' },
        { id: 'H1', kind: 'household' },
      ],
      initialActions: [{ kind: 'create_payable', from: 'B1', to: 'H1', amount: 3, dueDay: 9 }],
    };
    const economy = createEconomy({ seed: 3 });
    simulate(economy, banked, { maxDays: 1 });
    const { quantum } = economy.ledger;
    economy.contracts.issue({ kind: 'loan', debtor: 'H1', creditor: 'B1', amount: quantum, dueDay: 9 });
    expect(payableTickets(economy, quantum).all()).toEqual([]);
  });
});

describe('losses', () => {
  it('move the anchors of the bucket whose label a debt carries on its last day', () => {
    const economy = createEconomy({ seed: 3 });
    const dealers = secondaryMarket(economy, { maxArrivals: 0 });
    simulate(economy, world, { maxDays: 3, phases: [dealers] });
    const [update] = economy.events.of('VBTAnchorUpdate');
    // H1 pays 6 of 9.
    expect(update).toMatchObject({ day: 2, bucket: 'short' });
    expect(update?.lossRate.toFixed()).toBe('0.333333333333333333333333');
    expect(dealers.market.anchors('short').mid.toFixed()).toBe('0.666666666667');
    expect(dealers.market.anchors('mid').mid.toFixed()).toBe('1');
  });
});
