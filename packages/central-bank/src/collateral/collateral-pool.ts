import type { AgentId, Decimal } from '@bagehot/kernel';
import { fromUnits, type MoneyGrid } from '@bagehot/kernel/quanta';
import { InvalidAgentIDError } from '../errors.js';
import { readAmount } from '../input-reading.js';
import { type Money, moneyOf } from '../money.js';
import { type AmountInput, formatAmount, formatRate, rateOf } from '../numbers.js';
import type { Collateral, Seizure } from '../protocols/collateral.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import { invalidPledge, lessShare, readShare } from './haircut.js';
import { type CollateralPoolSnapshot, type PledgeUnits, readPoolSnapshot } from './pool-snapshot.js';

/** Something of value that an agent pledges. */
export interface Pledge {
  /** The agent's own name for it; pledged once. */
  readonly assetId: string;
  readonly value: AmountInput;
  /** The share of the value that bears no debt; from 0 to 1. */
  readonly haircut: AmountInput;
}

/** Something pledged, as it stands. */
export interface PledgedAsset {
  readonly assetId: string;
  readonly value: Decimal;
  readonly haircut: Decimal;
}

/** How a pool behaves. */
export interface CollateralPoolConfig {
  /**
   * In a forced sale an asset brings this share less than its value; from 0 to 1.
   *
   * @defaultValue 0
   */
  readonly liquidationDiscount?: AmountInput;
}

const NOTHING: readonly PledgeUnits[] = [];

/**
 * Security that agents have brought to the central bank, each asset at a value less a haircut. What an agent owes is told by the facility that lends to it,
 * or by `setOutstanding` where there is none. Changes join a running transaction of the ledger.
 *
 * @see central bank specification, section 11.3
 */
export class CollateralPool implements Collateral {
  readonly #money: Money;
  readonly #grid: MoneyGrid;
  readonly #discount: bigint;
  /** In the order pledged; lists are replaced, never changed. */
  readonly #pledges: Map<AgentId, readonly PledgeUnits[]> = new Map();
  readonly #owed: Map<AgentId, bigint> = new Map();

  /** @throws InvalidPledgeError for a discount outside [0, 1] */
  constructor(config: CollateralPoolConfig, ports: MoneyMarketPorts) {
    this.#money = moneyOf(ports);
    this.#grid = this.#money.grid;
    this.#discount = readShare(config.liquidationDiscount ?? 0, 'liquidationDiscount');
  }

  /**
   * Adds an asset to what the agent has pledged.
   *
   * @throws InvalidAgentIDError, InvalidAmountError for a value that is negative or off the grid, InvalidPledgeError for a name that is empty or pledged
   * already and for a haircut outside [0, 1]
   */
  pledge(agent: AgentId, { assetId, value, haircut }: Pledge): void {
    this.#requireAgent(agent);
    if (typeof assetId !== 'string' || assetId === '') throw invalidPledge('assetId', assetId, 'a name');
    const pledges = this.#of(agent);
    if (pledges.some((pledge) => pledge.assetId === assetId))
      throw invalidPledge('assetId', assetId, `something ${agent} has not pledged already`);
    const asset = { assetId, value: readAmount('value', value, this.#grid), haircut: readShare(haircut, 'haircut') };
    this.#set(agent, [...pledges, asset]);
  }

  /**
   * Gives an asset back, unless what is left would bear less than the agent owes.
   *
   * @returns whether it was given back
   * @throws InvalidPledgeError when the agent has pledged nothing of that name
   */
  release(agent: AgentId, assetId: string): boolean {
    const pledges = this.#of(agent);
    const at = this.#indexOf(agent, assetId);
    const left = pledges.filter((_, k) => k !== at);
    if (capacityOf(left) < this.#outstanding(agent)) return false;
    this.#set(agent, left);
    return true;
  }

  /**
   * Gives an asset another value. Too little is left to bear what the agent owes? Then `marginCall` tells how much.
   *
   * @throws InvalidAmountError for a value that is negative or off the grid, InvalidPledgeError when the agent has pledged nothing of that name
   */
  revalue(agent: AgentId, assetId: string, value: AmountInput): void {
    const at = this.#indexOf(agent, assetId);
    const units = readAmount('value', value, this.#grid);
    this.#set(
      agent,
      this.#of(agent).map((pledge, k) => (k === at ? { ...pledge, value: units } : pledge)),
    );
  }

  /** What the agent has pledged, in that order. */
  pledges(agent: AgentId): readonly PledgedAsset[] {
    return this.#of(agent).map(({ assetId, value, haircut }) => ({
      assetId,
      value: this.#decimal(value),
      haircut: rateOf(haircut),
    }));
  }

  /** What the agent's assets may bear: each value less its haircut, rounded down asset by asset. */
  capacity(agent: AgentId): Decimal {
    return this.#decimal(this.limit(agent));
  }

  /** What it may still borrow: capacity less what is owed, at least 0. */
  headroom(agent: AgentId): Decimal {
    const room = this.limit(agent) - this.#outstanding(agent);
    return this.#decimal(room > 0n ? room : 0n);
  }

