import { decimal } from '@bagehot/kernel';
import { generateRing, type RingWorld, type TradingPhase } from '@bagehot/ring';
import { composeDay, createEconomy, type DayParts, type Economy, type SimError, simulate } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

function worldOf(economy: Economy): RingWorld {
  return generateRing(
    { agents: 12, maturityDays: 5, kappa: '0.7', concentration: 1, mu: '0.5', totalDebt: 600 },
    economy.random.stream('ring'),
  );
}

function run(
  parts: DayParts,
  own: readonly TradingPhase[] = [],
  options: Partial<Parameters<typeof simulate>[2]> = {},
) {
  const economy = createEconomy({ seed: 3 });
  const phases = [...composeDay(economy, parts), ...own];
  return { economy, phases, result: simulate(economy, worldOf(economy), { maxDays: 20, phases, ...options }) };
}

const everything: DayParts = {
  dealer: { dealerShare: '0.1', maxArrivals: 'all' },
  moneyMarket: { policyRate: '0.05', supply: { reserveDays: 2 }, withdraw: { fromDay: 2, share: 1 } },
  liquidity: { policy: 'borrow-first' },
  facilities: { lendingSpread: '0.02', collateral: { haircut: '0.1' } },
};

describe('a composed day', () => {
  it('has its markets in the order of the day, whatever the order of the parts', () => {
    const economy = createEconomy({ seed: 1 });
    const names = (parts: DayParts) => composeDay(economy, parts).map(({ name }) => name);
    expect(names({})).toEqual([]);
    const order = names(everything);
    expect(order).toEqual(names(Object.fromEntries(Object.entries(everything).reverse())));
    expect(order.indexOf('policy')).toBeLessThan(order.indexOf('money'));
    expect(order.indexOf('money')).toBeLessThan(order.indexOf('window'));
  });

  it('without parts is the plain ring, event by event', () => {
    const plain = createEconomy({ seed: 3 });
    simulate(plain, worldOf(plain), { maxDays: 20 });
    expect(JSON.stringify(run({}).economy.events.events)).toBe(JSON.stringify(plain.events.events));
  });

  it('tells settlement of its pledges and deposits by itself', () => {
    const { economy, result } = run(everything);
    expect(economy.events.of('FacilityLending').length).toBeGreaterThan(0);
    expect(result.stopped).toBe('stable');
    expect(economy.ledger.balance('CB/custody', 'cash').eq(0)).toBe(true);
  });

  it('calls whoever watches after each part of the day, and tells it in the log if asked', () => {
    const seen: string[] = [];
    const watched = run(everything, [], {
      maxDays: 1,
      phaseEnds: true,
      afterPhase: (phase, day) => seen.push(`${day} ${phase}`),
    });
    const expected = ['B1', ...watched.phases.map(({ name }) => name), 'B3', 'C'].map((phase) => `0 ${phase}`);
    expect(seen).toEqual(expected);
    expect(watched.economy.events.of('PhaseEnd').map(({ day, phase }) => `${day} ${phase}`)).toEqual(expected);
    expect(run(everything, [], { maxDays: 1 }).economy.events.of('PhaseEnd')).toEqual([]);
  });

  it('takes phases of its caller among its own, and merges what they want of settlement', () => {
    const short: string[] = [];
    const watcher = {
      name: 'watcher',
      trade: () => undefined,
      hooks: { beforeShortfall: (debtor: string) => void short.push(debtor) },
    };
    const { economy } = run({}, [watcher]);
    const defaulted = economy.events.of('AgentDefaulted').map(({ agent }) => agent);
    expect(defaulted.length).toBeGreaterThan(0);
    expect(short).toEqual(expect.arrayContaining(defaulted));
  });

  it('ends where a phase throws, with what it did undone, when it is told to stop', () => {
    const raid: TradingPhase = {
      name: 'raid',
      trade({ ledger }, day) {
        if (day < 2) return;
        ledger.transfer({ day, kind: 'raid', asset: 'cash', from: 'CB', to: 'H1', amount: decimal(5) });
        throw new Error('the vault is shut');
      },
    };
    const { economy, result } = run({}, [raid], { failingPhase: 'stop' });
    expect(result).toMatchObject({
      stopped: 'error',
      days: 3,
      halt: { reason: 'phase-failed', phase: 'raid', day: 2, code: 'PHASE_FAILED', message: 'the vault is shut' },
    });
    expect(JSON.stringify(economy.events.events)).not.toContain('"raid","from"');
    expect(economy.events.events.at(-1)).toMatchObject({ kind: 'RunStopped', outcome: 'error' });
    expect(() => run({}, [raid])).toThrow('the vault is shut');
  });

  it('refuses parts that do not fit together, all at once and each by its path', () => {
    const wrong = {
      backstop: { spread: '0.6' },
      dealerFunding: { leverage: '0.5' },
      liquidity: { policy: 'pray' },
      tradeCredit: { markup: '-1' },
    } as unknown as DayParts;
    const problems = (() => {
      try {
        run(wrong);
      } catch (error) {
        return (error as SimError<'SCENARIO_INVALID'>).details.problems;
      }
      return [];
    })();
    const paths = problems.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'backstop',
        'dealerFunding',
        'dealerFunding.leverage',
        'liquidity',
        'liquidity.policy',
        'tradeCredit',
        'tradeCredit.markup',
        'tradeCredit.termDays',
        'tradeCredit.maxDebt',
      ]),
    );
  });

  it("lets rules of one's own take the place of named ones", () => {
    const economy = createEconomy({ seed: 3 });
    const asked: string[] = [];
    const phases = composeDay(
      economy,
      { moneyMarket: {}, liquidity: {} },
      {
        liquidity: { name: 'patience', sources: ({ need }) => (asked.push(String(need)) > 0 ? [] : ['borrow']) },
        policy: { name: 'climb', decide: ({ tick }) => ({ rate: decimal(tick).times('0.001') }) },
      },
    );
    simulate(economy, worldOf(economy), { maxDays: 5, phases });
    expect(asked.length).toBeGreaterThan(0);
    expect(economy.events.of('LiquidityPlanned').every(({ policy }) => policy === 'patience')).toBe(true);
    expect(economy.events.of('PolicyRateSet').length).toBeGreaterThan(2);
    expect(economy.events.of('CallMarketCleared').every(({ volume }) => volume.eq(0))).toBe(true);
  });
});
