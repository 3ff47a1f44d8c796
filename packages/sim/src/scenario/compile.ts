import { createRandom } from '@bagehot/kernel';
import { generateRing, type RingAction, ringName } from '@bagehot/ring';
import type { ExplicitScenario, RingScenario, ScenarioAgent } from './scenario.js';

/** The central bank's name in generated rings. */
const CENTRAL_BANK: ScenarioAgent = { id: 'CB', kind: 'central_bank' };

/**
 * Spells a scenario out: draws the ring of a generator's form and writes down its agents, opening cash and debts, with the draws, so that it can be
 * made again without drawing. An explicit scenario is returned as it is.
 *
 * @throws RingError `INVALID_PARAMS` for parameters that no ring has
 * @see ring specification, section 4.2
 */
export function compileScenario(scenario: RingScenario): ExplicitScenario {
  if (scenario.form === 'explicit') return scenario;
  const { ring: params, ringSeed } = scenario;
  const ring = generateRing(params, createRandom(ringSeed).stream('ring'));
  const mints = ring.agents.flatMap((to): readonly RingAction[] => {
    const amount = ring.cash.get(to);
    return amount?.gt(0) ? [{ kind: 'mint_cash', to, amount, alias: `LIQ_${to}` }] : [];
  });
  const debts = ring.payables.map(
    ({ debtor, creditor, amount, dueDay, alias, maturityDistance }): RingAction => ({
      kind: 'create_payable',
      from: debtor,
      to: creditor,
      amount,
      dueDay,
      alias,
      maturityDistance,
    }),
  );
  return {
    version: 1,
    model: 'ring',
    form: 'explicit',
    name: ringName(scenario.namePrefix, params),
    description: scenario.description,
    scale: params.scale ?? 0,
    agents: [CENTRAL_BANK, ...ring.agents.map((id): ScenarioAgent => ({ id, kind: 'household' }))],
    initialActions: [...mints, ...debts],
    scheduledActions: [],
    dealer: scenario.dealer,
    run: scenario.run,
    generated: {
      params: { ...params, draws: ring.draws },
      seed: ringSeed,
      statistics: ring.statistics,
      warnings: ring.warnings,
    },
  };
}
