import {
  type CallMarketService,
  type CentralBankService,
  type ClaimCustodySnapshot,
  type ClearingRule,
  type Collateral,
  corridor,
  createCallMarket,
  createCentralBank,
  createClaimCustody,
  createStandingFacilities,
  createTreasury,
  type FacilitiesSnapshot,
  type LedgerTreasury,
  type LiquidityPolicy,
  type MoneyMarketPorts,
  moneyGrowthRule,
  orderBookRule,
  type PolicyDecision,
  type PolicyRule,
  policyContext,
  rateTargetOmo,
  ratioRule,
  type StandingFacilities,
  scheduleRule,
} from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';
import { agentsOfKinds, moneyUsers, usualMoney } from '../bridges/agents-of-kinds.js';
import type { Economy } from '../economy.js';
import { SimError } from '../errors.js';
import type {
  CollateralSection,
  FacilitiesSection,
  MoneyMarketSection,
  MoneySections,
  PolicySection,
  TreasurySection,
} from './sections.js';

/** The services behind a scenario's sections about money. */
export interface MoneyEngines {
  readonly centralBank: CentralBankService;
  readonly callMarket: CallMarketService;
  readonly treasury: LedgerTreasury | undefined;
  readonly facilities: StandingFacilities | undefined;
  /** How the central bank decides, unless it leaves everything as it is. */
  readonly policy: PolicyRule | undefined;
  /** What all of them stand on. */
  readonly ports: MoneyMarketPorts;
  /** The scenario's policy rate. */
  readonly policyRate: Decimal;
}

/** What the services know beyond the ledger, as plain JSON; the call market's is kept by its phase. */
export interface EnginesSnapshot {
  /** The scenario's policy rate, which the central bank has taken over. */
  readonly policyRate: string;
  readonly centralBank: object;
  readonly treasury: object | null;
  readonly facilities: FacilitiesSnapshot | null;
  /** Of a policy that remembers something. */
  readonly policy: object | null;
}

/** Rules of the user's own in place of those the sections name. */
export interface MoneyRules {
  readonly clearing?: ClearingRule | undefined;
  readonly policy?: PolicyRule | undefined;
  readonly liquidity?: LiquidityPolicy | undefined;
}

/** Sections with a market among them. */
export type MarketSections = MoneySections & { readonly moneyMarket: MoneyMarketSection };

/**
 * Opens the services of a scenario on the ledger of a run, whose agents are there.
 *
 * @param options.from - their state in a snapshot
 */
export function openEngines(
  { events }: Pick<Economy, 'events'>,
  system: RingSystem,
  { moneyMarket, facilities, treasury, policy }: MarketSections,
  { from, rules }: { readonly from: EnginesSnapshot | undefined; readonly rules: MoneyRules },
): MoneyEngines {
  const { ledger, contracts } = system;
  const asset = moneyMarket.asset ?? usualMoney(quanta(ledger));
  const ports: MoneyMarketPorts = { ledger, contracts, asset, events };
  const issuer = treasury && openTreasury(treasury, ports, asset);
  if (from?.treasury) issuer?.restore(from.treasury);
  const faceValue = treasury?.faceValue ?? 1;
  const outstanding = treasury?.outstanding ?? 0;
  const centralBank = createCentralBank(
    {
      initialPolicyRate: moneyMarket.policyRate,
      faceValue,
      ...(outstanding > 0 && from === undefined
        ? { initialBonds: { quantity: outstanding, bookValue: treasury?.faceValue.times(outstanding) ?? 0 } }
        : {}),
    },
    ports,
  );
  if (from !== undefined) centralBank.restore(from.centralBank);
  const inner = rules.clearing ?? clearingRule(moneyMarket);
  const callMarket = createCallMarket(
    {
      rule: facilities === undefined ? inner : corridor(inner, facilities),
      term: moneyMarket.term,
      ticksPerYear: moneyMarket.ticksPerYear,
      settlement: 'netted',
    },
    ports,
  );
  const window = facilities && openFacilities(facilities, moneyMarket, { ...ports, centralBank }, system);
  if (from?.facilities && facilities !== undefined && window !== undefined)
    window.restore(restorable(from.facilities, facilities, window));
  const rule = rules.policy ?? (policy && policyRule(policy, moneyMarket));
  if (from?.policy) rule?.restore?.(from.policy);
  return {
    centralBank,
    callMarket,
    treasury: issuer,
    facilities: window,
    policy: rule,
    ports,
    policyRate: moneyMarket.policyRate,
  };
}

