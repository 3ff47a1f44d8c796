import { type AgentId, type BucketId, type Decimal, type DecimalInput, decimal, decimalPlaces } from '@bagehot/kernel';
import { halfEvenDiv, type MoneyGrid, toDecimal, toQuanta, unitsOf } from '@bagehot/kernel/quanta';
import { type Sensitivity, sensitivityOf } from './anchors.js';
import { type Bucket, bucketProblems, DEFAULT_BUCKETS } from './bucket.js';
import { type AnchorConfig, DEFAULT_ANCHORS, type DealerMarketConfig } from './config.js';
import { type ConfigProblem, type ConfigProblemCode, configError } from './errors.js';

/** One bucket's rules in quanta per ticket. */
export interface BucketSettings {
  readonly id: BucketId;
  readonly minDays: number;
  /** A large number for the open bucket. */
  readonly maxDays: number;
  readonly mid: bigint;
  readonly spread: bigint;
  /** φ_M times the ticket size: what a loss of everything takes from the mid. */
  readonly midPerLoss: Sensitivity;
  /** φ_O times the ticket size: what it adds to the spread. */
  readonly spreadPerLoss: Sensitivity;
  readonly dealer: AgentId;
  readonly vbt: AgentId;
}

/** A configuration that was read and found right, in quanta. What the engine works with. */
export interface Settings {
  readonly grid: MoneyGrid;
  readonly ticketSize: bigint;
  readonly buckets: readonly BucketSettings[];
  /** The same as users wrote them. */
  readonly userBuckets: readonly Bucket[];
  readonly minSpread: bigint;
  readonly guardMid: bigint;
  readonly clipBidAtZero: boolean;
  readonly parCap: boolean;
  readonly anchorUpdates: boolean;
  readonly tradeMaturing: boolean;
  readonly vbtFunding: 'overdraw' | 'outside' | 'funded';
  /** Customers' money is made and destroyed in trades, and market makers pay nothing. */
  readonly minted: boolean;
  readonly overdraft: 'layoff' | 'allow';
  readonly block: 'one' | 'shortfall';
  /** -1 when purchases need not leave anything. */
  readonly reserveHorizonDays: number;
  readonly singleIssuer: boolean;
  readonly issuerDraw: 'calendar' | 'proportional';
  readonly skipPinned: boolean;
  readonly acceptNonPositive: boolean;
  readonly crossing: boolean;
  /** ψ */
  readonly flowSensitivity: Decimal;
  readonly reserveDealerDues: boolean;
  readonly buying: boolean;
  readonly horizonDays: number;
  readonly cashBuffer: bigint;
  readonly sellHorizonDays: number;
  readonly countInflows: boolean;
  readonly sellProbability: Decimal;
  readonly maxArrivals: number | 'all';
  readonly logArrivals: boolean;
  readonly checks: 'off' | 'throw' | 'collect';
}

/** Defaults of section 16, read once. */
const DEFAULTS = {
  zero: decimal(0),
  one: decimal(1),
  spreadSensitivity: decimal('0.6'),
  guardMid: decimal('0.02'),
  sellProbability: decimal('0.5'),
};

/** Later than every calendar. */
export const FAR_DAY: number = 2 ** 30;

/** Reads a configuration field by field and remembers everything that is wrong. */
export class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly grid: MoneyGrid;

  constructor(grid: MoneyGrid) {
    this.grid = grid;
  }

  report(path: string, message: string, code: ConfigProblemCode = 'BAD_CONFIG'): void {
    this.problems.push({ code, path, message });
  }

  /** A decimal, or 0 with a problem. */
  decimal(path: string, value: DecimalInput, code?: ConfigProblemCode): Decimal {
    try {
      return decimal(value);
    } catch (error) {
      this.report(path, (error as Error).message, code);
      return decimal(0);
    }
  }

  /** Quanta of an amount that must lie on the grid. */
  quanta(path: string, value: DecimalInput, code: ConfigProblemCode = 'OFF_GRID'): bigint {
    try {
      return toQuanta(this.grid, value);
    } catch (error) {
      this.report(path, (error as Error).message, code);
      return 0n;
    }
  }

  /** A price per unit of face as quanta per ticket, half-even on the grid. */
  price(path: string, perFace: DecimalInput, ticketSize: bigint, code?: ConfigProblemCode): bigint {
    const value = this.decimal(path, perFace, code);
    const places = decimalPlaces(value);
    return halfEvenDiv((unitsOf(value, places) as bigint) * ticketSize, 10n ** BigInt(places));
  }

  /** A whole number of at least `least`. */
  integer(path: string, value: number, least: number): number {
    if (Number.isInteger(value) && value >= least) return value;
    this.report(path, `must be a whole number of at least ${least}, not ${value}`);
    return least;
  }

  /** Throws everything that was found at once. */
  finish(): void {
    const [first, ...rest] = this.problems;
    if (first !== undefined) throw configError([first, ...rest]);
  }
}

/** Looks a name up in a record or a map without ever iterating it: names are users' text. */
function lookup<T>(table: Readonly<Record<string, T>> | ReadonlyMap<string, T>, key: string): T | undefined {
  if (table instanceof Map) return (table as ReadonlyMap<string, T>).get(key);
  return Object.hasOwn(table, key) ? (table as Readonly<Record<string, T>>)[key] : undefined;
}

