import type { Contract } from '@bagehot/kernel';
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
  const settles = all.flatMap(({ settles: rule }) => rule ?? []);
  const kinds = all.flatMap(({ settlesKind: rule }) => rule ?? []);
  const beforeShortfall = all.flatMap(({ beforeShortfall: hook }) => hook ?? []);
  const afterPayment = all.flatMap(({ afterPayment: hook }) => hook ?? []);
  const afterEstate = all.flatMap(({ afterEstate: hook }) => hook ?? []);
  return {
    ...(settles.length === 0 ? {} : { settles: (contract: Contract) => settles.every((rule) => rule(contract)) }),
    ...(kinds.length === 0 ? {} : { settlesKind: (kind: string) => kinds.every((rule) => rule(kind)) }),
    ...(beforeShortfall.length === 0
      ? {}
      : {
          beforeShortfall: (...args: Parameters<NonNullable<SettlementHooks['beforeShortfall']>>) =>
            callAll(beforeShortfall, args),
        }),
    ...(afterPayment.length === 0
      ? {}
      : {
          afterPayment: (...args: Parameters<NonNullable<SettlementHooks['afterPayment']>>) =>
            callAll(afterPayment, args),
        }),
    ...(afterEstate.length === 0
      ? {}
      : {
          afterEstate: (...args: Parameters<NonNullable<SettlementHooks['afterEstate']>>) => callAll(afterEstate, args),
        }),
  };
}

function callAll<Args extends readonly unknown[]>(hooks: readonly ((...args: Args) => void)[], args: Args): void {
  for (const hook of hooks) hook(...args);
}
