import { createSpatialEconomy, type RoundCompleted } from '@bagehot/financing';
import { type Decimal, sum } from '@bagehot/kernel';
import {
  compareFinancing,
  compareFinancingByRound,
  type FinancingScenario,
  financingComparisonRecord,
  financingRecord,
  financingRunTables,
  parseScenario,
  runScenario,
  runScenarioByDay,
  sameStateTable,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

function village(changes: { readonly financing?: object; readonly run?: object } = {}): FinancingScenario {
  return parseScenario(
    {
      version: 1,
      model: 'financing',
      name: 'a village',
      financing: {
        mode: 'PERSONAL',
        goods: ['grain', 'cloth', 'salt'],
        grid: { width: 7, height: 6 },
        load_fraction: '0.5',
        population: { agents: 14, ownership: '0.6', weights: { minimum: '0.1' } },
        ...changes.financing,
      },
      run: { max_rounds: 30, seed: 3, ...changes.run },
    },
    'financing',
  );
}

describe('a run of a financing economy', () => {
  it('is a run of its economy, with its log and figures', () => {
    const events: RoundCompleted[] = [];
    const seen: number[] = [];
    const result = runScenario(village(), {
      sinks: [{ emit: (event) => events.push(event) }],
      onRound: ({ round }) => seen.push(round),
    });
    const { scenario, stopped, rounds, metrics, log, economy } = result;
    expect([stopped, rounds]).toEqual(['horizon', 30]);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, k) => k + 1));
    expect(log.length).toBe(30 * 14);
    expect(metrics.rounds).toHaveLength(30);
    const { mode, grid, goods, loadFraction } = scenario.financing;
    const alone = createSpatialEconomy({ agents: scenario.agents, mode, grid, goods, loadFraction, maxRounds: 30 });
    alone.run();
    expect(JSON.stringify(economy.agents)).toBe(JSON.stringify(alone.agents));
  });

  it('goes one round per step', () => {
    const rounds = [...runScenarioByDay(village({ run: { max_rounds: 4 } }))];
    expect(rounds).toEqual([1, 2, 3, 4]);
  });

  it('says the same each time, and with or without a log', () => {
    const [first, second] = [runScenario(village()), runScenario(village(), { keepLog: false })];
    expect(financingRecord(second)).toEqual(financingRecord(first));
    expect(second.log.length).toBe(0);
  });

  it('ends when it is told to, before or between rounds', () => {
    expect(runScenario(village(), { signal: AbortSignal.abort() })).toMatchObject({ stopped: 'aborted', rounds: 0 });
    const controller = new AbortController();
    const { stopped, rounds } = runScenario(village(), {
      signal: controller.signal,
      onRound: ({ round }) => round === 7 && controller.abort(),
    });
    expect([stopped, rounds]).toEqual(['aborted', 7]);
  });

  it('goes on from a snapshot as if it had never stopped', () => {
    const whole = runScenario(village());
    const first = runScenario(village({ run: { max_rounds: 11 } }));
    const second = runScenario(village(), { from: first.economy.snapshot() });
    expect([...first.log.lines()].length + [...second.log.lines()].length).toBe(30 * 14);
    expect([...second.log.lines()]).toEqual([...whole.log.lines()].slice(11 * 14));
  });

  it('may consume: the hook is called in each round', () => {
    const rounds: number[] = [];
    runScenario(village({ run: { max_rounds: 3 } }), { onRoundEnd: ({ round }) => rounds.push(round) });
    expect(rounds).toEqual([1, 2, 3]);
  });

  it('is written as plain data and as tables', () => {
    const result = runScenario(village());
    const record = financingRecord(result);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    const traded = result.metrics.summary.tradedValue.toFixed();
    expect(record).toMatchObject({
      outcome: 'horizon',
      rounds_run: 30,
      mode: 'PERSONAL',
      summary: { traded_value: traded },
    });
    const [rounds, agents] = financingRunTables(result);
    expect([rounds?.name, rounds?.rows.length, agents?.name, agents?.rows.length]).toEqual([
      'rounds',
      30,
      'agents',
      14,
    ]);
    for (const table of [rounds, agents])
      for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.columns.length ?? 0);
    const columns = rounds?.columns.map(({ name }) => name) ?? [];
    expect(columns).toContain('price_cloth');
    const gaps = rounds?.rows.map((row) => row[columns.indexOf('liquidity_gap_value')]) ?? [];
    expect(gaps.filter((gap) => gap !== null)).toHaveLength(result.metrics.summary.pricedRounds);
  });
});

