import { createAgent, createRules, createTraders, type UtilitySpec } from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { close } from './golden-input.js';

interface UtilityCase {
  readonly id: string;
  readonly utility: UtilitySpec;
  readonly goods: readonly string[];
  readonly inventory: Readonly<Record<string, number>>;
  readonly lambda_money: string;
  readonly money_utility_form: string;
  readonly M_0: string;
  readonly money_scale: number;
  readonly spread: string;
  readonly epsilon: string;
  readonly u_goods: string;
  readonly mu: Readonly<Record<string, string>>;
  readonly u_total: string;
  readonly mu_money: string;
  readonly quotes: Readonly<
    Record<string, { readonly ask: string; readonly bid: string; readonly p_min: string; readonly p_max: string }>
  >;
}

/** Every number of a case by its place, ours and the recorded one. */
function numbersOf(one: UtilityCase): readonly (readonly [place: string, ours: number, recorded: string])[] {
  const rules = createRules({
    goods: one.goods,
    params: {
      spread: Number(one.spread),
      epsilon: Number(one.epsilon),
      moneyScale: one.money_scale,
      moneyUtilityForm: one.money_utility_form,
      M0: Number(one.M_0),
    },
  });
  const { inventory, utility } = one;
  const agent = createAgent({ id: 0, inventory, utility, lambdaMoney: Number(one.lambda_money) }, rules);
  const traders = createTraders([agent], rules);
  const { quotes } = traders.view(0);
  const marginal = traders.marginalUtilities(0);
  expect([...quotes.keys()].sort()).toEqual(Object.keys(one.quotes).sort());
  return [
    ['u_goods', traders.goodsUtility(0), one.u_goods],
    ['u_total', traders.totalUtility(0), one.u_total],
    ['mu_money', traders.marginalMoney(0), one.mu_money],
    ...one.goods.map((good, index) => [`mu.${good}`, marginal[index] ?? Number.NaN, one.mu[good] ?? ''] as const),
    ...[...quotes].flatMap(([pair, { ask, bid, pMin, pMax }]) => {
      const recorded = one.quotes[pair];
      return [
        [`${pair} ask`, ask, recorded?.ask ?? ''],
        [`${pair} bid`, bid, recorded?.bid ?? ''],
        [`${pair} p_min`, pMin, recorded?.p_min ?? ''],
        [`${pair} p_max`, pMax, recorded?.p_max ?? ''],
      ] as const;
    }),
  ];
}

describe('utilities and quotes', () => {
  for (const one of goldenCases<UtilityCase>('exchange/utilities.json', 'cases'))
    it(one.id, () => {
      expect(numbersOf(one).filter(([, ours, recorded]) => !close(ours, recorded))).toEqual([]);
    });
});
