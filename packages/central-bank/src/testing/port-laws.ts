import type { AgentId } from '@bagehot/kernel';
import { brokenLaw, mustNotThrow } from '@bagehot/kernel/testing';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { createCallMarket } from '../call-market/call-market.js';
import type { AgentRegistry, Clock } from '../protocols/ports.js';
import { reserveAccounts } from '../reserve-accounts.js';
import type { RuleLawOptions } from './rule-laws.js';

/** How the laws of a clock are tried. */
export interface ClockLawOptions {
  /** How often it is moved on. @defaultValue 20 */
  readonly steps?: number;
}

/** How the laws of a registry are tried. */
export interface RegistryLawOptions extends RuleLawOptions {
  /** Who is asked after beside names that nobody has. @defaultValue ['F1', 'F2', 'F3'] */
  readonly agents?: readonly AgentId[];
}

/**
 * The laws of a clock: a whole number of at least 0, which reading does not move and which never goes back; a market goes by it.
 *
 * @param advance - moves the clock on; it may stand still
 * @throws Error telling the law that is broken
 * @example
 * const model = { tick: 0 };
 * checkClock(model, () => model.tick++);
 */
export function checkClock(clock: Clock, advance: () => void, options: ClockLawOptions = {}): void {
  const { steps = 20 } = options;
  const market = createCallMarket({}, { ...reserveAccounts({ balances: [['F1', 100]] }), clock });
  let last = 0;
  for (let step = 0; step <= steps; step++) {
    const tick = mustNotThrow('a clock tells the tick', () => clock.tick);
    if (!Number.isSafeInteger(tick) || tick < 0) throw brokenLaw('a tick is a whole number of at least 0', tick);
    if (clock.tick !== tick) throw brokenLaw('reading does not move the clock', tick, clock.tick);
    if (tick < last) throw brokenLaw('the clock does not go back', last, tick);
    const begun = mustNotThrow('a market goes by the clock', () => market.beginTick().tick);
    if (begun !== tick || clock.tick !== tick) throw brokenLaw('a market goes by the clock', begun, tick, clock.tick);
    last = tick;
    advance();
  }
}

/**
 * The laws of a registry of agents: yes or no to every name, one that nobody has included, and the same again, whoever was asked after in between.
 *
 * @throws Error telling the law, and the shortest list of names found that breaks it
 * @example
 * checkAgentRegistry(new Set(['F1', 'F2']));
 */
export function checkAgentRegistry(registry: AgentRegistry, options: RegistryLawOptions = {}): void {
  const { agents = ['F1', 'F2', 'F3'], numRuns = 200 } = options;
  const names = agents.length === 0 ? string() : oneof(constantFrom(...agents), string());
  const ask = (name: AgentId): boolean => {
    const answer = mustNotThrow('a registry answers', () => registry.has(name));
    if (typeof answer !== 'boolean') throw brokenLaw('a registry says yes or no', name, answer);
    return answer;
  };
  assert(
    property(array(names, { maxLength: 8 }), (asked) => {
      const first = asked.map(ask);
      const again = asked.map(ask);
      const at = first.findIndex((answer, k) => answer !== again[k]);
      if (at >= 0) throw brokenLaw('the same name has the same answer', asked[at], first[at], again[at]);
    }),
    { numRuns, includeErrorInReport: true },
  );
}
