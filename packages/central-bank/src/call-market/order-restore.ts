import type { Money } from '../money.js';
import type { RequestOrder, SupplyOrder } from '../protocols/clearing.js';
import type { SnapshotFields } from '../snapshot-fields.js';

const FIELDS: readonly string[] = ['agentId', 'amount', 'limitRate'];

/** Names of fields beside those of an order, which others read. */
interface OtherFields {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
}

/** A supply, and what its lender is ready to lend again beside it. */
export interface RestoredSupply {
  readonly order: SupplyOrder;
  readonly renewed: bigint;
}

/** Supplies with numbers from `first` on. */
export function readSupplies(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  first: number,
  { required = [], optional = [] }: OtherFields = {},
): RestoredSupply[] {
  return fields.list(value, path).map((item, k) => {
    const others = { required, optional: [...optional, 'renewed'] };
    const { agent, units, limit, renewed } = readOrder(fields, item, `${path}[${k}]`, money, others);
    return { order: { seq: first + k, agent, units, minRate: limit }, renewed };
  });
}

/** Requests with numbers from `first` on. */
export function readRequests(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  first: number,
  others: OtherFields = {},
): RequestOrder[] {
  return fields.list(value, path).map((item, k) => {
    const { agent, units, limit } = readOrder(fields, item, `${path}[${k}]`, money, others);
    return { seq: first + k, agent, units, maxRate: limit };
  });
}

function readOrder(
  fields: SnapshotFields,
  value: unknown,
  path: string,
  money: Money,
  { required = [], optional = [] }: OtherFields,
): { readonly agent: string; readonly units: bigint; readonly limit: bigint | null; readonly renewed: bigint } {
  const order = fields.record(value, path, [...FIELDS, ...required], optional);
  const agent = order.get('agentId');
  fields.agent(agent, `${path}.agentId`, money);
  const units = fields.amount(order.get('amount'), `${path}.amount`, money.grid);
  const renewed = order.has('renewed') ? fields.amount(order.get('renewed'), `${path}.renewed`, money.grid) : 0n;
  if (units === 0n && renewed === 0n) fields.refuse(`${path}.amount`, 0, 'more than 0');
  const limit = fields.nullable(order.get('limitRate'), `${path}.limitRate`, (rate, at) => fields.rate(rate, at));
  return { agent: String(agent), units, limit, renewed };
}
