import { type AgentId, BagehotError, decimal } from '@bagehot/kernel';
import type { Accounts } from '@bagehot/kernel/quanta';
import type { RingAction } from './actions.js';
import { RingError } from './errors.js';
import type { TradingPhase } from './phase.js';
import { AGENT_KINDS, type AgentKind, type ExplicitWorld, type RingWorld, type WorldAgent } from './world.js';

/** Who issues cash when nobody says otherwise. */
const CENTRAL_BANK = 'CB';

/** Who is there, in order, and what happens before day 0. */
export interface OpeningState {
  readonly agents: readonly WorldAgent[];
  readonly actions: readonly RingAction[];
  /** Where the world says what the action at a position does. */
  placeOf(position: number): string;
}

/** An agent with its index on the ledger. */
export interface OpenedAgent {
  readonly index: number;
  readonly kind: AgentKind;
}

/**
 * Reads a world of either form as agents and initial actions.
 *
 * @param issuer - who issues cash on the ledger already, if anybody
 * @throws RingError `INVALID_WORLD`
 */
export function openingState(world: RingWorld | ExplicitWorld, issuer: AgentId | undefined): OpeningState {
  const state =
    'initialActions' in world
      ? {
          agents: world.agents,
          actions: world.initialActions,
          placeOf: (position: number) => `initialActions[${position}]`,
        }
      : openingStateOf(world, issuer ?? CENTRAL_BANK);
  const known = new Set<AgentId>();
  state.agents.forEach(({ id, kind }, k) => {
    if (typeof id !== 'string' || id === '') throw invalid(`agents[${k}].id`, 'must be a name', id);
    if (known.has(id)) throw invalid(`agents[${k}].id`, 'must be a name that is not taken', id);
    if (!AGENT_KINDS.includes(kind)) throw invalid(`agents[${k}].kind`, `must be ${AGENT_KINDS.join(', ')}`, kind);
    known.add(id);
  });
  const banks = state.agents.filter(({ kind }) => kind === 'central_bank');
  if (banks.length > 1) throw invalid('agents', 'must hold one central_bank at most', banks.map(({ id }) => id).join());
  return state;
}

/**
 * Carries out the initial actions.
 *
 * @throws RingError `INVALID_WORLD` naming the action that cannot be applied; its cause says why
 */
export function applyOpening({ actions, placeOf }: OpeningState, apply: (action: RingAction) => void): void {
  actions.forEach((action, position) => {
    try {
      apply(action);
    } catch (error) {
      if (!(error instanceof BagehotError)) throw error;
      const field = placeOf(position);
      throw new RingError(
        'INVALID_WORLD',
        { field, reason: error.message },
        `${field} (${action.kind}) cannot be applied: ${error.message}`,
        { cause: error },
      );
    }
  });
}

/** @throws RingError `INVALID_WORLD` when two phases have one name: the second's state would take the first's place in a snapshot */
export function requirePhaseNames(phases: readonly TradingPhase[]): void {
  const known = new Set<string>();
  phases.forEach(({ name }, k) => {
    if (known.has(name)) throw invalid(`phases[${k}].name`, 'must be a name that no other phase of the run has', name);
    known.add(name);
  });
}

/**
 * Opens the agents on the ledger in order, then those that phases bring along, and declares the assets of the economy: cash, reserves where a bank
 * or treasury is, and every bank's deposits.
 */
export function openAgents(
  accounts: Accounts,
  agents: readonly WorldAgent[],
  phases: readonly TradingPhase[],
): readonly OpenedAgent[] {
  const opened = agents.map(({ id, kind }) => ({ index: openAgent(accounts, id, kind), kind }));
  for (const { agents: own = [] } of phases) for (const { id, kind } of own) openAgent(accounts, id, kind);
  const central = agents.find(({ kind }) => kind === 'central_bank')?.id ?? CENTRAL_BANK;
  if (!accounts.hasAsset('cash')) accounts.issue('cash', central);
  const issuer = accounts.nameOf(accounts.column('cash').issuer);
  if (agents.some(({ kind }) => kind === 'bank' || kind === 'treasury')) accounts.issue('reserves', issuer);
  for (const { id, kind } of agents) if (kind === 'bank') accounts.issue(`deposit/${id}`, id);
  return opened;
}

/** An agent that somebody opened before keeps what it was opened with. */
function openAgent(accounts: Accounts, id: AgentId, kind: AgentKind): number {
  const known = accounts.find(id);
  if (known !== -1 && accounts.kindOf(known) !== undefined) return known;
  return accounts.open(id, { kind });
}

function openingStateOf({ agents, cash, payables }: RingWorld, issuer: AgentId): OpeningState {
  const cashOf =
    cash instanceof Map
      ? (agent: AgentId) => cash.get(agent)
      : (agent: AgentId) => (Object.hasOwn(cash, agent) ? (cash as Readonly<Record<AgentId, unknown>>)[agent] : 0);
  const actions: RingAction[] = [];
  for (const to of agents) {
    const amount = decimal((cashOf(to) ?? 0) as string);
    if (!amount.eq(0)) actions.push({ kind: 'mint_cash', to, amount });
  }
  const minted = actions.length;
  for (const { debtor: from, creditor: to, amount, dueDay, alias, maturityDistance } of payables) {
    actions.push({
      kind: 'create_payable',
      from,
      to,
      amount,
      dueDay,
      ...(alias === undefined ? {} : { alias }),
      ...(maturityDistance === undefined ? {} : { maturityDistance }),
    });
  }
  return {
    agents: [{ id: issuer, kind: 'central_bank' }, ...agents.map((id): WorldAgent => ({ id, kind: 'household' }))],
    actions,
    placeOf: (position) =>
      position < minted ? `cash of ${(actions[position] as { to: AgentId }).to}` : `payables[${position - minted}]`,
  };
}

function invalid(field: string, reason: string, value: unknown): RingError<'INVALID_WORLD'> {
  return new RingError('INVALID_WORLD', { field, reason }, `${field} ${reason}, but is ${JSON.stringify(value)}`);
}
