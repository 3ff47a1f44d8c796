import { brokenLaw, mustNotThrow } from '@bagehot/kernel/testing';
import { constant } from 'fast-check';
import type { RingPorts } from '../ring-engine.js';
import {
  courseOf,
  type LawRun,
  type RingLawOptions,
  type RingLawPorts,
  requireSameCourse,
  runOn,
  startRun,
  tryOnRings,
} from './law-runs.js';
import type { RingScenario } from './ring-scenario.js';

/** The ports of a ring's settlement. */
export type SettlementPorts = Pick<RingPorts, 'settles' | 'beforeShortfall' | 'afterPayment'>;

/**
 * The laws of a ring's settlement ports: `settles` says yes or no, the same whenever it is asked on a day; `beforeShortfall` and `afterPayment` throw nothing, and
 * what they move is of the day; the invariants of ledger and ring hold after every day; and the same ring has the same course.
 *
 * @param create - makes new ones for a new run
 * @throws Error telling the law, and the smallest ring found that breaks it
 * @see one-economy specification, section 15
 */
export function checkSettlementPorts(
  create: (ports: RingLawPorts) => SettlementPorts,
  options: RingLawOptions = {},
): void {
  const { moneyDecimals = 2 } = options;
  const played = (scenario: RingScenario): readonly string[] => {
    const run: LawRun = startRun(scenario, (ports) => watched(create(ports), ports, () => run.ring.day), {
      moneyDecimals,
    });
    runOn(run);
    return courseOf(run);
  };
  tryOnRings(options, constant(undefined), (scenario) =>
    requireSameCourse('the same ring has the same course', played(scenario), played(scenario)),
  );
}

function watched(own: SettlementPorts, { ledger }: RingLawPorts, today: () => number): SettlementPorts {
  const { settles, beforeShortfall, afterPayment } = own;
  const acting = (law: string, act: () => void): void => {
    const from = ledger.journal.length;
    const day = today();
    mustNotThrow(law, act);
    for (const entry of [...ledger.journal].slice(from))
      if (entry.day !== day) throw brokenLaw('what settlement moves is of the day', entry, { day });
  };
  return {
    ...(settles === undefined
      ? {}
      : {
          settles: (contract) => {
            const first: unknown = settles(contract);
            if (typeof first !== 'boolean') throw brokenLaw('whether a contract is settled is yes or no', first);
            if (settles(contract) !== first)
              throw brokenLaw('whether a contract is settled is the same again', contract.id, first);
            return first;
          },
        }),
    ...(beforeShortfall === undefined
      ? {}
      : {
          beforeShortfall: (debtor, day) =>
            acting('help before a shortfall throws nothing', () => beforeShortfall(debtor, day)),
        }),
    ...(afterPayment === undefined
      ? {}
      : {
          afterPayment: (contract, holder, amount) =>
            acting('what follows a payment throws nothing', () => afterPayment(contract, holder, amount)),
        }),
  };
}
