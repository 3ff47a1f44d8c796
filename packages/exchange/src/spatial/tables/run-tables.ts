import type { TableSpec } from '@bagehot/kernel';
import { count, nullable, rowsTable, rowTable, type TableEvent, text } from './table-columns.js';

/** A row per run, once somebody has told of it. */
export const simulationRuns: TableSpec<TableEvent> = {
  name: 'simulation_runs',
  columns: [
    nullable(text('scenario_name')),
    nullable(text('start_time')),
    nullable(text('end_time')),
    count('total_ticks'),
    count('num_agents'),
    count('grid_width'),
    count('grid_height'),
    nullable(text('config_json')),
    nullable(count('seed')),
    text('exchange_regime'),
    text('money_mode'),
    count('money_scale'),
  ],
  rows(event) {
    if (event.kind !== 'SimulationRun') return [];
    const { scenarioName, startTime, endTime, totalTicks, agents, width, height, config, seed } = event;
    const about = [scenarioName, startTime, endTime, totalTicks, agents, width, height, config, seed];
    return [[...about, event.regime, event.moneyMode, event.moneyScale]];
  },
};

/** A row per tick. */
export const tickStates: TableSpec<TableEvent> = rowTable(
  'tick_states',
  'TickState',
  [text('current_mode'), text('exchange_regime'), text('active_pairs')],
  ({ mode, regime, activePairs }) => [mode, regime, JSON.stringify(activePairs)],
);

/** A row per change of the mode. */
export const modeChanges: TableSpec<TableEvent> = rowTable(
  'mode_changes',
  'ModeChanged',
  [text('old_mode'), text('new_mode')],
  ({ from, to }) => [from, to],
);

/** A row per cell that has ever had something, from time to time. */
export const resourceSnapshots: TableSpec<TableEvent> = rowsTable(
  'resource_snapshots',
  'ResourceSnapshot',
  [count('x'), count('y'), text('resource_type'), count('amount')],
  ({ cells }) => cells.map(({ cell, good, amount }) => [...cell, good, amount]),
);
