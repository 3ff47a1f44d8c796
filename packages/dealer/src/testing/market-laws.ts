import { type AgentId, createLedger, createRandom, type Ledger } from '@bagehot/kernel';
import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import { type Arbitrary, assert, property } from 'fast-check';
import type { EligibilityRule } from '../eligibility.js';
import type { OutsideSource, RiskPolicy, TicketChoice } from '../ports.js';
import type { SimulationPorts } from '../simulation.js';
import { createDealerSimulation } from '../simulation-setup.js';
import type { Ticket } from '../ticket.js';
import { dealerScenarios } from './dealer-scenarios.js';
import type { OracleScenario } from './oracle/scenario.js';
import { DEFAULT_BUCKET_ROWS } from './oracle/settings.js';
import { simulationConfig } from './simulated-scenario.js';

/** How a law of a market's rule is tried. */
export interface DealerLawOptions {
  /** The markets in which the rule is in force. @defaultValue `dealerScenarios()` */
  readonly scenarios?: Arbitrary<OracleScenario>;
  /** Markets drawn. @defaultValue 50 */
  readonly numRuns?: number;
}

/** Days of a market at most: what a rule does wrong it does in the first ones. */
const DAYS = 6;

/** Tries something on markets. One that fails is told as its scenario. */
export function tryOnMarkets(options: DealerLawOptions, law: (scenario: OracleScenario) => void): void {
  const { scenarios = dealerScenarios(), numRuns = 50 } = options;
  assert(property(scenarios, law), { numRuns, includeErrorInReport: true });
}

/** Runs a market with rules of somebody's own in force, holding it to its invariants at every event. */
export function playMarket(
  scenario: OracleScenario,
  rules: (ledger: Ledger) => Omit<SimulationPorts, 'random' | 'events' | 'ledger'>,
): void {
  const config = simulationConfig(scenario);
  const ledger = createLedger({ moneyDecimals: config.moneyDecimals ?? 12, journal: 'none' });
  const random = createRandom(scenario.seed ?? 42);
  const simulation = createDealerSimulation({ ...config, checks: 'event' }, { ...rules(ledger), random, ledger });
  while (simulation.day < Math.min(scenario.days, DAYS)) if (simulation.runDay() === 'stopped') break;
}

/** The same items in the same order. */
export function sameItems<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

/** Asks twice. */
function sameAgain<Answer>(law: string, ask: () => Answer): Answer {
  const answer = ask();
  // As text before it is asked again: the answer may be something that it keeps and changes.
  const first = lawText(answer);
  const again = lawText(ask());
  if (first !== again) throw brokenLaw(law, first, again);
  return answer;
}

/**
 * The laws of an eligibility rule: it names some of the traders it is asked about, the same when it is asked again, and only reads their list; a market under it keeps
 * its invariants.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 * @example
 * checkEligibilityRule(shortfallEligibility({ horizonDays: 3, cashBuffer: 1 }));
 */
export function checkEligibilityRule(rule: EligibilityRule, options: DealerLawOptions = {}): void {
  const asked =
    (side: 'sellers' | 'buyers'): EligibilityRule['sellers'] =>
    (view, traders) => {
      const named = sameAgain(`${side} are the same again`, () => {
        const list = [...traders];
        const answer = [...rule[side](view, list)];
        if (!sameItems(list, traders)) throw brokenLaw('the list of traders is only read', list, traders);
        return answer;
      });
      const stranger = named.find((name) => !traders.includes(name));
      if (stranger !== undefined) throw brokenLaw(`${side} are among the traders`, stranger, traders);
      return named;
    };
  const eligibility: EligibilityRule = { sellers: asked('sellers'), buyers: asked('buyers') };
  tryOnMarkets(options, (scenario) => playMarket(scenario, () => ({ eligibility })));
}

/**
 * The laws of a ticket choice: a seller gives up a ticket of its own, a buyer goes to a bucket that there is, the same when asked again; a market under it keeps its
 * invariants.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 */
