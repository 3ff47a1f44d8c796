import type { DaySections } from '../day/sections.js';
import { moneyForm } from '../money-market/form.js';
import { exchangeSectionForm } from '../scenario/exchange-form.js';
import { type Plain, text, without } from '../scenario/file-form-parts.js';
import { financingSectionForm } from '../scenario/financing-form.js';
import { dealerForm, paramsForm, runForm } from '../scenario/ring-form.js';
import type { EconomyScenario } from './economy-scenario.js';

/** The sections of an economy's file. Defaults are spelled out, and amounts are texts; numbers of the exchange are numbers. */
export function economyFileForm(scenario: EconomyScenario): Plain {
  const { people, ring, exchange, dealer } = scenario;
  const { seed: _, ...run } = runForm(scenario.run);
  return without({
    version: scenario.version,
    model: scenario.model,
    name: scenario.name,
    description: scenario.description,
    seed: scenario.seed,
    ledger: { moneyDecimals: scenario.moneyDecimals },
    people: without({
      count: people.count,
      cash: people.cash === undefined ? undefined : { total: text(people.cash.total) },
    }),
    ring: ring === undefined ? undefined : ringSectionForm(ring),
    exchange: exchange === undefined ? undefined : exchangeSectionForm(exchange),
    financing: financingForm(scenario.financing),
    ...goodsForm(scenario),
    dealer: dealer === undefined ? undefined : dealerForm(dealer),
    ...dealerPartsForm(scenario),
    ...moneyForm(scenario),
    run,
  });
}

function ringSectionForm(ring: NonNullable<EconomyScenario['ring']>): Plain {
  const { n_agents: _, ...section } = paramsForm(ring);
  return section;
}

function financingForm(section: EconomyScenario['financing']): Plain | undefined {
  if (section === undefined) return undefined;
  return section.form === 'explicit'
    ? financingSectionForm(section.rules, { agents: section.agents })
    : financingSectionForm(section.rules, { population: section.population });
}

function goodsForm({ goods, purchaseLimit, tradeCredit }: DaySections): Plain {
  return {
    goods: goods && {
      ticksPerDay: goods.ticksPerDay,
      reserveDays: goods.reserveDays,
      numerairePrice: text(goods.numerairePrice),
    },
    purchaseLimit: purchaseLimit && {
      mode: purchaseLimit.mode,
      carriedShare: text(purchaseLimit.carriedShare),
      referencePrices: Object.fromEntries(
        Array.from(purchaseLimit.referencePrices, ([good, price]) => [good, text(price)]),
      ),
    },
    tradeCredit: tradeCredit && {
      termDays: tradeCredit.termDays,
      markup: text(tradeCredit.markup),
      sellerDiscount: text(tradeCredit.sellerDiscount),
      maxDebt: text(tradeCredit.maxDebt) ?? null,
      minAmount: tradeCredit.minAmount,
    },
  };
}

function dealerPartsForm({ dealerFunding, backstop }: DaySections): Plain {
  return {
    dealerFunding: dealerFunding && { leverage: text(dealerFunding.leverage), reserveDues: dealerFunding.reserveDues },
    backstop:
      backstop &&
      without({
        spread: text(backstop.spread),
        mid: text(backstop.mid),
        buckets: backstop.buckets,
        fromDay: backstop.fromDay,
        buys: backstop.buys,
      }),
  };
}
