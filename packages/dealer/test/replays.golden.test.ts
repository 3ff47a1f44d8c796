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
import { createEventLog, createRandom, decimal, type EventRecord, tee } from '@bagehot/kernel';
import { describe, expect } from 'vitest';
import { recordOf } from './event-record.js';
import { forEachCase } from './golden-folder.js';

interface Arrival {
  readonly drawn: Side;
  readonly side: Side;
  readonly agent: string;
  readonly ticket: string | null;
  readonly bucket?: string;
}

interface MakerState {
  readonly id: string;
  readonly cash: string;
  readonly tickets: readonly string[];
}

interface Run {
  readonly id: string;
  readonly mode: 'eligibility' | 'direct';
  readonly days: number;
  readonly config: {
    readonly S: string;
    readonly buckets: readonly (readonly [string, number, number | null])[];
    readonly anchors: Readonly<Record<string, readonly [string, string, string, string]>>;
    readonly Mmin: string;
    readonly clip: boolean;
    readonly Omin: string;
    readonly Nmax: number;
    readonly H: number;
    readonly bufferB: string;
    readonly reserveDue: boolean;
    readonly issuerConstraint: 'single' | 'none';
    readonly tradeMaturing: boolean;
    readonly overdraft: 'layoff' | 'allow';
    readonly anchorUpdates: boolean;
    readonly acceptNonPositive: boolean;
  };
  readonly traders: readonly { readonly id: string; readonly cash: string }[];
  readonly tickets: readonly {
    readonly id: string;
    readonly issuer: string;
    readonly owner: string;
    readonly maturity_day: number;
    readonly serial: number;
  }[];
  readonly dealers: Readonly<Record<string, { readonly cash: string }>>;
  readonly vbts: Readonly<Record<string, { readonly cash: string }>>;
  readonly script: Readonly<Record<string, readonly Arrival[]>>;
  readonly expected: {
    readonly state: {
      readonly traders: Readonly<
        Record<
          string,
          {
            readonly cash: string;
            readonly defaulted: boolean;
            readonly tickets: readonly string[];
            readonly asset_issuer: string | null;
          }
        >
      >;
      readonly dealers: Readonly<
        Record<
          string,
          MakerState & {
            readonly other_tickets: readonly string[];
            readonly V: string;
            readonly K: number;
            readonly X: string;
            readonly lam: string;
            readonly I: string;
            readonly mid: string;
            readonly bid: string;
            readonly ask: string;
            readonly pinned_bid: boolean;
            readonly pinned_ask: boolean;
            readonly guard: boolean;
          }
        >
      >;
      readonly vbts: Readonly<
        Record<string, MakerState & { readonly M: string; readonly O: string; readonly A: string; readonly B: string }>
      >;
    };
    readonly events: readonly EventRecord[];
  };
}

function configOf(run: Run): DealerSimulationConfig {
  const { config } = run;
  const perFace = (value: string) => decimal(value).div(decimal(config.S));
  const cash = (makers: Run['dealers']) =>
    new Map(Object.entries(makers).map(([bucket, maker]) => [bucket, maker.cash]));
  return {
    ticketSize: config.S,
    buckets: config.buckets.map(([id, minDays, maxDays]) => ({ id, minDays, maxDays })),
    anchors: new Map(
      Object.entries(config.anchors).map(([bucket, [mid, spread, midSensitivity, spreadSensitivity]]) => [
        bucket,
        { mid: perFace(mid), spread: perFace(spread), midSensitivity, spreadSensitivity },
      ]),
    ),
    anchorUpdate: { minSpread: perFace(config.Omin) },
    guardMid: perFace(config.Mmin),
    clipBidAtZero: config.clip,
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
    accountNames: { dealer: (bucket) => `D:${bucket}`, vbt: (bucket) => `V:${bucket}` },
    // Foreign logs let traders owe money and issuers buy their own tickets, which breaks laws of ours.
    checks: run.mode === 'direct' ? 'off' : 'event',
    traders: run.traders,
    tickets: run.tickets.map(({ id, issuer, owner, maturity_day, serial }) => ({
      id,
      issuer,
      owner,
      maturityDay: maturity_day,
      serial,
    })),
    dealerCash: cash(run.dealers),
    vbtCash: cash(run.vbts),
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
  const simulation = createDealerSimulation(configOf(run), { ...ports, ...flow });
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

const bySerial = (a: { readonly serial: number }, b: { readonly serial: number }) => a.serial - b.serial;
const idsBySerial = (tickets: readonly { readonly id: string; readonly serial: number }[]) =>
  tickets.toSorted(bySerial).map(({ id }) => id);

describe('replays', () => {
  forEachCase<{ readonly runs: readonly Run[] }, Run>(
    'replays.json',
    ({ runs }) => runs,
    (run) => {
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
    },
  );
});
