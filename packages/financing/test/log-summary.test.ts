import {
  agentDiagnostics,
  createFinancingLog,
  createSpatialEconomy,
  type FinancingLogRow,
  parseLog,
  roundSummaries,
  roundSummaryCsv,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { decimal, quotient, sum } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoundByHand, roundByHand } from './log-fixture.js';

const HALF = ['0.5', '0.5'];
const BAKER = { id: 1, alpha: HALF, home: [0, 0], personal: [10, 0] };
const SMITH = { id: 2, alpha: HALF, home: [1, 0], personal: [0, '4.5'] };
const NOMAD = { id: 7, alpha: HALF, home: [0, 0], personal: [4, 9] };
/** The baker buys 2 of the 2.5 it wants, the smith sells these 2 for 5 of what the baker has. */
const MARKET: RoundByHand = { agents: [BAKER, SMITH, NOMAD], away: [7], prices: ['1', '2'], mode: 'TOTAL_WEALTH' };

function rowsOf(...rounds: readonly RoundByHand[]): readonly FinancingLogRow[] {
  const log = createFinancingLog();
  for (const round of rounds) log.emit(roundByHand(round));
  return [...log.rows()];
}
const { prices: _, ...UNPRICED } = MARKET;
// After trade the three are worth sqrt(10), sqrt(15) and 6, before it 0, sqrt(4.5) and 6.
const ROWS = rowsOf(MARKET, { ...UNPRICED, round: 2 }, { ...MARKET, round: 3, termination: 'horizon' });

describe('roundSummaries', () => {
  it('tells a round with prices in a few figures', () => {
    const [first] = roundSummaries(ROWS);
    expect(JSON.parse(JSON.stringify(first))).toEqual({
      round: 1,
      mode: 'TOTAL_WEALTH',
      status: 'converged',
      reason: null,
      termination: null,
      agents: 3,
      inMarket: 2,
      participants: 2,
      moving: 3,
      meanDistanceToMarket: '1',
      maxDistanceToMarket: 3,
      meanTripDistance: '1',
      prices: ['1', '2'],
      volume: ['5', '2'],
      desiredDemand: ['5', '2.5'],
      desiredSupply: ['5', '2'],
      unmetDemand: ['0', '0.5'],
      unmetSupply: ['0', '0'],
      liquidityGap: ['0', '0.5'],
      liquidityGapValue: '1',
      clearingEfficiency: '0.933333333333',
      meanUtility: '4.345087002125',
    });
  });

  it('tells nothing of a market without prices', () => {
    const [, second, third] = roundSummaries(ROWS);
    expect(second).toMatchObject({
      round: 2,
      status: 'no_equilibrium',
      reason: 'reducible',
      participants: 0,
      inMarket: 2,
      moving: 0,
      prices: null,
      volume: null,
      desiredDemand: null,
      liquidityGapValue: null,
      clearingEfficiency: null,
    });
    expect(third).toMatchObject({ round: 3, termination: 'horizon' });
  });

  it('knows who moves from the places of the round before', () => {
    const moved = ROWS.map((row) =>
      row.core_round === 2 && row.core_agent_id === 7 ? { ...row, spatial_pos_y: row.spatial_pos_y + 1 } : row,
    );
    expect(roundSummaries(moved).map(({ moving }) => moving)).toEqual([3, 1, 1]);
    expect(roundSummaries(moved.slice(3)).map(({ moving }) => moving)).toEqual([null, 1]);
  });

  it('leaves open what an older log does not tell', () => {
    const old = ROWS.slice(0, 3).map((row) => ({
      core_schema_version: '1.0.0',
      core_round: row.core_round,
      core_agent_id: row.core_agent_id,
      spatial_pos_x: 0,
      spatial_pos_y: 0,
      spatial_in_marketplace: row.spatial_in_marketplace,
      econ_prices: row.econ_prices,
      econ_executed_net: row.econ_executed_net,
      ration_unmet_demand: row.ration_unmet_demand,
      ration_unmet_supply: null,
      wealth_travel_cost: 'Infinity',
      wealth_effective_budget: null,
      utility: row.core_agent_id === 7 ? 'Infinity' : '1',
      financing_mode: null,
      timestamp_ns: 0,
    }));
    const [summary] = roundSummaries(parseLog(old.map((row) => JSON.stringify(row))));
    expect(summary).toMatchObject({
      mode: null,
      status: null,
      moving: null,
      meanDistanceToMarket: null,
      maxDistanceToMarket: null,
      desiredDemand: null,
      unmetSupply: null,
      liquidityGap: null,
      liquidityGapValue: null,
      meanUtility: null,
    });
    expect(summary?.volume?.map(String)).toEqual(['5', '2']);
    expect(summary?.clearingEfficiency?.toString()).toBe('0.933333333333');
  });

  it('of nothing is nothing', () => {
    expect(roundSummaries([])).toEqual([]);
  });
});

