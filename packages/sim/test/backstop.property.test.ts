import { updateAnchors } from '@bagehot/dealer';
import { type Decimal, decimal, type EventRecord, recordLine } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import {
  type BackstopOptions,
  backstop,
  composeDay,
  createEconomy,
  createRecordStream,
  type Economy,
  type RunOptions,
  type RunResult,
  type RunSnapshot,
  restoreEconomy,
  type SecondaryMarket,
  type SecondaryMarketConfig,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Of money. Estates that owe one another share what they get in ever smaller parts, down to the grid: a fine one would take too long. */
const DECIMALS = 4;

interface Case {
  readonly seed: number;
  readonly ring: {
    readonly agents: number;
    readonly kappa: string;
    readonly maturityDays: number;
    readonly mu: string;
  };
  readonly market: SecondaryMarketConfig;
  readonly rules: NonNullable<RunOptions['rules']>;
  readonly options: BackstopOptions;
}

const hundredths = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((count) => (count / 100).toFixed(2));

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.integer({ min: 0, max: 10_000 }),
  ring: fc.record({
    agents: fc.integer({ min: 3, max: 8 }),
    kappa: hundredths(100, 500),
    maturityDays: fc.integer({ min: 2, max: 8 }),
    mu: hundredths(0, 100),
  }),
  market: fc.record({
    ticketSize: fc.constantFrom(1, 5),
    dealerShare: hundredths(0, 10),
    vbtShare: hundredths(0, 10),
    vbtFunding: fc.constantFrom('funded', 'funded', 'funded', 'outside'),
    block: fc.constantFrom('one', 'shortfall'),
    maxArrivals: fc.constantFrom(4, 'all' as const, 'all' as const),
    sellHorizonDays: fc.integer({ min: 0, max: 4 }),
    horizonDays: fc.integer({ min: 1, max: 2 }),
    parCap: fc.boolean(),
    flowSensitivity: fc.constantFrom(0, '0.4'),
    singleIssuer: fc.boolean(),
    checks: fc.constant('event' as const),
  }),
  rules: fc.record({
    defaultHandling: fc.constantFrom('expel-agent', 'expel-agent', 'expel-agent', 'fail-fast'),
    settlement: fc.constantFrom('sequential', 'multipass', 'clearing'),
    estate: fc.constantFrom('retain', 'pro-rata'),
    rollover: fc.constantFrom('off', 'full-face'),
    check: fc.constant('daily' as const),
  }),
  options: fc.record({
    spread: hundredths(41, 120),
    mid: fc.option(hundredths(40, 110), { nil: undefined }),
    buckets: fc.constantFrom(undefined, undefined, ['short'], ['mid', 'long']),
    fromDay: fc.constantFrom(0, 0, 1),
  }),
});

interface Course {
  readonly economy: Economy;
  readonly dealers: SecondaryMarket;
  readonly result: RunResult;
  readonly lines: readonly string[];
}

function course(
  { seed, ring, market, rules, options }: Case,
  run: Partial<RunOptions> & { readonly without?: boolean } = {},
): Course {
  const { without = false, ...others } = run;
  const lines: string[] = [];
  const sink = createRecordStream((record: EventRecord) => lines.push(recordLine(record)), {
    seq: others.from?.economy.eventCount ?? 0,
  });
  const economy =
    others.from === undefined
      ? createEconomy({ seed, moneyDecimals: DECIMALS, sinks: [sink] })
      : restoreEconomy(others.from.economy, { sinks: [sink] });
  const world = generateRing({ ...ring, totalDebt: 120, monotonicity: 0 }, economy.random.stream('ring'));
  const dealers = secondaryMarket(economy, market, without ? {} : { outside: backstop(economy, market, options) });
  const result = simulate(economy, world, { maxDays: 10, phases: [dealers], rules, ...others });
  return { economy, dealers, result, lines };
}

const forAll = (numRuns: number, check: (drawn: Case) => void): void =>
  fc.assert(fc.property(cases, check), { numRuns });

