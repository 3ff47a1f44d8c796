import {
  type DealerQuote,
  type Decimal,
  decimal,
  type EventRecord,
  type OutsideQuote,
  quoteDealer,
  sum,
  ZERO,
} from '@bagehot/kernel';

/** A promise as the log tells of it. */
interface Promised {
  readonly alias: string;
  readonly debtor: string;
  readonly dueDay: number;
  readonly face: Decimal;
  readonly claims: Map<string, Decimal>;
  bucket: string;
}

/** What a day's settlement paid for one debtor. */
export interface Settled {
  readonly due: Decimal;
  readonly paid: Decimal;
  readonly faces: ReadonlyMap<string, Decimal>;
  readonly amounts: ReadonlyMap<string, Decimal>;
}

const text = (record: EventRecord, field: string): string => String(record[field]);
const amount = (record: EventRecord, field: string): Decimal => decimal(text(record, field));

/**
 * An economy with dealers as a reader of its log can know it, one record after another. Nothing but the records is used, and which remaining days a bucket
 * has; tickets have face 1.
 */
export class LogBook {
  readonly prices: Decimal[] = [];
  /** Latest posted quote per bucket. */
  readonly quotes: Map<string, EventRecord> = new Map();
  readonly defaulted: Set<string> = new Set();
  readonly #bucketOf: (remainingDays: number) => string;
  readonly #cash: Map<string, Decimal> = new Map();
  readonly #promises: Map<string, Promised> = new Map();
  #day = 0;
  /** What fell due today, before anything of it was paid. */
  #dueToday: readonly (Promised & { readonly owed: ReadonlyMap<string, Decimal> })[] = [];
  readonly #paidToday: Map<string, Map<string, Decimal>> = new Map();

  constructor(bucketOf: (remainingDays: number) => string) {
    this.#bucketOf = bucketOf;
  }

