import { allocateQuanta, type Register } from '@bagehot/kernel/quanta';

/** A part of a claim in custody. Entries never change: what happens to one makes another. */
export interface ClaimPledge {
  readonly contract: number;
  /** In quanta. */
  readonly face: bigint;
  /** What has been paid on it. */
  readonly paid: bigint;
}

/** A part of a claim that went unpaid while it was in custody: what its debtor's estate may still pay on it is its pledger's. */
export interface LostPledge {
  readonly agent: number;
  readonly face: bigint;
  readonly paid: bigint;
}

/** An agent, and how many quanta are its. */
export type AgentShare = readonly [number, bigint];

const NOTHING: readonly ClaimPledge[] = [];
const NOBODY: readonly number[] = [];

/** Whose the claims in custody are. Changes join a running transaction of the ledger; what the register did to a claim is taken over when it is looked at. */
export class ClaimPledges {
  readonly #register: Register;
  readonly #custodian: () => number;
  /** By agent, in the order pledged; lists are replaced, never changed. */
  readonly #pledges: Map<number, readonly ClaimPledge[]> = new Map();
  /** By contract: who has pledged a part of it, in order of first pledge. */
  readonly #pledgers: Map<number, readonly number[]> = new Map();
  #lost: readonly LostPledge[] = [];

  constructor(register: Register, custodian: () => number) {
    this.#register = register;
    this.#custodian = custodian;
  }

  /** Unpaid parts of claims that are gone. */
  get lost(): readonly LostPledge[] {
    return this.#lost;
  }

  set lost(lost: readonly LostPledge[]) {
    const before = this.#lost;
    this.#lost = lost;
    this.#register.accounts.onRollback(() => {
      this.#lost = before;
    });
  }

  /** What an agent has pledged, as the register has it now. */
  of(agent: number): readonly ClaimPledge[] {
    const contracts = new Set(this.#of(agent).map(({ contract }) => contract));
    for (const contract of contracts) this.#adjust(contract);
    return this.#of(agent);
  }

  /** Who has pledged anything, in the ledger's order. */
  agents(): number[] {
    return [...this.#pledges.keys()].sort((a, b) => a - b);
  }

  /** Replaces what an agent has pledged. */
  set(agent: number, pledges: readonly ClaimPledge[]): void {
    const before = this.#of(agent);
    this.#put(agent, pledges);
    this.#register.accounts.onRollback(() => this.#put(agent, before));
    for (const { contract } of pledges) this.#addPledger(contract, agent);
  }

  /** Shares what custody was paid on a contract over those who have pledged it: agents and quanta, each more than 0. */
  share(contract: number, amount: bigint): readonly AgentShare[] {
    const parts = this.#parts(contract);
    const shares = sharesOf(
      amount,
      parts.map(({ pledge }) => pledge),
    );
    for (const [k, { agent, pledge }] of parts.entries()) {
      const share = shares[k] as bigint;
      if (share > 0n) this.#change(agent, pledge, { ...pledge, paid: pledge.paid + share });
    }
    return byAgent(
      parts.map(({ agent }) => agent),
      shares,
    );
  }

  /** The same for what is paid on claims that are gone. */
  shareLost(amount: bigint): readonly AgentShare[] {
    const lost = this.#lost;
    const shares = sharesOf(amount, lost);
    this.lost = lost
      .map((pledge, k) => ({ ...pledge, paid: pledge.paid + (shares[k] as bigint) }))
      .filter(({ face, paid }) => paid < face);
    return byAgent(
      lost.map(({ agent }) => agent),
      shares,
    );
  }

  /** Takes up what a snapshot tells. */
  restore(pledges: readonly (readonly [number, readonly ClaimPledge[]])[], lost: readonly LostPledge[]): void {
    this.#pledges.clear();
    this.#pledgers.clear();
    this.#lost = lost;
    for (const [agent, list] of pledges) this.set(agent, list);
  }

  /** A claim that has become smaller, or is gone, makes its pledges so. */
  #adjust(contract: number): void {
    const register = this.#register;
    const open = register.isOpen(contract);
    const claim = open ? register.faceOf(contract, this.#custodian()) : 0n;
    const parts = this.#parts(contract);
    const sum = parts.reduce((total, { pledge }) => total + pledge.face, 0n);
    if (open && claim >= sum) return;
    const faces = allocateQuanta(
      claim,
      parts.map(({ pledge }) => pledge.face),
    );
    for (const [k, { agent, pledge }] of parts.entries())
      this.#change(agent, pledge, { ...pledge, face: faces[k] as bigint });
    if (open) return;
    const lost = parts
      .map(({ agent, pledge: { face, paid } }) => ({ agent, face, paid }))
      .filter(({ face, paid }) => paid < face);
    if (lost.length > 0) this.lost = [...this.#lost, ...lost];
  }

  /** The pledges of a contract: agents in the ledger's order, each one's in the order pledged. */
  #parts(contract: number): { readonly agent: number; readonly pledge: ClaimPledge }[] {
    return [...(this.#pledgers.get(contract) ?? NOBODY)]
      .sort((a, b) => a - b)
      .flatMap((agent) => this.#of(agent).map((pledge) => ({ agent, pledge })))
      .filter(({ pledge }) => pledge.contract === contract);
  }

  /** Puts a pledge in the place of another, or nothing when nothing is left of it. */
  #change(agent: number, before: ClaimPledge, after: ClaimPledge): void {
    this.set(
      agent,
      this.#of(agent)
        .map((pledge) => (pledge === before ? after : pledge))
        .filter(({ face }) => face > 0n),
    );
  }

  #of(agent: number): readonly ClaimPledge[] {
    return this.#pledges.get(agent) ?? NOTHING;
  }

  #put(agent: number, pledges: readonly ClaimPledge[]): void {
    if (pledges.length === 0) this.#pledges.delete(agent);
    else this.#pledges.set(agent, pledges);
  }

  #addPledger(contract: number, agent: number): void {
    const before = this.#pledgers.get(contract) ?? NOBODY;
    if (before.includes(agent)) return;
    this.#pledgers.set(contract, [...before, agent]);
    this.#register.accounts.onRollback(() => {
      if (before.length === 0) this.#pledgers.delete(contract);
      else this.#pledgers.set(contract, before);
    });
  }
}

/** Shares an amount over what is unpaid of pledges; never more than that. */
function sharesOf(amount: bigint, pledges: readonly Pick<ClaimPledge, 'face' | 'paid'>[]): readonly bigint[] {
  const unpaid = pledges.map(({ face, paid }) => face - paid);
  const total = unpaid.reduce((sum, part) => sum + part, 0n);
  return allocateQuanta(amount < total ? amount : total, unpaid);
}

/** Sums by agent, in order of first appearance; nothing is left out. */
function byAgent(agents: readonly number[], shares: readonly bigint[]): readonly AgentShare[] {
  const sums = new Map<number, bigint>();
  for (const [k, agent] of agents.entries()) sums.set(agent, (sums.get(agent) ?? 0n) + (shares[k] as bigint));
  return [...sums].filter(([, sum]) => sum > 0n);
}