/** What the central bank paid less what it was paid, as the log tells it. */
function madeByTrade(events: Economy['events']['events'], name: string): Decimal {
  let made = decimal(0);
  for (const event of events) {
    if (event.kind !== 'CashTransferred') continue;
    if (event.from === name) made = made.plus(event.amount);
    if (event.to === name) made = made.minus(event.amount);
  }
  return made;
}

describe('a backstop, whatever the ring and the market', () => {
  it('keeps every law of ring, market and ledger, and accounts for all money it makes and takes back', () =>
    forAll(20, (drawn) => {
      const { economy, result } = course(drawn);
      const { backstop: figures } = result.metrics;
      if (figures === undefined) throw new Error('there are no figures');
      const { paid, soldFor, redeemed, faceBought, faceSold, faceLost, holdings, peakHoldings, profit, holdingsWorth } =
        figures;
      expect(madeByTrade(economy.events.events, 'CB').toFixed()).toBe(paid.minus(soldFor).minus(redeemed).toFixed());
      expect(faceBought.minus(faceSold).minus(redeemed).minus(faceLost).toFixed()).toBe(holdings.toFixed());
      expect(peakHoldings.gte(holdings) && peakHoldings.lte(faceBought)).toBe(true);
      expect(profit.toFixed()).toBe(soldFor.plus(redeemed).plus(holdingsWorth).minus(paid).toFixed());
      expect(figures.bidDays <= figures.days && figures.days <= result.days).toBe(true);
    }));

  it('bounds the outside bid from below, and never lets an ask lie below it', () =>
    forAll(12, (drawn) => {
      const { economy, dealers, result } = course(drawn);
      const { quotes } = backstop(economy, drawn.market, drawn.options);
      for (const { day, bucket, bid, ask, vbtBid, vbtAsk } of economy.events.of('DealerQuote')) {
        const standing = quotes.get(bucket);
        if (standing !== undefined && day >= (drawn.options.fromDay ?? 0)) expect(vbtBid.gte(standing.bid)).toBe(true);
        expect(vbtBid.lte(bid) && bid.lte(ask) && ask.lte(vbtAsk)).toBe(true);
      }
      expect(dealers.market.violations).toEqual([]);
      const last = new Map<string, string>();
      for (const { bucket, day, bid, effectiveBid, effectiveAsk, bidBy, askBy } of economy.events.of('BackstopQuote')) {
        expect(day >= (drawn.options.fromDay ?? 0) && quotes.get(bucket)?.bid.eq(bid)).toBe(true);
        expect(effectiveBid.gte(bid) && effectiveAsk.gte(effectiveBid)).toBe(true);
        const told = [effectiveBid, effectiveAsk, bidBy, askBy].join(' ');
        expect(last.get(bucket)).not.toBe(told);
        last.set(bucket, told);
      }
      expect(result.days).toBeGreaterThan(0);
    }));

  it('leaves the anchors to the losses', () =>
    forAll(12, (drawn) => {
      const { economy } = course(drawn);
      const size = decimal(drawn.market.ticketSize ?? 1);
      for (const { lossRate, midBefore, midAfter, spreadBefore, spreadAfter } of economy.events.of('VBTAnchorUpdate')) {
        const moved = updateAnchors({ mid: midBefore, spread: spreadBefore }, lossRate, {
          midSensitivity: decimal(1),
          spreadSensitivity: decimal('0.6'),
          minSpread: decimal(0),
          ticketSize: size,
          moneyDecimals: DECIMALS,
        });
        expect([midAfter.toFixed(), spreadAfter.toFixed()]).toEqual([moved.mid.toFixed(), moved.spread.toFixed()]);
      }
    }));

  it('is nothing at all when it bids nothing', () =>
    forAll(12, (drawn) => {
      const idle = { ...drawn, options: { ...drawn.options, mid: 0 } };
      expect(course(idle).lines).toEqual(course(drawn, { without: true }).lines);
    }));

  it('never trades while the value-based traders can pay and nothing is lost', () =>
    forAll(12, (drawn) => {
      const { mid, ...options } = drawn.options;
      const market = { ...drawn.market, vbtFunding: 'outside' as const, anchorUpdates: false };
      const { economy, result } = course({ ...drawn, market, options });
      expect(economy.events.of('Trade').filter(({ vbt }) => vbt === 'CB')).toEqual([]);
      expect(result.metrics.backstop).toMatchObject({ bidDays: 0, faceBought: decimal(0) });
      expect(economy.events.of('BackstopQuote').every(({ bidBy, askBy }) => bidBy !== 'CB' && askBy !== 'CB')).toBe(
        true,
      );
    }));

  it('goes on from a snapshot to the byte, its memory of what it told included', () =>
    forAll(12, (drawn) => {
      let text = '';
      let seq = 0;
      const whole = course(drawn, {
        onDay: (day, run) => {
          if (day !== 2) return;
          const snapshot = run.snapshot();
          text = JSON.stringify(snapshot);
          seq = snapshot.economy.eventCount;
        },
      });
      fc.pre(text !== '');
      let restored = '';
      const rest = course(drawn, {
        from: JSON.parse(text) as RunSnapshot,
        onStart: (run) => {
          restored = JSON.stringify(run.snapshot());
        },
      });
      expect(restored).toBe(text);
      expect(rest.lines).toEqual(whole.lines.slice(seq));
    }));
});

