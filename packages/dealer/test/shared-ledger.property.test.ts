import {
  backedOutside,
  type DealerEvent,
  type DealerMarketConfig,
  dealerInvariants,
  type OutsideSource,
} from '@bagehot/dealer';
import { dealerScenarios, simulateScenario } from '@bagehot/dealer/testing';
import { type AgentId, assertInvariants, type Decimal, decimal, recordLine, ZERO } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf } from './event-record.js';
import { type Debt, openWorld, type World } from './ledger-world.js';

/** What happens on a day, in any order. */
type Step =
  | { readonly kind: 'session' | 'late'; readonly sellers: readonly number[] | undefined }
  | { readonly kind: 'layOff'; readonly dealer: number; readonly amount: number }
  | { readonly kind: 'lend'; readonly dealer: number; readonly amount: number }
  | { readonly kind: 'sell' | 'buy' | 'close'; readonly who: number }
  | { readonly kind: 'losses'; readonly tenths: number };

interface Economy {
  readonly cash: readonly number[];
  readonly debts: readonly (readonly [number, number, number, number])[];
  readonly dealerCash: number;
  readonly backing: { readonly bid: number; readonly ask: number; readonly refused: number };
  readonly config: DealerMarketConfig;
  readonly days: readonly (readonly Step[])[];
}

const PEOPLE = 6;
const BUCKETS = ['short', 'mid', 'long'] as const;
const nameOf = (k: number): AgentId => `H${(k % PEOPLE) + 1}`;
const dealerOf = (k: number): AgentId => `dealer_${BUCKETS[k % BUCKETS.length]}`;

const some = fc.option(fc.array(fc.nat(PEOPLE - 1), { maxLength: PEOPLE }), { nil: undefined });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('session', 'late'), sellers: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('layOff', 'lend'),
      dealer: fc.nat(2),
      amount: fc.integer({ min: 0, max: 40 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('sell', 'sell', 'buy'), who: fc.nat(PEOPLE - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), who: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('losses' as const), tenths: fc.nat(10) }) },
) as fc.Arbitrary<Step>;

const economies: fc.Arbitrary<Economy> = fc.record({
  cash: fc.array(fc.nat(80), { minLength: PEOPLE, maxLength: PEOPLE }),
  debts: fc.array(
    fc.tuple(
      fc.nat(5),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 5, max: 45 }),
      fc.integer({ min: 1, max: 12 }),
    ),
    {
      minLength: 4,
      maxLength: 10,
      size: 'max',
    },
  ),
  dealerCash: fc.nat(150),
  backing: fc.record({ bid: fc.nat(120), ask: fc.integer({ min: 80, max: 160 }), refused: fc.nat(PEOPLE) }),
  config: fc.record({
    vbtFunding: fc.constantFrom('overdraw', 'outside', 'funded'),
    reserveDealerDues: fc.boolean(),
    block: fc.constantFrom('one', 'shortfall'),
    crossing: fc.boolean(),
    singleIssuer: fc.boolean(),
    sellHorizonDays: fc.constantFrom(0, 4),
    flowSensitivity: fc.constantFrom('0', '0.3'),
    anchors: fc.constantFrom(
      { short: { mid: 1, spread: '0.2' }, mid: { mid: 1, spread: '0.3' }, long: { mid: 1, spread: '0.4' } },
      { short: { mid: '0.7', spread: 1 }, mid: { mid: '0.4', spread: 1 }, long: { mid: '0.015', spread: '0.5' } },
    ),
  }),
  days: fc.array(fc.array(steps, { maxLength: 6, size: 'max' }), { minLength: 1, maxLength: 5, size: 'max' }),
});

/** Somebody stands behind every bucket, turns away one issuer's claims, and can only deliver what it has. */
function backstop(economy: Economy, world: () => World): OutsideSource {
  const { bid, ask, refused } = economy.backing;
  return {
    quote: (bucket, { quote, vbt, day }) => {
      const { market, ledger, contracts } = world();
      const hasTickets = (holder: AgentId): boolean =>
        contracts
          .heldBy(holder)
          .some(({ dueDay, kind }) => kind === 'payable' && dueDay > day && bucketOf(dueDay - day) === bucket);
      const canPay = economy.config.vbtFunding !== 'funded' || ledger.cash(vbt).gte(quote.bid);
      expect(market.vbts.get(bucket)).toBe(vbt);
      return backedOutside(
        { vbt, quote, canPay, canDeliver: hasTickets(vbt) },
        { by: 'CB', bid: cents(bid), ask: hasTickets('CB') ? cents(ask) : undefined },
      );
    },
    takes: ({ issuer }) => issuer !== nameOf(refused) || refused === PEOPLE,
  };
}

const cents = (amount: number) => decimal(amount).times('0.01');
const bucketOf = (days: number): string => (days <= 3 ? 'short' : days <= 8 ? 'mid' : 'long');

/** The economy with somebody behind its market, or nobody. */
function open(economy: Economy, isBacked: boolean, isWatched = true): World {
  const world: World = openLike(economy, isBacked ? backstop(economy, () => world) : undefined, isWatched);
  return world;
}

