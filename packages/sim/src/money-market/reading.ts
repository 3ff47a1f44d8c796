import { LIQUIDITY_POLICIES, type LiquidityPolicyName } from '@bagehot/central-bank';
import { type AgentId, decimal, ONE, ZERO } from '@bagehot/kernel';
import { asCount, asFlag, asOneOf, asText, entries, items } from '../scenario/field.js';
import { SpelledSection } from '../scenario/spelling.js';
import {
  type MoneyReading,
  POLICY_RATE,
  readAmount,
  readCount,
  readRate,
  readShare,
  requireAgent,
} from './field-reading.js';
import { readPolicy } from './policy-reading.js';
import type {
  FacilitiesSection,
  LiquiditySection,
  MoneyMarketSection,
  MoneySections,
  TreasurySection,
} from './sections.js';

/** Reads the sections `moneyMarket`, `liquidity`, `facilities`, `treasury` and `policy` of a ring's scenario, each in either spelling. */
export function readMoneySections(reading: MoneyReading, input: unknown): MoneySections {
  const { problems } = reading;
  const root = new SpelledSection(problems, [], input);
  const market = root.section('moneyMarket');
  const parts = ['liquidity', 'facilities', 'treasury', 'policy'].map((name) => root.section(name));
  const [liquidity, facilities, treasury, policy] = parts as [
    SpelledSection,
    SpelledSection,
    SpelledSection,
    SpelledSection,
  ];
  if (!market.isThere) {
    for (const part of parts)
      if (part.isThere) problems.add('E_VALUE', part.path, 'needs a moneyMarket section, where the policy rate stands');
    return {};
  }
  return {
    moneyMarket: readMarket(reading, market, facilities.isThere),
    ...(liquidity.isThere ? { liquidity: readLiquidity(reading, liquidity) } : {}),
    ...(facilities.isThere ? { facilities: readFacilities(reading, facilities) } : {}),
    ...(treasury.isThere ? { treasury: readTreasury(reading, treasury) } : {}),
    ...(policy.isThere ? { policy: readPolicy(reading, policy, treasury.isThere) } : {}),
  };
}

function readMarket(reading: MoneyReading, section: SpelledSection, hasFacilities: boolean): MoneyMarketSection {
  const supply = section.section('supply');
  const withdraw = section.section('withdraw');
  const rule = asOneOf(section.get('rule'), ['ratio', 'order-book']) ?? 'ratio';
  if (rule === 'order-book' && !hasFacilities)
    reading.problems.add(
      'E_VALUE',
      section.at('rule'),
      'needs a facilities section: nobody here asks for a limit, so that only a corridor bounds the rate of an order book',
    );
  if (rule === 'order-book' && section.get('legRule') === 'proportional')
    reading.problems.add(
      'E_VALUE',
      section.at('legRule'),
      'belongs to the rule ratio: legs of an order book are sequential',
    );
  return {
    policyRate: readRate(reading, section, 'policyRate', POLICY_RATE) ?? decimal('0.05'),
    spreadSensitivity: readRate(reading, section, 'spreadSensitivity', { from: ZERO }) ?? decimal('0.1'),
    term: readCount(reading, section, 'term', 1),
    ticksPerYear: readCount(reading, section, 'ticksPerYear', 360),
    rule,
    legRule: asOneOf(section.get('legRule'), ['sequential', 'proportional']) ?? 'sequential',
    asset: asOneOf(section.get('asset'), ['cash', 'reserves']),
    at: asOneOf(section.get('at'), ['B2', 'C']) ?? 'B2',
    supply: {
      reserveDays: asCount(supply.get('reserveDays')) ?? 1,
      buffer: readAmount(reading, supply, 'buffer', ZERO),
      reoffer: readShare(reading, supply, 'reoffer', ONE),
      vbt: asFlag(supply.get('vbt')) ?? false,
    },
    withdraw: withdraw.isThere
      ? { fromDay: asCount(withdraw.get('fromDay')) ?? 0, share: readShare(reading, withdraw, 'share', ONE) }
      : undefined,
    assumed: (['policyRate', 'spreadSensitivity'] as const).filter((name) => section.get(name) === undefined),
  };
}

function readLiquidity({ problems, knows }: MoneyReading, section: SpelledSection): LiquiditySection {
  const perAgent = new Map<AgentId, LiquidityPolicyName>();
  for (const [agent, name] of entries(section.get('perAgent'))) {
    requireAgent(problems, [...section.at('perAgent'), agent], agent, knows);
    perAgent.set(agent, asOneOf(name, LIQUIDITY_POLICIES) ?? 'sell-first');
  }
  return {
    policy: asOneOf(section.get('policy'), LIQUIDITY_POLICIES) ?? 'sell-first',
    horizonDays: asCount(section.get('horizonDays')) ?? 0,
    perAgent,
  };
}

function readFacilities(reading: MoneyReading, section: SpelledSection): FacilitiesSection {
  const collateral = section.section('collateral');
  const cap = section.get('cap');
  return {
    lendingSpread: readRate(reading, section, 'lendingSpread', { from: ZERO }) ?? decimal('0.01'),
    depositSpread: readRate(reading, section, 'depositSpread', { from: ZERO }) ?? decimal('0.01'),
    collateral: section.holdsNull('collateral')
      ? null
      : {
          haircut: readShare(reading, collateral, 'haircut', ZERO),
          liquidationDiscount: readShare(reading, collateral, 'liquidationDiscount', ZERO),
          kinds:
            collateral.get('kinds') === undefined
              ? ['payable']
              : items(collateral.get('kinds')).flatMap((kind) => asText(kind) ?? []),
        },
    term: readCount(reading, section, 'term', 1),
    cap: cap === undefined ? undefined : readAmount(reading, section, 'cap', ZERO),
    autoDeposit: asFlag(section.get('autoDeposit')) ?? true,
  };
}

function readTreasury(reading: MoneyReading, section: SpelledSection): TreasurySection {
  const { problems, amounts, knows } = reading;
  const passThrough = section.section('passThrough');
  const face = section.get('faceValue');
  const weights = passThrough.get('weights');
  const listed = new Map<AgentId, number>();
  for (const [agent, weight] of entries(weights)) {
    requireAgent(problems, [...passThrough.at('weights'), agent], agent, knows);
    listed.set(agent, asCount(weight) ?? 0);
  }
  if (typeof weights === 'object' && ![...listed.values()].some((weight) => weight > 0))
    problems.add('E_VALUE', passThrough.at('weights'), 'must have a weight above 0');
  return {
    inventory: asCount(section.get('inventory')) ?? 0,
    outstanding: asCount(section.get('outstanding')) ?? 0,
    faceValue: face === undefined ? ONE : amounts.positive(section.at('faceValue'), face),
    passThrough: passThrough.isThere
      ? {
          fraction: readShare(reading, passThrough, 'fraction', ONE),
          weights: typeof weights === 'object' ? listed : 'equal',
        }
      : undefined,
  };
}