describe('a comparison of modes', () => {
  const comparison = compareFinancing(village());

  it('starts both runs alike and lets each go its way', () => {
    expect(comparison.modes).toEqual(['PERSONAL', 'TOTAL_WEALTH']);
    expect(comparison.completed).toBe(true);
    const [personal, total] = comparison.runs;
    expect(total?.scenario.agents).toEqual(personal?.scenario.agents);
    expect(total?.scenario.financing.mode).toBe('TOTAL_WEALTH');
    expect(financingRecord(personal as never)).toEqual(financingRecord(runScenario(village())));
    expect(financingRecord(total as never)).toEqual(
      financingRecord(runScenario(village({ financing: { mode: 'TOTAL_WEALTH' } }))),
    );
    expect(total?.metrics.summary.debtValue.gt(personal?.metrics.summary.debtValue ?? 0)).toBe(true);
  });

  it('clears each state of the first run under each mode: the gap is never larger in any good', () => {
    const { sameState, runs } = comparison;
    const priced = runs[0]?.metrics.rounds.filter(({ trade }) => trade !== null) ?? [];
    expect(sameState.map(({ round }) => round)).toEqual(priced.map(({ round }) => round));
    expect(sameState.length).toBeGreaterThan(1);
    sameState.forEach(({ modes: [personal, total] }, k) => {
      expect(personal?.trade).toEqual(priced[k]?.trade);
      expect(total?.trade?.prices).toEqual(personal?.trade?.prices);
      total?.trade?.liquidityGap.forEach((gap, g) => {
        expect(gap.lte(personal?.trade?.liquidityGap[g] as Decimal)).toBe(true);
      });
    });
  });

  it('warns where total wealth lowers nothing', () => {
    // Nothing is carried: there is a price and no supply, whatever one may pay with.
    const { sameState, runs } = compareFinancing(village({ financing: { load_fraction: 0 } }));
    expect(sameState.length).toBeGreaterThan(0);
    for (const { warnings, modes } of sameState) {
      expect(warnings.map(({ code, mode, baseline }) => [code, mode, baseline])).toEqual([
        ['NO_GAP_REDUCTION', 'TOTAL_WEALTH', 'PERSONAL'],
      ]);
      expect(warnings[0]?.gapValue).toEqual(modes[0]?.trade?.liquidityGapValue);
    }
    const table = sameStateTable({ modes: [], runs, sameState, completed: true });
    expect(table.rows.map((row) => row.at(-1)).slice(0, 2)).toEqual([null, 'NO_GAP_REDUCTION']);
  });

  it('takes modes of one’s own, by their names', () => {
    const modes = ['TOTAL_WEALTH', 'PERSONAL'];
    const { runs, sameState } = compareFinancing(village({ run: { max_rounds: 8 } }), { modes });
    expect(runs.map(({ scenario }) => scenario.financing.mode)).toEqual(modes);
    expect(sameState[0]?.modes.map(({ mode }) => mode)).toEqual(modes);
  });

  it.each([[['PERSONAL']], [['PERSONAL', 'PERSONAL']]])('refuses %j', (modes) => {
    expect(() => compareFinancing(village(), { modes })).toThrow('modes must be at least two different names');
  });

  it('looks every mode up before the first run', () => {
    const started: string[] = [];
    const of = (mode: string) => ({ onStart: () => started.push(mode) });
    expect(() => compareFinancing(village(), { modes: ['PERSONAL', 'NOBODY'], of })).toThrow(
      'financing.mode must be one of PERSONAL, TOTAL_WEALTH, but is NOBODY',
    );
    expect(started).toEqual([]);
  });

  it('goes one round of one run per step, and can be interrupted', () => {
    const controller = new AbortController();
    const steps = compareFinancingByRound(village(), { signal: controller.signal });
    const seen: string[] = [];
    let step = steps.next();
    while (step.done !== true) {
      seen.push(`${step.value.mode} ${step.value.round}`);
      if (seen.length === 2) controller.abort();
      step = steps.next();
    }
    expect(seen).toEqual(['PERSONAL 1', 'PERSONAL 2']);
    expect(step.value.completed).toBe(false);
    expect(step.value.runs.map(({ stopped }) => stopped)).toEqual(['aborted', 'aborted']);
  });

  it('is written as plain data', () => {
    const record = financingComparisonRecord(comparison);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    const [personal] = comparison.runs;
    const gaps = (record['same_state'] as { modes: { liquidity_gap_value: string }[] }[]).map(
      ({ modes }) => modes[0]?.liquidity_gap_value,
    );
    expect(gaps).toEqual(
      personal?.metrics.rounds.flatMap(({ trade }) => (trade === null ? [] : [trade.liquidityGapValue.toFixed()])),
    );
    expect(String(sum(comparison.sameState.flatMap(({ modes }) => modes[0]?.trade?.liquidityGapValue ?? [])))).toBe(
      String(personal?.metrics.summary.liquidityGapValue),
    );
  });
});
