import { verifyClearing } from '../clearing/verify.js';
import { ClearingInvariantError } from '../errors.js';
import type { Money } from '../money.js';
import type { ClearingBook, ClearingLeg, ClearingOutcome, SupplyOrder } from '../protocols/clearing.js';
import type { SnapshotFields } from '../snapshot-fields.js';
import { readRequests, readSupplies } from './order-restore.js';
import type { Session } from './session.js';

const HEAD = ['tick', 'session', 'rule', 'policyRate', 'callRate', 'spread', 'liquidityRatio'];
const LISTS = ['supplies', 'requests', 'legs'];

/**
 * The last session.
 *
 * @param next - numbers of the orders after it, from which its own follow
 */
export function readSession(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  next: { readonly supply: number; readonly request: number },
): Session {
  const record = fields.record(value, path, [...HEAD, ...LISTS], ['ratePerLeg']);
  const at = (name: string): string => `${path}.${name}`;
  const rate = (name: string): bigint => fields.rate(record.get(name), at(name));
  const supplies = fields.list(record.get('supplies'), at('supplies'));
  const requests = fields.list(record.get('requests'), at('requests'));
  const firstSupply = next.supply - supplies.length;
  const firstRequest = next.request - requests.length;
  const results = { required: ['effective', 'drawn'], optional: ['unlent'] };
  const offers = readSupplies(fields, supplies, at('supplies'), money, firstSupply, results).map(({ order }) => order);
  const asked = readRequests(fields, requests, at('requests'), money, firstRequest, {
    required: ['granted', 'loan', 'rate'],
  });
  const supplyAmounts = (name: string): bigint[] =>
    supplies.map((item, k) => fields.amount(partOf(item, name), `${at('supplies')}[${k}].${name}`, money.grid));
  const effective = supplyAmounts('effective');
  const tick = fields.count(record.get('tick'), at('tick'));
  const book: ClearingBook = {
    tick,
    policyRate: rate('policyRate'),
    supplies: offers.map((order, k) => effectiveOrder(order, effective[k] as bigint)),
    requests: asked,
  };
  const grants = requests.map((item, k) =>
    fields.amount(partOf(item, 'granted'), `${at('requests')}[${k}].granted`, money.grid),
  );
  const volume = sumOf(grants);
  const legs = fields.list(record.get('legs'), at('legs'));
  const outcome: ClearingOutcome = {
    callRate: rate('callRate'),
    spread: rate('spread'),
    indicative: volume === 0n,
    liquidityRatio: fields.nullable(record.get('liquidityRatio'), at('liquidityRatio'), (ratio, where) =>
      fields.rate(ratio, where),
    ),
    supplied: sumOf(effective),
    requested: sumOf(asked.map(({ units }) => units)),
    volume,
    grants,
    draws: supplyAmounts('drawn'),
    legs: legs.map((item, k) => readLeg(fields, item, `${at('legs')}[${k}]`, money)),
    ...(record.has('ratePerLeg') ? { ratePerLeg: readRates(fields, record.get('ratePerLeg'), at('ratePerLeg')) } : {}),
  };
  const rule = fields.text(record.get('rule'), at('rule'));
  checkOutcome(fields, path, rule, book, outcome);
  const number = fields.count(record.get('session'), at('session'), 1);
  const { loans, rates } = readLoanNumbers(fields, requests, at('requests'));
  const session = { tick, number, rule, offers, book, outcome, loans, rates: outcome.ratePerLeg && rates };
  const isNetted = supplies.some((item) => partOf(item, 'unlent') !== undefined);
  return isNetted ? { ...session, unlent: supplyAmounts('unlent') } : session;
}

function readLeg(fields: SnapshotFields, value: unknown, path: string, money: Money): ClearingLeg {
  const [request, supply, amount] = fields.list(value, path);
  return {
    request: fields.count(request, `${path}[0]`),
    supply: fields.count(supply, `${path}[1]`),
    units: fields.amount(amount, `${path}[2]`, money.grid),
  };
}

function readRates(fields: SnapshotFields, value: unknown, path: string): readonly bigint[] {
  return fields.list(value, path).map((rate, k) => fields.rate(rate, `${path}[${k}]`));
}

/** By request: its loan, 0 where there is none, and what it costs. */
function readLoanNumbers(
  fields: SnapshotFields,
  requests: readonly unknown[],
  path: string,
): { readonly loans: readonly number[]; readonly rates: readonly bigint[] } {
  const parts = <T>(name: string, read: (value: unknown, at: string) => T): (T | null)[] =>
    requests.map((item, k) => fields.nullable(partOf(item, name), `${path}[${k}].${name}`, read));
  const loans = parts('loan', (loan, at) => fields.count(loan, at, 1)).map((loan) => loan ?? 0);
  const rates = parts('rate', (rate, at) => fields.rate(rate, at)).map((rate) => rate ?? 0n);
  return { loans, rates };
}

/** A session was checked when it was cleared, and a snapshot must not get round that. */
function checkOutcome(
  fields: SnapshotFields,
  path: string,
  rule: string,
  book: ClearingBook,
  outcome: ClearingOutcome,
): void {
  try {
    verifyClearing(rule, book, outcome);
  } catch (error) {
    if (!(error instanceof ClearingInvariantError)) throw error;
    fields.refuse(path, error.message, 'a session that can be');
  }
}

function effectiveOrder(order: SupplyOrder, units: bigint): SupplyOrder {
  return units === order.units ? order : { ...order, units };
}

function partOf(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>)[name] : undefined;
}

function sumOf(units: readonly bigint[]): bigint {
  return units.reduce((sum, amount) => sum + amount, 0n);
}
