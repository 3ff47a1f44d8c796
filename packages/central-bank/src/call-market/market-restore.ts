import type { Money } from '../money.js';
import { SnapshotFields } from '../snapshot-fields.js';
import { readLoans } from './loan-restore.js';
import { OpenLoans } from './open-loans.js';
import { OrderBook } from './order-book.js';
import { readRequests, readSupplies } from './order-restore.js';
import { readSession } from './session-restore.js';
import type { MarketState } from './state.js';

const HEAD = ['kind', 'version', 'tick', 'settledTick', 'sessions', 'counters'];
const LISTS = ['supplies', 'requests', 'loans', 'barred', 'last'];

/**
 * The state a snapshot describes, and its tick.
 *
 * @throws SnapshotError `INVALID_SNAPSHOT` with every problem found
 */
export function readState(snapshot: unknown, money: Money): { readonly state: MarketState; readonly tick: number } {
  const fields = new SnapshotFields();
  const record = fields.record(snapshot, 'snapshot', [...HEAD, ...LISTS]);
  fields.exactly(record.get('kind'), 'snapshot.kind', 'call-market');
  fields.exactly(record.get('version'), 'snapshot.version', 1);
  fields.check();
  const tick = fields.count(record.get('tick'), 'snapshot.tick');
  const settledTick = fields.nullable(record.get('settledTick'), 'snapshot.settledTick', (value, path) =>
    fields.count(value, path),
  );
  if (settledTick !== null && settledTick > tick)
    fields.refuse('snapshot.settledTick', settledTick, `at most the tick, ${tick}`);
  const sessions = fields.count(record.get('sessions'), 'snapshot.sessions');
  const counters = fields.record(record.get('counters'), 'snapshot.counters', ['supply', 'request', 'loan']);
  const counter = (name: string): number => fields.count(counters.get(name), `snapshot.counters.${name}`, 1);
  const first = { supply: counter('supply'), request: counter('request') };
  const nextLoan = counter('loan');
  const orders = readOrders(fields, record, money, first);
  const loans = readLoans(fields, record.get('loans'), 'snapshot.loans', money, nextLoan);
  const barred = readBarred(fields, record.get('barred'), money);
  const last = fields.nullable(record.get('last'), 'snapshot.last', (value, path) =>
    readSession(fields, value, path, money, first),
  );
  fields.check();
  const open = new OpenLoans(money.accounts, loans);
  return { state: { orders, open, last, nextLoan, barred, settledTick: settledTick ?? -1, sessions }, tick };
}

function readOrders(
  fields: SnapshotFields,
  record: ReadonlyMap<string, unknown>,
  money: Money,
  first: { readonly supply: number; readonly request: number },
): OrderBook {
  const orders = new OrderBook(first.supply, first.request);
  const supplies = readSupplies(fields, record.get('supplies'), 'snapshot.supplies', money, first.supply);
  for (const { order, renewed } of supplies) orders.supply(order, money.accounts.find(order.agent), renewed);
  const requests = readRequests(fields, record.get('requests'), 'snapshot.requests', money, first.request);
  for (const [k, order] of requests.entries()) {
    const borrower = money.accounts.find(order.agent);
    if (orders.lends(borrower))
      fields.refuse(`snapshot.requests[${k}].agentId`, order.agent, 'on one side of the book only');
    orders.request(order, borrower);
  }
  return orders;
}

function readBarred(fields: SnapshotFields, value: unknown, money: Money): Map<number, number> {
  const barred = new Map<number, number>();
  for (const [k, item] of fields.list(value, 'snapshot.barred').entries()) {
    const path = `snapshot.barred[${k}]`;
    const [agent, tick] = fields.list(item, path);
    barred.set(fields.agent(agent, `${path}[0]`, money), fields.count(tick, `${path}[1]`));
  }
  return barred;
}
