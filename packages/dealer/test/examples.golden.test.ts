import {
  createDealerSimulation,
  type DealerEvent,
  type DealerSimulation,
  type DealerSimulationConfig,
  type OrderFlow,
  type OrderQueue,
  type ScriptedArrival,
  type Side,
  scriptedOrderFlow,
  type TradeResult,
} from '@bagehot/dealer';
import { createEventLog, createRandom, type Decimal, decimal, type EventLog, isDecimal } from '@bagehot/kernel';
import { describe, expect } from 'vitest';
import { recordOf } from './event-record.js';
import { forEachCase } from './golden-folder.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Step {
  readonly op: string;
  readonly label?: string;
  readonly seller?: string;
  readonly ticket?: string;
  readonly buyer?: string;
  readonly bucket?: string;
  readonly issuer?: string;
  readonly cash?: string;
  readonly sell_set?: readonly string[];
  readonly buy_set?: readonly string[];
  readonly script?: readonly { readonly drawn: Side; readonly pick: string }[];
  readonly result?: {
    readonly executed?: boolean;
    readonly price?: string;
    readonly passthrough?: boolean;
    readonly ticket?: string;
    readonly arrivals?: readonly { readonly [key: string]: Json }[];
  };
  readonly events?: readonly { readonly [key: string]: Json }[];
  readonly expect?: readonly { readonly path: string; readonly value: Json }[];
}

interface Example {
  readonly id: string;
  readonly config: {
    readonly S: string;
    readonly clip: boolean;
    readonly Mmin: string;
    readonly anchors: Readonly<Record<string, readonly [string, string, string, string]>>;
    readonly H?: number;
    readonly bufferB?: string;
    readonly Nmax?: number;
  };
  readonly setup: {
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
  };
  readonly steps: readonly Step[];
}

const TOLERANCE = '0.000000001';

function configOf({ config, setup }: Example): DealerSimulationConfig {
  const perFace = (value: string) => decimal(value).div(decimal(config.S));
  const cash = (makers: Example['setup']['dealers']) =>
    new Map(Object.entries(makers).map(([bucket, maker]) => [bucket, maker.cash]));
  return {
    ticketSize: config.S,
    anchors: new Map(
      Object.entries(config.anchors).map(([bucket, [mid, spread, midSensitivity, spreadSensitivity]]) => [
        bucket,
        { mid: perFace(mid), spread: perFace(spread), midSensitivity, spreadSensitivity },
      ]),
    ),
    guardMid: perFace(config.Mmin),
    clipBidAtZero: config.clip,
    horizonDays: config.H ?? 3,
    cashBuffer: config.bufferB ?? 1,
    traderOverdraft: true,
    accountNames: { dealer: (bucket) => `D:${bucket}`, vbt: (bucket) => `V:${bucket}` },
    checks: 'event',
    traders: setup.traders,
    tickets: setup.tickets.map(({ id, issuer, owner, maturity_day, serial }) => ({
      id,
      issuer,
      owner,
      maturityDay: maturity_day,
      serial,
    })),
    dealerCash: cash(setup.dealers),
    vbtCash: cash(setup.vbts),
  };
}

/** Arrivals of the example's order flow, on the day they come. */
function scriptOf({ steps }: Example): Map<number, readonly ScriptedArrival[]> {
  const script = new Map<number, readonly ScriptedArrival[]>();
  let day = 0;
  for (const { op, script: arrivals } of steps) {
    if (op === 'advanceDay') day++;
    if (arrivals !== undefined)
      script.set(
        day,
        arrivals.map(({ drawn, pick }) => ({ drawn, agent: pick })),
      );
  }
  return script;
}

/** Drives one example step by step. */
class ExampleRun {
  readonly simulation: DealerSimulation;
  readonly log: EventLog<DealerEvent> = createEventLog<DealerEvent>();
  readonly orders: {
    readonly queue: OrderQueue;
    readonly side: Side;
    readonly drawn: Side;
    readonly agent: string;
    readonly results: readonly TradeResult[];
  }[] = [];
  #isOpen = false;
  #result: TradeResult | undefined;

