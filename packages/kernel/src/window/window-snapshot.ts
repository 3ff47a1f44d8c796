import { badInput } from '../errors.js';
import { formatQuanta, type MoneyGrid, toQuanta } from '../grid.js';
import type { AgentId, ContractId, Day } from '../identity.js';
import type { Accounts } from '../ledger/accounts.js';
import type { ClaimTickets } from './claim-tickets.js';
import type { TicketedClaims } from './cut.js';
import type { TicketColumns } from './ticket-columns.js';

const NONE = -1;

/** The tickets of one contract. */
export interface CutContract {
  readonly id: ContractId;
  /** Serial of the first ticket. */
  readonly serial: number;
  /** Owners of the tickets, as runs of equal ones; null = gone. */
  readonly owners: readonly (readonly [AgentId | null, number])[];
  /** Face of each ticket where whole claims are tickets. */
  readonly faces?: readonly string[];
}

/** A ticket window as plain JSON: which tickets there are and who owns them. The claims say how much. */
export interface WindowSnapshot {
  readonly ticketSize: string;
  /** Present where whole claims are tickets. */
  readonly whole?: true;
  readonly nextSerial: number;
  /** Contracts, the youngest ones, that wait for the next cut. */
  readonly uncut: number;
  /** One per cut, with its open contracts in calendar order. */
  readonly blocks: readonly { readonly cutDay: Day; readonly contracts: readonly CutContract[] }[];
  /** What claims hold beside tickets: contract, holder and amount. */
  readonly stubs: readonly (readonly [ContractId, AgentId, string])[];
}

/** The state of an open window. */
export function snapshotWindow(
  accounts: Accounts,
  register: TicketedClaims,
  tickets: ClaimTickets,
  columns: TicketColumns,
): WindowSnapshot {
  const { grid } = accounts;
  const blocks: { cutDay: Day; contracts: CutContract[] }[] = [];
  for (const { start, end, cutDay } of columns.blocks) {
    const contracts: CutContract[] = [];
    for (let ticket = start; ticket < end; ) {
      const contract = columns.contracts[ticket] as number;
      const next = ticket + tickets.sizeOf(contract);
      if (register.isOpen(contract)) contracts.push(cutContract(accounts, register, columns, ticket, next));
      ticket = next;
    }
    if (contracts.length > 0) blocks.push({ cutDay, contracts });
  }
  let uncut = 0;
  for (let contract = tickets.seen; contract < register.count; contract++) if (register.isOpen(contract)) uncut++;
  return {
    ticketSize: formatQuanta(grid, tickets.rule.ticketSize),
    ...(tickets.rule.whole ? { whole: true } : {}),
    nextSerial: tickets.nextSerial,
    uncut,
    blocks,
    stubs: stubsOf(register, tickets, columns).map(([contract, holder, stub]) => [
      register.idOf(contract),
      accounts.nameOf(holder),
      formatQuanta(grid, stub),
    ]),
  };
}

/**
 * Fills an empty window with the tickets of a snapshot.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` when a contract is not there, or tickets and stubs do not add up to the claims
 */
export function restoreWindow(
  accounts: Accounts,
  register: TicketedClaims,
  tickets: ClaimTickets,
  columns: TicketColumns,
  snapshot: WindowSnapshot,
): void {
  tickets.look(register.count - snapshot.uncut);
  for (const { cutDay, contracts } of snapshot.blocks)
    appendBlock(accounts, register, tickets, columns, cutDay, contracts);
  tickets.nextSerial = snapshot.nextSerial;
  const stubs = stubsOf(register, tickets, columns);
  const same =
    stubs.length === snapshot.stubs.length &&
    stubs.every(([contract, holder, stub], k) => {
      const [id, name, amount] = snapshot.stubs[k] as readonly [ContractId, AgentId, string];
      return (
        register.idOf(contract) === id && accounts.nameOf(holder) === name && toQuanta(accounts.grid, amount) === stub
      );
    });
  if (!same) throw badInput('stubs of the window', JSON.stringify(snapshot.stubs), 'claims less tickets');
}

function cutContract(
  accounts: Accounts,
  register: TicketedClaims,
  columns: TicketColumns,
  start: number,
  end: number,
): CutContract {
  const owners: [AgentId | null, number][] = [];
  let last: number | undefined;
  for (let ticket = start; ticket < end; ticket++) {
    const owner = columns.owners[ticket] as number;
    const run = owners[owners.length - 1];
    if (run !== undefined && owner === last) run[1]++;
    else owners.push([owner === NONE ? null : accounts.nameOf(owner), 1]);
    last = owner;
  }
  const id = register.idOf(columns.contracts[start] as number);
  return { id, serial: columns.serials[start] as number, owners, ...facesOf(accounts.grid, columns, start, end) };
}

function facesOf(
  grid: MoneyGrid,
  columns: TicketColumns,
  start: number,
  end: number,
): { readonly faces?: readonly string[] } {
  if (!columns.whole) return {};
  return { faces: Array.from({ length: end - start }, (_, k) => formatQuanta(grid, columns.faceOf(start + k))) };
}

/** Contract, holder and face of every claim that is not all tickets, in creation order. */
function stubsOf(
  register: TicketedClaims,
  tickets: ClaimTickets,
  columns: TicketColumns,
): (readonly [number, number, bigint])[] {
  const stubs: (readonly [number, number, bigint])[] = [];
  for (let contract = 0; contract < tickets.seen; contract++) {
    const start = tickets.startOf(contract);
    if (start === NONE || !register.isOpen(contract)) continue;
    const ticketed: Map<number, bigint> = new Map();
    for (let ticket = start; ticket < start + tickets.sizeOf(contract); ticket++) {
      const owner = columns.owners[ticket] as number;
      ticketed.set(owner, (ticketed.get(owner) ?? 0n) + columns.faceOf(ticket));
    }
    for (let k = 0; k < register.claimCount(contract); k++) {
      const holder = register.claimHolder(contract, k);
      const stub = register.claimFace(contract, k) - (ticketed.get(holder) ?? 0n);
      if (stub !== 0n) stubs.push([contract, holder, stub]);
    }
  }
  return stubs;
}

function appendBlock(
  accounts: Accounts,
  register: TicketedClaims,
  tickets: ClaimTickets,
  columns: TicketColumns,
  cutDay: Day,
  cut: readonly CutContract[],
): void {
  const first = columns.count;
  const rows = { issuers: [] as number[], owners: [] as number[], maturities: [] as number[], serials: [] as number[] };
  const contracts: number[] = [];
  const faces: bigint[] = [];
  for (const { id, serial, owners, faces: own = [] } of cut) {
    const contract = register.find(id);
    if (!register.isOpen(contract)) throw badInput('contract of the window', id, 'one of the snapshot');
    const start = contracts.length;
    for (const [name, count] of owners) {
      const owner = name === null ? NONE : accounts.indexOf(name);
      for (let k = 0; k < count; k++) {
        rows.serials.push(serial + contracts.length - start);
        rows.issuers.push(register.debtorOf(contract));
        rows.owners.push(owner);
        rows.maturities.push(register.dueDayOf(contract));
        contracts.push(contract);
      }
    }
    for (const face of own) faces.push(toQuanta(accounts.grid, face));
    tickets.place(contract, first + start, contracts.length - start);
  }
  const block = {
    issuers: Int32Array.from(rows.issuers),
    owners: Int32Array.from(rows.owners),
    maturities: Int32Array.from(rows.maturities),
    serials: Int32Array.from(rows.serials),
    contracts: Int32Array.from(contracts),
    faces: columns.whole ? faces : undefined,
  };
  columns.append(block, cutDay);
}
