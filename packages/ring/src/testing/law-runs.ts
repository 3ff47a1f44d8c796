import {
  assertInvariants,
  type ContractRegister,
  createContracts,
  createLedger,
  createRandom,
  type EventSink,
  type Ledger,
  type LedgerSnapshot,
  type RandomSource,
} from '@bagehot/kernel';
import { brokenLaw, lawText, ledgerInvariants } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, property, record } from 'fast-check';
import { createRing } from '../engine.js';
import type { RingEvent } from '../events.js';
import type { RingEngine, RingPorts } from '../ring-engine.js';
import type { RingSnapshot } from '../snapshot.js';
import { type RingScenario, ringScenario } from './ring-scenario.js';

/** What something of one's own may be made with. */
export interface RingLawPorts {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly random: RandomSource;
}

/** How a law is tried on rings. */
export interface RingLawOptions {
  /** The rings. @defaultValue `ringScenario()` */
  readonly scenarios?: Arbitrary<RingScenario>;
  /** Of the ledger: amounts of the rings drawn are whole. @defaultValue 2 */
  readonly moneyDecimals?: number;
  /** Rings drawn. @defaultValue 50 */
  readonly numRuns?: number;
}

/** Days of a run at most. */
const MAX_DAYS = 7;

/** A ring with something of somebody's own in force. */
export interface LawRun extends RingLawPorts {
  readonly ring: RingEngine;
}

/** A run of before, to go on with. */
interface Taken {
  readonly ledger: LedgerSnapshot;
  readonly contracts: ReturnType<ContractRegister['snapshot']>;
  readonly ring: RingSnapshot;
}

/** Starts a ring, or goes on with one. */
export function startRun(
  { world, schedule, rules }: RingScenario,
  parts: (ports: RingLawPorts) => Pick<RingPorts, 'phases' | 'settles' | 'beforeShortfall' | 'afterPayment'>,
  options: { readonly moneyDecimals: number; readonly random?: RandomSource; readonly taken?: Taken },
): LawRun {
  const { moneyDecimals, taken, random = createRandom(1) } = options;
  const ledger = taken === undefined ? createLedger({ moneyDecimals }) : createLedger({ from: taken.ledger });
  const contracts = createContracts(ledger, taken?.contracts);
  const events: EventSink<RingEvent> = { emit: () => {} };
  const ports = { ledger, contracts, random };
  const ring = createRing(
    world,
    { ledger, contracts, random, events, schedule, rules: { ...rules, check: 'daily' }, ...parts(ports) },
    taken?.ring,
  );
  return { ...ports, ring };
}

/** What it takes to go on with a run, by way of JSON. */
export function takenFrom({ ledger, contracts, ring }: LawRun): Taken {
  const taken = { ledger: ledger.snapshot(), contracts: contracts.snapshot(), ring: ring.snapshot() };
  return JSON.parse(JSON.stringify(taken)) as Taken;
}

/** Runs on, to so many days at most; after each day the ledger's laws hold, as do the ring's. */
export function runOn({ ring, ledger }: LawRun, days: number = MAX_DAYS): void {
  while (ring.outcome === undefined && ring.day < days) {
    const state = ring.runDay();
    assertInvariants(ledger, ledgerInvariants);
    if (state === 'quiet') ring.stop('stable');
  }
}

/** Every change of a run from an entry of the journal on, and how it ended. */
export function courseOf({ ledger, ring }: LawRun, from = 0): readonly string[] {
  return [...[...ledger.journal].slice(from).map(lawText), `${ring.outcome ?? 'goes on'} on day ${ring.day}`];
}

/** @throws Error telling the law and the first difference */
export function requireSameCourse(law: string, one: readonly string[], other: readonly string[]): void {
  const count = Math.max(one.length, other.length);
  for (let i = 0; i < count; i++)
    if (one[i] !== other[i]) throw brokenLaw(`${law}, but for change ${i + 1}`, one[i], other[i]);
}

/** Tries a law on rings. One that breaks it is told as its scenario. */
export function tryOnRings<Drawn>(
  options: RingLawOptions,
  drawn: Arbitrary<Drawn>,
  law: (scenario: RingScenario, drawn: Drawn) => void,
): void {
  const { scenarios = ringScenario(), numRuns = 50 } = options;
  assert(
    property(record({ scenario: scenarios, drawn }), (each) => law(each.scenario, each.drawn)),
    { numRuns, includeErrorInReport: true },
  );
}
