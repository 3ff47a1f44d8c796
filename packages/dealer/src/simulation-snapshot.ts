import type { AgentId, Day, Ledger, LedgerSnapshot, TicketId } from '@bagehot/kernel';
import type { Engine } from './engine.js';
import { type DealerMarketSnapshot, takeMarketSnapshot } from './snapshot.js';

/** A run between two days, as plain JSON: the ledger, who has which outstanding ticket, and what the market knows. */
export interface DealerSimulationSnapshot {
  readonly kind: 'dealer-simulation';
  readonly version: 1;
  readonly day: Day;
  readonly ledger: LedgerSnapshot;
  readonly market: DealerMarketSnapshot;
  /** In registration order. */
  readonly traders: readonly AgentId[];
  /** Outstanding tickets in calendar order: id, issuer, owner, maturity day, serial. */
  readonly tickets: readonly (readonly [TicketId, AgentId, AgentId, Day, number])[];
  /** In order of first default. */
  readonly defaulted: readonly AgentId[];
  readonly stopped: boolean;
}

/** The state of a run as data. */
export function takeSimulationSnapshot(
  engine: Engine,
  ledger: Ledger,
  traders: readonly AgentId[],
  defaulted: readonly AgentId[],
  stopped: boolean,
): DealerSimulationSnapshot {
  const { window, accounts, day } = engine.floor;
  const tickets: [TicketId, AgentId, AgentId, Day, number][] = [];
  for (let ticket = 0; ticket < window.count; ticket++) {
    const owner = window.owners[ticket] as number;
    if (owner < 0) continue;
    const issuer = accounts.nameOf(window.issuers[ticket] as number);
    const maturity = window.maturities[ticket] as number;
    tickets.push([window.nameOf(ticket), issuer, accounts.nameOf(owner), maturity, window.serials[ticket] as number]);
  }
  return {
    kind: 'dealer-simulation',
    version: 1,
    day,
    ledger: ledger.snapshot(),
    market: takeMarketSnapshot(engine),
    traders: [...traders],
    tickets,
    defaulted: [...defaulted],
    stopped,
  };
}
