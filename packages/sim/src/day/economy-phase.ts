import type { RingPorts, TradingPhase } from '@bagehot/ring';

/** What the settlement of a ring has to be told for a market's sake. */
export type SettlementHooks = Partial<
  Pick<RingPorts, 'settles' | 'settlesKind' | 'beforeShortfall' | 'afterPayment' | 'afterEstate'>
>;

/** A market of a composed day: a phase, and what settlement has to know of it. */
export interface EconomyPhase extends TradingPhase {
  readonly hooks?: SettlementHooks;
}

/**
 * The hooks of all phases together: a contract is settled if nobody objects; before a shortfall and after a payment everybody is called, in the order of the phases.
 *
 * @param own - those of the caller, after the phases' own
 */
export function mergedHooks(phases: readonly EconomyPhase[], own: SettlementHooks): SettlementHooks {
  const all = [...phases.flatMap(({ hooks }) => hooks ?? []), own];
  return {
    ...merged(all, 'settles', allAgree),
    ...merged(all, 'settlesKind', allAgree),
    ...merged(all, 'beforeShortfall', inTurn),
    ...merged(all, 'afterPayment', inTurn),
    ...merged(all, 'afterEstate', inTurn),
  };
}

/** One hook of all phases; left out where nobody has it, so that settlement need not ask. */
function merged<K extends keyof SettlementHooks>(
  all: readonly SettlementHooks[],
  name: K,
  together: (hooks: readonly NonNullable<SettlementHooks[K]>[]) => NonNullable<SettlementHooks[K]>,
): Pick<SettlementHooks, K> {
  const hooks = all.flatMap(({ [name]: hook }) => (hook === undefined ? [] : [hook]));
  return (hooks.length === 0 ? {} : { [name]: together(hooks) }) as Pick<SettlementHooks, K>;
}

function allAgree<A extends readonly unknown[]>(rules: readonly ((...args: A) => boolean)[]): (...args: A) => boolean {
  return (...args) => rules.every((rule) => rule(...args));
}

function inTurn<A extends readonly unknown[]>(hooks: readonly ((...args: A) => void)[]): (...args: A) => void {
  return (...args) => {
    for (const hook of hooks) hook(...args);
  };
}
