import type { AgentId, ContractId } from '@bagehot/kernel';
import type { Money } from '../money.js';
import { formatAmount } from '../numbers.js';
import { SnapshotFields } from '../snapshot-fields.js';
import type { ClaimPledge, ClaimPledges, LostPledge } from './claim-pledges.js';

/** A part of a claim, as text. */
interface ClaimText {
  readonly contract: ContractId;
  readonly face: string;
  readonly paid: string;
}

/** A custody as plain JSON; the claims themselves are in the register's snapshot. */
export interface ClaimCustodySnapshot {
  readonly kind: 'claim-custody';
  readonly version: 1;
  /** In the ledger's order; each one's claims in the order pledged. */
  readonly agents: readonly { readonly agent: AgentId; readonly claims: readonly ClaimText[] }[];
  /** Claims that went unpaid while they were here. */
  readonly lost: readonly { readonly agent: AgentId; readonly face: string; readonly paid: string }[];
}

/** What a snapshot tells, in indices and quanta. */
export interface CustodyState {
  readonly pledges: readonly (readonly [number, readonly ClaimPledge[]])[];
  readonly lost: readonly LostPledge[];
}

/** The custody as data. */
export function custodySnapshot(pledges: ClaimPledges, { accounts, register, grid }: Money): ClaimCustodySnapshot {
  const text = ({ contract, face, paid }: ClaimPledge): ClaimText => ({
    contract: register.idOf(contract),
    face: formatAmount(face, grid),
    paid: formatAmount(paid, grid),
  });
  return {
    kind: 'claim-custody',
    version: 1,
    agents: pledges
      .agents()
      .map((agent) => ({ agent: accounts.nameOf(agent), claims: pledges.of(agent).map(text) }))
      .filter(({ claims }) => claims.length > 0),
    lost: pledges.lost.map(({ agent, face, paid }) => ({
      agent: accounts.nameOf(agent),
      face: formatAmount(face, grid),
      paid: formatAmount(paid, grid),
    })),
  };
}

/**
 * The state a snapshot describes, on a ledger and a register that know its agents and contracts.
 *
 * @throws SnapshotError with every problem found
 */
export function readCustodySnapshot(state: unknown, money: Money): CustodyState {
  const fields = new SnapshotFields();
  const custody = fields.record(state, 'custody', ['kind', 'version', 'agents', 'lost']);
  fields.exactly(custody.get('kind'), 'custody.kind', 'claim-custody');
  fields.exactly(custody.get('version'), 'custody.version', 1);
  const seen: Set<number> = new Set();
  const pledges = fields.list(custody.get('agents'), 'custody.agents').map((value, k) => {
    const path = `custody.agents[${k}]`;
    const account = fields.record(value, path, ['agent', 'claims']);
    const agent = fields.agent(account.get('agent'), `${path}.agent`, money);
    if (seen.has(agent)) fields.refuse(`${path}.agent`, account.get('agent'), 'listed once');
    seen.add(agent);
    const claims = fields
      .list(account.get('claims'), `${path}.claims`)
      .map((claim, j) => readClaim(fields, claim, `${path}.claims[${j}]`, money));
    return [agent, claims] as const;
  });
  const lost = fields.list(custody.get('lost'), 'custody.lost').map((value, k) => {
    const path = `custody.lost[${k}]`;
    const claim = fields.record(value, path, ['agent', 'face', 'paid']);
    return {
      agent: fields.agent(claim.get('agent'), `${path}.agent`, money),
      face: fields.amount(claim.get('face'), `${path}.face`, money.grid),
      paid: fields.amount(claim.get('paid'), `${path}.paid`, money.grid),
    };
  });
  fields.check();
  return { pledges, lost };
}

function readClaim(fields: SnapshotFields, value: unknown, path: string, { register, grid }: Money): ClaimPledge {
  const claim = fields.record(value, path, ['contract', 'face', 'paid']);
  const id = fields.text(claim.get('contract'), `${path}.contract`);
  const contract = register.find(id);
  if (contract === -1) fields.refuse(`${path}.contract`, id, 'a contract of the register');
  return {
    contract,
    face: fields.amount(claim.get('face'), `${path}.face`, grid),
    paid: fields.amount(claim.get('paid'), `${path}.paid`, grid),
  };
}