  constructor(example: Example) {
    const inner = scriptedOrderFlow(scriptOf(example));
    const orderFlow: OrderFlow = {
      bounded: true,
      next: (queue, random) => inner.next(queue, random),
      observe: (queue, { side, drawn, trader }, results) => {
        this.orders.push({ queue, side, drawn: drawn ?? side, agent: trader, results });
      },
    };
    this.simulation = createDealerSimulation(configOf(example), {
      random: createRandom(1),
      events: this.log,
      orderFlow,
    });
  }

  run(step: Step): void {
    const { simulation } = this;
    const { market, day } = simulation;
    switch (step.op) {
      case 'quote':
        return;
      case 'advanceDay':
        if (this.#isOpen) simulation.closeDay();
        this.#isOpen = true;
        simulation.openDay();
        return;
      case 'customerSell':
        this.#result = market.sell(day, step.seller as string, step.ticket as string);
        return;
      case 'customerBuy':
        this.#result = market.buy(
          day,
          step.buyer as string,
          step.bucket as string,
          step.issuer === undefined ? {} : { issuer: step.issuer },
        );
        return;
      case 'settle':
        simulation.settle();
        return;
      case 'updateAnchors':
        simulation.moveAnchors();
        return;
      case 'orderFlow':
        simulation.trade();
        return;
      case 'setDealerCash': {
        const dealer = market.dealers.get(step.bucket as string) as string;
        const change = simulation.ledger.cash(dealer).minus(decimal(step.cash as string));
        simulation.ledger.transfer({
          day,
          kind: 'stress',
          asset: 'cash',
          from: dealer,
          to: 'CB',
          amount: change,
        });
        return;
      }
      default:
        throw new Error(`unknown step ${step.op}`);
    }
  }

  resultFields(): {
    readonly executed: boolean;
    readonly price?: Decimal;
    readonly passthrough?: boolean;
    readonly ticket?: string;
  } {
    const result = this.#result;
    if (result === undefined || result.kind === 'Rejected') return { executed: false };
    return {
      executed: true,
      price: result.price,
      passthrough: result.route === 'PassThrough',
      ticket: result.ticket.id,
    };
  }

  /** What a path of the vectors means. */
  read(path: string): unknown {
    const [what, id = '', field = ''] = path.split('.');
    const { simulation } = this;
    switch (what) {
      case 'dealer':
        return this.#dealer(id, field);
      case 'vbt':
        return this.#vbt(id, field);
      case 'trader':
        return this.#trader(id, field);
      case 'ticket':
        return this.#ticket(id, field);
      case 'loss_rate':
        return simulation.lossRate;
      case 'total_cash':
        return simulation.ledger.cash('CB').times(-1);
      case 'ticket_count':
        return simulation.tickets().length;
      case 'result':
        return (this.resultFields() as Record<string, unknown>)[id];
      default:
        throw new Error(`unknown path ${path}`);
    }
  }

