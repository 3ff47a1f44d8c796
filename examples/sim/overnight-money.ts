/** A market for overnight money on a ring: who owes today what it is paid only tomorrow borrows it until then. */
import { createCallMarket, noCentralBank } from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';
import type { ExplicitWorld } from '@bagehot/ring';
import { createEconomy, overnightMarket, simulate } from '@bagehot/sim';

const world: ExplicitWorld = {
  agents: [
    { id: 'CB', kind: 'central_bank' },
    { id: 'H1', kind: 'household' },
    { id: 'H2', kind: 'household' },
    { id: 'H3', kind: 'household' },
  ],
  initialActions: [
    { kind: 'mint_cash', to: 'H1', amount: '200' },
    { kind: 'create_payable', from: 'H2', to: 'H3', amount: '50', dueDay: 1 },
    { kind: 'create_payable', from: 'H1', to: 'H2', amount: '60', dueDay: 2 },
  ],
};

export function run(hasMarket: boolean): { readonly defaults: number; readonly left: Decimal } {
  const economy = createEconomy({ seed: 1 });
  const { ledger, contracts, events } = economy;
  const callMarket = createCallMarket({ settlement: 'netted' }, { ledger, contracts, asset: 'cash', events });
  const money = overnightMarket(
    economy,
    { centralBank: noCentralBank('0.05'), callMarket },
    { policy: 'borrow-first' },
  );
  const { metrics } = simulate(economy, world, { maxDays: 10, phases: hasMarket ? [money] : [] });
  const left = ledger.cash('H2');
  console.log(
    `${hasMarket ? 'with' : 'without'} a money market: ${metrics.totalDefaults} defaults, H2 is left with ${left}`,
  );
  return { defaults: metrics.totalDefaults, left };
}

run(false);
run(true);
