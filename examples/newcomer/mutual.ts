/** A mutual: everybody pays in a share of what it does not need today, and the pot fills the gaps of those who have paid in, the smallest first. */
import { type AgentId, type DecimalInput, decimal, decimalPlaces, min } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';

export function mutual(premium: DecimalInput): TradingPhase {
  const share = decimal(premium);
  let members: ReadonlySet<AgentId> = new Set();
  return {
    name: 'mutual',
    agents: [{ id: 'pot', kind: 'firm' }],
    trade({ ledger, alive, dues, money }, day) {
      const decimals = decimalPlaces(ledger.quantum);
      ledger.transaction(() => {
        const before = members;
        ledger.onRollback(() => {
          members = before;
        });
        const people = alive().map((agent) => ({ agent, spare: money(agent).minus(dues(agent, day)) }));
        for (const { agent, spare } of people) {
          const amount = min(spare, ledger.cash(agent)).times(share).round(decimals, 0);
          if (!amount.gt(0)) continue;
          ledger.transfer({ day, kind: 'premium', asset: 'cash', from: agent, to: 'pot', amount });
          members = new Set([...members, agent]);
        }
        const short = people.filter(({ agent, spare }) => spare.lt(0) && members.has(agent));
        for (const { agent, spare } of short.sort((a, b) => b.spare.cmp(a.spare))) {
          const amount = spare.neg();
          if (amount.gt(ledger.cash('pot'))) return;
          ledger.transfer({ day, kind: 'cover', asset: 'cash', from: 'pot', to: agent, amount });
        }
      });
    },
    snapshot: () => ({ members: [...members] }),
    restore(_, state) {
      members = new Set((state as { readonly members: readonly AgentId[] }).members);
    },
  };
}
