import { type Plain, text, without } from '../scenario/file-form-parts.js';
import type {
  FacilitiesSection,
  LiquiditySection,
  MoneyMarketSection,
  MoneySections,
  PolicySection,
  TreasurySection,
} from './sections.js';

/** The money market's sections as a file has them; nothing of a scenario without them. */
export function moneyForm({ moneyMarket, liquidity, facilities, treasury, policy }: MoneySections): Plain {
  return {
    moneyMarket: moneyMarket === undefined ? undefined : marketForm(moneyMarket),
    liquidity: liquidity === undefined ? undefined : liquidityForm(liquidity),
    facilities: facilities === undefined ? undefined : facilitiesForm(facilities),
    treasury: treasury === undefined ? undefined : treasuryForm(treasury),
    policy: policy === undefined ? undefined : policyForm(policy),
  };
}

/** Settings that were assumed stay out, so that reading the file again assumes and warns about the same. */
function marketForm(section: MoneyMarketSection): Plain {
  const { supply, withdraw, assumed } = section;
  return without({
    policyRate: assumed.includes('policyRate') ? undefined : text(section.policyRate),
    spreadSensitivity: assumed.includes('spreadSensitivity') ? undefined : text(section.spreadSensitivity),
    term: section.term,
    ticksPerYear: section.ticksPerYear,
    rule: section.rule,
    legRule: section.legRule,
    asset: section.asset,
    at: section.at,
    supply: { ...supply, buffer: text(supply.buffer), reoffer: text(supply.reoffer) },
    withdraw: withdraw === undefined ? undefined : { fromDay: withdraw.fromDay, share: text(withdraw.share) },
  });
}

function liquidityForm({ policy, horizonDays, perAgent }: LiquiditySection): Plain {
  return without({
    policy,
    horizonDays,
    perAgent: perAgent.size === 0 ? undefined : Object.fromEntries(perAgent),
  });
}

function facilitiesForm(section: FacilitiesSection): Plain {
  const { collateral } = section;
  return without({
    lendingSpread: text(section.lendingSpread),
    depositSpread: text(section.depositSpread),
    collateral:
      collateral === null
        ? null
        : {
            haircut: text(collateral.haircut),
            liquidationDiscount: text(collateral.liquidationDiscount),
            kinds: collateral.kinds,
          },
    term: section.term,
    cap: text(section.cap),
    autoDeposit: section.autoDeposit,
  });
}

function treasuryForm({ inventory, outstanding, faceValue, passThrough }: TreasurySection): Plain {
  return without({
    inventory,
    outstanding,
    faceValue: text(faceValue),
    passThrough:
      passThrough === undefined
        ? undefined
        : {
            fraction: text(passThrough.fraction),
            weights: passThrough.weights === 'equal' ? 'equal' : Object.fromEntries(passThrough.weights),
          },
  });
}

function policyForm(section: PolicySection): Plain {
  switch (section.rule) {
    case 'schedule': {
      const table = section.table.map(({ day, rate, quantityToBuy }) =>
        without({ day, rate: text(rate), quantityToBuy }),
      );
      return { rule: section.rule, table };
    }
    case 'money-growth':
      return { rule: section.rule, growthRate: text(section.growthRate), maxStep: section.maxStep };
    case 'rate-target': {
      const { rule, target, gain, maxStep } = section;
      return { rule, target: text(target), gain: text(gain), maxStep };
    }
  }
}
