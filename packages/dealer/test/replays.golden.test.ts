import {
  collectDealerMetrics,
  createDealerSimulation,
  type DealerEvent,
  type DealerSimulation,
  type DealerSimulationConfig,
  type OrderScript,
  type ScriptedArrival,
  type Side,
  scriptedOrderFlow,
} from '@bagehot/dealer';
import type { OracleConfig, OracleDealerState, OracleTraderState, OracleVbtState } from '@bagehot/dealer/testing';
import { createEventLog, createRandom, type EventRecord, tee } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { recordOf } from './event-record.js';
import { idsBySerial, marketOf, perFace, type RecordedRules, type RecordedSetup } from './recorded-market.js';

interface Arrival {
  readonly drawn: Side;
  readonly side: Side;
  readonly agent: string;
  readonly ticket: string | null;
  readonly bucket?: string;
}

interface Run extends RecordedSetup {
  readonly id: string;
  readonly mode: 'eligibility' | 'direct';
  readonly days: number;
  readonly config: RecordedRules &
    Required<
      Pick<
        OracleConfig,
        | 'buckets'
        | 'Omin'
        | 'Nmax'
        | 'H'
        | 'bufferB'
        | 'reserveDue'
        | 'issuerConstraint'
        | 'tradeMaturing'
        | 'overdraft'
        | 'anchorUpdates'
        | 'acceptNonPositive'
      >
    >;
  readonly script: Readonly<Record<string, readonly Arrival[]>>;
  readonly expected: {
    readonly state: {
      readonly traders: Readonly<Record<string, Omit<OracleTraderState, 'id'>>>;
      readonly dealers: Readonly<Record<string, Omit<OracleDealerState, 'bucket'>>>;
      readonly vbts: Readonly<Record<string, Omit<OracleVbtState, 'bucket'>>>;
    };
    readonly events: readonly EventRecord[];
  };
}

function rulesOf(run: Run): DealerSimulationConfig {
  const { config } = run;
  return {
    ...marketOf(config, run),
    buckets: config.buckets.map(([id, minDays, maxDays]) => ({ id, minDays, maxDays })),
    anchorUpdate: { minSpread: perFace(config.Omin, config) },
    maxArrivals: config.Nmax,
    horizonDays: config.H,
    cashBuffer: config.bufferB,
    reserveHorizonDays: config.reserveDue ? 0 : null,
    singleIssuer: config.issuerConstraint === 'single',
    tradeMaturing: config.tradeMaturing,
    overdraft: config.overdraft,
    anchorUpdates: config.anchorUpdates,
    acceptNonPositive: config.acceptNonPositive,
    traderOverdraft: run.mode === 'direct',
    // Foreign logs let traders owe money and issuers buy their own tickets, which breaks laws of ours.
    checks: run.mode === 'direct' ? 'off' : 'event',
  };
}

function scriptOf(run: Run): OrderScript {
  return new Map(
    Object.entries(run.script).map(([day, arrivals]): [number, ScriptedArrival[]] => [
      Number(day),
      arrivals.map(({ drawn, side, agent, ticket }) => ({ drawn, side, agent, expectTicket: ticket })),
    ]),
  );
}

function replay(run: Run): {
  readonly simulation: DealerSimulation;
  readonly records: readonly EventRecord[];
  readonly metrics: ReturnType<typeof collectDealerMetrics>;
} {
  const log = createEventLog<DealerEvent>();
  const metrics = collectDealerMetrics();
  const ports = { random: createRandom(1), events: tee(log, metrics) };
  const flow = run.mode === 'eligibility' ? { orderFlow: scriptedOrderFlow(scriptOf(run)) } : {};
  const simulation = createDealerSimulation(rulesOf(run), { ...ports, ...flow });
  for (let day = 1; day <= run.days; day++) {
    const orders = (run.script[String(day)] ?? []).map(({ side, agent, ticket, bucket }) =>
      side === 'SELL'
        ? { side, trader: agent, ticket: ticket as string }
        : { side, trader: agent, bucket: bucket as string, ticket: ticket as string },
    );
    simulation.runDay(run.mode === 'direct' ? orders : undefined);
  }
  return { simulation, records: log.events.map((event) => recordOf(event)), metrics };
}

/** The fields a vector lists; it may leave some out. */
function project(record: EventRecord | undefined, like: EventRecord): EventRecord {
  return Object.fromEntries(Object.keys(like).map((field) => [field, record?.[field] as never]));
}

describe('replays', () => {
  for (const run of goldenCases<Run>('dealer/replays.json', 'runs'))
    it(run.id, () => {
      const { simulation, records, metrics } = replay(run);
      const { expected } = run;
      const told = records.filter(({ kind }) => kind !== 'Init');
      const wanted = expected.events.map((event, i) => project(told[i], event));
      expect(wanted).toEqual(expected.events);
      expect(told.length).toBe(expected.events.length);

      const { market, ledger } = simulation;
      for (const [id, trader] of Object.entries(expected.state.traders)) {
        const held = simulation.tickets(id);
        const issuers = [...new Set(held.map(({ issuer }) => issuer))];
        expect({
          id,
          cash: ledger.cash(id).toFixed(),
          defaulted: simulation.defaulted.includes(id),
          tickets: idsBySerial(held),
          asset_issuer: run.config.issuerConstraint === 'none' ? null : (issuers[0] ?? null),
        }).toEqual({ id, ...trader });
      }
      for (const [bucket, dealer] of Object.entries(expected.state.dealers)) {
        const quote = market.quote(bucket);
        const { home, other } = market.shelf(dealer.id);
        expect({
          id: market.dealers.get(bucket),
          cash: ledger.cash(dealer.id).toFixed(),
          tickets: idsBySerial(home),
          other_tickets: idsBySerial(other),
          V: quote.equity.toFixed(),
          K: quote.maxFundableTickets,
          X: quote.capacity.toFixed(),
          lam: quote.layoffProbability.toFixed(),
          I: quote.insideWidth.toFixed(),
          mid: quote.midline.toFixed(),
          bid: quote.bid.toFixed(),
          ask: quote.ask.toFixed(),
          pinned_bid: quote.bidPinned,
          pinned_ask: quote.askPinned,
          guard: quote.guarded,
        }).toEqual(dealer);
      }
      for (const [bucket, vbt] of Object.entries(expected.state.vbts)) {
        const { mid, spread } = market.anchors(bucket);
        const { bid, ask } = market.outside(bucket);
        const { home, other } = market.shelf(vbt.id);
        expect({
          id: market.vbts.get(bucket),
          cash: ledger.cash(vbt.id).toFixed(),
          tickets: idsBySerial([...home, ...other]),
          M: mid.toFixed(),
          O: spread.toFixed(),
          A: ask.toFixed(),
          B: bid.toFixed(),
        }).toEqual(vbt);
      }

      // The metrics are kept from the log alone, and their parts add up.
      for (const { dealer, vbt } of metrics.result()?.buckets ?? []) {
        for (const { agent, profit, trading, settlement, rebucketing, revaluation, equityEnd } of [dealer, vbt]) {
          expect(equityEnd.toFixed(), agent).toBe(market.equity(agent).toFixed());
          expect(trading.plus(settlement).plus(rebucketing).plus(revaluation).toFixed(), agent).toBe(profit.toFixed());
        }
      }
    });
});
