import {
  createDealerSimulation,
  type DealerEvent,
  type DealerSimulation,
  type DealerSimulationConfig,
  type DealerSimulationSnapshot,
  measureDealer,
  randomOrderFlow,
  recordOrderFlow,
  type SimulationPorts,
  scriptedOrderFlow,
  shortfallEligibility,
} from '@bagehot/dealer';
import { createEventLog, createRandom, recordLine } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf } from './event-record.js';

const DAYS = 9;

/** Small markets with defaults, clipped and unclipped bids, guards and every way of funding. */
const markets: fc.Arbitrary<DealerSimulationConfig> = fc
  .record({
    traders: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 7 }),
    debts: fc.array(
      fc.tuple(
        fc.nat(6),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 12 }),
      ),
      { minLength: 4, maxLength: 14 },
    ),
    mids: fc.tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 })),
    spread: fc.integer({ min: 0, max: 12 }),
    rules: fc.record({
      clipBidAtZero: fc.boolean(),
      parCap: fc.boolean(),
      tradeMaturing: fc.boolean(),
      vbtFunding: fc.constantFrom('overdraw', 'outside', 'funded'),
      block: fc.constantFrom('one', 'shortfall'),
      singleIssuer: fc.boolean(),
      settlement: fc.constantFrom('sequential', 'simultaneous'),
      lossAttribution: fc.constantFrom('maturing-label', 'origin-bucket', 'system'),
      allocation: fc.constantFrom('random', 'proportional', 'sequential'),
      booking: fc.constantFrom('sale', 'endowment'),
      sellHorizonDays: fc.integer({ min: 0, max: 4 }),
      horizonDays: fc.integer({ min: 0, max: 4 }),
      maxArrivals: fc.constantFrom(0, 3, 12, 'all'),
      ticketSize: fc.constantFrom('1', '0.5', '3'),
      crossing: fc.boolean(),
    }),
  })
  .map(({ traders, debts, mids, spread, rules }): DealerSimulationConfig => {
    const anchor = (mid: number) => ({ mid: `${mid / 10}`, spread: `${spread / 10}` });
    const [short, mid, long] = mids;
    return {
      ...(rules as Partial<DealerSimulationConfig>),
      traders: traders.map((cash, i) => ({ id: `H${i + 1}`, cash: `${cash / 10}` })),
      debts: debts.map(([debtor, ahead, count, dueDay]) => {
        const from = debtor % traders.length;
        const to = (from + 1 + ((ahead - 1) % (traders.length - 1))) % traders.length;
        return { debtor: `H${from + 1}`, creditor: `H${to + 1}`, amount: Number(rules.ticketSize) * count, dueDay };
      }),
      anchors: { short: anchor(short), mid: anchor(mid), long: anchor(long) },
      horizonDays: rules.horizonDays,
      checks: 'throw',
    };
  });

interface Told {
  readonly simulation: DealerSimulation;
  readonly events: readonly DealerEvent[];
  /** The log as it is written. */
  readonly lines: readonly string[];
}

function run(
  config: DealerSimulationConfig,
  ports: Partial<SimulationPorts> = {},
  days = DAYS,
  snapshot?: DealerSimulationSnapshot,
): Told {
  const log = createEventLog<DealerEvent>();
  const simulation = createDealerSimulation(config, { random: createRandom(7), events: log, ...ports }, snapshot);
  for (let day = 0; day < days; day++) simulation.runDay();
  return { simulation, events: log.events, lines: log.events.map((event) => recordLine(recordOf(event))) };
}

/** Checks a law on random markets. */
function law(check: (config: DealerSimulationConfig) => void, numRuns = 60): void {
  fc.assert(fc.property(markets, check), { numRuns });
}

