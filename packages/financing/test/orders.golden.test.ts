import { computeFinancingBounds, createAgent, generateOrders } from '@bagehot/financing';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { canonical, texts } from './golden-decimals.js';

interface ModeOrders {
  readonly desired_buys: readonly string[];
  readonly desired_sells: readonly string[];
  readonly requested_buys: readonly string[];
  readonly requested_sells: readonly string[];
  readonly buy_bound_fixed: string;
  readonly buy_bound_sales_coefficient: string;
  readonly claim_limit: string | null;
}

interface OrderCase {
  readonly id: string;
  readonly prices: readonly string[];
  readonly agent: {
    readonly id: number;
    readonly alpha: readonly string[];
    readonly home: readonly string[];
    readonly personal: readonly string[];
    readonly travel_cost: string;
  };
  readonly expected: Readonly<Record<'PERSONAL' | 'TOTAL_WEALTH', ModeOrders>> & {
    readonly common: {
      readonly personal_wealth: string;
      readonly total_wealth: string;
      readonly travel_cost_deduction: string;
      readonly effective_budget: string;
    };
  };
}

describe('orders and bounds', () => {
  for (const { id, prices, agent: input, expected } of goldenCases<OrderCase>('financing/orders.json', 'cases'))
    describe(id, () => {
      const agent = createAgent(input);
      for (const mode of ['PERSONAL', 'TOTAL_WEALTH'] as const)
        it(mode, () => {
          const orders = generateOrders(agent, prices, mode, input.travel_cost);
          const { bounds } = orders;
          expect({
            desired_buys: texts(orders.desiredBuys),
            desired_sells: texts(orders.desiredSells),
            requested_buys: texts(orders.requestedBuys),
            requested_sells: texts(orders.requestedSells),
            buy_bound_fixed: String(bounds.fixed),
            buy_bound_sales_coefficient: String(bounds.salesCoefficient),
            claim_limit: bounds.claimLimit === null ? null : String(bounds.claimLimit),
          }).toEqual(canonical(expected[mode]));
          expect({
            personal_wealth: String(bounds.personalWealth),
            total_wealth: String(bounds.totalWealth),
            travel_cost_deduction: String(bounds.travelCostDeduction),
            effective_budget: String(bounds.effectiveBudget),
          }).toEqual(canonical(expected.common));
          expect(computeFinancingBounds(agent, prices, mode, { travelCost: input.travel_cost })).toEqual(bounds);
        });
    });
});
