import { KernelError } from '../errors.js';
import { formatQuanta, type MoneyGrid } from '../grid.js';
import type { ContractId } from '../identity.js';
import { calendarOrder } from './calendar-order.js';
import { MAX_TICKETS, type NewTickets } from './ticket-columns.js';

/**
 * Port: the contracts a window looks at. Claims say how much, the window's owner column says which tickets; the window changes claims through this only.
 */
export interface TicketedClaims {
  /** Contracts ever issued. */
  readonly count: number;
  isOpen(contract: number): boolean;
  debtorOf(contract: number): number;
  dueDayOf(contract: number): number;
  idOf(contract: number): ContractId;
  find(id: string): number;
  claimCount(contract: number): number;
  claimHolder(contract: number, k: number): number;
  claimFace(contract: number, k: number): bigint;
  /** Passes the face of a ticket on, in one journal row with the ticket itself (-1 = the ticket has rows of its own). */
  passTicket(contract: number, from: number, to: number, face: bigint, label: number, ticket: number): void;
}

/** What a window covers and how it cuts. */
export interface CutRule {
  /** Money per ticket, in quanta. */
  readonly ticketSize: bigint;
  /** Is this contract cut into tickets? Asked once per contract, at the cut. */
  readonly covers: (contract: number) => boolean;
  /** Is each claim one ticket of its own face, without a stub? */
  readonly whole: boolean;
}

/** What one contract yields, before its tickets have numbers. */
export interface Slice {
  readonly contract: number;
  /** Serial of its first ticket. */
  readonly serial: number;
  /** Tickets per claim, in the order of the claims. */
  readonly perClaim: readonly number[];
  /** Tickets in all. */
  readonly size: number;
}

/** The covered ones among contracts `first`, `first + 1`, ..., in creation order, with the tickets their claims yield. */
export function planCut(
  register: TicketedClaims,
  rule: CutRule,
  grid: MoneyGrid,
  start: { readonly contract: number; readonly serial: number; readonly tickets: number },
): Slice[] {
  const slices: Slice[] = [];
  let tickets = BigInt(start.tickets);
  let serial = start.serial;
  for (let contract = start.contract; contract < register.count; contract++) {
    if (!register.isOpen(contract) || !rule.covers(contract)) continue;
    const perClaim: number[] = [];
    const before = tickets;
    for (let k = 0; k < register.claimCount(contract); k++) {
      const yields = rule.whole ? 1n : register.claimFace(contract, k) / rule.ticketSize;
      tickets += yields;
      perClaim.push(Number(yields));
    }
    const size = Number(tickets - before);
    if (size > 0) slices.push({ contract, serial, perClaim, size });
    serial += size;
  }
  if (tickets > BigInt(MAX_TICKETS)) throw tooMany(rule, grid, tickets);
  return slices;
}

/** The tickets of all slices in calendar order; `place` hears where each contract's tickets begin, counted from the first new ticket. */
export function cutTickets(
  register: TicketedClaims,
  rule: CutRule,
  slices: readonly Slice[],
  place: (slice: Slice, offset: number) => void,
): NewTickets {
  const count = slices.reduce((total, { size }) => total + size, 0);
  const issuers = new Int32Array(count);
  const owners = new Int32Array(count);
  const maturities = new Int32Array(count);
  const serials = new Int32Array(count);
  const contracts = new Int32Array(count);
  const faces: bigint[] | undefined = rule.whole ? [] : undefined;
  let ticket = 0;
  for (const position of calendarOrder(Int32Array.from(slices, ({ contract }) => register.dueDayOf(contract)))) {
    const slice = slices[position] as Slice;
    const { contract, perClaim, size, serial } = slice;
    place(slice, ticket);
    issuers.fill(register.debtorOf(contract), ticket, ticket + size);
    maturities.fill(register.dueDayOf(contract), ticket, ticket + size);
    contracts.fill(contract, ticket, ticket + size);
    for (let k = 0; k < size; k++) serials[ticket + k] = serial + k;
    for (let k = 0; k < perClaim.length; k++) {
      const tickets = perClaim[k] as number;
      owners.fill(register.claimHolder(contract, k), ticket, ticket + tickets);
      if (tickets > 0) faces?.push(register.claimFace(contract, k));
      ticket += tickets;
    }
  }
  return { issuers, owners, maturities, serials, contracts, faces };
}

function tooMany(rule: CutRule, grid: MoneyGrid, tickets: bigint): KernelError<'TOO_MANY_TICKETS'> {
  const details = { ticketSize: formatQuanta(grid, rule.ticketSize), tickets: String(tickets) };
  return new KernelError(
    'TOO_MANY_TICKETS',
    details,
    `ticket size ${details.ticketSize} cuts the contracts into ${tickets} tickets; at most ${MAX_TICKETS} are possible`,
  );
}