function readAnchors(reader: ConfigReader, config: DealerMarketConfig, buckets: readonly Bucket[], ticketSize: bigint) {
  const table = config.anchors ?? DEFAULT_ANCHORS;
  const update = config.anchorUpdate ?? {};
  const minSpread = reader.price('anchorUpdate.minSpread', update.minSpread ?? DEFAULTS.zero, ticketSize);
  if (minSpread < 0n) reader.report('anchorUpdate.minSpread', 'must not be negative');
  const names = table instanceof Map ? [...table.keys()] : Object.keys(table);
  for (const name of names) {
    if (config.anchors !== undefined && !buckets.some(({ id }) => id === name))
      reader.report(
        `anchors.${name}`,
        `is for no bucket; buckets are ${buckets.map(({ id }) => id).join(', ')}`,
        'BAD_ANCHOR',
      );
  }
  const sensitivity = (path: string, value: DecimalInput): Sensitivity => {
    const read = reader.decimal(path, value);
    if (read.lt(0)) reader.report(path, `must not be negative, but is ${read}`);
    return sensitivityOf(read, ticketSize);
  };
  const settings = buckets.map((bucket): BucketSettings => {
    const path = `anchors.${bucket.id}`;
    const anchor: AnchorConfig | undefined = lookup(table, bucket.id);
    if (anchor === undefined) reader.report(path, 'is missing: every bucket needs a mid and a spread', 'BAD_ANCHOR');
    const mid = reader.price(`${path}.mid`, anchor?.mid ?? DEFAULTS.one, ticketSize, 'BAD_ANCHOR');
    const spread = reader.price(`${path}.spread`, anchor?.spread ?? DEFAULTS.one, ticketSize, 'BAD_ANCHOR');
    if (spread < minSpread || spread < 0n)
      reader.report(
        `${path}.spread`,
        `must be at least the smallest spread ${toDecimal(reader.grid, minSpread)} per ticket`,
        'BAD_ANCHOR',
      );
    return {
      id: bucket.id,
      minDays: bucket.minDays,
      maxDays: bucket.maxDays ?? FAR_DAY,
      mid,
      spread,
      midPerLoss: sensitivity(
        `${path}.midSensitivity`,
        anchor?.midSensitivity ?? update.midSensitivity ?? DEFAULTS.one,
      ),
      spreadPerLoss: sensitivity(
        `${path}.spreadSensitivity`,
        anchor?.spreadSensitivity ?? update.spreadSensitivity ?? '0.6',
      ),
      dealer: config.accountNames?.dealer(bucket.id) ?? `dealer_${bucket.id}`,
      vbt: config.accountNames?.vbt(bucket.id) ?? `vbt_${bucket.id}`,
    };
  });
  return { settings, minSpread };
}

/** Reads a market's configuration on a money grid. Problems go to the reader; ask it to `finish` before using the result. */
export function readSettings(reader: ConfigReader, config: DealerMarketConfig): Settings {
  const ticketSize = reader.quanta('ticketSize', config.ticketSize ?? DEFAULTS.one);
  if (ticketSize <= 0n) reader.report('ticketSize', `must be greater than 0, not ${config.ticketSize ?? 1}`);
  const buckets = config.buckets ?? DEFAULT_BUCKETS;
  reader.problems.push(...bucketProblems(buckets));
  const anchors = readAnchors(reader, config, buckets, ticketSize);
  const sellProbability = reader.decimal('sellProbability', config.sellProbability ?? DEFAULTS.sellProbability);
  if (sellProbability.lt(0) || sellProbability.gt(1) || decimalPlaces(sellProbability) > 9)
    reader.report('sellProbability', `must lie between 0 and 1 and have at most 9 decimals, but is ${sellProbability}`);
  const cashBuffer = reader.quanta('cashBuffer', config.cashBuffer ?? DEFAULTS.one);
  if (cashBuffer < 0n) reader.report('cashBuffer', 'must not be negative');
  const flowSensitivity = reader.decimal('flowSensitivity', config.flowSensitivity ?? DEFAULTS.zero);
  if (flowSensitivity.lt(0)) reader.report('flowSensitivity', 'must not be negative');
  const { reserveHorizonDays = 0, maxArrivals = 3 } = config;
  if (config.money === 'minted' && config.crossing === true)
    reader.report('money', 'must be ledger where customers are paired with one another (crossing), but is minted');
  return {
    grid: reader.grid,
    ticketSize,
    buckets: anchors.settings,
    userBuckets: buckets,
    minSpread: anchors.minSpread,
    guardMid: reader.price('guardMid', config.guardMid ?? DEFAULTS.guardMid, ticketSize),
    clipBidAtZero: config.clipBidAtZero ?? true,
    parCap: config.parCap ?? false,
    anchorUpdates: config.anchorUpdates ?? true,
    tradeMaturing: config.tradeMaturing ?? true,
    vbtFunding: config.vbtFunding ?? 'overdraw',
    minted: config.money === 'minted',
    overdraft: config.overdraft ?? 'layoff',
    block: config.block ?? 'one',
    reserveHorizonDays: reserveHorizonDays === null ? -1 : reader.integer('reserveHorizonDays', reserveHorizonDays, 0),
    singleIssuer: config.singleIssuer ?? true,
    issuerDraw: config.issuerDraw ?? 'calendar',
    skipPinned: config.skipPinned ?? false,
    acceptNonPositive: config.acceptNonPositive ?? false,
    crossing: config.crossing ?? false,
    flowSensitivity,
    reserveDealerDues: config.reserveDealerDues ?? false,
    buying: config.buying ?? true,
    horizonDays: reader.integer('horizonDays', config.horizonDays ?? 3, 0),
    cashBuffer,
    sellHorizonDays: reader.integer('sellHorizonDays', config.sellHorizonDays ?? 0, 0),
    countInflows: config.countInflows ?? false,
    sellProbability,
    maxArrivals: maxArrivals === 'all' ? 'all' : reader.integer('maxArrivals', maxArrivals, 0),
    logArrivals: config.logArrivals ?? false,
    checks: config.checks === 'event' ? 'throw' : (config.checks ?? 'off'),
  };
}
