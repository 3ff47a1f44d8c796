import type { TableSpec } from '@bagehot/kernel';
import { checkGoods, DEFAULT_GOODS, type Good } from '../../goods.js';
import { createPairTable, type PairTable } from '../../pair-type.js';
import type { EventLevel } from '../exchange-config.js';
import { agentQuotes, agentSnapshots, lambdaUpdates } from './agent-tables.js';
import { decisions, pairings, preferences } from './decision-tables.js';
import { modeChanges, resourceSnapshots, simulationRuns, tickStates } from './run-tables.js';
import type { TableEvent } from './table-columns.js';
import { tradeAttempts, trades } from './trade-tables.js';

/** Which tables, and with which columns. */
export interface ExchangeTableOptions {
  /** The goods of the run, in declared order: some columns are named after them. @defaultValue A and B */
  readonly goods?: readonly Good[];
  /** The pair types of the run, where it has any of its own. @defaultValue those that follow from the goods */
  readonly pairs?: PairTable;
  /** How much is told; the same as the exchange's. @defaultValue 'standard' */
  readonly level?: EventLevel;
  /** Whether the quotes of all pair types have a table. @defaultValue at the level `debug` */
  readonly quotes?: boolean;
  /** Whether preferences have a table: with the param `log_preferences` they are told at the level `standard`, too. @defaultValue at the level `debug` */
  readonly preferences?: boolean;
}

/**
 * Event tables of an exchange on a grid, for telemetry. Money and goods are whole numbers, money in minor units; utilities, quotes and λ are floating point numbers
 * as they are; flags are 1 and 0. λ stands in every snapshot and trade, whatever the money mode.
 *
 * `off` no table at all; `minimal` runs, trades and tick states; `standard` snapshots of agents and resources, decisions, pairings, changes of λ and of the mode,
 * too; `debug` everything.
 *
 * @throws ExchangeError `GOODS_INVALID`
 * @see exchange specification, section 14
 */
export function exchangeTables({
  goods: declared = DEFAULT_GOODS,
  pairs,
  level = 'standard',
  quotes = level === 'debug',
  preferences: withPreferences = level === 'debug',
}: ExchangeTableOptions = {}): readonly TableSpec<TableEvent>[] {
  const goods = checkGoods(declared);
  const table = pairs ?? createPairTable(goods);
  if (level === 'off') return [];
  const minimal = [simulationRuns, trades(table), tickStates];
  if (level === 'minimal') return minimal;
  return [
    ...minimal,
    agentSnapshots(goods),
    resourceSnapshots,
    modeChanges,
    decisions,
    pairings,
    lambdaUpdates(goods),
    ...(withPreferences ? [preferences] : []),
    ...(level === 'debug' ? [tradeAttempts] : []),
    ...(quotes ? [agentQuotes(table)] : []),
  ];
}
