/** A ring with dealers and a mutual on one ledger: who is still short after trade is helped from the pot. */
import type { DecimalInput } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { composeDay, createEconomy, type Economy, type RunOptions, type RunResult, simulate } from '@bagehot/sim';
import { mutual } from './mutual.js';

const ring = { agents: 20, maturityDays: 5, kappa: 2, mu: '0.5', totalDebt: 1000 };
const dealer = {
  dealerShare: '0.05',
  vbtShare: '0.1',
  vbtFunding: 'funded',
  maxArrivals: 'all',
  block: 'shortfall',
} as const;

/** @param options - of the run, beside its phases */
export function run(
  premium: DecimalInput,
  seed: number,
  options: Partial<RunOptions> = {},
): RunResult & { readonly economy: Economy } {
  const economy = createEconomy({ seed });
  const world = generateRing(ring, economy.random.stream('ring'));
  const day = composeDay(economy, { dealer });
  const phases = day.flatMap((phase) => (phase.name === 'dealers' ? [phase, mutual(premium)] : [phase]));
  return { economy, ...simulate(economy, world, { maxDays: 30, phases, ...options }) };
}
