import type { AgentId, Decimal } from '@bagehot/kernel';
import type { GeneratedPayable, GeneratedRing, RingAction } from '@bagehot/ring';
import type { ScenarioAgent } from './scenario.js';

/** The central bank's name in generated rings. */
export const CENTRAL_BANK_AGENT: ScenarioAgent = { id: 'CB', kind: 'central_bank' };

/** The actions by which a generated ring is opened (ring specification, section 4.2, step 7). */
export function openingOf({ agents, cash, payables }: GeneratedRing): {
  readonly mints: readonly RingAction[];
  readonly debts: readonly RingAction[];
} {
  return { mints: mintsOf(agents, (id) => cash.get(id)), debts: payables.map(createPayable) };
}

/** Opening cash, of those who have any. */
export function mintsOf(
  agents: readonly AgentId[],
  cashOf: (agent: AgentId) => Decimal | undefined,
): readonly RingAction[] {
  return agents.flatMap((to): readonly RingAction[] => {
    const amount = cashOf(to);
    return amount?.gt(0) ? [{ kind: 'mint_cash', to, amount, alias: `LIQ_${to}` }] : [];
  });
}

/** An opening debt. */
export function createPayable({
  debtor,
  creditor,
  amount,
  dueDay,
  alias,
  maturityDistance,
}: GeneratedPayable): RingAction {
  return { kind: 'create_payable', from: debtor, to: creditor, amount, dueDay, alias, maturityDistance };
}