function openLike(economy: Economy, outside: OutsideSource | undefined, isWatched = true): World {
  const cash = Object.fromEntries(economy.cash.map((tenths, k) => [nameOf(k), decimal(tenths).times('0.1').toFixed()]));
  const debts = economy.debts.map(
    ([debtor, ahead, tenths, dueDay]): Debt => [
      nameOf(debtor),
      nameOf(debtor + 1 + ((ahead - 1) % (PEOPLE - 1))),
      decimal(tenths).times('0.1').toFixed(),
      dueDay,
    ],
  );
  const ports = { ...(outside === undefined ? {} : { outside }), ...(isWatched ? {} : { events: undefined as never }) };
  const world = openWorld(cash, debts, { ...economy.config, checks: isWatched ? 'throw' : 'off' }, ports);
  for (const dealer of world.market.dealers.values())
    world.market.endow(0, dealer, decimal(economy.dealerCash).times('0.1'));
  return world;
}

/** The day's step, as whoever drives the market would take it. */
function take(world: World, day: number, step: Step): void {
  const { market, contracts, ledger } = world;
  const people = Array.from({ length: PEOPLE }, (_, k) => nameOf(k));
  switch (step.kind) {
    case 'session':
    case 'late':
      market.runSession(day, people, {
        late: step.kind === 'late',
        ...(step.sellers === undefined ? {} : { sellers: new Set(step.sellers.map(nameOf)) }),
      });
      return;
    case 'layOff':
      market.layOff(day, dealerOf(step.dealer), decimal(step.amount).times('0.1'));
      return;
    case 'lend': {
      const amount = decimal(step.amount).times('0.1');
      const dealer = dealerOf(step.dealer);
      if (amount.eq(0) || ledger.cash('H1').lt(amount)) return;
      ledger.transfer({ day, kind: 'loan', asset: 'cash', from: 'H1', to: dealer, amount });
      contracts.issue({ kind: 'call-loan', debtor: dealer, creditor: 'H1', amount, dueDay: day + (step.amount % 2) });
      return;
    }
    case 'sell': {
      const bid = market.bidFor(day, nameOf(step.who));
      if (bid === undefined) return;
      const sale = market.sell(day, nameOf(step.who), bid.ticket.id);
      expect(sale.kind === 'Executed' ? sale.price.toFixed() : sale.reason).toBe(bid.amount.toFixed());
      return;
    }
    case 'buy':
      market.buy(day, nameOf(step.who), BUCKETS[step.who % 3] as string);
      return;
    case 'close':
      if (step.who < 3) market.close(dealerOf(step.who));
      return;
    case 'losses':
      market.observeLosses(day, new Map([['short', decimal(step.tenths).times('0.1')]]));
  }
}

/** Everything due today is paid as far as the debtor's money goes, in order, and forgotten. Returns what the central bank got, which is money gone. */
function settle({ contracts, ledger }: World, day: number): Decimal {
  let gone = ZERO;
  for (const { id, debtor, claims } of contracts.dueOn(day))
    for (const { holder, face } of claims) {
      if (holder === debtor) continue;
      const cash = ledger.cash(debtor);
      const amount = cash.lt(face) ? (cash.gt(0) ? cash : ZERO) : face;
      if (amount.gt(0)) ledger.transfer({ day, kind: 'settle', asset: 'cash', from: debtor, to: holder, amount });
      if (holder === 'CB') gone = gone.plus(amount);
      if (contracts.get(id) !== undefined) contracts.remove(id);
    }
  return gone;
}

/** What must hold at any time, of everybody. */
function assertSound(world: World, vbtFunding: DealerMarketConfig['vbtFunding']): void {
  const { market, ledger, contracts } = world;
  assertInvariants(market, dealerInvariants);
  expect(market.violations).toEqual([]);
  for (const agent of ledger.agents()) {
    if (agent === 'CB' || (vbtFunding === 'overdraw' && agent.startsWith('vbt_'))) continue;
    expect(ledger.cash(agent).gte(0), `${agent} has ${ledger.cash(agent)}`).toBe(true);
  }
  for (const { amount, claims } of ledger.agents().flatMap((agent) => contracts.owedBy(agent)))
    expect(claims.reduce((sum, { face }) => sum.plus(face), ZERO).toFixed()).toBe(amount.toFixed());
  const total = ledger.agents().reduce((sum, agent) => sum.plus(ledger.cash(agent)), ZERO);
  expect(total.toFixed()).toBe('0');
}

/** Cash and tickets of dealers that have left trade. */
function estates({ market, ledger, contracts }: World): unknown {
  return market.closed.map((dealer) => [
    ledger.cash(dealer).toFixed(),
    contracts
      .heldBy(dealer)
      .map(({ id, claims }) => [id, claims.find(({ holder }) => holder === dealer)?.face.toFixed()]),
  ]);
}

/** Runs an economy; `watch` looks on at each step. Returns the money that is gone. */
function play(world: World, { days }: Economy, watch: (day: number, step: Step, run: () => void) => void): Decimal {
  let gone = ZERO;
  days.forEach((plan, k) => {
    const day = k + 1;
    for (const step of [{ kind: 'session', sellers: undefined } as const, ...plan])
      watch(day, step, () => take(world, day, step));
    gone = gone.plus(settle(world, day));
    world.market.postClosingQuotes(day);
  });
  return gone;
}

