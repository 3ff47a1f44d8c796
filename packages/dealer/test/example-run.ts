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
import { createEventLog, createRandom, type Decimal, decimal, type EventLog } from '@bagehot/kernel';
import type { Example, ExampleStep } from './recorded-example.js';
import { idsBySerial, marketOf } from './recorded-market.js';

function rulesOf({ config, setup }: Example): DealerSimulationConfig {
  return {
    ...marketOf(config, setup),
    horizonDays: config.H ?? 3,
    cashBuffer: config.bufferB ?? 1,
    traderOverdraft: true,
    checks: 'event',
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
export class ExampleRun {
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
    this.simulation = createDealerSimulation(rulesOf(example), {
      random: createRandom(1),
      events: this.log,
      orderFlow,
    });
  }

  run(step: ExampleStep): void {
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
      tickets: idsBySerial(shelf.home),
      other_tickets: idsBySerial(shelf.other),
    };
    return fields[field];
  }

  #vbt(bucket: string, field: string): unknown {
    const { market, ledger } = this.simulation;
    const vbt = market.vbts.get(bucket) as string;
    const { home, other } = market.shelf(vbt);
    const { mid, spread } = market.anchors(bucket);
    const { bid, ask } = market.outside(bucket);
    const tickets = idsBySerial([...home, ...other]);
    return ({ A: ask, B: bid, M: mid, O: spread, cash: ledger.cash(vbt), tickets } as Record<string, unknown>)[field];
  }

  #trader(id: string, field: string): unknown {
    const { simulation } = this;
    const held = simulation.tickets(id);
    const fields: Record<string, unknown> = {
      cash: simulation.ledger.cash(id),
      tickets: idsBySerial(held),
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
