import { type BucketId, decimal } from '@bagehot/kernel';
import * as z from 'zod';
import type { DealerMarketConfig } from './config.js';
import { type ConfigProblem, configError } from './errors.js';
import type { DealerSimulationConfig } from './simulation-config.js';

// Configurations as data: from files, forms and messages. Shapes are checked here; what depends on the money grid is checked where the market is made.

/** Binary fractions up to this many bits are taken as they are written. */
const EXACT_BITS = 2 ** 20;

/** A number whose decimal text is its exact value: whole numbers, halves, quarters, ... but not 0.1. */
function isExact(value: number): boolean {
  return (
    Number.isFinite(value) &&
    decimal(value)
      .times(EXACT_BITS)
      .eq(decimal(value * EXACT_BITS)) &&
    Number.isSafeInteger(value * EXACT_BITS)
  );
}

/** A decimal: text, or a number that is exactly what its text says. */
const amount = z.union([
  z.string().regex(/^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i, 'must be a decimal such as "12.50"'),
  z
    .number()
    .refine(isExact, 'is a binary fraction that is not exactly what it looks like: write it as text, such as "0.1"'),
]);

const days = z.number().int().min(0);
const name = z.string().min(1);

const bucket = z.strictObject({
  id: name,
  minDays: z.number().int().min(1),
  maxDays: z.number().int().min(1).nullable(),
});

const anchor = z.strictObject({
  mid: amount,
  spread: amount,
  midSensitivity: amount.optional(),
  spreadSensitivity: amount.optional(),
});

/** Keyed by bucket names, which are users' text: read into a map. */
function byBucket<T extends z.ZodType>(value: T) {
  return z
    .record(z.string(), value)
    .transform((record) => new Map<BucketId, z.output<T>>(Object.entries(record) as [BucketId, z.output<T>][]));
}

const rules = {
  ticketSize: amount.optional(),
  buckets: z.array(bucket).optional(),
  anchors: byBucket(anchor).optional(),
  anchorUpdate: z
    .strictObject({
      midSensitivity: amount.optional(),
      spreadSensitivity: amount.optional(),
      minSpread: amount.optional(),
    })
    .optional(),
  anchorUpdates: z.boolean().optional(),
  guardMid: amount.optional(),
  clipBidAtZero: z.boolean().optional(),
  parCap: z.boolean().optional(),
  tradeMaturing: z.boolean().optional(),
  vbtFunding: z.enum(['overdraw', 'outside', 'funded']).optional(),
  money: z.enum(['ledger', 'minted']).optional(),
  overdraft: z.enum(['layoff', 'allow']).optional(),
  block: z.enum(['one', 'shortfall']).optional(),
  reserveHorizonDays: days.nullable().optional(),
  singleIssuer: z.boolean().optional(),
  issuerDraw: z.enum(['calendar', 'proportional']).optional(),
  skipPinned: z.boolean().optional(),
  acceptNonPositive: z.boolean().optional(),
  crossing: z.boolean().optional(),
  flowSensitivity: amount.optional(),
  reserveDealerDues: z.boolean().optional(),
  buying: z.boolean().optional(),
  horizonDays: days.optional(),
  cashBuffer: amount.optional(),
  sellHorizonDays: days.optional(),
  countInflows: z.boolean().optional(),
  sellProbability: amount.optional(),
  maxArrivals: z.union([days, z.literal('all')]).optional(),
  logArrivals: z.boolean().optional(),
  checks: z.enum(['off', 'event', 'throw', 'collect']).optional(),
};

const trader = z.strictObject({ id: name, cash: amount });
const debt = z.strictObject({ id: name.optional(), debtor: name, creditor: name, amount, dueDay: z.number().int() });
const ticket = z.strictObject({
  id: name,
  issuer: name,
  owner: name,
  maturityDay: z.number().int(),
  serial: z.number().int().optional(),
});

/** A market's rules as JSON. Account names by rule are a function and have no JSON form. */
export const dealerMarketSchema: z.ZodType<DealerMarketConfig> = z.strictObject(
  rules,
) as unknown as z.ZodType<DealerMarketConfig>;

/** A stand-alone market as JSON: its rules, traders, and debts or tickets. */
export const dealerSimulationSchema: z.ZodType<DealerSimulationConfig> = z.strictObject({
  ...rules,
  traders: z.array(trader),
  debts: z.array(debt).optional(),
  tickets: z.array(ticket).optional(),
  allocation: z.enum(['random', 'proportional', 'sequential', 'given']).optional(),
  booking: z.enum(['sale', 'endowment']).optional(),
  dealerShare: amount.optional(),
  vbtShare: amount.optional(),
  dealerCash: byBucket(amount).optional(),
  vbtCash: byBucket(amount).optional(),
  settlement: z.enum(['sequential', 'simultaneous']).optional(),
  lossAttribution: z.enum(['maturing-label', 'origin-bucket', 'system']).optional(),
  stopOnDefault: z.boolean().optional(),
  traderOverdraft: z.boolean().optional(),
  strict: z.boolean().optional(),
  moneyDecimals: z.number().int().min(0).max(18).optional(),
  journal: z.enum(['full', 'none']).optional(),
}) as unknown as z.ZodType<DealerSimulationConfig>;

/** Reads data by a schema, with every problem and its path. */
function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }): ConfigProblem => ({ code: 'BAD_CONFIG', path: pathText(path), message }),
  );
  throw configError(problems as [ConfigProblem, ...ConfigProblem[]]);
}

/** `traders[2].cash` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

/**
 * A market's rules from JSON.
 *
 * @throws DealerError `BAD_CONFIG` with every problem and its path
 */
export function parseDealerMarket(input: unknown): DealerMarketConfig {
  return read(dealerMarketSchema, input);
}

/**
 * A stand-alone market from JSON.
 *
 * @throws DealerError `BAD_CONFIG` with every problem and its path
 * @example
 * const config = parseDealerSimulation(JSON.parse(text));
 * const simulation = createDealerSimulation(config, { random: createRandom(42) });
 */
export function parseDealerSimulation(input: unknown): DealerSimulationConfig {
  return read(dealerSimulationSchema, input);
}
