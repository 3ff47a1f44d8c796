import { type PolicyDecision, TREASURY } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import type { DealerFunding } from '../bridges/funding.js';
import { type LendingWindow, lendingWindow, type WindowParts } from '../bridges/lending-window.js';
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

/** What other markets of the day have to do with money. */
export interface MoneyLinks {
  /** What somebody would get for the claim it would sell first. */
  readonly bid?: OvernightOptions['bid'];
  /** Those who fund themselves in the market: what they ask for, and what they lack after it. */
  readonly funding?: Pick<DealerFunding, 'borrowers' | 'shortfalls'> | undefined;
}

/** The phases of the sections about money; which of them are there depends on the sections. */
export interface MoneyPhases {
  readonly policy?: EconomyPhase;
  readonly market?: OvernightMarket;
  readonly window?: LendingWindow;
  /** Do people plan before settlement where their money is to come from? */
  readonly hasPlans: boolean;
}

/** The phases of the sections about money (one-economy specification, section 2); none without a market. */
export function moneyPhases(
  economy: Economy,
  sections: MoneySections,
  rules: MoneyRules = {},
  links: MoneyLinks = {},
): MoneyPhases {
  const { moneyMarket, facilities, liquidity, treasury } = sections;
  if (moneyMarket === undefined) return { hasPlans: false };
  const desk = new EngineDesk(economy, { ...sections, moneyMarket }, rules);
  const policy = monetaryPolicy((system, from) => desk.open(system, from as EnginesSnapshot | undefined), {
    agents: treasury === undefined ? [] : [{ id: TREASURY, kind: 'treasury' }],
  });
  const options = overnightOptions({ ...sections, moneyMarket }, rules, links);
  const market = overnightMarket(economy, () => desk.engines, options);
  const hasPlans = (liquidity !== undefined || rules.liquidity !== undefined) && moneyMarket.at === 'B2';
  if (facilities === undefined) return { policy, market, hasPlans };
  return { policy, market, window: lendingWindow(() => windowParts(desk, market, links), moneyMarket.at), hasPlans };
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
    const { policyRate } = engines;
    // A run may be taken up with a scenario of another rate than that it had so far.
    let taken = from === undefined ? policyRate : decimal(from.policyRate);
    const decide = (): PolicyDecision => {
      const decision = decisionOf(engines);
      if (taken.eq(policyRate)) return decision;
      taken = policyRate;
      return { ...decision, rate: decision.rate ?? policyRate };
    };
    return { ...engines, decide, snapshot: () => enginesSnapshot(engines, taken) };
  }
}

function windowParts(desk: EngineDesk, market: OvernightMarket, { funding }: MoneyLinks): WindowParts {
  const { facilities, callMarket } = desk.engines;
  if (facilities === undefined) throw new Error('a window without facilities');
  return {
    facilities,
    callMarket,
    shortfalls: (day) => market.shortfalls(day),
    money: (quanta) => market.money(quanta),
    ...(funding === undefined ? {} : { others: funding.shortfalls }),
  };
}

function overnightOptions(
  { moneyMarket, liquidity }: MarketSections,
  rules: MoneyRules,
  { bid, funding }: MoneyLinks,
): OvernightOptions {
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
    ...(bid === undefined ? {} : { bid }),
    ...(funding === undefined ? {} : { borrowers: funding.borrowers }),
  };
}
