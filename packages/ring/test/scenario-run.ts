import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  createRecordCodec,
  type Ledger,
  plainEvent,
  recordLine,
} from '@bagehot/kernel';
import {
  createRing,
  type RingEngine,
  type RingEvent,
  type RunOutcome,
  runRing,
  type TradingPhase,
} from '@bagehot/ring';
import type { RingScenario } from '@bagehot/ring/testing';

/** A scenario on a ledger of its own, before day 0. */
export interface StagedRing {
  readonly ring: RingEngine;
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly log: readonly RingEvent[];
}

/** Whole units, every invariant checked every day. */
export function stage(scenario: RingScenario, phases: readonly TradingPhase[] = []): StagedRing {
  const ledger = createLedger({ moneyDecimals: 0 });
  const contracts = createContracts(ledger);
  const log = createEventLog<RingEvent>();
  const { world, schedule, rules } = scenario;
  const ring = createRing(world, {
    ledger,
    contracts,
    random: createRandom(0),
    events: log,
    schedule,
    phases,
    rules: { ...rules, check: 'daily' },
  });
  return { ring, ledger, contracts, log: log.events };
}

/** Days after which a run with endless rollover is stopped. */
export const MAX_DAYS = 12;

/** Runs a scenario to its end. */
export function play(
  scenario: RingScenario,
  phases: readonly TradingPhase[] = [],
): StagedRing & { readonly outcome: RunOutcome } {
  const staged = stage(scenario, phases);
  return { ...staged, outcome: runRing(staged.ring, { maxDays: MAX_DAYS }) };
}

/** An event as an ordinary object: frequent ones make their fields when they are read. */
export function plain(event: RingEvent): RingEvent {
  return plainEvent(event) as RingEvent;
}

const codec = createRecordCodec();

/** Events as lines of JSON, to compare logs byte by byte. */
export function linesOf(log: readonly RingEvent[]): readonly string[] {
  return log.map((event) => recordLine(codec.encode(event)));
}

/** Sum of the faces of the obligations that were not met. */
export function faceDefaulted(log: readonly RingEvent[]): number {
  let face = 0;
  for (const event of log) if (event.kind === 'ObligationDefaulted') face += Number(event.originalAmount);
  return face;
}
