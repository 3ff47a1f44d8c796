import { createRandom } from '@bagehot/kernel';
import { brokenLaw, lawText, mustNotThrow } from '@bagehot/kernel/testing';
import { integer } from 'fast-check';
import type { RingSystem, TradingPhase } from '../phase.js';
import { DayStreams } from './day-streams.js';
import {
  courseOf,
  type LawRun,
  type RingLawOptions,
  type RingLawPorts,
  requireSameCourse,
  runOn,
  startRun,
  takenFrom,
  tryOnRings,
} from './law-runs.js';
import type { RingScenario } from './ring-scenario.js';

/** How the laws of a phase are tried. Switch off what the phase does not promise. */
export interface PhaseLawOptions extends RingLawOptions {
  /** What the phase does can be undone with a transaction around it, its own state included (`Ledger.onRollback`). @defaultValue true */
  readonly rollback?: boolean;
  /** Ledger, register and `snapshot()` are all that is needed to go on on another day. @defaultValue true */
  readonly resumable?: boolean;
}

/**
 * The laws of a trading phase. It throws nothing; the invariants of ledger and ring, and its own, hold after every day; what it moves is of the day; it only reads what
 * the system lists; draws come from streams of the day, none of them the ring's; the same ring has the same course; what a transaction undoes leaves nothing behind;
 * and a run resumed from its snapshot goes on as if it had never stopped.
 *
 * @param create - makes a new phase for a new run, as on the first day or before it is restored
 * @throws Error telling the law, and the smallest ring found that breaks it
 * @example
 * checkTradingPhase(() => discountWindow);
 */
export function checkTradingPhase(create: (ports: RingLawPorts) => TradingPhase, options: PhaseLawOptions = {}): void {
  const { rollback = true, resumable = true, moneyDecimals = 2 } = options;
  const start = (scenario: RingScenario, how: Playing, taken?: ReturnType<typeof takenFrom>): LawRun => {
    const streams = new DayStreams(createRandom(1));
    return startRun(scenario, (ports) => ({ phases: [watched(create(ports), ports, streams, how)] }), {
      moneyDecimals,
      random: streams.root,
      ...(taken === undefined ? {} : { taken }),
    });
  };
  const played = (scenario: RingScenario, how: Playing): readonly string[] => {
    const run = start(scenario, how);
    runOn(run);
    return courseOf(run);
  };
  tryOnRings(options, integer({ min: 1, max: 4 }), (scenario, stopDay) => {
    const course = played(scenario, 'once');
    requireSameCourse('the same ring has the same course', course, played(scenario, 'once'));
    if (rollback)
      requireSameCourse('what is undone leaves nothing behind', course, played(scenario, 'undone, then again'));
    if (!resumable) return;
    const before = start(scenario, 'once');
    runOn(before, stopDay);
    if (before.ring.outcome !== undefined) return;
    const after = start(scenario, 'once', takenFrom(before));
    runOn(after);
    requireSameCourse('a run resumed goes on the same', course.slice(before.ledger.journal.length), courseOf(after));
  });
}

/** Whether each call is undone first, and then made for good. */
type Playing = 'once' | 'undone, then again';

const UNDO: Error = new Error('undo');

/** The same phase, each call watched. */
function watched(phase: TradingPhase, ports: RingLawPorts, streams: DayStreams, how: Playing): TradingPhase {
  const { name, at, agents, invariants } = phase;
  const acting = (system: RingSystem, day: number, act: () => void): void => {
    streams.day = day;
    if (how !== 'once') undone(ports, act);
    const from = ports.ledger.journal.length;
    const listed = lists(system);
    mustNotThrow('a phase throws nothing', act);
    if (lists(system) !== listed) throw brokenLaw('what the system lists is only read', lists(system), listed);
    for (const entry of [...ports.ledger.journal].slice(from))
      if (day >= 0 && entry.day !== day) throw brokenLaw('what a phase moves is of the day', entry, { day });
  };
  return {
    name,
    ...(at === undefined ? {} : { at }),
    ...(agents === undefined ? {} : { agents }),
    ...(invariants === undefined ? {} : { invariants }),
    init: (system) => acting(system, -1, () => phase.init?.(system)),
    trade: (system, day) => acting(system, day, () => phase.trade(system, day)),
    afterSettlement: (system, day, outcome) => acting(system, day, () => phase.afterSettlement?.(system, day, outcome)),
    isQuiet(view, day) {
      const from = ports.ledger.journal.length;
      const answer = phase.isQuiet?.(view, day) ?? true;
      if (ports.ledger.journal.length !== from) throw brokenLaw('whether it is quiet changes nothing', { day });
      return answer;
    },
    // A phase without a state of its own is restored from an empty object.
    snapshot: () => phase.snapshot?.() ?? {},
    restore(system, state) {
      streams.day = -1;
      phase.restore?.(system, state);
    },
  };
}

/** Does something inside a transaction that is taken back. */
function undone({ ledger }: RingLawPorts, act: () => void): void {
  try {
    ledger.transaction(() => {
      act();
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
}

/** The lists that are shared by all phases. */
function lists({ alive, quanta }: RingSystem): string {
  return lawText([alive(), quanta.alive()]);
}