  /** What it owes beyond its capacity; 0 when it is covered. */
  marginCall(agent: AgentId): Decimal {
    const gap = this.#outstanding(agent) - this.limit(agent);
    return this.#decimal(gap > 0n ? gap : 0n);
  }

  /** Tells what the agent owes, where no facility does. @throws InvalidAmountError for an amount that is negative or off the grid */
  setOutstanding(agent: AgentId, amount: AmountInput): void {
    this.#requireAgent(agent);
    this.owes(agent, readAmount('amount', amount, this.#grid));
  }

  limit(agent: AgentId): bigint {
    return capacityOf(this.#of(agent));
  }

  secured(agent: AgentId): bigint {
    return this.limit(agent);
  }

  /** Nothing is pledged but by `pledge`. */
  secure(): void {}

  owes(agent: AgentId, outstanding: bigint): void {
    const before = this.#owed.get(agent);
    this.#owed.set(agent, outstanding);
    this.#money.accounts.onRollback(() => {
      if (before === undefined) this.#owed.delete(agent);
      else this.#owed.set(agent, before);
    });
  }

  seize(agent: AgentId, missing: bigint): Seizure {
    const pledges = this.#of(agent);
    let taken = 0;
    let proceeds = 0n;
    for (; taken < pledges.length && proceeds < missing; taken++)
      proceeds += lessShare((pledges[taken] as PledgeUnits).value, this.#discount);
    if (taken > 0) this.#set(agent, pledges.slice(taken));
    return proceeds > missing ? { covered: missing, surplus: proceeds - missing } : { covered: proceeds, surplus: 0n };
  }

  /** The pool as plain JSON. */
  snapshot(): CollateralPoolSnapshot {
    const agents = [...new Set([...this.#pledges.keys(), ...this.#owed.keys()])]
      .filter((agent) => this.#outstanding(agent) > 0n || this.#of(agent).length > 0)
      .sort((a, b) => this.#money.find(a) - this.#money.find(b));
    return {
      kind: 'collateral-pool',
      version: 1,
      agents: agents.map((agent) => ({
        agent,
        outstanding: formatAmount(this.#outstanding(agent), this.#grid),
        pledges: this.#of(agent).map(({ assetId, value, haircut }) => ({
          assetId,
          value: formatAmount(value, this.#grid),
          haircut: formatRate(haircut),
        })),
      })),
    };
  }

  restore(state: unknown): void {
    const agents = readPoolSnapshot(state, this.#grid);
    this.#pledges.clear();
    this.#owed.clear();
    for (const { agent, outstanding, pledges } of agents) {
      if (pledges.length > 0) this.#pledges.set(agent, pledges);
      if (outstanding > 0n) this.#owed.set(agent, outstanding);
    }
  }

  #of(agent: AgentId): readonly PledgeUnits[] {
    return this.#pledges.get(agent) ?? NOTHING;
  }

  #outstanding(agent: AgentId): bigint {
    return this.#owed.get(agent) ?? 0n;
  }

  #indexOf(agent: AgentId, assetId: string): number {
    const at = this.#of(agent).findIndex((pledge) => pledge.assetId === assetId);
    if (at === -1) throw invalidPledge('assetId', assetId, `something ${agent} has pledged`);
    return at;
  }

  #set(agent: AgentId, pledges: readonly PledgeUnits[]): void {
    const before = this.#of(agent);
    this.#put(agent, pledges);
    this.#money.accounts.onRollback(() => this.#put(agent, before));
  }

  #put(agent: AgentId, pledges: readonly PledgeUnits[]): void {
    if (pledges.length === 0) this.#pledges.delete(agent);
    else this.#pledges.set(agent, pledges);
  }

  #requireAgent(agent: AgentId): void {
    if (this.#money.find(agent) !== -1) return;
    const value = String(agent);
    throw new InvalidAgentIDError(
      'INVALID_AGENT_ID',
      { field: 'agent', value, allowed: 'an agent of the ledger' },
      `agent must be an agent of the ledger, but is ${value}`,
    );
  }

  #decimal(units: bigint): Decimal {
    return fromUnits(units, this.#grid.decimals);
  }
}

/** What assets may bear together. */
function capacityOf(pledges: readonly PledgeUnits[]): bigint {
  let total = 0n;
  for (const { value, haircut } of pledges) total += lessShare(value, haircut);
  return total;
}

/**
 * Begins an empty pool on the ledger's money grid.
 *
 * @param from - a snapshot to continue from. Facilities that continue from theirs bring it along
 * @throws InvalidPledgeError for a discount outside [0, 1]
 * @throws SnapshotError `INVALID_SNAPSHOT`
 * @example
 * const pool = createCollateralPool({ liquidationDiscount: '0.05' }, { ledger, contracts });
 * pool.pledge('B1', { assetId: 'bill', value: 1000, haircut: '0.05' });
 * pool.headroom('B1'); // 950
 */
export function createCollateralPool(
  config: CollateralPoolConfig,
  ports: MoneyMarketPorts,
  from?: CollateralPoolSnapshot,
): CollateralPool {
  const pool = new CollateralPool(config, ports);
  if (from !== undefined) pool.restore(from);
  return pool;
}
