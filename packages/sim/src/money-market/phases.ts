import { TREASURY } from '@bagehot/central-bank';
import type { AgentId, Day } from '@bagehot/kernel';
import { lendingWindow, type WindowParts } from '../bridges/lending-window.js';
import { monetaryPolicy, type PolicyParts } from '../bridges/monetary-policy.js';
import { type OvernightMarket, overnightMarket } from '../bridges/overnight-market.js';
import type { OvernightOptions } from '../bridges/overnight-options.js';
import type { EconomyPhase } from '../day/economy-phase.js';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import {
  decisionOf,
  type EnginesSnapshot,
  enginesSnapshot,
  type MarketSections,
  type MoneyEngines,
  type MoneyRules,
  openEngines,
} from './engines.js';
import type { MoneySections } from './sections.js';

/** What a scenario's sections about money add to a run, in the order of the day (one-economy specification, section 2). */
export interface MoneyPhases {
  /** Before anybody trades. */
  readonly before: readonly EconomyPhase[];
  /** After the dealers. */
  readonly after: readonly EconomyPhase[];
  /** Who of the dealers' customers sells today; everybody who may, unless there is a plan. */
  readonly sellers: ((day: Day) => ReadonlySet<AgentId>) | undefined;
}

const NOTHING: MoneyPhases = { before: [], after: [], sellers: undefined };

/** The phases of a scenario's sections about money; none without a market. */
export function moneyPhases(economy: Economy, sections: MoneySections, rules: MoneyRules = {}): MoneyPhases {
  const { moneyMarket, facilities } = sections;
  if (moneyMarket === undefined) return NOTHING;
  const desk = new EngineDesk(economy, { ...sections, moneyMarket }, rules);
  const policy = monetaryPolicy((system, from) => desk.open(system, from as EnginesSnapshot | undefined), {
    agents: sections.treasury === undefined ? [] : [{ id: TREASURY, kind: 'treasury' }],
  });
  const market = overnightMarket(economy, () => desk.engines, overnightOptions({ ...sections, moneyMarket }, rules));
  const hasPlans = (sections.liquidity !== undefined || rules.liquidity !== undefined) && moneyMarket.at === 'B2';
  const sellers = hasPlans ? (day: Day) => market.sellers(day) : undefined;
  if (facilities === undefined) return { before: [policy], after: [market], sellers };
  const window = lendingWindow(() => windowParts(desk, market), moneyMarket.at);
  return { before: [policy], after: [market, window], sellers };
}

/** Where the phases of one run find its services. */
class EngineDesk {
  readonly #economy: Economy;
  readonly #sections: MarketSections;
  readonly #rules: MoneyRules;
  #engines: MoneyEngines | undefined;

  constructor(economy: Economy, sections: MarketSections, rules: MoneyRules) {
    this.#economy = economy;
    this.#sections = sections;
    this.#rules = rules;
  }

  get engines(): MoneyEngines {
    if (this.#engines !== undefined) return this.#engines;
    throw new SimError(
      'INCOMPLETE_ECONOMY',
      { missing: 'money market', reason: 'the run has not begun' },
      'the money market opens when its run begins',
    );
  }

  open(system: Parameters<typeof openEngines>[1], from: EnginesSnapshot | undefined): PolicyParts {
    const engines = openEngines(this.#economy, system, this.#sections, { from, rules: this.#rules });
    this.#engines = engines;
    return { ...engines, decide: () => decisionOf(engines), snapshot: () => enginesSnapshot(engines) };
  }
}

function windowParts(desk: EngineDesk, market: OvernightMarket): WindowParts {
  const { facilities, callMarket } = desk.engines;
  if (facilities === undefined) throw new Error('a window without facilities');
  return {
    facilities,
    callMarket,
    shortfalls: (day) => market.shortfalls(day),
    money: (quanta) => market.money(quanta),
  };
}

function overnightOptions({ moneyMarket, liquidity }: MarketSections, rules: MoneyRules): OvernightOptions {
  const { at, asset, supply, withdraw, ticksPerYear } = moneyMarket;
  return {
    at,
    ticksPerYear,
    ...supply,
    ...(asset === undefined ? {} : { asset }),
    ...(withdraw === undefined ? {} : { withdraw }),
    ...(liquidity === undefined
      ? {}
      : { policy: liquidity.policy, horizonDays: liquidity.horizonDays, perAgent: liquidity.perAgent }),
    ...(rules.liquidity === undefined ? {} : { policy: rules.liquidity }),
  };
}
