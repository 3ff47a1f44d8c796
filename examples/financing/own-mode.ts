/** A mode of one's own: whoever buys for more than it sells may owe half of what its home is worth, and no more. */
import {
  type FinancingAgentInput,
  type FinancingModeDefinition,
  type FinancingModes,
  financingModes,
  type MarketRound,
  runMarketRound,
} from '@bagehot/financing';
import { type Decimal, decimal } from '@bagehot/kernel';

export const share: Decimal = decimal('0.5');

const collateral: FinancingModeDefinition = {
  id: 'COLLATERAL',
  bounds: ({ homeWealth }) => ({ fixed: homeWealth.times(share), salesCoefficient: decimal(1), claimLimit: null }),
};

export const modes: FinancingModes = financingModes.register(collateral);

export const agents: readonly FinancingAgentInput[] = [
  { id: 1, alpha: ['0.1', '0.9'], home: [4, 0], personal: [1, 0] },
  { id: 2, alpha: ['0.5', '0.5'], home: [1, 1], personal: [0, 0] },
  { id: 3, alpha: ['0.9', '0.1'], home: [0, 0], personal: [0, 5] },
];

export const rounds: readonly MarketRound[] = modes.ids().map((mode) => runMarketRound(agents, { mode, modes }));
for (const { mode, clearing, settlement } of rounds)
  for (const { id, balance } of settlement?.agents ?? []) {
    const home = clearing?.agents.find((agent) => agent.id === id)?.bounds;
    const pledged = home?.totalWealth.minus(home.personalWealth);
    if (balance.lt('-0.001'))
      console.log(`${mode}: ${id} owes ${balance.times(-1).toFixed(3)}, its home is worth ${pledged?.toFixed(3)}`);
  }
