import type { Money } from '../money.js';
import type { RequestOrder, SupplyOrder } from '../protocols/clearing.js';
import type { SnapshotFields } from '../snapshot-fields.js';

const FIELDS: readonly string[] = ['agentId', 'amount', 'limitRate'];

/**
 * Supplies with numbers from `first` on.
 *
 * @param more - names of fields beside those of an order, which others read
 */
export function readSupplies(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  first: number,
  more: readonly string[] = [],
): SupplyOrder[] {
  return fields.list(value, path).map((item, k) => {
    const { agent, units, limit } = readOrder(fields, item, `${path}[${k}]`, money, more);
    return { seq: first + k, agent, units, minRate: limit };
  });
}

/** Requests with numbers from `first` on, see {@link readSupplies}. */
export function readRequests(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  first: number,
  more: readonly string[] = [],
): RequestOrder[] {
  return fields.list(value, path).map((item, k) => {
    const { agent, units, limit } = readOrder(fields, item, `${path}[${k}]`, money, more);
    return { seq: first + k, agent, units, maxRate: limit };
  });
}

function readOrder(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  more: readonly string[],
): { readonly agent: string; readonly units: bigint; readonly limit: bigint | null } {
  const order = fields.record(value, path, [...FIELDS, ...more]);
  const agent = order.get('agentId');
  fields.agent(agent, `${path}.agentId`, money);
  const units = fields.amount(order.get('amount'), `${path}.amount`, money.grid);
  if (units === 0n) fields.refuse(`${path}.amount`, 0, 'more than 0');
  const limit = fields.nullable(order.get('limitRate'), `${path}.limitRate`, (rate, at) => fields.rate(rate, at));
  return { agent: String(agent), units, limit };
}
