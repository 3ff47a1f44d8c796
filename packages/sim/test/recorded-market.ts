import { type DealerMarket, type Side, scriptedOrderFlow } from '@bagehot/dealer';
import type { AgentId, BucketId, Decimal, EventRecord } from '@bagehot/kernel';
import { formatQuanta, quanta } from '@bagehot/kernel/quanta';
import type { AgentKind, RingAction } from '@bagehot/ring';
import {
  type BalanceRow,
  balanceRows,
  type ExplicitScenario,
  type RunView,
  runRecords,
  runScenario,
  type ScenarioResult,
  type SecondaryMarketConfig,
} from '@bagehot/sim';

type Text = Readonly<Record<string, unknown>>;
/** An action as the vectors write it: its kind is the only key. */
type WrittenAction = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** A composed case as the vectors write it. */
export interface RecordedCase {
  readonly id: string;
  readonly scale: number;
  readonly agents: readonly { readonly id: string; readonly kind: AgentKind }[];
  readonly initial_actions: readonly WrittenAction[];
  readonly scheduled_actions: readonly { readonly day: number; readonly action: WrittenAction }[];
  readonly run: {
    readonly default_handling: 'expel-agent' | 'fail-fast';
    readonly distribution: 'first-come' | 'proportional';
    readonly settlement: 'sequential' | 'multipass' | 'clearing';
    readonly rollover_enabled: boolean;
    readonly rollover_partial: 'full-face' | 'cash-only' | 'skip';
    readonly max_days: number;
    readonly quiet_days: number;
  };
  readonly dealer: {
    readonly ticket_size: string;
    readonly buckets: readonly {
      readonly name: string;
      readonly tau_min: number;
      readonly tau_max: number | null;
      readonly M: string;
      readonly O: string;
      readonly phi_M: string;
      readonly phi_O: string;
    }[];
    readonly capital:
      | { readonly mode: 'given'; readonly cash: Readonly<Record<string, string>> }
      | { readonly mode: 'outside-cash'; readonly dealer_share: string; readonly vbt_share: string };
    readonly M_min: string;
    readonly O_min: string;
    readonly clip: boolean;
    readonly vbt_funding: 'outside' | 'funded';
    readonly par_cap: boolean;
    readonly anchor_updates: boolean;
    readonly N_max: number | 'all';
    readonly block: 'one' | 'shortfall';
    readonly horizon_H: number;
    readonly buffer_B: string;
    readonly sell_horizon: number;
    readonly count_inflows: boolean;
    readonly single_issuer: boolean;
  };
  readonly flow: Readonly<Record<string, readonly { readonly drawn: Side; readonly agent: AgentId }[]>>;
  readonly expected: {
    readonly outcome: string;
    readonly halt?: Text | null;
    readonly days_run: number;
    readonly defaulted: readonly AgentId[];
    readonly start_balances: Text;
    readonly start_claims: Text;
    readonly end_of_day_balances: readonly Text[];
    readonly end_of_day_claims: readonly Text[];
    readonly final_kernel: Text;
    readonly arrivals: Text;
    readonly arm: Text;
    readonly metrics: { readonly days: readonly Text[]; readonly summary: Text };
    readonly metrics_all?: { readonly days: readonly Text[]; readonly summary: Text };
    readonly unfunded_rollover_face?: string;
    readonly events: readonly Text[];
  };
}

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

/** The scenario of a case. */
export function scenarioOf(recorded: RecordedCase): ExplicitScenario {
  const { run } = recorded;
  return {
    version: 1,
    model: 'ring',
    form: 'explicit',
    name: recorded.id,
    scale: recorded.scale,
    agents: recorded.agents,
    initialActions: recorded.initial_actions.map(readAction),
    scheduledActions: recorded.scheduled_actions.map(({ day, action }) => ({ day, action: readAction(action) })),
    dealer: marketOf(recorded.dealer),
    run: {
      mode: 'until_stable',
      maxDays: run.max_days,
      seed: 1,
      rules: {
        defaultHandling: run.default_handling,
        distribution: run.distribution,
        settlement: run.settlement,
        rollover: run.rollover_enabled ? run.rollover_partial : 'off',
        quietDays: run.quiet_days,
        check: 'daily',
      },
      show: { events: 'none', balances: [] },
      exports: {},
    },
  };
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

function readAction(action: WrittenAction): RingAction {
  const [[kind, fields] = ['', {}]] = Object.entries(action);
  const read: Record<string, string | number> = { kind };
  for (const [name, value] of Object.entries(fields))
    read[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  return read as unknown as RingAction;
}

function marketOf(dealer: RecordedCase['dealer']): SecondaryMarketConfig {
  const { capital, buckets } = dealer;
  return {
    ticketSize: dealer.ticket_size,
    buckets: buckets.map(({ name, tau_min, tau_max }) => ({ id: name, minDays: tau_min, maxDays: tau_max })),
    anchors: new Map(
      buckets.map(({ name, M, O, phi_M, phi_O }) => [
        name,
        { mid: M, spread: O, midSensitivity: phi_M, spreadSensitivity: phi_O },
      ]),
    ),
    anchorUpdate: { minSpread: dealer.O_min },
    anchorUpdates: dealer.anchor_updates,
    guardMid: dealer.M_min,
    clipBidAtZero: dealer.clip,
    parCap: dealer.par_cap,
    vbtFunding: dealer.vbt_funding,
    block: dealer.block,
    maxArrivals: dealer.N_max,
    horizonDays: dealer.horizon_H,
    cashBuffer: dealer.buffer_B,
    sellHorizonDays: dealer.sell_horizon,
    countInflows: dealer.count_inflows,
    singleIssuer: dealer.single_issuer,
    checks: 'throw',
    ...(capital.mode === 'given'
      ? { capital: { mode: 'given', cash: new Map(Object.entries(capital.cash)) } }
      : { dealerShare: capital.dealer_share, vbtShare: capital.vbt_share }),
  };
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