/** The state of facilities that have begun, or ceased, to ask for security since. */
function restorable(
  state: FacilitiesSnapshot,
  section: FacilitiesSection,
  window: StandingFacilities,
): FacilitiesSnapshot {
  const { collateral } = state;
  if ((collateral === null) === (section.collateral === null)) return state;
  if (collateral === null) return { ...state, collateral: window.snapshot().collateral };
  if ((collateral as ClaimCustodySnapshot).agents.length === 0) return { ...state, collateral: null };
  throw new SimError(
    'INVALID_SNAPSHOT',
    { field: 'facilities.collateral', reason: 'claims are pledged' },
    'facilities.collateral cannot become null while claims are pledged',
  );
}

function openFacilities(
  { lendingSpread, depositSpread, collateral, term, cap, autoDeposit }: FacilitiesSection,
  { ticksPerYear }: MoneyMarketSection,
  ports: MoneyMarketPorts & { readonly centralBank: CentralBankService },
  system: RingSystem,
): StandingFacilities {
  const config = { lendingSpread, depositSpread, term, ticksPerYear, autoDeposit };
  return createStandingFacilities(cap === undefined ? config : { ...config, cap }, {
    ...ports,
    ...(collateral === null ? {} : { collateral: custodyOf(collateral, ports, system) }),
  });
}

/** Claims on those who are alive are good security. */
function custodyOf(section: CollateralSection, ports: MoneyMarketPorts, { quanta: ring }: RingSystem): Collateral {
  const register = quanta(ports.contracts);
  return createClaimCustody(section, {
    ...ports,
    eligible: (contract) => !ring.hasDefaulted(register.debtorOf(contract)),
  });
}

function clearingRule({ rule, spreadSensitivity, legRule }: MoneyMarketSection): ClearingRule {
  return rule === 'ratio' ? ratioRule({ spreadSensitivity, legRule }) : orderBookRule();
}

function openTreasury(
  { inventory, faceValue, passThrough }: TreasurySection,
  ports: MoneyMarketPorts,
  asset: 'cash' | 'reserves',
): LedgerTreasury {
  const accounts = quanta(ports.ledger);
  const everybody = (): readonly { readonly agentId: string; readonly weight: number }[] =>
    agentsOfKinds(accounts, moneyUsers(asset)).map((agent) => ({ agentId: accounts.nameOf(agent), weight: 1 }));
  const listed = (weights: ReadonlyMap<string, number>) =>
    Array.from(weights, ([agentId, weight]) => ({ agentId, weight }));
  return createTreasury(
    {
      inventory,
      faceValue,
      ...(passThrough === undefined
        ? {}
        : {
            passThrough: {
              fraction: passThrough.fraction,
              recipients: passThrough.weights === 'equal' ? everybody() : listed(passThrough.weights),
            },
          }),
    },
    ports,
  );
}

function policyRule(section: PolicySection, { ticksPerYear }: MoneyMarketSection): PolicyRule {
  switch (section.rule) {
    case 'schedule':
      return scheduleRule(
        section.table.map(({ day: tick, rate, quantityToBuy }) => ({
          tick,
          ...(rate === undefined ? {} : { rate }),
          ...(quantityToBuy === undefined ? {} : { quantityToBuy }),
        })),
      );
    case 'money-growth':
      return moneyGrowthRule({ growthRate: section.growthRate, maxStep: section.maxStep, ticksPerYear });
    case 'rate-target':
      return rateTargetOmo(section);
  }
}

/** What the central bank does now. */
export function decisionOf({ centralBank, callMarket, facilities, policy, ports }: MoneyEngines): PolicyDecision {
  if (policy === undefined) return {};
  const callRate = callMarket.lastClearing()?.callRate ?? null;
  const corridor = facilities?.rates();
  const observations = corridor === undefined ? { callRate } : { callRate, corridor };
  return policy.decide(policyContext(centralBank, ports, observations));
}

/**
 * The services' state, but for the call market's.
 *
 * @param policyRate - the scenario's, as far as the central bank has taken it over
 */
export function enginesSnapshot(
  { centralBank, treasury, facilities, policy }: MoneyEngines,
  policyRate: Decimal,
): EnginesSnapshot {
  return {
    policyRate: policyRate.toFixed(),
    centralBank: centralBank.snapshot(),
    treasury: treasury?.snapshot() ?? null,
    facilities: facilities?.snapshot() ?? null,
    policy: policy?.snapshot?.() ?? null,
  };
}
