import { type Decimal, type DecimalInput, decimal, type RandomSource } from '@bagehot/kernel';
import { type Accounts, allocateQuanta, type Column, toQuanta } from '@bagehot/kernel/quanta';
import { DealerError } from './errors.js';
import type { MarketMakers } from './floor.js';
import type { Settings } from './settings.js';
import type { DealerSimulationConfig } from './simulation-config.js';

/** Day 0 in integers. Agents are ledger indices. */
export interface OpeningColumns {
  /** Traders in registration order. */
  readonly traders: Int32Array;
  /** Opening cash of each of them, in quanta. */
  readonly cash: ArrayLike<bigint>;
  readonly issuer: Int32Array;
  /** Original creditors, or the owners themselves when tickets are given. Allocation overwrites them. */
  readonly owner: Int32Array;
  readonly maturityDay: Int32Array;
  /** Place in the columns unless given. */
  readonly serial: Int32Array | undefined;
}

/**
 * A dealer in the middle of its capacity: half of it in tickets, and cash worth as much at the mid.
 *
 * @param target - X*, face the dealer could carry
 * @param mid - M, money per ticket
 * @throws DealerError `BAD_TARGET` when half the target is no whole number of tickets
 * @see dealer specification, section 4
 */
export function openingPosition(
  target: DecimalInput,
  ticketSize: DecimalInput,
  mid: DecimalInput,
): { readonly ticketCount: number; readonly cash: Decimal } {
  const tickets = decimal(target).times('0.5').div(decimal(ticketSize));
  if (!tickets.round(0, 0).eq(tickets) || tickets.lt(0)) {
    const message = `half of ${target} must be a whole number of tickets of ${ticketSize}`;
    throw new DealerError('BAD_TARGET', { problems: [{ code: 'BAD_TARGET', path: 'target', message }] }, message);
  }
  return { ticketCount: Number(tickets.toFixed()), cash: tickets.times(decimal(mid)) };
}

/** Hands out opening money and tickets: entries against the issuer of cash, so that total cash is known. */
export class Opening {
  readonly #settings: Settings;
  readonly #config: Omit<DealerSimulationConfig, 'traders'>;
  readonly #cash: Column;
  readonly #label: number;
  readonly #makers: MarketMakers;
  readonly #lastDays: readonly number[];
  /** Tickets that each agent sells to the market maker at hand. */
  readonly #sold: Int32Array;
  /** Per bucket what its dealer and its value-based trader got of it, once tickets have been allocated. */
  #allocated: readonly (readonly [number, number])[] | undefined = undefined;

  constructor(
    settings: Settings,
    config: Omit<DealerSimulationConfig, 'traders'>,
    accounts: Accounts,
    makers: MarketMakers,
  ) {
    this.#settings = settings;
    this.#config = config;
    this.#cash = accounts.column('cash');
    this.#label = accounts.label('Init');
    this.#makers = makers;
    this.#lastDays = settings.buckets.map(({ maxDays }) => maxDays);
    this.#sold = new Int32Array(accounts.agentCount);
  }

  /** Writes market makers into the owner column and gives everybody opening cash. */
  endow(columns: OpeningColumns, random: RandomSource): void {
    const { traders, cash } = columns;
    for (let i = 0; i < traders.length; i++) this.#give(traders[i] as number, cash[i] as bigint);
    const { allocation = this.#config.tickets === undefined ? 'random' : 'given' } = this.#config;
    if (allocation !== 'given') this.#allocate(columns, allocation, random.stream('dealer/allocation'));
    this.#fund(columns);
  }

  #give(agent: number, amount: bigint): void {
    if (amount > 0n) this.#cash.move(this.#label, this.#cash.issuer, agent, amount);
    else if (amount < 0n) this.#cash.move(this.#label, agent, this.#cash.issuer, -amount);
  }

