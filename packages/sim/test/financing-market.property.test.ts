import type { FinancingConfig } from '@bagehot/financing';
import {
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type EventSink,
  recordLine,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { createRing, type ExplicitWorld, type RingSystem, type TradingPhase } from '@bagehot/ring';
import { checkTradingPhase, type RingScenario, ringRules } from '@bagehot/ring/testing';
import {
  composeDay,
  createEconomy,
  createRecordStream,
  type FinancingMarketOptions,
  financingMarket,
  type SimEvent,
  simulate,
} from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';

const PEOPLE = 4;

/** People with some money who owe one another. */
const scenarios: Arbitrary<RingScenario> = fc
  .record({
    cash: fc.array(fc.nat(6), { minLength: PEOPLE, maxLength: PEOPLE }),
    debts: fc.array(
      fc.record({
        from: fc.nat(PEOPLE - 1),
        step: fc.integer({ min: 1, max: PEOPLE - 1 }),
        amount: fc.integer({ min: 1, max: 5 }),
        dueDay: fc.nat(4),
      }),
      { maxLength: 5 },
    ),
    rules: ringRules(),
  })
  .map(({ cash, debts, rules }) => ({
    world: {
      agents: [
        { id: 'CB', kind: 'central_bank' as const },
        ...cash.map((_, k) => ({ id: `H${k + 1}`, kind: k === 2 ? ('firm' as const) : ('household' as const) })),
      ],
      initialActions: [
        ...cash.flatMap((amount, k) => (amount === 0 ? [] : [{ kind: 'mint_cash' as const, to: `H${k + 1}`, amount }])),
        ...debts.map(({ from, step, amount, dueDay }) => ({
          kind: 'create_payable' as const,
          from: `H${from + 1}`,
          to: `H${((from + step) % PEOPLE) + 1}`,
          amount,
          dueDay,
        })),
      ],
    },
    schedule: [],
    rules,
  }));

const cell = (x: number, y: number): readonly [number, number] => [x, y];

/** Two of them live some steps from the market. */
const village = (mode: string): FinancingConfig => ({
  mode,
  grid: { width: 4, height: 3 },
  loadFraction: '0.5',
  quantityScale: 6,
  agents: [
    { id: 1, alpha: ['0.3', '0.7'], home: [6, 0], personal: [0, 0], homePosition: cell(1, 0) },
    { id: 2, alpha: ['0.4', '0.6'], home: [5, '1.5'], personal: [0, 0], homePosition: cell(0, 0) },
    { id: 3, alpha: ['0.8', '0.2'], home: [0, 7], personal: [0, 0], homePosition: cell(3, 2) },
    { id: 4, alpha: ['0.6', '0.4'], home: [1, 6], personal: [0, 0], homePosition: cell(2, 1) },
  ],
});

const settings: Arbitrary<FinancingMarketOptions> = fc.record({
  tradeCredit: fc.record({
    termDays: fc.integer({ min: 1, max: 3 }),
    markup: fc.constantFrom('0', '0.05'),
    maxDebt: fc.constantFrom(null, null, '0', '1.25'),
  }),
  reserveDays: fc.nat(2),
  numerairePrice: fc.constantFrom('1', '0.7'),
});

describe('the laws of a phase', () => {
  it('hold of rounds of goods, in kind and on credit', () => {
    const some: readonly FinancingMarketOptions[] = [
      {},
      { tradeCredit: { termDays: 1 } },
      { tradeCredit: { termDays: 2, markup: '0.03', maxDebt: 2 }, reserveDays: 1, numerairePrice: '1.3' },
    ];
    for (const options of some)
      checkTradingPhase(
        (ports) => financingMarket({ ...ports, events: createEventLog<SimEvent>() }, village('TOTAL_WEALTH'), options),
        { scenarios, numRuns: 5 },
      );
  });
});

interface Watched {
  readonly cash: readonly bigint[];
  readonly owed: readonly bigint[];
}

describe('rounds of goods on a ring', () => {
  it('pay with spare money only, conserve it, and are bounded by what is owed', () => {
    fc.assert(
      fc.property(scenarios, settings, ({ world, rules }, options) => {
        const economy = createEconomy({ seed: 1, moneyDecimals: 3 });
        const market = financingMarket(economy, village('TOTAL_WEALTH'), options);
        const accounts = quanta(economy.ledger);
        const register = quanta(economy.contracts);
        const look = (): Watched => {
          const cash = accounts.column('cash');
          const people = Array.from({ length: PEOPLE }, (_, k) => accounts.indexOf(`H${k + 1}`));
          return {
            cash: people.map((one) => cash.get(one)),
            owed: people.map((one) => register.payable(one)),
          };
        };
        const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
        const watched: TradingPhase = {
          name: 'watched',
          init: (system) => market.init?.(system),
          isQuiet: () => true,
          trade(system: RingSystem, day) {
            const before = look();
            const spare = before.cash.map((held, k) => {
              const person = accounts.indexOf(`H${k + 1}`);
              let owes = 0n;
              for (const contract of register.owedBy(person))
                if (register.dueDayOf(contract) <= day + (options.reserveDays ?? 0))
                  owes += register.amountOf(contract);
              return held > owes ? held - owes : 0n;
            });
            market.trade(system, day);
            const after = look();
            expect(total(after.cash)).toBe(total(before.cash));
            after.cash.forEach((held, k) => {
              const paid = (before.cash[k] as bigint) - held;
              expect(paid <= (spare[k] as bigint)).toBe(true);
              // Nobody owes more while it has money left.
              const promised = (after.owed[k] as bigint) - (before.owed[k] as bigint);
              if (promised > 0n) expect(paid).toBe(spare[k]);
            });
          },
        };
        simulate(economy, world, { maxDays: 7, mode: 'step', rules: { ...rules, check: 'daily' }, phases: [watched] });
        for (const { credit, face } of economy.events.of('TradeCreditGranted')) expect(face.gte(credit)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('keep every law of an economy, beside dealers, overnight money and a window', () => {
    let credits = 0;
    fc.assert(
      fc.property(scenarios, settings, fc.boolean(), ({ world, rules }, options, hasMoney) => {
        const economy = createEconomy({ seed: 5 });
        const goods = financingMarket(economy, village('TOTAL_WEALTH'), options);
        const others = composeDay(economy, {
          dealer: { ticketSize: '0.5', maxArrivals: 'all' },
          ...(hasMoney ? { moneyMarket: { policyRate: '0.05' }, facilities: { collateral: { haircut: '0.1' } } } : {}),
        });
        simulate(economy, world, {
          maxDays: 8,
          mode: 'step',
          rules: { ...rules, check: 'daily' },
          phases: [goods, ...others],
          ...checkEconomy(),
        });
        credits += economy.events.of('TradeCreditGranted').length;
      }),
      { numRuns: 8 },
    );
    expect(credits).toBeGreaterThan(0);
  });

  it('leave no trace of credit where nobody runs debts', () => {
    fc.assert(
      fc.property(scenarios, settings, ({ world, rules }, options) => {
        const lines = (own: FinancingMarketOptions): readonly string[] => {
          const written: string[] = [];
          const sinks = [createRecordStream((record) => written.push(recordLine(record)))];
          const economy = createEconomy({ seed: 1, sinks });
          simulate(economy, world, { maxDays: 6, rules, phases: [financingMarket(economy, village('PERSONAL'), own)] });
          return written;
        };
        expect(lines(options)).toEqual(lines({}));
      }),
      { numRuns: 12 },
    );
  });

  it('happen as a whole or not at all', () => {
    fc.assert(
      fc.property(scenarios, settings, fc.nat(60), ({ world, rules }, options, moment) => {
        const ledger = createLedger({ moneyDecimals: 3 });
        const contracts = createContracts(ledger);
        let left = moment;
        const events: EventSink<SimEvent> & ReturnType<typeof createEventLog<SimEvent>> = createEventLog<SimEvent>();
        const failing = { ...events, emit: () => fail(--left) };
        const market = financingMarket({ ledger, contracts, events: failing }, village('TOTAL_WEALTH'), options);
        const phase: TradingPhase = {
          name: 'goods',
          init: (system) => market.init?.(system),
          trade(system, day) {
            const before = JSON.stringify([ledger.snapshot(), contracts.snapshot(), market.snapshot?.()]);
            try {
              market.trade(system, day);
            } catch {
              expect(JSON.stringify([ledger.snapshot(), contracts.snapshot(), market.snapshot?.()])).toBe(before);
              left = Number.POSITIVE_INFINITY;
              market.trade(system, day);
            }
          },
        };
        const ring = createRing(world as ExplicitWorld, {
          ledger,
          contracts,
          random: createRandom(1),
          rules,
          phases: [phase],
        });
        while (ring.outcome === undefined && ring.day < 6) ring.runDay();
        expect(ring.outcome).not.toBe('error');
      }),
      { numRuns: 20 },
    );
  });
});

/** A planted failure. */
function fail(left: number): void {
  if (left <= 0) throw new Error('the log is full');
}