describe('a backstop among all markets', () => {
  const composed = fc.record({
    seed: fc.integer({ min: 0, max: 10_000 }),
    kappa: hundredths(80, 300),
    share: fc.constantFrom('0', '0.5', '1'),
    leverage: fc.constantFrom(1, 2, 4),
    spread: hundredths(45, 120),
    buys: fc.constantFrom('all', 'unbarred'),
    policy: fc.constantFrom('sell-first', 'borrow-first', 'cheapest'),
    haircut: fc.constantFrom('0', '0.2'),
  });

  it('keeps the laws of the economy after each part of the day, and buys nothing of those it is not to buy of', () =>
    fc.assert(
      fc.property(composed, ({ seed, kappa, share, leverage, spread, buys, policy, haircut }) => {
        const economy = createEconomy({ seed, moneyDecimals: DECIMALS });
        const world = generateRing(
          { agents: 8, maturityDays: 5, kappa, totalDebt: 160 },
          economy.random.stream('ring'),
        );
        const phases = composeDay(economy, {
          dealer: {
            dealerShare: '0.05',
            vbtShare: '0.05',
            vbtFunding: 'funded',
            block: 'shortfall',
            maxArrivals: 'all',
          },
          dealerFunding: { leverage },
          moneyMarket: { policyRate: '0.05', withdraw: { fromDay: 2, share } },
          liquidity: { policy },
          facilities: { collateral: { haircut, liquidationDiscount: '0.1' } },
          backstop: { spread, buys },
        });
        simulate(economy, world, { maxDays: 8, phases, rules: { check: 'daily' }, ...checkEconomy() });
        const debtors = new Map<string, string>();
        const defaulted = new Set<string>();
        const barred = new Set<string>();
        for (const event of economy.events.events) {
          if (event.kind === 'PayableCreated') debtors.set(event.contract, event.debtor);
          if (event.kind === 'AgentDefaulted') defaulted.add(event.agent);
          if (event.kind === 'CallLoanDefaulted') barred.add(event.borrowerId);
          if (event.kind !== 'Trade' || event.side !== 'SELL' || event.vbt !== 'CB') continue;
          const issuer = debtors.get(event.contract ?? '') ?? '';
          expect(issuer).not.toBe('');
          expect(defaulted.has(issuer) || (buys === 'unbarred' && barred.has(issuer))).toBe(false);
        }
      }),
      { numRuns: 10 },
    ));
});
