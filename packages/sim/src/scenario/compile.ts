import { createRandom, type Decimal } from '@bagehot/kernel';
import {
  addBigHolders,
  type BigHolderRing,
  type GeneratedRing,
  generateRing,
  type RingParams,
  ringName,
} from '@bagehot/ring';
import { compileEconomy } from '../economy-scenario/compile.js';
import type { EconomyScenario, ExplicitEconomyScenario } from '../economy-scenario/economy-scenario.js';
import { moneySectionsOf } from '../money-market/sections.js';
import { type BalancedOpening, holdersOf } from './balanced-section.js';
import { marketMakers } from './dealer-section.js';
import { compileExchange } from './exchange-compile.js';
import type { ExchangeScenario, ExplicitExchangeScenario } from './exchange-scenario.js';
import { compileFinancing } from './financing-compile.js';
import type { ExplicitFinancingScenario, FinancingScenario } from './financing-scenario.js';
import { CENTRAL_BANK_AGENT, createPayable, mintsOf } from './ring-opening.js';
import {
  type ExplicitScenario,
  type GeneratedNote,
  MARKET_DECIMALS,
  type RingScenario,
  type ScenarioAgent,
} from './scenario.js';

/**
 * Spells a scenario out: draws the ring of a generator's form and writes down its agents, opening cash and debts, with the draws, so that it can be
 * made again without drawing. An explicit scenario is returned as it is.
 *
 * Of a balanced opening the dealers and value-based traders are agents like others, with their cash and claims: both arms are the same but for the market.
 *
 * Of a financing economy the people are drawn, of an exchange people and resources, and noted is from what. Of an economy all of these that it has are drawn from its one seed.
 *
 * @throws RingError `INVALID_PARAMS` for parameters that no ring has
 * @throws FinancingError for parameters that no population has
 * @see ring specification, sections 4.2 and 14
 */
export function compileScenario(scenario: FinancingScenario): ExplicitFinancingScenario;
export function compileScenario(scenario: ExchangeScenario): ExplicitExchangeScenario;
export function compileScenario(scenario: EconomyScenario): ExplicitEconomyScenario;
export function compileScenario(scenario: RingScenario): ExplicitScenario;
export function compileScenario(
  scenario: RingScenario | FinancingScenario | ExchangeScenario | EconomyScenario,
): ExplicitScenario | ExplicitFinancingScenario | ExplicitExchangeScenario | ExplicitEconomyScenario {
  switch (scenario.model) {
    case 'ring':
      return compile(scenario, drawRing);
    case 'financing':
      return compileFinancing(scenario);
    case 'exchange':
      return compileExchange(scenario);
    case 'economy':
      return compileEconomy(scenario);
  }
}

/** Compiles the arms of one comparison. A ring that several of them have in common is drawn once. */
export function compileArms(scenarios: readonly RingScenario[]): readonly ExplicitScenario[] {
  const drawn = new Map<string, GeneratedRing>();
  const drawOnce = (params: RingParams, seed: number): GeneratedRing => {
    const key = JSON.stringify([seed, params]);
    const ring = drawn.get(key) ?? drawRing(params, seed);
    drawn.set(key, ring);
    return ring;
  };
  return scenarios.map((scenario) => compile(scenario, drawOnce));
}

function drawRing(params: RingParams, seed: number): GeneratedRing {
  return generateRing(params, createRandom(seed).stream('ring'));
}

function compile(scenario: RingScenario, draw: typeof drawRing): ExplicitScenario {
  if (scenario.form === 'explicit') return scenario;
  const { ring: params, ringSeed, balanced, run } = scenario;
  const { scale = 0 } = params;
  const ring = draw(params, ringSeed);
  const holders = balanced === undefined ? undefined : addBigHolders(ring, holdersOf(balanced, scale));
  const makers = balanced === undefined ? [] : marketMakers(balanced);
  const traders = ring.agents.map((id): ScenarioAgent => ({ id, kind: 'household' }));
  const cashOf = (id: string): Decimal | undefined =>
    holders === undefined ? ring.cash.get(id) : (holders.cash.get(id) ?? holders.holderCash.get(id));
  const mints = mintsOf(
    [...traders, ...makers].map(({ id }) => id),
    cashOf,
  );
  return {
    version: 1,
    model: 'ring',
    form: 'explicit',
    name: ringName(scenario.namePrefix, params),
    description: scenario.description,
    scale: balanced === undefined ? scale : Math.max(scale, MARKET_DECIMALS),
    agents: [CENTRAL_BANK_AGENT, ...traders, ...makers],
    initialActions: [...mints, ...[...ring.payables, ...(holders?.payables ?? [])].map(createPayable)],
    scheduledActions: [],
    dealer: scenario.dealer,
    ...moneySectionsOf(scenario),
    run:
      balanced === undefined
        ? run
        : { ...run, rules: { ...run.rules, distribution: run.rules.distribution ?? 'proportional' } },
    generated: {
      params: { ...params, draws: ring.draws },
      seed: ringSeed,
      warnings: ring.warnings,
      ...noteOf(ring, balanced, holders),
    },
  };
}

/** What the ring turned out to be, and what was added to it. */
function noteOf(
  { statistics }: GeneratedRing,
  balanced: BalancedOpening | undefined,
  holders: BigHolderRing | undefined,
): Pick<GeneratedNote, 'statistics' | 'balanced'> {
  if (balanced === undefined || holders === undefined) return { statistics };
  const { buckets, ...opening } = balanced;
  const { addedDebt, realisedShare } = holders;
  return { statistics: { ...statistics, addedDebt, realisedShare }, balanced: opening };
}
