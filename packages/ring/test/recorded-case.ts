import {
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  createRecordCodec,
  type EventRecord,
} from '@bagehot/kernel';
import { type Accounts, formatQuanta, quanta, type Register } from '@bagehot/kernel/quanta';
import {
  type AgentKind,
  createRing,
  type RingAction,
  type RingEngine,
  type RingEvent,
  type RingRules,
  type RunOutcome,
  type ScheduledAction,
} from '@bagehot/ring';
import { readAction, type WrittenAction } from '../../../test/written-action.js';
import { plain } from './scenario-run.js';

/** A scenario as the vectors write it. */
export interface RecordedScenario {
  readonly scale?: number;
  readonly agents:
    | readonly { readonly id: string; readonly kind: AgentKind }[]
    | { readonly central_bank: string | boolean; readonly households: number };
  readonly initial_actions: readonly WrittenAction[];
  readonly scheduled_actions: readonly { readonly day: number; readonly action: WrittenAction }[];
  readonly run: {
    readonly default_handling: 'expel-agent' | 'fail-fast';
    readonly distribution: 'first-come' | 'proportional';
    readonly settlement?: 'sequential' | 'multipass' | 'clearing';
    readonly estate?: 'retain' | 'pro-rata';
    readonly rollover_enabled: boolean;
    readonly rollover_partial?: 'full-face' | 'cash-only' | 'skip';
    readonly max_days: number;
    readonly quiet_days: number;
  };
}

/** Balances of one agent, zero entries left out. */
type Balances = Readonly<Record<string, string>>;

/** What a run of a recorded scenario came to, in the words of the vectors. */
export interface RecordedRun {
  readonly outcome: RunOutcome;
  readonly daysRun: number;
  readonly defaulted: readonly string[];
  readonly halt: Readonly<Record<string, unknown>> | undefined;
  readonly startBalances: Readonly<Record<string, Balances>>;
  readonly endOfDayBalances: readonly Readonly<Record<string, Balances>>[];
  /** Economic events of the simulation as records, contracts under the vectors' names. */
  readonly events: readonly EventRecord[];
  /** All events in memory. */
  readonly log: readonly RingEvent[];
}

const MARKERS = /^(Phase|Subphase|DayEnd$|RunStopped$)/;

/** Runs a recorded scenario through the public interface. */
export function runRecorded(scenario: RecordedScenario, changes: RingRules = {}): RecordedRun {
  const ledger = createLedger({ moneyDecimals: scenario.scale ?? 0 });
  const contracts = createContracts(ledger);
  const log = createEventLog<RingEvent>();
  const { run } = scenario;
  const agents = agentsOf(scenario.agents);
  const ring = createRing(
    { agents, initialActions: scenario.initial_actions.map((action) => readAction<RingAction>(action)) },
    {
      ledger,
      contracts,
      random: createRandom(0),
      events: log,
      schedule: scenario.scheduled_actions.map(
        ({ day, action }): ScheduledAction => ({ day, action: readAction(action) }),
      ),
      rules: {
        defaultHandling: run.default_handling,
        distribution: run.distribution,
        settlement: run.settlement ?? 'sequential',
        estate: run.estate ?? 'retain',
        rollover: run.rollover_enabled ? (run.rollover_partial ?? 'full-face') : 'off',
        quietDays: run.quiet_days,
        check: 'daily',
        ...changes,
      },
    },
  );
  const accounts = quanta(ledger);
  const register = quanta(contracts);
  const balances = (): Record<string, Balances> => balancesOf(accounts, register);
  const startBalances = balances();
  const endOfDayBalances: Record<string, Balances>[] = [];
  const outcome = runDays(ring, run.max_days, () => endOfDayBalances.push(balances()));
  const { events, nameOf } = recordsOf(log.events);
  return {
    outcome,
    daysRun: ring.daysRun,
    defaulted: ring.defaulted(),
    halt: haltOf(ring, nameOf),
    startBalances,
    endOfDayBalances,
    events,
    log: log.events,
  };
}

function runDays(ring: RingEngine, maxDays: number, onDay: () => void): RunOutcome {
  while (ring.outcome === undefined) {
    if (ring.day >= maxDays) {
      ring.stop('max-days');
      break;
    }
    const state = ring.runDay();
    onDay();
    if (state === 'quiet') ring.stop('stable');
  }
  return ring.outcome as RunOutcome;
}

function agentsOf(agents: RecordedScenario['agents']): readonly { readonly id: string; readonly kind: AgentKind }[] {
  if (!('households' in agents)) return agents;
  const households = Array.from({ length: agents.households }, (_, k) => ({
    id: `H${k + 1}`,
    kind: 'household' as const,
  }));
  return [{ id: 'CB', kind: 'central_bank' }, ...households];
}

function balancesOf(accounts: Accounts, register: Register): Record<string, Balances> {
  const all: Record<string, Balances> = {};
  for (let agent = 0; agent < accounts.agentCount; agent++) {
    const entries: Record<string, bigint> = {
      receivables: register.receivable(agent),
      payables: register.payable(agent),
    };
    for (let asset = 0; asset < accounts.assetCount; asset++) {
      const column = accounts.columnAt(asset);
      const balance = column.get(agent);
      const family = column.name.startsWith('deposit/') ? 'deposits' : column.name;
      const issued = family === 'deposits' ? 'deposit_liabilities' : `issued_${family}`;
      const entry = column.issuer === agent ? issued : family;
      entries[entry] = (entries[entry] ?? 0n) + (column.issuer === agent ? -balance : balance);
    }
    all[accounts.nameOf(agent)] = Object.fromEntries(
      Object.entries(entries)
        .filter(([, amount]) => amount !== 0n)
        .map(([entry, amount]) => [entry, formatQuanta(accounts.grid, amount)]),
    );
  }
  return all;
}

/** The simulation's events as records; contracts under their alias, or the name the vectors give them. */
function recordsOf(log: readonly RingEvent[]): { readonly events: readonly EventRecord[]; nameOf(id: string): string } {
  const codec = createRecordCodec();
  const names = new Map<string, string>();
  const nameOf = (id: string): string => names.get(id) ?? id;
  const events: EventRecord[] = [];
  let started = false;
  let rolled = 0;
  for (const event of log) {
    if (event.kind === 'PayableCreated') names.set(event.contract, event.alias ?? event.contract);
    if (event.kind === 'PayableRolledOver' || event.kind === 'RolloverPartial')
      names.set(event.contract, `RO${++rolled}`);
    if (event.kind === 'InterbankOvernightCreated')
      names.set(event.contract, `ON:${event.debtorBank}:${event.creditorBank}:${event.day}`);
    started ||= event.kind === 'PhaseA';
    if (!started || MARKERS.test(event.kind)) continue;
    const record = codec.encode(plain(event));
    events.push(
      Object.fromEntries(
        Object.entries(record).map(([field, value]) =>
          field === 'contract' || field === 'trigger_contract' ? [field, nameOf(value as string)] : [field, value],
        ),
      ),
    );
  }
  return { events, nameOf };
}

function haltOf(ring: RingEngine, nameOf: (id: string) => string): Readonly<Record<string, unknown>> | undefined {
  const { halt } = ring;
  if (halt === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(halt).map(([field, value]) => {
      if (field === 'contract') return [field, nameOf(String(value))];
      return [field, field === 'shortfall' ? String(value) : value];
    }),
  );
}
