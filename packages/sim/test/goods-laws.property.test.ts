import { type Contract, createEventLog, decimal, recordLine } from '@bagehot/kernel';
import { checkTradingPhase, ringRules } from '@bagehot/ring/testing';
import {
  createEconomy,
  createRecordStream,
  type Economy,
  type ExchangeMarket,
  exchangeMarket,
  type GoodsOptions,
  type RunOptions,
  type RunResult,
  type RunSnapshot,
  restoreEconomy,
  type SimEvent,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GoodsEconomy, goodsEconomies } from './goods-economies.js';
import { BREAD, people } from './goods-run.js';

const MAX_DAYS = 8;

/** Bread for 12, and for 18 that are never paid. */
const ONE_LOAN = {
  config: BREAD,
  world: people({ kind: 'mint_cash', to: 'H2', amount: 12 }),
  options: {
    purchaseLimit: { mode: 'PERSONAL', carriedShare: '1', referencePrices: {} },
    tradeCredit: { termDays: 2, markup: 0, maxDebt: '18' },
  },
};

interface Played {
  readonly economy: Economy;
  readonly market: ExchangeMarket;
  readonly result: RunResult;
  readonly lines: readonly string[];
}

/** Runs an economy, with dealers in its debts if wanted. */
function play(
  { world, config }: GoodsEconomy,
  options: GoodsOptions,
  more: Partial<RunOptions> & { readonly withDealers?: boolean } = {},
): Played {
  const { withDealers = false, ...run } = more;
  const lines: string[] = [];
  const recording = { sinks: [createRecordStream((record) => lines.push(recordLine(record)))] };
  const economy = createEconomy({ seed: 3, ...recording });
  const market = exchangeMarket(economy, config, options);
  const dealers = withDealers ? [secondaryMarket(economy, { ticketSize: '0.5', maxArrivals: 'all' })] : [];
  const result = simulate(economy, world, {
    maxDays: MAX_DAYS,
    phases: [market, ...dealers],
    rules: { check: 'daily' },
    ...run,
  });
  return { economy, market, result, lines };
}

describe('a ring with an exchange and credit', () => {
  it('keeps every law of an economy after every phase; the market sees what the ledger has', () => {
    let credits = 0;
    let defaults = 0;
    fc.assert(
      fc.property(goodsEconomies, fc.boolean(), fc.boolean(), (drawn, withDealers, isLimited) => {
        const { purchaseLimit, ...others } = drawn.options;
        const laws = checkEconomy();
        const check = ({ economy, market }: Pick<Played, 'economy' | 'market'>): void => {
          for (const { id, inventory } of market.exchange.agents) {
            const cash = economy.ledger.cash(`H${id}`);
            expect(inventory['M']).toBe(Number(cash.times(market.exchange.snapshot().moneyScale).round(0, 0)));
            for (const good of market.exchange.goods)
              expect(inventory[good]).toBe(Number(economy.ledger.balance(`H${id}`, `good/${good}`)));
          }
        };
        let seen: Pick<Played, 'economy' | 'market'> | undefined;
        const played = play(drawn, isLimited ? drawn.options : others, {
          withDealers,
          onStart(run) {
            laws.onStart(run);
            seen = { economy: run.economy, market: run.phases[0] as ExchangeMarket };
          },
          onDay: laws.onDay,
          afterPhase(phase, day) {
            laws.afterPhase(phase, day);
            if (phase !== 'goods' || seen === undefined) return;
            check(seen);
            checkCredits(seen.economy, day, drawn);
          },
        });
        credits += played.economy.events.of('TradeCreditGranted').length;
        defaults += played.result.defaulted.length;
      }),
      { numRuns: 15, examples: [[ONE_LOAN, true, false]] },
    );
    expect(Math.min(credits, defaults)).toBeGreaterThan(0);
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    fc.assert(
      fc.property(goodsEconomies, fc.integer({ min: 1, max: 5 }), fc.boolean(), (drawn, days, withDealers) => {
        const whole = play(drawn, drawn.options, { withDealers });
        let snapshot: RunSnapshot | undefined;
        const part = play(drawn, drawn.options, {
          withDealers,
          maxDays: days,
          onDay: (_, run) => {
            snapshot = run.snapshot();
          },
        });
        if (snapshot === undefined || part.result.stopped !== 'max-days') return;
        const from = JSON.parse(JSON.stringify(snapshot)) as RunSnapshot;
        const lines: string[] = [];
        const economy = restoreEconomy(from.economy, {
          sinks: [createRecordStream((record) => lines.push(recordLine(record)))],
        });
        const market = exchangeMarket(economy, drawn.config, drawn.options);
        const dealers = withDealers ? [secondaryMarket(economy, { ticketSize: '0.5', maxArrivals: 'all' })] : [];
        simulate(economy, drawn.world, {
          maxDays: MAX_DAYS,
          phases: [market, ...dealers],
          rules: { check: 'daily' },
          from,
        });
        // The part has said that it was stopped.
        expect(lines.map(unnumbered)).toEqual(whole.lines.slice(part.lines.length - 1).map(unnumbered));
        expect(JSON.stringify(economy.ledger.snapshot())).toBe(JSON.stringify(whole.economy.ledger.snapshot()));
        expect(JSON.stringify(market.snapshot?.())).toBe(JSON.stringify(whole.market.snapshot?.()));
      }),
      { numRuns: 12 },
    );
  });
});

