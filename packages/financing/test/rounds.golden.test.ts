import { createSpatialEconomy, type RoundCompleted } from '@bagehot/financing';
import { type Decimal, decimal } from '@bagehot/kernel';
import { formatUnits } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

type Cell = readonly [number, number];

interface RoundsCase {
  readonly id: string;
  readonly config: {
    readonly financing_mode: string;
    readonly grid: {
      readonly width: number;
      readonly height: number;
      readonly market_width: number;
      readonly market_height: number;
    };
    readonly kappa: string;
    readonly load_fraction: string;
    readonly missing_goods: 'skip' | 'restrict';
    readonly stages: number;
    readonly agents: readonly {
      readonly id: number;
      readonly alpha: readonly string[];
      readonly home: readonly string[];
      readonly personal: readonly string[];
      readonly home_position: Cell;
    }[];
  };
  readonly rounds: readonly ExpectedRound[];
}

interface ExpectedRound {
  readonly round: number;
  readonly market_agents: readonly number[];
  readonly status: string;
  readonly prices: readonly (string | null)[] | null;
  readonly volume?: readonly string[];
  readonly liquidity_gap?: readonly string[];
  readonly agents: readonly {
    readonly id: number;
    readonly position: Cell;
    readonly phase: string;
    readonly trip_distance: number;
    readonly home: readonly string[];
    readonly personal: readonly string[];
  }[];
}

function economyOf({ config }: RoundsCase): ReturnType<typeof createSpatialEconomy> {
  return createSpatialEconomy({
    mode: config.financing_mode,
    grid: {
      width: config.grid.width,
      height: config.grid.height,
      marketWidth: config.grid.market_width,
      marketHeight: config.grid.market_height,
    },
    travelCost: config.kappa,
    loadFraction: config.load_fraction,
    missingGoods: config.missing_goods,
    stages: config.stages,
    agents: config.agents.map(({ home_position, ...agent }) => ({ ...agent, homePosition: home_position })),
  });
}

const plain = (amounts: readonly (Decimal | string | null)[]): readonly (string | null)[] =>
  amounts.map((amount) => (amount === null ? null : decimal(amount).toString()));

type MarketRow = Omit<ExpectedRound, 'round' | 'agents'>;

/** What the recording says of the market; only a market with prices has volumes and gaps. */
function marketOf({ market }: RoundCompleted): MarketRow {
  const { participants, equilibrium, orders, clearing } = market;
  const { status, prices } = equilibrium;
  const row = { market_agents: [...participants.ids], status, prices: prices === null ? null : plain(prices) };
  if (orders === null || clearing === null) return row;
  const { goods, quantityScale } = participants;
  const amount = (quanta: bigint): string => formatUnits(quanta, quantityScale);
  const wanted = clearing.volume.map((_, good) =>
    orders.desired.reduce((sum, order, cell) => (cell % goods === good && order > 0n ? sum + order : sum), 0n),
  );
  return {
    ...row,
    volume: clearing.volume.map(amount),
    liquidity_gap: clearing.volume.map((volume, good) => amount((wanted[good] as bigint) - volume)),
  };
}

describe('rounds.json', () => {
  for (const recorded of goldenCases<RoundsCase>('financing/rounds.json', 'cases'))
    it(recorded.id, () => {
      const economy = economyOf(recorded);
      for (const expected of recorded.rounds) {
        const event = economy.runRound();
        const { volume, liquidity_gap, prices } = expected;
        expect({ case: recorded.id, round: event.round, ...marketOf(event) }).toEqual({
          case: recorded.id,
          round: expected.round,
          market_agents: expected.market_agents,
          status: expected.status,
          prices: prices === null ? null : plain(prices),
          ...(volume === undefined ? {} : { volume: plain(volume) }),
          ...(liquidity_gap === undefined ? {} : { liquidity_gap: plain(liquidity_gap) }),
        });
        expect(
          economy.agents.map(({ id, position, phase, tripDistance, home, personal }) => ({
            id,
            position,
            phase,
            trip_distance: Number(tripDistance),
            home: plain(home),
            personal: plain(personal),
          })),
        ).toEqual(
          expected.agents.map((agent) => ({ ...agent, home: plain(agent.home), personal: plain(agent.personal) })),
        );
      }
    });
});