  /** Bucket of each ticket on day 0. */
  #bucketOf(maturityDay: number): number {
    const lastDays = this.#lastDays;
    let bucket = 0;
    while (bucket < lastDays.length - 1 && maturityDay > (lastDays[bucket] as number)) bucket++;
    return bucket;
  }

  #allocate(columns: OpeningColumns, how: 'random' | 'proportional' | 'sequential', random: RandomSource): void {
    const { maturityDay, serial } = columns;
    const byBucket: number[][] = this.#settings.buckets.map(() => []);
    for (let ticket = 0; ticket < maturityDay.length; ticket++)
      byBucket[this.#bucketOf(maturityDay[ticket] as number)]?.push(ticket);
    this.#allocated = byBucket.map((tickets, bucket) => {
      if (serial !== undefined) tickets.sort((a, b) => (serial[a] as number) - (serial[b] as number));
      const dealerCount = share(this.#config.dealerShare ?? '0.25', tickets.length);
      const vbtCount = share(this.#config.vbtShare ?? '0.50', tickets.length);
      const order =
        how === 'random'
          ? random.shuffle(tickets)
          : how === 'sequential'
            ? tickets
            : proportionalOrder(tickets, columns.owner, dealerCount, vbtCount);
      this.#take(columns, order, 0, dealerCount, this.#makers.dealers[bucket] as number, bucket);
      this.#take(columns, order, dealerCount, vbtCount, this.#makers.vbts[bucket] as number, bucket);
      return [dealerCount, vbtCount];
    });
  }

  /** Gives a stretch of the tickets to a market maker, who pays each owner the mid for all that are its own, if they are sold. */
  #take(
    { owner }: OpeningColumns,
    tickets: readonly number[],
    start: number,
    count: number,
    maker: number,
    bucket: number,
  ): void {
    const mid = this.#settings.buckets[bucket]?.mid as bigint;
    const isSale = (this.#config.booking ?? 'sale') === 'sale' && mid > 0n;
    const sold = this.#sold;
    for (let at = start; at < start + count; at++) {
      const ticket = tickets[at] as number;
      if (isSale) (sold[owner[ticket] as number] as number)++;
      owner[ticket] = maker;
    }
    if (!isSale) return;
    this.#give(maker, mid * BigInt(count));
    const prices: bigint[] = [];
    for (let agent = 0; agent < sold.length; agent++) {
      const number = sold[agent] as number;
      if (number === 0) continue;
      prices[number] ??= mid * BigInt(number);
      this.#cash.move(this.#label, maker, agent, prices[number] as bigint);
      sold[agent] = 0;
    }
  }

  /** Per bucket the tickets that its dealer and its value-based trader have of it. */
  #homeTickets(owner: Int32Array, maturityDay: Int32Array): readonly (readonly [number, number])[] {
    const { dealers, vbts } = this.#makers;
    const counts = this.#lastDays.map((): [number, number] => [0, 0]);
    for (let ticket = 0; ticket < owner.length; ticket++) {
      const bucket = this.#bucketOf(maturityDay[ticket] as number);
      const count = counts[bucket] as [number, number];
      if (owner[ticket] === dealers[bucket]) count[0]++;
      else if (owner[ticket] === vbts[bucket]) count[1]++;
    }
    return counts;
  }

  /** Opening cash of market makers: as configured, else worth as much as what they hold. */
  #fund({ owner, maturityDay }: OpeningColumns): void {
    const { dealers, vbts } = this.#makers;
    const { dealerCash, vbtCash } = this.#config;
    const held = this.#allocated ?? this.#homeTickets(owner, maturityDay);
    this.#fundMakers(
      dealers,
      dealerCash,
      held.map(([ofDealer]) => ofDealer),
    );
    this.#fundMakers(
      vbts,
      vbtCash,
      held.map(([, ofVbt]) => ofVbt),
    );
  }

  #fundMakers(
    makers: readonly number[],
    cash: ReadonlyMap<string, DecimalInput> | undefined,
    held: readonly number[],
  ): void {
    const { buckets, grid } = this.#settings;
    buckets.forEach(({ id, mid }, bucket) => {
      const configured = cash?.get(id);
      const worth = mid * BigInt(held[bucket] as number);
      this.#give(makers[bucket] as number, configured === undefined ? worth : toQuanta(grid, configured));
    });
  }
}

/** Rounded down share of a count. */
function share(part: DecimalInput, count: number): number {
  return Number(decimal(part).times(count).round(0, 0).toFixed());
}

/** Tickets reordered so that the first so many and the next so many come from all owners in proportion, lowest serials first. */
function proportionalOrder(tickets: readonly number[], owner: Int32Array, first: number, second: number): number[] {
  const byOwner = new Map<number, number[]>();
  for (const ticket of tickets) {
    const own = owner[ticket] as number;
    const list = byOwner.get(own);
    if (list === undefined) byOwner.set(own, [ticket]);
    else list.push(ticket);
  }
  const lists = [...byOwner].sort(([a], [b]) => a - b).map(([, list]) => list);
  const order: number[] = [];
  for (const count of [first, second]) {
    const weights = lists.map((list) => BigInt(list.length));
    allocateQuanta(BigInt(count), weights).forEach((quota, k) => {
      order.push(...(lists[k]?.splice(0, Number(quota)) ?? []));
    });
  }
  return order;
}
