import { PARAM_GROUPS, PARAM_RULES, type ParamsInput } from '@bagehot/exchange';
import type { ExchangeConfig, ExchangeEvent, SpatialAgent } from '@bagehot/exchange/spatial';
import type { GoldenAgent } from './golden-input.js';

type Fields = Readonly<Record<string, unknown>>;

/** A recorded scenario, tick by tick. */
export interface TicksCase {
  readonly id: string;
  readonly scenario: {
    readonly N: number;
    readonly goods?: readonly string[];
    readonly params: Fields;
    readonly mode_schedule: {
      readonly type: 'global_cycle';
      readonly forage_ticks: number;
      readonly trade_ticks: number;
      readonly start_mode: 'forage' | 'trade';
    } | null;
    readonly agents: readonly (GoldenAgent & { readonly x: number; readonly y: number; readonly M_0?: number })[];
    readonly resources: readonly {
      readonly x: number;
      readonly y: number;
      readonly good: string;
      readonly amount: number;
    }[];
  };
  readonly ticks: readonly RecordedTick[];
  readonly final: {
    readonly cells: readonly (readonly [x: number, y: number, good: string, amount: number])[];
    readonly lambda_money: Readonly<Record<string, string>>;
    readonly utility: Readonly<Record<string, string>>;
  };
}

/** A tick as recorded: agents are id, x, y, goods in order, M, partner. */
export interface RecordedTick {
  readonly mode: string;
  readonly agents: readonly (readonly (number | null)[])[];
  /** Pair type, seller, buyer, dX, dY. */
  readonly trades: readonly (readonly (string | number)[])[];
  /** Two ids, pair or unpair, the reason. */
  readonly pairings: readonly (readonly (string | number)[])[];
}

/** The scenario as a configuration of the package. */
export function configOf({ scenario }: TicksCase): ExchangeConfig {
  const { exchange_regime: regime, money_mode: moneyMode, ...params } = scenario.params;
  const schedule = scenario.mode_schedule;
  return {
    side: scenario.N,
    rules: {
      goods: scenario.goods,
      regime: regime as string | undefined,
      moneyMode: moneyMode as string | undefined,
      params: inCode(params),
    },
    agents: scenario.agents.map(({ lambda_money: lambdaMoney, M_0: M0, ...agent }) => ({ ...agent, lambdaMoney, M0 })),
    resources: scenario.resources,
    ...(schedule === null
      ? {}
      : {
          schedule: {
            type: schedule.type,
            forageTicks: schedule.forage_ticks,
            tradeTicks: schedule.trade_ticks,
            startMode: schedule.start_mode,
          },
        }),
  };
}

/** What a tick's recording says, from the state after it and its events. */
export function recordOf(
  mode: string,
  goods: readonly string[],
  agents: readonly SpatialAgent[],
  events: readonly ExchangeEvent[],
): RecordedTick {
  return {
    mode,
    agents: agents.map(({ id, position, inventory, pairedWith }) => [
      id,
      ...position,
      ...[...goods, 'M'].map((name) => inventory[name] as number),
      pairedWith,
    ]),
    trades: events.flatMap((event) => {
      if (event.kind !== 'ExchangeTrade') return [];
      const { pairType, sellerId, buyerId, dX, dY } = event.trade;
      return [[pairType, sellerId, buyerId, dX, dY]];
    }),
    pairings: events.flatMap((event): (string | number)[][] => {
      if (event.kind === 'Paired') return [[...event.agents, 'pair', event.reason]];
      if (event.kind === 'Unpaired') return [[...event.agents, 'unpair', event.reason]];
      return [];
    }),
  };
}

function inCode(written: Fields): ParamsInput {
  const groups = new Map(PARAM_GROUPS.map((group) => [group.key, group]));
  const rules = new Map(PARAM_RULES.map(({ key, name }) => [key, name]));
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const group = groups.get(key);
      if (group === undefined) return [rules.get(key) ?? key, value];
      const names = new Map(group.rules.map((rule) => [rule.key, rule.name]));
      return [group.name, Object.fromEntries(Object.entries(value as Fields).map(([k, v]) => [names.get(k) ?? k, v]))];
    }),
  );
}
