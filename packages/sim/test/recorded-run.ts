import { type DealerMarket, scriptedOrderFlow } from '@bagehot/dealer';
import type { AgentId, BucketId, Decimal, EventRecord } from '@bagehot/kernel';
import { formatQuanta, quanta } from '@bagehot/kernel/quanta';
import { type BalanceRow, balanceRows, type RunView, runRecords, runScenario, type ScenarioResult } from '@bagehot/sim';
import { type RecordedCase, scenarioOf } from './recorded-market.js';

type Text = Readonly<Record<string, unknown>>;

/** What a run of a recorded case came to, in the words of the vectors. */
export interface RecordedRun {
  readonly result: ScenarioResult;
  readonly halt: Text | undefined;
  /** Before day 0, then at the end of each day. */
  readonly balances: readonly Text[];
  readonly claims: readonly Text[];
  readonly finalKernel: Text;
  readonly arrivals: Text;
  /** Economic events of the simulation as records. */
  readonly events: readonly EventRecord[];
}

/** Runs a case with its arrivals, through the public interface. */
export function runRecorded(recorded: RecordedCase): RecordedRun {
  const script = new Map(Object.entries(recorded.flow).map(([day, arrivals]) => [Number(day), arrivals]));
  const flow = scriptedOrderFlow(script);
  const arrivals: Record<string, object[]> = {};
  const names = new Names();
  const balances: Text[] = [];
  const claims: Text[] = [];
  let finalKernel: Text = {};
  const look = (run: RunView): void => {
    names.learn(run);
    balances.push(Object.fromEntries(balanceRows(run.system, 0).map((row) => [row.agent, sheetOf(row)])));
    claims.push(claimsOf(run, names));
  };
  const result = runScenario(scenarioOf(recorded), {
    onStart: look,
    onDay: (day, run) => {
      look(run);
      const closed = run.economy.events.of('DealerQuote').at(-1);
      if (closed?.day === day && closed.phase === 'close') finalKernel = kernelsOf(run, names);
    },
    market: {
      orderFlow: {
        bounded: true,
        next: (queue, random) => flow.next(queue, random),
        observe: ({ day }, { drawn, side, trader }, results) => {
          const tickets = results.flatMap((one) => (one.kind === 'Executed' ? [one.ticket.id] : []));
          // A refusal after the first trade ends the block; the arrival still counts as served.
          const refused = tickets.length > 0 ? undefined : results.find((one) => one.kind === 'Rejected');
          const reason = refused?.kind === 'Rejected' ? refused.reason : null;
          arrivals[day] ??= [];
          arrivals[day]?.push({ drawn, agent: trader, side, tickets, reason });
        },
      },
    },
  });
  const { halt } = result;
  return {
    result,
    halt: halt === undefined ? undefined : (names.in({ ...halt, shortfall: halt.shortfall?.toString() }) as Text),
    balances,
    claims,
    finalKernel,
    arrivals: names.in(arrivals) as Text,
    events: economicEvents(result, names),
  };
}

const MARKERS = /^(Phase|Subphase|DayEnd$|RunStopped$)/;

function economicEvents({ economy }: ScenarioResult, names: Names): EventRecord[] {
  const records = [...runRecords(economy.events.events)];
  const isSetup = (k: number): boolean => k < records.findIndex(({ kind }) => kind === 'PhaseA');
  return records
    .filter((record, k) => {
      const { kind } = record;
      return !isSetup(k) && !MARKERS.test(String(kind)) && !(kind === 'CashMinted' && record['source'] === 'capital');
    })
    .map((record) => names.in(record) as EventRecord);
}

/** What the vectors call contracts: their alias, or `RO1`, `RO2`, ... when they were rolled over. Tickets are called after their contract. */
class Names {
  readonly #names = new Map<string, string>();
  #seen = 0;
  #rolled = 0;

