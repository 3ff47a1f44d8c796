/** A phase of one's own held to the laws of phases: a fund that fills the smallest gaps of the day, and knows how many people it has helped. */
import { decimal, min } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import { checkTradingPhase } from '@bagehot/ring/testing';

export function mutualFund(): TradingPhase {
  let helped = 0;
  return {
    name: 'mutual-fund',
    agents: [{ id: 'fund', kind: 'bank' }],
    init: ({ ledger }) =>
      ledger.transfer({ day: 0, kind: 'gift', asset: 'cash', from: 'CB', to: 'fund', amount: decimal(100) }),
    trade({ ledger, alive, dues, money }, day) {
      const gaps = alive()
        .map((agent) => ({ agent, gap: dues(agent, day).minus(money(agent)) }))
        .filter(({ gap }) => gap.gt(0))
        .sort((a, b) => a.gap.cmp(b.gap));
      for (const { agent, gap } of gaps) {
        const amount = min(gap, ledger.cash('fund'));
        if (!amount.eq(gap)) return;
        ledger.transaction(() => {
          // What the fund knows goes back with the ledger, when the day is undone.
          ledger.onRollback(() => helped--);
          helped++;
          ledger.transfer({ day, kind: 'help', asset: 'cash', from: 'fund', to: agent, amount });
        });
      }
    },
    snapshot: () => ({ helped }),
    restore(_, state) {
      helped = (state as { helped: number }).helped;
    },
  };
}

checkTradingPhase(mutualFund, { numRuns: 25 });
console.log('a fund that fills the smallest gaps: a lawful phase');
