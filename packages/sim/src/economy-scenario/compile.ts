import { expandScenario } from '@bagehot/exchange/spatial';
import { generatePopulation } from '@bagehot/financing';
import { allocate, createRandom, decimal, ONE } from '@bagehot/kernel';
import { generateRing, type RingAction } from '@bagehot/ring';
import { CENTRAL_BANK_AGENT, openingOf } from '../scenario/ring-opening.js';
import type { ScenarioAgent } from '../scenario/scenario.js';
import type { EconomyScenario, ExplicitEconomyScenario, ExplicitFinancingSection } from './economy-scenario.js';

/** Spells an economy out: draws its ring, the people and resources of its goods market, each from streams of its own, all from the one seed. */
export function compileEconomy(scenario: EconomyScenario): ExplicitEconomyScenario {
  if (scenario.form === 'explicit') return scenario;
  const { exchange, financing, ring: params, seed, people, ...rest } = scenario;
  const ring = params && generateRing(params, createRandom(seed).stream('ring'));
  const persons = Array.from(
    { length: people.count },
    (_, k): ScenarioAgent => ({ id: `H${k + 1}`, kind: 'household' }),
  );
  const opening = ring === undefined ? { mints: shareOut(scenario), debts: [] } : openingOf(ring);
  return {
    ...rest,
    form: 'explicit',
    seed,
    people,
    ...(ring === undefined || params === undefined ? {} : { ring: { ...params, draws: ring.draws } }),
    ...(exchange === undefined ? {} : { exchange: drawExchange(exchange, seed) }),
    ...(financing === undefined ? {} : { financing: drawPeople(financing, seed) }),
    agents: [CENTRAL_BANK_AGENT, ...persons],
    initialActions: [...opening.mints, ...opening.debts],
    ...(ring === undefined ? {} : { statistics: ring.statistics }),
    warnings: ring?.warnings ?? [],
  };
}

/** Money in equal parts on the ledger's grid. */
function shareOut({ people: { count, cash }, moneyDecimals }: EconomyScenario): readonly RingAction[] {
  if (cash === undefined) return [];
  const weights = Array.from({ length: count }, () => ONE);
  return allocate(cash.total, weights, { quantum: decimal(`1e-${moneyDecimals}`) }).flatMap(
    (amount, k): RingAction[] =>
      amount.gt(0) ? [{ kind: 'mint_cash', to: `H${k + 1}`, amount, alias: `LIQ_H${k + 1}` }] : [],
  );
}

/** People who are drawn are numbered from 0 by their market, and from 1 here. */
function drawExchange(
  section: NonNullable<EconomyScenario['exchange']>,
  seed: number,
): NonNullable<ExplicitEconomyScenario['exchange']> {
  if (section.form === 'explicit') return section;
  const drawn = expandScenario(section, createRandom(seed));
  return { ...drawn, agents: drawn.agents.map((agent) => ({ ...agent, id: agent.id + 1 })) };
}

function drawPeople(section: NonNullable<EconomyScenario['financing']>, seed: number): ExplicitFinancingSection {
  if (section.form === 'explicit') return section;
  const { rules, population } = section;
  const { grid, goods, quantityScale } = rules;
  const agents = generatePopulation({ ...population, grid, goods: goods.length, quantityScale }, createRandom(seed));
  return { form: 'explicit', rules, agents };
}
