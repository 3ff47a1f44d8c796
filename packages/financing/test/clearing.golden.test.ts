import { clearMarket, createAgent, generateOrders, settle } from '@bagehot/financing';
import { type Decimal, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { canonical, texts } from './golden-decimals.js';

interface AgentOutcome {
  readonly id: number;
  readonly net: readonly string[];
  readonly slack: string;
  readonly balance: string;
  readonly deliver_home?: readonly string[];
  readonly deliver_personal?: readonly string[];
  readonly receive?: readonly string[];
  readonly rounding: string;
}

interface ModeOutcome {
  readonly volume: readonly string[];
  readonly desired_demand: readonly string[];
  readonly desired_supply: readonly string[];
  readonly liquidity_gap: readonly string[];
  readonly unmet_supply: readonly string[];
  readonly passes: readonly number[];
  readonly agents: readonly AgentOutcome[];
}

interface ClearingCase {
  readonly id: string;
  readonly stages: number;
  readonly capacity: readonly (string | null)[] | null;
  readonly prices: readonly string[];
  readonly agents: readonly {
    readonly id: number;
    readonly alpha: readonly string[];
    readonly home: readonly string[];
    readonly personal: readonly string[];
    readonly travel_cost: string;
  }[];
  readonly expected: Readonly<Record<'PERSONAL' | 'TOTAL_WEALTH', ModeOutcome>>;
}

/** A vector leaves out what is all 0. */
function unlessZero<Key extends string>(key: Key, values: readonly Decimal[]): Partial<Record<Key, readonly string[]>> {
  return values.every((value) => value.eq(0)) ? {} : ({ [key]: texts(values) } as Record<Key, readonly string[]>);
}

function withoutZeros(outcome: AgentOutcome): unknown {
  const { deliver_home, deliver_personal, receive, ...rest } = outcome;
  const decimals = (values: readonly string[] = []): readonly Decimal[] => values.map(decimal);
  return {
    ...rest,
    ...unlessZero('deliver_home', decimals(deliver_home)),
    ...unlessZero('deliver_personal', decimals(deliver_personal)),
    ...unlessZero('receive', decimals(receive)),
  };
}

describe('clearing and settlement', () => {
  for (const one of goldenCases<ClearingCase>('financing/clearing.json', 'cases'))
    describe(one.id, () => {
      const agents = one.agents.map((agent) => createAgent(agent));
      for (const mode of ['PERSONAL', 'TOTAL_WEALTH'] as const)
        it(mode, () => {
          const orders = agents.map((agent, k) => generateOrders(agent, one.prices, mode, one.agents[k]?.travel_cost));
          const { stages, capacity } = one;
          const clearing = clearMarket(orders, one.prices, { stages, capacity });
          const settlement = settle(agents, clearing, one.prices);
          expect({
            volume: clearing.goods.map(({ volume }) => String(volume)),
            desired_demand: clearing.goods.map(({ desiredDemand }) => String(desiredDemand)),
            desired_supply: clearing.goods.map(({ desiredSupply }) => String(desiredSupply)),
            liquidity_gap: clearing.goods.map(({ liquidityGap }) => String(liquidityGap)),
            unmet_supply: clearing.goods.map(({ unmetSupply }) => String(unmetSupply)),
            passes: clearing.passes,
            agents: clearing.agents.map((agent, row) => {
              const settled = settlement.agents[row];
              if (settled === undefined) throw new Error(`agent ${agent.id} was not settled`);
              return {
                id: agent.id,
                net: agent.executedBuys.map((buy, g) => String(buy.minus(agent.executedSells[g] ?? 0))),
                slack: String(agent.valueFeasibilitySlack),
                balance: String(settled.balance),
                ...unlessZero('deliver_home', settled.deliveredHome),
                ...unlessZero('deliver_personal', settled.deliveredPersonal),
                ...unlessZero('receive', settled.received),
                rounding: String(settled.rounding),
              };
            }),
          }).toEqual(
            canonical({ ...one.expected[mode], agents: one.expected[mode].agents.map((agent) => withoutZeros(agent)) }),
          );
        });
    });
});
