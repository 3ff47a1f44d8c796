export type {
  CompactExchangeScenario,
  Endowment,
  ExchangeScenario,
  ExplicitExchangeScenario,
  ResourceSeed,
  ScenarioAgent,
  ScenarioRules,
  ScenarioWarning,
  ScenarioWarningCode,
  UniformInt,
  UtilityShare,
} from '../scenario/exchange-scenario.js';
export { exchangeConfig } from '../scenario/scenario-config.js';
export { expandScenario } from '../scenario/scenario-expansion.js';
export { exchangeScenarioForm } from '../scenario/scenario-form.js';
export {
  readExchangeScenario,
  type ScenarioReading,
  type ScenarioReadingOptions,
} from '../scenario/scenario-reading.js';
export type {
  AgentSnapshot,
  Cell,
  Decision,
  ExchangeEvent,
  ExchangeTrade,
  Harvested,
  IntegrityRepaired,
  LambdaUpdated,
  ModeChanged,
  Moved,
  Paired,
  PairReason,
  PreferenceRanked,
  Regrown,
  ResourceSnapshot,
  TickState,
  TradeAttempted,
  Unpaired,
  UnpairReason,
} from './events.js';
export { createExchange, type Exchange } from './exchange.js';
export type { EventLevel, ExchangeConfig, ExchangePorts, SpatialAgent, SpatialAgentInput } from './exchange-config.js';
export { type ModeSchedule, modeAt } from './mode-schedule.js';
export { MINT, NATURE } from './posting.js';
export type { ResourceCell, ResourceInput } from './resources.js';
export type { ExchangeSnapshot } from './snapshot.js';
export type { ColumnBlock } from './tables/column-block.js';
export { type ColumnBlocks, exchangeColumns } from './tables/exchange-columns.js';
export { type ExchangeTableOptions, exchangeTables } from './tables/exchange-tables.js';
export type { SimulationRun } from './tables/simulation-run.js';
export type { TableEvent } from './tables/table-columns.js';
