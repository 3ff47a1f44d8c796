import { type EventRecord, recordLine } from '@bagehot/kernel';
import { createRecordStream, type RunResult } from '@bagehot/sim';
import { type EconomyDocument, type EconomyRunOptions, type MarketName, runEconomy } from '@bagehot/sim/testing';

const VILLAGE = {
  N: 3,
  initial_inventories: { A: { uniform_int: [0, 9] }, B: { uniform_int: [0, 9] }, M: 0 },
  utilities: {
    mix: [
      { type: 'linear', weight: 0.5, params: { vA: 1, vB: 3 } },
      { type: 'linear', weight: 0.5, params: { vA: 3, vB: 1 } },
    ],
  },
  resource_seed: { density: 0.5, amount: 2 },
  params: { exchange_regime: 'money_only', vision_radius: 3, interaction_radius: 2 },
} as const;

/** An economy of seven with every section but that of financing, in which every market has something to do. */
export const WHOLE: EconomyDocument = {
  version: 1,
  name: 'everything',
  model: 'economy',
  seed: 1,
  people: { count: 7 },
  ring: { kappa: 2.5, q_total: 160, inequality: { concentration: 1 }, maturity: { days: 4, mu: 0.5 } },
  exchange: { ...VILLAGE, agents: 7 },
  goods: { ticksPerDay: 1, reserveDays: 0 },
  purchaseLimit: { mode: 'TOTAL_WEALTH', carriedShare: 0.5, referencePrices: { A: 2, B: 2 } },
  tradeCredit: { termDays: 2, markup: 0.05, maxDebt: 60 },
  dealer: {
    enabled: true,
    ticket_size: 1,
    dealer_share: 0.05,
    vbt_share: 0,
    order_flow: { N_max: 'all', block: 'shortfall' },
    vbt_funding: 'funded',
  },
  dealerFunding: { leverage: 3 },
  backstop: { spread: 0.45 },
  moneyMarket: { policyRate: 0.05, spreadSensitivity: 0.1, withdraw: { fromDay: 2, share: 1 } },
  liquidity: { policy: 'sell-first', perAgent: { H2: 'cheapest', H3: 'borrow-first' } },
  facilities: { lendingSpread: 0.1, depositSpread: 0.01, collateral: { haircut: 0.1 } },
  treasury: { inventory: 50, outstanding: 10, passThrough: {} },
  policy: {
    rule: 'schedule',
    table: [
      { day: 1, quantityToBuy: 20 },
      { day: 3, rate: 0.02, quantityToBuy: -10 },
    ],
  },
  run: { max_days: 7 },
};

const { exchange, purchaseLimit, ...OTHERS } = WHOLE;

/** The same, whose people bring their goods to a market of rounds. */
export const ROUNDS: EconomyDocument = {
  ...OTHERS,
  financing: {
    mode: 'TOTAL_WEALTH',
    goods: 2,
    loadFraction: 0.5,
    grid: { width: 3, height: 3 },
    population: { agents: 7, ownership: 0.5, carried: 0.5 },
  },
};

/** What each section cannot do without. */
const NEEDS: readonly (readonly [MarketName, readonly MarketName[]])[] = [
  ['goods', ['exchange', 'financing']],
  ['purchaseLimit', ['exchange']],
  ['tradeCredit', ['exchange', 'financing']],
  ['dealerFunding', ['dealer']],
  ['dealerFunding', ['moneyMarket']],
  ['backstop', ['dealer']],
  ['liquidity', ['moneyMarket']],
  ['facilities', ['moneyMarket']],
  ['treasury', ['moneyMarket']],
  ['policy', ['treasury']],
];

/** The economy without these sections, and without those that are nothing without them. */
export function withoutSections(document: EconomyDocument, ...left: readonly MarketName[]): EconomyDocument {
  const sections = new Map(Object.entries(document));
  for (const name of left) sections.delete(name);
  for (const [name, oneOf] of NEEDS) if (!oneOf.some((other) => sections.has(other))) sections.delete(name);
  return Object.fromEntries(sections) as unknown as EconomyDocument;
}

/** What became of an economy, with its log. */
export interface WholeRun {
  readonly records: readonly EventRecord[];
  readonly result: RunResult;
  /** How often each kind of event happened. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** Runs an economy, and looks at the ring's laws each day. */
export function runWhole(document: EconomyDocument, options: EconomyRunOptions = {}): WholeRun {
  const records: EventRecord[] = [];
  const sinks = [createRecordStream((record) => records.push(record))];
  const recording = { journal: 'none', keepEvents: false, sinks } as const;
  const { result } = runEconomy({ document, ownPhases: [] }, { ...recording, ...options });
  const kinds = new Map<string, number>();
  for (const { kind } of records) kinds.set(String(kind), (kinds.get(String(kind)) ?? 0) + 1);
  return { records, result, kinds };
}

/** A record as it is compared; undefined where it is told by a market that is off in another run. */
export type Reading = (record: EventRecord) => EventRecord | undefined;

/** The lines of a log as it is read, numbered anew. */
export function linesOf(records: readonly EventRecord[], read: Reading = (record) => record): readonly string[] {
  const kept = records.map(read).filter((record) => record !== undefined);
  return kept.map((record, seq) => recordLine({ ...record, seq }));
}

/** Of two logs the first lines that differ. */
export function difference(
  one: readonly string[],
  other: readonly string[],
): readonly (string | undefined)[] | undefined {
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, k) => k).find((k) => one[k] !== other[k]);
  return at === undefined ? undefined : [one[at], other[at]];
}