  apply(record: EventRecord): void {
    this.#day = Number(record['day']);
    switch (record['kind']) {
      case 'CashMinted':
        this.#receive(text(record, 'to'), amount(record, 'amount'));
        return;
      case 'CashTransferred':
        this.#receive(text(record, 'from'), amount(record, 'amount').neg());
        this.#receive(text(record, 'to'), amount(record, 'amount'));
        add(this.#paidBy(text(record, 'from')), text(record, 'to'), amount(record, 'amount'));
        return;
      case 'PayableCreated':
        this.#promises.set(text(record, 'contract'), this.#promised(record));
        return;
      case 'ClaimTransferred': {
        const { claims } = this.#promise(text(record, 'contract'));
        add(claims, text(record, 'from'), amount(record, 'face').neg());
        add(claims, text(record, 'to'), amount(record, 'face'));
        return;
      }
      case 'BucketUpdate':
        this.#promise(text(record, 'ticket_id')).bucket = text(record, 'new_bucket');
        return;
      case 'DealerQuote':
        this.quotes.set(text(record, 'bucket'), record);
        return;
      case 'Trade':
        this.prices.push(amount(record, 'price'));
        return;
      case 'PayableSettled':
      case 'ObligationDefaulted':
        this.#promises.delete(text(record, 'contract'));
        return;
      case 'AgentDefaulted':
        this.defaulted.add(text(record, 'agent'));
        return;
      default:
    }
  }

  /** From here on, what is paid is paid for what falls due today. */
  beginSettlement(): void {
    this.#paidToday.clear();
    this.#dueToday = [...this.#promises.values()]
      .filter(({ dueDay }) => dueDay === this.#day)
      .map((promised) => ({ ...promised, owed: new Map(promised.claims) }));
  }

  settled(debtor: string): Settled {
    const due = this.#dueToday.filter((promised) => promised.debtor === debtor);
    const faces = new Map<string, Decimal>();
    for (const { owed } of due) for (const [holder, face] of owed) add(faces, holder, face);
    const amounts = this.#paidBy(debtor);
    return { due: sum(due.map(({ face }) => face)), paid: sum(amounts.values()), faces, amounts };
  }

  /** Share of what fell due in a bucket today that was not paid. */
  lossRate(): Decimal {
    const debtors = [...new Set(this.#dueToday.map(({ debtor }) => debtor))].map((debtor) => this.settled(debtor));
    const due = sum(debtors.map((one) => one.due));
    return due.minus(sum(debtors.map((one) => one.paid))).div(due);
  }

  cash(agent: string): Decimal {
    return this.#cash.get(agent) ?? ZERO;
  }

  totalCash(): Decimal {
    return sum(this.#cash.values());
  }

  ticketCount(): number {
    return Number(sum([...this.#promises.values()].map(({ face }) => face)));
  }

  /** Holder of a claim that is held by one. */
  ownerOf(alias: string): string | undefined {
    return [...(this.#named(alias)?.claims.keys() ?? [])][0];
  }

  labelOf(alias: string): string | undefined {
    return this.#named(alias)?.bucket;
  }

  aliasOf(ticket: string): string {
    return this.#promise(ticket).alias;
  }

  /** What an agent lacks today. */
  shortfall(agent: string): Decimal {
    const mine = [...this.#promises.values()].filter(({ debtor, dueDay }) => debtor === agent && dueDay === this.#day);
    return sum(mine.map(({ face }) => face)).minus(this.cash(agent));
  }

  /** Tickets of a bucket that its dealer holds. */
  inventory(bucket: string): number {
    const home = [...this.#promises.values()].filter((promised) => promised.bucket === bucket);
    return Number(sum(home.map(({ claims }) => claims.get(`dealer_${bucket}`) ?? ZERO)));
  }

  /** The outside quotes as they were last posted; what they stand for follows from them as long as the bid is not clipped. */
  outside(bucket: string): OutsideQuote {
    const quote = this.quotes.get(bucket) as EventRecord;
    const [bid, ask] = [amount(quote, 'vbt_bid'), amount(quote, 'vbt_ask')];
    return { bid, ask, mid: bid.plus(ask).div(2), spread: ask.minus(bid) };
  }

  /** The quotes that follow from the dealer's inventory and cash. */
  quote(bucket: string): DealerQuote {
    return quoteDealer(
      { ticketCount: this.inventory(bucket), cash: this.cash(`dealer_${bucket}`) },
      this.outside(bucket),
      { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true },
    );
  }

  #promised(record: EventRecord): Promised {
    const dueDay = Number(record['due_day']);
    const face = amount(record, 'amount');
    return {
      alias: text(record, 'alias'),
      debtor: text(record, 'debtor'),
      dueDay,
      face,
      claims: new Map([[text(record, 'creditor'), face]]),
      bucket: this.#bucketOf(dueDay - this.#day),
    };
  }

  /** A contract by its name or that of one of its tickets. */
  #promise(name: string): Promised {
    const contract = name.split('#')[0] as string;
    const found = this.#promises.get(contract);
    if (found === undefined) throw new Error(`the log speaks of ${name}, which is not open`);
    return found;
  }

  #named(alias: string): Promised | undefined {
    return [...this.#promises.values()].find((promised) => promised.alias === alias);
  }

  #receive(agent: string, change: Decimal): void {
    add(this.#cash, agent, change);
  }

  #paidBy(debtor: string): Map<string, Decimal> {
    const paid = this.#paidToday.get(debtor) ?? new Map<string, Decimal>();
    this.#paidToday.set(debtor, paid);
    return paid;
  }
}

/** Adds to an entry; one that comes to nothing goes. */
function add(amounts: Map<string, Decimal>, key: string, change: Decimal): void {
  const total = (amounts.get(key) ?? ZERO).plus(change);
  if (total.eq(0)) amounts.delete(key);
  else amounts.set(key, total);
}
