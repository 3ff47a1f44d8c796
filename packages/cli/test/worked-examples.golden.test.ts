import { decimal, type EventRecord, isDecimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases, goldenFolder } from '../../../test/golden.js';
import { LogBook } from './log-book.js';
import { bagehot, Workplace } from './session.js';

type Fields = Readonly<Record<string, unknown>>;

interface Step {
  readonly op: string;
  readonly label?: string;
  readonly result?: Fields;
  readonly events?: readonly Fields[];
  readonly expect?: readonly { readonly path: string; readonly value: unknown }[];
}

interface Example {
  readonly id: string;
  readonly title: string;
  readonly config: {
    readonly S: string;
    readonly anchors: Readonly<Record<string, readonly [string, string, string, string]>>;
  };
  readonly setup: {
    readonly traders: readonly { readonly id: string; readonly cash: string }[];
    readonly tickets: readonly {
      readonly id: string;
      readonly issuer: string;
      readonly owner: string;
      readonly maturity_day: number;
    }[];
    readonly dealers: Readonly<Record<string, { readonly cash: string }>>;
    readonly vbts: Readonly<Record<string, { readonly cash: string }>>;
  };
  readonly steps: readonly (Step & { readonly seller?: string })[];
}

/** Examples in which nobody buys, no money changes by decree, and a seller has one ticket: what happens on a ring when the seller owes money today. */
const ON_A_RING = ['1', '6A', '9', '11', '12A'];
const BUCKETS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  short: [1, 3],
  mid: [4, 8],
  long: [9, 999],
};
const TOLERANCE = '0.000000001';

/** Names of market makers on a ring. */
const nameOf = (account: string): string => account.replace(/^D:/, 'dealer_').replace(/^V:/, 'vbt_');
const bucketOf = (days: number): string =>
  Object.keys(BUCKETS).find((bucket) => days <= (BUCKETS[bucket]?.[1] ?? 0)) as string;

/** The example's opening as a scenario file; YAML reads JSON. */
function scenarioOf({ id, config, setup, steps }: Example): string {
  const cash = (makers: Example['setup']['dealers'], role: string): readonly (readonly [string, string])[] =>
    Object.entries(makers).map(([bucket, maker]) => [`${role}_${bucket}`, maker.cash]);
  const owes = new Set(setup.tickets.filter(({ maturity_day }) => maturity_day <= 1).map(({ issuer }) => issuer));
  // Whoever sells on day 0 must be short of money on that day: of less than a ticket, so that the debt is none that could be traded.
  const sellers = steps.flatMap(({ seller }) => (seller === undefined || owes.has(seller) ? [] : [seller]));
  return JSON.stringify({
    version: 1,
    name: `Worked example ${id}`,
    scale: 12,
    agents: [
      { id: 'CB', kind: 'central_bank' },
      ...setup.traders.map((trader) => ({ id: trader.id, kind: 'household' })),
    ],
    initial_actions: [
      ...setup.traders
        .filter((trader) => !decimal(trader.cash).eq(0))
        .map((trader) => ({ mint_cash: { to: trader.id, amount: trader.cash } })),
      ...setup.tickets.map(({ id: alias, issuer, owner, maturity_day: day }) => ({
        create_payable: { from: issuer, to: nameOf(owner), amount: config.S, due_day: day, alias },
      })),
      ...sellers.map((from) => ({ create_payable: { from, to: setup.traders[0]?.id, amount: '0.5', due_day: 0 } })),
    ],
    dealer: {
      enabled: true,
      ticket_size: config.S,
      buckets: Object.fromEntries(
        Object.entries(config.anchors).map(([bucket, [M, O, phi_M, phi_O]]) => {
          const [tau_min, tau_max] = BUCKETS[bucket] ?? [];
          return [bucket, { tau_min, tau_max, M, O, phi_M, phi_O }];
        }),
      ),
      capital_mode: 'given',
      capital: Object.fromEntries([...cash(setup.dealers, 'dealer'), ...cash(setup.vbts, 'vbt')]),
      // Nobody is rich enough to buy.
      trader_policy: { buffer_B: 1000 },
    },
    run: { max_days: 4, mode: 'step' },
  });
}

/** How many of the records are over when a step is. */
function endOf(op: string, records: readonly EventRecord[], from: number): number {
  const day = from === 0 ? 0 : (records[from - 1]?.['day'] as number);
  const last = (is: (record: EventRecord) => boolean): number => records.findLastIndex(is) + 1;
  const posted = (phase: string, when: number) => (record: EventRecord) =>
    record['kind'] === 'DealerQuote' && record['phase'] === phase && record['day'] === when;
  switch (op) {
    case 'quote':
      return last(posted('open', 0));
    case 'advanceDay':
      return last(posted('open', day + 1));
    case 'customerSell': {
      const trade = records.findIndex(({ kind }, k) => k >= from && kind === 'Trade');
      return records.findIndex(({ kind }, k) => k > trade && kind === 'DealerQuote') + 1;
    }
    case 'settle':
      return records.findIndex(
        (record, k) => k >= from && (record['kind'] === 'VBTAnchorUpdate' || posted('close', day)(record)),
      );
    case 'updateAnchors':
      return last(posted('close', day));
    default:
      throw new Error(`no such step on a ring: ${op}`);
  }
}

