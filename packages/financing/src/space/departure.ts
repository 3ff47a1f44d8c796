import { NOBODY, TO_HOME, TO_MARKET, type Whereabouts } from './whereabouts.js';

/** When those in the market go home. */
export type DepartureRule = 'synchronised' | 'immediate' | 'never';

/** The rules there are, the usual one first. */
export const DEPARTURE_RULES: readonly DepartureRule[] = ['synchronised', 'immediate', 'never'];

/**
 * Turns the participants of a priced round home. Under `synchronised` they go only when nobody is on the way to the market any more; a group that found no prices
 * waits under every rule.
 *
 * @param participants - rows, viable or not
 * @param whereabouts - those of this round, whose phases are changed
 * @param absent - rows that nobody waits for
 * @see financing specification, section 10
 */
export function depart(
  rule: DepartureRule,
  participants: readonly number[],
  { phase }: Whereabouts,
  absent: ReadonlySet<number> = NOBODY,
): void {
  if (rule === 'never' || (rule === 'synchronised' && isAwaited(phase, absent))) return;
  for (const row of participants) phase[row] = TO_HOME;
}

/** Is somebody on the way to the market? */
function isAwaited(phase: Uint8Array, absent: ReadonlySet<number>): boolean {
  if (absent.size === 0) return phase.includes(TO_MARKET);
  return phase.some((code, row) => code === TO_MARKET && !absent.has(row));
}