  learn({ economy }: RunView): void {
    const { events } = economy.events;
    for (; this.#seen < events.length; this.#seen++) {
      const event = events[this.#seen];
      if (event?.kind === 'PayableCreated') this.#names.set(event.contract, event.alias ?? event.contract);
      if (event?.kind === 'PayableRolledOver' || event?.kind === 'RolloverPartial')
        this.#names.set(event.contract, `RO${++this.#rolled}`);
    }
  }

  of(name: string): string {
    const [contract = '', ticket] = name.split('#');
    const alias = this.#names.get(contract);
    if (alias === undefined) return name;
    return ticket === undefined ? alias : `${alias}#${ticket}`;
  }

  /** The same value with the vectors' names in the fields that hold contracts and tickets. */
  in(value: unknown, field = ''): unknown {
    if (typeof value === 'string') return /contract$|ticket_id$|tickets$/.test(field) ? this.of(value) : value;
    if (Array.isArray(value)) return value.map((item) => this.in(item, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.in(part, name)]));
  }
}

/** A balance sheet without its zero entries. */
function sheetOf({ kind, cash, receivables, payables }: BalanceRow): Text {
  const entries: [string, Decimal][] = [
    kind === 'central_bank' ? ['issued_cash', cash.neg()] : ['cash', cash],
    ['receivables', receivables],
    ['payables', payables],
  ];
  return Object.fromEntries(
    entries.filter(([, amount]) => !amount.eq(0)).map(([entry, amount]) => [entry, amount.toFixed()]),
  );
}

/** Holders and faces of all open contracts, in creation order. */
function claimsOf({ system }: RunView, names: Names): Text {
  const register = quanta(system.contracts);
  const { accounts } = register;
  const claims: [string, [string, string][]][] = [];
  for (let contract = 0; contract < register.count; contract++) {
    if (!register.isOpen(contract)) continue;
    claims.push([
      names.of(register.idOf(contract)),
      register
        .lastClaims(contract)
        .map(({ holder, face }) => [accounts.nameOf(holder), formatQuanta(accounts.grid, face)]),
    ]);
  }
  return Object.fromEntries(claims);
}

function kernelsOf(run: RunView, names: Names): Text {
  const market = run.market as DealerMarket;
  return Object.fromEntries(market.buckets.map(({ id }) => [id, kernelOf(run, market, id, names)]));
}

function kernelOf({ system }: RunView, market: DealerMarket, bucket: BucketId, names: Names): Text {
  const dealer = market.dealers.get(bucket) as AgentId;
  const vbt = market.vbts.get(bucket) as AgentId;
  const quote = market.quote(bucket);
  const outside = market.outside(bucket);
  const anchors = market.anchors(bucket);
  const shelf = market.shelf(dealer);
  const backed = market.shelf(vbt);
  const ids = (tickets: readonly { readonly id: string }[]): string[] => tickets.map(({ id }) => names.of(id));
  return {
    a: shelf.home.length,
    C: system.ledger.cash(dealer).toFixed(),
    M: anchors.mid.toFixed(),
    O: anchors.spread.toFixed(),
    V: quote.equity.toFixed(),
    K: quote.maxFundableTickets,
    X: quote.capacity.toFixed(),
    N: quote.maxFundableTickets + 1,
    lambda: quote.layoffProbability.toFixed(),
    I: quote.insideWidth.toFixed(),
    midline: quote.midline.toFixed(),
    A: outside.ask.toFixed(),
    B: outside.bid.toFixed(),
    bid: quote.bid.toFixed(),
    ask: quote.ask.toFixed(),
    pin_bid: quote.bidPinned,
    pin_ask: quote.askPinned,
    guard: quote.guarded,
    can_buy: quote.canBuy,
    can_sell: quote.canSell,
    vbt_cash: system.ledger.cash(vbt).toFixed(),
    dealer_tickets: ids(shelf.home),
    vbt_tickets: ids(backed.home),
    other_dealer_tickets: ids(shelf.other),
    other_vbt_tickets: ids(backed.other),
  };
}

/** A ratio as the vectors store it: 20 decimals, half up. */
export function twenty(value: Decimal | null): string | null {
  return value === null ? null : value.round(20, 1).toFixed();
}