describe('a market that stands alone', () => {
  it('keeps laws C1 to C6, and money is only what came in from outside', () =>
    law((config) => {
      const { simulation, events } = run(config);
      const [init] = events;
      const opening = init?.kind === 'Init' ? init.totalCash : undefined;
      const injected = events.reduce(
        (sum, event) => (event.kind === 'CapitalInjected' ? sum.plus(event.amount) : sum),
        simulation.ledger.quantum.times(0),
      );
      expect(simulation.ledger.cash('CB').times(-1).toFixed()).toBe(opening?.plus(injected).toFixed());
      expect(simulation.market.violations).toEqual([]);
    }, 150));

  it('tells the same whether or not laws are checked, metrics kept, or anybody listens', () =>
    law((config) => {
      const { lines, simulation } = run(config);
      const unchecked = run({ ...config, checks: 'off' });
      expect(unchecked.lines).toEqual(lines);
      const quiet = createDealerSimulation({ ...config, checks: 'off', journal: 'none' }, { random: createRandom(7) });
      for (let day = 0; day < DAYS; day++) quiet.runDay();
      expect(quiet.ledger.snapshot()).toEqual(simulation.ledger.snapshot());
      expect(quiet.tickets()).toEqual(simulation.tickets());
    }));

  it('tells the same when its arrivals are recorded and replayed', () =>
    law((config) => {
      const { maxArrivals = 3 } = config;
      const recorder = recordOrderFlow(randomOrderFlow({ sellProbability: '0.5', maxArrivals }));
      const recorded = run(config, { orderFlow: recorder });
      expect(recorded.lines).toEqual(run(config).lines);
      expect(run(config, { orderFlow: scriptedOrderFlow(recorder.script()) }).lines).toEqual(recorded.lines);
    }));

  it('tells the same when a user wraps the eligibility that the engine knows', () =>
    law((config) => {
      const { horizonDays = 3, sellHorizonDays = 0 } = config;
      const known = shortfallEligibility({ horizonDays, sellHorizonDays, cashBuffer: 1 });
      const wrapped = { sellers: known.sellers.bind(known), buyers: known.buyers.bind(known) };
      const { lines } = run(config);
      expect(run(config, { eligibility: known }).lines).toEqual(lines);
      expect(run(config, { eligibility: wrapped }).lines).toEqual(lines);
    }));

  it('continues from a snapshot of any day as if it had not stopped', () =>
    law((config) => {
      const whole = run(config);
      for (const day of [0, 1, 4]) {
        const text = JSON.stringify(run(config, {}, day).simulation.snapshot());
        const snapshot = JSON.parse(text) as DealerSimulationSnapshot;
        const rest = run(config, {}, DAYS - day, snapshot);
        expect(whole.lines.slice(whole.lines.length - rest.lines.length)).toEqual(rest.lines);
        expect(rest.simulation.snapshot()).toEqual(whole.simulation.snapshot());
        expect(JSON.stringify(createDealerSimulation(config, { random: createRandom(7) }, snapshot).snapshot())).toBe(
          text,
        );
      }
    }, 40));

  it('knows no names: other names give the same log with the names changed', () =>
    law((config) => {
      const other = new Map(
        config.traders.map(({ id }, i) => [
          id,
          ['__proto__', '10', 'b', 'constructor', 'ü', '2', 'a', '1'][i] as string,
        ]),
      );
      const rename = (name: string) => other.get(name) ?? name;
      const renamed = run({
        ...config,
        traders: config.traders.map(({ id, cash }) => ({ id: rename(id), cash })),
        debts: (config.debts ?? []).map((debt) => ({
          ...debt,
          debtor: rename(debt.debtor),
          creditor: rename(debt.creditor),
        })),
      });
      const translated = run(config).lines.map((line) =>
        line.replace(/"H(\d)"/g, (_, digit) => JSON.stringify(rename(`H${digit}`))),
      );
      expect(renamed.lines).toEqual(translated);
    }));

  it('splits every profit into parts that add up to it, from the log alone', () =>
    law((config) => {
      const { simulation, events } = run(config);
      for (const { dealer, vbt } of measureDealer(events)?.buckets ?? [])
        for (const { agent, equityEnd, profit, trading, settlement, rebucketing, revaluation } of [dealer, vbt]) {
          expect(equityEnd.toFixed()).toBe(simulation.market.equity(agent).toFixed());
          expect(trading.plus(settlement).plus(rebucketing).plus(revaluation).toFixed()).toBe(profit.toFixed());
        }
    }));
});