export function checkTicketChoice(choice: TicketChoice, options: DealerLawOptions = {}): void {
  tryOnMarkets(options, (scenario) => {
    const buckets = (scenario.config.buckets ?? DEFAULT_BUCKET_ROWS).map(([name]) => name);
    const ticketChoice: TicketChoice = {
      toSell(view, trader) {
        const chosen = sameAgain('the ticket chosen is the same again', () => choice.toSell(view, trader));
        const own = view.held(trader).map(({ id }) => id);
        if (chosen !== undefined && !own.includes(chosen.id))
          throw brokenLaw("a seller gives up a ticket of the seller's own", chosen.id, own);
        return chosen;
      },
      bucketToBuy(view, trader) {
        const bucket = sameAgain('the bucket chosen is the same again', () => choice.bucketToBuy(view, trader));
        if (bucket !== undefined && !buckets.includes(bucket))
          throw brokenLaw('a buyer goes to a bucket that there is', bucket, buckets);
        return bucket;
      },
    };
    playMarket(scenario, () => ({ ticketChoice }));
  });
}

/**
 * The laws of a risk policy: yes or no, the same when asked again; the ticket is only read; a market under it keeps its invariants.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 */
export function checkRiskPolicy(policy: RiskPolicy, options: DealerLawOptions = {}): void {
  const risk: RiskPolicy = {
    accepts(side, ticket, price, view, trader) {
      const offered = { ...ticket };
      const answer = sameAgain('the answer is the same again', () =>
        policy.accepts(side, offered, price, view, trader),
      );
      if (typeof answer !== 'boolean') throw brokenLaw('the answer is yes or no', answer);
      if (lawText(offered) !== lawText(ticket)) throw brokenLaw('the ticket is only read', offered, ticket);
      return answer;
    },
  };
  tryOnMarkets(options, (scenario) => playMarket(scenario, () => ({ risk })));
}

/**
 * The laws of a source of outside quotes: on the money grid, the bid not above the ask, the spread not below 0; behind each an account of the ledger; yes or no to a
 * ticket, which is only read; the same when asked again, since nothing has happened in between; a market under it keeps its invariants.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 */
export function checkOutsideSource(source: OutsideSource, options: DealerLawOptions = {}): void {
  tryOnMarkets(options, (scenario) =>
    playMarket(scenario, (ledger) => {
      const accounts = new Set([...ledger.agents()]);
      const outside: OutsideSource = {
        quote(bucket, own) {
          const offer = sameAgain('outside quotes are the same again', () => source.quote(bucket, own));
          const { bid, ask, spread } = offer;
          for (const price of [bid, ask, spread])
            if (!price.mod(ledger.quantum).eq(0))
              throw brokenLaw('outside quotes lie on the money grid', offer, ledger.quantum);
          if (bid.gt(ask)) throw brokenLaw('the outside bid is not above the outside ask', bid, ask);
          if (spread.lt(0)) throw brokenLaw('the outside spread is not below 0', spread);
          for (const account of [offer.bidBy, offer.askBy]) {
            if (accounts.has(account)) continue;
            for (const agent of ledger.agents()) accounts.add(agent);
            if (!accounts.has(account)) throw brokenLaw('behind an outside quote stands an account', account);
          }
          return offer;
        },
        ...(source.takes === undefined ? {} : { takes: (ticket, bidBy) => takesLawfully(source, ticket, bidBy) }),
      };
      return { outside };
    }),
  );
}

function takesLawfully(source: OutsideSource, ticket: Ticket, bidBy: AgentId): boolean {
  const offered = { ...ticket };
  const answer = sameAgain('whether a ticket is taken is the same again', () => source.takes?.(offered, bidBy));
  if (typeof answer !== 'boolean') throw brokenLaw('a ticket is taken or not', answer);
  if (lawText(offered) !== lawText(ticket)) throw brokenLaw('the ticket is only read', offered, ticket);
  return answer;
}