/** What a path of the vectors means, as the log has it. */
function read(book: LogBook, path: string): unknown {
  const [what, id = '', field = ''] = path.split('.');
  if (what === 'total_cash') return book.totalCash();
  if (what === 'ticket_count') return book.ticketCount();
  if (what === 'loss_rate') return book.lossRate();
  if (what === 'result') return book.prices.at(-1);
  if (what === 'ticket') return field === 'owner' ? book.ownerOf(id) : book.labelOf(id);
  if (what === 'trader')
    return field === 'cash' ? book.cash(id) : field === 'defaulted' ? book.defaulted.has(id) : book.shortfall(id);
  const { bid: B, ask: A, mid: M, spread: O } = book.outside(id);
  if (what === 'vbt') return { A, B, M, O, cash: book.cash(`vbt_${id}`) }[field];
  const quote = book.quote(id);
  return {
    a: book.inventory(id),
    x: quote.inventory,
    cash: book.cash(`dealer_${id}`),
    V: quote.equity,
    equity: quote.equity,
    K: quote.maxFundableTickets,
    N: quote.maxFundableTickets + 1,
    X: quote.capacity,
    lambda_: quote.layoffProbability,
    I: quote.insideWidth,
    midline: quote.midline,
    bid: quote.bid,
    ask: quote.ask,
    can_buy: quote.canBuy,
    can_sell: quote.canSell,
    exec_bid: quote.executionBid,
    pin_bid: quote.bidPinned,
    pin_ask: quote.askPinned,
  }[field];
}

/** The events of a step in the words of the vectors: moves between buckets and of anchors from the log, settlements put together from its payments. */
function eventsOf(book: LogBook, records: readonly EventRecord[], wanted: readonly Fields[]): readonly Fields[] {
  const told = records
    .filter(({ kind }) => ['BucketUpdate', 'Rebucket', 'VBTAnchorUpdate'].includes(String(kind)))
    .map((record) =>
      record['ticket_id'] === undefined ? record : { ...record, ticket_id: book.aliasOf(String(record['ticket_id'])) },
    );
  const settlements = wanted
    .filter(({ kind }) => kind === 'Settlement' || kind === 'Default')
    .map(({ day, issuer_id: issuer, payouts }) => {
      const { due, paid, faces, amounts } = book.settled(String(issuer));
      return {
        kind: paid.eq(due) ? 'Settlement' : 'Default',
        day,
        issuer_id: issuer,
        n_tickets: Number(due),
        total_due: due,
        total_paid: paid,
        recovery_rate: paid.div(due),
        payouts: (payouts as readonly Fields[]).map(({ holder_id: holder }) => ({
          holder_id: holder,
          face: faces.get(nameOf(String(holder))),
          amount: amounts.get(nameOf(String(holder))),
        })),
      };
    });
  return [...settlements, ...told];
}

/** Decimals within the tolerance, everything else exactly. */
function expectValue(actual: unknown, wanted: unknown, path: string): void {
  if (Array.isArray(wanted)) {
    expect(actual, path).toHaveLength(wanted.length);
    for (const [k, part] of wanted.entries()) expectValue((actual as readonly unknown[])[k], part, `${path}[${k}]`);
  } else if (wanted !== null && typeof wanted === 'object') {
    for (const [field, part] of Object.entries(wanted))
      expectValue((actual as Fields)[field], part, `${path}.${field}`);
  } else if (typeof wanted === 'string' && /^-?[\d.]+$/.test(wanted)) {
    expect(isDecimal(actual) || typeof actual === 'string', `${path}: ${actual}`).toBe(true);
    const distance = decimal(actual as string)
      .minus(decimal(wanted))
      .abs();
    expect(distance.lte(TOLERANCE), `${path}: ${actual}, not ${wanted}`).toBe(true);
  } else expect(actual, path).toBe(path.endsWith('.owner') ? nameOf(String(wanted)) : wanted);
}

describe('worked examples, put together again from the log that bagehot wrote', () => {
  const work = new Workplace();
  const examples = goldenCases<Example>('dealer/examples.json', 'examples').filter(({ id }) => ON_A_RING.includes(id));

  it.each(examples.map((example) => [example.id, example.title, example] as const))(
    '%s: %s',
    async (id, _, example) => {
      const scenario = work.write(`${id}.yaml`, scenarioOf(example));
      const { err } = await bagehot('run', scenario, '--out', work.at(id), '--show', 'none');
      expect(err).toMatch(/^(warning: the run reached its last day .*\n)?$/);
      const records = work.records(id, 'events.jsonl') as readonly EventRecord[];
      const book = new LogBook(bucketOf);
      let at = 0;
      for (const [k, step] of example.steps.entries()) {
        const where = `step ${k + 1} (${step.op}${step.label === undefined ? '' : `: ${step.label}`})`;
        const end = endOf(step.op, records, at);
        expect(end, where).toBeGreaterThan(at);
        if (step.op === 'settle') book.beginSettlement();
        for (const record of records.slice(at, end)) book.apply(record);
        const wanted = step.events ?? [];
        const since = step.op === 'quote' || (step.op === 'advanceDay' && k === 0) ? end : at;
        expectValue(eventsOf(book, records.slice(since, end), wanted), wanted, `${where} events`);
        for (const { path, value } of step.expect ?? []) expectValue(read(book, path), value, `${where} ${path}`);
        // What was posted is what inventory and cash imply.
        if (step.op !== 'settle')
          for (const [bucket, posted] of book.quotes) {
            const { bid, ask } = book.quote(bucket);
            expect([posted['bid'], posted['ask']], `${where} posted in ${bucket}`).toEqual([
              bid.toFixed(),
              ask.toFixed(),
            ]);
          }
        at = end;
      }
    },
  );

  // A folder named by the environment may hold other examples.
  if (!goldenFolder().chosen) it('are all there', () => expect(examples.map(({ id }) => id)).toEqual(ON_A_RING));
});
