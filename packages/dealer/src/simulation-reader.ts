import type { AgentId, TicketId } from '@bagehot/kernel';
import type { ConfigReader, Settings } from './settings.js';
import type { DealerSimulationConfig, TicketConfig } from './simulation-config.js';

/** Tickets as columns of ledger indices, and how they are called. */
export interface TicketList {
  readonly issuer: Int32Array;
  readonly owner: Int32Array;
  readonly maturityDay: Int32Array;
  readonly serial: Int32Array | undefined;
  readonly names: ((serial: number) => TicketId) | undefined;
}

/** Traders and tickets of a configuration, found right. */
export interface OpeningList {
  readonly cash: readonly bigint[];
  /** The tickets, once names have ledger indices. */
  tickets(indexOf: (name: AgentId) => number): TicketList;
}

/** One ticket of a debt or of the list. */
type Row = Required<TicketConfig>;

/** Reads traders, debts and tickets. Problems go to the reader. */
export function readOpening(reader: ConfigReader, config: DealerSimulationConfig, settings: Settings): OpeningList {
  const traders = new Set<AgentId>();
  const cash = config.traders.map(({ id, cash: amount }, i) => {
    if (traders.has(id)) reader.report(`traders[${i}].id`, `"${id}" is listed twice`, 'DUPLICATE_ID');
    traders.add(id);
    const quanta = reader.quanta(`traders[${i}].cash`, amount);
    if (quanta < 0n && config.traderOverdraft !== true)
      reader.report(`traders[${i}].cash`, `must not be negative, but is ${amount}`);
    return quanta;
  });
  const makers = new Set(settings.buckets.flatMap(({ dealer, vbt }) => [dealer, vbt]));
  for (const name of makers)
    if (traders.has(name)) reader.report('traders', `"${name}" is the name of a market maker`, 'DUPLICATE_ID');
  if (config.tickets !== undefined && config.debts !== undefined)
    reader.report('tickets', 'give either debts or tickets, not both');
  const rows =
    config.tickets === undefined
      ? cutDebts(reader, config, settings, traders)
      : readTickets(reader, config.tickets, traders, makers);
  return { cash, tickets: (indexOf) => columnsOfRows(rows, indexOf) };
}

function requireTrader(reader: ConfigReader, path: string, name: AgentId, known: ReadonlySet<AgentId>): void {
  if (!known.has(name)) reader.report(path, `"${name}" is no trader`, 'UNKNOWN_TRADER');
}

function readTickets(
  reader: ConfigReader,
  tickets: readonly TicketConfig[],
  traders: ReadonlySet<AgentId>,
  makers: ReadonlySet<AgentId>,
): Row[] {
  const ids = new Set<TicketId>();
  const serials = new Set<number>();
  return tickets.map((ticket, i) => {
    const path = `tickets[${i}]`;
    const { id, issuer, owner, maturityDay, serial = i } = ticket;
    if (ids.has(id)) reader.report(`${path}.id`, `"${id}" is listed twice`, 'DUPLICATE_ID');
    if (serials.has(serial)) reader.report(`${path}.serial`, `${serial} is used twice`, 'DUPLICATE_ID');
    ids.add(id);
    serials.add(serial);
    requireTrader(reader, `${path}.issuer`, issuer, traders);
    if (!traders.has(owner) && !makers.has(owner))
      reader.report(`${path}.owner`, `"${owner}" is neither a trader nor a market maker`, 'UNKNOWN_TRADER');
    if (owner === issuer) reader.report(`${path}.owner`, `"${owner}" cannot own what it issued`, 'OWN_ISSUE');
    if (!Number.isInteger(maturityDay) || maturityDay < 1)
      reader.report(`${path}.maturityDay`, `must be a whole day after day 0, not ${maturityDay}`, 'ALREADY_DUE');
    return { id, issuer, owner, maturityDay, serial };
  });
}

/** Cuts debts into tickets: `<debt>#<k>`, serials in the order of the list (dealer specification, section 3.1). */
function cutDebts(
  reader: ConfigReader,
  config: DealerSimulationConfig,
  settings: Settings,
  traders: ReadonlySet<AgentId>,
): Row[] {
  const rows: Row[] = [];
  const ids = new Set<string>();
  (config.debts ?? []).forEach(({ id, debtor, creditor, amount, dueDay }, i) => {
    const path = `debts[${i}]`;
    const name = id ?? `P${i + 1}`;
    if (ids.has(name)) reader.report(`${path}.id`, `"${name}" is listed twice`, 'DUPLICATE_ID');
    ids.add(name);
    requireTrader(reader, `${path}.debtor`, debtor, traders);
    requireTrader(reader, `${path}.creditor`, creditor, traders);
    if (debtor === creditor) reader.report(`${path}.creditor`, `"${creditor}" cannot owe itself`, 'OWN_ISSUE');
    if (!Number.isInteger(dueDay) || dueDay < 1)
      reader.report(`${path}.dueDay`, `must be a whole day after day 0, not ${dueDay}`, 'ALREADY_DUE');
    const quanta = reader.quanta(`${path}.amount`, amount);
    if (settings.ticketSize <= 0n) return;
    const count = quanta / settings.ticketSize;
    if (count < 1n || count * settings.ticketSize !== quanta) {
      reader.report(`${path}.amount`, `${amount} is no whole number of tickets`, 'INDIVISIBLE');
      return;
    }
    for (let k = 0; k < Number(count); k++)
      rows.push({ id: `${name}#${k}`, issuer: debtor, owner: creditor, maturityDay: dueDay, serial: rows.length });
  });
  return rows;
}

function columnsOfRows(rows: readonly Row[], indexOf: (name: AgentId) => number): TicketList {
  const names = new Map(rows.map(({ serial, id }) => [serial, id]));
  return {
    issuer: Int32Array.from(rows, ({ issuer }) => indexOf(issuer)),
    owner: Int32Array.from(rows, ({ owner }) => indexOf(owner)),
    maturityDay: Int32Array.from(rows, ({ maturityDay }) => maturityDay),
    serial: Int32Array.from(rows, ({ serial }) => serial),
    names: (serial) => names.get(serial) as TicketId,
  };
}
