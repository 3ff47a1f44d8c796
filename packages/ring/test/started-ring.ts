import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type Ledger,
} from '@bagehot/kernel';
import {
  createRing,
  type ExplicitWorld,
  type RingAction,
  type RingEngine,
  type RingEvent,
  type RingPorts,
} from '@bagehot/ring';

/** A central bank, two banks, two households and a firm. */
export const AGENTS: ExplicitWorld['agents'] = [
  { id: 'CB', kind: 'central_bank' },
  { id: 'B1', kind: 'bank' },
  { id: 'B2', kind: 'bank' },
  { id: 'H1', kind: 'household' },
  { id: 'H2', kind: 'household' },
  { id: 'F1', kind: 'firm' },
];

/** A ring before its first day, in whole units. */
export interface StartedRing {
  readonly ring: RingEngine;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly log: readonly RingEvent[];
}

/** A ring of {@link AGENTS} after these actions; every invariant is checked every day. */
export function start(initialActions: readonly RingAction[], ports: Partial<RingPorts> = {}): StartedRing {
  const ledger = createLedger({ moneyDecimals: 0 });
  const contracts = createContracts(ledger);
  const events = createEventLog<RingEvent>();
  const { rules, ...rest } = ports;
  const ring = createRing(
    { agents: AGENTS, initialActions },
    { ledger, contracts, random: createRandom(1), events, rules: { check: 'daily', ...rules }, ...rest },
  );
  return { ring, ledger, contracts, log: events.events };
}
