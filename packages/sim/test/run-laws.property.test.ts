import { type EventRecord, recordLine } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import {
  type BalanceRow,
  balanceCells,
  balanceRows,
  compare,
  compareMarket,
  createRecordStream,
  type Economy,
  type GeneratorScenario,
  type RunSnapshot,
  replayBalances,
  runScenario,
  type SimEvent,
  withoutMarket,
} from '@bagehot/sim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, marketScenario, recordsOf } from './random-scenario.js';

const NUM_RUNS = 25;

/** Fields that say where a record stands in its log, and so differ when others come before it. */
function content({ seq: _, ...rest }: EventRecord): EventRecord {
  return rest as EventRecord;
}

/** A lender of last resort with a good of its own: loans, an asset, a reduction of claims. */
function lender(): TradingPhase {
  return {
    name: 'lender',
    init: ({ ledger }) => {
      ledger.open('lender', { mayOverdraw: true });
      ledger.issue('good/bread', 'lender', { decimals: 0 });
    },
    trade({ ledger, contracts, alive, dues }, day) {
      for (const agent of alive()) {
        const due = dues(agent, day);
        const gap = due.minus(ledger.cash(agent));
        if (!gap.gt(0)) continue;
        if (day % 2 === 0) {
          for (const { id, amount, dueDay, kind } of contracts.owedBy(agent))
            if (dueDay === day && kind === 'payable' && amount.gt(2))
              contracts.reduce(id, amount.times('0.5').round(0, 0));
          continue;
        }
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'LastResort', asset: 'cash', from: 'lender', to: agent, amount: gap });
          ledger.transfer({
            day,
            kind: 'Gift',
            asset: 'good/bread',
            from: 'lender',
            to: agent,
            amount: gap.round(0, 3),
          });
          contracts.issue({ kind: 'loan', debtor: agent, creditor: 'lender', amount: gap, dueDay: day + 1 });
        });
      }
    },
  };
}

/** What a market adds to a log even when nobody trades. */
const OF_A_MARKET: ReadonlySet<string> = new Set([
  'SubphaseB2_Dealer',
  'DealerQuote',
  'BucketUpdate',
  'VBTAnchorUpdate',
  'CapitalInjected',
]);

/** The log without the market makers, their capital, their quotes and labels. */
function ringEvents({ events }: Economy): readonly string[] {
  const lines: string[] = [];
  for (const event of events.events) {
    if (OF_A_MARKET.has(event.kind)) continue;
    if (event.kind === 'AgentCreated' && (event.agentKind === 'dealer' || event.agentKind === 'vbt')) continue;
    if (event.kind === 'CashMinted' && event.source === 'capital') continue;
    lines.push(JSON.stringify(event));
  }
  return lines;
}

describe('a run with a market', () => {
  it('continues byte-identically from a snapshot through JSON text', () => {
    fc.assert(
      fc.property(marketScenario(), fc.nat({ max: 6 }), (scenario, after) => {
        const texts: string[] = [];
        const whole: string[] = [];
        let recorded = 0;
        let at = -1;
        runScenario(scenario, {
          sinks: [createRecordStream((record) => whole.push(recordLine(record)))],
          onDay: (day, run) => {
            if (day !== after) return;
            recorded = whole.length;
            texts.push(JSON.stringify(run.snapshot()));
            at = day;
          },
        });
        fc.pre(at === after);
        const from = JSON.parse(texts[0] as string) as RunSnapshot;
        const rest: string[] = [];
        const seq = from.economy.eventCount;
        runScenario(scenario, {
          from,
          sinks: [createRecordStream((record) => rest.push(recordLine(record)), { seq })],
        });
        expect(seq).toBe(recorded);
        // The line that ends a run is written after its last day.
        expect(rest).toEqual(whole.slice(recorded));
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('writes the same bytes again', () => {
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        expect(linesOf(scenario)).toEqual(linesOf(scenario));
      }),
      { numRuns: 15 },
    );
  });

  it('is not changed by anybody who listens or looks', () => {
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        const seen: SimEvent[] = [];
        const lines: string[] = [];
        runScenario(scenario, {
          sinks: [
            { emit: (event) => seen.push(event) },
            createRecordStream((record) => lines.push(recordLine(record))),
          ],
          keepEvents: false,
          journal: 'full',
          onStart: (run) => run.snapshot(),
          onDay: (day, run) => {
            run.snapshot();
            balanceRows(run.system, day);
          },
        });
        expect(lines).toEqual(linesOf(scenario));
        expect(seen).toHaveLength(lines.length);
      }),
      { numRuns: 15 },
    );
  });

  it('draws the same whatever a phase of the user’s own draws besides', () => {
    const noise: TradingPhase = {
      name: 'noise',
      trade: ({ random }, day) => {
        for (let k = 0; k < 5; k++) random.stream('noise').stream(String(day)).nextInt(0, 9);
        random.nextInt(0, 9);
      },
    };
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        expect(linesOf(scenario, { phases: [noise] })).toEqual(linesOf(scenario));
      }),
      { numRuns: 10 },
    );
  });

  it('has every balance in its records, also those that a phase of the user’s own moved', () => {
    fc.assert(
      fc.property(marketScenario(), fc.boolean(), (scenario, withLender) => {
        const records: EventRecord[] = [];
        const kept: BalanceRow[] = [];
        runScenario(scenario, {
          phases: withLender ? [lender()] : [],
          sinks: [createRecordStream((record) => records.push(record))],
          onDay: (day, run) => kept.push(...balanceRows(run.system, day)),
        });
        expect(Array.from(replayBalances(records), balanceCells)).toEqual(kept.map(balanceCells));
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

describe('a pair', () => {
  it('has the same ring in both arms: a market shifts no draw of the generator', () => {
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        const debts = (one: GeneratorScenario) =>
          recordsOf(one)
            .filter(({ kind, origin }) => kind === 'PayableCreated' && origin === 'initial')
            .map(content);
        expect(debts(withoutMarket(scenario))).toEqual(debts(scenario));
      }),
      { numRuns: 15 },
    );
  });

  it('of a scenario with itself has no effect', () => {
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        const { relief, rescued, induced, liquidityReliefRatio } = compare(scenario, scenario);
        expect(relief?.reduction.toFixed()).toBe('0');
        expect(liquidityReliefRatio?.toFixed()).toBe('0');
        expect([...rescued, ...induced]).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('without a single trade has identical arms', () => {
    fc.assert(
      fc.property(marketScenario(), (scenario) => {
        const nobody = { next: () => undefined, bounded: true };
        const { baseline, treatment, relief, runs } = compareMarket(scenario, {
          treatment: { market: { orderFlow: nobody } },
        });
        expect(treatment.totalTrades).toBe(0);
        expect(relief?.reduction.toFixed()).toBe('0');
        expect(ringEvents(runs.treatment.economy)).toEqual(ringEvents(runs.baseline.economy));
        expect(treatment.summary.defaultShare).toEqual(baseline.summary.defaultShare);
      }),
      { numRuns: 15 },
    );
  });
});
