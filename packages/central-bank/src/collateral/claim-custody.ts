import type { AgentId, ContractId, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { CUSTODY, type Money, moneyOf } from '../money.js';
import type { AmountInput } from '../numbers.js';
import type { Collateral, Payee, Seizure } from '../protocols/collateral.js';
import type { ClaimMoved } from '../protocols/events.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import { facePart, inTickets } from './claim-cover.js';
import { type ClaimPledge, ClaimPledges } from './claim-pledges.js';
import { type ClaimCustodySnapshot, custodySnapshot, readCustodySnapshot } from './custody-snapshot.js';
import { lessShare, readShare } from './haircut.js';

/** What the central bank takes for security, and at what it takes it. */
export interface ClaimCustodyConfig {
  /** The share of a claim's face that bears no debt; from 0 to 1. */
  readonly haircut: AmountInput;
  /** Kinds of contracts. @defaultValue ['payable'] */
  readonly kinds?: readonly string[];
  /** What is seized counts this share less than its face; from 0 to 1. @defaultValue 0 */
  readonly liquidationDiscount?: AmountInput;
}

/** What a custody needs beside ledger and register. */
export interface ClaimCustodyPorts extends MoneyMarketPorts {
  /** Further conditions, such as a debtor that is alive. Of a contract: its index in the register's integer face. @defaultValue all */
  readonly eligible?: (contract: number) => boolean;
}

/** A claim in custody. */
export interface PledgedClaim {
  readonly contract: ContractId;
  readonly face: Decimal;
}

/**
 * Claims of the register as security. Pledging is a transfer of title: the claim goes to `CB/custody`, so that nobody can sell it or pledge it twice. Claims
 * are taken in calendar order, as little as is needed, and in whole tickets where a window is open.
 *
 * @see specification of one economy, section 7
 */
export class ClaimCustody implements Collateral {
  readonly #money: Money;
  readonly #ports: ClaimCustodyPorts;
  readonly #haircut: bigint;
  readonly #discount: bigint;
  readonly #kinds: readonly string[];
  readonly #pledges: ClaimPledges;

  /** @throws InvalidPledgeError for a haircut or discount outside [0, 1] */
  constructor(config: ClaimCustodyConfig, ports: ClaimCustodyPorts) {
    this.#money = moneyOf(ports);
    this.#ports = ports;
    this.#haircut = readShare(config.haircut, 'haircut');
    this.#discount = readShare(config.liquidationDiscount ?? 0, 'liquidationDiscount');
    this.#kinds = config.kinds ?? ['payable'];
    this.#pledges = new ClaimPledges(this.#money.register, () => this.custodian);
  }

  /** Index of the custodian, who is opened when first needed. */
  get custodian(): number {
    return this.#money.accounts.open(CUSTODY);
  }

  /** What the agent has in custody, in the order pledged. */
  pledges(agent: AgentId): readonly PledgedClaim[] {
    const { register, grid } = this.#money;
    return this.#of(agent).map(({ contract, face }) => ({
      contract: register.idOf(contract),
      face: toDecimal(grid, face),
    }));
  }

  limit(agent: AgentId): bigint {
    const { accounts, register } = this.#money;
    const holder = accounts.indexOf(agent);
    let total = this.secured(agent);
    for (const contract of this.#eligible(holder)) total += lessShare(register.faceOf(contract, holder), this.#haircut);
    return total;
  }

  secured(agent: AgentId): bigint {
    const pledger = this.#money.accounts.indexOf(agent);
    let total = 0n;
    for (const { contract, face } of this.#pledges.of(pledger))
      if (this.#isEligible(contract, pledger)) total += lessShare(face, this.#haircut);
    return total;
  }

  secure(agent: AgentId, outstanding: bigint, loan: string): void {
    const secured = this.secured(agent);
    if (secured < outstanding) this.#take(agent, outstanding - secured, loan);
  }

  owes(agent: AgentId, outstanding: bigint, loan: string): void {
    const secured = this.secured(agent);
    if (secured >= outstanding) this.#giveBack(agent, secured - outstanding, outstanding === 0n, loan);
  }

  seize(agent: AgentId, missing: bigint, loan: string): Seizure {
    const { accounts, register, column } = this.#money;
    const pledger = accounts.indexOf(agent);
    const left: ClaimPledge[] = [];
    let covered = 0n;
    for (const pledge of this.#pledges.of(pledger)) {
      const needed = missing - covered;
      if (needed === 0n) {
        left.push(pledge);
        continue;
      }
      const { contract, face } = pledge;
      const part = facePart(face, needed, this.#discount);
      const worth = lessShare(part, this.#discount);
      covered += worth < needed ? worth : needed;
      register.transfer(contract, this.custodian, column.issuer, part, accounts.label('ClaimSeized'));
      this.#emit('ClaimSeized', agent, contract, part, loan);
      if (part < face) left.push({ ...pledge, face: face - part });
    }
    this.#pledges.set(pledger, left);
    return { covered, surplus: 0n };
  }

  payees(contract: ContractId, amount: bigint): readonly Payee[] {
    return this.#payees(this.#pledges.share(this.#money.register.indexOf(contract), amount));
  }

  strays(): readonly Payee[] {
    const { column } = this.#money;
    const amount = column.get(this.custodian);
    if (amount === 0n) return [];
    // What the register did to claims is taken over first: what went unpaid is lost from then on.
    for (const agent of this.#pledges.agents()) this.#pledges.of(agent);
    return this.#payees(this.#pledges.shareLost(amount));
  }

  /** The custody as plain JSON. */
  snapshot(): ClaimCustodySnapshot {
    return custodySnapshot(this.#pledges, this.#money);
  }

  restore(state: unknown): void {
    const { pledges, lost } = readCustodySnapshot(state, this.#money);
    this.#pledges.restore(pledges, lost);
  }

  /** Pledges what the agent holds until so much more is borne, or nothing eligible is left. */
  #take(agent: AgentId, wanted: bigint, loan: string): void {
    const { accounts, register } = this.#money;
    const holder = accounts.indexOf(agent);
    const pledges = [...this.#pledges.of(holder)];
    let needed = wanted;
    for (const contract of this.#eligible(holder)) {
      if (needed <= 0n) break;
      const claim = register.faceOf(contract, holder);
      if (lessShare(claim, this.#haircut) === 0n) continue;
      const part = inTickets(facePart(claim, needed, this.#haircut), claim, register.window);
      register.transfer(contract, holder, this.custodian, part, accounts.label('ClaimPledged'));
      this.#emit('ClaimPledged', agent, contract, part, loan);
      pledges.push({ contract, face: part, paid: 0n });
      needed -= lessShare(part, this.#haircut);
    }
    this.#pledges.set(holder, pledges);
  }

  /** Gives claims back in the order pledged, as far as the rest bears what is owed; all of them when nothing is. */
  #giveBack(agent: AgentId, spare: bigint, all: boolean, loan: string): void {
    const { accounts, register } = this.#money;
    const pledger = accounts.indexOf(agent);
    const pledges = this.#pledges.of(pledger);
    let rest = spare;
    const left = pledges.filter((pledge) => {
      const { contract, face } = pledge;
      const borne = this.#isEligible(contract, pledger) ? lessShare(face, this.#haircut) : 0n;
      if (!all && borne > rest) return true;
      rest -= borne;
      register.transfer(contract, this.custodian, pledger, face, accounts.label('ClaimReleased'));
      this.#emit('ClaimReleased', agent, contract, face, loan);
      return false;
    });
    if (left.length < pledges.length) this.#pledges.set(pledger, left);
  }

  /** Contracts on which the agent has a claim that may be pledged, in calendar order. */
  #eligible(holder: number): number[] {
    const { register } = this.#money;
    return register
      .heldBy(holder)
      .filter((contract) => this.#isEligible(contract, holder))
      .sort((a, b) => register.dueDayOf(a) - register.dueDayOf(b) || a - b);
  }

  #isEligible(contract: number, pledger: number): boolean {
    const { register } = this.#money;
    const debtor = register.debtorOf(contract);
    return (
      debtor !== pledger &&
      register.isOpen(contract) &&
      register.dueDayOf(contract) > this.#money.tick() &&
      this.#kinds.includes(register.kindOf(contract)) &&
      (this.#ports.eligible?.(contract) ?? true)
    );
  }

  #of(agent: AgentId): readonly ClaimPledge[] {
    return this.#pledges.of(this.#money.accounts.indexOf(agent));
  }

  #payees(shares: readonly (readonly [number, bigint])[]): readonly Payee[] {
    return shares.map(([agent, amount]) => ({ agent: this.#money.accounts.nameOf(agent), amount }));
  }

  #emit(kind: ClaimMoved['kind'], agent: AgentId, contract: number, face: bigint, loan: string): void {
    const { events } = this.#ports;
    if (events === undefined) return;
    const { accounts, register, grid } = this.#money;
    const event: ClaimMoved = {
      kind,
      day: this.#money.tick(),
      agent,
      contract: register.idOf(contract),
      face: toDecimal(grid, face),
      loan,
    };
    accounts.defer((moved) => events.emit(moved), event);
  }
}

/**
 * Begins a custody of claims.
 *
 * @param from - a snapshot to continue from. Facilities that continue from theirs bring it along
 * @throws InvalidPledgeError for a haircut or discount outside [0, 1]
 * @throws SnapshotError `INVALID_SNAPSHOT`
 */
export function createClaimCustody(
  config: ClaimCustodyConfig,
  ports: ClaimCustodyPorts,
  from?: ClaimCustodySnapshot,
): ClaimCustody {
  const custody = new ClaimCustody(config, ports);
  if (from !== undefined) custody.restore(from);
  return custody;
}
