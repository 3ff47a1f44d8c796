import { decimal } from '@bagehot/kernel';
import { parseScenario, runScenario } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface RoundsCase {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly rounds: readonly {
    readonly round: number;
    readonly market_agents: readonly number[];
    readonly status: string;
    readonly prices: readonly (string | null)[] | null;
    readonly volume?: readonly string[];
    readonly liquidity_gap?: readonly string[];
    readonly agents: readonly {
      readonly id: number;
      readonly position: readonly [number, number];
      readonly phase: string;
    }[];
  }[];
}

const same = (values: readonly (unknown | null)[] | null | undefined): readonly (string | null)[] | undefined =>
  values?.map((value) => (value === null ? null : decimal(String(value)).toString()));

describe('recorded configurations as scenarios', () => {
  it.each(
    goldenCases<RoundsCase>('financing/rounds.json', 'cases').map((recorded) => [recorded.id, recorded] as const),
  )('%s goes as recorded', (_, { config, rounds }) => {
    const scenario = parseScenario(
      { version: 1, model: 'financing', name: 'recorded', financing: config, run: { max_rounds: rounds.length } },
      'financing',
    );
    const { metrics, log } = runScenario(scenario);
    const places = [...log.rows()].map((row) => [
      row.core_round,
      row.core_agent_id,
      row.spatial_pos_x,
      row.spatial_pos_y,
      row.phase,
    ]);
    expect(places).toEqual(
      rounds.flatMap(({ round, agents }) => agents.map(({ id, position, phase }) => [round, id, ...position, phase])),
    );
    expect(
      metrics.rounds.map(({ round, status, participants, trade }) => [
        round,
        status,
        participants,
        same(trade?.prices),
        same(trade?.volume),
        same(trade?.liquidityGap),
      ]),
    ).toEqual(
      rounds.map(({ round, status, market_agents, prices, volume, liquidity_gap }) => [
        round,
        status,
        market_agents.length,
        volume === undefined ? undefined : same(prices),
        same(volume),
        same(liquidity_gap),
      ]),
    );
  });
});