  #dealer(bucket: string, field: string): unknown {
    const { market, ledger } = this.simulation;
    const dealer = market.dealers.get(bucket) as string;
    const quote = market.quote(bucket);
    const shelf = market.shelf(dealer);
    const ids = (tickets: readonly { readonly id: string; readonly serial: number }[]) =>
      tickets.toSorted((a, b) => a.serial - b.serial).map(({ id }) => id);
    const fields: Record<string, unknown> = {
      a: shelf.home.length,
      x: quote.inventory,
      cash: ledger.cash(dealer),
      V: quote.equity,
      K: quote.maxFundableTickets,
      X: quote.capacity,
      N: quote.maxFundableTickets + 1,
      lambda_: quote.layoffProbability,
      I: quote.insideWidth,
      midline: quote.midline,
      ask: quote.ask,
      bid: quote.bid,
      pin_ask: quote.askPinned,
      pin_bid: quote.bidPinned,
      guard: quote.guarded,
      can_buy: quote.canBuy,
      can_sell: quote.canSell,
      exec_bid: quote.executionBid,
      exec_ask: quote.executionAsk,
      equity: market.equity(dealer),
      tickets: ids(shelf.home),
      other_tickets: ids(shelf.other),
    };
    return fields[field];
  }

  #vbt(bucket: string, field: string): unknown {
    const { market, ledger } = this.simulation;
    const vbt = market.vbts.get(bucket) as string;
    const { home, other } = market.shelf(vbt);
    const { mid, spread } = market.anchors(bucket);
    const { bid, ask } = market.outside(bucket);
    const tickets = [...home, ...other].toSorted((a, b) => a.serial - b.serial).map(({ id }) => id);
    return ({ A: ask, B: bid, M: mid, O: spread, cash: ledger.cash(vbt), tickets } as Record<string, unknown>)[field];
  }

  #trader(id: string, field: string): unknown {
    const { simulation } = this;
    const held = simulation.tickets(id).toSorted((a, b) => a.serial - b.serial);
    const fields: Record<string, unknown> = {
      cash: simulation.ledger.cash(id),
      tickets: held.map((ticket) => ticket.id),
      shortfall: simulation.shortfall(id),
      defaulted: simulation.defaulted.includes(id),
      asset_issuer: held[0]?.issuer ?? null,
    };
    return fields[field];
  }

  #ticket(id: string, field: string): unknown {
    const { simulation } = this;
    const ticket = simulation.tickets().find((other) => other.id === id);
    if (field === 'exists') return ticket !== undefined;
    if (field === 'owner') return ticket?.owner;
    if (field === 'tau') return (ticket?.maturityDay ?? Number.NaN) - simulation.day;
    return simulation.market.bucketOf(id);
  }
}

/** Decimals within the tolerance, everything else exactly. */
function expectValue(actual: unknown, wanted: Json, path: string): void {
  if (isDecimal(actual) || (typeof actual === 'string' && /^-?[0-9.]+$/.test(actual) && typeof wanted === 'string')) {
    const distance = decimal(actual as string)
      .minus(decimal(wanted as string))
      .abs();
    expect(distance.lte(TOLERANCE), `${path}: ${String(actual)}, not ${String(wanted)}`).toBe(true);
  } else if (Array.isArray(wanted)) {
    expect((actual as readonly unknown[]).length, path).toBe(wanted.length);
    wanted.forEach((part, k) => {
      expectValue((actual as readonly unknown[])[k], part, `${path}[${k}]`);
    });
  } else if (wanted !== null && typeof wanted === 'object') {
    for (const [field, part] of Object.entries(wanted))
      expectValue((actual as Record<string, unknown>)[field], part, `${path}.${field}`);
  } else expect(actual, path).toBe(wanted);
}

const TOLD = ['BucketUpdate', 'Rebucket', 'Settlement', 'Default', 'VBTAnchorUpdate'];

describe('worked examples', () => {
  forEachCase<{ readonly examples: readonly Example[] }, Example>(
    'examples.json',
    ({ examples }) => examples,
    (example) => {
      const run = new ExampleRun(example);
      example.steps.forEach((step, k) => {
        const where = `step ${k + 1} (${step.op}${step.label === undefined ? '' : `: ${step.label}`})`;
        const before = run.log.events.length;
        run.run(step);
        const told = run.log.events.slice(before).filter(({ kind }) => TOLD.includes(kind));
        expectValue(
          told.map((event) => recordOf(event)),
          (step.events ?? []) as Json,
          `${where} events`,
        );
        for (const { path, value } of step.expect ?? []) expectValue(run.read(path), value, `${where} ${path}`);
        const { arrivals, ...result } = step.result ?? {};
        if (step.result !== undefined && arrivals === undefined)
          expectValue(run.resultFields(), result as Json, `${where} result`);
        if (arrivals === undefined) return;
        expect(run.orders[0]?.queue.sellers, where).toEqual(step.sell_set);
        expect(run.orders[0]?.queue.buyers, where).toEqual(step.buy_set);
        const seen = run.orders.map(({ queue, side, drawn, agent, results: [first] }) => ({
          n: queue.arrival,
          drawn,
          side,
          agent,
          ticket: first?.kind === 'Executed' ? first.ticket.id : null,
          reason: first?.kind === 'Rejected' ? first.reason : null,
        }));
        expect(seen, where).toEqual(arrivals);
      });
    },
  );
});
