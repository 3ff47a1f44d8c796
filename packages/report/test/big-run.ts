import { decimal } from '@bagehot/kernel';
import type { ReportInput } from '@bagehot/report';

/** A plain generator of numbers below `below`, the same ones every time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const BUCKETS = ['short', 'mid', 'long'] as const;

interface Shelf {
  inventory: number;
  capacity: number;
  mid: number;
}

function quoteOf(shelf: Shelf): { bid: number; ask: number; low: number; high: number } {
  const [low, high] = [shelf.mid - 0.1, shelf.mid + 0.1];
  const middle = shelf.mid - (0.2 / (shelf.capacity + 2)) * (shelf.inventory - shelf.capacity / 2);
  const half = 0.1 / (shelf.capacity + 1);
  return { bid: Math.max(low, middle - half), ask: Math.min(high, middle + half), low, high };
}

const text = (value: number): string => decimal(value.toFixed(12)).toString();

/**
 * A log that looks like a run of a hundred agents with a busy market, of about as many events as asked for. Its sums mean nothing.
 *
 * @param nameOf - the name of agent k
 */
export function bigRun(
  size: number,
  agents = 100,
  days = 12,
  nameOf: (k: number) => string = (k) => `H${k + 1}`,
): ReportInput {
  const draw = generator(7);
  const records: object[] = [];
  const add = (kind: string, day: number, fields: object): void => {
    records.push({ seq: records.length, day, phase: 'simulation', kind, ...fields });
  };
  const names = Array.from({ length: agents }, (_, k) => nameOf(k));
  const shelves = new Map<string, Shelf>(BUCKETS.map((name) => [name, { inventory: 0, capacity: 40, mid: 1 }]));
  for (const name of names) add('AgentCreated', 0, { agent: name, agent_kind: 'household', phase: 'setup' });
  for (const name of BUCKETS) {
    add('AgentCreated', 0, { agent: `dealer_${name}`, agent_kind: 'dealer', phase: 'setup' });
    add('AgentCreated', 0, { agent: `vbt_${name}`, agent_kind: 'vbt', phase: 'setup' });
  }
  const debts = names.map((debtor, k) => {
    const debt = {
      contract: `P${k + 1}`,
      alias: `P_${k + 1}`,
      debtor,
      creditor: names[(k + 1) % agents] as string,
      amount: String(20 + draw(160)),
      due_day: 1 + (k % Math.max(1, days - 2)),
    };
    add('PayableCreated', 0, { ...debt, origin: 'initial', phase: 'setup' });
    return debt;
  });
  const perDay = Math.floor((size - records.length - 4 * agents) / days);
  for (let day = 0; day < days; day++) {
    const quote = (bucket: string, phase: string): void => {
      const shelf = shelves.get(bucket) as Shelf;
      const { bid, ask, low, high } = quoteOf(shelf);
      add('DealerQuote', day, {
        bucket,
        phase,
        bid: text(bid),
        ask: text(ask),
        vbt_bid: text(low),
        vbt_ask: text(high),
        inventory: shelf.inventory,
        capacity: String(shelf.capacity),
        is_pinned_bid: bid === low,
        is_pinned_ask: ask === high,
      });
    };
    const end = records.length + perDay;
    for (let k = 0; k < perDay / 20; k++) {
      add('BucketUpdate', day, { ticket_id: `P${1 + draw(agents)}#${k}`, old_bucket: 'mid', new_bucket: 'short' });
    }
    for (const bucket of BUCKETS) quote(bucket, 'open');
    while (records.length < end) {
      const bucket = BUCKETS[draw(3)] as string;
      const shelf = shelves.get(bucket) as Shelf;
      const [trader, contract, side] = [draw(agents), draw(agents), draw(10) < 6 ? 'SELL' : 'BUY'];
      for (let k = draw(12); k >= 0; k--) {
        const { bid, ask, low, high } = quoteOf(shelf);
        const passed = side === 'SELL' ? shelf.inventory >= shelf.capacity : shelf.inventory === 0;
        const price = text(side === 'SELL' ? (passed ? low : bid) : passed ? high : ask);
        if (!passed) shelf.inventory += side === 'SELL' ? 1 : -1;
        const maker = `${passed ? 'vbt' : 'dealer'}_${bucket}`;
        const [payer, payee] = side === 'SELL' ? [maker, names[trader]] : [names[trader], maker];
        add('CashTransferred', day, { from: payer, to: payee, amount: price, cause: 'trade' });
        add('ClaimTransferred', day, {
          contract: `P${contract + 1}`,
          from: payee,
          to: payer,
          face: '1',
          cause: 'trade',
        });
        add('Trade', day, {
          side,
          trader_id: names[trader],
          ticket_id: `P${contract + 1}#${k}`,
          bucket,
          price,
          amount: price,
          is_passthrough: passed,
          contract: `P${contract + 1}`,
          dealer: `dealer_${bucket}`,
          ...(passed && { vbt: `vbt_${bucket}` }),
        });
        quote(bucket, 'trade');
      }
      if (draw(3) === 0) add('OrderRejected', day, { side: 'BUY', trader_id: names[draw(agents)], reason: 'reserve' });
    }
    for (const debt of debts.filter(({ due_day }) => due_day === day)) {
      const { contract, debtor, creditor, amount } = debt;
      if (draw(5) > 0) {
        add('CashTransferred', day, { from: debtor, to: creditor, amount, cause: 'settlement' });
        add('PayableSettled', day, { contract, debtor, creditor, amount });
        continue;
      }
      const paid = decimal(amount).times('0.4').toString();
      const shortfall = decimal(amount).minus(paid).toString();
      const failed = { contract, debtor, creditor, amount_paid: paid, shortfall, original_amount: amount };
      add('PartialSettlement', day, failed);
      add('ObligationDefaulted', day, failed);
      add('AgentDefaulted', day, { agent: debtor, trigger_contract: contract, shortfall, recovery_rate: '0.4' });
    }
    for (const bucket of BUCKETS) quote(bucket, 'close');
  }
  return {
    title: 'A large run',
    description: 'Made up, to see how the page copes with a long log.',
    parameters: { seed: 7, dealer: { ticket_size: 1 } },
    metrics: { summary: { delta_total: '0.21', phi_total: '0.79', n_defaults: 20 } },
    records,
    balances: balances(names, days, draw),
  };
}

function* balances(names: readonly string[], days: number, draw: (below: number) => number): Generator<object> {
  for (let day = 0; day < days; day++) {
    for (const agent of [...names, ...BUCKETS.flatMap((name) => [`dealer_${name}`, `vbt_${name}`])]) {
      const [cash, receivables, payables] = [draw(200), draw(200), draw(200)];
      yield { day, agent, kind: 'household', cash, receivables, payables, equity: cash + receivables - payables };
    }
  }
}
