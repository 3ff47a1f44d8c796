import {
  type CentralBank,
  InsufficientBondsError,
  type PolicyDecision,
  type StandingFacilities,
  TreasuryOperationError,
  type TreasuryService,
} from '@bagehot/central-bank';
import type { Day } from '@bagehot/kernel';
import type { RingSystem, TradingPhase, WorldAgent } from '@bagehot/ring';
import { SimError } from '../errors.js';
import { isStateless, requireSnapshot } from '../snapshot-check.js';

/** The services of a central bank that acts by the day. */
export interface PolicyParts {
  readonly centralBank: CentralBank;
  /** The other side of operations. */
  readonly treasury?: TreasuryService | undefined;
  /** Pays out the deposits that are due. */
  readonly facilities?: Pick<StandingFacilities, 'payDeposits'> | undefined;
  /** How it decides; the rate stays as it is, and nothing is bought, unless given. */
  decide?(day: Day): PolicyDecision;
  /** What the services know beyond the ledger, as plain JSON; given back to the maker on resuming. */
  snapshot?(): object;
}

/** Makes the services once the agents of the run are there. */
export type PolicyMaker = (system: RingSystem, from: object | undefined) => PolicyParts;

/** What a policy phase may have. */
export interface PolicyOptions {
  /** Agents it brings along, such as a treasury. */
  readonly agents?: readonly WorldAgent[];
}

/** The phase's own state in a run's snapshot. */
interface PolicySnapshot {
  readonly kind: 'monetary-policy';
  readonly version: 1;
  readonly parts: object | null;
}

/**
 * The central bank's part of a ring's day, before anybody trades (one-economy specification, section 2): deposits due are paid out, the rate is set, bonds are bought or
 * sold. An operation that the treasury refuses, or for which there are no bonds, is told in the log and changes nothing.
 *
 * @param parts - the services, or how to make them
 * @example
 * const rule = scheduleRule([{ tick: 5, quantityToBuy: 200 }]);
 * const policy = monetaryPolicy({ centralBank, treasury, decide: () => rule.decide(policyContext(centralBank, ports)) });
 */
export function monetaryPolicy(parts: PolicyParts | PolicyMaker, options: PolicyOptions = {}): TradingPhase {
  return new PolicyPhase(parts, options);
}

class PolicyPhase implements TradingPhase {
  readonly name = 'policy';
  readonly agents: readonly WorldAgent[];
  readonly #make: PolicyParts | PolicyMaker;
  #parts: PolicyParts | undefined;

  constructor(make: PolicyParts | PolicyMaker, { agents = [] }: PolicyOptions) {
    this.#make = make;
    this.agents = agents;
  }

  init(system: RingSystem): void {
    this.#open(system, undefined);
  }

  trade(_system: RingSystem, day: Day): void {
    const { centralBank, treasury, facilities, decide } = this.#parts as PolicyParts;
    facilities?.payDeposits({ results: false });
    const { rate, quantityToBuy = 0 } = decide?.(day) ?? {};
    if (rate !== undefined) centralBank.setPolicyRate(rate, day);
    if (quantityToBuy === 0) return;
    if (treasury === undefined)
      throw new SimError(
        'INCOMPLETE_ECONOMY',
        { missing: 'treasury', reason: 'bonds are to be traded' },
        `${quantityToBuy} bonds are to be traded, but there is no treasury`,
      );
    try {
      centralBank.conductOpenMarketOperations(treasury, quantityToBuy);
    } catch (error) {
      // What cannot be done is an outcome, and in the log.
      if (!(error instanceof TreasuryOperationError || error instanceof InsufficientBondsError)) throw error;
    }
  }

  snapshot(): PolicySnapshot {
    return { kind: 'monetary-policy', version: 1, parts: this.#parts?.snapshot?.() ?? null };
  }

  restore(system: RingSystem, state: object): void {
    if (isStateless(state)) {
      this.init(system);
      return;
    }
    const snapshot = state as PolicySnapshot;
    requireSnapshot(snapshot, 'monetary-policy');
    this.#open(system, snapshot.parts ?? undefined);
  }

  #open(system: RingSystem, from: object | undefined): void {
    this.#parts = typeof this.#make === 'function' ? this.#make(system, from) : this.#make;
  }
}