describe('a goods market switched off', () => {
  it('PERSONAL with all money carried is no limit, to the byte', () => {
    fc.assert(
      fc.property(goodsEconomies, (drawn) => {
        const { ticksPerDay, reserveDays } = drawn.options;
        const plain = { ticksPerDay, reserveDays, level: 'debug' } as const;
        const purchaseLimit = { ...drawn.options.purchaseLimit, mode: 'PERSONAL', carriedShare: 1 };
        expect(play(drawn, { ...plain, purchaseLimit }).lines).toEqual(play(drawn, plain).lines);
      }),
      { numRuns: 10 },
    );
  });

  it('credit to who may owe nothing is no credit, to the byte', () => {
    fc.assert(
      fc.property(goodsEconomies, fc.boolean(), (drawn, isLimited) => {
        const { purchaseLimit, tradeCredit, ...plain } = drawn.options;
        const limited = { ...plain, level: 'debug', ...(isLimited ? { purchaseLimit } : {}) } as const;
        const none = { ...tradeCredit, maxDebt: 0 };
        expect(play(drawn, { ...limited, tradeCredit: none }).lines).toEqual(play(drawn, limited).lines);
      }),
      { numRuns: 10 },
    );
  });

  it('PERSONAL gives no credit, however much of the money is carried', () => {
    fc.assert(
      fc.property(goodsEconomies, (drawn) => {
        const purchaseLimit = { ...drawn.options.purchaseLimit, mode: 'PERSONAL' };
        const tradeCredit = { ...drawn.options.tradeCredit, maxDebt: null };
        expect(
          play(drawn, { ...drawn.options, purchaseLimit, tradeCredit }).economy.events.of('TradeCreditGranted'),
        ).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('the laws of a phase', () => {
  it('hold of an exchange with credit', () => {
    const scenarios = fc
      .record({
        cash: fc.array(fc.nat(14), { minLength: 3, maxLength: 3 }),
        debts: fc.array(
          fc.record({
            from: fc.nat(2),
            step: fc.integer({ min: 1, max: 2 }),
            amount: fc.integer({ min: 1, max: 9 }),
            dueDay: fc.nat(4),
          }),
          { maxLength: 4 },
        ),
        rules: ringRules(),
      })
      .map(({ cash, debts, rules }) => ({
        world: {
          agents: [
            { id: 'CB', kind: 'central_bank' as const },
            ...[1, 2, 3].map((k) => ({ id: `H${k}`, kind: 'household' as const })),
          ],
          initialActions: [
            ...cash.flatMap((amount, k) =>
              amount === 0 ? [] : [{ kind: 'mint_cash' as const, to: `H${k + 1}`, amount }],
            ),
            ...debts.map(({ from, step, amount, dueDay }) => ({
              kind: 'create_payable' as const,
              from: `H${from + 1}`,
              to: `H${((from + step) % 3) + 1}`,
              amount,
              dueDay,
            })),
          ],
        },
        schedule: [],
        rules,
      }));
    const params = { ...BREAD.rules?.params, dAMax: 2 };
    const config = { ...BREAD, rules: { ...BREAD.rules, params } } as typeof BREAD;
    checkTradingPhase(
      (ports) =>
        exchangeMarket({ ...ports, events: createEventLog<SimEvent>() }, config, {
          tradeCredit: { termDays: 2, maxDebt: 20, markup: '0.1' },
          purchaseLimit: { mode: 'TOTAL_WEALTH', referencePrices: { bread: 5, wine: 1 } },
        }),
      { scenarios, numRuns: 8 },
    );
  });
});

/** What must be true of every credit given on a day, right after trade. */
function checkCredits(economy: Economy, day: number, { options, config }: GoodsEconomy): void {
  const { maxDebt = null, markup = 0, termDays = 0 } = options.tradeCredit ?? {};
  const granted = economy.events.of('TradeCreditGranted').filter((event) => event.day === day);
  const { moneyScale: scale = 1 } = (config.rules as { params: { moneyScale?: number } }).params;
  for (const { buyer, seller, contract, credit, face, dueDay } of granted) {
    const payable = economy.contracts.get(contract) as Contract;
    expect([payable.debtor, payable.creditor, payable.kind]).toEqual([buyer, seller, 'payable']);
    expect([payable.dueDay, dueDay]).toEqual([day + termDays, day + termDays]);
    expect(payable.amount.eq(face)).toBe(true);
    // Not a quantum more than what was agreed, nor one less.
    const agreed = credit.times(decimal(markup).plus(1));
    expect(face.gte(agreed) && face.minus('0.000000000001').lt(agreed)).toBe(true);
    expect(Number.isInteger(Number(credit.times(scale)))).toBe(true);
    // Nobody is short of what it owes today, and without a markup nobody owes more than it may.
    const owed = economy.contracts.owedBy(buyer);
    const today = owed.filter((one) => one.dueDay === day).reduce((sum, { amount }) => sum.plus(amount), decimal(0));
    expect(economy.ledger.cash(buyer).gte(today)).toBe(true);
    const all = owed.reduce((sum, { amount }) => sum.plus(amount), decimal(0));
    if (maxDebt !== null && decimal(markup).eq(0)) expect(all.lte(maxDebt)).toBe(true);
  }
}

/** A record without its number in the log. */
function unnumbered(line: string): string {
  return line.replace(/"seq":\d+,?/u, '');
}