describe('roundSummaryCsv', () => {
  it('has a line per round, a column per figure and per good', () => {
    const lines = roundSummaryCsv(roundSummaries(ROWS)).split('\n');
    expect(lines).toEqual([
      'round,mode,status,reason,agents,in_market,participants,moving,mean_distance_to_market,max_distance_to_market,mean_trip_distance,' +
        'liquidity_gap_value,clearing_efficiency,mean_utility,termination,price_0,price_1,volume_0,volume_1,desired_demand_0,desired_demand_1,' +
        'desired_supply_0,desired_supply_1,unmet_demand_0,unmet_demand_1,unmet_supply_0,unmet_supply_1,liquidity_gap_0,liquidity_gap_1',
      '1,TOTAL_WEALTH,converged,,3,2,2,3,1,3,1,1,0.933333333333,4.345087002125,,1,2,5,2,5,2.5,5,2,0,0.5,0,0,0,0.5',
      '2,TOTAL_WEALTH,no_equilibrium,reducible,3,2,0,0,1,3,2,,,2.707106781187,,,,,,,,,,,,,,,',
      '3,TOTAL_WEALTH,converged,,3,2,2,0,1,3,3,1,0.933333333333,4.345087002125,horizon,1,2,5,2,5,2.5,5,2,0,0.5,0,0,0,0.5',
      '',
    ]);
  });

  it('has a header even without rounds', () => {
    expect(roundSummaryCsv([])).toMatch(/^round,.*,termination\n$/);
  });
});

describe('agentDiagnostics', () => {
  it('tells what an agent got of what it asked for', () => {
    const [baker, smith, nomad] = agentDiagnostics(ROWS);
    expect(JSON.parse(JSON.stringify(baker))).toEqual({
      id: 1,
      rounds: 3,
      roundsInMarket: 3,
      roundsTaken: 2,
      roundsTraded: 2,
      distance: 1,
      purchases: {
        requested: ['0', '5'],
        executed: ['0', '4'],
        unmet: ['0', '1'],
        fillRate: ['1', '0.8'],
        unmetValue: '2',
        valueFillRate: '0.8',
      },
      sales: {
        requested: ['10', '0'],
        executed: ['10', '0'],
        unmet: ['0', '0'],
        fillRate: ['1', '1'],
        unmetValue: '0',
        valueFillRate: '1',
      },
      liquidityGap: ['0', '1'],
      liquidityGapValue: '2',
      firstUtility: '3.16227766016838',
      lastUtility: '3.16227766016838',
    });
    expect(smith?.purchases?.valueFillRate.toString()).toBe('1');
    expect(nomad).toMatchObject({
      roundsInMarket: 0,
      roundsTaken: 0,
      roundsTraded: 0,
      purchases: null,
      sales: null,
      liquidityGap: null,
      liquidityGapValue: null,
    });
  });

  it('orders by id, and of nothing tells nothing', () => {
    expect(agentDiagnostics(ROWS.toReversed()).map(({ id }) => id)).toEqual([1, 2, 7]);
    expect(agentDiagnostics([])).toEqual([]);
  });
});

describe('of any run', () => {
  it('rounds and agents add up to the same', () => {
    fc.assert(
      fc.property(economies({ mostAgents: 4 }), (config) => {
        const log = createFinancingLog();
        createSpatialEconomy({ ...config, maxRounds: 8 }, { events: log }).run();
        const rounds = roundSummaries(log.rows());
        const agents = agentDiagnostics(log.rows());
        const total = (values: readonly (ReturnType<typeof decimal> | null | undefined)[]): string =>
          sum(values.map((value) => value ?? decimal(0))).toString();
        expect(total(agents.map(({ liquidityGapValue }) => liquidityGapValue))).toBe(
          total(rounds.map(({ liquidityGapValue }) => liquidityGapValue)),
        );
        for (const g of config.agents[0]?.alpha.keys() ?? []) {
          expect(total(agents.map(({ purchases }) => purchases?.executed[g]))).toBe(
            total(rounds.map(({ volume }) => volume?.[g])),
          );
          expect(total(agents.map(({ sales }) => sales?.unmet[g]))).toBe(
            total(rounds.map(({ unmetSupply }) => unmetSupply?.[g])),
          );
        }
        expect(agents.reduce((steps, { distance }) => steps + distance, 0)).toBe(
          rounds.reduce((steps, { moving }) => steps + (moving ?? 0), 0),
        );
        const participants = rounds.reduce((all, round) => all + round.participants, 0);
        expect(agents.reduce((all, { roundsTaken }) => all + roundsTaken, 0)).toBe(participants);
        for (const { clearingEfficiency, volume, unmetDemand } of rounds) {
          if (clearingEfficiency === null || volume === null || unmetDemand === null) continue;
          const asked = sum([...volume, ...unmetDemand]);
          expect(clearingEfficiency.toString()).toBe(
            asked.eq(0) ? '1' : quotient(sum(volume), asked, { decimals: 12 }).toString(),
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});