const lines = (events: readonly DealerEvent[]): readonly string[] => events.map((event) => recordLine(recordOf(event)));
const logOf = (world: World, economy: Economy): readonly string[] => {
  play(world, economy, (_day, _step, run) => run());
  return lines(world.events.events);
};
const ownOnBothSides: OutsideSource = { quote: (_, { quote, vbt }) => ({ ...quote, bidBy: vbt, askBy: vbt }) };

describe('a market among others', () => {
  it('creates no money but what is told, leaves nobody in debt, and keeps its laws whatever happens in which order', () => {
    fc.assert(
      fc.property(economies, fc.boolean(), (economy, isBacked) => {
        const world = open(economy, isBacked);
        const issued = world.ledger.cash('CB');
        const opening = world.events.events.length;
        const gone = play(world, economy, (_day, step, run) => {
          const before = step.kind === 'lend' || step.kind === 'close' ? undefined : estates(world);
          const start = world.events.events.length;
          run();
          assertSound(world, economy.config.vbtFunding);
          if (before !== undefined) expect(estates(world)).toEqual(before);
          const trades = world.events.events.slice(start).filter((event) => event.kind === 'Trade');
          if (step.kind === 'late') expect(trades.every(({ side }) => side === 'SELL')).toBe(true);
        });
        let made = ZERO;
        for (const event of world.events.events.slice(opening)) {
          if (event.kind === 'CapitalInjected') made = made.plus(event.amount);
          if (event.kind === 'Trade' && event.vbt === 'CB')
            made = made.plus(event.side === 'SELL' ? event.amount : event.amount.times(-1));
        }
        expect(issued.minus(world.ledger.cash('CB')).toFixed()).toBe(made.minus(gone).toFixed());
      }),
      { numRuns: 60 },
    );
  });

  it('raises what a dealer is asked for and not a ticket more, each at the outside bid', () => {
    fc.assert(
      fc.property(economies, (economy) => {
        const world = open(economy, true);
        const { market, ledger } = world;
        play(world, economy, (day, step, run) => {
          if (step.kind !== 'layOff') return run();
          const dealer = dealerOf(step.dealer);
          const wanted = decimal(step.amount).times('0.1');
          const tradeable = () =>
            Object.values(market.shelf(dealer))
              .flat()
              .filter(({ maturityDay }) => maturityDay > day);
          const before = ledger.cash(dealer);
          const start = world.events.events.length;
          run();
          const sold = world.events.events.slice(start).filter((event) => event.kind === 'Trade');
          const raised = sold.reduce((sum, { amount }) => sum.plus(amount), ZERO);
          expect(ledger.cash(dealer).minus(before).toFixed()).toBe(raised.toFixed());
          const last = sold.at(-1);
          if (last !== undefined) expect(raised.minus(last.amount).lt(wanted)).toBe(true);
          for (const { route, trader, price } of sold) {
            expect([route, trader]).toEqual(['Layoff', dealer]);
            expect(price.gt(0)).toBe(true);
          }
          // Who has not raised enough has nothing left that anybody pays for.
          const [first] = tradeable().toSorted((a, b) => a.serial - b.serial);
          if (raised.lt(wanted) && first !== undefined && !market.closed.includes(dealer))
            expect(market.layOff(day, dealer, 1)).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('tells the same when a source hands back the value-based traders’ own quotes', () => {
    fc.assert(
      fc.property(economies, (economy) => {
        const plain = logOf(open(economy, false), economy);
        const world = openLike(economy, ownOnBothSides);
        expect(logOf(world, economy)).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it('tells the same when somebody stands behind it who neither bids nor has paper', () => {
    fc.assert(
      fc.property(economies, (economy) => {
        const idle = { ...economy, backing: { ...economy.backing, bid: 0 } };
        expect(logOf(open(idle, true), idle)).toEqual(logOf(open(idle, false), idle));
      }),
      { numRuns: 25 },
    );
  });

  it('does the same whether or not anybody looks on', () => {
    fc.assert(
      fc.property(economies, (economy) => {
        const told = open(economy, true);
        const quiet = open(economy, true, false);
        for (const world of [told, quiet]) play(world, economy, (_day, _step, run) => run());
        expect(quiet.ledger.snapshot()).toEqual(told.ledger.snapshot());
        expect(quiet.contracts.snapshot()).toEqual(told.contracts.snapshot());
      }),
      { numRuns: 25 },
    );
  });
});

describe('a market that stands alone', () => {
  it('tells what it always told when a source hands back the value-based traders’ own quotes', () => {
    fc.assert(
      fc.property(dealerScenarios(), (scenario) => {
        const plain = simulateScenario(scenario);
        const sourced = simulateScenario(scenario, { outside: ownOnBothSides });
        expect(sourced.records.map((record) => JSON.stringify(record))).toEqual(
          plain.records.map((record) => JSON.stringify(record)),
        );
      }),
      { numRuns: 40 },
    );
  });
});
